//! One story: what happened, what can be checked of it, and who did it.

use kernel::{Error, Result, Time};
use maud::{Markup, html};
use network::forms::general_error;
use network::{App, Viewer};
use store::Db;
use web::components::{
    Choice, Confirm, Field, Tone, callout, choices, confirm, crumbs, date, field, sheet_button, tag,
};
use web::errors::about;
use web::{Lang, icon, icon_lg, icon_sm, numbers, t};

use super::actions;
use super::evidence::Measured;
use super::on_displays;
use super::pages::Entered;
use super::praise;
use super::queries;
use super::story::{Check, Consent, Credit, State, Story, StoryId, Verdict};
use super::views::{evidence_tag, kind_tag};
use crate::initiatives::Initiative;
use crate::initiatives::verified::Verified;
use crate::posts::{self, PostId};
use crate::use_cases::WorkRole;
use crate::use_cases::views::{person, same, steps, thread};

/// Everything the page shows.
pub struct Shown {
    pub story: Story,
    measured: Option<Measured>,
    /// The estimate that its confirmed readings are part of.
    verified: Option<Verified>,
    people: Vec<Credit>,
    check: Option<Check>,
    /// Whether the reader, whose name stands in it, wants to be seen on displays.
    displays: Option<on_displays::Asked>,
    praise: praise::OnStory,
    /// The thread, when the reader may read it.
    thread: Option<(PostId, String)>,
    may_check: bool,
    /// What the unit had started, for who may check it.
    initiatives: Vec<Initiative>,
    /// The reader's roles.
    own: Vec<WorkRole>,
}

impl Shown {
    pub fn read(db: &Db, viewer: &Viewer, id: StoryId, now: Time) -> Result<Shown> {
        let story = queries::visible(db, viewer, id)?.ok_or_else(Error::not_found)?;
        let people = queries::people(db, id)?;
        let measured = match queries::evidence(db, id)? {
            Some(evidence) => evidence.measure(db, id)?,
            None => None,
        };
        let check = queries::check(db, id)?;
        let verified = match &measured {
            Some(measured) => measured.verified(db, check.as_ref())?,
            None => None,
        };
        let post = match story.post_id {
            Some(post) => posts::queries::visible(db, viewer, post)?,
            None => None,
        };
        let told = story.state() == State::Told;
        let may_check = told && actions::may_check(viewer, &story, &people).is_ok();
        Ok(Shown {
            initiatives: match &measured {
                Some(measured) if may_check => measured.initiatives(db)?,
                _ => Vec::new(),
            },
            displays: on_displays::Asked::read(db, viewer, &story, &people)?,
            praise: praise::OnStory::read(db, viewer, &story, &people)?,
            may_check,
            check,
            verified,
            thread: post.map(|post| (post.id, post.headline())),
            own: WorkRole::of(&viewer.person, now),
            story,
            measured,
            people,
        })
    }

    fn own_answer(&self, viewer: &Viewer) -> Option<&Credit> {
        let own = |it: &&Credit| it.person_id == viewer.id && it.person_id != self.story.teller_id;
        self.people.iter().find(own)
    }
}

pub fn view(
    app: &App,
    viewer: &Viewer,
    shown: &Shown,
    error: Option<&Error>,
    entered: &Entered,
) -> Markup {
    let lang = viewer.lang;
    let it = &shown.story;
    let is_teller = it.teller_id == viewer.id;
    let above = match (it.indicator_id, &it.indicator) {
        (Some(id), Some(name)) => Some((format!("/indicators/{id}"), name.as_str())),
        _ => None,
    };
    let library = t!(lang, "stories-nav");
    let mut way = vec![("/stories/all", &*library)];
    if let Some((href, name)) = &above {
        way.push((href, name));
    }
    html! {
        (crumbs(lang, &way))
        (general_error(lang, error, &["why", "verdict", "estimate", "person", "words"]))
        @if is_teller { (state_notice(viewer, shown, app)) }
        @if let Some(own) = shown.own_answer(viewer) { (asked(it, own, lang)) }
        div class="cols" {
            article class="stack loose" {
                header class="stack" {
                    div class="row wrap" { (kind_tag(lang)) (evidence_tag(it, lang)) }
                    h1 class="story-claim" { (it.title) }
                    (teller(viewer, it))
                }
                @if let Some(measured) = &shown.measured { (before_and_after(measured, lang)) }
                (told("stories-page-why", &it.why, lang))
                (told("stories-page-had", &it.had, lang))
                @if !it.did.is_empty() { section class="stack" { h2 { (t!(lang, "stories-page-did")) } (steps(&it.did)) } }
                (told("stories-page-changed", &it.changed, lang))
                (who(shown, is_teller, lang))
                (worth(viewer, shown))
                (shown.praise.view(viewer, it.id, &entered.praise, error))
                @if shown.may_check { (check_form(shown, error, entered, lang)) }
            }
            aside class="aside" aria-label=(t!(lang, "stories-aside")) {
                @if let Some(asked) = &shown.displays { (asked.view(it, lang)) }
                (context(viewer, shown))
            }
        }
    }
}

/// To the teller: who sees it, and what can be done.
fn state_notice(viewer: &Viewer, shown: &Shown, app: &App) -> Markup {
    let (lang, it) = (viewer.lang, &shown.story);
    let missing = it.missing();
    let button = |what: &str, class: &str, label: &str| {
        html! {
            form method="post" action={ "/stories/" (it.id) "/" (what) } { button class=(class) { (label) } }
        }
    };
    let network = app.settings.get().network_name.clone();
    let change = html! { a class="btn" href={ "/stories/" (it.id) "/edit" } { (icon("pencil")) (t!(lang, "stories-edit")) } };
    match it.state() {
        State::Told => html! {
            details class="small" {
                summary { (t!(lang, "stories-yours-told")) }
                div class="stack tight mt2" {
                    p class="soft" { (t!(lang, "stories-withdraw-text")) }
                    div { (button("withdrawal", "btn sm danger", &t!(lang, "stories-withdraw"))) }
                }
            }
        },
        state => callout(
            Tone::Plain,
            if state == State::Draft {
                "pencil"
            } else {
                "undo-2"
            },
            &t!(
                lang,
                if state == State::Draft {
                    "stories-is-draft"
                } else {
                    "stories-is-withdrawn"
                }
            ),
            html! {
                p { (t!(lang, if state == State::Draft { "stories-is-draft-text" } else { "stories-is-withdrawn-text" })) }
                @if !missing.is_empty() {
                    p { (t!(lang, "stories-missing")) }
                    ul class="points" { @for field in &missing { li { (t!(lang, &format!("stories-page-{field}"))) } } }
                }
                div class="row wrap mt3" {
                    @if missing.is_empty() { (button("publication", "btn primary", &t!(lang, "stories-publish", name = network.as_str()))) }
                    (change)
                    @if state == State::Draft { (sheet_button("discard", "btn ghost", html! { (t!(lang, "stories-discard")) })) }
                }
                @if state == State::Draft {
                    (confirm(&Confirm {
                        id: "discard", action: &format!("/stories/{}/deletion", it.id), title: &t!(lang, "stories-discard-ask"),
                        text: &t!(lang, "stories-discard-text"), yes: &t!(lang, "stories-discard"), no: &t!(lang, "stories-discard-not"),
                        ..Confirm::default()
                    }))
                }
            },
        ),
    }
}

/// To somebody the teller wants to name.
fn asked(it: &Story, own: &Credit, lang: Lang) -> Markup {
    let answer = |answer: Consent, class: &str, key: &str| {
        html! {
            form method="post" action={ "/stories/" (it.id) "/answer" } {
                input type="hidden" name="answer" value=(answer);
                button class=(class) { (t!(lang, key)) }
            }
        }
    };
    let part = match own.part.as_str() {
        "" => t!(lang, "stories-asked-text-plain", name = it.teller.as_str()),
        part => t!(
            lang,
            "stories-asked-text",
            name = it.teller.as_str(),
            part = part
        ),
    };
    match own.answer {
        Consent::Asked => callout(
            Tone::Gold,
            "hand",
            &t!(lang, "stories-asked"),
            html! {
                p { (part) }
                div class="row wrap mt2" {
                    (answer(Consent::Agreed, "btn primary", "stories-agree"))
                    (answer(Consent::Declined, "btn", "stories-decline"))
                }
            },
        ),
        Consent::Agreed => html! {
            div class="row wrap small" { (icon_sm("check")) span { (t!(lang, "stories-agreed")) } (answer(Consent::Declined, "btn ghost sm", "stories-take-back")) }
        },
        Consent::Declined => html! {
            div class="row wrap small" { (icon_sm("eye-off")) span { (t!(lang, "stories-declined")) } (answer(Consent::Agreed, "btn ghost sm", "stories-agree-now")) }
        },
    }
}

fn teller(viewer: &Viewer, it: &Story) -> Markup {
    let lang = viewer.lang;
    let at = it.published_at.map(|at| date(at, lang, &viewer.zone()));
    let place = it.site.as_deref().unwrap_or_default();
    let line: Vec<&str> = [Some(place), at.as_deref()]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    html! {
        div class="stack tight" {
            span class="small muted" { (t!(lang, "stories-told-by-line")) }
            (person(it.teller_id, &it.teller, it.teller_photo.as_deref(), &line.join(" · ")))
        }
    }
}

/// "2026-W10 to 2026-W22", or the one period.
fn span(measured: &Measured, from: i64, to: i64, lang: Lang) -> String {
    let cadence = measured.indicator.cadence;
    match from == to {
        true => cadence.name(from),
        false => t!(
            lang,
            "stories-span",
            from = cadence.name(from),
            to = cadence.name(to)
        ),
    }
}

/// The change of a number as it is said: with its sign.
fn signed(value: f64, lang: Lang) -> String {
    let shown = numbers::decimal(value, lang);
    match value > 0.0 && shown != "0" {
        true => format!("+{shown}"),
        false => shown,
    }
}

fn before_and_after(it: &Measured, lang: Lang) -> Markup {
    let unit = &it.indicator.unit;
    let tone = match it.change() {
        0.0 => "v",
        change if it.indicator.is_better(change) => "v is-good",
        _ => "v is-bad",
    };
    let e = &it.evidence;
    let change = format!("{} {unit}", signed(it.change(), lang));
    html! {
        section class="card stack" aria-label=(t!(lang, "stories-readings")) {
            div class="before-after" {
                div class="stat" {
                    span class="l" { (t!(lang, "stories-before", span = span(it, e.before_from, e.before_to, lang))) }
                    span class="v" { (numbers::decimal(it.before, lang)) " " small { (unit) } }
                    span class="l" { (t!(lang, "stories-n-readings", n = it.readings.0)) }
                }
                (icon_lg("arrow-right"))
                div class="stat" {
                    span class="l" { (t!(lang, "stories-after", span = span(it, e.after_from, e.after_to, lang))) }
                    span class=(tone) { (numbers::decimal(it.after, lang)) " " small { (unit) } }
                    span class="l" { (t!(lang, "stories-n-readings", n = it.readings.1)) }
                }
            }
            div class="row wrap" {
                (thread(it.indicator.id, &it.indicator.name, &change))
                span class="small muted" { (t!(lang, "stories-of-unit", unit = it.unit.as_str())) }
            }
            p class="small soft" {
                @match it.others {
                    Some((units, change)) => {
                        (t!(lang, "stories-others", n = units, change = format!("{} {unit}", signed(change, lang))))
                    }
                    None => { (t!(lang, "stories-no-others")) }
                }
                " " (t!(lang, "stories-no-effect"))
            }
        }
    }
}

fn told(key: &str, text: &str, lang: Lang) -> Markup {
    html! {
        @if !text.is_empty() { section class="stack tight" { h2 { (t!(lang, key)) } p class="as-typed" { (text) } } }
    }
}

/// Those who agreed; to the teller also who has not said, and how many would rather not.
fn who(shown: &Shown, is_teller: bool, lang: Lang) -> Markup {
    let of = |answer: Consent| shown.people.iter().filter(move |it| it.answer == answer);
    let (agreed, waiting) = (of(Consent::Agreed).count(), of(Consent::Asked).count());
    let (declined, show_waiting) = (of(Consent::Declined).count(), is_teller && waiting > 0);
    html! {
        @if agreed > 0 || (is_teller && !shown.people.is_empty()) {
            section class="card stack" {
                h2 { (t!(lang, "stories-who")) }
                @if agreed > 0 {
                    div class="grid3" { @for it in of(Consent::Agreed) { (person(it.person_id, &it.name, it.photo.as_deref(), &it.part)) } }
                }
                @if show_waiting {
                    p class="small muted" { (t!(lang, "stories-who-asked")) }
                    ul class="rows trim small" { @for it in of(Consent::Asked) { li { (icon_sm("hourglass")) span class="grow" { (it.name) } } } }
                }
                @if is_teller && declined > 0 { p class="small muted" { (t!(lang, "stories-who-declined", n = declined)) } }
            }
        }
    }
}

/// What is claimed and what was confirmed, beside each other and never mixed.
fn worth(viewer: &Viewer, shown: &Shown) -> Markup {
    let (lang, it) = (viewer.lang, &shown.story);
    html! {
        section class="stack" {
            h2 { (t!(lang, "stories-claimed-and-checked")) }
            div class="grid2" {
                div class="card stack tight" {
                    h3 class="lbl" { (t!(lang, "stories-claimed-title")) }
                    @match it.claimed {
                        Some(value) => {
                            p class="stat" { span class="v" { (numbers::decimal(value, lang)) " " small { (it.claimed_unit) } } }
                            p class="small soft as-typed" { (t!(lang, "stories-reckoned", how = it.claimed_how.as_str())) }
                            p class="small muted" { (t!(lang, "stories-says-teller", name = it.teller.as_str())) }
                        }
                        None => { p class="soft" { (t!(lang, "stories-nothing-claimed")) } }
                    }
                }
                div class="card stack tight" {
                    h3 class="lbl" { (t!(lang, "stories-checked-title")) }
                    (checked(viewer, shown))
                    (verified(shown, lang))
                }
            }
        }
    }
}

/// The lower end of the interval of the estimate, where there is one.
fn verified(shown: &Shown, lang: Lang) -> Markup {
    let (Some(measured), Some(verified)) = (&shown.measured, &shown.verified) else {
        return html! { p class="small muted" { (t!(lang, "stories-no-verified-value")) } };
    };
    let it = &measured.indicator;
    let (low, high) = (verified.at_least(it, lang), verified.at_most(it, lang));
    let text = match verified.value() {
        Some(_) => t!(
            lang,
            "stories-verified-text",
            high = high,
            n = verified.units
        ),
        None => t!(
            lang,
            "stories-not-verified",
            low = low.as_str(),
            high = high
        ),
    };
    html! {
        @if verified.value().is_some() {
            p class="stat" { span class="v" { (low) } }
        }
        p class="small soft" { (text) }
        p class="small" {
            (t!(lang, "stories-verified-by")) " "
            a href={ "/initiatives/" (verified.initiative.id) } { (verified.initiative.name) }
            @if !verified.together.is_empty() { " " (t!(lang, "stories-verified-with", names = verified.together.join(", "))) }
        }
    }
}

fn checked(viewer: &Viewer, shown: &Shown) -> Markup {
    let lang = viewer.lang;
    let Some(measured) = &shown.measured else {
        return html! { p class="soft" { (t!(lang, "stories-no-readings-linked")) } };
    };
    let Some(check) = &shown.check else {
        return html! {
            div { (tag(Tone::Line, Some("circle-dashed"), &t!(lang, "stories-unchecked"))) }
            p class="soft" { (t!(lang, "stories-unchecked-text", name = measured.indicator.owner.as_str())) }
        };
    };
    let by = t!(
        lang,
        "stories-by-on",
        name = check.by.as_str(),
        day = date(check.at, lang, &viewer.zone())
    );
    html! {
        @match check.verdict {
            Verdict::Confirmed => {
                div { (tag(Tone::Good, Some("shield-check"), &t!(lang, "stories-confirmed"))) }
                p { (t!(lang, "stories-confirmed-text", before = measured.readings.0, after = measured.readings.1, unit = measured.unit.as_str())) }
                p class="soft" { (t!(lang, "stories-credited", n = measured.credited)) }
            }
            Verdict::NotConfirmed => {
                div { (tag(Tone::Warn, Some("circle-alert"), &t!(lang, "stories-not-confirmed"))) }
                p { (t!(lang, "stories-not-confirmed-text")) }
            }
        }
        @if !check.why.is_empty() { p class="as-typed" { (check.why) } }
        p class="small muted" { (by) }
        @if measured.newest.is_some_and(|newest| newest > check.at) {
            p class="row small is-warn" { (icon_sm("triangle-alert")) (t!(lang, "stories-readings-changed")) }
        }
    }
}

/// To the owner of the indicator.
fn check_form(shown: &Shown, error: Option<&Error>, entered: &Entered, lang: Lang) -> Markup {
    let (typed, chosen, estimate) = match (&shown.check, error) {
        (Some(check), None) => {
            let estimate = check.initiative_id.map(|id| id.to_string());
            (
                check.why.as_str(),
                Some(check.verdict),
                estimate.unwrap_or_default(),
            )
        }
        _ => (
            entered.why.as_str(),
            entered.verdict,
            entered.estimate.clone(),
        ),
    };
    let ids: Vec<String> = shown
        .initiatives
        .iter()
        .map(|it| it.id.to_string())
        .collect();
    let none = t!(lang, "stories-estimate-none");
    let names = shown.initiatives.iter().map(|it| it.name.as_str());
    let mut estimates = vec![("", none.as_str())];
    estimates.extend(ids.iter().map(String::as_str).zip(names));
    let words: Vec<(Verdict, String, String)> = Verdict::ALL
        .iter()
        .map(|verdict| {
            let text = t!(lang, &format!("stories-verdict-{verdict}-text"));
            (
                *verdict,
                t!(lang, &format!("stories-verdict-{verdict}")),
                text,
            )
        })
        .collect();
    let options: Vec<Choice<'_>> = words
        .iter()
        .map(|(verdict, label, text)| Choice {
            value: verdict.as_str(),
            label,
            text,
            icon: None,
        })
        .collect();
    html! {
        section class="card stack" id="check" {
            h2 { (t!(lang, "stories-check")) }
            p class="soft" { (t!(lang, "stories-check-text")) }
            form class="stack" method="post" action={ "/stories/" (shown.story.id) "/check" } {
                @if let Some(wrong) = about(lang, error, "verdict") { (web::components::error_line(&wrong)) }
                (choices(&t!(lang, "stories-verdict"), "verdict", &options, chosen.map_or("", Verdict::as_str)))
                @if estimates.len() > 1 {
                    (web::components::select(&web::components::Select {
                        label: &t!(lang, "stories-estimate"), name: "estimate", options: &estimates, selected: &estimate,
                        hint: Some(&t!(lang, "stories-estimate-hint")), error: about(lang, error, "estimate").as_deref(), id: None,
                    }))
                }
                (field(&Field {
                    label: &t!(lang, "stories-check-why"), name: "why", value: typed, rows: Some(2), hint: Some(&t!(lang, "stories-check-why-hint")),
                    error: about(lang, error, "why").as_deref(), ..Field::default()
                }))
                div { button class="btn" { (t!(lang, "stories-check-save")) } }
            }
        }
    }
}

fn context(viewer: &Viewer, shown: &Shown) -> Markup {
    let (lang, it) = (viewer.lang, &shown.story);
    let own_site = viewer.person.site_kind;
    html! {
        section class="sec" {
            h2 { (t!(lang, "use-cases-would-it")) }
            ul class="rows trim card small" {
                li {
                    (icon_sm("user")) span class="grow" { (t!(lang, &format!("use-cases-role-{}", it.role))) }
                    @if !shown.own.is_empty() { (same(shown.own.contains(&it.role), lang)) }
                }
                @if let Some(kind) = it.site_kind {
                    li {
                        (icon_sm("store")) span class="grow" { (t!(lang, &format!("use-cases-site-{kind}"))) }
                        @if let Some(own) = own_site { (same(own == kind, lang)) }
                    }
                }
                @if let Some(size) = it.team_size { li { (icon_sm("users")) span class="grow" { (t!(lang, "stories-team-of", n = size)) } } }
                @if !it.industry.is_empty() { li { (icon_sm("briefcase")) span class="grow" { (it.industry) } } }
            }
        }
        @if let (Some(id), Some(name)) = (it.use_case_id, &it.use_case) {
            section class="sec" {
                h2 { (t!(lang, "stories-use-case-of")) }
                div class="card row" { (icon("repeat")) a class="b" href={ "/use-cases/" (id) } { (name) } }
            }
        }
        @if let Some((id, headline)) = &shown.thread {
            section class="sec" {
                h2 { (t!(lang, "stories-talked-about")) }
                div class="card row" { (icon("message-circle")) a href={ "/posts/" (id) } { (headline) } }
            }
        }
    }
}
