//! stub for first build
fn main() {}
