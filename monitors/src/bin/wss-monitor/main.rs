//! One monitor of a ring. A program of its own, and a small one: what every monitor has to itself is little,
//! and there is nothing in it that a ring does not need.
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    ExitCode::from(u8::try_from(wss_monitors::join::main(&arguments)).unwrap_or(1))
}
