//! What a request can be about, each time anew.

mod holes;

use std::collections::HashMap;

use kernel::Id;
use network::communities::CommunityKind;
use network::testing::{Actor, World};
use network::{communities, people, sign_in};

use super::NEVER;
use holes::Holes;

/// The objects that a request names, by the words that stand in its holes: `{closed.post}`.
pub struct Scene(HashMap<String, i64>);

/// A place, and who is in it besides Olive, who owns it, and Mia.
const PLACES: [(&str, CommunityKind, bool); 3] = [
    ("open", CommunityKind::Open, true),
    ("closed", CommunityKind::Closed, false),
    ("secret", CommunityKind::Secret, false),
];

impl Scene {
    /// Makes the places that the text names, and what is `mine`, the asking person's.
    pub async fn make(world: &World, me: &Actor, text: &str) -> Scene {
        let named = PLACES
            .into_iter()
            .filter(|(name, ..)| text.contains(&format!("{{{name}")));
        let named: Vec<_> = named.collect();
        let cast = world.cast().map(|actor| (first_name(actor), actor.id));
        let (id, everyone, invited) = (me.id, world.everyone, text.contains("{invited}"));
        let goals = text.contains("{goal}") || text.contains("{conflict}");
        let initiative = text.contains("{initiative}");
        let display = text.contains("{display}");
        let play = text.contains("{play}") || text.contains("{site}");
        let steps = text.contains("step}");
        let replication = text.contains("{replication}");
        let use_case = replication || text.contains("{usecase}");
        let bench = text.contains("{bench.");
        let stories =
            text.contains("{story}") || text.contains("{praise}") || text.contains("{draft}");
        let courses = text.contains("{course}") || text.contains("{coursedraft}");
        let told = use_case || stories;
        let indicator = initiative || goals || told || text.contains("{indicator}");
        let number = world.app.store.random().u64();
        let holes = world.write(move |tx| {
            let mut holes = Holes {
                tx,
                known: HashMap::new(),
                number,
                cast: &cast,
            };
            holes.set("me", id);
            holes.set("everyone", everyone);
            holes.set("never", Id::<()>::from_raw(NEVER));
            if indicator {
                holes.indicator()?;
            }
            if initiative {
                holes.initiative()?;
            }
            if display {
                holes.display()?;
            }
            if goals {
                holes.goals()?;
            }
            if play {
                holes.play()?;
            }
            for (name, id) in &cast {
                holes.set(name, *id);
            }
            if use_case {
                holes.use_case()?;
            }
            if replication {
                holes.replication()?;
            }
            if stories {
                holes.stories()?;
            }
            if courses {
                holes.courses()?;
            }
            let person = holes.person("person", people::Role::Member)?;
            let gone = holes.person("gone", people::Role::Member)?;
            people::actions::deactivate(tx, None, gone)?;
            let post = holes.post("storyline.post", None, holes.cast("mia"))?;
            for place in &named {
                holes.place(*place)?;
            }
            if steps {
                holes.steps()?;
            }
            if bench {
                holes.bench(id)?;
            }
            if invited {
                let id = holes.community("invited", CommunityKind::Secret)?;
                for (_, person) in cast.iter().filter(|(name, _)| name != "dee") {
                    communities::queries::invite(tx, id, *person, holes.cast("olive"), tx.now())?;
                }
            }
            for (whose, id) in [("mine", id), ("theirs", person)] {
                holes.keys_of(whose, id, post)?;
            }
            Ok(holes.known)
        });
        let mut known = holes.await;
        // Sessions are begun by the world, which knows their secrets.
        let theirs = if me.id == world.olive.id {
            &world.mia
        } else {
            &world.olive
        };
        for (name, actor) in [("mine.session", me), ("theirs.session", theirs)] {
            let (id, _) = sign_in::split_secret(actor.secret()).expect("a session has a secret");
            known.insert(name.to_owned(), id);
        }
        Scene(known)
    }

    /// The text with its holes filled.
    pub fn fill(&self, text: &str) -> String {
        self.fill_by(text, |name| self.id(name).to_string())
    }

    /// The text with an id that never was in every hole.
    pub fn fill_with_nothing(&self, text: &str) -> String {
        self.fill_by(text, |_| NEVER.to_string())
    }

    #[track_caller]
    pub fn id(&self, name: &str) -> i64 {
        *self
            .0
            .get(name)
            .unwrap_or_else(|| panic!("nothing is called {name:?}"))
    }

    fn fill_by(&self, text: &str, value: impl Fn(&str) -> String) -> String {
        let mut filled = String::new();
        let mut rest = text;
        // JSON has braces too: a hole begins with a letter.
        while let Some(at) = rest.find('{') {
            filled.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            match rest.split_once('}') {
                Some((name, after)) if is_name(name) => {
                    filled.push_str(&value(name));
                    rest = after;
                }
                _ => filled.push('{'),
            }
        }
        filled + rest
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'.')
}

fn first_name(actor: &Actor) -> String {
    actor
        .name
        .split(' ')
        .next()
        .unwrap_or_default()
        .to_lowercase()
}
