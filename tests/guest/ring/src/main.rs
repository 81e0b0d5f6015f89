//! Rings of process monitors on FreeBSD. Needs root, and `wss-monitor` and `wssctl` in `$WSS_PAYLOAD/bin` or beside
//! this program. Not for a machine that anybody needs: it attacks what it starts.
//!
//! ```text
//! ring-guest                 every case but `guard`, each in a process of its own; attacks 10 of each kind
//! ring-guest NAME...         these; `ring-guest list` has their names
//! ring-guest attack COUNT [KIND...]   so many attacks of each kind and size, or of these kinds (`StopFirst`)
//! ```
#[cfg(target_os = "freebsd")]
mod attack;
#[cfg(target_os = "freebsd")]
mod cli;
#[cfg(target_os = "freebsd")]
mod clock;
#[cfg(target_os = "freebsd")]
mod guard;
#[cfg(target_os = "freebsd")]
mod heal;
#[cfg(target_os = "freebsd")]
mod heard;
#[cfg(target_os = "freebsd")]
mod hinder;
#[cfg(target_os = "freebsd")]
mod measure;
#[cfg(target_os = "freebsd")]
mod restart;
#[cfg(target_os = "freebsd")]
mod ring;
#[cfg(target_os = "freebsd")]
mod run;
#[cfg(target_os = "freebsd")]
mod sys;
#[cfg(target_os = "freebsd")]
mod watch;
#[cfg(target_os = "freebsd")]
mod ways;

#[cfg(target_os = "freebsd")]
fn main() -> std::process::ExitCode {
    guard::attacker().unwrap_or_else(run::main)
}

#[cfg(not(target_os = "freebsd"))]
fn main() -> std::process::ExitCode {
    eprintln!("ring-guest: these are tests of FreeBSD: cargo xtask vm runs them in a guest");
    std::process::ExitCode::FAILURE
}
