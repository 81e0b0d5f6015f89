//! The command line. Verbs and options are the same on every host.
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Wrappers around running processes: load them, bind them, watch them.
#[derive(Debug, Parser)]
#[command(name = "wssctl", version, arg_required_else_help = true, after_help = AFTER)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

const AFTER: &str = "\
WRAPPER is a name looked up in the wrapper path (--path, then $WSS_PATH, ./id-wrappers, \
~/.local/share/wss, /usr/local/share/wss, /usr/share/wss), or a .wdl or .wrap file.
CRITERIA is an expression such as 'prog=imapd && !uid=0'; see 'wssctl help activate'.
Exit status: 0, or 1 on failure; 'run' exits as PROGRAM does, with 125 when wssctl itself fails, \
126 when PROGRAM cannot be run and 127 when it is not found.";

pub(crate) const CRITERIA_HELP: &str = "\
CRITERIA:
  prog=NAME      last component of the resolved executable (of a script: script or interpreter)
  path=GLOB      resolved path of the executable; '*' stays within a directory, '**' does not
  uid=N user=N   real user of the process        gid=N group=N  real group
  owner=N        owner of the executable         mode=OCTAL     all these permission bits are set
  setuid setgid  the exec raised privileges      ppid-prog=NAME program of the parent
  sha256=HEX     digest of the executable        jail=N         jail of the process
  argv~=REGEX    the arguments, joined by spaces, match
  combined with && || ! and parentheses. Judged at exec; wrappers bind in load order.";

const APPLY_HELP: &str = "\
A line of FILE is 'load' and what 'wssctl load' takes:
  load imapd_id --activate 'prog=imapd && !uid=0'   # quotes as in a shell
  load com_id --permissive --activate path=/usr/local/**
A backslash at its end continues a line; '#' begins a comment. Wrappers bind in the file's order.";

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Run PROGRAM and everything it starts under wrappers
    Run(Run),
    /// Load a wrapper into a running engine
    Load(Load),
    /// Unload a wrapper
    Unload(Unload),
    /// Add an activation criterion to a loaded wrapper
    #[command(after_help = CRITERIA_HELP)]
    Activate(Activate),
    /// Add a deactivation criterion to a loaded wrapper, or end its binding to a process
    #[command(after_help = CRITERIA_HELP)]
    Deactivate(Deactivate),
    /// List the loaded wrappers with their criteria and counts
    List(Query),
    /// Show the engine: host, uptime, processes, records, drops
    Status(Query),
    /// List the wrapped processes and their bindings
    Ps(Query),
    /// Follow the audit records
    Events(Events),
    /// Load what a configuration file says, all or none
    #[command(after_help = APPLY_HELP)]
    Apply(Apply),
    /// Refuse every change from now on: until the system is restarted, or while the engine runs
    Lock(Lock),
    /// Check wrappers and criteria without loading them
    Check(Check),
    /// Tell of execs, forks, exits and system calls of processes
    #[cfg(target_os = "freebsd")]
    Watch(Watch),
    /// Watch a process by a ring of monitors that watch one another
    Ring(crate::cmd::ring::Ring),
    /// Show an attack on a vulnerable server succeed unwrapped and fail wrapped
    #[cfg(all(feature = "demo", target_os = "linux"))]
    Demo(Demo),
    /// Print a shell completion script
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (mdoc)
    #[command(hide = true)]
    Man,
}

/// Where wrappers are looked up and how they are compiled.
#[derive(Debug, Args, Clone)]
pub(crate) struct Lookup {
    /// Folder to look wrappers up in, before the wrapper path (may be repeated)
    #[arg(long = "path", value_name = "DIR")]
    pub(crate) path: Vec<PathBuf>,
}

/// `wssctl run`.
#[derive(Debug, Args)]
#[command(after_help = CRITERIA_HELP)]
pub(crate) struct Run {
    /// Wrapper to load (may be repeated: first loaded, first asked). Without an --activate of its
    /// own it binds to PROGRAM itself, and so to everything PROGRAM starts
    #[arg(short, long, value_name = "WRAPPER")]
    pub(crate) wrapper: Vec<OsString>,
    /// Bind the --wrapper before it to the processes whose exec fits
    #[arg(short, long, value_name = "CRITERIA")]
    pub(crate) activate: Vec<String>,
    /// End bindings of the --wrapper before it at an exec that fits
    #[arg(long, value_name = "CRITERIA")]
    pub(crate) deactivate: Vec<String>,
    /// Record the verdicts of this loaded wrapper without enforcing them (may be repeated)
    #[arg(long, value_name = "NAME")]
    pub(crate) permissive: Vec<String>,
    /// Write the audit records to FILE (JSON Lines, or as --format says) rather than to stderr
    #[arg(long, value_name = "FILE")]
    pub(crate) audit: Option<PathBuf>,
    /// Form of the records
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    /// Interpret wrappers rather than compile them to native code
    #[arg(long)]
    pub(crate) no_jit: bool,
    #[command(flatten)]
    pub(crate) lookup: Lookup,
    /// The program and its arguments
    #[arg(required = true, trailing_var_arg = true, value_name = "PROGRAM")]
    pub(crate) command: Vec<OsString>,
}

/// Form of audit records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A line for people
    Text,
    /// JSON Lines, schema 1
    Json,
    /// RFC 5424 lines
    Syslog,
}

/// Which engine to talk to.
#[derive(Debug, Args, Clone)]
pub(crate) struct Target {
    /// The engine, by the process id that 'wssctl status' shows (needed when several run)
    #[arg(short, long, value_name = "PID")]
    pub(crate) engine: Option<u32>,
}

/// `wssctl load`.
#[derive(Debug, Args)]
#[command(after_help = CRITERIA_HELP)]
pub(crate) struct Load {
    /// The wrapper
    pub(crate) wrapper: OsString,
    /// Bind it to the processes whose exec fits (may be repeated: any may fit)
    #[arg(short, long, value_name = "CRITERIA")]
    pub(crate) activate: Vec<String>,
    /// End its bindings at an exec that fits
    #[arg(long, value_name = "CRITERIA")]
    pub(crate) deactivate: Vec<String>,
    /// Record its verdicts without enforcing them
    #[arg(long)]
    pub(crate) permissive: bool,
    /// Don't ask when it would bind init, a console login or sshd
    #[arg(short, long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) lookup: Lookup,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// `wssctl unload`.
#[derive(Debug, Args)]
pub(crate) struct Unload {
    /// Name of the loaded wrapper
    pub(crate) wrapper: String,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// `wssctl activate`.
#[derive(Debug, Args)]
pub(crate) struct Activate {
    /// Name of the loaded wrapper
    pub(crate) wrapper: String,
    /// When to bind it
    pub(crate) criteria: String,
    /// Don't ask when it would bind init, a console login or sshd
    #[arg(short, long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// `wssctl deactivate`.
#[derive(Debug, Args)]
pub(crate) struct Deactivate {
    /// Name of the loaded wrapper
    pub(crate) wrapper: String,
    /// When to end its bindings
    #[arg(required_unless_present = "pid")]
    pub(crate) criteria: Option<String>,
    /// End its binding to this process now
    #[arg(long, conflicts_with = "criteria")]
    pub(crate) pid: Option<u32>,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// `wssctl apply`.
#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// The configuration file
    #[arg(short, long, value_name = "FILE", default_value = "/etc/wss.conf")]
    pub(crate) file: PathBuf,
    /// Only check it: compile, verify, parse
    #[arg(short = 'n', long)]
    pub(crate) check: bool,
    /// Don't ask when something would bind init, a console login or sshd
    #[arg(short, long)]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// `wssctl lock`.
#[derive(Debug, Args)]
pub(crate) struct Lock {
    #[command(flatten)]
    pub(crate) target: Target,
}

/// A question to an engine.
#[derive(Debug, Args)]
pub(crate) struct Query {
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// `wssctl events`.
#[derive(Debug, Args)]
pub(crate) struct Events {
    /// Only records of this wrapper
    #[arg(short, long, value_name = "NAME")]
    pub(crate) wrapper: Option<String>,
    /// Stop after this many records
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) count: Option<u64>,
    /// Form of the records
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Format,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) target: Target,
}

/// `wssctl watch`.
#[cfg(target_os = "freebsd")]
#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// The processes
    #[arg(required = true, value_name = "PID")]
    pub(crate) pids: Vec<u32>,
    /// Also tell of the system calls of these classes: all, file, net, process, ... (the tags of wdl(5))
    #[arg(short, long, value_name = "CLASS", value_delimiter = ',')]
    pub(crate) calls: Vec<String>,
    /// Watch what they start, too
    #[arg(short, long)]
    pub(crate) follow: bool,
    /// A .wdl or .wrap file whose clauses say which events are told; see wss(4)
    #[arg(long, value_name = "FILE")]
    pub(crate) condition: Option<OsString>,
    /// Stop after this many
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) count: Option<u64>,
    /// JSON Lines, schema 1
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) lookup: Lookup,
}

/// `wssctl check`.
#[derive(Debug, Args)]
#[command(after_help = CRITERIA_HELP)]
pub(crate) struct Check {
    /// Wrappers to compile, verify and try to load
    #[arg(value_name = "WRAPPER")]
    pub(crate) wrappers: Vec<OsString>,
    /// Criteria to parse
    #[arg(short, long, value_name = "CRITERIA")]
    pub(crate) activate: Vec<String>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) lookup: Lookup,
}

/// `wssctl demo`.
#[cfg(all(feature = "demo", target_os = "linux"))]
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Show every audit record, as JSON
    #[arg(long)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) lookup: Lookup,
}
