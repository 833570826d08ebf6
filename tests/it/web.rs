//! The pages and the HTTP API as clients meet them: the built program, asked over a socket.

mod downloads;
mod guarded;
mod limits;
mod pages;
mod served;
mod writing;
