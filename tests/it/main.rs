//! The integration tests, as one binary.

mod analysis;
mod bad_input;
mod browser;
mod check;
mod cli;
mod copies;
mod cycle;
mod export;
mod extraction;
mod formats;
mod grammar;
mod judged;
mod manual;
mod metadata;
mod openapi;
mod program;
mod properties;
mod quantities;
mod reading;
mod round_trips;
mod rules;
mod search;
mod tidy;
mod web;
