//! `wssctl ring status`.
use clap::Args;
use serde_json::{Value, json};
use wss_monitors::config::{Config, Target};
use wss_monitors::describe;
use wss_monitors::members::{self, Ring};

/// `wssctl ring status`.
#[derive(Debug, Args)]
pub(super) struct Status {
    /// Only this ring
    name: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Lists the rings. A failure if the one that was asked for is not whole.
pub(super) fn main(args: &Status) -> Result<(), String> {
    let rings: Vec<Ring> = members::all()
        .into_iter()
        .filter(|r| args.name.as_ref().is_none_or(|n| *n == r.name))
        .collect();
    if args.json {
        crate::cmd::print_json("rings", &rings.iter().map(as_json).collect::<Vec<_>>())?;
    } else {
        rings.iter().for_each(show);
        if rings.is_empty() && args.name.is_none() {
            println!("no ring runs");
        }
    }
    let Some(name) = &args.name else { return Ok(()) };
    match rings.first() {
        None => Err(format!("no ring '{name}' runs")),
        Some(ring) if !missing(ring).is_empty() => Err(format!("ring '{name}' is not whole")),
        Some(_) => Ok(()),
    }
}

fn missing(ring: &Ring) -> Vec<u16> {
    let held =
        |&place: &u16| ring.members.iter().any(|m| m.place == place && m.attested != Some(false));
    (0..ring.n).filter(|place| !held(place)).collect()
}

fn show(ring: &Ring) {
    let present = usize::from(ring.n) - missing(ring).len();
    println!("ring {}: {present} of {} monitors", ring.name, ring.n);
    if let Some(c) = &ring.config {
        println!("  watches     {}; each monitor is watched by {}", target(c), c.graph.d());
        println!("  alerts      {}", ways(c));
        let heals = if c.respawn { "replaces the dead" } else { "does not replace the dead" };
        println!("  healing     {heals}");
        match c.period.as_millis() {
            0 => println!("  looks       never: only ends are reported"),
            ms => println!("  looks       every {ms} ms"),
        }
        if c.hold {
            println!("  holds       who kills or stops a monitor");
        }
    } else {
        println!("  (what root is told of it is more)");
    }
    for m in &ring.members {
        let word = match (m.attested, m.state) {
            (Some(false), _) => "has not the place",
            (_, 'T' | 't') => "stopped",
            _ => "",
        };
        println!("  {:>4}  process {:<8} user {:<6} {word}", m.place, m.pid, m.uid);
    }
    let missing: Vec<_> = missing(ring).iter().map(u16::to_string).collect();
    if !missing.is_empty() {
        println!("  missing     {}", missing.join(", "));
    }
}

/// The process that the ring is for, and what has become of it.
fn target(config: &Config) -> String {
    let Some(target) = &config.target else { return "only itself".to_owned() };
    let name = format!("{} ({})", target.name, target.pid);
    match (runs(target), &config.restart) {
        (true, _) => name,
        (false, None) => format!("{name}, which has ended"),
        (false, Some(_)) => format!("what took the place of {name}"),
    }
}

/// Whether it is still the process that the ring was started for.
fn runs(target: &Target) -> bool {
    describe(target.pid).is_some_and(|d| d.started == target.started)
}

/// Where a ring's alerts go, after "go".
pub(super) fn ways(config: &Config) -> String {
    let mut ways: Vec<String> = config.files.iter().map(|file| format!("to {file}")).collect();
    if config.syslog {
        ways.push("to the system's log".to_owned());
    }
    if let Some(command) = &config.command {
        ways.push(format!("by '{command}'"));
    }
    ways.join(", ")
}

fn as_json(ring: &Ring) -> Value {
    let members: Vec<_> = ring
        .members
        .iter()
        .map(|m| {
            json!({"place": m.place, "pid": m.pid, "uid": m.uid, "state": m.state.to_string(),
                "attested": m.attested})
        })
        .collect();
    let mut value =
        json!({"name": ring.name, "n": ring.n, "members": members, "missing": missing(ring)});
    if let (Some(c), Some(object)) = (&ring.config, value.as_object_mut()) {
        object.insert("d".to_owned(), c.graph.d().into());
        object.insert("respawn".to_owned(), c.respawn.into());
        object.insert("period_ms".to_owned(), (c.period.as_millis() as u64).into());
        object.insert("target".to_owned(), c.target.as_ref().map(|t| t.pid).into());
        object.insert("target_runs".to_owned(), c.target.as_ref().map(runs).into());
        object.insert("restart".to_owned(), c.restart.clone().into());
        object.insert("hold".to_owned(), c.hold.into());
        object.insert(
            "alerts".to_owned(),
            json!({"files": c.files, "syslog": c.syslog, "command": c.command}),
        );
        object.insert("owner".to_owned(), c.owner.into());
    }
    value
}
