//! `handleplan serve`.

use std::{
    io::IsTerminal,
    net::{Ipv4Addr, SocketAddr},
};

use anyhow::Context;
use tracing_subscriber::EnvFilter;
use web::{AppState, Clock};

use crate::{arguments::Serve, configuration::Configuration, demo, user};

const DEFAULT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 3000);

#[expect(clippy::print_stdout, reason = "the program tells its keeper where it runs")]
pub(crate) async fn run(configuration: &Configuration, asked: &Serve) -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_env("HANDLEPLAN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();

    let store = configuration.store().await?;
    let clock = Clock::System;
    if asked.demo {
        let log_ins = demo::plant(&store, clock).await?;
        for (name, email) in &log_ins {
            println!("{name}: {email}");
        }
        if !log_ins.is_empty() {
            println!("Adgangssætning: {}", orm::demo::PASSPHRASE);
        }
    }
    let setup_code = orm::users::is_empty(&store).await?.then(user::random_words);
    orm::sessions::remove_ended(&store, clock.now()).await?;

    let address = asked.listen.or(configuration.listen).unwrap_or(DEFAULT);
    let listener = tokio::net::TcpListener::bind(address)
        .await
        .with_context(|| format!("Adressen {address} kan ikke bruges; måske kører programmet allerede"))?;
    println!("Handleplan kører på http://{}", listener.local_addr()?);
    if let Some(code) = &setup_code {
        println!("Første start: åbn adressen, og opret administratoren med engangskoden {code}");
    }
    let state = AppState::new(store.clone(), clock, setup_code.map(Into::into));
    let served = web::serve(state, listener, stopped()).await;
    // Closing writes what SQLite keeps beside the file into the file itself.
    store.close().await.context("Databasen kunne ikke lukkes")?;
    served.context("Webserveren gik i stå")
}

async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        if let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            return;
        }
    }
    let _ = interrupted.await;
}
