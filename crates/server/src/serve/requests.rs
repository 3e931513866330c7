//! Counts and times what is asked, by route. The handles of each route are kept, so that a request
//! costs no look-up by name and no memory.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::Method;
use metrics::{Counter, Histogram, counter, histogram};

/// The figures of every route.
pub struct Requests {
    routes: HashMap<String, Vec<Figures>>,
    /// What no route answers.
    other: Figures,
}

/// Of one method of a route; made when it is first asked for, so that only what is used is shown.
struct Figures {
    method: Method,
    route: String,
    seconds: OnceLock<Histogram>,
    /// By the first digit of the status.
    answered: [OnceLock<Counter>; 6],
}

impl Requests {
    pub fn of(table: &[(Method, String)]) -> Arc<Requests> {
        let mut routes: HashMap<String, Vec<Figures>> = HashMap::new();
        for (method, route) in table {
            let figures = Figures::new(method.clone(), route.clone());
            routes.entry(route.clone()).or_default().push(figures);
        }
        Arc::new(Requests {
            routes,
            other: Figures::new(Method::GET, "other".to_owned()),
        })
    }

    fn figures(&self, route: Option<&MatchedPath>, method: &Method) -> &Figures {
        let asked = if *method == Method::HEAD {
            &Method::GET
        } else {
            method
        };
        let methods = route.and_then(|route| self.routes.get(route.as_str()));
        methods
            .and_then(|methods| methods.iter().find(|figures| figures.method == *asked))
            .unwrap_or(&self.other)
    }
}

impl Figures {
    fn new(method: Method, route: String) -> Figures {
        Figures {
            method,
            route,
            seconds: OnceLock::new(),
            answered: Default::default(),
        }
    }

    fn note(&self, response: &Response, began: Instant) {
        let labels = || {
            [
                ("route", self.route.clone()),
                ("method", self.method.to_string()),
            ]
        };
        let seconds = || histogram!("folkmoot_http_request_seconds", &labels());
        self.seconds.get_or_init(seconds).record(began.elapsed());
        let class = usize::from(response.status().as_u16() / 100).min(5);
        let count = || {
            let [route, method] = labels();
            let class = ("class", format!("{class}xx"));
            counter!("folkmoot_http_requests_total", &[route, method, class])
        };
        self.answered[class].get_or_init(count).increment(1);
    }
}

/// Middleware, around everything else.
pub async fn count(
    State(requests): State<Arc<Requests>>,
    request: Request,
    next: Next,
) -> Response {
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let response = next.run(request).await;
    requests
        .figures(route.as_ref(), &method)
        .note(&response, began);
    response
}
