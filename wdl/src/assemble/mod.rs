//! From IR to the object: optimisation, code, what each clause may do, data, positions, limits.
mod control;
mod decides;
mod effects;
mod fit;

use crate::code::{self, CodeError};
use crate::diag::codes::sema as codes;
use crate::diag::{Diagnostic, Diags};
use crate::ir::{self, opt};
use crate::lower::{self, Lowered, LoweredClause};
use crate::sema::typed::Program;
use crate::span::{SourceMap, Span};
use wss_abi::clause::{Clause, does};
use wss_abi::object::{Line, Object, limit};
use wss_abi::target::Target;

/// Instructions per event when the source does not say.
pub(crate) const DEFAULT_BUDGET: u32 = 1 << 20;

/// Largest frame of a wrapper's function: half of the stack that an engine gives it
/// ([`limit::STACK`]). A program of `wrapc exec` may have the largest that an object can state.
const FRAME: u32 = 8192;

/// Makes the object of a program that was checked without errors; `None` if it exceeds a limit,
/// which is reported.
pub(crate) fn assemble(
    program: &Program,
    name: &str,
    target: Target,
    map: &SourceMap,
    diags: &mut Diags,
) -> Option<(Object, Option<u32>)> {
    let mut lowered = lower::lower(program);
    let own = lowered.clauses.iter().flat_map(|c| [Some(c.body), c.guard]);
    let roots: Vec<u32> = own.chain([lowered.main]).flatten().collect();
    let index = opt::program(&mut lowered.funcs, roots.into_iter());
    let moved = |f: u32| index.get(f as usize).copied().unwrap_or(f);
    for c in &mut lowered.clauses {
        (c.body, c.guard) = (moved(c.body), c.guard.map(moved));
    }
    lowered.main = lowered.main.map(moved);
    if lowered.funcs.is_empty() {
        // A wrapper without clauses does nothing, but an object has code.
        let mut f = ir::Func::new("empty".to_owned(), Span::default());
        f.blocks.push(ir::Block {
            insts: Vec::new(),
            term: ir::Term::Ret(ir::Val::Imm(0)),
            span: Span::default(),
            depth: 0,
        });
        lowered.funcs.push(f);
    }
    let errors = diags.errors();
    limits(&lowered, program, diags);
    let most = if lowered.clauses.is_empty() { limit::FRAME } else { FRAME };
    let code = match code::link(&lowered.funcs, most) {
        Ok(code) => code,
        Err(e) => {
            too_large(&e, &lowered, most, diags);
            return None;
        }
    };
    if diags.errors() > errors {
        return None;
    }
    let mut clauses: Vec<Clause> =
        lowered.clauses.iter().map(|c| clause(c, &lowered.funcs, map)).collect();
    after_unlocked(&lowered.clauses, &mut clauses);
    let (files, lines) = positions(&code.spans, map);
    let mut object = Object {
        target,
        name: name.to_owned(),
        on_fault: program.on_fault,
        budget: program.budget.unwrap_or(DEFAULT_BUDGET),
        code: code.words,
        funcs: code.funcs,
        rodata: lowered.layout.rodata,
        state: lowered.layout.state,
        shared: lowered.layout.shared,
        call_data: lowered.layout.call_data as u32,
        vars: lowered.layout.vars,
        tables: program.tables.clone(),
        events: program.events.clone(),
        clauses,
        files,
        lines,
    };
    fit::into_limits(&mut object, diags).then_some((object, lowered.main))
}

/// A later step of a sequence decides on what an earlier one saw.
fn after_unlocked(lowered: &[LoweredClause], clauses: &mut [Clause]) {
    let unlocked = |c: &LoweredClause| c.sequence && c.unlocked;
    let mut both = lowered.iter().zip(clauses.iter());
    if both.any(|(l, c)| unlocked(l) && c.decides != 0) {
        for (_, c) in lowered.iter().zip(clauses).filter(|(l, _)| unlocked(l)) {
            c.does |= does::AFTER_UNLOCKED;
        }
    }
}

fn clause(c: &LoweredClause, funcs: &[ir::Func], map: &SourceMap) -> Clause {
    let effects = effects::of(c, funcs);
    let decides = decides::slots(c, funcs, c.params.len());
    Clause {
        label: c.label.chars().take(limit::TEXT / 4).collect(),
        line: map.place(c.span).map_or(0, |p| p.line),
        on: c.on.clone(),
        phase: c.phase,
        guard: c.guard,
        body: c.body,
        params: c.params.clone(),
        does: effects.does,
        decides,
        rewrites: effects.rewrites,
        unlocked: c.unlocked,
    }
}

/// Files that some position is in, and the positions.
fn positions(spans: &[(u32, Span)], map: &SourceMap) -> (Vec<String>, Vec<Line>) {
    let mut files: Vec<(usize, String)> = Vec::new();
    let mut lines: Vec<Line> = Vec::new();
    for (insn, span) in spans {
        let Some(place) = map.place(*span) else { continue };
        let file = match files.iter().position(|(i, _)| *i == place.file) {
            Some(n) => n,
            None => {
                if files.len() >= limit::FILES {
                    continue;
                }
                let name = map.file(place.file).map(|f| f.name.clone()).unwrap_or_default();
                files.push((place.file, name.chars().take(limit::TEXT / 4).collect()));
                files.len() - 1
            }
        };
        let line = Line {
            insn: *insn,
            file: file as u16,
            line: place.line,
            column: place.column.min(u32::from(u16::MAX)) as u16,
        };
        let same = |l: &Line| (l.file, l.line, l.column) == (line.file, line.line, line.column);
        if lines.last().is_some_and(same) {
            continue;
        }
        lines.push(line);
    }
    lines.truncate(limit::LINES);
    (files.into_iter().map(|(_, name)| name).collect(), lines)
}

fn limits(l: &Lowered, p: &Program, diags: &mut Diags) {
    let mut over = |code, text: String| diags.push(Diagnostic::new(code, Span::default(), text));
    let [rodata, state, shared] = l.layout.sizes;
    for (what, size) in [("constants", rodata), ("state", state), ("shared variables", shared)] {
        if size > limit::DATA as u64 {
            over(codes::DATA_SIZE, format!("{what} take {size} bytes, more than {}", limit::DATA));
        }
    }
    let most = u64::from(limit::CALL_DATA);
    if l.layout.call_data > most {
        let size = l.layout.call_data;
        over(codes::DATA_SIZE, format!("per-call variables take {size} bytes, more than {most}"));
    }
    for (what, n, most) in [
        ("functions", l.funcs.len(), limit::FUNCS),
        ("clauses", l.clauses.len(), limit::CLAUSES),
        ("variables", l.layout.vars.len(), limit::VARS),
        ("events", p.events.len(), limit::EVENTS),
        ("tables", p.tables.len(), limit::TABLES),
    ] {
        if n > most {
            over(codes::TOO_MANY, format!("{n} {what}, more than {most}"));
        }
    }
}

fn too_large(e: &CodeError, l: &Lowered, most: u32, diags: &mut Diags) {
    match e {
        CodeError::Frame { func, bytes } => {
            let (span, name) =
                l.funcs.get(*func).map_or((Span::default(), ""), |f| (f.span, f.name.as_str()));
            let text = format!("variables of `{name}` take {bytes} bytes, more than {most}");
            let d = Diagnostic::new(codes::FRAME_SIZE, span, text);
            diags.push(d.help("declare large ones `static`: they live in the process's state"));
        }
        CodeError::TooLong(n) => {
            let text = format!("more than {} instructions ({n})", limit::INSNS);
            diags.push(Diagnostic::new(codes::CODE_SIZE, Span::default(), text));
        }
    }
}
