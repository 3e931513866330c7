//! What a list of use cases or stories can be narrowed to: a role, a kind of site, an indicator.

use maud::{Markup, html};
use network::{Viewer, address};
use serde::Deserialize;
use web::{icon, t};

use super::queries::Filter;
use super::role::{SiteFit, WorkRole};
use crate::indicators::IndicatorId;

/// The part of an address that narrows a list.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub role: Option<WorkRole>,
    pub site: Option<SiteFit>,
    pub indicator: Option<IndicatorId>,
    pub cursor: Option<String>,
}

impl Asked {
    pub fn filter(&self) -> Filter {
        Filter {
            role: self.role,
            fits: self.site.filter(|site| *site != SiteFit::Any),
            indicator: self.indicator,
        }
    }

    /// The same list further on.
    pub fn next(&self, path: &str, cursor: &str) -> String {
        let filter = self.filter();
        let indicator = filter
            .indicator
            .map_or_else(String::new, |id| id.to_string());
        address::with(
            path,
            &[
                ("role", filter.role.map_or("", WorkRole::as_str)),
                ("site", filter.fits.map_or("", SiteFit::as_str)),
                ("indicator", &indicator),
                ("cursor", cursor),
            ],
        )
    }
}

impl Filter {
    pub fn chosen(&self) -> usize {
        [
            self.role.is_some(),
            self.fits.is_some(),
            self.indicator.is_some(),
        ]
        .into_iter()
        .filter(|chosen| *chosen)
        .count()
    }
}

/// The form beside the list, with the viewer's own roles and kind of site named as theirs.
pub fn form(
    viewer: &Viewer,
    path: &str,
    filter: Filter,
    indicators: &[(IndicatorId, String)],
    own: &[WorkRole],
) -> Markup {
    let lang = viewer.lang;
    let own_site = viewer.person.site_kind;
    let option = |name: &str, value: &str, label: String, chosen: bool, is_own: bool| {
        html! {
            label class="check" {
                input type="radio" name=(name) value=(value) checked[chosen];
                span class="grow" { (label) }
                @if is_own { span class="count muted" { (t!(lang, "use-cases-yours")) } }
            }
        }
    };
    html! {
        button type="button" class="btn filter-btn" popovertarget="filters" {
            (icon("list-filter")) (t!(lang, "use-cases-filters"))
            @if filter.chosen() > 0 { " " span class="count hot" { (filter.chosen()) } }
        }
        form class="filters" id="filters" popover action=(path) aria-label=(t!(lang, "use-cases-filters")) {
            details open {
                summary { (t!(lang, "use-cases-for-role")) }
                @for role in WorkRole::ALL {
                    (option("role", role.as_str(), t!(lang, &format!("use-cases-role-{role}")), filter.role == Some(*role), own.contains(role)))
                }
                (option("role", "", t!(lang, "use-cases-any"), filter.role.is_none(), false))
            }
            details open {
                summary { (t!(lang, "use-cases-site-kind")) }
                @for fits in [SiteFit::Frontline, SiteFit::Office] {
                    (option("site", fits.as_str(), t!(lang, &format!("use-cases-site-{fits}")), filter.fits == Some(fits),
                        own_site.is_some_and(|kind| fits.is_for(kind))))
                }
                (option("site", "", t!(lang, "use-cases-any"), filter.fits.is_none(), false))
            }
            @if !indicators.is_empty() {
                details open {
                    summary { (t!(lang, "use-cases-indicator")) }
                    select class="select" name="indicator" aria-label=(t!(lang, "use-cases-indicator")) {
                        option value="" { (t!(lang, "use-cases-any")) }
                        @for (id, name) in indicators { option value=(id) selected[filter.indicator == Some(*id)] { (name) } }
                    }
                }
            }
            div class="stack tight mt3" {
                button class="btn" { (t!(lang, "use-cases-filter")) }
                @if filter.chosen() > 0 { a class="small" href=(path) { (t!(lang, "use-cases-filter-clear")) } }
            }
        }
    }
}
