//! Whoever may read something finds it on every path, and nobody else does on any: every kind of place,
//! every path, every reader, at every moment.
//!
//! What should be seen is worked out on paper, from names and sets alone; nothing of the product is
//! used for it.

use std::collections::HashSet;

use http::Method;
use network::people;
use network::search::Indexer;
use network::testing::Actor;
use serde_json::{Value, json};

use crate::live::{Ear, Live};
use crate::whole::{Whole, each_whole};

const READERS: [&str; 7] = ["ada", "olive", "mia", "otto", "gus", "dee", "nobody"];

/// Where something is said, and by whom.
const SAID: [(&str, &str); 13] = [
    ("storyline", "olive"),
    ("storyline", "mia"),
    ("open", "olive"),
    ("open", "mia"),
    ("open", "gus"),
    ("closed", "olive"),
    ("closed", "mia"),
    ("secret", "olive"),
    ("secret", "mia"),
    ("announcement", "olive"),
    ("everyone", "ada"),
    ("ruled", "ada"),
    ("ruled", "otto"),
];

type Name = &'static str;

/// The network on paper.
struct Paper {
    active: HashSet<Name>,
    guests: HashSet<Name>,
    /// Places that everyone but guests reads.
    open: HashSet<Name>,
    members: HashSet<(Name, Name)>,
    follows: HashSet<(Name, Name)>,
    deleted: HashSet<i64>,
}

/// A question with a reply, and the word that stands in both.
struct Thing {
    place: Name,
    author: Name,
    word: String,
    id: i64,
    reply: i64,
    /// Who read the place when it was said, and was mentioned in it.
    told: HashSet<Name>,
}

impl Paper {
    fn at_first() -> Paper {
        let rooms = ["open", "closed", "secret", "announcement"];
        let members = rooms
            .into_iter()
            .flat_map(|room| [(room, "olive"), (room, "mia")]);
        Paper {
            active: READERS[..5].iter().copied().collect(),
            guests: ["gus"].into(),
            open: ["storyline", "open", "announcement", "everyone"].into(),
            members: members
                .chain([("open", "gus"), ("ruled", "ada"), ("ruled", "otto")])
                .collect(),
            follows: [("mia", "olive"), ("otto", "olive")].into(),
            deleted: HashSet::new(),
        }
    }

    fn hears(&self, who: Name, thing: &Thing) -> bool {
        let inside = self.members.contains(&(thing.place, who));
        let open = self.open.contains(thing.place) && !self.guests.contains(who);
        self.active.contains(who) && (inside || open)
    }

    fn reads(&self, who: Name, thing: &Thing) -> bool {
        self.hears(who, thing) && !self.deleted.contains(&thing.id)
    }

    /// Whether it belongs to what a reader is shown unasked.
    fn near(&self, who: Name, thing: &Thing) -> bool {
        match thing.place {
            "storyline" => who == thing.author || self.follows.contains(&(who, thing.author)),
            "everyone" => true,
            place => self.members.contains(&(place, who)),
        }
    }

    fn knows(&self, who: Name, whom: Name) -> bool {
        let shares = |room: &Name| self.members.contains(&(*room, whom));
        let rooms: Vec<Name> = self
            .members
            .iter()
            .filter(|(_, member)| *member == who)
            .map(|(room, _)| *room)
            .collect();
        let beside = !self.guests.contains(who) || who == whom || rooms.iter().any(shares);
        beside && self.active.contains(who) && (self.active.contains(whom) || who == "ada")
    }
}

/// What a list is a list of.
enum List {
    Place(Name),
    Home,
    Questions,
    Own,
    All,
    Of(Name),
    Told,
}

impl List {
    fn holds(&self, paper: &Paper, who: Name, thing: &Thing) -> bool {
        let of = match self {
            List::Place(place) => thing.place == *place,
            List::Home => paper.near(who, thing),
            List::Questions => paper.near(who, thing) && thing.place != "storyline",
            List::Own => thing.author == who,
            List::All => true,
            List::Of(author) => thing.author == *author && paper.knows(who, author),
            List::Told => thing.told.contains(who),
        };
        of && paper.reads(who, thing)
    }
}

/// The network as it is.
struct Matrix<'w> {
    whole: &'w Whole,
    live: Live<'w>,
    announcement: i64,
    /// Closed, and by rule: Ada founded it, Otto is covered.
    ruled: i64,
    things: Vec<Thing>,
    paper: Paper,
    wrong: Vec<String>,
    index: Indexer,
}

impl<'w> Matrix<'w> {
    async fn new(whole: &'w Whole) -> Matrix<'w> {
        let rooms = json!({ "name": "Announcements", "purpose": "News", "kind": "open", "announcement": true });
        let made = whole
            .json(Method::POST, "/api/communities", &whole.olive, rooms)
            .await
            .expect(201);
        let announcement = made.json()["id"].as_i64().expect("an id");
        let join = format!("/communities/{announcement}/join");
        whole.post_form(&join, &whole.mia, &[]).await.expect(303);
        works_in(whole, &whole.otto, "Bakery").await;
        works_in(whole, &whole.olive, "Fish").await;
        let ruled = json!({ "name": "Bakers", "purpose": "Bread", "kind": "closed", "rule": bakers("Bakery") });
        let made = whole
            .json(Method::POST, "/api/communities", &whole.ada, ruled)
            .await
            .expect(201);
        let ruled = made.json()["id"].as_i64().expect("an id");
        for who in [&whole.mia, &whole.otto] {
            let path = format!("/people/{}/follow", whole.olive.id);
            whole.post_form(&path, who, &[]).await.expect(303);
        }
        let live = Live::new(whole).await;
        let (things, paper, wrong) = (Vec::new(), Paper::at_first(), Vec::new());
        let index = whole.index();
        let mut matrix = Matrix {
            whole,
            live,
            announcement,
            ruled,
            things,
            paper,
            wrong,
            index,
        };
        for (at, (place, author)) in SAID.into_iter().enumerate() {
            matrix.say(place, author, format!("moot{at:02}x")).await;
        }
        matrix.live.follow().await;
        whole.catch_up(&mut matrix.index);
        matrix
    }

    fn actor(&self, who: Name) -> Option<&'w Actor> {
        let at = READERS.iter().position(|reader| *reader == who)?;
        self.whole.cast().get(at).copied()
    }

    fn place(&self, name: Name) -> Option<i64> {
        match name {
            "open" => Some(self.whole.returns_desk.raw()),
            "closed" => Some(self.whole.managers.raw()),
            "secret" => Some(self.whole.pay_review.raw()),
            "everyone" => Some(self.whole.everyone.raw()),
            "announcement" => Some(self.announcement),
            "ruled" => Some(self.ruled),
            _ => None,
        }
    }

    /// Asked, answered and edited; everyone is mentioned, which reaches whom the author may know.
    async fn say(&mut self, place: Name, author: Name, word: String) {
        self.whole.wait(kernel::Time::HOUR_US);
        let mentions: Vec<_> = self
            .whole
            .cast()
            .iter()
            .map(|actor| format!("[@{}](/people/{})", actor.name, actor.id))
            .collect();
        let text = format!("Why {word}? #moot {}", mentions.join(" "));
        let path = self.place(place).map_or("/api/posts".to_owned(), |id| {
            format!("/api/communities/{id}/posts")
        });
        let asked = json!({ "kind": "question", "title": format!("What {word}"), "text": format!("Before: {text}") });
        let id = self.sent(Method::POST, &path, author, asked).await["id"]
            .as_i64()
            .expect("an id");
        self.sent(
            Method::PATCH,
            &format!("/api/posts/{id}"),
            author,
            json!({ "text": text }),
        )
        .await;
        let answers = match (place, author) {
            ("ruled", "ada") => "otto",
            ("ruled", _) => "ada",
            (_, "olive") => "mia",
            _ => "olive",
        };
        let because = json!({ "text": format!("Because, before: {word}") });
        let reply = self
            .sent(
                Method::POST,
                &format!("/api/posts/{id}/replies"),
                answers,
                because,
            )
            .await;
        let reply = reply["id"].as_i64().expect("an id");
        let because = json!({ "text": format!("Because {word}") });
        self.sent(
            Method::PATCH,
            &format!("/api/replies/{reply}"),
            answers,
            because,
        )
        .await;
        let thing = Thing {
            place,
            author,
            word,
            id,
            reply,
            told: HashSet::new(),
        };
        let told = READERS
            .into_iter()
            .filter(|who| self.paper.reads(who, &thing) && self.paper.knows(author, who))
            .collect();
        self.things.push(Thing { told, ..thing });
    }

    async fn sent(&self, method: Method, path: &str, who: Name, body: Value) -> Value {
        let answer = self.whole.json(method, path, self.actor(who), body).await;
        assert!(answer.status < 300, "{path} by {who}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap_or_default()
    }

    /// Looks at everything on every path as every reader.
    async fn look(&mut self, moment: &str) {
        for who in READERS {
            for at in 0..self.things.len() {
                self.look_at(moment, who, at).await;
            }
            self.search(moment, who).await;
            for (path, list) in self.lists() {
                let body = self.whole.page(&path, self.actor(who)).await.body;
                for thing in &self.things {
                    let expected = list.holds(&self.paper, who, thing);
                    // The panel has room for the newest few.
                    let shown =
                        body.contains(&thing.word) || (path.ends_with("/panel") && expected);
                    if shown != expected {
                        self.wrong.push(says(moment, who, &path, thing, shown));
                    }
                }
            }
        }
    }

    async fn look_at(&mut self, moment: &str, who: Name, at: usize) {
        let thing = &self.things[at];
        let expected = self.paper.reads(who, thing);
        let (id, reply) = (thing.id, thing.reply);
        for path in [
            format!("/posts/{id}"),
            format!("/posts/{id}/card"),
            format!("/posts/{id}/card?thread=true"),
            format!("/posts/{id}/history"),
            format!("/posts/{id}/replies"),
            format!("/api/posts/{id}"),
            format!("/api/posts/{id}/replies"),
            format!("/api/posts/{id}/history"),
            format!("/replies/{reply}/card"),
            format!("/replies/{reply}/history"),
            format!("/api/replies/{reply}/history"),
        ] {
            let shown = self
                .whole
                .page(&path, self.actor(who))
                .await
                .body
                .contains(&thing.word);
            if shown != expected {
                self.wrong.push(says(moment, who, &path, thing, shown));
            }
        }
    }

    /// What is found is what may be read, and every number counts just that.
    async fn search(&mut self, moment: &str, who: Name) {
        let actor = self.actor(who);
        for thing in &self.things {
            let expected = self.paper.reads(who, thing);
            // Without the markup, which takes the word apart.
            let page = self
                .whole
                .page(&format!("/search?q={}", thing.word), actor)
                .await;
            let shown = page.body.contains(&format!("/posts/{}", thing.id));
            let path = format!("/api/search?q={}", thing.word);
            let found = self.whole.page(&path, actor).await;
            let found: Value = serde_json::from_str(&found.body).unwrap_or_default();
            let number = i64::from(expected);
            let kinds = found["facets"]["kinds"].as_array().into_iter().flatten();
            let counted = kinds
                .map(|kind| kind["count"].as_i64().unwrap_or_default())
                .sum::<i64>()
                == number
                && found["total"].as_i64().unwrap_or_default() == number
                && found["items"].as_array().map_or(0, Vec::len) as i64 == number;
            if shown != expected || !counted {
                self.wrong.push(says(moment, who, &path, thing, !expected));
            }
        }
        if self.paper.active.contains(who) {
            let found = self.whole.page("/api/search?q=moot&limit=100", actor).await;
            let found: Value = serde_json::from_str(&found.body).unwrap_or_default();
            let readable = self
                .things
                .iter()
                .filter(|thing| self.paper.reads(who, thing));
            let readable = readable.count() as i64;
            let places = found["facets"]["places"].as_array().into_iter().flatten();
            let in_places: i64 = places.filter_map(|place| place["count"].as_i64()).sum();
            let storylines = self
                .things
                .iter()
                .filter(|thing| thing.place == "storyline" && self.paper.reads(who, thing));
            if found["total"] != json!(readable)
                || in_places != readable - storylines.count() as i64
            {
                self.wrong
                    .push(format!("{moment}, the numbers of {who} are wrong: {found}"));
            }
        }
    }

    fn lists(&self) -> Vec<(String, List)> {
        let mut lists = Vec::new();
        for name in [
            "open",
            "closed",
            "secret",
            "announcement",
            "everyone",
            "ruled",
        ] {
            let id = self.place(name).expect("it is a room");
            for path in [
                "/communities/{id}",
                "/communities/{id}/new?after=0",
                "/api/communities/{id}/posts",
            ] {
                lists.push((path.replace("{id}", &id.to_string()), List::Place(name)));
            }
        }
        for path in [
            "/",
            "/feed/new?after=0",
            "/api/feed?order=latest",
            "/api/feed?order=ranked",
        ] {
            lists.push((path.to_owned(), List::Home));
        }
        for path in [
            "/questions?which=all",
            "/questions",
            "/api/questions?which=all",
            "/api/questions",
        ] {
            lists.push((path.to_owned(), List::Questions));
        }
        for path in ["/questions?which=mine", "/api/questions?which=mine"] {
            lists.push((path.to_owned(), List::Own));
        }
        for path in [
            "/notifications",
            "/notifications/panel",
            "/api/notifications?limit=100",
        ] {
            lists.push((path.to_owned(), List::Told));
        }
        for author in ["ada", "olive", "mia", "otto", "gus"] {
            let id = self.actor(author).expect("of the cast").id;
            lists.push((format!("/people/{id}/posts"), List::Of(author)));
            lists.push((format!("/api/people/{id}/posts"), List::Of(author)));
        }
        for path in ["/topics/moot", "/api/topics/moot"] {
            lists.push((path.to_owned(), List::All));
        }
        lists
    }

    /// What each reader may turn to next: the first page of each list, and its cursor.
    async fn cursors(&self) -> Vec<(Name, String, List)> {
        let mut cursors = Vec::new();
        for who in READERS {
            let mut lists = vec![
                ("/api/feed?order=ranked".to_owned(), List::Home),
                ("/api/feed?order=latest".to_owned(), List::Home),
                ("/api/questions?which=all".to_owned(), List::Questions),
                ("/api/notifications?unread=true".to_owned(), List::Told),
                ("/api/topics/moot?".to_owned(), List::All),
            ];
            for name in ["open", "closed", "secret", "ruled"] {
                let id = self.place(name).expect("it is a room");
                lists.push((format!("/api/communities/{id}/posts?"), List::Place(name)));
            }
            for (path, list) in lists {
                let page = self
                    .whole
                    .page(&format!("{path}&limit=1"), self.actor(who))
                    .await;
                let page: Value = serde_json::from_str(&page.body).unwrap_or_default();
                if let Some(next) = page["next"].as_str() {
                    cursors.push((who, format!("{path}&cursor={next}"), list));
                }
            }
        }
        cursors
    }

    /// Turns pages that were begun before; nothing may be on them that is not for the reader now.
    async fn turn(&mut self, moment: &str, cursors: Vec<(Name, String, List)>) {
        for (who, path, list) in cursors {
            let body = self
                .whole
                .page(&format!("{path}&limit=100"), self.actor(who))
                .await
                .body;
            for thing in &self.things {
                if body.contains(&thing.word) && !list.holds(&self.paper, who, thing) {
                    self.wrong.push(says(moment, who, &path, thing, true));
                }
            }
        }
    }

    /// A stream of everyone who may have one.
    async fn join(&self) -> Vec<(Name, Ear)> {
        let mut ears = Vec::new();
        for who in READERS
            .into_iter()
            .filter(|who| self.paper.active.contains(who))
        {
            let actor = self.actor(who).expect("they are active");
            ears.push((who, self.live.join(actor, None).await));
        }
        ears
    }

    /// Something happens to everything; who hears of it?
    async fn listen(&mut self, moment: &str, ears: &mut [(Name, Ear)]) {
        self.live.follow().await;
        for (_, ear) in ears.iter_mut() {
            ear.keys().await;
        }
        let changes: Vec<(i64, i64)> = self
            .things
            .iter()
            .map(|thing| (thing.id, self.raw_place(thing)))
            .collect();
        let log = self.whole.write(move |tx| {
            changes
                .iter()
                .try_for_each(|(id, at)| tx.log("post.change", *id, *at))
        });
        log.await;
        self.live.follow().await;
        for (who, ear) in ears.iter_mut() {
            let heard = ear.keys().await;
            for thing in &self.things {
                let hears = heard.contains(&thing.id);
                if hears != self.paper.hears(who, thing) {
                    self.wrong.push(says(moment, who, "/stream", thing, hears));
                }
            }
        }
    }

    fn raw_place(&self, thing: &Thing) -> i64 {
        let storyline = || self.actor(thing.author).expect("of the cast").id.raw();
        self.place(thing.place).unwrap_or_else(storyline)
    }

    /// Everything before and after something changed, with pages and streams that were open meanwhile.
    async fn across(&mut self, moment: &str, change: impl AsyncFnOnce(&mut Matrix<'w>)) {
        self.look("at first").await;
        let mut ears = self.join().await;
        self.listen("at first", &mut ears).await;
        let cursors = self.cursors().await;
        change(self).await;
        // What changes who may read holds at once, before any index knows.
        if self.paper.deleted.is_empty() {
            for who in READERS {
                self.search(moment, who).await;
            }
        }
        self.whole.catch_up(&mut self.index);
        self.look(moment).await;
        self.turn(moment, cursors).await;
        self.listen(moment, &mut ears).await;
        let wrong = std::mem::take(&mut self.wrong);
        assert!(
            wrong.is_empty(),
            "{} are wrong:\n{}",
            wrong.len(),
            wrong[..wrong.len().min(60)].join("\n")
        );
    }
}

/// The employer's data say where somebody works.
async fn works_in(whole: &Whole, who: &Actor, department: &'static str) {
    let (id, name) = (who.id, who.name.clone());
    let change = whole.write(move |tx| {
        let before = people::queries::by_id(tx, id)?.expect("of the cast");
        let draft = people::Draft {
            name: name.clone(),
            mail: before.mail,
            title: before.title,
            department: department.to_owned(),
            ..people::Draft::default()
        };
        people::actions::update(tx, id, &draft.check()?)
    });
    change.await;
}

fn bakers(department: &str) -> Value {
    json!({ "all": [
        { "department": { "in": [department] } },
        { "not": { "level": { "in": ["leader"] } } },
    ]})
}

fn says(moment: &str, who: Name, path: &str, thing: &Thing, shown: bool) -> String {
    let Thing { place, author, .. } = thing;
    let sees = if shown { "sees" } else { "does not see" };
    format!("{moment}, {who} {sees} what {author} said in {place}, on {path}")
}

#[test]
fn after_a_member_was_removed() {
    each_whole(async |whole| {
        let change = async |matrix: &mut Matrix<'_>| {
            for (place, who) in [
                ("open", "mia"),
                ("closed", "mia"),
                ("secret", "mia"),
                ("open", "gus"),
            ] {
                let (room, person) = (matrix.place(place).unwrap(), matrix.actor(who).unwrap().id);
                let path = format!("/api/communities/{room}/members/{person}");
                matrix
                    .sent(Method::DELETE, &path, "olive", Value::Null)
                    .await;
                matrix.paper.members.remove(&(place, who));
            }
        };
        Matrix::new(&whole)
            .await
            .across("after the removal", change)
            .await;
    });
}

#[test]
fn after_every_other_post_was_deleted() {
    each_whole(async |whole| {
        let change = async |matrix: &mut Matrix<'_>| {
            for at in (0..matrix.things.len()).step_by(2) {
                let (id, author) = (matrix.things[at].id, matrix.things[at].author);
                matrix
                    .sent(
                        Method::DELETE,
                        &format!("/api/posts/{id}"),
                        author,
                        Value::Null,
                    )
                    .await;
                matrix.paper.deleted.insert(id);
            }
        };
        Matrix::new(&whole)
            .await
            .across("after the deletion", change)
            .await;
    });
}

#[test]
fn after_somebody_was_deactivated() {
    each_whole(async |whole| {
        let change = async |matrix: &mut Matrix<'_>| {
            let path = format!("/people/{}/deactivate", matrix.whole.mia.id);
            matrix
                .whole
                .post_form(&path, &matrix.whole.ada, &[])
                .await
                .expect(303);
            matrix.paper.active.remove("mia");
        };
        Matrix::new(&whole)
            .await
            .across("after the deactivation", change)
            .await;
    });
}

#[test]
fn after_open_places_were_closed() {
    each_whole(async |whole| {
        let change = async |matrix: &mut Matrix<'_>| {
            for (place, kind) in [("open", "closed"), ("announcement", "secret")] {
                let path = format!("/api/communities/{}", matrix.place(place).unwrap());
                matrix
                    .sent(Method::PATCH, &path, "olive", json!({ "kind": kind }))
                    .await;
                matrix.paper.open.remove(place);
            }
        };
        Matrix::new(&whole)
            .await
            .across("after the closing", change)
            .await;
    });
}

#[test]
fn after_people_changed_departments() {
    each_whole(async |whole| {
        let change = async |matrix: &mut Matrix<'_>| {
            works_in(matrix.whole, &matrix.whole.otto, "Fish").await;
            works_in(matrix.whole, &matrix.whole.mia, "Bakery").await;
            matrix.paper.members.remove(&("ruled", "otto"));
            matrix.paper.members.insert(("ruled", "mia"));
        };
        Matrix::new(&whole)
            .await
            .across("after the move", change)
            .await;
    });
}

#[test]
fn after_a_rule_was_changed() {
    each_whole(async |whole| {
        let change = async |matrix: &mut Matrix<'_>| {
            let path = format!("/api/communities/{}", matrix.ruled);
            let rule = json!({ "rule": bakers("Fish") });
            matrix.sent(Method::PATCH, &path, "ada", rule).await;
            matrix.paper.members.remove(&("ruled", "otto"));
            matrix.paper.members.insert(("ruled", "olive"));
        };
        Matrix::new(&whole)
            .await
            .across("after the change of the rule", change)
            .await;
    });
}

#[test]
fn after_somebody_became_a_guest() {
    each_whole(async |whole| {
        let change = async |matrix: &mut Matrix<'_>| {
            // No page does this yet.
            let mia = matrix.whole.mia.id;
            let demote = matrix.whole.write(move |tx| {
                people::queries::set_role(tx, mia, people::Role::Guest)?;
                tx.log("person", mia.raw(), 0)
            });
            demote.await;
            matrix.paper.guests.insert("mia");
        };
        Matrix::new(&whole)
            .await
            .across("after the demotion", change)
            .await;
    });
}
