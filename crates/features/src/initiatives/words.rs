//! An answer in sentences: what the readings say, how sure it is, and what could make it wrong.

use web::components::Tone;
use web::{Lang, numbers, t};

use super::answer::{Answer, Effect, Missing, Moved, Rank, Said, Since};
use crate::indicators::{Direction, Indicator, with_unit};

/// Below so many units an interval is wide whatever happens, and the reader is told so.
const FEW_UNITS: usize = 40;
/// Periods before the start whose picture is spoken of.
const BEFORE: i64 = -1;

/// What stands in the tag, and how it looks.
pub struct Mark {
    pub tone: Tone,
    pub icon: &'static str,
    pub words: String,
}

/// How much better, negative for worse: in the indicator's unit.
fn gain(it: &Indicator, change: f64) -> f64 {
    match it.direction {
        Direction::More => change,
        Direction::Less => -change,
    }
}

/// Ends of an interval as gains, the worse first.
pub fn gains(it: &Indicator, low: f64, high: f64) -> (f64, f64) {
    let (one, other) = (gain(it, low), gain(it, high));
    (one.min(other), one.max(other))
}

pub fn mark(it: &Indicator, answer: &Answer, lang: Lang) -> Mark {
    let mark = |tone, icon, key: &str| Mark {
        tone,
        icon,
        words: t!(lang, key),
    };
    match &answer.said {
        // Who knew the readings when the starts were said could have chosen them.
        Said::Effect(_) | Said::Moved(_) if answer.afterwards * 2 > answer.adopting => {
            mark(Tone::Line, "history", "initiatives-mark-afterwards")
        }
        Said::Waiting(_) => mark(Tone::Line, "hourglass", "initiatives-mark-waiting"),
        Said::TooFew(_) | Said::Rank(_) => {
            mark(Tone::Line, "circle-dashed", "initiatives-mark-too-few")
        }
        Said::Cannot { .. } => mark(Tone::Line, "circle-dashed", "initiatives-mark-cannot"),
        Said::Effect(effect) => match gains(it, effect.low, effect.high) {
            (worst, _) if worst > 0.0 => mark(Tone::Good, "check", "initiatives-mark-yes"),
            (_, best) if best < 0.0 => mark(Tone::Bad, "triangle-alert", "initiatives-mark-worse"),
            _ => mark(
                Tone::Line,
                "circle-question-mark",
                "initiatives-mark-unsure",
            ),
        },
        Said::Moved(moved) => match gains(it, moved.low, moved.high) {
            (worst, best) if worst > 0.0 || best < 0.0 => {
                mark(Tone::Plain, "clock", "initiatives-mark-moved")
            }
            _ => mark(
                Tone::Line,
                "circle-question-mark",
                "initiatives-mark-not-moved",
            ),
        },
    }
}

/// "6 sites".
pub fn units(it: &Indicator, n: usize, lang: Lang) -> String {
    t!(lang, &format!("initiatives-units-{}", it.observed), n = n)
}

/// "30 weeks".
pub fn periods(it: &Indicator, n: usize, lang: Lang) -> String {
    t!(lang, &format!("initiatives-periods-{}", it.cadence), n = n)
}

/// "6.3 days better".
pub fn amount(it: &Indicator, gain: f64, lang: Lang) -> String {
    let key = match gain < 0.0 {
        true => "initiatives-worse",
        false => "initiatives-better",
    };
    // What a share changes by is no share.
    let points = t!(lang, "initiatives-points");
    let unit = match it.unit.trim() {
        "%" => &points,
        _ => &it.unit,
    };
    t!(
        lang,
        key,
        amount = with_unit(rounded(gain.abs()), unit, lang)
    )
}

/// To three figures: more would look surer than it is.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let places = 10_f64.powi(2 - value.abs().log10().floor() as i32);
    (value * places).round() / places
}

/// What it comes to, in a sentence or two.
pub fn sentence(it: &Indicator, answer: &Answer, lang: Lang) -> String {
    match &answer.said {
        Said::Waiting(missing) => {
            let until = it.cadence.name(answer.judged);
            let waits = match answer.late {
                true => {
                    let last = it.cadence.name(answer.last);
                    t!(lang, "initiatives-waits-late", until = until, last = last)
                }
                false => t!(lang, "initiatives-waits", until = until),
            };
            match missing_words(it, *missing, lang) {
                Some(missing) => {
                    let needs = t!(lang, "initiatives-needs", missing = missing);
                    format!("{waits} {needs}")
                }
                None => waits,
            }
        }
        Said::TooFew(missing) => too_few(it, *missing, lang),
        Said::Rank(rank) => ranked(it, answer, rank, lang),
        Said::Effect(effect) => compared(it, answer, effect, lang),
        Said::Moved(moved) => at_that_time(it, moved, lang),
        Said::Cannot { why } => t!(lang, &format!("initiatives-cannot-{why}")),
    }
}

fn too_few(it: &Indicator, missing: Missing, lang: Lang) -> String {
    match missing_words(it, missing, lang) {
        Some(missing) => t!(lang, "initiatives-too-few", missing = missing),
        None => t!(lang, "initiatives-cannot-numbers"),
    }
}

/// "2 more sites that start and 3 more weeks before the start"; `None` when nothing is missing.
fn missing_words(it: &Indicator, missing: Missing, lang: Lang) -> Option<String> {
    let Missing {
        adopting,
        others,
        before,
        after,
        readings,
    } = missing;
    let more = |n: usize| t!(lang, &format!("initiatives-more-{}", it.observed), n = n);
    let longer = |n: usize| t!(lang, &format!("initiatives-longer-{}", it.cadence), n = n);
    let mut parts = Vec::new();
    if adopting > 0 {
        parts.push(t!(
            lang,
            "initiatives-missing-adopting",
            units = more(adopting)
        ));
    }
    if others > 0 {
        parts.push(t!(lang, "initiatives-missing-others", units = more(others)));
    }
    if before > 0 {
        parts.push(t!(
            lang,
            "initiatives-missing-before",
            periods = longer(before)
        ));
    }
    if after > 0 {
        parts.push(t!(
            lang,
            "initiatives-missing-after",
            periods = longer(after)
        ));
    }
    if readings > 0 {
        parts.push(t!(lang, "initiatives-missing-readings", n = readings));
    }
    let last = parts.pop()?;
    Some(match parts.is_empty() {
        true => last,
        false => t!(
            lang,
            "initiatives-and",
            first = parts.join(", "),
            last = last
        ),
    })
}

fn compared(it: &Indicator, answer: &Answer, effect: &Effect, lang: Lang) -> String {
    let (worst, best) = gains(it, effect.low, effect.high);
    let sure = worst > 0.0 || best < 0.0;
    let key = match sure {
        true => "initiatives-effect",
        false => "initiatives-effect-unsure",
    };
    t!(
        lang,
        key,
        adopting = units(it, answer.adopting, lang),
        others = answer.others,
        amount = amount(it, gain(it, effect.value), lang),
        worst = amount(it, worst, lang),
        best = amount(it, best, lang)
    )
}

fn at_that_time(it: &Indicator, moved: &Moved, lang: Lang) -> String {
    let (worst, best) = gains(it, moved.low, moved.high);
    let key = match worst > 0.0 || best < 0.0 {
        true => "initiatives-moved",
        false => "initiatives-not-moved",
    };
    t!(
        lang,
        key,
        start = it.cadence.name(moved.start),
        units = units(it, moved.units, lang),
        amount = amount(it, gain(it, moved.value), lang),
        worst = amount(it, worst, lang),
        best = amount(it, best, lang),
        before = periods(it, moved.before, lang),
        after = periods(it, moved.after, lang)
    )
}

fn ranked(it: &Indicator, answer: &Answer, rank: &Rank, lang: Lang) -> String {
    let as_good = match it.direction {
        Direction::More => rank.as_high,
        Direction::Less => rank.as_low,
    };
    let says = t!(
        lang,
        match rank.sampled {
            true => "initiatives-rank-sampled",
            false => "initiatives-rank",
        },
        amount = amount(it, gain(it, rank.change), lang),
        choices = numbers::count(rank.choices as i64, lang),
        rank = numbers::count(as_good as i64, lang),
        adopting = answer.adopting,
        units = units(it, rank.units, lang)
    );
    format!("{} {says}", too_few(it, rank.missing, lang))
}

/// How many units and periods it rests on.
pub fn extent(it: &Indicator, answer: &Answer, lang: Lang) -> String {
    t!(
        lang,
        "initiatives-extent",
        adopting = units(it, answer.adopting, lang),
        others = answer.others,
        periods = periods(it, (answer.last - answer.first + 1) as usize, lang),
        first = it.cadence.name(answer.first),
        last = it.cadence.name(answer.last)
    )
}

/// What could make it wrong, each in a sentence.
pub fn doubts(it: &Indicator, answer: &Answer, lang: Lang) -> Vec<String> {
    let mut doubts = Vec::new();
    let mut doubt = |words: String| doubts.push(words);
    match &answer.said {
        Said::Effect(effect) => {
            doubt(t!(lang, "initiatives-doubt-chosen"));
            if effect.since.iter().any(is_before) {
                doubt(t!(lang, "initiatives-doubt-past"));
            }
            let compared = answer.adopting + answer.others;
            if compared < FEW_UNITS {
                let few = units(it, compared, lang);
                doubt(t!(lang, "initiatives-doubt-few", units = few));
            }
            if let Some(last) = effect.last_cohort {
                let last = it.cadence.name(last);
                doubt(t!(lang, "initiatives-doubt-last", last = last));
            }
            if effect.left_out > 0 {
                let left_out = units(it, effect.left_out, lang);
                doubt(t!(lang, "initiatives-doubt-left-out", units = left_out));
            }
            if effect.silent > 0 {
                let silent = units(it, effect.silent, lang);
                doubt(t!(lang, "initiatives-doubt-silent", units = silent));
            }
        }
        Said::Moved(moved) => {
            doubt(t!(
                lang,
                "initiatives-doubt-moved",
                start = it.cadence.name(moved.start)
            ));
            if !moved.seasonal {
                doubt(t!(lang, "initiatives-doubt-season"));
            }
        }
        Said::Rank(_) => doubt(t!(lang, "initiatives-doubt-chosen")),
        Said::Waiting(_) | Said::TooFew(_) | Said::Cannot { .. } => return doubts,
    }
    if !answer.together.is_empty() {
        let names = answer.together.join(", ");
        doubts.push(t!(lang, "initiatives-doubt-together", names = names));
    }
    if answer.afterwards > 0 {
        doubts.push(t!(
            lang,
            "initiatives-doubt-afterwards",
            n = answer.afterwards
        ));
    }
    if answer.changed > 0 {
        doubts.push(t!(lang, "initiatives-doubt-changed", n = answer.changed));
    }
    if !it.flaw.is_empty() {
        doubts.push(t!(lang, "initiatives-doubt-flaw", flaw = it.flaw.as_str()));
    }
    doubts
}

fn is_before(since: &Since) -> bool {
    since.periods < BEFORE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_three_figures() {
        for (value, wanted) in [
            (6.34567, 6.35),
            (0.012345, 0.0123),
            (1234.5, 1230.0),
            (0.0, 0.0),
            (-2.9999, -3.0),
        ] {
            assert!((rounded(value) - wanted).abs() < 1e-9, "{value}");
        }
    }
}
