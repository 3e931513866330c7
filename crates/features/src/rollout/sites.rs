//! Coverage by site: a page of a list that can be searched, those that could be helped first.

use std::collections::HashMap;

use kernel::text::fold::fold;
use kernel::{Error, Result};
use maud::{Markup, html};
use network::{Viewer, address};
use serde::Deserialize;
use store::Db;
use web::components::{Action, Tab, empty_state, pager, seg};
use web::{Lang, icon, t};

use super::cell::{Cell, CellScope, Figure, Plan, Stage};
use super::{queries, views, week};

/// Sites on a page.
const PAGE: usize = 50;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub stage: Option<Stage>,
    pub q: String,
    /// From 1.
    pub page: Option<u16>,
}

impl Asked {
    fn stage(&self) -> Stage {
        self.stage.unwrap_or(Stage::Adopted)
    }
}

pub struct Sites {
    pub week: i64,
    pub rows: Vec<SiteRow>,
    /// Of the stage, by site.
    plans: HashMap<i64, Plan>,
}

/// What is shown of a site.
pub struct SiteRow {
    pub unit: i64,
    pub name: String,
    pub figure: Figure,
}

/// All sites that have people, the lowest shares first, then those without a figure by name.
pub fn read(db: &Db, viewer: &Viewer, asked: &Asked) -> Result<Sites> {
    if viewer.is_guest() {
        return Err(Error::not_found());
    }
    let week = queries::counting(db)?.0.shown_week;
    let figures = queries::figures(
        db,
        CellScope::Site,
        asked.stage(),
        week,
        queries::MOST_SITES,
    )?;
    let mut figures: HashMap<i64, Figure> = figures
        .into_iter()
        .map(|figure| (figure.unit, figure))
        .collect();
    let wanted = fold(&asked.q);
    let mut rows: Vec<SiteRow> = Vec::new();
    for (unit, name) in queries::site_names(db, queries::MOST_SITES)? {
        if let Some(figure) = figures.remove(&unit)
            && fold(&name).contains(&wanted)
        {
            rows.push(SiteRow { unit, name, figure });
        }
    }
    rows.sort_by_key(|row| row.figure.percent().unwrap_or(i64::MAX));
    let plans = queries::plans(db, queries::MOST_PLANS)?
        .into_iter()
        .filter(|plan| plan.scope == CellScope::Site && plan.stage == asked.stage())
        .map(|plan| (plan.unit, plan))
        .collect();
    Ok(Sites { week, rows, plans })
}

pub fn page(viewer: &Viewer, asked: &Asked, sites: &Sites, today: jiff::civil::Date) -> Markup {
    let (lang, stage) = (viewer.lang, asked.stage());
    let last = sites.rows.len().saturating_sub(1) / PAGE;
    let at = usize::from(asked.page.unwrap_or(1).saturating_sub(1)).min(last);
    let shown = sites.rows.iter().skip(at * PAGE).take(PAGE);
    let href = |stage: Stage, page: usize| {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        let parameters = [("stage", stage.as_str()), ("q", &asked.q), ("page", &page)];
        address::with("/rollout/sites", &parameters)
    };
    let tab = |of: &Stage| Tab {
        href: href(*of, 1),
        label: views::stage_name(*of, lang),
        count: None,
        current: *of == stage,
    };
    let tabs: Vec<Tab> = Stage::ALL.iter().map(tab).collect();
    html! {
        (web::components::crumbs(lang, &[("/rollout", &t!(lang, "rollout-title")), ("/rollout/sites", &t!(lang, "rollout-sites"))]))
        div class="page-head" {
            div class="grow" {
                h1 { (t!(lang, "rollout-by-site")) }
                p { (t!(lang, &format!("rollout-means-{stage}"))) }
            }
            @if sites.week > 0 {
                a class="btn" href={ "/rollout/sites.csv?stage=" (stage) } { (icon("download")) (t!(lang, "rollout-download")) }
            }
        }
        div class="scroll-x" { (seg(&t!(lang, "rollout-stages"), &tabs)) }
        form class="search big" role="search" action="/rollout/sites" aria-label=(t!(lang, "rollout-find-site")) {
            (icon("search"))
            input type="hidden" name="stage" value=(stage);
            input type="search" name="q" value=(asked.q) maxlength="200" aria-label=(t!(lang, "rollout-find-site")) placeholder=(t!(lang, "rollout-find-site"));
            button class="btn sm" { (t!(lang, "rollout-find")) }
        }
        @if sites.week == 0 {
            (empty_state(&t!(lang, "rollout-none-title"), &t!(lang, "rollout-none-text"),
                Some(&Action { href: "/rollout", label: t!(lang, "rollout-title") })))
        } @else if sites.rows.is_empty() && asked.q.trim().is_empty() {
            (empty_state(&t!(lang, "rollout-no-sites-title"), &t!(lang, "rollout-no-sites-text"),
                Some(&Action { href: "/rollout", label: t!(lang, "rollout-title") })))
        } @else if sites.rows.is_empty() {
            (empty_state(&t!(lang, "rollout-no-site-title", q = asked.q.trim()), &t!(lang, "rollout-no-site-text"),
                Some(&Action { href: "/rollout/sites", label: t!(lang, "rollout-all-sites") })))
        } @else {
            p class="small muted" { (t!(lang, "rollout-sites-order", day = web::components::day_in_words(week::sunday(sites.week), lang))) }
            section class="card flush" aria-label=(t!(lang, "rollout-by-site")) {
                ul class="rows lined" { @for row in shown { (site(row, sites, stage, today, lang)) } }
            }
            @if sites.rows.len() > (at + 1) * PAGE {
                (pager("more-sites", &href(stage, at + 2), &t!(lang, "rollout-more-sites")))
            }
        }
        (views::meanings(lang))
    }
}

fn site(
    row: &SiteRow,
    sites: &Sites,
    stage: Stage,
    today: jiff::civil::Date,
    lang: Lang,
) -> Markup {
    let cell = Cell {
        scope: CellScope::Site,
        unit: row.unit,
        stage,
    };
    let figure = Some(&row.figure);
    let plan = sites.plans.get(&row.unit);
    html! {
        li class="site-row" {
            div class="grow" {
                a class="t" href=(cell.href()) { (row.name) }
                span class="m" { (views::people(figure, lang)) }
            }
            (views::meter(figure, ""))
            b class="num" { (views::share(figure, lang)) }
            span class="plan" {
                @if let Some(plan) = plan { (views::progress_tag(plan.progress(figure, today), lang)) }
            }
        }
    }
}

/// As a table for other programs; figures that are not shown are empty.
pub fn csv(sites: &Sites) -> Result<String> {
    let mut table = super::tables::Table::new(&["site", "week_to", "people", "figure", "state"])?;
    for row in &sites.rows {
        table.figure(&row.name, &row.figure)?;
    }
    table.finish()
}
