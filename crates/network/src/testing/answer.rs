//! What came back, in forms that tests can look at.

use axum::body;
use axum::response::Response;
use http::{HeaderMap, header};
use serde_json::Value;

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub(super) async fn read(response: Response) -> Answer {
        let (parts, stream) = response.into_parts();
        let bytes = body::to_bytes(stream, usize::MAX)
            .await
            .expect("the body can be read");
        let body = String::from_utf8_lossy(&bytes).into_owned();
        if body.starts_with("<!DOCTYPE html>") {
            let faults = web::audit::page(&body);
            assert!(faults.is_empty(), "{faults:#?}\n{body}");
        }
        Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        }
    }

    /// Fails the test when the status is another one, showing what came instead.
    #[track_caller]
    pub fn expect(self, status: u16) -> Answer {
        let location = self.location().unwrap_or_default();
        assert_eq!(self.status, status, "{location}\n{}", self.words());
        self
    }

    /// Fails the test unless the reader was led to the page where one signs in.
    #[track_caller]
    pub fn expect_door(self) -> Answer {
        let answer = self.expect(303);
        let location = answer.location().unwrap_or_default();
        assert!(location.starts_with("/signin"), "{location}");
        answer
    }

    /// Whether the text stands in the body.
    pub fn has(&self, text: &str) -> bool {
        self.body.contains(text)
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The stable code of a problem document.
    #[track_caller]
    pub fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub fn location(&self) -> Option<&str> {
        self.header(header::LOCATION.as_str())
    }

    /// The value a cookie was set to; empty when it was cleared.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let set = self
            .headers
            .get_all(header::SET_COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok());
        let mut values = set.filter_map(|cookie| cookie.split(';').next()?.split_once('='));
        values
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.to_owned())
    }

    /// The text that a reader sees of a page's content: no tags, white space single.
    pub fn words(&self) -> String {
        let begin = self.body.find("<main").unwrap_or_default();
        let end = self.body.find("</main>").unwrap_or(self.body.len());
        let mut words = String::new();
        let mut inside = false;
        for c in self.body[begin..end.max(begin)].chars() {
            match c {
                '<' => {
                    inside = true;
                    words.push(' ');
                }
                '>' if inside => inside = false,
                c if !inside => words.push(c),
                _ => {}
            }
        }
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
