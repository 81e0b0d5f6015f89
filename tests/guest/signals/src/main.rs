//! Tests of the filter of kqueue(2) by which `wss.ko` tells of signals to other processes
//! (`kmod/include/wss_signals.h`), in a guest. Needs root and the users 1001 and 1002; loads and unloads the module of
//! `$WSS_PAYLOAD`.
//!
//! ```text
//! wss-signals              all tests
//! wss-signals only NAME    those whose name begins so
//! wss-signals cost         what kill(2) costs with listeners; loads nothing
//! ```
#[cfg(target_os = "freebsd")]
mod checks;
#[cfg(target_os = "freebsd")]
mod cost;
#[cfg(target_os = "freebsd")]
mod kq;
#[cfg(target_os = "freebsd")]
mod module;
#[cfg(target_os = "freebsd")]
mod rights;
#[cfg(target_os = "freebsd")]
mod storm;

#[cfg(target_os = "freebsd")]
fn main() -> std::process::ExitCode {
    use std::process::ExitCode;
    let words: Vec<_> = std::env::args().collect();
    if let [_, "listen", pids @ ..] =
        words.iter().map(String::as_str).collect::<Vec<_>>().as_slice()
    {
        return rights::listen(pids);
    }
    if words.get(1).is_some_and(|w| w == "cost") {
        return cost::run();
    }
    let only = words.get(2).map_or("", String::as_str);
    let all = checks::ALL.iter().chain(rights::ALL).chain(storm::ALL).chain(module::ALL);
    let mut failed = 0;
    if let Err(why) = module::load() {
        eprintln!("wss-signals: {why}");
        return ExitCode::FAILURE;
    }
    for (name, check) in all.filter(|(name, _)| name.starts_with(only)) {
        match check() {
            Ok(told) => println!("ok   {name}: {told}"),
            Err(why) => {
                println!("FAIL {name}: {why}");
                failed += 1;
            }
        }
    }
    if let Err(why) = module::unload() {
        println!("FAIL unloading: {why}");
        failed += 1;
    }
    ExitCode::from(u8::from(failed != 0))
}

#[cfg(not(target_os = "freebsd"))]
fn main() -> std::process::ExitCode {
    eprintln!("wss-signals: there is no wss.ko but FreeBSD's");
    std::process::ExitCode::FAILURE
}
