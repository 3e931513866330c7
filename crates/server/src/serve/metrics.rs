//! `GET /metrics`: figures of this process, in the text form of Prometheus.
//!
//! Whoever counts something does so through the `metrics` facade, wherever it happens; what can be
//! read off at any time is read off here when somebody asks. The figures name no person and no
//! place, but tell how busy the organisation is. So they are for those who run it: for this machine
//! itself where no proxy could pass on somebody else's request, and for administrators. To others the
//! page does not exist.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Extension;
use axum::extract::{ConnectInfo, State};
use axum::response::IntoResponse;
use http::{HeaderMap, header};
use kernel::{Error, Result};
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use network::App;
use network::access::Signed;
use store::Store;
use web::Routes;

use super::node::Node;

/// Upper bounds of what takes time, in seconds.
const SECONDS: [f64; 13] = [
    0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];
/// Upper bounds of what is done together, in pieces.
const PIECES: [f64; 10] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];
/// How often what was measured is put into its histogram; until then each measurement takes room.
const SORT_EVERY: Duration = Duration::from_secs(5);

static RECORDED: OnceLock<PrometheusHandle> = OnceLock::new();

/// Must come before anything that counts keeps a handle. May be called again.
pub fn install() {
    RECORDED.get_or_init(|| {
        let recorder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
            .and_then(|builder| {
                builder.set_buckets_for_metric(Matcher::Suffix("_jobs".to_owned()), &PIECES)
            })
            .expect("there are bounds")
            .build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("somebody else records the metrics; ours stay empty");
        }
        describe();
        handle
    });
}

/// Keeps the measurements small for as long as the process runs.
pub async fn sort() {
    loop {
        tokio::time::sleep(SORT_EVERY).await;
        if let Some(recorded) = RECORDED.get() {
            recorded.run_upkeep();
        }
    }
}

pub fn routes() -> Routes<App> {
    Routes::new().get("/metrics", show)
}

async fn show(
    State(app): State<App>,
    node: Option<Extension<Arc<Node>>>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Signed(viewer): Signed,
) -> web::Result {
    let node = node.map(|Extension(node)| node);
    let peer = peer.map(|Extension(ConnectInfo(peer))| peer);
    let here = node.as_ref().is_some_and(|node| node.reached_directly)
        && peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback())
        && !is_passed_on(&headers);
    if !here && !viewer.is_some_and(|viewer| viewer.is_administrator()) {
        return Err(Error::not_found().into());
    }
    read_off(&app, node.as_deref()).await?;
    let text = RECORDED.get().map(PrometheusHandle::render);
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4")];
    Ok((kind, text.unwrap_or_default()).into_response())
}

/// Whether a proxy says that it asks for somebody else.
fn is_passed_on(headers: &HeaderMap) -> bool {
    const SIGNS: [&str; 6] = [
        "forwarded",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-real-ip",
    ];
    SIGNS.iter().any(|name| headers.contains_key(*name))
}

/// What nobody counts because it can be seen at any time.
async fn read_off(app: &App, node: Option<&Node>) -> Result<()> {
    let streams = app.hub.stats();
    gauge!("folkmoot_streams_open").set(streams.open as f64);
    counter!("folkmoot_streams_joined_total").absolute(streams.joined);
    counter!("folkmoot_streams_refused_total").absolute(streams.refused);
    counter!("folkmoot_streams_resynced_total").absolute(streams.resynced);
    counter!("folkmoot_streams_cut_total").absolute(streams.cut);
    counter!("folkmoot_events_published_total").absolute(streams.published);
    gauge!("folkmoot_store_healthy").set(f64::from(u8::from(app.store.healthy())));
    gauge!("folkmoot_writes_waiting").set(app.store.waiting_writes() as f64);
    gauge!("folkmoot_passwords_waiting").set(app.hashing.waiting() as f64);

    let (newest, now) = (app.store.position(), app.store.clock().now());
    gauge!("folkmoot_log_position").set(newest as f64);
    let loose = app.store.read(Store::lag).await?;
    gauge!("folkmoot_log_unpositioned_rows").set(loose.rows as f64);
    let age_us = loose.oldest.map_or(0, |oldest| now.since_us(oldest).max(0));
    gauge!("folkmoot_log_unpositioned_age_seconds").set(age_us as f64 / 1e6);
    if let Some(node) = node {
        for (follower, progress) in [("live", &node.live), ("index", &node.index)] {
            let lag = newest.saturating_sub(progress.position()).max(0);
            gauge!("folkmoot_follower_lag_positions", "follower" => follower).set(lag as f64);
            let behind_s = progress.behind_s(newest, now);
            gauge!("folkmoot_follower_lag_seconds", "follower" => follower).set(behind_s);
        }
        gauge!("process_max_fds").set(node.descriptors as f64);
    }
    if let Some(bytes) = resident_bytes() {
        gauge!("process_resident_memory_bytes").set(bytes as f64);
    }
    if let Ok(open) = std::fs::read_dir("/proc/self/fd") {
        gauge!("process_open_fds").set(open.count() as f64);
    }
    let version = env!("CARGO_PKG_VERSION");
    let engine = format!("{:?}", app.store.engine()).to_lowercase();
    gauge!("folkmoot_build_info", "version" => version, "engine" => engine).set(1.0);
    Ok(())
}

/// `None` where the system does not say.
fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1_024)
}

fn describe() {
    describe_histogram!(
        "folkmoot_http_request_seconds",
        "From the head of a request to the head of its answer, by route and method"
    );
    describe_counter!(
        "folkmoot_http_requests_total",
        "Requests answered, by route, method and class of status"
    );
    describe_gauge!("folkmoot_connections_open", "Connections of any kind");
    describe_gauge!(
        "folkmoot_streams_open",
        "Browsers that are told what happens"
    );
    describe_counter!("folkmoot_streams_joined_total", "Streams begun");
    describe_counter!(
        "folkmoot_streams_refused_total",
        "Streams there was no room for"
    );
    describe_counter!(
        "folkmoot_streams_resynced_total",
        "Streams that began where nobody remembers, and look at everything again"
    );
    describe_counter!(
        "folkmoot_streams_cut_total",
        "Streams whose reader did not read"
    );
    describe_counter!("folkmoot_events_published_total", "Events told to streams");
    describe_gauge!("folkmoot_store_healthy", "0 once the storage has failed");
    describe_gauge!("folkmoot_writes_waiting", "Writes that no thread has begun");
    describe_gauge!(
        "folkmoot_passwords_waiting",
        "Passwords that are being checked or wait for it; at 64 more are refused"
    );
    describe_gauge!("folkmoot_log_position", "Newest position of the change log");
    describe_gauge!(
        "folkmoot_log_unpositioned_rows",
        "Committed changes without a position (PostgreSQL)"
    );
    describe_gauge!(
        "folkmoot_log_unpositioned_age_seconds",
        "Age of the oldest change without a position (PostgreSQL)"
    );
    describe_gauge!(
        "folkmoot_follower_lag_positions",
        "How far a follower is behind the newest position"
    );
    describe_gauge!(
        "folkmoot_follower_lag_seconds",
        "For how long a follower has not been at the newest position"
    );
    describe_gauge!("process_resident_memory_bytes", "Memory the process holds");
    describe_gauge!(
        "process_open_fds",
        "Files and connections the process holds"
    );
    describe_gauge!(
        "process_max_fds",
        "Files and connections the process may hold"
    );
    describe_gauge!("folkmoot_build_info", "Which program this is; always 1");
}
