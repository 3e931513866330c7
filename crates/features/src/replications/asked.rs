//! What somebody is asked on the page of a replication: to lead it, to go with its team, whether they keep
//! it, and why they stop it.

use kernel::Error;
use maud::{Markup, html};
use network::Viewer;
use web::components::{self, Field, Tone, callout, choices, error_line, field};
use web::errors::about;
use web::{Lang, t};

use super::form::{next_monday, said_day};
use super::guides::guide_choices;
use super::page::Shown;
use super::pages::Entered;
use super::replication::{
    Answer, Choice, DAYS_AHEAD, ROOM_MAX_CHARS, Replication, TEXT_MAX_CHARS, first_day,
};

pub fn asked_to_lead(
    viewer: &Viewer,
    shown: &Shown,
    entered: &Entered,
    error: Option<&Error>,
) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    if it.leader_answer != Answer::Asked {
        return html! {};
    }
    if it.leader_id != viewer.id {
        let text = t!(lang, "replications-waits-for", name = it.leader.as_str());
        return callout(Tone::Info, "hourglass", "", html! { p { (text) } });
    }
    // The day they were asked about, unless it is long over.
    let starts = match first_day(&it.starts, shown.today) {
        Ok(day) => day.to_string(),
        Err(_) => next_monday(shown.today).to_string(),
    };
    let text = html! {
        div class="stack" {
            p { (t!(lang, "replications-lead-text", day = said_day(&it.starts, lang))) }
            p class="small" { (t!(lang, "replications-duty")) }
            form method="post" action={ "/replications/" (it.id) "/leader" } class="stack" {
                (field(&Field {
                    label: &t!(lang, "replications-room-name"), name: "room_name", value: entered.room_name.as_ref().unwrap_or(&it.room_name),
                    max_chars: Some(ROOM_MAX_CHARS as u32), error: about(lang, error, "room_name").as_deref(), ..Field::default()
                }))
                (field(&Field {
                    label: &t!(lang, "replications-starts"), name: "starts", kind: "date", value: entered.starts.as_ref().unwrap_or(&starts),
                    hint: Some(&t!(lang, "replications-starts-hint", n = DAYS_AHEAD)), error: about(lang, error, "starts").as_deref(), ..Field::default()
                }))
                div class="row wrap" {
                    button class="btn primary" name="answer" value="agreed" { (t!(lang, "replications-lead-yes")) }
                    button class="btn" name="answer" value="declined" { (t!(lang, "replications-lead-no")) }
                }
            }
        }
    };
    callout(
        Tone::Info,
        "hand",
        &t!(lang, "replications-lead-asked"),
        text,
    )
}

pub fn asked_to_go_with(viewer: &Viewer, shown: &Shown) -> Markup {
    let (lang, it) = (viewer.lang, &shown.it);
    let is_asked = it.buddy_id == Some(viewer.id) && it.buddy_answer == Answer::Asked;
    if !is_asked || it.leader_answer != Answer::Agreed || !it.goes_on() {
        return html! {};
    }
    let text = html! {
        div class="stack" {
            p { (t!(lang, "replications-buddy-text", name = it.leader.as_str(), place = it.place.as_str())) }
            form method="post" action={ "/replications/" (it.id) "/buddy" } class="row wrap" {
                button class="btn primary" name="answer" value="agreed" { (t!(lang, "replications-buddy-yes")) }
                button class="btn" name="answer" value="declined" { (t!(lang, "replications-buddy-no")) }
            }
        }
    };
    callout(
        Tone::Info,
        "hand-heart",
        &t!(lang, "replications-buddy-asked"),
        text,
    )
}

/// After a no, or where nobody was asked.
pub fn ask_another(shown: &Shown, entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let wrong = about(lang, error, "buddy");
    html! {
        details class="card" id="buddies" open[wrong.is_some()] {
            summary class="b" { (t!(lang, "replications-ask-another")) }
            form class="stack mt2" method="post" action={ "/replications/" (shown.it.id) "/buddies" } {
                p class="soft" { (t!(lang, "replications-ask-another-text")) }
                fieldset class="field" {
                    legend class="lbl" { (t!(lang, "replications-buddy")) }
                    div class="choices" { (guide_choices(&shown.guides, &shown.busy, &entered.buddy, lang)) }
                    @if let Some(wrong) = wrong { (error_line(&wrong)) }
                }
                div { button class="btn" { (t!(lang, "replications-ask-them")) } }
            }
        }
    }
}

/// While the first day has not come.
pub fn another_day(shown: &Shown, entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let wrong = about(lang, error, "starts");
    html! {
        details class="card" id="first-day" open[wrong.is_some()] {
            summary class="b" { (t!(lang, "replications-another-day")) }
            form class="stack mt2" method="post" action={ "/replications/" (shown.it.id) "/start" } {
                p class="soft" { (t!(lang, "replications-another-day-text")) }
                (field(&Field {
                    label: &t!(lang, "replications-starts"), name: "starts", kind: "date", required: true, id: Some("another-day"),
                    value: entered.starts.as_ref().unwrap_or(&shown.it.starts), error: wrong.as_deref(), ..Field::default()
                }))
                div { button class="btn" { (t!(lang, "replications-save")) } }
            }
        }
    }
}

/// After 30 and 90 days: three equal choices.
pub fn question(
    shown: &Shown,
    day: i64,
    entered: &Entered,
    error: Option<&Error>,
    lang: Lang,
) -> Markup {
    let is_this = entered.place.is_none() && entered.text.is_empty();
    let wrong = |name: &str| {
        error
            .filter(|_| is_this)
            .and_then(|_| about(lang, error, name))
    };
    let why = match entered.choice {
        Some(_) => wrong("why"),
        None => None,
    };
    let said: Vec<(Choice, String, String)> = Choice::ALL
        .iter()
        .map(|choice| {
            let key = format!("replications-choice-{choice}");
            (*choice, t!(lang, &key), t!(lang, &format!("{key}-text")))
        })
        .collect();
    let options: Vec<components::Choice<'_>> = said
        .iter()
        .map(|(choice, label, text)| components::Choice {
            value: choice.as_str(),
            label,
            text,
            icon: Some(choice_icon(*choice)),
        })
        .collect();
    html! {
        form class="card stack to-answer" id="asked" method="post" action={ "/replications/" (shown.it.id) "/answer" } {
            h2 { (t!(lang, "replications-question", n = day)) }
            p class="soft" { (t!(lang, "replications-question-text")) }
            (choices(&t!(lang, "replications-you-choose"), "choice", &options, entered.choice.map_or("", Choice::as_str)))
            @if let Some(wrong) = wrong("choice") { (error_line(&wrong)) }
            (field(&Field {
                label: &t!(lang, "replications-why"), name: "why", value: &entered.why, rows: Some(2), id: Some("answer-why"),
                max_chars: Some(TEXT_MAX_CHARS as u32), hint: Some(&t!(lang, "replications-why-hint")), error: why.as_deref(), ..Field::default()
            }))
            div { button class="btn primary" { (t!(lang, "replications-answer")) } }
        }
    }
}

/// A stop needs a reason and no excuse.
pub fn stop_form(it: &Replication, entered: &Entered, error: Option<&Error>, lang: Lang) -> Markup {
    let wrong = match entered.choice {
        Some(_) => None,
        None => about(lang, error, "why"),
    };
    let typed = if entered.choice.is_none() {
        &*entered.why
    } else {
        ""
    };
    html! {
        details class="card" open[wrong.is_some()] {
            summary class="b" { (t!(lang, "replications-stop")) }
            form class="stack mt2" method="post" action={ "/replications/" (it.id) "/stop" } {
                p class="soft" { (t!(lang, "replications-stop-text")) }
                (field(&Field {
                    label: &t!(lang, "replications-stop-why"), name: "why", value: typed, rows: Some(2), id: Some("stop-why"), required: true,
                    max_chars: Some(TEXT_MAX_CHARS as u32), error: wrong.as_deref(), ..Field::default()
                }))
                div { button class="btn" { (t!(lang, "replications-stop-it")) } }
            }
        }
    }
}

pub fn choice_icon(choice: Choice) -> &'static str {
    match choice {
        Choice::Kept => "check",
        Choice::Changed => "pencil",
        Choice::Stopped => "circle-x",
    }
}
