//! Many attacks: a table by order of attack, and figure 6 (minimum of responses against the degree).
use crate::Options;
use crate::attack::{Attack, Groups, Outcome, run};
use crate::load::Load;
use crate::orders::{Order, Random};
use crate::results::Results;
use nix::unistd::getuid;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};
use wss_monitors::chart::{Chart, Series};

/// Sizes of the figure.
const SIZES: [u16; 4] = [4, 8, 16, 32];
const DEGREES: [u16; 5] = [1, 2, 3, 4, 6];

/// Attacks that are not separate kills are made in every so many rounds.
const OTHERS: usize = 5;
/// How often progress is told.
const PROGRESS: Duration = Duration::from_secs(10);

/// What came of the attacks of one kind.
#[derive(Default)]
struct Tally {
    attacks: usize,
    silent: usize,
    least: Option<(usize, usize)>,
    responses: usize,
    overheard: usize,
    deaths: usize,
    first: Vec<u64>,
    /// Silent ones, by n and d.
    beaten: BTreeMap<(u16, u16), usize>,
}

impl Tally {
    fn add(&mut self, n: u16, d: u16, o: Outcome) {
        self.attacks += 1;
        if o.responses + o.overheard == 0 && o.deaths > 0 {
            self.silent += 1;
            *self.beaten.entry((n, d)).or_default() += 1;
        }
        let (r, w) = self.least.unwrap_or((usize::MAX, usize::MAX));
        self.least = Some((r.min(o.responses), w.min(o.witnesses)));
        self.responses += o.responses;
        self.overheard += o.overheard;
        self.deaths += o.deaths;
        self.first.extend(o.first);
    }
}

/// One attack of a run.
#[derive(Clone, Copy)]
struct Job {
    attack: Attack,
    heavy: bool,
}

/// All attacks of a run, in order: what its seed says, whoever makes them when.
fn jobs(options: &Options, orders: &[Order]) -> Vec<Job> {
    let mut random = Random(options.seed | 1);
    let sizes: Vec<(u16, u16)> = SIZES
        .iter()
        .flat_map(|&n| DEGREES.iter().filter(move |&&d| d < n).map(move |&d| (n, d)))
        .collect();
    let kinds: &[bool] = if options.ordinary { &[true, false] } else { &[true] };
    let loads: &[bool] = match (options.light, options.heavy) {
        (true, _) => &[false],
        (_, true) => &[true],
        _ => &[false, true],
    };
    let separate = orders.iter().filter(|o| Order::SEPARATE.contains(o)).count();
    let each = sizes.len() * separate * kinds.len() * loads.len();
    let rounds = options.attacks.div_ceil(each).max(1);
    let mut jobs = Vec::new();
    for &realtime in kinds {
        for &heavy in loads {
            for round in 0..rounds {
                for &(n, d) in &sizes {
                    for &order in orders {
                        if !Order::SEPARATE.contains(&order) && round % OTHERS != 0 {
                            continue;
                        }
                        let seed = (random.below(1 << 30) as u64) << 20 | 0x5bd1e;
                        let hold = options.hold;
                        let attack = Attack { n, d, order, realtime, hold, seed };
                        jobs.push(Job { attack, heavy });
                    }
                }
            }
        }
    }
    jobs
}

/// Attacks until there were as many as asked, and reports.
pub(crate) fn all(options: &Options, program: &Path) -> Result<(), String> {
    let cgroup = wss_monitors::group_folder();
    if cgroup.is_none() {
        println!("no writable cgroup2: attacks by control group are left out");
    }
    let groups = cgroup.as_deref().map(Groups::new).transpose()?;
    let orders: Vec<Order> = Order::SEPARATE
        .into_iter()
        .chain(Order::OTHER)
        .filter(|o| groups.is_some() || !o.by_group())
        .filter(|o| getuid().is_root() || !o.by_root())
        .collect();
    let jobs = jobs(options, &orders);
    let mut results = Results::open(options.results.as_deref(), options.seed)?;
    let mut tables: BTreeMap<(bool, bool, usize), Tally> = BTreeMap::new();
    let mut figure: BTreeMap<(bool, u16, u16), Tally> = BTreeMap::new();
    let mut load = None;
    let (mut said, began) = (Instant::now(), Instant::now());
    for (number, &Job { attack, heavy }) in jobs.iter().enumerate() {
        let Attack { n, d, order, realtime, .. } = attack;
        let outcome = match results.known(number) {
            Some(outcome) => outcome,
            None => {
                if heavy && load.is_none() {
                    load = Some(Load::heavy()?);
                }
                let load = load.as_ref().filter(|_| heavy);
                let outcome = run(attack, program, groups.as_ref(), load)
                    .map_err(|e| format!("n {n}, d {d}, {order}: {e}"))?;
                results.add(options.seed, number, &attack, heavy, outcome)?;
                outcome
            }
        };
        let at = orders.iter().position(|o| *o == order).unwrap_or(0);
        tables.entry((!realtime, heavy, at)).or_default().add(n, d, outcome);
        if realtime && order.in_figure() {
            figure.entry((heavy, n, d)).or_default().add(n, d, outcome);
        }
        if said.elapsed() >= PROGRESS {
            said = Instant::now();
            let silent: usize = tables
                .iter()
                .filter(|((_, _, at), _)| *at < Order::SEPARATE.len())
                .map(|(_, t)| t.silent)
                .sum();
            eprintln!(
                "{} of {} attacks in {:.0} s, {silent} of those by separate kills silent",
                number + 1,
                jobs.len(),
                began.elapsed().as_secs_f64()
            );
        }
    }
    drop(load);
    report(&orders, &tables);
    draw(&figure, &options.svg)
}

/// A table for each kind of priority and load, and what counts of all.
fn report(orders: &[Order], tables: &BTreeMap<(bool, bool, usize), Tally>) {
    for (ordinary, heavy) in [(false, false), (false, true), (true, false), (true, true)] {
        let rows: Vec<(Order, &Tally)> = orders
            .iter()
            .enumerate()
            .filter_map(|(at, o)| Some((*o, tables.get(&(ordinary, heavy, at))?)))
            .collect();
        if !rows.is_empty() {
            table_of(!ordinary, heavy, &rows);
        }
    }
    let count = |separate: bool| {
        let of = tables.iter().filter(|((_, _, at), _)| {
            orders.get(*at).is_some_and(|o| Order::SEPARATE.contains(o) == separate)
        });
        of.fold((0, 0), |(a, s), (_, t)| (a + t.attacks, s + t.silent))
    };
    let ((attacks, silent), (other, _)) = (count(true), count(false));
    println!("\n{attacks} attacks by separate kills, {silent} silent; {other} others");
}

fn table_of(realtime: bool, heavy: bool, table: &[(Order, &Tally)]) {
    let load = if heavy { "heavy" } else { "light" };
    let priority = if realtime { "real-time where permitted" } else { "ordinary" };
    println!("\nload {load}, priority {priority}");
    println!(
        "{:<28}{:>8}{:>8}{:>13}{:>10}{:>12}{:>11}{:>8}{:>14}",
        "attack",
        "attacks",
        "silent",
        "least alerts",
        "witnesses",
        "mean alerts",
        "overheard",
        "deaths",
        "first, median"
    );
    for (order, t) in table {
        let (r, w) = t.least.unwrap_or_default();
        let mut first = t.first.clone();
        first.sort_unstable();
        let median =
            first.get(first.len() / 2).map_or("-".to_owned(), |ns| format!("{} us", ns / 1000));
        println!(
            "{:<28}{:>8}{:>8}{r:>13}{w:>10}{:>12.1}{:>11.1}{:>8}{median:>14}",
            order.to_string(),
            t.attacks,
            t.silent,
            t.responses as f64 / t.attacks.max(1) as f64,
            t.overheard as f64 / t.attacks.max(1) as f64,
            t.deaths,
        );
    }
    for (order, t) in table.iter().filter(|(_, t)| t.silent > 0 && t.silent < t.attacks) {
        let beaten: Vec<_> =
            t.beaten.iter().map(|((n, d), k)| format!("n {n} d {d}: {k}")).collect();
        println!("silent, {order}: {}", beaten.join(", "));
    }
    println!("{} attacks", table.iter().map(|(_, t)| t.attacks).sum::<usize>());
}

fn draw(figure: &BTreeMap<(bool, u16, u16), Tally>, svg: &Path) -> Result<(), String> {
    println!("\nfigure 6: least alerts (and witnesses) of any order of separate kills, by n and d");
    let mut series = Vec::new();
    for heavy in [false, true] {
        let load = if heavy { "heavy" } else { "light" };
        for n in SIZES {
            if !figure.keys().any(|(h, k, _)| (*h, *k) == (heavy, n)) {
                continue;
            }
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
