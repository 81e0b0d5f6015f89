//! One clause: its events, condition, and what it may do.
use super::acts::Acts;
use super::{Wrapper, code};
use crate::ast::{self, Item};
use crate::dump::param_name;
use std::fmt::Write;
use wss_abi::clause::{Clause, On, Phase, does};
use wss_abi::object::Object;
use wss_abi::target::Target;

/// Longest list of calls that is written out.
const MOST_CALLS: usize = 40;

/// A clause of the source, and what became of it in each target's object.
pub(super) struct Documented<'a> {
    ast: &'a ast::Clause,
    /// Where it stands in the source.
    pub(super) line: u32,
    compiled: Vec<(Target, Vec<&'a Clause>)>,
}

/// Names of a clause's calls.
pub(super) fn calls(target: Target, clause: &Clause) -> String {
    let On::Calls(calls) = &clause.on else { return String::new() };
    if calls.len() > MOST_CALLS {
        return format!("{} calls", calls.len());
    }
    let table = wss_calls::table(target);
    let name = |nr| table.and_then(|t| t.by_nr(nr)).map_or("?", |d| d.name);
    let mut names: Vec<&str> = calls.iter().map(|c| name(c.nr)).collect();
    names.sort_unstable();
    names.join(", ")
}

impl Wrapper {
    /// Whether the clause stands in the source, not in the library.
    pub(super) fn is_own_clause(&self, object: &Object, clause: &Clause) -> bool {
        let entry = object.funcs.get(clause.body as usize).map_or(0, |f| f.entry);
        let at = object.lines.partition_point(|l| l.insn <= entry);
        let line = at.checked_sub(1).and_then(|i| object.lines.get(i));
        let file = line.and_then(|l| object.files.get(usize::from(l.file)));
        !file.is_some_and(|f| f.starts_with('<'))
    }

    pub(super) fn own_clauses(&self) -> Vec<Documented<'_>> {
        let mut out = Vec::new();
        for item in &self.unit.items {
            let Item::Clause(ast) = item else { continue };
            let line = self.map.map.place(ast.span).map_or(0, |p| p.line);
            let builtin = self.map.map.range(ast.span).and_then(|(f, _)| self.map.map.file(f));
            if builtin.is_some_and(|f| f.builtin) {
                continue;
            }
            let same = |o: &Object, c: &Clause| {
                c.line == line && c.label == ast.label && self.is_own_clause(o, c)
            };
            let compiled = self
                .objects
                .iter()
                .map(|(t, o)| (*t, o.clauses.iter().filter(|c| same(o, c)).collect()))
                .collect();
            out.push(Documented { ast, line, compiled });
        }
        out
    }

    pub(super) fn clause(&self, out: &mut String, clause: &Documented<'_>) {
        let _ = writeln!(out, "\n### {}\n", code(&clause.ast.label));
        if let Some(about) = self.comments.above(self.offset(clause.ast.span)) {
            let _ = writeln!(out, "{about}\n");
        }
        let any = clause.compiled.iter().find_map(|(_, c)| c.first());
        let Some(any) = any else {
            let _ = writeln!(out, "- **Left out**: no target has the events that it names");
            return;
        };
        let when = match (&any.on, any.phase) {
            (On::Calls(_), Phase::Pre) => "before the call",
            (On::Calls(_), Phase::Post) => "after the call",
            (On::Raised { .. }, _) => "inside of the raise",
            (On::Life(_), _) => "at the life-cycle event",
        };
        let condition =
            clause.ast.condition.as_ref().map(|_| self.source(clause.ast.condition_span));
        let condition = condition.map_or(String::new(), |c| format!(", if {}", code(&c)));
        let _ = writeln!(out, "- **Runs** {when}{condition}");
        let calls = matches!(any.on, On::Calls(_));
        // Events of wrappers and processes are the same everywhere.
        let shown = clause.compiled.iter().filter(|(_, c)| calls || !c.is_empty());
        for (target, compiled) in shown.take(if calls { usize::MAX } else { 1 }) {
            for one in compiled {
                self.catches(out, *target, one);
            }
            if compiled.is_empty() {
                let _ = writeln!(out, "- **On {}**: left out", target.name());
            }
        }
        self.does(out, any, &self.acts(clause.ast.body.span));
    }

    fn catches(&self, out: &mut String, target: Target, clause: &Clause) {
        let _ = match &clause.on {
            On::Calls(_) => {
                writeln!(out, "- **Calls** on {}: {}", target.name(), calls(target, clause))
            }
            On::Raised { wrapper, event } if wrapper.is_empty() => {
                writeln!(out, "- **Event** {}, raised by any wrapper", code(event))
            }
            On::Raised { wrapper, event } => {
                writeln!(out, "- **Event** {}, raised by {}", code(event), code(wrapper))
            }
            On::Life(life) => {
                writeln!(out, "- **Event** {}", code(&format!("{life:?}").to_lowercase()))
            }
        };
    }

    fn does(&self, out: &mut String, clause: &Clause, acts: &Acts) {
        let list = |texts: &[String]| texts.iter().map(|t| code(t)).collect::<Vec<_>>().join(", ");
        let named = |mask: u16| {
            let chosen = clause.params.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1);
            chosen.map(|(_, n)| code(&param_name(n))).collect::<Vec<_>>().join(", ")
        };
        let params: Vec<String> = clause.params.iter().map(|p| code(&param_name(p))).collect();
        if !params.is_empty() {
            let _ = writeln!(out, "- **Looks at** {}", params.join(", "));
        }
        if clause.decides != 0 {
            let how = if clause.unlocked {
                "`unlocked`: judged from a copy that may differ from what runs"
            } else {
                "what was judged is what runs"
            };
            let _ =
                writeln!(out, "- **Decides on memory** behind {} ({how})", named(clause.decides));
        } else if clause.unlocked {
            let _ = writeln!(out, "- **Unlocked**: may decide on memory that changes");
        }
        let verdicts = clause.does & does::VERDICT != 0;
        let returns: Vec<String> = acts.returns.iter().filter(|t| *t != "0").cloned().collect();
        if verdicts && !returns.is_empty() {
            let _ = writeln!(out, "- **Verdicts**: {}; else the call goes on", list(&returns));
        } else if verdicts {
            let _ = writeln!(out, "- **Verdicts**: it may refuse the call");
        } else {
            let _ = writeln!(out, "- **Verdict**: none, the call goes on");
        }
        if clause.rewrites != 0 {
            let _ = writeln!(out, "- **Rewrites** {}", named(clause.rewrites));
        }
        if clause.does & does::RESULT != 0 {
            let _ = writeln!(out, "- **Changes** the call's result");
        }
        self.acts_text(out, acts);
    }

    /// What an action reports and raises.
    pub(super) fn acts_text(&self, out: &mut String, acts: &Acts) {
        let list = |texts: &[String]| texts.iter().map(|t| code(t)).collect::<Vec<_>>().join(", ");
        for (what, texts) in [
            ("Violation", &acts.violations),
            ("Raises", &acts.raises),
            ("Audits", &acts.audits),
            ("Also", &acts.other),
        ] {
            if !texts.is_empty() {
                let _ = writeln!(out, "- **{what}**: {}", list(texts));
            }
        }
    }
}
