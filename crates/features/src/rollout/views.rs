//! What pages about the roll-out have in common: names, shares in words, meters, the curve.

use jiff::civil::Date;
use maud::{Markup, html};
use web::components::charts::{self, Line, Lines, Outlook};
use web::components::{Tone, day_in_words, tag};
use web::{Lang, numbers, t};

use super::cell::{BoardLevel, Cell, CellScope, Figure, FigureState, Plan, Play, Progress, Stage};
use super::forecast::Forecast;
use super::week;

/// A day as it is kept.
pub fn kept_day(day: &str, lang: Lang) -> String {
    day.parse()
        .map_or_else(|_| day.to_owned(), |day| day_in_words(day, lang))
}

pub fn stage_name(stage: Stage, lang: Lang) -> String {
    t!(lang, &format!("rollout-stage-{stage}"))
}

/// Whom a cell is of; `name` is that of a country or a site.
pub fn unit_name(cell: Cell, name: &str, lang: Lang) -> String {
    match cell.scope {
        CellScope::Network => t!(lang, "rollout-everyone"),
        CellScope::Level => level_name(BoardLevel::by_unit(cell.unit), lang),
        CellScope::Country | CellScope::Site => name.to_owned(),
    }
}

fn level_name(level: Option<BoardLevel>, lang: Lang) -> String {
    level.map_or_else(String::new, |level| {
        t!(lang, &format!("rollout-level-{level}"))
    })
}

/// "61 %", "over 90 %", or a dash.
pub fn share(figure: Option<&Figure>, lang: Lang) -> String {
    match figure {
        Some(figure) if figure.state == FigureState::AlmostAll => t!(lang, "rollout-over-90"),
        figure => match figure.and_then(Figure::percent) {
            Some(percent) => t!(lang, "rollout-percent", n = percent),
            None => "–".to_owned(),
        },
    }
}

/// "385 of 630 colleagues", or why nothing is said.
pub fn people(figure: Option<&Figure>, lang: Lang) -> String {
    let Some(figure) = figure else {
        return t!(lang, "rollout-not-counted");
    };
    let of = numbers::count(figure.people, lang);
    match figure.state {
        FigureState::Shown => t!(
            lang,
            "rollout-of-people",
            n = numbers::count(figure.value, lang),
            of = of
        ),
        FigureState::AlmostAll => t!(lang, "rollout-almost-all-of", of = of),
        FigureState::Small => t!(lang, "rollout-fewer-than-ten"),
        FigureState::Withheld => t!(lang, "rollout-withheld-of", of = of),
    }
}

/// A bar of a hundred; what stands beside it says the same in words.
pub fn meter(figure: Option<&Figure>, tone: &str) -> Markup {
    let percent = figure.and_then(Figure::percent);
    html! {
        svg class={ "coverage " (tone) @if percent.is_none() { " held" } } viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
            rect class="track" width="100" height="8" {}
            @if let Some(percent) = percent { rect class="fill" width=(percent.clamp(0, 100)) height="8" {} }
        }
    }
}

pub fn progress_tag(progress: Progress, lang: Lang) -> Markup {
    match progress {
        Progress::Reached => tag(
            Tone::Good,
            Some("circle-check"),
            &t!(lang, "rollout-reached"),
        ),
        Progress::OnTrack => tag(Tone::Good, Some("check"), &t!(lang, "rollout-on-track")),
        Progress::Behind => tag(Tone::Warn, Some("hourglass"), &t!(lang, "rollout-behind")),
        Progress::Overdue => tag(
            Tone::Bad,
            Some("triangle-alert"),
            &t!(lang, "rollout-overdue"),
        ),
        Progress::Unknown => tag(
            Tone::Line,
            Some("circle-dashed"),
            &t!(lang, "rollout-unknown"),
        ),
    }
}

/// Whether a play goes on, by the day.
pub fn play_tag(play: &Play, today: Date, lang: Lang) -> Markup {
    let day = |text: &str| text.parse::<Date>().unwrap_or(today);
    if today < day(&play.begins) {
        tag(
            Tone::Info,
            Some("calendar"),
            &t!(lang, "rollout-play-planned"),
        )
    } else if today <= day(&play.ends) {
        tag(
            Tone::Brand,
            Some("circle-dot"),
            &t!(lang, "rollout-play-runs"),
        )
    } else {
        tag(Tone::Plain, Some("check"), &t!(lang, "rollout-play-ended"))
    }
}

pub fn play_row(play: &Play, today: Date, lang: Lang) -> Markup {
    html! {
        li {
            (web::icon(play_icon(play)))
            div class="grow" {
                a class="t" href={ "/rollout/plays/" (play.id) } { (play.title) }
                span class="m" {
                    (play.site) " · " (stage_name(play.stage, lang)) " · " (play.owner) " · "
                    (t!(lang, "rollout-until", day = kept_day(&play.ends, lang)))
                }
            }
            (play_tag(play, today, lang))
        }
    }
}

fn play_icon(play: &Play) -> &'static str {
    use super::cell::PlayKind::{FirstQuestion, Invite, LeaderAnswers, Other, ShiftHandover};
    match play.kind {
        Invite => "user-plus",
        FirstQuestion => "circle-question-mark",
        LeaderAnswers => "crown",
        ShiftHandover => "repeat",
        Other => "flag",
    }
}

/// What the stages and "colleagues" mean; on every page with figures.
pub fn meanings(lang: Lang) -> Markup {
    html! {
        details class="card small" id="how" {
            summary class="b" { (t!(lang, "rollout-how-counted")) }
            dl class="facts mt2" {
                @for stage in Stage::ALL {
                    dt { (stage_name(*stage, lang)) }
                    dd { (t!(lang, &format!("rollout-means-{stage}"))) }
                }
                dt { (t!(lang, "rollout-colleagues")) }
                dd { (t!(lang, "rollout-means-colleagues")) }
                dt { (t!(lang, "rollout-withheld")) }
                dd { (t!(lang, "rollout-means-withheld")) }
            }
        }
    }
}

/// The line of a cell through the weeks, with its plan and its forecast.
pub fn curve(
    title: &str,
    figures: &[Figure],
    plan: Option<&Plan>,
    forecast: Option<&Forecast>,
    events: &[(f64, String)],
    lang: Lang,
) -> Markup {
    let pieces = pieces(figures);
    let (Some(first), Some(last)) = (
        pieces.first().and_then(|piece| piece.first()).copied(),
        pieces.last().and_then(|piece| piece.last()).copied(),
    ) else {
        return html! { p class="muted" { (t!(lang, "rollout-no-curve")) } };
    };
    if pieces.iter().map(Vec::len).sum::<usize>() < 2 {
        return html! { p class="muted" { (t!(lang, "rollout-curve-later")) } };
    }
    let fan = match forecast {
        Some(Forecast::Fan(fan)) => &fan[..],
        _ => &[],
    };
    let percent = |n: i64, people: i64| n as f64 * 100.0 / people.max(1) as f64;
    let mut outlook = Outlook::default();
    if !fan.is_empty() {
        outlook.fan.push((last.0, last.1, last.1, last.1));
        outlook.fan.extend(fan.iter().map(|ahead| {
            let of = |n| percent(n, ahead.people);
            let (low, high) = (of(ahead.low).max(last.1), of(ahead.high).max(last.1));
            let middle = of(ahead.middle).clamp(low, high);
            (ahead.week as f64, low, middle, high)
        }));
    }
    let end = outlook.fan.last().map_or(last.0, |ahead| ahead.0);
    if let Some(plan) = plan {
        let (from, due) = (plan.start_week as f64, plan.due_week() as f64);
        let from = from.max(first.0);
        let to = due.min(end.max(last.0 + f64::from(super::forecast::AHEAD)));
        if to > from {
            let at = |week: f64| (week, plan.wants(week as i64));
            outlook.plan = vec![at(from), at(to)];
        }
    }
    let until = (first.0 as i64)..=(end.max(last.0 + f64::from(super::forecast::AHEAD)) as i64);
    let labels: Vec<(f64, String)> = until
        .map(|week| (week as f64, short_day(week::sunday(week), lang)))
        .collect();
    let description = t!(
        lang,
        "rollout-curve-says",
        first = t!(lang, "rollout-percent", n = first.1 as i64),
        from = day_in_words(week::sunday(first.0 as i64), lang),
        last = t!(lang, "rollout-percent", n = last.1 as i64),
        to = day_in_words(week::sunday(last.0 as i64), lang)
    );
    let lines = [Line { main: true, pieces }];
    let picture = charts::lines_and_outlook(
        &Lines {
            title,
            description: &description,
            lines: &lines,
            labels: &labels,
            events,
            id: "curve",
            ..Lines::default()
        },
        &outlook,
        lang,
    );
    html! {
        div class="legend" {
            span { i {} (t!(lang, "rollout-legend-seen")) }
            @if !outlook.plan.is_empty() { span class="of-plan" { i class="d" {} (t!(lang, "rollout-legend-plan")) } }
            @if !fan.is_empty() { span { i class="d" {} (t!(lang, "rollout-legend-forecast")) } }
        }
        div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "rollout-chart")) { div class="wide" { (picture) } }
    }
}

/// Runs of weeks that are shown.
fn pieces(figures: &[Figure]) -> Vec<Vec<(f64, f64)>> {
    let mut pieces: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut before = None;
    for figure in figures {
        let shown = figure
            .percent()
            .filter(|_| figure.state == FigureState::Shown);
        if let Some(percent) = shown {
            let point = (figure.week as f64, percent as f64);
            match pieces.last_mut() {
                Some(piece) if before == Some(figure.week - 1) => piece.push(point),
                _ => pieces.push(vec![point]),
            }
            before = Some(figure.week);
        }
    }
    pieces
}

/// For an axis: "22/11", "22.11."
fn short_day(day: Date, lang: Lang) -> String {
    match lang {
        Lang::En => format!("{}/{}", day.day(), day.month()),
        Lang::De => format!("{}.{}.", day.day(), day.month()),
    }
}

/// The forecast as a sentence, or what is missing for one.
pub fn forecast_says(forecast: &Forecast, plan: Option<&Plan>, lang: Lang) -> Markup {
    let fan = match forecast {
        Forecast::Fan(fan) => fan,
        Forecast::Weeks(n) => {
            return html! { p class="muted" { (t!(lang, "rollout-forecast-weeks", n = *n)) } };
        }
        Forecast::Adopters(n) => {
            return html! { p class="muted" { (t!(lang, "rollout-forecast-adopters", n = *n)) } };
        }
        Forecast::Nothing => {
            return html! { p class="muted" { (t!(lang, "rollout-forecast-nothing")) } };
        }
        Forecast::AlmostAll => {
            return html! { p class="muted" { (t!(lang, "rollout-forecast-almost-all")) } };
        }
        Forecast::Withheld => {
            return html! { p class="muted" { (t!(lang, "rollout-forecast-withheld")) } };
        }
    };
    let Some(ahead) = fan.last() else {
        return html! {};
    };
    let of = |n: i64| n * 100 / ahead.people.max(1);
    let percent = |n: i64| t!(lang, "rollout-percent", n = of(n));
    let day = day_in_words(week::sunday(ahead.week), lang);
    html! {
        p {
            b {
                @if of(ahead.low) == of(ahead.high) { (t!(lang, "rollout-forecast-sure", day = day, middle = percent(ahead.middle))) }
                @else { (t!(lang, "rollout-forecast-says", day = day, low = percent(ahead.low), high = percent(ahead.high), middle = percent(ahead.middle))) }
            }
            @if let Some(plan) = plan.filter(|plan| plan.due_week() >= ahead.week) {
                " " (t!(lang, "rollout-forecast-plan", n = plan.wants(ahead.week).round() as i64))
            }
        }
        p class="small muted" { (t!(lang, "rollout-forecast-limits")) }
    }
}

/// The same numbers as a table, newest first.
pub fn table(figures: &[Figure], forecast: Option<&Forecast>, cell: Cell, lang: Lang) -> Markup {
    const ROWS: usize = 60;
    html! {
        details class="small" {
            summary class="b" { (t!(lang, "rollout-as-table")) }
            div class="scroll-x" tabindex="0" role="group" aria-label=(t!(lang, "rollout-as-table")) {
                table class="tbl" {
                    thead { tr {
                        th scope="col" { (t!(lang, "rollout-week-to")) }
                        th scope="col" class="n" { (t!(lang, "rollout-share")) }
                        th scope="col" { (t!(lang, "rollout-colleagues")) }
                    } }
                    tbody {
                        @if let Some(Forecast::Fan(fan)) = forecast {
                            @for ahead in fan.iter().rev() {
                                @let percent = |n: i64| n * 100 / ahead.people.max(1);
                                tr {
                                    td { (day_in_words(week::sunday(ahead.week), lang)) }
                                    td class="n" { (t!(lang, "rollout-percent", n = percent(ahead.middle))) }
                                    td { (t!(lang, "rollout-forecast-row", low = percent(ahead.low), high = percent(ahead.high))) }
                                }
                            }
                        }
                        @for figure in figures.iter().rev().take(ROWS) {
                            tr {
                                td { (day_in_words(week::sunday(figure.week), lang)) }
                                td class="n" { (share(Some(figure), lang)) }
                                td { (people(Some(figure), lang)) }
                            }
                        }
                    }
                }
            }
            p { a href={ (cell.href()) "/figures.csv" } { (t!(lang, "rollout-download")) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_where_nothing_is_shown() {
        let figure = |week: i64, value: i64, state: FigureState| Figure {
            unit: 1,
            week,
            people: 50,
            value,
            state,
        };
        let figures = [
            figure(1, 0, FigureState::Withheld),
            figure(2, 10, FigureState::Shown),
            figure(3, 15, FigureState::Shown),
            figure(4, 0, FigureState::Withheld),
            figure(5, 25, FigureState::Shown),
        ];
        assert_eq!(
            pieces(&figures),
            [vec![(2.0, 20.0), (3.0, 30.0)], vec![(5.0, 50.0)]]
        );
    }
}
