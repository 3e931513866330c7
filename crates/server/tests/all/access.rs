//! Every route of the program and every kind of person: who gets what. The expectations are the lines
//! of `access.txt`; a route without a line fails, and so does a line without a route.

use http::Method;
use network::access::Scope;
use network::testing::Actor;

use crate::whole::{Scene, Whole, each_whole};

/// Routes that have no line, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[(
    "GET",
    "/service-worker.js",
    "is there only when the front end was bundled before the build",
)];

const VIEWERS: usize = 7;

/// One line of the table.
pub struct Row {
    pub method: Method,
    /// With holes for the objects of a scene.
    pub path: String,
    /// Administrator, owner, member, outsider, guest, deactivated, signed out.
    pub gets: [String; VIEWERS],
    pub body: String,
}

pub fn rows() -> Vec<Row> {
    let lines = include_str!("access.txt").lines();
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(row)
        .collect()
}

fn row(line: &str) -> Row {
    let mut words = line.split_whitespace();
    let mut word = || {
        words
            .next()
            .unwrap_or_else(|| panic!("the line ends early: {line}"))
            .to_owned()
    };
    let (method, path) = (word(), word());
    let gets = std::array::from_fn(|_| word());
    let body = words.collect::<Vec<_>>().join(" ");
    Row {
        method: method.parse().expect("a method of HTTP"),
        path,
        gets,
        body,
    }
}

impl Row {
    /// The route that answers the path: the one with the most words of its own.
    pub fn route<'t>(&self, table: &'t [(Method, String)]) -> Option<&'t str> {
        let of_method = table
            .iter()
            .filter(|(method, _)| *method == self.method)
            .map(|(_, route)| route.as_str());
        of_method
            .filter_map(|route| Some((fits(route, &self.path)?, route)))
            .max()
            .map(|(_, route)| route)
    }

    /// Whether only people who are signed in get further than the door.
    pub fn needs_viewer(&self) -> bool {
        matches!(self.gets[VIEWERS - 1].as_str(), "401" | "in")
    }

    fn is_done_for(&self, viewer: usize) -> bool {
        self.gets[viewer].starts_with('2') || self.gets[viewer].starts_with('3')
    }
}

/// How many words of the path the route names itself; nothing when it is not its route.
fn fits(route: &str, path: &str) -> Option<usize> {
    let path = path.split('?').next().unwrap_or_default();
    let mut asked = path.split('/');
    let mut named = 0;
    for part in route.split('/') {
        if part.starts_with("{*") {
            return Some(named);
        }
        let word = asked.next()?;
        if !part.starts_with('{') {
            if part != word {
                return None;
            }
            named += 1;
        }
    }
    asked.next().is_none().then_some(named)
}

/// Those who ask, in the order of the columns.
pub fn viewers(whole: &Whole) -> [Option<&Actor>; VIEWERS] {
    let [ada, olive, mia, otto, gus, dee] = whole.cast();
    [
        Some(ada),
        Some(olive),
        Some(mia),
        Some(otto),
        Some(gus),
        Some(dee),
        None,
    ]
}

fn table() -> Vec<(Method, String)> {
    server::serve::routes().table().to_vec()
}

#[test]
fn every_route_has_a_line_and_every_line_a_route() {
    let (table, rows) = (table(), rows());
    let mut listed: Vec<(String, String)> = EXCEPTIONS
        .iter()
        .map(|(method, route, _)| ((*method).to_owned(), (*route).to_owned()))
        .collect();
    for row in &rows {
        let route = row.route(&table);
        let route = route.unwrap_or_else(|| panic!("no route answers {} {}", row.method, row.path));
        listed.push((row.method.to_string(), route.to_owned()));
    }
    for (method, route) in &table {
        let known = listed
            .iter()
            .any(|(m, r)| m == method.as_str() && r == route);
        assert!(
            known,
            "{method} {route} is new: say in access.txt who gets what from it"
        );
    }
    for (method, route, _) in EXCEPTIONS {
        assert!(
            table
                .iter()
                .any(|(m, r)| m.as_str() == *method && r == route),
            "{method} {route} is no exception"
        );
    }
}

#[test]
fn every_route_answers_each_kind_of_person_as_its_line_says() {
    each_whole(async |whole| {
        let rows = rows();
        let all: String = rows.iter().map(|row| row.path.as_str()).collect();
        whole.index();
        with_photo(&whole).await;
        let mut wrong = Vec::new();
        // What changes nothing first: some changes end sessions.
        for safe in [true, false] {
            for (at, viewer) in viewers(&whole).into_iter().enumerate() {
                let scene = Scene::make(
                    &whole,
                    viewer.unwrap_or(&whole.mia),
                    if safe { &all } else { "" },
                )
                .await;
                for row in rows.iter().filter(|row| row.method.is_safe() == safe) {
                    let got = match safe {
                        true => {
                            whole
                                .ask(row.method.clone(), &scene.fill(&row.path), viewer, "")
                                .await
                        }
                        false => changed(&whole, row, viewer).await,
                    };
                    let door = got
                        .location()
                        .is_some_and(|to| to == "/signin" || to.starts_with("/signin?next="));
                    let got = if door {
                        "in".to_owned()
                    } else {
                        got.status.to_string()
                    };
                    if got != row.gets[at] {
                        let who = viewer.map_or("nobody", |actor| actor.name.as_str());
                        let Row {
                            method,
                            path,
                            body,
                            gets,
                        } = row;
                        wrong.push(format!(
                            "{method} {path} {body}: {who} gets {got}, not {}",
                            gets[at]
                        ));
                    }
                }
            }
        }
        assert!(
            wrong.is_empty(),
            "{} are wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    });
}

/// Asks for a change of something of its own, by a session of its own.
async fn changed(whole: &Whole, row: &Row, viewer: Option<&Actor>) -> network::testing::Answer {
    // Nobody writes all day: the limit of so many in a minute is tried elsewhere.
    whole.wait(kernel::Time::SECOND_US);
    let fresh = match viewer {
        Some(actor) if actor.id != whole.dee.id => Some(whole.sign_in(actor).await),
        _ => None,
    };
    let viewer = fresh.as_ref().or(viewer);
    let scene = Scene::make(
        whole,
        viewer.unwrap_or(&whole.mia),
        &format!("{} {}", row.path, row.body),
    )
    .await;
    // A name that is free.
    let body = scene
        .fill(&row.body)
        .replace("Tea", &format!("Tea {}", scene.id("person")));
    whole
        .ask(row.method.clone(), &scene.fill(&row.path), viewer, &body)
        .await
}

/// Mia has one, so that there is one to be seen.
async fn with_photo(whole: &Whole) {
    use network::people::queries;
    let mia = whole.mia.id;
    let change = whole.write(move |tx| {
        queries::insert_photo(tx, "k", mia, "image/webp", b"RIFF", tx.now())?;
        queries::set_photo(tx, mia, Some("k"))?;
        tx.log("person", mia.raw(), 0)
    });
    change.await;
}

#[test]
fn a_token_that_may_only_read_changes_nothing() {
    each_whole(async |whole| {
        let token = whole.by_token(&whole.olive, &[Scope::Read]).await;
        for row in changes_by_owners() {
            let scene =
                Scene::make(&whole, &whole.olive, &format!("{} {}", row.path, row.body)).await;
            let (path, body) = (scene.fill(&row.path), scene.fill(&row.body));
            let got = whole
                .ask(row.method.clone(), &path, Some(&token), &body)
                .await;
            assert_eq!(got.status, 403, "{} {}", row.method, row.path);
        }
        whole.page("/api/me", Some(&token)).await.expect(200);
    });
}

#[test]
fn no_change_is_made_for_a_page_of_another_site() {
    each_whole(async |whole| {
        for row in changes_by_owners() {
            let mut request = whole.request(
                row.method.clone(),
                &row.path.replace(['{', '}'], ""),
                Some(&whole.olive),
            );
            if let Some(headers) = request.headers_mut() {
                headers.insert(
                    "sec-fetch-site",
                    http::HeaderValue::from_static("cross-site"),
                );
            }
            assert_eq!(
                whole.send(request, row.body.clone()).await.status,
                403,
                "{} {}",
                row.method,
                row.path
            );
        }
    });
}

/// What Olive may do, and somebody who is not signed in may not.
fn changes_by_owners() -> impl Iterator<Item = Row> {
    let changes = rows()
        .into_iter()
        .filter(|row| !row.method.is_safe() && row.needs_viewer());
    changes.filter(|row| row.is_done_for(1))
}
