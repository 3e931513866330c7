//! Which of our few reactions a foreign one becomes.
//!
//! A reaction is kept as one that means nearly the same; what means nothing we know is an
//! acknowledgement. Of two that become the same, one person gives one.

use std::collections::HashMap;

use features::posts::Reaction;
use network::PersonId;

use super::directory::Directory;
use crate::import::reason::Reason;
use crate::import::record;

/// What is given to a message, and how many were changed or merged.
#[derive(Debug, Default)]
pub struct Mapped {
    pub given: Vec<(PersonId, Reaction)>,
    pub notes: Vec<(Reason, u64)>,
}

pub fn map(reactions: &[record::Reaction], to_question: bool, directory: &Directory) -> Mapped {
    let mut given: HashMap<(PersonId, Reaction), ()> = HashMap::new();
    let mut mapped = Mapped::default();
    let (mut changed, mut merged, mut nobodys) = (0, 0, 0);
    for reaction in reactions {
        let (own, exact) = own(&reaction.name, to_question);
        if !exact {
            changed += reaction.people.len() as u64;
        }
        for key in &reaction.people {
            let Some(person) = directory.person(key) else {
                nobodys += 1;
                continue;
            };
            if given.insert((person, own), ()).is_none() {
                mapped.given.push((person, own));
            } else {
                merged += 1;
            }
        }
    }
    let notes = [
        (Reason::ReactionMapped, changed),
        (Reason::ReactionMerged, merged),
        (Reason::ReactionWithoutPerson, nobodys),
    ];
    mapped.notes = notes.into_iter().filter(|(_, count)| *count > 0).collect();
    mapped
}

/// Ours, and whether it means about the same.
fn own(name: &str, to_question: bool) -> (Reaction, bool) {
    let name = name.split("::").next().unwrap_or_default();
    let name = name.to_lowercase().replace('-', "_");
    let own = match name.as_str() {
        "+1"
        | "thumbsup"
        | "thumbs_up"
        | "ok"
        | "ok_hand"
        | "check"
        | "check_mark"
        | "white_check_mark"
        | "heavy_check_mark"
        | "ballot_box_with_check"
        | "100"
        | "plus1"
        | "plus_one"
        | "point_up"
        | "this" => Reaction::Helpful,
        "heart" | "hearts" | "pray" | "folded_hands" | "thanks" | "thank_you" | "thankyou"
        | "ty" | "bow" | "hugs" | "hugging_face" | "hug" => Reaction::Thanks,
        name if name.ends_with("_heart") || name.starts_with("heart_") => Reaction::Thanks,
        "tada" | "clap" | "clapping" | "applause" | "raised_hands" | "confetti_ball"
        | "balloon" | "partying_face" | "party" | "trophy" | "champagne" | "clinking_glasses"
        | "beers" | "birthday" | "cake" | "medal" => Reaction::Celebrate,
        name if name.starts_with("party_")
            || name.ends_with("_party")
            || name.ends_with("parrot") =>
        {
            Reaction::Celebrate
        }
        "bulb" | "light_bulb" | "rocket" | "fire" | "star" | "star2" | "sparkles" | "brain"
        | "exploding_head" | "mind_blown" => Reaction::Inspiring,
        "raising_hand" | "raised_hand" | "hand" | "same" | "same_here" | "me_too" | "metoo"
        | "man_raising_hand" | "woman_raising_hand" | "same_question" => match to_question {
            true => Reaction::SameQuestion,
            false => Reaction::Helpful,
        },
        _ => return (Reaction::Helpful, false),
    };
    (own, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reaction_becomes_what_means_nearly_the_same() {
        for (name, question, expected) in [
            ("+1::skin-tone-3", false, (Reaction::Helpful, true)),
            ("heart", false, (Reaction::Thanks, true)),
            ("heart_eyes", false, (Reaction::Thanks, true)),
            ("Party-Parrot", false, (Reaction::Celebrate, true)),
            ("rocket", false, (Reaction::Inspiring, true)),
            ("raising_hand", true, (Reaction::SameQuestion, true)),
            ("raising_hand", false, (Reaction::Helpful, true)),
            ("our-own-logo", true, (Reaction::Helpful, false)),
        ] {
            assert_eq!(own(name, question), expected, "{name}");
        }
    }
}
