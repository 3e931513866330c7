//! The long tail: short posts from templates, spread over ninety days with the rhythm of a week.

use std::collections::BTreeMap;

use features::posts::Kind;
use jiff::civil::Weekday;
use kernel::Time;

use super::calendar::Calendar;
use super::casting::{Casting, Part};
use super::company::Company;
use super::dice::{Dice, apportion};
use super::plan::{Reply, Thread};
use super::rooms::Room;
use super::sites::{Kind as SiteKind, Region, Site};
use super::slots::{self, Filling, Lists};
use super::templates::{self, STORES, STORYLINE, Template};

/// Posts and replies for one post, on the average over all templates.
const MESSAGES_PER_POST: f64 = 2.2;
/// So many of the questions get their answer.
const ANSWERED: f64 = 0.74;
/// After a reply that is no answer yet, another follows.
const GOES_ON: f64 = 0.82;
const EDITED: f64 = 0.03;
/// Praise is remembered: where a template has one community only, it is used so much less.
const NARROW_PRAISE: f64 = 0.45;
const NIGHT_ENDS_MINUTE: i64 = 6 * 60;

struct Tail<'a> {
    casting: Casting<'a>,
    calendar: &'a Calendar,
    lists: Lists,
}

/// As many as make about so many posts and replies.
pub fn threads(
    company: &Company,
    rooms: &mut Vec<Room>,
    calendar: &Calendar,
    messages: usize,
    seed: u64,
) -> Vec<Thread> {
    let dice = Dice::new(seed, "tail");
    let mut tail = Tail {
        casting: Casting {
            company,
            rooms,
            dice: &dice,
        },
        calendar,
        lists: slots::lists(),
    };
    let templates: Vec<(Template, Vec<Option<usize>>)> = templates::all()
        .into_iter()
        .map(|template| {
            let places = tail.places(&template);
            (template, places)
        })
        .filter(|(_, places)| !places.is_empty())
        .collect();
    let weight = |(template, places): &(Template, Vec<_>)| {
        let narrow_praise = template.kind() == Kind::Praise && places.len() == 1;
        template.often
            * (places.len() as f64).powf(0.45)
            * if narrow_praise { NARROW_PRAISE } else { 1.0 }
    };
    let weights: Vec<f64> = templates.iter().map(weight).collect();
    let posts = (messages as f64 / MESSAGES_PER_POST) as usize;
    let mut threads = Vec::with_capacity(posts);
    for ((template, mut places), uses) in templates.into_iter().zip(apportion(posts, &weights)) {
        dice.shuffle(&mut places);
        for turn in 0..uses {
            let share = (turn as f64 + dice.unit()) / uses as f64;
            let place = places[turn % places.len()];
            threads.extend(tail.thread(&template, place, calendar.day_at(share)));
        }
    }
    threads
}

impl Tail<'_> {
    /// Where a template may be said: communities that exist and in which somebody writes.
    fn places(&self, template: &Template) -> Vec<Option<usize>> {
        let rooms = self.casting.rooms.iter().enumerate();
        let named = |room: &Room| {
            let store = room
                .site
                .is_some_and(|site| self.casting.company.sites[site].kind == SiteKind::Store);
            template
                .places
                .iter()
                .any(|place| *place == room.name || (place == STORES && store))
        };
        let mut places: Vec<Option<usize>> = rooms
            .filter(|(_, room)| named(room))
            .map(|(at, _)| Some(at))
            .collect();
        if template.places.iter().any(|place| place == STORYLINE) {
            places.push(None);
        }
        places
    }

    fn thread(&mut self, template: &Template, room: Option<usize>, day: i64) -> Option<Thread> {
        let dice = self.casting.dice;
        let part = Part {
            name: &template.by,
            asker: None,
            praised: &[],
        };
        let author = self.casting.part(part, room, &[])?;
        let mut cast = vec![author];
        let mut praised = Vec::new();
        if template.kind() == Kind::Praise {
            for _ in 0..template.people {
                // In a store one thanks a colleague.
                let colleague = room.is_some_and(|room| self.casting.rooms[room].site.is_some());
                let name = if colleague { "member" } else { &template.whom };
                let part = Part {
                    name,
                    asker: Some(author),
                    praised: &[],
                };
                let person = self.casting.part(part, room, &cast)?;
                praised.push(person);
                cast.push(person);
            }
        }
        let speakers: Vec<Option<usize>> = template.replies[..self.length(template)]
            .iter()
            .map(|reply| {
                let part = Part {
                    name: &reply.by,
                    asker: Some(author),
                    praised: &praised,
                };
                let person = self.casting.part(part, room, &cast);
                cast.extend(person);
                person
            })
            .collect();
        let mut filling = Filling {
            lists: &self.lists,
            dice,
            kept: BTreeMap::new(),
        };
        self.set_places(&mut filling, author, &speakers, template);
        for (turn, person) in praised.iter().enumerate() {
            let slot = if turn == 0 {
                "praised".to_owned()
            } else {
                format!("praised.{}", turn + 1)
            };
            filling.set(
                &slot,
                &format!("@{{{}}}", self.casting.company.people[*person].key),
            );
        }
        let (title, text) = (filling.fill(&template.title), filling.fill(&template.text));
        let mut replies = Vec::new();
        let mut variant = None;
        for (reply, person) in template.replies.iter().zip(speakers) {
            let Some(person) = person else { break };
            filling.set("here", &self.casting.company.site_of(person).town);
            // What the asker says about the answer stands at the same place as the answer itself.
            let same = variant.filter(|(of, _)| reply.by == "asker" && *of == reply.text.len());
            let at = same.map_or_else(|| dice.below(reply.text.len()), |(_, at)| at);
            if reply.best {
                variant = Some((reply.text.len(), at));
            }
            let text = filling.fill(&reply.text[at]);
            replies.push((person, text, reply.best && dice.chance(0.93)));
        }
        Some(self.timed(
            Said {
                template,
                room,
                author,
                title,
                text,
                praised,
                replies,
            },
            day,
        ))
    }

    /// How many of the replies are made: never a later one without those before it.
    fn length(&self, template: &Template) -> usize {
        let dice = self.casting.dice;
        let mut length = match template.best() {
            Some(best) if dice.chance(ANSWERED) => best + 1,
            Some(best) => return dice.below(best + 1),
            None => 0,
        };
        while length < template.replies.len() && dice.chance(GOES_ON) {
            length += 1;
        }
        length
    }

    fn set_places(
        &self,
        filling: &mut Filling<'_>,
        author: usize,
        speakers: &[Option<usize>],
        template: &Template,
    ) {
        let company = self.casting.company;
        let (town, region) = (
            company.site_of(author).town.clone(),
            company.site_of(author).region,
        );
        let away = template
            .replies
            .iter()
            .zip(speakers)
            .filter(|(reply, _)| reply.by == "away")
            .find_map(|(_, person)| *person);
        let away = away
            .map(|person| company.site_of(person))
            .filter(|site| site.kind == SiteKind::Store && site.town != town);
        // Stores help each other within a region; who is in none asks anywhere.
        let near = |site: &&Site| {
            site.kind == SiteKind::Store
                && site.town != town
                && (region == Region::Centre || site.region == region)
        };
        let mut others: Vec<&Site> = company.sites.iter().filter(near).collect();
        self.casting.dice.shuffle(&mut others);
        let other = away.unwrap_or(others[0]);
        others.retain(|site| site.town != other.town);
        filling.set("other", &other.town);
        filling.set("other.2", &others[0].town);
        filling.set("town", &town);
    }

    fn timed(&mut self, said: Said<'_>, day: i64) -> Thread {
        let dice = self.casting.dice;
        let night = said
            .room
            .is_some_and(|room| self.casting.rooms[room].name.contains("Night"));
        let mut day = day;
        // Desks are empty at the weekend.
        while self.casting.company.site_of(said.author).has_desks()
            && is_weekend(self.calendar.weekday(day))
        {
            day += 1;
        }
        let minute = match (
            night,
            said.text.starts_with("Good morning") || said.text.starts_with("Morning"),
        ) {
            (true, _) => dice.between(60, 330),
            (_, true) => dice.between(7 * 60, 9 * 60),
            _ => Calendar::any_minute(dice),
        };
        let mut after = 0;
        let mut delays = Vec::new();
        for _ in &said.replies {
            after += self.delay();
            let of_day = (minute + after).rem_euclid(24 * 60);
            if !night && of_day < NIGHT_ENDS_MINUTE {
                after += NIGHT_ENDS_MINUTE - of_day + dice.between(20, 150);
            }
            delays.push(after);
        }
        let at = self.calendar.past(day, minute, after + 1);
        let at = Time(at.0 + dice.between(0, 59) * Time::SECOND_US);
        let size = said
            .room
            .map_or(40, |room| self.casting.rooms[room].members.len());
        let replies =
            said.replies
                .into_iter()
                .zip(delays)
                .map(|((author, text, accepted), delay)| {
                    self.casting.belongs(author, said.room);
                    Reply {
                        author,
                        text,
                        at: Time(at.0 + delay * Time::MINUTE_US),
                        accepted,
                        to: None,
                        wanted: few(dice, size) / if accepted { 1 } else { 3 },
                        reactions: Vec::new(),
                    }
                });
        let replies = replies.collect();
        Thread {
            room: said.room,
            author: said.author,
            kind: said.template.kind(),
            title: said.title,
            text: said.text,
            praised: said.praised,
            at,
            edited_at: dice
                .chance(EDITED)
                .then_some(Time(at.0 + 40 * Time::SECOND_US)),
            pinned: false,
            wanted: few(dice, size),
            reactions: Vec::new(),
            seen: Vec::new(),
            replies,
        }
    }

    /// Minutes until the next reply: mostly few, now and then half a day.
    fn delay(&self) -> i64 {
        let dice = self.casting.dice;
        match dice.below(10) {
            0..6 => dice.between(2, 28),
            6..9 => dice.between(25, 190),
            _ => dice.between(180, 840),
        }
    }
}

/// What a template has become, before its times are known.
struct Said<'a> {
    template: &'a Template,
    room: Option<usize>,
    author: usize,
    title: String,
    text: String,
    praised: Vec<usize>,
    replies: Vec<(usize, String, bool)>,
}

fn is_weekend(day: Weekday) -> bool {
    matches!(day, Weekday::Saturday | Weekday::Sunday)
}

/// How many react: mostly a handful, seldom half of the community.
fn few(dice: &Dice, members: usize) -> usize {
    let heavy = (1.0 - dice.unit()).powf(-0.55) - 1.0;
    let reach = (1.0 + members as f64).ln() * 1.1;
    ((heavy * reach) as usize).min(members / 2)
}
