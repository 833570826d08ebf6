//! From files to the index: which files, under which names, what is new of them, and the work on all cores.

mod contents;
mod corpus;
mod files;
mod identity;
mod maker;
mod plan;
mod prepare;
mod run;
mod source;
mod summary;
mod writing;

pub use corpus::{CORPUS, sync};
pub use files::{Collected, Exclude, FileTrouble, collect};
pub use identity::{file_at, known_path};
pub use maker::maker;
pub use prepare::{Manifests, Source, describe, document_of, prepare};
pub use run::{Intake, Listener, Progress, RunError, remove};
pub use source::SourceFile;
pub use summary::{CopyNote, Edition, Summary};
