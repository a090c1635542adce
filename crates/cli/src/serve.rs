//! `handleplan serve`.

use std::{
    io::IsTerminal,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use anyhow::Context;
use app::{App, install::demo, log_in::SetupCode, passwords, users};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use web::AppState;

use crate::{arguments::Serve, out::Out, sweep};

const DEFAULT: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 3000);

/// Where the log is written from now on.
pub(crate) fn open_log() {
    let filter = EnvFilter::try_from_env("HANDLEPLAN_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

pub(crate) async fn run(app: &App, asked: &Serve, configured: Option<SocketAddr>, out: &mut Out) -> anyhow::Result<()> {
    if asked.demo {
        fill_demo(app, out).await?;
    }
    let setup_code = users::is_empty(app).await?.then(passwords::random_passphrase);
    let listener = listener(asked.listen.or(configured).unwrap_or(DEFAULT)).await?;
    let stopped = stopped().context("Programmet kan ikke bedes om at stoppe")?;
    out.line(format!("Handleplan kører på http://{}", listener.local_addr()?))?;
    if let Some(code) = &setup_code {
        out.line(format!("Første start: åbn adressen, og opret administratoren med engangskoden {code}"))?;
    }
    out.flush()?;
    let state = AppState::new(app.clone(), setup_code.map_or_else(SetupCode::default, SetupCode::new));
    let served = tokio::select! {
        served = web::serve(state, listener, stopped) => served,
        () = sweep::keep_sweeping(app) => Ok(()),
    };
    served.context("Webserveren gik i stå")
}

async fn fill_demo(app: &App, out: &mut Out) -> anyhow::Result<()> {
    let log_ins = demo::install(app).await?;
    for log_in in &log_ins {
        out.line(format!("{}: {}", log_in.name, log_in.email))?;
    }
    if !log_ins.is_empty() {
        out.line(format!("Adgangssætning: {}", demo::PASSPHRASE))?;
    }
    Ok(())
}

async fn listener(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("Adressen {address} kan ikke bruges; måske kører programmet allerede"))?;
    if !address.ip().is_loopback() {
        tracing::warn!(%address, "other machines can reach the program: let only a proxy with HTTPS do so");
    }
    Ok(listener)
}

/// Ends when the program is asked to stop. It listens from now on, so that whoever reads the address may ask at once.
#[cfg(unix)]
fn stopped() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};

    let (mut interrupted, mut terminated) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! { _ = interrupted.recv() => {}, _ = terminated.recv() => {} }
    })
}

#[cfg(not(unix))]
fn stopped() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
