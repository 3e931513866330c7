//! `folkmoot serve`: opens the network, follows its change log, answers until it is told to stop.
//!
//! - [`router`]: one router over all features and what the program adds to them.
//! - [`follow`]: what other nodes wrote, and what open streams must hear.
//! - [`indexing`]: what can be found by words.
//! - [`connections`]: their limits, TLS, their end.
//! - [`metrics`], [`health`]: for those who watch over it.

mod admission;
mod api;
mod connections;
mod descriptors;
mod endless;
mod floor;
mod follow;
mod heads;
mod health;
mod indexing;
mod metrics;
mod node;
mod reader;
mod requests;
mod router;
mod stream;
mod tls;
mod turns;
mod upkeep;

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use axum::Extension;
use features::FEATURES;
use live::Limits;
use network::{App, settings};
use store::{Engine, Source, Store};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::{Assets, Guard, Hosts, SessionCookie};

use node::Node;

pub use follow::Follower;
pub use router::{openapi, router, routes};

use crate::config::Settings;
use crate::ground;
use crate::work::socket::Socket;

pub async fn serve(settings: Settings) -> Result<()> {
    metrics::install();
    let store = opened(&settings.source).await?;
    let served = with_store(&settings, &store).await;
    // Waits for the threads of the store, so that the lock of the folder is free when we are gone.
    tokio::task::spawn_blocking(move || store.close()).await?;
    served
}

async fn opened(source: &Source) -> Result<Store> {
    let source = source.clone();
    ground::install_texts();
    let store =
        tokio::task::spawn_blocking(move || ground::open(&source).map_err(|error| (source, error)))
            .await?;
    store.map_err(|(source, error)| match (error.code(), source) {
        ("in_use", Source::Sqlite(folder)) => {
            anyhow::anyhow!(
                "{} is in use by another folkmoot; end that one first",
                folder.display()
            )
        }
        _ => error.into(),
    })
}

async fn with_store(settings: &Settings, store: &Store) -> Result<()> {
    let listener = TcpListener::bind(settings.listen)
        .await
        .with_context(|| format!("cannot listen on {}", settings.listen))?;
    let address = listener.local_addr()?;
    let hosts = hosts(settings, address.port())?;
    let tls = settings.tls.clone().map(tls::Tls::read).transpose()?;
    let styles: Vec<&str> = FEATURES
        .iter()
        .map(|feature| feature.styles)
        .chain([api::STYLES])
        .collect();
    let bundled = web::assets::install(Assets::build(&styles)).has_script();

    let descriptors = descriptors::raise();
    let limits = Limits {
        streams: descriptors::for_streams(descriptors),
        ..Limits::default()
    };
    let node = Node::new(settings, descriptors);
    let (hub, beginning) = follow::begin(store, limits).await?;
    let cookie = SessionCookie {
        https: hosts.https(),
    };
    let app = {
        let (store, hub) = (store.clone(), hub.clone());
        tokio::task::spawn_blocking(move || App::new(store, hub, FEATURES, cookie)).await??
    };
    let mut following = beginning.spawn(app.clone(), node.clone())?;
    let upkeep = upkeep::start(&app).await?;
    let indexing = indexing::spawn(&app, node.clone(), &settings.index)?;
    let _socket = local_socket(settings, &app);
    let routes = if settings.floor {
        routes().merge(floor::routes())
    } else {
        routes()
    };
    let guard = guard(&app, hosts.clone());
    let router = router::around(routes, &app, guard, &settings.trusted_proxies)
        .layer(Extension(node.clone()));
    let sorting = tokio::spawn(metrics::sort());

    let url = match &settings.base_url {
        Some(url) => url.clone(),
        None => format!(
            "{}://{address}",
            if hosts.https() { "https" } else { "http" }
        ),
    };
    announce(settings, store, &url, bundled).await?;
    println!(
        "Up to {} browsers may be connected at a time: {descriptors} files may be open.",
        limits.streams
    );
    println!(
        "listening on {}://{address}",
        if tls.is_some() { "https" } else { "http" }
    );

    let stopped = connections::answer(listener, tls, router, async {
        tokio::select! {
            word = told_to_stop() => word,
            _ = following.failed() => Err(anyhow::anyhow!("the change log is no longer followed (see above)")),
            () = upkeep::broken(store) => Err(anyhow::anyhow!("the storage failed; nothing more can be acknowledged")),
        }
    });
    let stopped = stopped
        .run(|| {
            node.stop();
            hub.stop();
        })
        .await;
    sorting.abort();
    following.stop().await;
    indexing.stop().await;
    tokio::task::spawn_blocking(move || upkeep.stop()).await?;
    stopped
}

fn hosts(settings: &Settings, port: u16) -> Result<Hosts> {
    let hosts = Hosts::new(settings.base_url.as_deref(), port)?;
    Ok(if settings.tls.is_some() {
        hosts.with_tls()
    } else {
        hosts
    })
}

/// What every request passes through, with the network's own name on error pages.
pub fn guard(app: &App, hosts: Hosts) -> Guard {
    let named = app.clone();
    Guard {
        hosts,
        random: app.store.random().clone(),
        network_name: Arc::new(move || named.settings.get().network_name.clone()),
    }
}

/// Commands reach us there; without it they wait until we are gone.
fn local_socket(settings: &Settings, app: &App) -> Option<Socket> {
    let Source::Sqlite(folder) = &settings.source else {
        return None;
    };
    match Socket::open(folder, app) {
        Ok(socket) => Some(socket),
        Err(error) => {
            tracing::warn!(%error, "there is no socket in the data folder; other commands must wait");
            None
        }
    }
}

async fn announce(settings: &Settings, store: &Store, url: &str, bundled: bool) -> Result<()> {
    match (&settings.source, store.engine()) {
        (Source::Sqlite(folder), Engine::Sqlite) => {
            println!("The network is in {}.", folder.display())
        }
        _ => println!("The network is in PostgreSQL."),
    }
    if !bundled {
        println!(
            "Without live updates and our fonts: the front end was not bundled when this was built."
        );
    }
    if let Some(secret) = store.write(settings::setup_secret).await? {
        println!("There is no administrator yet. This link, good for one use, makes the first:");
        println!("  {url}/setup?secret={secret}");
    }
    Ok(())
}

/// Ctrl-C, or a service manager's word.
async fn told_to_stop() -> Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let word = tokio::select! {
        word = terminate.recv() => word,
        word = interrupt.recv() => word,
    };
    if word.is_none() {
        bail!("the system sends no signals");
    }
    println!("stopping");
    // Whoever asks again does not want to wait.
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        std::process::exit(130);
    });
    Ok(())
}
