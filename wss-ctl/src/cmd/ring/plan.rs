//! `wssctl ring plan`.
use clap::Args;
use serde_json::{Value, json};
use std::path::PathBuf;
use wss_monitors::chart::{Chart, Series};
use wss_monitors::graph::Graph;
use wss_monitors::plan::{self, Answer, Scheme, recommend};

const HELP: &str = "\
Model (Chinchani et al. 2003, sections 3 and 4): an attempt on one monitor succeeds with probability P; those \
that watch it and live respond; a response is lost with probability Q. 'per stage' is the attacker's best silent \
step, 'risk' that or one kill after another with every response lost, whichever is greater. Overhead is \
n DELTA + edges THETA, by default KiB of memory as measured. Up to 18 monitors every order of kills is counted; \
beyond, averages are sampled.";

/// Private memory of a monitor in KiB, as measured (docs/ring.md).
const DELTA: f64 = if cfg!(target_os = "freebsd") { 290.0 } else { 150.0 };

/// `wssctl ring plan`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(super) struct Plan {
    /// Number of monitors
    #[arg(short, value_name = "N", default_value_t = 8)]
    n: u16,
    /// How many others each one watches
    #[arg(short, value_name = "D", default_value_t = 3)]
    d: u16,
    /// Probability that an attempt on one monitor succeeds
    #[arg(short, long, value_name = "P", default_value_t = 0.1)]
    probability: f64,
    /// Probability that a response is lost
    #[arg(short = 'q', long, value_name = "Q", default_value_t = 0.05)]
    lost: f64,
    /// Overhead of a monitor
    #[arg(long, value_name = "COST", default_value_t = DELTA)]
    delta: f64,
    /// Overhead of watching one process
    #[arg(long, value_name = "COST", default_value_t = 1.0)]
    theta: f64,
    /// Orders to sample where they are too many to count
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000)]
    samples: u32,
    /// Draw the risk against the number of monitors
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Recommend the cheapest ring with at most this risk, rather than judge N and D
    #[arg(long, value_name = "P", requires = "budget")]
    risk: Option<f64>,
    /// Greatest overhead of what is recommended
    #[arg(long, value_name = "COST", requires = "risk")]
    budget: Option<f64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints a table of the three arrangements, or JSON.
pub(super) fn main(args: &Plan) -> Result<(), String> {
    for (name, value) in [("--probability", args.probability), ("--lost", args.lost)] {
        if !(0.0..=1.0).contains(&value) {
            return Err(format!("{name} is a probability, between 0 and 1, not {value}"));
        }
    }
    for (name, value) in [("--delta", args.delta), ("--theta", args.theta)] {
        if !(value >= 0.0 && value.is_finite()) {
            return Err(format!("{name} is a cost of 0 or more, not {value}"));
        }
    }
    let mut plan = plan::Plan {
        graph: Graph::new(args.n, args.d)?,
        p: args.probability,
        q: args.lost,
        delta: args.delta,
        theta: args.theta,
    };
    if let (Some(risk), Some(budget)) = (args.risk, args.budget) {
        plan.graph = recommend::recommend(&plan, risk, budget)?;
        if !args.json {
            let (n, d) = (plan.graph.n(), plan.graph.d());
            println!("recommended: wssctl ring start -n {n} -d {d} ...\n");
        }
    }
    let answers = Scheme::ALL.map(|s| plan.answer(s, args.samples));
    if let Some(file) = &args.svg {
        std::fs::write(file, chart(&plan).svg()).map_err(|e| format!("{}: {e}", file.display()))?;
    }
    if args.json {
        let (n, d) = (plan.graph.n(), plan.graph.d());
        let schemes: Vec<_> = answers.iter().map(as_json).collect();
        return crate::cmd::print_json("plan", &json!({"n": n, "d": d, "schemes": schemes}));
    }
    table(&plan, &answers);
    Ok(())
}

type Row = (&'static str, fn(&Answer) -> String);

fn table(plan: &plan::Plan, answers: &[Answer]) {
    let rows: [Row; 10] = [
        ("total probability (3.2.1)", |a| format!("{:.3e}", a.total)),
        ("per stage, least (3.2.1)", |a| format!("{:.3e}", a.stage_least)),
        ("per stage, greatest (3.2.1)", |a| format!("{:.3e}", a.stage_most)),
        ("risk", |a| format!("{:.3e}", a.risk)),
        ("silent orders of kills", |a| number(a.silent_orders)),
        ("their share of all orders", |a| format!("{:.3e}", a.silent_share)),
        ("responses, at least", |a| number(a.responses_least)),
        ("responses, on average", |a| {
            format!("{:.2}{}", a.responses_mean, if a.sampled { " (sampled)" } else { "" })
        }),
        ("monitors that respond, at least", |a| number(a.witnesses_least)),
        ("overhead (3.2.2)", |a| format!("{:.1}", a.overhead)),
    ];
    println!("n = {}, d = {}, p = {}, q = {}", plan.graph.n(), plan.graph.d(), plan.p, plan.q);
    print!("{:<33}", "");
    answers.iter().for_each(|a| print!("{:>20}", a.scheme.name()));
    println!();
    for (name, value) in rows {
        print!("{name:<33}");
        answers.iter().for_each(|a| print!("{:>20}", value(a)));
        println!();
    }
}

fn number(value: f64) -> String {
    if value < 1e9 { format!("{value:.0}") } else { format!("{value:.3e}") }
}

fn as_json(a: &Answer) -> Value {
    json!({"scheme": a.scheme.name(), "total": a.total, "stage_least": a.stage_least,
        "stage_greatest": a.stage_most, "risk": a.risk, "silent_orders": a.silent_orders,
        "silent_share": a.silent_share, "responses_least": a.responses_least,
        "responses_mean": a.responses_mean, "witnesses_least": a.witnesses_least,
        "overhead": a.overhead, "sampled": a.sampled})
}

/// The risk of the three arrangements, and of rings of lower degree, by n.
fn chart(plan: &plan::Plan) -> Chart {
    let sizes = 2..=plan.graph.n().max(12);
    let line = |scheme, d: u16| -> Vec<(f64, f64)> {
        let graphs = sizes.clone().filter_map(|n| Graph::new(n, d).ok());
        let risk = |graph| plan::Plan { graph, ..*plan }.answer(scheme, 1).risk;
        graphs.map(|graph| (f64::from(graph.n()), risk(graph))).collect()
    };
    let mut series: Vec<Series> = [Scheme::Replication, Scheme::Hierarchy]
        .map(|s| Series { name: s.name().to_owned(), points: line(s, 1) })
        .into();
    for d in 1..=plan.graph.d().min(6) {
        series.push(Series {
            name: format!("circulant, d = {d}"),
            points: line(Scheme::Circulant, d),
        });
    }
    Chart {
        title: format!("Risk of silent subversion, p = {}, q = {}", plan.p, plan.q),
        x: "number of monitors n".to_owned(),
        y: "risk".to_owned(),
        series,
        logarithmic: true,
    }
}
