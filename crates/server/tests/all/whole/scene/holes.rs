//! The objects themselves, made as a program makes them for a person.

use std::collections::HashMap;

use features::posts::backdated::{self, Entry, Ids, OldPost, OldReply};
use features::posts::{Kind, Text};
use features::{
    champions, courses, displays, goals, health, indicators, initiatives, replications, rollout,
    stories, use_cases,
};
use kernel::{Id, Result};
use network::communities::{CommunityKind, MemberRole};
use network::notifications::Reason;
use network::{PersonId, communities, notifications, people, sign_in};
use store::Tx;

/// A scene in the making.
pub struct Holes<'a> {
    pub tx: &'a Tx,
    pub known: HashMap<String, i64>,
    /// Names must not be taken.
    pub number: u64,
    pub cast: &'a [(String, PersonId)],
}

impl Holes<'_> {
    pub fn set<T>(&mut self, name: &str, id: Id<T>) {
        self.known.insert(name.to_owned(), id.raw());
    }

    pub fn cast(&self, name: &str) -> PersonId {
        let found = self.cast.iter().find(|(known, _)| known == name);
        found.expect("the name is of the cast").1
    }

    /// Olive's.
    pub fn indicator(&mut self) -> Result<()> {
        let draft = indicators::Draft {
            name: format!("Days to the first offer {}", self.number),
            unit: "days".to_owned(),
            direction: indicators::Direction::Less,
            observed: indicators::Observed::Site,
            definition: "As the order system has it.".to_owned(),
            source: "order system".to_owned(),
            cadence: indicators::Cadence::Week,
            baseline: 9.0,
            target: 3.0,
            due: "2027-06-30".to_owned(),
            scope: "Everyone".to_owned(),
            quality: indicators::Quality::Sound,
            flaw: String::new(),
        };
        let id = indicators::actions::create_for(self.tx, self.cast("olive"), &draft.check()?)?;
        self.set("indicator", id);
        Ok(())
    }

    /// Olive's, about her indicator; a site of ten started it.
    pub fn initiative(&mut self) -> Result<()> {
        let site = people::actions::site(self.tx, "Ten", people::SiteKind::Frontline, "")?;
        for number in 0..10 {
            let draft = people::Draft {
                name: format!("One of ten {number}"),
                site: Some(site),
                ..people::Draft::default()
            };
            people::actions::add(self.tx, None, &draft.check()?)?;
        }
        let owner = self.cast("olive");
        let id = indicators::IndicatorId::from_raw(self.known["indicator"]);
        let indicator = indicators::queries::by_id(self.tx, id)?.expect("it was made");
        let draft = initiatives::Draft {
            name: "Bay board".to_owned(),
            what: "Each parcel has its bay.".to_owned(),
            judged_after: 12,
            levers: vec![],
        };
        let id = initiatives::actions::create_for(self.tx, owner, &indicator, &draft.check()?)?;
        self.set("initiative", id);
        let start = initiatives::Started {
            at: 1,
            unit: "Ten".to_owned(),
            day: indicators::day(self.tx.now()),
        };
        initiatives::actions::start_for(self.tx, owner, id, &indicator, &[start])?;
        let unit = indicators::queries::unit_by_name(self.tx, indicator.id, "ten")?;
        self.set("unit", unit.expect("it was made with its start"));
        Ok(())
    }

    /// Ada's, at a site of its own.
    pub fn display(&mut self) -> Result<()> {
        let name = format!("Canteen {}", self.number);
        let site = people::actions::site(self.tx, &name, people::SiteKind::Frontline, "")?;
        let display = displays::create_for(self.tx, self.cast("ada"), &name, site)?;
        self.set("display", display);
        Ok(())
    }

    /// Olive's goal for her indicator, and another indicator of hers that pulls at it.
    pub fn goals(&mut self) -> Result<()> {
        let olive = self.cast("olive");
        let first = indicators::IndicatorId::from_raw(self.known["indicator"]);
        self.number += 1;
        self.indicator()?;
        let second = indicators::IndicatorId::from_raw(self.known["indicator"]);
        let goal = goals::Draft {
            indicator: second,
            direction: indicators::Direction::Less,
            target: 3.0,
            from_day: "2026-11-01".to_owned(),
            to_day: "2027-06-30".to_owned(),
            weight_percent: 20,
            said: "Answer the same day.".to_owned(),
            holder: goals::Holder::Role,
            held_by: "Clerk".to_owned(),
        };
        let asked = goals::actions::Asked::Named("Clerk".to_owned());
        let now = self.tx.now();
        let goal = goals::actions::set_for(self.tx, olive, &goal.check()?, &asked, now)?;
        let said = "Both at once is too much.";
        let conflict = goals::actions::declare_for(self.tx, olive, first, second, said, now)?;
        self.set("goal", goal);
        self.set("conflict", conflict);
        self.set("indicator", first);
        Ok(())
    }

    /// Olive's, at a site of which Mia owns a plan.
    pub fn play(&mut self) -> Result<()> {
        let name = format!("Site {}", self.number);
        let site = people::actions::site(self.tx, &name, people::SiteKind::Frontline, "")?;
        self.set("site", site);
        let new = rollout::actions::NewPlay {
            kind: rollout::PlayKind::Invite,
            title: "Invite everyone".to_owned(),
            site: site.raw(),
            stage: rollout::Stage::Adopted,
            owner: self.cast("olive"),
            begins: "2026-11-02".to_owned(),
            ends: "2026-11-29".to_owned(),
        };
        let id = rollout::actions::start_for(self.tx, self.cast("ada"), &new)?;
        self.set("play", id);
        let cell = rollout::Cell {
            scope: rollout::CellScope::Site,
            unit: site.raw(),
            stage: rollout::Stage::Adopted,
        };
        let plan = rollout::actions::NewPlan {
            owner: self.cast("mia"),
            target_percent: 60,
            due: "2027-06-30".to_owned(),
            next_step: "Ask".to_owned(),
            from_week: None,
        };
        rollout::actions::plan_for(self.tx, self.cast("ada"), cell, &plan)
    }

    /// Olive's steps, in the network and in her closed community; Mia takes part in both.
    pub fn steps(&mut self) -> Result<()> {
        let closed = self.known.get("closed").map(|id| Id::from_raw(*id));
        for (name, community) in [("step", None), ("closed.step", closed)] {
            if name == "closed.step" && community.is_none() {
                continue;
            }
            let (measure, level) = match community {
                Some(_) => (health::Measure::AnswerRate, ""),
                None => (health::Measure::Thanked, "staff"),
            };
            let (olive, mia) = (self.cast("olive"), self.cast("mia"));
            let post = format!("{name}.post");
            self.post(&post, community, olive)?;
            let (id, now) = (self.tx.id(), self.tx.now());
            health::queries::insert_step(
                self.tx,
                id,
                community,
                measure,
                level,
                "",
                "Look in at ten",
                "All of us.",
                4,
                olive,
                PersonId::from_raw(self.known["person"]),
                self.known[&post],
                None,
                now,
            )?;
            health::queries::pledge(self.tx, id, olive, "", now)?;
            health::queries::pledge(self.tx, id, mia, "I look in", now)?;
            self.set(name, id);
        }
        Ok(())
    }

    /// Olive's, about her indicator.
    pub fn use_case(&mut self) -> Result<()> {
        let draft = use_cases::Draft {
            name: format!("A shelf by surname {}", self.number),
            purpose: "A parcel is found in a minute.".to_owned(),
            indicator: Some(indicators::IndicatorId::from_raw(self.known["indicator"])),
            roles: vec![use_cases::WorkRole::Frontline],
            fits: use_cases::SiteFit::Any,
            steps: "Move the shelf.".to_owned(),
            room_kind: use_cases::RoomKind::Open,
            room_purpose: "Say what is missing.".to_owned(),
            posts: vec![use_cases::FirstPost {
                title: "Hello".to_owned(),
                text: "What is in your way?".to_owned(),
            }],
            checklist: "Measure it".to_owned(),
            training: "Read this.".to_owned(),
            effort_hours: Some(12.0),
            effort: "one night".to_owned(),
        };
        let owner = self.cast("olive");
        let id = use_cases::actions::create_for(self.tx, owner, &draft.check()?)?;
        self.set("usecase", id);
        Ok(())
    }

    /// Mia leads it and began a while ago; Otto goes with her.
    pub fn replication(&mut self) -> Result<()> {
        let begun = replications::Begun {
            use_case: use_cases::UseCaseId::from_raw(self.known["usecase"]),
            begun_by: self.cast("mia"),
            leader: self.cast("mia"),
            scope: replications::ReplicationScope::Site,
            place: "Somewhere".to_owned(),
            buddy: Some(self.cast("otto")),
            from: None,
            initiative: None,
            variant: "Two zones".to_owned(),
            starts: "2026-10-01".to_owned(),
            room_name: format!("Shelf of somewhere {}", self.number),
            room_kind: use_cases::RoomKind::Open,
        };
        let id = replications::actions::begin_for(self.tx, &begun)?;
        self.set("replication", id);
        Ok(())
    }

    /// Mia's: one told about two readings of Olive's indicator, and a draft. Otto is to be named in both.
    pub fn stories(&mut self) -> Result<()> {
        use indicators::queries as of_indicators;
        let (tx, olive) = (self.tx, self.cast("olive"));
        let indicator = indicators::IndicatorId::from_raw(self.known["indicator"]);
        let (unit, week) = (tx.id(), 1_900);
        of_indicators::insert_unit(tx, unit, indicator, "Somewhere", "somewhere")?;
        for (period, value) in [(week, 9.0), (week + 1, 5.0)] {
            let way = indicators::Way::Form;
            of_indicators::put(
                tx,
                indicator,
                period,
                unit,
                value,
                olive,
                tx.now(),
                way,
                false,
            )?;
        }
        let mut kept = stories::actions::Kept {
            title: "One shelf, three letters".to_owned(),
            use_case: None,
            why: "The line.".to_owned(),
            had: "Running to the back.".to_owned(),
            did: "Moved the shelf. One night.".to_owned(),
            changed: "Nobody runs.".to_owned(),
            industry: "Retail".to_owned(),
            role: use_cases::WorkRole::Frontline,
            site: None,
            team_size: Some(12),
            claim: Some(stories::Claim {
                value: 1_200.0,
                unit: "hours a year".to_owned(),
                how: "Ten minutes a day.".to_owned(),
            }),
            evidence: Some(stories::Evidence {
                indicator_id: indicator,
                unit_id: unit,
                before_from: week,
                before_to: week,
                after_from: week + 1,
                after_to: week + 1,
            }),
            post: None,
            people: vec![(self.cast("otto"), "built it".to_owned())],
        };
        let story = stories::actions::create_for(tx, self.cast("mia"), &kept)?;
        let told = stories::queries::by_id(tx, story)?.expect("it was made");
        stories::actions::publish_for(tx, &told)?;
        kept.evidence = None;
        let draft = stories::actions::create_for(tx, self.cast("mia"), &kept)?;
        let (mia, otto, praise) = (self.cast("mia"), self.cast("otto"), tx.id());
        stories::queries::put_praise(tx, praise, story, mia, otto, "Thank you.", tx.now())?;
        self.set("praise", praise);
        self.set("story", story);
        self.set("draft", draft);
        Ok(())
    }

    /// A colleague asks the person, who has asked a champion; Mia has named somebody.
    pub fn bench(&mut self, me: PersonId) -> Result<()> {
        use champions::{BenchRole, actions, queries};
        let tx = self.tx;
        let asker = self.person("bench.asker", people::Role::Member)?;
        let invitation =
            actions::invite_for(tx, asker, me, BenchRole::Advocate, "You did it.", None)?;
        self.set("bench.invitation", invitation);
        let champion = self.person("bench.champion", people::Role::Member)?;
        actions::begin(tx, champion, None)?;
        actions::invite_for(tx, me, champion, BenchRole::Advocate, "You did it.", None)?;
        let asked = queries::asked_by(tx, me, tx.now(), 1)?;
        self.set("bench.asked", asked[0].id);
        let (named, nomination) = (self.person("bench.named", people::Role::Member)?, tx.id());
        let ends = kernel::Time(tx.now().0 + kernel::Time::HOUR_US);
        queries::put_nomination(tx, nomination, named, self.cast("mia"), "x", false, ends)?;
        self.set("bench.nomination", nomination);
        Ok(())
    }

    /// Olive's: one that is published, and a draft; each with one step.
    pub fn courses(&mut self) -> Result<()> {
        let (tx, olive) = (self.tx, self.cast("olive"));
        for name in ["course", "coursedraft"] {
            let draft = courses::Draft {
                title: "The counter in 12 minutes".to_owned(),
                purpose: "Nobody waits.".to_owned(),
                ..courses::Draft::default()
            };
            let id = courses::actions::create_for(tx, olive, &draft.check()?)?;
            let step = courses::StepDraft {
                title: "A shelf that talks".to_owned(),
                minutes: 3,
                text: "Three **zones**.".to_owned(),
                story: String::new(),
                prompt: "How could you do this here?".to_owned(),
            };
            let step = courses::actions::add_step_for(tx, id, &step.check()?)?;
            self.set(name, id);
            if name == "course" {
                courses::queries::set_published(tx, id, Some(tx.now()), None)?;
                self.set("lesson", step);
            }
        }
        Ok(())
    }

    pub fn person(&mut self, name: &str, role: people::Role) -> Result<PersonId> {
        let draft = people::Draft {
            name: format!("Pat {name}"),
            role: Some(role),
            ..people::Draft::default()
        };
        let id = people::actions::add(self.tx, None, &draft.check()?)?;
        self.set(name, id);
        Ok(id)
    }

    pub fn community(
        &mut self,
        name: &str,
        kind: CommunityKind,
    ) -> Result<communities::CommunityId> {
        let draft = communities::Draft {
            name: format!("{name} {}", self.number),
            purpose: "To try it".to_owned(),
            about: String::new(),
            kind,
            announcement: false,
            official: false,
        };
        let id = communities::actions::found_by_program(self.tx, &draft.check()?)?;
        self.set(name, id);
        communities::actions::add_member(self.tx, id, self.cast("olive"), MemberRole::Owner)?;
        communities::actions::add_member(self.tx, id, self.cast("mia"), MemberRole::Member)?;
        Ok(id)
    }

    pub fn place(&mut self, (name, kind, guest): (&str, CommunityKind, bool)) -> Result<()> {
        let (mia, olive) = (self.cast("mia"), self.cast("olive"));
        let id = self.community(name, kind)?;
        if guest {
            communities::actions::add_member(self.tx, id, self.cast("gus"), MemberRole::Member)?;
        }
        let member = self.person(&format!("{name}.member"), people::Role::Member)?;
        communities::actions::add_member(self.tx, id, member, MemberRole::Member)?;
        let asker = self.person(&format!("{name}.asker"), people::Role::Member)?;
        communities::queries::request(self.tx, id, asker, self.tx.now(), "Please")?;
        let post = self.post(&format!("{name}.post"), Some(id), mia)?;
        self.post(&format!("{name}.olives"), Some(id), olive)?;
        self.reply(&format!("{name}.reply"), post, mia)?;
        let question = self.post(&format!("{name}.question"), Some(id), mia)?;
        self.reply(&format!("{name}.answer"), question, olive)?;
        Ok(())
    }

    pub fn post(
        &mut self,
        name: &str,
        community: Option<communities::CommunityId>,
        author: PersonId,
    ) -> Result<features::posts::PostId> {
        let kind = if name.ends_with("question") {
            Kind::Question
        } else {
            Kind::Update
        };
        let arrival = match community {
            Some(community) => communities::queries::arrive(self.tx, community, 1)?,
            None => None,
        };
        let old = OldPost {
            community,
            kind,
            title: "How so?",
            praised: &[],
            arrival: arrival.unwrap_or_default(),
        };
        let entry = self.entry(author, "Said about #moot")?;
        let id = self.free(&entry)?;
        backdated::put_post(self.tx, id, &old, &entry)?;
        backdated::done(self.tx, features::posts::actions::place(community, author))?;
        self.set(name, id);
        Ok(id)
    }

    pub fn reply(
        &mut self,
        name: &str,
        post: features::posts::PostId,
        author: PersonId,
    ) -> Result<()> {
        let entry = self.entry(author, "So said")?;
        let id = self.free(&entry)?;
        let old = OldReply { post, parent: None };
        backdated::put_reply(self.tx, id, &old, &entry)?;
        if let Some(mut thread) = backdated::Thread::of(self.tx, post)? {
            thread.add(&entry);
            thread.put(self.tx, post)?;
        }
        self.set(name, id);
        Ok(())
    }

    pub fn entry(&self, author: PersonId, text: &str) -> Result<Entry> {
        Ok(Entry {
            author,
            text: Text::check(text, false)?,
            at: self.tx.now(),
            edited_at: None,
            mentions: vec![],
            reactions: vec![],
        })
    }

    pub fn free<T>(&self, entry: &Entry) -> Result<Id<T>> {
        Ok(Id::from_raw(Ids::default().free(self.tx, &[entry.at])?[0]))
    }

    /// A notification and a token.
    pub fn keys_of(
        &mut self,
        whose: &str,
        person: PersonId,
        post: features::posts::PostId,
    ) -> Result<()> {
        let (tx, id) = (self.tx, self.tx.id());
        let reason = Reason::Mention;
        notifications::queries::put(
            tx,
            id,
            person,
            post.raw(),
            reason,
            self.cast("olive"),
            None,
            tx.now(),
        )?;
        self.set(&format!("{whose}.notification"), id);
        let read = [network::access::Scope::Read];
        let token = sign_in::actions::create_token(tx, person, "Of the scene", &read, None)?;
        let (id, _) = sign_in::split_secret(&token.text).expect("a token has a secret");
        self.set(&format!("{whose}.token"), Id::<()>::from_raw(id));
        Ok(())
    }
}
