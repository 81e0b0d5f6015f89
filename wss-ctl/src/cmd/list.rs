//! `wssctl list`: the loaded wrappers.
use crate::cli::Query;
use crate::control::proto::{Answer, Ask};
use crate::control::{Client, connect};

/// Wrappers in load order, each with its clauses, criteria and counts.
pub(crate) fn main(args: &Query) -> Result<(), String> {
    let answer = connect(args.target.engine)?.ask(Ask::List, false)?;
    let Answer::Wrappers { wrappers } = answer else { return Err(super::unexpected()) };
    if args.json {
        return super::print_json("wrappers", &wrappers);
    }
    for w in &wrappers {
        let permissive = if w.permissive { ", permissive: verdicts are not enforced" } else { "" };
        println!("{}: {} bindings, {} faults{permissive}", w.name, w.bindings, w.faults);
        println!("    runs by {}", w.runs);
        for criteria in &w.activate {
            println!("    activate {criteria}");
        }
        for criteria in &w.deactivate {
            println!("    deactivate {criteria}");
        }
        for c in &w.clauses {
            let unlocked = if c.unlocked { ", unlocked" } else { "" };
            println!(
                "    line {}: {}{unlocked}: {} hits, {} verdicts, {} faults",
                c.line, c.label, c.hits, c.verdicts, c.faults
            );
        }
    }
    Ok(())
}
