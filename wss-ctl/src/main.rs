//! `wssctl`: loads wrappers, binds them to processes by criteria, runs programs under them and
//! shows what they report. The client of every host.
mod cli;
mod cmd;
mod compile;
mod control;
mod criteria;
mod lookup;
mod record;

use clap::{CommandFactory, FromArgMatches};
use cli::{Cli, Verb};
use std::io::Write;
use std::process::ExitCode;
use wss_abi::target::Target;
use wss_engine::Engine;

/// The target whose objects this machine's host takes.
#[cfg(target_os = "linux")]
pub(crate) const HOST_TARGET: Target = Target::LinuxX86_64;
/// The target whose objects this machine's host takes.
#[cfg(target_os = "freebsd")]
pub(crate) const HOST_TARGET: Target = Target::FreebsdAmd64;

/// An engine such as this machine's host has, to check what is to be loaded.
#[cfg(target_os = "linux")]
pub(crate) fn engine() -> Engine {
    Engine::new(HOST_TARGET)
}

/// An engine such as this machine's host has, to check what is to be loaded.
#[cfg(target_os = "freebsd")]
pub(crate) fn engine() -> Engine {
    let mut engine = Engine::new(HOST_TARGET);
    engine.set_holds(wss_holds::HELD);
    engine.set_untold(wss_holds::UNTOLD);
    engine
}

/// The manual page, in mdoc.
const MANUAL: &str = include_str!("../../kmod/man/wssctl.8");

/// Help and version as asked for, or what is wrong with the command line. Where a program's own
/// status is expected ('run'), the failure is told from it.
fn usage(e: &clap::Error) -> ExitCode {
    // Nobody is left to tell if printing fails.
    let _ = e.print();
    if !e.use_stderr() {
        return ExitCode::SUCCESS;
    }
    match std::env::args_os().nth(1) {
        Some(verb) if verb == "run" => ExitCode::from(cmd::run::OWN_FAILURE),
        _ => ExitCode::FAILURE,
    }
}

/// Prints; a reader that went away has had enough, and that is no failure.
fn print(text: &[u8]) -> Result<(), String> {
    match std::io::stdout().write_all(text) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.to_string()),
        _ => Ok(()),
    }
}

fn main() -> ExitCode {
    let parsed = Cli::command().try_get_matches();
    let (matches, cli) = match parsed.and_then(|m| Ok((m.clone(), Cli::from_arg_matches(&m)?))) {
        Ok(both) => both,
        Err(e) => return usage(&e),
    };
    let result = match cli.verb {
        Verb::Run(args) => match matches.subcommand_matches("run") {
            Some(matches) => return cmd::run::main(args, matches),
            None => Ok(()),
        },
        Verb::Load(args) => cmd::load::main(&args),
        Verb::Unload(args) => cmd::unload::main(&args),
        Verb::Activate(args) => cmd::activate::main(&args),
        Verb::Deactivate(args) => cmd::deactivate::main(&args),
        Verb::List(args) => cmd::list::main(&args),
        Verb::Status(args) => cmd::status::main(&args),
        Verb::Ps(args) => cmd::ps::main(&args),
        Verb::Events(args) => cmd::events::main(&args),
        Verb::Apply(args) => cmd::apply::main(&args),
        Verb::Lock(args) => cmd::lock::main(&args),
        Verb::Check(args) => cmd::check::main(&args),
        #[cfg(target_os = "freebsd")]
        Verb::Watch(args) => cmd::watch::main(&args),
        Verb::Ring(args) => cmd::ring::main(&args),
        #[cfg(all(feature = "demo", target_os = "linux"))]
        Verb::Demo(args) => cmd::demo::main(&args),
        Verb::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "wssctl", &mut script);
            print(&script)
        }
        Verb::Man => print(MANUAL.as_bytes()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("wssctl: {message}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page is written by hand: it has every verb and every option.
    #[test]
    fn the_manual_page_is_complete() {
        let command = Cli::command();
        let verbs = command.get_subcommands().flat_map(|verb| {
            let name = verb.get_name().to_owned();
            let mut below: Vec<_> =
                verb.get_subcommands().map(|v| (format!("{name} {}", v.get_name()), v)).collect();
            if below.is_empty() {
                below.push((name, verb));
            }
            below
        });
        for (name, verb) in verbs {
            assert!(MANUAL.contains(&format!(".It Cm {name}")), "{name}");
            for option in verb.get_arguments().filter_map(|a| a.get_long()) {
                assert!(MANUAL.contains(&format!("-{option}")), "{name} --{option}");
            }
        }
    }
}
