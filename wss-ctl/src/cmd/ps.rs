//! `wssctl ps`: the wrapped processes.
use crate::cli::Query;
use crate::control::proto::{Answer, Ask};
use crate::control::{Client, connect};

/// Processes under the engine, each with its wrap set.
pub(crate) fn main(args: &Query) -> Result<(), String> {
    let answer = connect(args.target.engine)?.ask(Ask::Ps, false)?;
    let Answer::Processes { processes } = answer else { return Err(super::unexpected()) };
    if args.json {
        return super::print_json("processes", &processes);
    }
    println!("{:>8}  {:>4}  {:<24} PROGRAM", "PID", "SET", "WRAPPERS");
    for p in &processes {
        let bindings = if p.bindings.is_empty() { "-".to_owned() } else { p.bindings.join(",") };
        let set = p.wrap_set.map_or("-".to_owned(), |s| s.to_string());
        println!("{:>8}  {set:>4}  {bindings:<24} {}", p.pid, p.program);
    }
    Ok(())
}
