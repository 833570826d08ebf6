//! The integration tests, as one binary.

mod extraction;
mod bad_input;
mod cli;
mod cycle;
mod program;
mod properties;
mod search;
mod tidy;
