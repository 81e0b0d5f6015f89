//! `wssctl ring stop`.
use clap::Args;
use wss_monitors::members;

/// `wssctl ring stop`.
#[derive(Debug, Args)]
pub(super) struct Stop {
    /// The ring
    name: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Asks the monitors to go. It silences nothing: each reports, to all that it reports to, that it was
/// asked, by which process and user, and goes on watching for a second.
pub(super) fn main(args: &Stop) -> Result<(), String> {
    let monitors = members::stop(&args.name)?;
    if args.json {
        return crate::cmd::print_json(
            "stopped",
            &serde_json::json!({"name": args.name, "monitors": monitors}),
        );
    }
    println!("ring {}: {monitors} monitors reported it and stopped", args.name);
    Ok(())
}
