//! `wssctl ring status`.
use clap::Args;
use serde_json::{Value, json};
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
        let target = c
            .target
            .as_ref()
            .map_or("only itself".to_owned(), |t| format!("{} ({})", t.name, t.pid));
        let heals = if c.respawn { "replaces the dead" } else { "does not replace the dead" };
        println!("  watches     {target}; each monitor is watched by {}", c.graph.d());
        println!("  healing     {heals}");
        match c.period.as_millis() {
            0 => println!("  looks       never: only ends are reported"),
            ms => println!("  looks       every {ms} ms"),
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
        object.insert("owner".to_owned(), c.owner.into());
    }
    value
}
