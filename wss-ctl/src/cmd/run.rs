//! `wssctl run`: runs a program, and all that it starts, under wrappers.
use crate::cli::{Format, Run};
use crate::control::socket::feed::Feed;
use crate::control::socket::server;
use crate::{HOST_TARGET, criteria, lookup, record};
use clap::ArgMatches;
use std::ffi::OsString;
use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::process::ExitCode;
use wss_abi::audit::Record;
use wss_engine::{Criterion, Engine, LoadOptions, Seed};
use wss_linux::{Config, RecordSink};

/// Exit status when wssctl itself fails, as env(1), nice(1) and timeout(1) have it.
pub(crate) const OWN_FAILURE: u8 = 125;

/// A `--wrapper` with the options that belong to it.
struct Unit<'a> {
    wrapper: &'a OsString,
    activate: Vec<String>,
    deactivate: Vec<String>,
}

/// Runs it; exits as the program does.
pub(crate) fn main(args: Run, matches: &ArgMatches) -> ExitCode {
    let config = match prepare(args, matches) {
        Ok(config) => config,
        Err(e) => return fail(&e, OWN_FAILURE),
    };
    let program = config.program.to_string_lossy().into_owned();
    match wss_linux::run(config) {
        Ok(outcome) => outcome.leave(),
        Err(e) => fail(&format!("{program}: {e}"), e.exit_status() as u8),
    }
}

fn fail(message: &str, status: u8) -> ExitCode {
    eprintln!("wssctl: {message}");
    ExitCode::from(status)
}

fn prepare(args: Run, matches: &ArgMatches) -> Result<Config, String> {
    let engine = engine(&args, matches)?;
    let feed = Feed::default();
    let to_file = args.audit.is_some();
    let sink = sink(&args, feed.clone())?;
    let mut command = args.command.into_iter();
    let program = command.next().ok_or("no program")?;
    let shown = program.to_string_lossy().into_owned();
    Ok(Config {
        program,
        args: command.collect(),
        env: None,
        engine,
        sink,
        keep_stderr: !to_file,
        control: Some(Box::new(move |state| server::start(state, feed, shown))),
    })
}

/// An engine with every wrapper loaded, or none.
fn engine(args: &Run, matches: &ArgMatches) -> Result<Engine, String> {
    let mut loads = Vec::new();
    for unit in units(args, matches)? {
        let object = lookup::object(unit.wrapper, &args.lookup.path, HOST_TARGET)?;
        let mut options = LoadOptions {
            permissive: args.permissive.contains(&object.name),
            activate: criteria::parse_all(&unit.activate)?,
            deactivate: criteria::parse_all(&unit.deactivate)?,
        };
        if options.activate.is_empty() {
            options.activate.push(Criterion::always());
        }
        loads.push((object, options));
    }
    let names: Vec<_> = loads.iter().map(|(o, _)| o.name.clone()).collect();
    if let Some(name) = args.permissive.iter().find(|n| !names.contains(n)) {
        return Err(format!("--permissive {name}: no --wrapper of that name"));
    }
    let mut engine = crate::engine();
    engine.set_seed(Seed(random()?, random()?));
    if !args.no_jit {
        engine.set_compiler(Some(&wss_pages::JIT));
    }
    engine.prepare(loads).and_then(|p| engine.commit(p)).map_err(|e| e.to_string())?;
    Ok(engine)
}

/// Which `--activate` and `--deactivate` belong to which `--wrapper`: those after it, up to the next.
fn units<'a>(args: &'a Run, matches: &ArgMatches) -> Result<Vec<Unit<'a>>, String> {
    let at = |id: &str| matches.indices_of(id).into_iter().flatten().collect::<Vec<_>>();
    let starts = at("wrapper");
    let mut units: Vec<_> = (args.wrapper.iter())
        .map(|wrapper| Unit { wrapper, activate: Vec::new(), deactivate: Vec::new() })
        .collect();
    let mut owner = |index: usize, option: &str, text: &String| {
        let number = starts.iter().rposition(|s| *s < index);
        match number.and_then(|n| units.get_mut(n)) {
            Some(unit) if option == "--activate" => unit.activate.push(text.clone()),
            Some(unit) => unit.deactivate.push(text.clone()),
            None => return Err(format!("{option} {text}: comes after the --wrapper it is for")),
        }
        Ok(())
    };
    for (index, text) in at("activate").into_iter().zip(&args.activate) {
        owner(index, "--activate", text)?;
    }
    for (index, text) in at("deactivate").into_iter().zip(&args.deactivate) {
        owner(index, "--deactivate", text)?;
    }
    Ok(units)
}

/// Random bits for the hashes of tables.
fn random() -> Result<u64, String> {
    let mut bytes = [0; 8];
    File::open("/dev/urandom")
        .and_then(|mut f| f.read_exact(&mut bytes))
        .map_err(|e| format!("/dev/urandom: {e}"))?;
    Ok(u64::from_le_bytes(bytes))
}

/// Where records go: the file or stderr, and whoever follows.
fn sink(args: &Run, feed: Feed) -> Result<RecordSink, String> {
    let chosen = if args.json { Some(Format::Json) } else { args.format };
    let (mut out, format, colour): (Box<dyn Write + Send>, _, _) = match &args.audit {
        Some(path) => {
            let file = File::options().append(true).create(true).open(path);
            let file = file.map_err(|e| format!("{}: {e}", path.display()))?;
            (Box::new(file), chosen.unwrap_or(Format::Json), false)
        }
        None => {
            let stderr = std::io::stderr();
            let colour = stderr.is_terminal();
            (Box::new(stderr), chosen.unwrap_or(Format::Text), colour)
        }
    };
    Ok(Box::new(move |r: Record| {
        feed.publish(&r);
        let mut line = record::render(&r, format, colour);
        line.push('\n');
        // A reader that closed its end wants no records; the program goes on.
        let _ = out.write_all(line.as_bytes());
    }))
}
