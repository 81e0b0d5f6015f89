//! `wss-guest`: the tests of `wss.ko` in a FreeBSD guest. They load the module, drive it through
//! `wssctl`, and look at what real processes then see. `cargo xtask vm` builds and runs them; in a
//! guest of one's own:
//!
//! ```text
//! wss-guest suite [--console] [NAME...]   all tests whose name begins so, each in a process of its own
//! wss-guest list                          their names and what they are about
//! wss-guest -l | NAME -r FILE             ATF's protocol, for kyua(1)
//! ```
//!
//! Needs root, the module and `wssctl` in the folder `$WSS_PAYLOAD` (else the folder above the
//! program's), and leaves no module behind. Not for a machine that anybody needs.
#[cfg(target_os = "freebsd")]
mod guest;

#[cfg(target_os = "freebsd")]
fn main() -> std::process::ExitCode {
    guest::main()
}

#[cfg(not(target_os = "freebsd"))]
fn main() -> std::process::ExitCode {
    eprintln!(
        "wss-guest: these are tests of FreeBSD's kernel: cargo xtask vm runs them in a guest"
    );
    std::process::ExitCode::FAILURE
}
