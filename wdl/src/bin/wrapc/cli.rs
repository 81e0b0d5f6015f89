//! The command line.
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::IsTerminal;
use std::path::PathBuf;
use wss_abi::target::Target;

/// Compiles wrappers written in WDL.
///
/// `wrapc FILE.wdl` writes FILE.wrap, which `wssctl load` and `wssctl run` take. Nothing is written
/// if there are errors.
#[derive(Debug, Parser)]
#[command(name = "wrapc", version, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// Source to compile.
    pub(crate) file: Option<PathBuf>,

    /// Object to write [default: the source's name with .wrap, in this folder]; - is standard
    /// output.
    #[arg(short, long, value_name = "FILE", requires = "file")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) dialect: Dialect,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compile and report, but write nothing.
    Check {
        /// Sources.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        dialect: Dialect,
    },
    /// Show what a wrapper consists of: clauses, parameters, functions, bytecode beside the source.
    Dump {
        /// A source (.wdl) or an object (.wrap).
        file: PathBuf,
        #[command(flatten)]
        dialect: Dialect,
    },
    /// Compile a freestanding C program, run its main in the machine and exit with what it returns
    /// (& 255); 101 if it faults or does not end.
    Exec {
        /// Source.
        file: PathBuf,
        /// Arguments of the program, behind its name.
        #[arg(value_name = "ARG", trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<String>,
        /// Interpret it rather than compile it to native code.
        #[arg(long)]
        no_jit: bool,
        /// Instructions that it may run.
        #[arg(long, value_name = "N", default_value_t = wdl::exec::BUDGET)]
        budget: u64,
        #[command(flatten)]
        dialect: Dialect,
    },
    /// Describe a wrapper as Markdown: what it intercepts, decides and reports.
    Doc {
        /// Source.
        file: PathBuf,
        /// Describe it for this system and processor only; may be given several times.
        #[arg(long = "target", value_name = "TARGET", value_parser = target)]
        targets: Vec<Target>,
        #[command(flatten)]
        reading: Reading,
    },
    /// Format sources in place: blanks, indentation and braces only. Where lines are broken inside
    /// of statements, blank lines, comments and preprocessor lines stay as they are.
    Fmt {
        /// Sources; - formats standard input to standard output.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Change nothing; name the files that are not formatted and fail if there are any.
        #[arg(long)]
        check: bool,
        /// Colour findings.
        #[arg(long, value_name = "WHEN", default_value = "auto")]
        color: When,
    },
    /// Explain a diagnostic's code, as E0301.
    Explain {
        /// The code.
        code: String,
    },
    /// Write shell completions to standard output.
    Completions {
        /// Shell.
        shell: clap_complete::Shell,
    },
}

/// What sources are compiled for, and how findings are shown.
#[derive(Args, Clone, Debug)]
pub(crate) struct Dialect {
    /// System and processor to compile for.
    #[arg(long, value_name = "TARGET", value_parser = target, default_value = "linux-x86_64")]
    pub(crate) target: Target,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How sources are read and findings are shown.
#[derive(Args, Clone, Debug)]
pub(crate) struct Reading {
    /// Also look for included files in this folder.
    #[arg(short = 'I', long = "include", value_name = "DIR")]
    pub(crate) include: Vec<PathBuf>,

    /// Define a macro; without a value, as 1.
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]", value_parser = define)]
    pub(crate) define: Vec<(String, String)>,

    /// `error`: warnings count as errors.
    #[arg(short = 'W', long = "warnings", value_name = "LEVEL", default_value = "warn")]
    pub(crate) warnings: Warnings,

    /// Report findings as one JSON document on standard output.
    #[arg(long)]
    pub(crate) json: bool,

    /// Colour findings.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Warnings {
    Warn,
    Error,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

impl Dialect {
    /// For the compiler.
    pub(crate) fn options(&self) -> wdl::Options {
        self.reading.options(self.target)
    }
}

impl Reading {
    /// For the compiler, with a target.
    pub(crate) fn options(&self, target: Target) -> wdl::Options {
        wdl::Options {
            include_dirs: self.include.clone(),
            defines: self.define.clone(),
            deny_warnings: self.warnings == Warnings::Error,
            ..wdl::Options::new(target)
        }
    }

    /// Whether findings are coloured.
    pub(crate) fn color(&self) -> bool {
        self.color.wanted()
    }
}

impl When {
    /// Whether what goes to standard error is coloured.
    pub(crate) fn wanted(self) -> bool {
        match self {
            When::Always => true,
            When::Never => false,
            When::Auto => {
                let wanted = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
                wanted && std::io::stderr().is_terminal()
            }
        }
    }
}

fn target(name: &str) -> Result<Target, String> {
    Target::from_name(name).ok_or_else(|| "expected linux-x86_64 or freebsd-amd64".to_string())
}

fn define(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').unwrap_or((text, "1"));
    let first = name.chars().next();
    if first.is_none_or(|c| !c.is_ascii_alphabetic() && c != '_') || text.contains('\n') {
        return Err("expected NAME or NAME=VALUE".to_string());
    }
    Ok((name.to_string(), value.to_string()))
}
