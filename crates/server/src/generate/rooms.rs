//! Communities: what they are called, how large they want to be, and how much is said in them.
//!
//! The first is the one everyone is in. Those that people choose follow in order of size: a few are very
//! large, most are small, and in some nothing is said, or nothing any more. Those with a rule come last.

use std::collections::HashSet;

use kernel::text::fold::fold;
use network::communities::CommunityKind;
use network::communities::rules::Rule;

use super::dice::{Dice, Stage};
use super::languages::Languages;
use super::ruled::Ruled;
use super::size::Size;

pub const NETWORK: &str = "Fairbridge";
const EVERYONE: &str = "Everyone";
/// So many of the largest are open to all and official.
const LARGEST: usize = 20;
/// Sizes fall with the rank by Zipf and Mandelbrot's law: by these, a few of fifty thousand communities
/// have a hundred thousand members, and most below a hundred.
const EXPONENT: f64 = 1.1;
const SHIFT: f64 = 15.0;

/// How much is said in a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Talk {
    Lively,
    /// Only in the first half year.
    Over,
    Never,
}

pub struct Room {
    pub name: String,
    pub purpose: String,
    pub kind: CommunityKind,
    pub announcement: bool,
    pub official: bool,
    pub language: usize,
    pub talk: Talk,
    /// How large it wants to be, against others.
    pub pull: f64,
    /// By what factor more is said than its size would say.
    pub liveliness: f64,
    /// Who belongs, where nobody chooses it.
    pub rule: Option<Rule>,
}

impl Room {
    pub fn is_silent(&self) -> bool {
        self.talk != Talk::Lively
    }
}

pub fn rooms(size: Size, languages: &Languages, ruled: Vec<Ruled>) -> Vec<Room> {
    let mut taken = HashSet::from([fold(NETWORK)]);
    let mut rooms = vec![network()];
    let chosen = size.communities - ruled.len();
    for rank in 1..chosen {
        rooms.push(room(size, rank, languages, &mut taken));
    }
    for (number, ruled) in (chosen..).zip(ruled) {
        rooms.push(by_rule(size, number, languages, &mut taken, ruled));
    }
    rooms
}

fn network() -> Room {
    Room {
        name: NETWORK.to_owned(),
        purpose: EVERYONE.to_owned(),
        kind: CommunityKind::Open,
        announcement: true,
        official: true,
        language: 0,
        talk: Talk::Lively,
        pull: 0.0,
        liveliness: 1.0,
        rule: None,
    }
}

fn room(size: Size, rank: usize, languages: &Languages, taken: &mut HashSet<String>) -> Room {
    let mut dice = Dice::of(size.seed, Stage::Communities, rank as u64);
    let large = rank <= LARGEST.min(size.communities / 10);
    let language = languages.pick(&mut dice);
    let spoken = languages.get(language);
    let group = dice.pick(&spoken.groups);
    let mut name = match large {
        true => group.clone(),
        false => format!("{group} {}", dice.pick(&spoken.towns)),
    };
    own(&mut name, rank, taken);
    let mut purpose = String::new();
    spoken.say(&spoken.purpose, &mut dice, &mut purpose);
    let kind = match dice.unit() {
        _ if large => CommunityKind::Open,
        lot if lot < 0.70 => CommunityKind::Open,
        lot if lot < 0.92 => CommunityKind::Closed,
        _ => CommunityKind::Secret,
    };
    let talk = match large {
        true => Talk::Lively,
        false => talk(&mut dice),
    };
    Room {
        name,
        purpose,
        kind,
        announcement: !large && dice.chance(0.02),
        official: large || dice.chance(0.03),
        language,
        talk,
        pull: (rank as f64 + SHIFT).powf(-EXPONENT),
        liveliness: dice.around(1.0, 1.0),
        rule: None,
    }
}

/// Said to be official, and never secret: whoever belongs there was not asked.
fn by_rule(
    size: Size,
    number: usize,
    languages: &Languages,
    taken: &mut HashSet<String>,
    ruled: Ruled,
) -> Room {
    let mut dice = Dice::of(size.seed, Stage::Communities, number as u64);
    let Ruled {
        mut name,
        language,
        rule,
    } = ruled;
    own(&mut name, number, taken);
    let spoken = languages.get(language);
    let mut purpose = String::new();
    spoken.say(&spoken.purpose, &mut dice, &mut purpose);
    Room {
        name,
        purpose,
        kind: match dice.chance(0.6) {
            true => CommunityKind::Open,
            false => CommunityKind::Closed,
        },
        announcement: dice.chance(0.02),
        official: true,
        language,
        talk: talk(&mut dice),
        pull: 0.0,
        liveliness: dice.around(1.0, 1.0),
        rule: Some(rule),
    }
}

/// No two have the same name.
fn own(name: &mut String, number: usize, taken: &mut HashSet<String>) {
    if !taken.insert(fold(name)) {
        *name = format!("{name} {number}");
        taken.insert(fold(name));
    }
}

fn talk(dice: &mut Dice) -> Talk {
    match dice.unit() {
        lot if lot < 0.08 => Talk::Never,
        lot if lot < 0.20 => Talk::Over,
        _ => Talk::Lively,
    }
}
