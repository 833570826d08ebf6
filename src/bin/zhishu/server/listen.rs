//! Connections: so many at once, each with so much time for what it asks, until the process is told to stop.

use super::routes::router;
use super::site::Site;
use anyhow::{Context, Result};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// How long a client has for the head of a request, where a request may take that long.
const HEAD: Duration = Duration::from_secs(10);

/// The most bytes of the head of a request.
const HEAD_BYTES: usize = 32 * 1024;

/// The most headers of a request.
const HEADERS: usize = 64;

/// The most connections at once; more wait to be accepted.
const CONNECTIONS: usize = 1024;

/// How long requests have to end once the process is told to stop.
const FAREWELL: Duration = Duration::from_secs(10);

/// How long a report that is being taken in has besides.
const WRITING: Duration = Duration::from_secs(60);

/// How long nothing is accepted after the system refused to.
const PAUSE: Duration = Duration::from_millis(50);

/// Listens until the process is told to stop, then lets the requests end that are being answered.
pub async fn listen(site: Arc<Site>, ready: impl FnOnce(SocketAddr)) -> Result<()> {
    let wanted = site.settings.listen;
    let listener = TcpListener::bind(wanted).await.with_context(|| {
        format!(
            "cannot listen on {wanted}; give another port with --listen, 0 for any that is free"
        )
    })?;
    let head = HEAD.min(site.settings.timeout);
    let writing = site.writing.clone();
    let router = router(site);
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(told_to_stop());
    ready(listener.local_addr()?);
    loop {
        let permit = connections.clone().acquire_owned().await?;
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = accepted else {
            // No more files may be open than these; some will be closed.
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // Answers are written whole; waiting for more to send would only delay them.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(head)
            .max_buf_size(HEAD_BYTES)
            .max_headers(HEADERS)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that went away is no trouble of the server.
            let _ = connection.await;
            drop(permit);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(FAREWELL, graceful.shutdown()).await;
    // A report that is being taken in is not given up half-way.
    let _ = tokio::time::timeout(WRITING, writing.lock()).await;
    Ok(())
}

/// Ends when the process is told to stop: by Ctrl-C, or by the system.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        _ = interrupt => {}
        () = terminate => {}
    }
}
