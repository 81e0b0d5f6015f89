//! Objects for people to read: what a wrapper catches, where each parameter comes from, and its
//! bytecode beside the source.
mod notes;

use notes::Notes;
use std::collections::HashMap;
use std::fmt::{Display, Formatter, Result, Write};
use std::path::Path;
use std::sync::Arc;
use wss_abi::clause::{ArgTest, Clause, Cmp, Len, On, Phase, Shape, Source, Width, does};
use wss_abi::object::{Func, Object, OnFault, WhenFull};
use wss_calls::Table;

/// Displays an object.
#[derive(Clone, Copy, Debug)]
pub struct Dump<'a>(pub &'a Object);

impl Display for Dump<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let object = self.0;
        header(f, object)?;
        let table = wss_calls::table(object.target);
        for (number, clause) in object.clauses.iter().enumerate() {
            show_clause(f, object, table, number, clause)?;
        }
        let mut sources = Sources::default();
        for (number, func) in object.funcs.iter().enumerate() {
            show_func(f, object, number, func, &mut sources)?;
        }
        Ok(())
    }
}

fn header(f: &mut Formatter<'_>, object: &Object) -> Result {
    let policy = match object.on_fault {
        OnFault::Deny => "deny",
        OnFault::Allow => "allow",
        OnFault::Kill => "kill",
    };
    writeln!(f, "wrapper {}", object.name)?;
    writeln!(
        f,
        "  target {}, on fault {policy}, budget {} instructions",
        object.target.name(),
        object.budget
    )?;
    writeln!(
        f,
        "  {} words of code, {} bytes of constants, {} of state, {} shared, {} per call",
        object.code.len(),
        object.rodata.len(),
        object.state.len(),
        object.shared.len(),
        object.call_data
    )?;
    for var in &object.vars {
        writeln!(f, "  state +{:<5} {} {} ({} bytes)", var.offset, var.name, var.ty, var.size)?;
    }
    for table in &object.tables {
        let full = match table.full {
            WhenFull::Fault => "faults",
            WhenFull::Oldest => "forgets the oldest",
            WhenFull::Lru => "forgets the least recently used",
            WhenFull::Refuse => "refuses",
        };
        let whose = if table.shared { "shared" } else { "per process" };
        writeln!(
            f,
            "  table {} [{} rows of {} + {} bytes], {whose}, when full {full}",
            table.name, table.rows, table.key, table.row
        )?;
    }
    for event in &object.events {
        let params: Vec<String> = event
            .params
            .iter()
            .map(|(name, text)| format!("{} {name}", if *text { "string" } else { "number" }))
            .collect();
        writeln!(f, "  event {}({})", event.name, params.join(", "))?;
    }
    Ok(())
}

/// A slot's name for people: `$path`; a slot that only an abstract event's condition reads, and that
/// has no name in the source, by its number; `&$path` for a pointer's value.
pub(crate) fn param_name(name: &str) -> String {
    if let Some(number) = name.strip_prefix('.') {
        format!("event.{number}")
    } else if let Some(name) = name.strip_prefix('&') {
        format!("&${name}")
    } else {
        format!("${name}")
    }
}

fn func_name(object: &Object, index: u32) -> String {
    let name = object.funcs.get(index as usize).map_or("?", |func| func.name.as_str());
    format!("#{index} {name}")
}

fn show_clause(
    f: &mut Formatter<'_>,
    object: &Object,
    table: Option<&Table>,
    number: usize,
    clause: &Clause,
) -> Result {
    let unlocked = if clause.unlocked { " unlocked" } else { "" };
    writeln!(f, "\nclause {number}: {}{unlocked}, line {}", clause.label, clause.line)?;
    if let Some(guard) = clause.guard {
        writeln!(f, "  if     {}", func_name(object, guard))?;
    }
    writeln!(f, "  action {}", func_name(object, clause.body))?;
    let mut effects = Vec::new();
    for (bit, text) in [
        (does::VERDICT, "gives verdicts"),
        (does::RESULT, "changes the result"),
        (does::ALL_PARAMS, "audits all parameters"),
        (does::USER_MEMORY, "uses process memory"),
    ] {
        if clause.does & bit != 0 {
            effects.push(text.to_string());
        }
    }
    for (mask, text) in
        [(clause.decides, "decides on what $ refers to: "), (clause.rewrites, "rewrites ")]
    {
        let named = clause.params.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1);
        let names: Vec<String> = named.map(|(_, name)| param_name(name)).collect();
        if !names.is_empty() {
            effects.push(format!("{text}{}", names.join(", ")));
        }
    }
    if !effects.is_empty() {
        writeln!(f, "  {}", effects.join("; "))?;
    }
    match &clause.on {
        On::Raised { wrapper, event } => {
            let from = if wrapper.is_empty() { "any wrapper" } else { wrapper };
            writeln!(f, "  event {event} raised by {from}: {}", clause.params.join(", "))
        }
        On::Life(life) => {
            let name = format!("{life:?}").to_lowercase();
            writeln!(f, "  life-cycle event {name}: {}", clause.params.join(", "))
        }
        On::Calls(calls) if calls.is_empty() => {
            writeln!(f, "  a sequence: what its action records is of this clause")
        }
        On::Calls(calls) => {
            let phase = if clause.phase == Phase::Pre { "before" } else { "after" };
            writeln!(
                f,
                "  {phase} {} call{}:",
                calls.len(),
                if calls.len() == 1 { "" } else { "s" }
            )?;
            for call in calls {
                let desc = table.and_then(|t| t.by_nr(call.nr));
                write!(f, "    {:>3} {:<18}", call.nr, desc.map_or("?", |d| d.name))?;
                let sources = clause.params.iter().zip(&call.sources);
                let shown: Vec<String> = sources
                    .map(|(name, source)| format!("{} = {}", param_name(name), Shown(source)))
                    .collect();
                write!(f, "{}", shown.join(", "))?;
                writeln!(f, "{}", Filter(&call.filter))?;
            }
            Ok(())
        }
    }
}

/// A parameter's source.
struct Shown<'a>(&'a Source);

impl Display for Shown<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self.0 {
            Source::Absent => f.write_str("none (0)"),
            Source::Const(value) => write!(f, "always {value:#x}"),
            Source::Arg { arg, width } => write!(f, "arg{arg}:{}", width_name(*width)),
            Source::Field { arg, offset, width } => {
                write!(f, "arg{arg}->+{offset}:{}", width_name(*width))
            }
            Source::Capture { arg, shape, out, dirfd } => {
                write!(f, "*arg{arg}:")?;
                match shape {
                    Shape::Path => f.write_str("path")?,
                    Shape::Str => f.write_str("string")?,
                    Shape::StrVec => f.write_str("strings")?,
                    Shape::Sockaddr(len) => write!(f, "sockaddr({})", Length(len))?,
                    Shape::Bytes { len, max } => {
                        write!(f, "bytes({}, at most {max})", Length(len))?
                    }
                }
                if let Some(dirfd) = dirfd {
                    write!(f, " from directory arg{dirfd}")?;
                }
                if *out { f.write_str(" out") } else { Ok(()) }
            }
        }
    }
}

struct Length<'a>(&'a Len);

impl Display for Length<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let scaled = |scale: u16| if scale == 1 { String::new() } else { format!("*{scale}") };
        match self.0 {
            Len::Const(n) => write!(f, "{n}"),
            Len::Arg { arg, scale } => write!(f, "arg{arg}{}", scaled(*scale)),
            Len::ArgPtr { arg } => write!(f, "*arg{arg}"),
            Len::Result { scale } => write!(f, "result{}", scaled(*scale)),
        }
    }
}

/// Most alternatives of a filter that are shown.
const SHOWN: usize = 8;

/// Conditions that a host may test: all of a list, and of several lists one.
struct Filter<'a>(&'a [Vec<ArgTest>]);

impl Display for Filter<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        for (n, list) in self.0.iter().take(SHOWN).enumerate() {
            let tests: Vec<String> = list.iter().map(|t| Test(t).to_string()).collect();
            write!(f, "{} [{}]", if n > 0 { " or" } else { "" }, tests.join(", "))?;
        }
        match self.0.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " or {more} more"),
        }
    }
}

/// A condition that a host may test.
struct Test<'a>(&'a ArgTest);

impl Display for Test<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let ArgTest { arg, wide, op, mask, value } = self.0;
        let op = match op {
            Cmp::Eq => "==",
            Cmp::Ne => "!=",
            Cmp::Lt => "<",
            Cmp::Le => "<=",
            Cmp::Gt => ">",
            Cmp::Ge => ">=",
        };
        let all = if *wide { u64::MAX } else { u64::from(u32::MAX) };
        if mask & all == all {
            write!(f, "arg{arg} {op} {value:#x}")
        } else {
            write!(f, "(arg{arg} & {mask:#x}) {op} {value:#x}")
        }
    }
}

fn width_name(width: Width) -> &'static str {
    match width {
        Width::I8 => "i8",
        Width::U8 => "u8",
        Width::I16 => "i16",
        Width::U16 => "u16",
        Width::I32 => "i32",
        Width::U32 => "u32",
        Width::I64 => "i64",
        Width::U64 => "u64",
    }
}

/// Texts of source files, as far as they can still be had.
#[derive(Default)]
struct Sources(HashMap<String, Option<Arc<str>>>);

impl Sources {
    fn line(&mut self, file: &str, line: u32) -> Option<String> {
        let text = self.0.entry(file.to_string()).or_insert_with(|| {
            let builtin = file.strip_prefix('<').and_then(|n| n.strip_suffix('>'));
            match builtin {
                Some(name) => Some(crate::library::text(name).into()),
                None => {
                    use crate::preprocess::Loader;
                    crate::driver::Files.load(Path::new(file)).ok().flatten()
                }
            }
        });
        let number = (line as usize).checked_sub(1)?;
        text.as_ref()?.lines().nth(number).map(|l| l.trim().to_string())
    }
}

fn show_func(
    f: &mut Formatter<'_>,
    object: &Object,
    number: usize,
    func: &Func,
    sources: &mut Sources,
) -> Result {
    writeln!(f, "\nfunction #{number} {}: {} bytes of stack", func.name, func.frame)?;
    let mut notes = Notes::new(object, number, func);
    let mut shown = None;
    let mut word = func.entry;
    let end = func.entry.saturating_add(func.len);
    while word < end {
        let at = object.lines.partition_point(|l| l.insn <= word);
        let position = at.checked_sub(1).and_then(|i| object.lines.get(i));
        let place = position.map(|l| (l.file, l.line));
        if let Some((file, line)) = place.filter(|_| place != shown) {
            let name = object.files.get(usize::from(file)).map_or("?", String::as_str);
            write!(f, "  ; {name}:{line}")?;
            if let Some(text) = sources.line(name, line) {
                write!(f, "  {text}")?;
            }
            f.write_char('\n')?;
        }
        shown = place;
        let insn = wss_vm::disasm::at(object, word);
        match notes.at(word) {
            Some(note) => writeln!(f, "  {word:>6}  {:<32}  ; {note}", insn.to_string())?,
            None => writeln!(f, "  {word:>6}  {insn}")?,
        }
        word = word.saturating_add(insn.words().max(1));
    }
    Ok(())
}
