//! The web page and the HTTP API: the same answers as the command line gives, for people who would rather look than type.
//!
//! A request goes from `listen` (connections) through `guard` (hosts, headers, limits) and `routes` to one of `pages`, which
//! reads an `Ask` and makes an `Answer`: as HTML by a template of `web/`, or as JSON of the same data.

mod address;
mod answer;
mod ask;
mod download;
mod embedded;
mod guard;
mod kept;
mod listen;
mod locale;
mod pages;
mod params;
mod problem;
mod routes;
mod site;
mod template;
mod upload;

pub use site::{Settings, WriteSettings};

use anyhow::{Context, Result};
use site::Site;
use std::sync::Arc;

/// Serves until the process is told to stop. `ready` hears the address once it is listened on.
pub fn serve(settings: Settings, ready: impl FnOnce(std::net::SocketAddr)) -> Result<()> {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores)
        // Questions are answered on threads of their own; more of them than cores would only wait for each other.
        .max_blocking_threads(cores * 4)
        .enable_all()
        .build()
        .context("the server cannot start its threads")?;
    let site = Arc::new(Site::new(settings)?);
    let served = runtime.block_on(listen::listen(site, ready));
    // A question that still runs is not waited for.
    runtime.shutdown_background();
    served
}
