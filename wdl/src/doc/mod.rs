//! `wrapc doc`: what a wrapper intercepts, decides and reports, as Markdown. Facts come from the
//! objects (calls, parameters, what is decided on), words from the source (conditions, comments,
//! messages).
mod acts;
mod clauses;
mod comments;

use crate::ast::{Item, Unit};
use crate::diag::render::Diagnostics;
use crate::driver::{Options, Source, compile_source, front, root_tokens};
use crate::lex::Token;
use crate::span::Span;
use comments::Comments;
use std::collections::HashMap;
use std::fmt::Write;
use wss_abi::object::{Object, OnFault, WhenFull};
use wss_abi::target::Target;

/// Documents the wrapper in `source` for each of `targets`.
///
/// # Errors
/// What was found, if it compiles for none of them.
pub fn document(
    options: &Options,
    targets: &[Target],
    source: &Source,
) -> Result<String, Diagnostics> {
    let mut objects = Vec::new();
    let mut refused = Vec::new();
    let mut errors = None;
    for target in targets {
        match compile_source(&Options { target: *target, ..options.clone() }, source) {
            Ok(compiled) => objects.push((*target, compiled.object)),
            Err(findings) => {
                refused.push(*target);
                errors.get_or_insert(findings);
            }
        }
    }
    let compiled: Vec<Target> = objects.iter().map(|(t, _)| *t).collect();
    let Some((first, others)) = compiled.split_first() else {
        return Err(errors.unwrap_or_default());
    };
    // The tree and the tokens again: compiling consumed them. What the preprocessor keeps for other targets
    // alone is in their trees.
    crate::driver::with_stack(|| {
        let mut wrapper = Wrapper::read(options, *first, source, objects, refused);
        let mut lines: Vec<u32> = wrapper.own_clauses().iter().map(|c| c.line).collect();
        let mut elsewhere = String::new();
        for target in others {
            let Wrapper { objects, refused, .. } = wrapper;
            wrapper = Wrapper::read(options, *target, source, objects, refused);
            for clause in wrapper.own_clauses().iter().filter(|c| !lines.contains(&c.line)) {
                wrapper.clause(&mut elsewhere, clause);
            }
            lines.extend(wrapper.own_clauses().iter().map(|c| c.line));
        }
        if !others.is_empty() {
            let Wrapper { objects, refused, .. } = wrapper;
            wrapper = Wrapper::read(options, *first, source, objects, refused);
        }
        wrapper.text(&elsewhere)
    })
}

/// Offsets of the root file in the source map.
fn own_range(findings: &Diagnostics, name: &str) -> (u32, u32) {
    let file = findings.map.files().iter().find(|f| f.name == name && !f.builtin);
    file.map_or((0, 0), |f| (f.base, f.base + f.text.len() as u32))
}

struct Wrapper {
    map: Diagnostics,
    comments: Comments,
    own: (u32, u32),
    tokens: Vec<Token>,
    objects: Vec<(Target, Object)>,
    refused: Vec<Target>,
    unit: Unit,
}

impl Wrapper {
    /// As the target's preprocessor and parser have it.
    fn read(
        options: &Options,
        target: Target,
        source: &Source,
        objects: Vec<(Target, Object)>,
        refused: Vec<Target>,
    ) -> Wrapper {
        let options = Options { target, ..options.clone() };
        let mut findings = Diagnostics::default();
        let unit = front(&options, source, &mut findings);
        let tokens = root_tokens(&options, source, &mut Diagnostics::default());
        Wrapper {
            comments: Comments::of(&source.text),
            own: own_range(&findings, &source.name),
            map: findings,
            tokens,
            objects,
            refused,
            unit,
        }
    }

    /// All of it; `elsewhere`: the clauses that other targets alone have.
    fn text(&self, elsewhere: &str) -> String {
        let mut out = String::new();
        let Some((_, object)) = self.objects.first() else { return out };
        let _ = writeln!(out, "# {}\n", object.name);
        let about = match &self.unit.wrapper {
            Some(name) => self.comments.above_statement(self.offset(name.span)),
            None => self.comments.first(),
        };
        if let Some(about) = about {
            let _ = writeln!(out, "{about}\n");
        }
        self.settings(&mut out, object);
        let _ = writeln!(out, "\n## Clauses");
        let own = self.own_clauses();
        for clause in &own {
            self.clause(&mut out, clause);
        }
        out.push_str(elsewhere);
        if own.is_empty() && elsewhere.is_empty() {
            let _ = writeln!(out, "\nNone.");
        }
        self.sequences(&mut out);
        self.library(&mut out);
        self.abstract_events(&mut out);
        self.events(&mut out, object);
        self.state(&mut out, object);
        out
    }

    /// Offset in the root file; 0 for what stands elsewhere.
    fn offset(&self, span: Span) -> usize {
        let at = self.map.map.outermost(span).lo;
        at.checked_sub(self.own.0).filter(|_| at < self.own.1).unwrap_or(0) as usize
    }

    fn is_own(&self, span: Span) -> bool {
        let at = self.map.map.outermost(span).lo;
        self.own.0 <= at && at < self.own.1
    }

    /// Source text, on one line.
    fn source(&self, span: Span) -> String {
        let text = self.map.map.text(self.map.map.with_calls(self.map.map.outermost(span)));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn settings(&self, out: &mut String, object: &Object) {
        let fault = match object.on_fault {
            OnFault::Deny => "the call is refused with `EPERM` (`on_fault deny`)",
            OnFault::Allow => "the call goes on (`on_fault allow`)",
            OnFault::Kill => "the process is killed (`on_fault kill`)",
        };
        let names: Vec<&str> = self.objects.iter().map(|(t, _)| t.name()).collect();
        let _ = writeln!(out, "- **For** {}", names.join(", "));
        for target in &self.refused {
            let _ = writeln!(out, "- **Not for** {}: it does not compile for it", target.name());
        }
        let _ = writeln!(out, "- **If a clause faults**: {fault}");
        let _ = writeln!(out, "- **Budget**: {} instructions for each event", object.budget);
    }

    /// Clauses that the compiler adds for library functions.
    fn library(&self, out: &mut String) {
        let Some((target, object)) = self.objects.first() else { return };
        let added: Vec<_> =
            object.clauses.iter().filter(|c| !self.is_own_clause(object, c)).collect();
        if added.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n## Clauses of the library\n");
        let _ = writeln!(out, "They keep what a library function that is called here needs.\n");
        for clause in added {
            let calls = clauses::calls(*target, clause);
            let _ = writeln!(out, "- {} ({calls})", code(&clause.label));
        }
    }

    fn sequences(&self, out: &mut String) {
        let mut first = true;
        for item in &self.unit.items {
            let Item::Sequence(sequence) = item else { continue };
            if !self.is_own(sequence.span) {
                continue;
            }
            if std::mem::take(&mut first) {
                let _ = writeln!(out, "\n## Sequences");
                self.calls_of(out, "sequences on ", "\n");
            }
            let _ = writeln!(out, "\n### {}\n", code(&sequence.label));
            if let Some(about) = self.comments.above(self.offset(sequence.span)) {
                let _ = writeln!(out, "{about}\n");
            }
            self.calls_of(out, &sequence.label, "");
            let acts = self.acts(sequence.body.span);
            let returns = acts.returns.iter().filter(|t| *t != "0");
            let returns: Vec<String> = returns.map(|t| code(t)).collect();
            if !returns.is_empty() {
                let _ = writeln!(out, "- **Verdicts** of the last step: {}", returns.join(", "));
            }
            self.acts_text(out, &acts);
        }
    }

    /// The calls of sequences' clauses whose label begins so, if there are any; of several sequences
    /// the clauses are common.
    fn calls_of(&self, out: &mut String, label: &str, before: &str) {
        let mut before = before;
        for (target, object) in &self.objects {
            let own = object.clauses.iter().filter(|c| c.label.starts_with(label));
            let mut calls: Vec<String> = own.map(|c| clauses::calls(*target, c)).collect();
            calls.retain(|c| !c.is_empty());
            calls.sort_unstable();
            calls.dedup();
            if !calls.is_empty() {
                let before = std::mem::take(&mut before);
                let (name, calls) = (target.name(), calls.join(", "));
                let _ = writeln!(out, "{before}- **Calls** on {name}: {calls}");
            }
        }
    }

    fn abstract_events(&self, out: &mut String) {
        let mut first = true;
        for item in &self.unit.items {
            let Item::AbstractEvent(event) = item else { continue };
            if !self.is_own(event.span) {
                continue;
            }
            if std::mem::take(&mut first) {
                let _ = writeln!(out, "\n## Abstract events");
            }
            let _ = writeln!(out, "\n### {}\n", code(&event.name.name));
            if let Some(about) = self.comments.above(self.offset(event.span)) {
                let _ = writeln!(out, "{about}\n");
            }
            let _ = writeln!(
                out,
                "```\n{}\n```",
                self.map.map.text(self.map.map.with_calls(event.whole))
            );
        }
    }

    fn events(&self, out: &mut String, object: &Object) {
        if object.events.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n## Events that it raises\n");
        for event in &object.events {
            let kinds = |text: bool| if text { "a string" } else { "a number" };
            let params: Vec<String> = event
                .params
                .iter()
                .map(|(n, text)| format!("{}: {}", code(n), kinds(*text)))
                .collect();
            let params = if params.is_empty() { "no parameters".into() } else { params.join(", ") };
            let _ = writeln!(out, "- {} ({params})", code(&event.name));
        }
    }

    fn state(&self, out: &mut String, object: &Object) {
        let declared = self.declared();
        let mut lines = Vec::new();
        for var in object.vars.iter().filter(|v| declared.contains_key(&*v.name)) {
            let about = declared.get(&*var.name).cloned().flatten();
            let about = about.map_or(String::new(), |a| format!(": {}", one_line(&a)));
            lines.push(format!("- {}, {} bytes{about}", code(&var.name), var.size));
        }
        // Names with two underscores are the compiler's own.
        for table in object.tables.iter().filter(|t| !t.name.starts_with("__")) {
            let full = match table.full {
                WhenFull::Fault => "the clause faults",
                WhenFull::Oldest => "the oldest row makes room",
                WhenFull::Lru => "the row that was least recently used makes room",
                WhenFull::Refuse => "an insertion is refused",
            };
            let whose = if table.shared { "one for the wrapper" } else { "one for each process" };
            lines.push(format!(
                "- table {}, at most {} rows, {whose}; when it is full, {full}",
                code(&table.name),
                table.rows
            ));
        }
        if object.shared.is_empty() && object.call_data == 0 && lines.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n## State\n");
        for line in &lines {
            let _ = writeln!(out, "{line}");
        }
        if !object.shared.is_empty() {
            let n = object.shared.len();
            let _ = writeln!(out, "- {n} bytes shared by all processes under the wrapper");
        }
        if object.call_data > 0 {
            let n = object.call_data;
            let _ = writeln!(out, "- {n} bytes carried from `pre` to `post` of a call");
        }
    }

    /// Variables declared in the root file, with the comments above them.
    fn declared(&self) -> HashMap<&str, Option<String>> {
        let mut out = HashMap::new();
        for item in &self.unit.items {
            let Item::Decl(decl) = item else { continue };
            if self.is_own(decl.span) {
                let about = self.comments.above(self.offset(decl.span));
                out.extend(decl.declarators.iter().map(|d| (&*d.name.name, about.clone())));
            }
        }
        out
    }
}

/// A code span.
fn code(text: &str) -> String {
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
