//! A company for tests: one network with a named cast, and requests that come through the door.
//!
//! The cast is small on purpose; a test makes what it is about by itself. Nobody has a password:
//! sessions are begun directly, because hashing takes longer than most tests. Every page that is
//! answered is looked over for faults of its markup.

mod answer;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{Method, Request, header};
use kernel::{Clock, Random, Result, Time};
use live::Hub;
use serde_json::Value;
use store::{Options, Store, Tx};
use tower::ServiceExt;
use web::{Guard, Hosts, SessionCookie};

pub use answer::Answer;

use crate::access::Scope;
use crate::communities::{self, CommunityId, CommunityKind, MemberRole};
use crate::people::{self, PersonId, Role};
use crate::search::Indexer;
use crate::sign_in::{self, actions::Origin};
use crate::{App, Feature, address};

/// The slices of this crate, for its own tests.
pub const SLICES: &[Feature] = &[
    people::FEATURE,
    sign_in::FEATURE,
    communities::FEATURE,
    crate::places::FEATURE,
    crate::notifications::FEATURE,
];

/// Thursday, 19 November 2026, 09:00 UTC.
pub const MORNING: Time = Time(1_795_078_800 * Time::SECOND_US);

/// The host that pages are asked from.
pub const HOST: &str = "localhost:8080";

/// A person of the cast, and how they prove it.
#[derive(Clone, Debug)]
pub struct Actor {
    pub id: PersonId,
    pub name: String,
    key: Key,
}

#[derive(Clone, Debug)]
enum Key {
    Session(String),
    Token(String),
}

impl Actor {
    /// The secret of the session or token.
    pub fn secret(&self) -> &str {
        match &self.key {
            Key::Session(secret) | Key::Token(secret) => secret,
        }
    }
}

/// One network on a store of its own.
pub struct World {
    pub app: App,
    /// Administrator.
    pub ada: Actor,
    /// Owns the three communities.
    pub olive: Actor,
    /// Member of the three communities.
    pub mia: Actor,
    /// In no community but the network-wide one.
    pub otto: Actor,
    /// Guest, in the returns desk alone.
    pub gus: Actor,
    /// Deactivated; the session is from before.
    pub dee: Actor,
    /// Open.
    pub returns_desk: CommunityId,
    /// Closed.
    pub managers: CommunityId,
    /// Secret.
    pub pay_review: CommunityId,
    /// The one that everyone but guests is in.
    pub everyone: CommunityId,
    router: Router,
}

/// Runs the test on a world of its own on each engine. The clock stands at [`MORNING`].
pub fn each_world(features: &'static [Feature], test: impl AsyncFn(World)) {
    let options = || Options {
        clock: Clock::fixed(MORNING),
        random: Random::seeded(7),
        ..Options::new(crate::MIGRATIONS)
    };
    for store in store::testing::stores_with(options()) {
        // Each engine begins in the morning, also when the one before moved its clock.
        store.clock().advance(MORNING.since_us(store.clock().now()));
        in_world(&store, features, &test);
    }
}

/// Runs the test on a world in this store.
pub fn in_world(store: &Store, features: &'static [Feature], test: impl AsyncFn(World)) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async { test(World::new(store, features)).await });
}

impl World {
    /// Peoples the store. Must be called inside a tokio runtime.
    pub fn new(store: &Store, features: &'static [Feature]) -> World {
        let texts = features
            .iter()
            .flat_map(|feature| feature.texts)
            .chain(crate::TEXTS);
        web::texts::install(&texts.copied().collect::<Vec<_>>());
        let hub = Hub::new(
            live::Limits::default(),
            store.clock().clone(),
            store.position(),
        );
        let app = App::new(store.clone(), hub, features, SessionCookie { https: false });
        let app = app.expect("the settings can be read");
        let cast = store
            .write_blocking(populate)
            .expect("the cast can be written");
        let ([ada, olive, mia, otto, gus, dee], [returns_desk, managers, pay_review, everyone]) =
            cast;
        let router = door(&app, features);
        World {
            app,
            ada,
            olive,
            mia,
            otto,
            gus,
            dee,
            returns_desk,
            managers,
            pay_review,
            everyone,
            router,
        }
    }

    pub fn clock(&self) -> &Clock {
        self.app.store.clock()
    }

    /// Moves the clock on.
    pub fn wait(&self, span_us: i64) {
        self.clock().advance(span_us);
    }

    /// Everyone who may sign in, and Dee who may not.
    pub fn cast(&self) -> [&Actor; 6] {
        [
            &self.ada,
            &self.olive,
            &self.mia,
            &self.otto,
            &self.gus,
            &self.dee,
        ]
    }

    pub async fn get<'a>(&self, path: &str, who: impl Into<Option<&'a Actor>>) -> Answer {
        self.send(self.request(Method::GET, path, who.into()), Body::empty())
            .await
    }

    /// A form as a browser sends it.
    pub async fn post_form<'a>(
        &self,
        path: &str,
        who: impl Into<Option<&'a Actor>>,
        fields: &[(&str, &str)],
    ) -> Answer {
        let body: Vec<_> = fields
            .iter()
            .map(|(name, text)| format!("{name}={}", address::encode(text)))
            .collect();
        let request = self
            .request(Method::POST, path, who.into())
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request, body.join("&").into()).await
    }

    /// A request of the API; `Value::Null` sends no body.
    pub async fn json<'a>(
        &self,
        method: Method,
        path: &str,
        who: impl Into<Option<&'a Actor>>,
        body: Value,
    ) -> Answer {
        let request = self.request(method, path, who.into());
        match body {
            Value::Null => self.send(request, Body::empty()).await,
            body => {
                let request = request.header(header::CONTENT_TYPE, "application/json");
                self.send(request, body.to_string().into()).await
            }
        }
    }

    /// A request to be changed before it is sent with [`World::send`].
    pub fn request(
        &self,
        method: Method,
        path: &str,
        who: Option<&Actor>,
    ) -> http::request::Builder {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, HOST)
            .header("sec-fetch-site", "same-origin");
        match who.map(|actor| &actor.key) {
            None => request,
            Some(Key::Session(secret)) => {
                let cookie = format!("{}={secret}", self.app.cookie.name());
                request.header(header::COOKIE, cookie)
            }
            Some(Key::Token(secret)) => {
                request.header(header::AUTHORIZATION, format!("Bearer {secret}"))
            }
        }
    }

    pub async fn send(&self, request: http::request::Builder, body: Body) -> Answer {
        let request = request.body(body).expect("the request is well formed");
        let answer = self.router.clone().oneshot(request).await;
        Answer::read(answer.unwrap_or_else(|never| match never {})).await
    }

    /// An index in memory of what was committed so far; it answers until another one does.
    pub fn index(&self) -> Indexer {
        let mut indexer = Indexer::new(&self.app, None);
        self.catch_up(&mut indexer);
        indexer
    }

    /// Brings the index up to what was committed so far.
    pub fn catch_up(&self, indexer: &mut Indexer) {
        store::testing::settled(&self.app.store);
        indexer.catch_up().expect("the index can be written");
    }

    /// Changes something outside of any request.
    pub async fn write<T: Send + 'static>(
        &self,
        change: impl Fn(&Tx) -> Result<T> + Send + 'static,
    ) -> T {
        self.app
            .store
            .write(change)
            .await
            .expect("the change is allowed")
    }

    /// Does what is to be done in the background, until nothing is due.
    pub async fn work(&self) {
        let lease = std::time::Duration::from_secs(60);
        loop {
            let jobs = self.app.store.claim(&[], lease, 10).await;
            let jobs = jobs.expect("jobs can be taken");
            if jobs.is_empty() {
                return;
            }
            for job in jobs {
                let (app, doing) = (self.app.clone(), job.clone());
                let done = tokio::task::spawn_blocking(move || {
                    let mut kinds = app.features.iter().flat_map(|feature| feature.jobs);
                    let kind = kinds.find(|kind| kind.name == doing.kind);
                    (kind.expect("somebody does it").run)(&app, &doing.payload)
                });
                done.await
                    .expect("a job does not panic")
                    .expect("a job is done");
                self.app.store.finish(&job).await.expect("a job can end");
            }
        }
    }

    /// A further person with a session.
    pub async fn add(&self, draft: people::Draft) -> Actor {
        self.write(move |tx| join(tx, draft.clone())).await
    }

    /// Another session of the same person.
    pub async fn sign_in(&self, actor: &Actor) -> Actor {
        let id = actor.id;
        let secret =
            self.write(move |tx| sign_in::actions::start_session(tx, id, &Origin::default()));
        Actor {
            key: Key::Session(secret.await.text),
            ..actor.clone()
        }
    }

    /// The same person by a token.
    pub async fn by_token(&self, actor: &Actor, scopes: &'static [Scope]) -> Actor {
        let id = actor.id;
        let secret =
            self.write(move |tx| sign_in::actions::create_token(tx, id, "Test", scopes, None));
        Actor {
            key: Key::Token(secret.await.text),
            ..actor.clone()
        }
    }
}

/// The features' routes behind everything that a request passes through.
fn door(app: &App, features: &[Feature]) -> Router {
    let routes = features.iter().fold(web::Routes::new(), |routes, feature| {
        routes.merge((feature.routes)())
    });
    let (router, _, _) = routes.into_parts();
    let named = app.clone();
    let guard = Guard {
        hosts: Hosts::new(None, 8080).expect("loopback is always known"),
        random: Random::seeded(1),
        network_name: Arc::new(move || named.settings.get().network_name.clone()),
    };
    guard.protect(router.with_state(app.clone()))
}

/// The cast, in the order of [`World`]'s fields, and its rooms.
fn populate(tx: &Tx) -> Result<([Actor; 6], [CommunityId; 4])> {
    let everyone = communities::actions::name_network(tx, "Northgate Stores")?;
    let member = |name: &str, role: Role| {
        let mail = format!(
            "{}@northgate.example",
            name.split(' ').next().unwrap_or_default().to_lowercase()
        );
        let draft = people::Draft {
            name: name.to_owned(),
            mail: Some(mail),
            title: "Colleague".to_owned(),
            role: Some(role),
            ..people::Draft::default()
        };
        join(tx, draft)
    };
    let ada = member("Ada Adeyemi", Role::Administrator)?;
    let olive = member("Olive Okafor", Role::Member)?;
    let mia = member("Mia Marsh", Role::Member)?;
    let otto = member("Otto Olsen", Role::Member)?;
    let gus = member("Gus Grant", Role::Guest)?;
    let dee = member("Dee Dunn", Role::Member)?;
    let room = |name: &str, kind: CommunityKind| {
        let draft = communities::Draft {
            name: name.to_owned(),
            purpose: format!("About {name}."),
            about: String::new(),
            kind,
            announcement: false,
            official: false,
        };
        let id = communities::actions::found_by_program(tx, &draft.check()?)?;
        communities::actions::add_member(tx, id, olive.id, MemberRole::Owner)?;
        communities::actions::add_member(tx, id, mia.id, MemberRole::Member)?;
        Ok::<_, kernel::Error>(id)
    };
    let returns_desk = room("Returns desk", CommunityKind::Open)?;
    let managers = room("Managers", CommunityKind::Closed)?;
    let pay_review = room("Pay review", CommunityKind::Secret)?;
    communities::actions::add_member(tx, returns_desk, gus.id, MemberRole::Member)?;
    people::actions::deactivate(tx, None, dee.id)?;
    Ok((
        [ada, olive, mia, otto, gus, dee],
        [returns_desk, managers, pay_review, everyone],
    ))
}

/// Adds a person and begins a session.
fn join(tx: &Tx, draft: people::Draft) -> Result<Actor> {
    let name = draft.name.clone();
    let id = people::actions::add(tx, None, &draft.check()?)?;
    let secret = sign_in::actions::start_session(tx, id, &Origin::default())?;
    Ok(Actor {
        id,
        name,
        key: Key::Session(secret.text),
    })
}
