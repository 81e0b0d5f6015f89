//! One monitor of a ring. A program of its own, and a small one: what every monitor has to itself is little,
//! and there is nothing in it that a ring does not need.
#![cfg_attr(target_os = "freebsd", no_main)]

#[cfg(target_os = "freebsd")]
mod freebsd;

#[cfg(not(target_os = "freebsd"))]
fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    run(&arguments).into()
}

fn run(arguments: &[String]) -> u8 {
    u8::try_from(wss_monitors::join::main(arguments)).unwrap_or(1)
}
