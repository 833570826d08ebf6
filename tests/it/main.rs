//! The integration tests, as one binary.

mod bad_input;
mod check;
mod cli;
mod cycle;
mod extraction;
mod grammar;
mod judged;
mod program;
mod properties;
mod quantities;
mod reading;
mod rules;
mod search;
mod tidy;
