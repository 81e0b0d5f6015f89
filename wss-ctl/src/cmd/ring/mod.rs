//! `wssctl ring`: monitors that watch a process and one another.
mod plan;
mod start;
mod status;
mod stop;
mod target;

use clap::{Args, Subcommand};

/// `wssctl ring`.
#[derive(Debug, Args)]
pub(crate) struct Ring {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Start a ring around a process
    Start(start::Start),
    /// Compute what a ring of some size can be trusted with, beside other arrangements
    Plan(plan::Plan),
    /// Show the rings that run, and who is missing
    Status(status::Status),
    /// Stop a ring; every monitor reports who asked
    Stop(stop::Stop),
}

/// Does what was asked.
pub(crate) fn main(args: &Ring) -> Result<(), String> {
    match &args.verb {
        Verb::Start(args) => start::main(args),
        Verb::Plan(args) => plan::main(args),
        Verb::Status(args) => status::main(args),
        Verb::Stop(args) => stop::main(args),
    }
}
