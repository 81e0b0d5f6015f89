//! Many attacks: a table by order of attack, and figure 6 (minimum of responses against the degree).
use crate::Options;
use crate::attack::{Attack, Outcome, run};
use crate::load::Load;
use crate::orders::{Order, Random};
use std::collections::BTreeMap;
use std::path::Path;
use wss_monitors::chart::{Chart, Series};

/// Sizes of the figure.
const SIZES: [u16; 4] = [4, 8, 16, 32];
const DEGREES: [u16; 5] = [1, 2, 3, 4, 6];

/// What came of the attacks of one kind.
#[derive(Default)]
struct Tally {
    attacks: usize,
    silent: usize,
    least: Option<(usize, usize)>,
    responses: usize,
    deaths: usize,
    first: Vec<u64>,
    /// Silent ones, by n and d.
    beaten: BTreeMap<(u16, u16), usize>,
}

impl Tally {
    fn add(&mut self, n: u16, d: u16, o: Outcome) {
        self.attacks += 1;
        if o.responses == 0 && o.deaths > 0 {
            self.silent += 1;
            *self.beaten.entry((n, d)).or_default() += 1;
        }
        let (r, w) = self.least.unwrap_or((usize::MAX, usize::MAX));
        self.least = Some((r.min(o.responses), w.min(o.witnesses)));
        self.responses += o.responses;
        self.deaths += o.deaths;
        self.first.extend(o.first);
    }
}

/// Attacks until there were as many as asked, and reports.
pub(crate) fn all(options: &Options, program: &Path) -> Result<(), String> {
    let cgroup = wss_monitors::group_folder();
    if cgroup.is_none() {
        println!("no writable cgroup2: attacks by control group are left out");
    }
    let mut random = Random(options.seed | 1);
    let sizes: Vec<(u16, u16)> = SIZES
        .iter()
        .flat_map(|&n| DEGREES.iter().filter(move |&&d| d < n).map(move |&d| (n, d)))
        .collect();
    let orders: Vec<Order> = Order::SEPARATE
        .into_iter()
        .chain(Order::OTHER)
        .filter(|o| cgroup.is_some() || !matches!(o, Order::Cgroups | Order::CgroupOfAll))
        .collect();
    let kinds = if options.ordinary { vec![true, false] } else { vec![true] };
    let rounds = options.attacks.div_ceil(sizes.len() * orders.len() * kinds.len() * 2).max(1);
    let mut figure: BTreeMap<(bool, u16, u16), Tally> = BTreeMap::new();
    for realtime in kinds {
        for heavy in [false, true] {
            let mut table: Vec<Tally> = orders.iter().map(|_| Tally::default()).collect();
            let load = heavy.then(Load::heavy);
            for _ in 0..rounds {
                for &(n, d) in &sizes {
                    for (&order, tally) in orders.iter().zip(&mut table) {
                        let seed = (random.below(1 << 30) as u64) << 20 | 0x5bd1e;
                        let group = cgroup.as_deref();
                        let outcome = run(Attack { n, d, order, realtime, seed }, program, group)
                            .map_err(|e| format!("n {n}, d {d}, {order}: {e}"))?;
                        tally.add(n, d, outcome);
                        if realtime
                            && Order::SEPARATE.contains(&order)
                            && order != Order::StopFirst
                            && order != Order::TwoLoops
                        {
                            figure.entry((heavy, n, d)).or_default().add(n, d, outcome);
                        }
                    }
                }
            }
            drop(load);
            table_of(realtime, heavy, &orders, &table);
        }
    }
    draw(&figure, &options.svg)
}

fn table_of(realtime: bool, heavy: bool, orders: &[Order], table: &[Tally]) {
    let load = if heavy { "heavy" } else { "light" };
    let priority = if realtime { "real-time where permitted" } else { "ordinary" };
    println!("\nload {load}, priority {priority}");
    println!(
        "{:<25}{:>8}{:>8}{:>12}{:>12}{:>12}{:>9}{:>14}",
        "attack",
        "attacks",
        "silent",
        "least alerts",
        "witnesses",
        "mean alerts",
        "deaths",
        "first, median"
    );
    for (order, t) in orders.iter().zip(table) {
        let (r, w) = t.least.unwrap_or_default();
        let mut first = t.first.clone();
        first.sort_unstable();
        let median =
            first.get(first.len() / 2).map_or("-".to_owned(), |ns| format!("{} us", ns / 1000));
        println!(
            "{:<25}{:>8}{:>8}{r:>12}{w:>12}{:>12.1}{:>9}{median:>14}",
            order.to_string(),
            t.attacks,
            t.silent,
            t.responses as f64 / t.attacks.max(1) as f64,
            t.deaths,
        );
    }
    for (order, t) in orders
        .iter()
        .zip(table)
        .filter(|(o, t)| t.silent > 0 && t.silent < t.attacks || **o == Order::Loop)
    {
        let beaten: Vec<_> =
            t.beaten.iter().map(|((n, d), k)| format!("n {n} d {d}: {k}")).collect();
        println!(
            "silent, {order}: {}",
            if beaten.is_empty() { "none".to_owned() } else { beaten.join(", ") }
        );
    }
    let total: usize = table.iter().map(|t| t.attacks).sum();
    println!("{total} attacks");
}

fn draw(figure: &BTreeMap<(bool, u16, u16), Tally>, svg: &Path) -> Result<(), String> {
    println!("\nfigure 6: least alerts (and witnesses) of any order of separate kills, by n and d");
    let mut series = Vec::new();
    for heavy in [false, true] {
        let load = if heavy { "heavy" } else { "light" };
        for n in SIZES {
            let points: Vec<(f64, f64)> = DEGREES
                .iter()
                .filter_map(|&d| {
                    let t = figure.get(&(heavy, n, d))?;
                    let (r, w) = t.least?;
                    println!(
                        "load {load}  n {n:>3}  d {d:>2}: {r:>4} ({w}) in {} attacks, {} silent",
                        t.attacks, t.silent
                    );
                    Some((f64::from(d), w as f64))
                })
                .collect();
            series.push(Series { name: format!("n = {n}, {load} load"), points });
        }
    }
    let line = DEGREES.iter().map(|&d| (f64::from(d), f64::from(d))).collect();
    series.push(Series { name: "d (the paper's claim)".to_owned(), points: line });
    let chart = Chart {
        title: "Monitors that respond, at least, against the degree of incidence".to_owned(),
        x: "degree of incidence d".to_owned(),
        y: "responding monitors (minimum)".to_owned(),
        series,
        logarithmic: false,
    };
    std::fs::write(svg, chart.svg()).map_err(|e| format!("{}: {e}", svg.display()))?;
    println!("figure: {}", svg.display());
    Ok(())
}
