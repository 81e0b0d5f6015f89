//! How diagnostics look: text with the source beside it, or JSON.
use super::{Diagnostic, Diags, Severity, Suggestion};
use crate::span::{SourceMap, Span};
use annotate_snippets::{
    AnnotationKind, Group, Level, Origin, Patch, Renderer, Snippet, renderer::DecorStyle,
};
use serde_json::{Value, json};
use std::ops::Range;

/// Version of the JSON form: rises when a field changes its meaning or goes away.
pub const SCHEMA: u32 = 1;

/// Lines longer than this, and windows of more lines than [`MAX_LINES`], are not shown: only where
/// they are.
const MAX_LINE: usize = 1000;
const MAX_LINES: usize = 200;

/// The findings of a compilation with the sources they point into.
#[derive(Debug, Default)]
pub struct Diagnostics {
    /// The findings.
    pub diags: Diags,
    /// The sources.
    pub map: SourceMap,
}

impl std::fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text(false))
    }
}

impl std::error::Error for Diagnostics {}

/// Lines of a file, and where in them something is.
struct Window {
    file: usize,
    /// Bytes of the file, whole lines.
    lines: Range<usize>,
    first_line: u32,
}

impl Diagnostics {
    /// For people; with ANSI colours if `color`.
    pub fn text(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.decor_style(DecorStyle::Ascii);
        let mut out = String::new();
        for diagnostic in self.diags.list() {
            let report = self.report(diagnostic);
            out.push_str(&renderer.render(&report));
            out.push_str("\n\n");
        }
        if self.diags.dropped() > 0 {
            out.push_str(&format!("... and {} more\n\n", self.diags.dropped()));
        }
        out.push_str(&self.summary());
        out
    }

    /// `2 errors, 1 warning`, with a line break; empty if there is nothing.
    fn summary(&self) -> String {
        let warnings = self.diags.list().iter().filter(|d| d.severity == Severity::Warning).count();
        let count = |n: usize, what: &str| match n {
            0 => None,
            1 => Some(format!("1 {what}")),
            n => Some(format!("{n} {what}s")),
        };
        let parts = [count(self.diags.errors(), "error"), count(warnings, "warning")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { String::new() } else { parts.join(", ") + "\n" }
    }

    fn report<'a>(&'a self, d: &'a Diagnostic) -> Vec<Group<'a>> {
        let level = match d.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(d.message.as_str()).id(d.code.id);
        let mut group = Group::with_title(title);
        // What is marked: outside of macros first, then inside their definitions.
        let mut marks: Vec<(Span, &str, AnnotationKind)> = Vec::new();
        let macro_label = "in this call of a macro";
        let inside = self.map.expansion(d.primary.span).is_some();
        let here = self.map.outermost(d.primary.span);
        let text = d.primary.text.as_str();
        let primary = if inside && text.is_empty() { macro_label } else { text };
        marks.push((here, primary, AnnotationKind::Primary));
        for label in &d.labels {
            let at = self.map.outermost(label.span);
            marks.push((at, &label.text, AnnotationKind::Context));
        }
        for window in self.windows(&marks) {
            group = match self.snippet(&window, &marks) {
                Ok(snippet) => group.element(snippet),
                Err(origin) => group.element(origin),
            };
        }
        for (span, name) in self.expansions(d.primary.span) {
            group =
                group.element(Level::NOTE.message(format!("in the expansion of macro `{name}`")));
            if let Some(window) = self.window(span) {
                let mark = [(span, "", AnnotationKind::Context)];
                group = match self.snippet(&window, &mark) {
                    Ok(snippet) => group.element(snippet),
                    Err(origin) => group.element(origin),
                };
            }
        }
        for note in self.include_notes(here) {
            group = group.element(Level::NOTE.message(note));
        }
        for note in &d.notes {
            group = group.element(Level::NOTE.message(note.as_str()));
        }
        for help in &d.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let mut groups = vec![group];
        if let Some(suggestion) = &d.suggestion {
            groups.extend(self.suggestion(suggestion));
        }
        groups
    }

    /// Places in macro definitions that a span went through, innermost first.
    fn expansions(&self, span: Span) -> Vec<(Span, &str)> {
        let mut out = Vec::new();
        let mut at = span;
        while let Some(expansion) = self.map.expansion(at) {
            if out.len() < 4 {
                out.push((Span { expansion: 0, ..at }, &*expansion.name));
            }
            at = expansion.call;
        }
        out
    }

    fn include_notes(&self, span: Span) -> Vec<String> {
        let mut out = Vec::new();
        let mut at = span;
        while let Some(from) = self
            .map
            .range(at)
            .and_then(|(file, _)| self.map.file(file))
            .and_then(|file| file.included_from)
        {
            if let Some((name, line, _)) = self.place(from) {
                out.push(format!("included from {name}:{line}"));
            }
            at = from;
            if out.len() >= 5 {
                break;
            }
        }
        out
    }

    /// Name, line and column of a place outside of macros.
    fn place(&self, span: Span) -> Option<(&str, u32, u32)> {
        if span == Span::default() {
            return None;
        }
        let place = self.map.place(span)?;
        Some((&self.map.file(place.file)?.name, place.line, place.column))
    }

    /// The whole lines that a span touches.
    fn window(&self, span: Span) -> Option<Window> {
        if span == Span::default() {
            return None;
        }
        let (file, range) = self.map.range(span)?;
        let text = &self.map.file(file)?.text;
        let start = text.get(..range.start)?.rfind('\n').map_or(0, |i| i + 1);
        let end = text.get(range.end..)?.find('\n').map_or(text.len(), |i| range.end + i);
        let place = self.map.place(Span { expansion: 0, ..span })?;
        Some(Window { file, lines: start..end, first_line: place.line })
    }

    /// Windows that cover all marks, the primary's first; those of one file joined if near.
    fn windows(&self, marks: &[(Span, &str, AnnotationKind)]) -> Vec<Window> {
        let mut out: Vec<Window> = Vec::new();
        for window in marks.iter().filter_map(|(span, ..)| self.window(*span)) {
            let near = out.iter_mut().find(|w| {
                w.file == window.file && w.first_line.abs_diff(window.first_line) < MAX_LINES as u32
            });
            match near {
                Some(near) => {
                    near.first_line = near.first_line.min(window.first_line);
                    near.lines.start = near.lines.start.min(window.lines.start);
                    near.lines.end = near.lines.end.max(window.lines.end);
                }
                None => out.push(window),
            }
        }
        out
    }

    /// A window's text with its marks; only the place if a line is too long to be shown.
    fn snippet<'a>(
        &'a self,
        window: &Window,
        marks: &[(Span, &'a str, AnnotationKind)],
    ) -> Result<Snippet<'a, annotate_snippets::Annotation<'a>>, Origin<'a>> {
        let file = self.map.file(window.file);
        let text = file.and_then(|f| f.text.get(window.lines.clone())).unwrap_or("");
        let name = file.map_or("", |f| f.name.as_str());
        if text.lines().any(|l| l.len() > MAX_LINE) || text.lines().count() > 2 * MAX_LINES {
            let place = marks.first().and_then(|(span, ..)| self.place(*span));
            let (line, column) = place.map_or((1, 1), |(_, line, column)| (line, column));
            return Err(Origin::path(name).line(line as usize).char_column(column as usize));
        }
        let mut snippet =
            Snippet::source(text).line_start(window.first_line as usize).path(name).fold(true);
        for (span, label, kind) in marks {
            let Some((file, range)) = self.map.range(*span) else { continue };
            let inside = range.start >= window.lines.start && range.end <= window.lines.end;
            if file != window.file || !inside || *span == Span::default() {
                continue;
            }
            let range = range.start - window.lines.start..range.end - window.lines.start;
            let mut annotation = kind.span(range);
            if !label.is_empty() {
                annotation = annotation.label(*label);
            }
            snippet = snippet.annotation(annotation);
        }
        Ok(snippet)
    }

    fn suggestion<'a>(&'a self, suggestion: &'a Suggestion) -> Option<Group<'a>> {
        let text = format!("{}: `{}`", suggestion.text, suggestion.with);
        let group = Group::with_title(Level::HELP.secondary_title(text));
        // Inside of a macro or a built-in file there is nothing to be patched.
        let file = self.map.range(suggestion.span).and_then(|(file, _)| self.map.file(file))?;
        if suggestion.span.expansion != 0 || file.builtin || suggestion.span == Span::default() {
            return Some(group);
        }
        let window = self.window(suggestion.span)?;
        let text = file.text.get(window.lines.clone())?;
        if text.len() > MAX_LINE {
            return Some(group);
        }
        let (_, range) = self.map.range(suggestion.span)?;
        let range = range.start - window.lines.start..range.end - window.lines.start;
        let snippet = Snippet::source(text)
            .line_start(window.first_line as usize)
            .path(file.name.as_str())
            .patch(Patch::new(range, suggestion.with.as_str()));
        Some(group.element(snippet))
    }

    /// For programs: one object, `schema` first. Lines and columns count from 1, columns in
    /// characters.
    pub fn json(&self) -> Value {
        let list: Vec<Value> = self.diags.list().iter().map(|d| self.json_of(d)).collect();
        json!({
            "schema": SCHEMA,
            "errors": self.diags.errors(),
            "dropped": self.diags.dropped(),
            "diagnostics": list,
        })
    }

    fn json_of(&self, d: &Diagnostic) -> Value {
        let labels: Vec<Value> = d
            .labels
            .iter()
            .map(|l| json!({ "at": self.json_place(l.span), "text": l.text }))
            .collect();
        let expansion: Vec<Value> = self
            .expansions(d.primary.span)
            .into_iter()
            .map(|(span, name)| json!({ "macro": name, "at": self.json_place(span) }))
            .collect();
        let suggestion = d
            .suggestion
            .as_ref()
            .map(|s| json!({ "at": self.json_place(s.span), "with": s.with, "text": s.text }));
        json!({
            "code": d.code.id,
            "severity": match d.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "message": d.message,
            "at": self.json_place(self.map.outermost(d.primary.span)),
            "label": d.primary.text,
            "labels": labels,
            "expansion": expansion,
            "notes": d.notes,
            "help": d.help,
            "suggestion": suggestion,
        })
    }

    fn json_place(&self, span: Span) -> Value {
        let outermost = self.map.outermost(span);
        let Some((file, line, column)) = self.place(outermost) else { return Value::Null };
        let end = self.place(outermost.end());
        let (end_line, end_column) = end.map_or((line, column), |(_, l, c)| (l, c));
        json!({
            "file": file, "line": line, "column": column,
            "end_line": end_line, "end_column": end_column,
        })
    }
}
