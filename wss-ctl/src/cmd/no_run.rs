//! `wssctl run` where the engine is the kernel's: there is none, and it says what to do instead.
use crate::cli::Run;
use clap::ArgMatches;
use std::process::ExitCode;

/// Exit status when wssctl itself fails, as env(1), nice(1) and timeout(1) have it.
pub(crate) const OWN_FAILURE: u8 = 125;

/// Fails.
pub(crate) fn main(args: Run, _: &ArgMatches) -> ExitCode {
    let program = args.command.first().map(|p| p.to_string_lossy()).unwrap_or_default();
    let name = program.rsplit('/').next().unwrap_or_default();
    eprintln!(
        "wssctl: 'run' starts an engine above a program; here the kernel has one: \
         'wssctl load WRAPPER --activate prog={name}', then start {program} as usual"
    );
    ExitCode::from(OWN_FAILURE)
}
