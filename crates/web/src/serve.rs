//! Serving: connections are bounded in number, and in the time that they may keep one waiting for a request.

use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Extension, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};

use crate::{AppState, router};

/// Connections that are open at one time; the next ones wait until one is closed.
const MAX_CONNECTIONS: usize = 800;
/// How long the head of a request may take to come, also where a connection is kept open for the next one, in seconds.
const MAX_HEAD_SECONDS: u64 = 30;
/// How long the program waits for requests under way when it stops, in seconds.
const MAX_STOP_SECONDS: u64 = 20;

/// Serves until the program is asked to stop.
pub async fn serve(
    state: AppState,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let pages = router(state);
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(Duration::from_secs(MAX_HEAD_SECONDS));
    let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        // The semaphore is never closed; were it, connections would go uncounted.
        let place = tokio::select! {
            place = Arc::clone(&room).acquire_owned() => place.ok(),
            () = &mut stop => break,
        };
        let (stream, peer): (TcpStream, SocketAddr) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // No descriptors left, or a connection that was gone before it was taken: neither ends the program.
                    tracing::warn!(%error, "a connection could not be taken");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let pages = pages.clone().layer(Extension(ConnectInfo(peer)));
        let served = builder.serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(pages));
        let served = graceful.watch(served.into_owned());
        tokio::spawn(async move {
            if let Err(error) = served.await {
                tracing::debug!(%error, "a connection ended");
            }
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(Duration::from_secs(MAX_STOP_SECONDS), graceful.shutdown()).await.is_err() {
        tracing::warn!("requests were still under way when the program stopped");
    }
    Ok(())
}
