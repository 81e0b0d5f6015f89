//! Objects from a scenario's wrappers. Lines of a wrapper, before its code:
//!
//! ```text
//! later | permissive | on-fault deny|allow|kill | budget N | call-data N | state N
//! activate CRITERION | deactivate CRITERION
//! var NAME TYPE OFFSET SIZE
//! table NAME KEY ROW ROWS fault|oldest|refuse [shared]
//! event NAME
//! clause EVENT(PARAM, ...) pre|post BODY [guard FUNC] [decides PARAM] [rewrites PARAM] [unlocked]
//! clause raised WRAPPER|* EVENT BODY
//! clause life EVENT BODY
//! ```
//!
//! EVENT of a clause on calls is a family's name; its parameters are those of the target's
//! characterisation, so that one text serves every target. From the first line that starts with a
//! dot on it is code ([`super::macros`]); behind a line `.wdl` it is WDL, without comments, and then
//! only the lines up to `deactivate` mean something before it.
use super::format::{Part, words};
use super::macros;
use wss_abi::clause::{CallBind, Clause, Life, On, Phase, Source, does};
use wss_abi::object::{EventDef, Object, OnFault, TableDef, Var, WhenFull};
use wss_abi::target::Target;
use wss_engine::{Criterion, LoadOptions};

/// A wrapper ready to be loaded.
#[derive(Clone, Debug)]
pub struct Built {
    /// The object.
    pub object: Object,
    /// Options.
    pub options: LoadOptions,
    /// Loaded by the script, not before it.
    pub later: bool,
}

/// Builds a wrapper.
///
/// # Errors
/// The line and what is wrong with it.
pub fn build(target: Target, part: &Part) -> Result<Built, String> {
    let code = part.lines.iter().position(|(_, l)| l.starts_with('.')).unwrap_or(part.lines.len());
    let (head, body) = part.lines.split_at(code);
    let mut object = match body.split_first() {
        Some(((_, first), rest)) if first == ".wdl" => compile(target, &part.name, rest)?,
        _ => assemble(target, &part.name, body)?,
    };
    let mut options = LoadOptions::default();
    let mut later = false;
    for (n, line) in head {
        let w = words(line);
        let bad = |what: &str| format!("line {n}: {what}: {line}");
        let number = |at: usize| -> Result<u32, String> {
            w.get(at).and_then(|v| v.parse().ok()).ok_or(bad("a number is missing"))
        };
        let word = |at: usize| w.get(at).cloned().unwrap_or_default();
        let rest = line.split_once(' ').map_or("", |(_, r)| r);
        let criterion = || Criterion::parse(rest, &()).map_err(|e| bad(&e.to_string()));
        match word(0).as_str() {
            "later" => later = true,
            "permissive" => options.permissive = true,
            "on-fault" => {
                object.on_fault = match word(1).as_str() {
                    "allow" => OnFault::Allow,
                    "kill" => OnFault::Kill,
                    _ => OnFault::Deny,
                }
            }
            "budget" => object.budget = number(1)?,
            "call-data" => object.call_data = number(1)?,
            "state" => object.state = vec![0; number(1)? as usize],
            "activate" => options.activate.push(criterion()?),
            "deactivate" => options.deactivate.push(criterion()?),
            "var" => object.vars.push(Var {
                name: word(1),
                ty: word(2),
                offset: number(3)?,
                size: number(4)?,
            }),
            "table" => object.tables.push(TableDef {
                name: word(1),
                key: number(2)?,
                row: number(3)?,
                rows: number(4)?,
                full: match word(5).as_str() {
                    "oldest" => WhenFull::Oldest,
                    "refuse" => WhenFull::Refuse,
                    _ => WhenFull::Fault,
                },
                shared: word(6) == "shared",
            }),
            "event" => object.events.push(EventDef { name: word(1), params: vec![] }),
            "clause" => {
                let c = clause(target, &object, *n as u32, rest).map_err(|e| bad(&e))?;
                object.clauses.push(c);
            }
            _ => return Err(bad("no such line")),
        }
    }
    Ok(Built { object, options, later })
}

fn assemble(target: Target, name: &str, body: &[(usize, String)]) -> Result<Object, String> {
    let text = macros::expand(target, body)?;
    let mut object =
        wss_vm::asm::object(name, &text).map_err(|e| format!("wrapper {name}: {e} of\n{text}"))?;
    object.target = target;
    object.budget = 10_000;
    Ok(object)
}

fn compile(target: Target, name: &str, body: &[(usize, String)]) -> Result<Object, String> {
    let text: Vec<&str> = body.iter().map(|(_, l)| l.as_str()).collect();
    let source = wdl::driver::Source {
        name: format!("{name}.wdl"),
        text: text.join("\n").into(),
        folder: std::path::PathBuf::new(),
    };
    let compiled = wdl::driver::compile_source(&wdl::Options::new(target), &source);
    Ok(compiled.map_err(|e| e.text(false))?.object)
}

fn clause(target: Target, object: &Object, line: u32, text: &str) -> Result<Clause, String> {
    let func = |name: &str| {
        let at = object.funcs.iter().position(|f| f.name == name);
        at.map(|n| n as u32).ok_or(format!("no function {name}"))
    };
    let plain = |on, body| Clause { line, does: does::VERDICT, ..Clause::new(text, on, body) };
    let w = words(text);
    let word = |at: usize| w.get(at).map_or("", String::as_str);
    match word(0) {
        "raised" => {
            let wrapper = if word(1) == "*" { String::new() } else { word(1).to_owned() };
            let on = On::Raised { wrapper, event: word(2).to_owned() };
            return Ok(plain(on, func(word(3))?));
        }
        "life" => {
            let life = match word(1) {
                "activate" => Life::Activate,
                "deactivate" => Life::Deactivate,
                "fork" => Life::Fork,
                "exec" => Life::Exec,
                "exit" => Life::Exit,
                "signal" => Life::Signal,
                _ => return Err("no such life-cycle event".into()),
            };
            return Ok(plain(On::Life(life), func(word(2))?));
        }
        _ => {}
    }
    let (event, rest) = text.split_once('(').ok_or("expected `EVENT(`")?;
    let (params, rest) = rest.split_once(')').ok_or("expected `)`")?;
    let params: Vec<String> =
        params.split(',').map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect();
    let w = words(rest);
    let mut c = plain(On::Calls(binds(target, event.trim(), &params)?), 0);
    c.body = func(w.get(1).map_or("", String::as_str))?;
    c.phase = if w.first().is_some_and(|w| w == "post") { Phase::Post } else { Phase::Pre };
    let bit = |name: &str| {
        let at = params.iter().position(|p| p == name);
        at.map(|n| 1u16 << n).ok_or(format!("no parameter {name}"))
    };
    let mut options = w.iter().skip(2);
    while let Some(option) = options.next() {
        let mut value = || options.next().map_or("", String::as_str);
        match option.as_str() {
            "guard" => c.guard = Some(func(value())?),
            "decides" => c.decides |= bit(value())?,
            "rewrites" => c.rewrites |= bit(value())?,
            "unlocked" => c.unlocked = true,
            other => return Err(format!("a clause has no `{other}`")),
        }
    }
    c.params = params;
    Ok(c)
}

fn binds(target: Target, event: &str, params: &[String]) -> Result<Vec<CallBind>, String> {
    let table = wss_calls::table(target).ok_or("the target has no characterisation")?;
    let mut out = Vec::new();
    for call in table.family(event) {
        let when = call.families.iter().find(|m| m.family == event).and_then(|m| m.when);
        let sources =
            params.iter().map(|p| call.param(p).map_or(Source::Absent, |(_, p)| p.source));
        out.push(CallBind {
            nr: call.nr,
            sources: sources.collect(),
            filter: when.map(|t| vec![t]).into_iter().collect(),
        });
    }
    if out.is_empty() { Err(format!("no call is called {event}")) } else { Ok(out) }
}
