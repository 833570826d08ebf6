//! Documents and what is read of them.
