//! The program `zhishu`.

fn main() {}
