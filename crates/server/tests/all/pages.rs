//! Every page as everyone sees it who may, in both languages: sound markup, nothing that the policy
//! forbids, no missing word, and no link or form that leads nowhere.

use std::collections::HashMap;

use http::Method;
use network::testing::{Actor, Answer};
use regex::Regex;
use serde_json::json;
use web::Lang;

use crate::access::{Row, rows, viewers};
use crate::whole::{Scene, Whole, each_whole};

struct Reading<'w> {
    whole: &'w Whole,
    viewer: Option<&'w Actor>,
    who: String,
    /// What each address answered to a reader; pages share most of their links.
    followed: HashMap<String, u16>,
    table: Vec<(Method, String)>,
    wrong: Vec<String>,
}

#[test]
fn every_page_is_sound_and_leads_somewhere_for_everyone_who_may_see_it() {
    each_whole(async |whole| {
        let mut pages = 0;
        whole.index();
        for (at, viewer) in viewers(&whole).into_iter().enumerate() {
            // A deactivated person sees what everyone sees who is not signed in.
            if viewer.is_some_and(|viewer| viewer.id == whole.dee.id) {
                continue;
            }
            let scene = lived_in(&whole, viewer.unwrap_or(&whole.mia)).await;
            for lang in Lang::ALL {
                if let Some(viewer) = viewer {
                    speak(&whole, viewer, lang).await;
                }
                let who = format!(
                    "{} in {lang:?}",
                    viewer.map_or("nobody", |viewer| viewer.name.as_str())
                );
                let table = server::serve::routes().table().to_vec();
                let (followed, wrong) = (HashMap::new(), Vec::new());
                let mut reading = Reading {
                    whole: &whole,
                    viewer,
                    who,
                    followed,
                    table,
                    wrong,
                };
                for row in rows()
                    .iter()
                    .filter(|row| is_page(row) && row.gets[at] == "200")
                {
                    let mut path = scene.fill(&row.path);
                    if viewer.is_none() {
                        path += &format!(
                            "{}lang={}",
                            if path.contains('?') { '&' } else { '?' },
                            lang.code()
                        );
                    }
                    reading.read(&path, lang).await;
                    pages += 1;
                }
                let wrong = reading.wrong;
                assert!(wrong.is_empty(), "{}", wrong.join("\n"));
            }
        }
        assert!(pages > 250, "only {pages} pages were read");
    });
}

/// What answers something else than a page or a piece of one.
const NO_PAGES: [&str; 10] = [
    "/api/",
    "/assets/",
    "/stream",
    "/healthz",
    "/readyz",
    "/metrics",
    "/favicon",
    "/icon-",
    "/manifest",
    "/notifications/count",
];

fn is_page(row: &Row) -> bool {
    let other = NO_PAGES
        .iter()
        .any(|beginning| row.path.starts_with(beginning));
    row.method == Method::GET && !other && !row.path.ends_with("/photo")
}

/// A scene in which more has happened: pinned, edited, praised, answered, reacted to, archived.
async fn lived_in(whole: &Whole, me: &Actor) -> Scene {
    let all: String = rows().iter().map(|row| row.path.clone()).collect();
    let scene = Scene::make(whole, me, &all).await;
    let (olive, mia) = (&whole.olive, &whole.mia);
    let praise = json!({ "kind": "praise", "text": "Great **work**", "praised": [mia.id] });
    let nested = json!({ "text": "And why?", "parent": scene.id("open.reply") });
    let answer = json!({ "reply": scene.id("open.answer") });
    let long = json!({ "text": format!("# Long\n\n{}\n\n- one\n- two\n\n> said\n\n`code` [link](https://example.org)", "word ".repeat(400)) });
    for (method, path, who, body) in [
        (
            Method::PATCH,
            "/api/posts/{open.post}",
            mia,
            json!({ "text": "Changed" }),
        ),
        (
            Method::PATCH,
            "/api/replies/{open.reply}",
            mia,
            json!({ "text": "Changed too" }),
        ),
        (
            Method::PUT,
            "/api/posts/{open.olives}/pin",
            olive,
            json!(null),
        ),
        (
            Method::PUT,
            "/api/posts/{open.question}/answer",
            mia,
            answer,
        ),
        (
            Method::PUT,
            "/api/posts/{open.post}/reactions/celebrate",
            olive,
            json!(null),
        ),
        (
            Method::PUT,
            "/api/replies/{open.reply}/reactions/thanks",
            olive,
            json!(null),
        ),
        (Method::POST, "/api/communities/{open}/posts", olive, praise),
        (Method::POST, "/api/communities/{open}/posts", mia, long),
        (
            Method::POST,
            "/api/posts/{open.post}/replies",
            olive,
            nested,
        ),
        (
            Method::POST,
            "/api/posts/{storyline.post}/replies",
            olive,
            json!({ "text": "Well" }),
        ),
    ] {
        let answer = whole.json(method, &scene.fill(path), who, body).await;
        assert!(answer.status < 300, "{path}: {}", answer.body);
    }
    whole.wait(2 * kernel::Time::HOUR_US);
    scene
}

async fn speak(whole: &Whole, viewer: &Actor, lang: Lang) {
    let fields = [
        ("about", "**Hello**"),
        ("language", lang.code()),
        ("time_zone", "Europe/Berlin"),
        ("theme", "dark"),
    ];
    whole
        .post_form("/settings/profile", viewer, &fields)
        .await
        .expect(303);
}

impl Reading<'_> {
    async fn read(&mut self, path: &str, lang: Lang) {
        let answer = self.whole.page(path, self.viewer).await;
        if answer.status != 200 {
            return self.note(path, format!("{}", answer.status));
        }
        let whole_page = answer.body.starts_with("<!DOCTYPE html>");
        let faults = match whole_page {
            true => web::audit::page(&answer.body),
            false => web::audit::fragment(&answer.body),
        };
        // The head of a thread is replaced together with its heading.
        let with_heading = path.ends_with("?thread=true");
        for fault in faults
            .into_iter()
            .filter(|fault| !(with_heading && fault == "2 h1 elements"))
        {
            self.note(path, fault);
        }
        if whole_page {
            self.check_frame(path, &answer, lang);
        }
        for word in missing_words(&answer) {
            self.note(path, format!("no word for {word}"));
        }
        self.follow(path, &answer.body).await;
    }

    fn check_frame(&mut self, path: &str, answer: &Answer, lang: Lang) {
        if !answer.has(&format!("<html lang=\"{}\"", lang.code())) {
            self.note(path, format!("is not in {lang:?}"));
        }
        let kept = answer.header("cache-control").unwrap_or_default();
        if self.viewer.is_some() && kept != "private, no-store" {
            self.note(path, format!("may be kept: {kept}"));
        }
        for header in [
            "content-security-policy",
            "referrer-policy",
            "x-content-type-options",
            "x-request-id",
        ] {
            if answer.header(header).is_none() {
                self.note(path, format!("has no {header}"));
            }
        }
    }

    async fn follow(&mut self, page: &str, html: &str) {
        let tags = Regex::new(r"<(a|form|img|link|script|article|section|div|folkmoot-composer|button|turbo-frame)\b([^>]*)>")
            .unwrap();
        let attribute = Regex::new(r#"([a-z-]+)="([^"]*)""#).unwrap();
        for tag in tags.captures_iter(html) {
            let attributes: HashMap<&str, String> = attribute
                .captures_iter(tag.get(2).map_or("", |text| text.as_str()))
                .map(|found| {
                    (
                        found.get(1).map_or("", |name| name.as_str()),
                        found[2].replace("&amp;", "&"),
                    )
                })
                .collect();
            let posts = attributes
                .get("method")
                .is_some_and(|method| method == "post");
            for name in [
                "href",
                "src",
                "action",
                "data-src",
                "data-feed-src",
                "data-resync",
                "data-copy",
                "data-typing",
            ] {
                let Some(target) = attributes.get(name) else {
                    continue;
                };
                let sends = (name == "action" && posts) || name == "data-typing";
                self.resolve(page, target, sends).await;
            }
        }
    }

    async fn resolve(&mut self, page: &str, target: &str, sends: bool) {
        let target = target.split('#').next().unwrap_or_default();
        let target = match target.strip_prefix('?') {
            Some(query) => format!("{}?{query}", page.split('?').next().unwrap_or_default()),
            None => target.to_owned(),
        };
        if !target.starts_with('/') {
            return;
        }
        if sends {
            let gets = std::array::from_fn(|_| String::new());
            let row = Row {
                method: Method::POST,
                path: target.clone(),
                gets,
                body: String::new(),
            };
            if row.route(&self.table).is_none() {
                self.note(
                    page,
                    format!("has a form to {target}, which no route takes"),
                );
            }
            return;
        }
        if !self.followed.contains_key(&target) {
            let status = self.whole.page(&target, self.viewer).await.status;
            self.followed.insert(target.clone(), status);
        }
        let status = self.followed[&target];
        // A closed community has a door, which says 403 and whom to ask.
        if !(200..400).contains(&status) && status != 403 {
            self.note(page, format!("leads to {target}, which answers {status}"));
        }
    }

    fn note(&mut self, path: &str, what: impl Into<String>) {
        let said = format!("{} as {}: {}", path, self.who, what.into());
        if !self.wrong.contains(&said) {
            self.wrong.push(said);
        }
    }
}

/// A key without a text is shown as it is.
fn missing_words(answer: &Answer) -> Vec<String> {
    let key = Regex::new(
        r"\b(?:posts|communities|people|notifications|questions|home|feed|sign-in|shell|nav|error|api|offline|action|settings)(?:-[a-z_]+)+\b",
    )
    .unwrap();
    let words = answer.words();
    key.find_iter(&words)
        .map(|found| found.as_str().to_owned())
        .filter(|word| word != "sign-in")
        .collect()
}
