//! The integration tests, as one binary.

mod properties;
mod tidy;
