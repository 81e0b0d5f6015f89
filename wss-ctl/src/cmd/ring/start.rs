//! `wssctl ring start`.
use super::target;
use clap::{Args, ValueEnum};
use serde_json::json;
use std::path::PathBuf;
use std::time::Duration;
use wss_monitors::config::{Config, Watched};
use wss_monitors::graph::Graph;
use wss_monitors::{SYSLOG, group_folder, start, syslog_listens};

const HELP: &str = "\
Each of N monitors watches the next D, and D of them (or --watchers) watch the target. Every one that saw a \
process end, stop or be traced says so by itself: to the files, the system's log and the command that are \
given; without any of these, to the system's log. The command gets WSS_MESSAGE, WSS_RECORD (JSON), WSS_RING, \
WSS_VICTIM, WSS_PID, WSS_CAUSE and WSS_WITNESS in its environment.";

/// `wssctl ring start`.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["target", "service"]))]
pub(super) struct Start {
    /// The process to watch, or the program that it runs
    #[arg(short, long, value_name = "PID|PROGRAM")]
    target: Option<String>,
    /// The service to watch: its main process
    #[arg(long, value_name = "NAME")]
    service: Option<String>,
    /// Number of monitors
    #[arg(short, value_name = "N", default_value_t = 8)]
    n: u16,
    /// How many others each one watches ('wssctl ring plan' helps to choose)
    #[arg(short, value_name = "D", default_value_t = 3)]
    d: u16,
    /// Name of the ring [default: that of the target]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What of the target is reported; its end always is
    #[arg(long, value_name = "WHAT", value_delimiter = ',', default_value = "exit")]
    watch: Vec<What>,
    /// Report of these only what a condition lets pass: WDL, or an object of wrapc (FreeBSD with wss.ko)
    #[arg(long, value_name = "FILE", requires = "watch")]
    condition: Option<PathBuf>,
    /// Replace monitors that die
    #[arg(long)]
    respawn: bool,
    /// Run this command line (by /bin/sh) once when the target ended, and watch the process that takes its place
    #[arg(long, value_name = "CMD")]
    restart: Option<String>,
    /// Run this command line (by /bin/sh) at every alert of every witness
    #[arg(long, value_name = "CMD")]
    on_alert: Option<String>,
    /// Add alerts to FILE as JSON Lines; '%' stands for a monitor's place (may be repeated)
    #[arg(long, value_name = "FILE")]
    log: Vec<PathBuf>,
    /// Send alerts to the system's log
    #[arg(long)]
    syslog: bool,
    /// How often to look whether those watched are stopped, traced or starved; 0s: never
    #[arg(long, value_name = "TIME", default_value = "2s")]
    period: humantime::Duration,
    /// How many monitors watch the target [default: D]
    #[arg(long, value_name = "N")]
    watchers: Option<u16>,
    /// Take no real-time priority, though it be permitted
    #[arg(long)]
    no_realtime: bool,
    /// Stop whoever kills or stops a monitor until a witness has spoken: for good, if none is left
    #[cfg(target_os = "linux")]
    #[arg(long)]
    hold: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The object of a condition, compiled if it is source.
fn condition(file: &std::path::Path) -> Result<Vec<u8>, String> {
    if file.extension().is_some_and(|e| e == "wdl") {
        let object = crate::compile::source(file, wss_abi::target::Target::FreebsdAmd64)?;
        return object.encode().map_err(|e| format!("{}: {e:?}", file.display()));
    }
    std::fs::read(file).map_err(|e| format!("{}: {e}", file.display()))
}

/// What of the target is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    /// Its end
    Exit,
    /// Its execs, with their arguments
    Exec,
    /// Its forks; its descendants are watched as it is
    Fork,
}

/// Starts a ring, and says what its monitors were not permitted.
pub(super) fn main(args: &Start) -> Result<(), String> {
    let graph = Graph::new(args.n, args.d)?;
    let target = match (&args.target, &args.service) {
        (Some(word), _) => target::process(word)?,
        (None, Some(name)) => target::service(name)?,
        (None, None) => return Err("give --target or --service".to_owned()),
    };
    let period = Duration::from(args.period);
    if !period.is_zero()
        && !(Duration::from_millis(10)..=Duration::from_secs(3600)).contains(&period)
    {
        return Err("--period is 0s, or between 10ms and 1h".to_owned());
    }
    let fits = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let name =
        args.name.clone().unwrap_or_else(|| target.name.chars().map(fits).take(32).collect());
    let mut config = Config {
        target_watchers: args.watchers.unwrap_or(args.d).clamp(1, args.n),
        watch: Watched {
            exec: args.watch.contains(&What::Exec),
            fork: args.watch.contains(&What::Fork),
        },
        respawn: args.respawn,
        period,
        realtime: !args.no_realtime,
        #[cfg(target_os = "linux")]
        hold: args.hold,
        condition: args.condition.as_deref().map(condition).transpose()?,
        cgroup: group_folder(),
        syslog: args.syslog || (args.log.is_empty() && args.on_alert.is_none()),
        command: args.on_alert.clone(),
        restart: args.restart.clone(),
        target: Some(target),
        ..Config::new(&name, graph)
    };
    for file in &args.log {
        // Monitors work in the root directory.
        let file = std::path::absolute(file).map_err(|e| format!("{}: {e}", file.display()))?;
        let file = file.to_str().ok_or("--log: the path is not UTF-8")?;
        config.files.push(file.to_owned());
    }
    if config.syslog && !syslog_listens() {
        let only = config.files.is_empty() && config.command.is_none();
        let message = format!("no system log listens at {}", SYSLOG.join(" or "));
        if only {
            return Err(format!("{message}: give --log FILE or --on-alert CMD"));
        }
        eprintln!("wssctl: {message}: alerts go to the other ways only, until one does");
    }
    let started = start::start(&config, &program()?)?;
    if args.json {
        let ring = json!({"name": name, "n": args.n, "d": args.d, "pids": started.pids,
            "target": config.target.as_ref().map(|t| t.pid), "lacks": started.lacks.sentences()});
        return crate::cmd::print_json("ring", &ring);
    }
    let target =
        config.target.as_ref().map_or(String::new(), |t| format!("{} ({})", t.name, t.pid));
    println!(
        "ring {name}: {} monitors, each watched by {}, {} around {target}",
        args.n, args.d, config.target_watchers
    );
    println!("  alerts go {}", super::status::ways(&config));
    if let Some(advice) = advice(&config) {
        println!("  {advice}");
    }
    for sentence in started.lacks.sentences() {
        println!("  {sentence}");
    }
    Ok(())
}

/// What a loop of kills could get past.
fn advice(config: &Config) -> Option<String> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let n = usize::from(config.graph.n());
    let few = cfg!(target_os = "linux") && config.realtime && n < 2 * processors;
    few.then(|| {
        format!(
            "fewer than two monitors for each of {processors} processors: from one that has none, a loop of kills may \
             be over before a witness runs; -n {} is safe from that",
            2 * processors
        )
    })
}

/// The monitor program: beside this one, or where packages put it.
fn program() -> Result<PathBuf, String> {
    let own = std::env::current_exe().ok();
    let beside = own.and_then(|exe| Some(exe.parent()?.to_owned()));
    let folders = ["/usr/local/libexec/wss", "/usr/libexec/wss", "/usr/lib/wss"];
    beside
        .into_iter()
        .chain(folders.iter().map(PathBuf::from))
        .map(|folder| folder.join("wss-monitor"))
        .find(|file| file.is_file())
        .ok_or_else(|| format!("no program wss-monitor beside wssctl or in {}", folders.join(", ")))
}
