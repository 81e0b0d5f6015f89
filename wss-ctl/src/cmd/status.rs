//! `wssctl status`: a running engine.
use crate::cli::Query;
use crate::control::proto::{Answer, Ask};
use crate::control::{Client, connect};

/// What runs, since when, and what it could not keep.
pub(crate) fn main(args: &Query) -> Result<(), String> {
    let answer = connect(args.target.engine)?.ask(Ask::Status, false)?;
    let Answer::Status(s) = answer else { return Err(super::unexpected()) };
    if args.json {
        return super::print_json("engine", &s);
    }
    println!("engine      {} (WSS {}, host {})", s.pid, s.version, s.host);
    println!("program     {}", s.program);
    println!("uptime      {} s", s.uptime_seconds);
    println!("wrappers    {}", s.wrappers);
    println!("processes   {}", s.processes);
    let unread = match s.unread {
        0 => String::new(),
        n => format!(", {n} not read in time"),
    };
    println!("records     {}, {} dropped{unread}", s.records, s.dropped);
    let held = if s.holds_arguments {
        "held against other threads"
    } else {
        "judged from a copy: only clauses that say 'unlocked' may decide through a pointer"
    };
    println!("arguments   {held}");
    if s.no_new_privs {
        println!("privileges  set-id programs do not elevate (no_new_privs)");
    }
    if let Some(why) = &s.frozen {
        println!("changes     refused: {why}");
    }
    for h in &s.hindering {
        println!("unloading   hindered by process {} ({})", h.pid, h.program);
    }
    Ok(())
}
