//! Tests of a FreeBSD kernel with `patches/0001`, in a guest: the arguments of exec through kqueue(2).
//! Needs root, and no module.
//!
//! ```text
//! wss-execargs              all tests
//! wss-execargs only NAME    those whose name begins so
//! wss-execargs cost         what exec costs, watched and unwatched; on any kernel
//! ```
//!
//! Exits with 0 if all passed, with 1 if one failed, and with 77, which the suite takes for skipped, if the
//! kernel does not have the patch: nothing is tested then.
#[cfg(target_os = "freebsd")]
mod checks;
#[cfg(target_os = "freebsd")]
mod cost;
#[cfg(target_os = "freebsd")]
mod kq;
#[cfg(target_os = "freebsd")]
mod process;
#[cfg(target_os = "freebsd")]
mod storm;

#[cfg(target_os = "freebsd")]
fn main() -> std::process::ExitCode {
    use std::process::ExitCode;
    let args: Vec<_> = std::env::args_os().collect();
    let words: Vec<_> = args.iter().map(|a| a.to_str().unwrap_or("")).collect();
    match words.as_slice() {
        [_, "again", left, ..] => process::again(left),
        [_, "cost"] => cost::run(),
        [_] | [_, "only", _] if !kq::patched() => {
            eprintln!("wss-execargs: this kernel lacks patches/0001: nothing was tested");
            ExitCode::from(77)
        }
        [_] | [_, "only", _] => {
            let (mut failed, only) = (0, words.get(2).copied().unwrap_or(""));
            let all = checks::ALL.iter().chain(storm::ALL);
            for (name, check) in all.filter(|(name, _)| name.starts_with(only)) {
                match check() {
                    Ok(told) => println!("ok   {name}: {told}"),
                    Err(why) => {
                        println!("FAIL {name}: {why}");
                        failed += 1;
                    }
                }
            }
            ExitCode::from(u8::from(failed != 0))
        }
        // Whatever else: a program whose arguments tests look at.
        _ => ExitCode::SUCCESS,
    }
}

#[cfg(not(target_os = "freebsd"))]
fn main() -> std::process::ExitCode {
    eprintln!("wss-execargs: these are tests of FreeBSD's kernel");
    std::process::ExitCode::FAILURE
}
