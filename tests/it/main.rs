//! The integration tests, as one binary.

mod bad_input;
mod cli;
mod copies;
mod cycle;
mod extraction;
mod formats;
mod grammar;
mod judged;
mod program;
mod properties;
mod quantities;
mod reading;
mod rules;
mod search;
mod tidy;
