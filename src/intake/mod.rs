//! From files to the index: which files, under which names, what is new of them, and the work on all cores.

mod corpus;
mod files;
mod identity;
mod maker;
mod prepare;
mod run;

pub use corpus::{CORPUS, sync};
pub use files::{FileTrouble, collect};
pub use maker::maker;
pub use prepare::{Manifests, Source, describe, document_of, prepare};
pub use run::{Intake, Progress, RunError, Summary, remove};
