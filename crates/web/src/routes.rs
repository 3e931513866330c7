//! A router that keeps a list of what it answers, for the access test and the API description.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{self, MethodRouter};
use http::Method;
use utoipa::openapi::{Components, OpenApi, OpenApiBuilder};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

/// Wraps [`Router`]; every route that goes in is also in [`Routes::table`].
pub struct Routes<S = ()> {
    router: Router<S>,
    api: OpenApi,
    table: Vec<(Method, String)>,
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    pub fn new() -> Routes<S> {
        let mut api = OpenApiBuilder::new().build();
        api.components = Some(Components::new());
        Routes {
            router: Router::new(),
            api,
            table: Vec::new(),
        }
    }

    pub fn get<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.add(Method::GET, path, routing::get(handler))
    }

    pub fn post<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.add(Method::POST, path, routing::post(handler))
    }

    pub fn put<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.add(Method::PUT, path, routing::put(handler))
    }

    pub fn patch<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.add(Method::PATCH, path, routing::patch(handler))
    }

    pub fn delete<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        self.add(Method::DELETE, path, routing::delete(handler))
    }

    /// Described handlers of one path: `.api(utoipa_axum::routes!(list, create))`.
    /// Each path needs its own: with two, both handlers would answer at both.
    pub fn api(mut self, routes: UtoipaMethodRouter<S>) -> Self {
        assert_eq!(routes.1.paths.len(), 1, "described handlers of one path");
        for (path, item) in &routes.1.paths {
            let operations = [
                (Method::GET, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::PATCH, &item.patch),
                (Method::DELETE, &item.delete),
            ];
            for (method, operation) in operations {
                if operation.is_some() {
                    self.table.push((method, path.clone()));
                }
            }
        }
        let described = OpenApiRouter::with_openapi(std::mem::take(&mut self.api)).routes(routes);
        let (router, api) = described.split_for_parts();
        Routes {
            router: self.router.merge(router),
            api,
            table: self.table,
        }
    }

    pub fn merge(mut self, other: Routes<S>) -> Self {
        self.api.merge(other.api);
        self.table.extend(other.table);
        Routes {
            router: self.router.merge(other.router),
            api: self.api,
            table: self.table,
        }
    }

    /// For what only axum's router can do, such as a layer over all routes so far. Routes added in
    /// here are in no table.
    pub fn map(self, change: impl FnOnce(Router<S>) -> Router<S>) -> Self {
        Routes {
            router: change(self.router),
            ..self
        }
    }

    pub fn table(&self) -> &[(Method, String)] {
        &self.table
    }

    pub fn into_parts(self) -> (Router<S>, OpenApi, Vec<(Method, String)>) {
        (self.router, self.api, self.table)
    }

    fn add(mut self, method: Method, path: &str, handler: MethodRouter<S>) -> Self {
        self.table.push((method, path.to_owned()));
        Routes {
            router: self.router.route(path, handler),
            ..self
        }
    }
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Routes::new()
    }
}
