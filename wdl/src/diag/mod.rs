//! Diagnostics: what the compiler tells people. A stage reports into [`Diags`]; nothing here
//! decides how it looks.
pub mod codes;
pub mod render;

use crate::span::Span;
pub use codes::Code;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// No object is written.
    Error,
    /// Probably a mistake; `-W error` makes it one.
    Warning,
}

/// A text at a place.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be said of it.
    pub text: String,
}

/// Replace what stands at `span` by `with`.
#[derive(Clone, Debug)]
pub struct Suggestion {
    /// What to replace; empty for an insertion.
    pub span: Span,
    /// By what.
    pub with: String,
    /// Why, as a clause: `a variable with a similar name exists`.
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Stable code.
    pub code: Code,
    /// From the code; `-W error` raises it.
    pub severity: Severity,
    /// One sentence, lower case, no full stop.
    pub message: String,
    /// The caret, and what is said beside it (may be empty).
    pub primary: Label,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// Further facts.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Vec<String>,
    /// A replacement that would do it.
    pub suggestion: Option<Suggestion>,
}

impl Diagnostic {
    /// A finding at `span`; severity follows from the code's first letter.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        let severity = if code.id.starts_with('W') { Severity::Warning } else { Severity::Error };
        Diagnostic {
            code,
            severity,
            message: message.into(),
            primary: Label { span, text: String::new() },
            labels: Vec::new(),
            notes: Vec::new(),
            help: Vec::new(),
            suggestion: None,
        }
    }

    /// Says something beside the caret.
    #[must_use]
    pub fn here(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Points at another place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Offers a replacement.
    #[must_use]
    pub fn suggest(mut self, span: Span, with: impl Into<String>, text: impl Into<String>) -> Self {
        self.suggestion = Some(Suggestion { span, with: with.into(), text: text.into() });
        self
    }
}

/// Most findings kept of one compilation; what comes after is counted.
pub const MAX_DIAGNOSTICS: usize = 100;

/// Findings of a compilation, in the order they were made.
#[derive(Clone, Debug, Default)]
pub struct Diags {
    list: Vec<Diagnostic>,
    errors: usize,
    dropped: usize,
}

impl Diags {
    /// None yet.
    pub fn new() -> Self {
        Diags::default()
    }

    /// Adds one, unless the same code was already reported at the same place; of a name that does
    /// not exist, unless that was said before.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let once = [
            codes::sema::UNDECLARED,
            codes::sema::UNKNOWN_EVENT,
            codes::sema::UNKNOWN_NAMESPACE,
            codes::parse::UNKNOWN_TYPE,
        ];
        let once = once.contains(&diagnostic.code);
        // Places first: they are cheap to compare, and a macro may repeat a mistake a million times.
        let same = |d: &Diagnostic| {
            let again = once && d.message == diagnostic.message;
            (again || d.primary.span == diagnostic.primary.span) && d.code == diagnostic.code
        };
        if self.list.iter().any(same) {
            return;
        }
        let error = diagnostic.severity == Severity::Error;
        self.errors += usize::from(error);
        if self.list.len() < MAX_DIAGNOSTICS {
            self.list.push(diagnostic);
            return;
        }
        self.dropped += 1;
        // Among many warnings an error is what its reader needs.
        let warning = self.list.iter_mut().rev().find(|d| d.severity != Severity::Error);
        if let (true, Some(warning)) = (error, warning) {
            *warning = diagnostic;
        }
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Number of errors, kept or not.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// As [`nearest`], until mistakes abound.
    pub(crate) fn nearest<'n>(
        &self,
        name: &str,
        candidates: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        if self.errors < MOST_SUGGESTIONS { nearest(name, candidates) } else { None }
    }

    /// Those kept.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// How many were not kept.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// Changes those kept.
    pub(crate) fn each(&mut self, mut change: impl FnMut(&mut Diagnostic)) {
        self.list.iter_mut().for_each(&mut change);
    }

    /// Makes every warning an error (`-W error`).
    pub fn deny_warnings(&mut self) {
        for d in &mut self.list {
            if d.severity == Severity::Warning {
                d.severity = Severity::Error;
                self.errors += 1;
            }
        }
    }

    /// Sorts by place, so that output does not depend on the order of stages.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|d| (d.primary.span.expansion, d.primary.span.lo));
    }
}

/// `1 parameter`, `2 parameters`.
pub fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// Errors up to which [`Diags::nearest`] looks for similar names, which takes time.
const MOST_SUGGESTIONS: usize = 100;

/// The candidate most like `name`, if one is like it: for `did you mean`. Distance counts
/// insertions, deletions, replacements and swaps of neighbours; at most a third of the name's
/// length may differ.
pub fn nearest<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    candidates
        .filter(|c| c.len().abs_diff(name.len()) <= limit && *c != name)
        .map(|c| (distance(name, c), c))
        .filter(|(d, c)| *d <= limit && *d < c.len())
        // Among equally near ones, that which begins alike for longest.
        .min_by_key(|(d, c)| {
            let alike = name.chars().zip(c.chars()).take_while(|(a, b)| a == b).count();
            (*d, usize::MAX - alike, *c)
        })
        .map(|(_, c)| c)
}

/// Damerau-Levenshtein distance (restricted: no piece is edited twice), case-insensitive.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.to_lowercase().chars().take(64).collect();
    let b: Vec<char> = b.to_lowercase().chars().take(64).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |v: &[usize], k: usize| v.get(k).copied().unwrap_or(usize::MAX / 2);
            let mut best =
                (at(&last, j) + usize::from(x != y)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_misspellings_only() {
        let names = ["include", "define", "undef"];
        assert_eq!(nearest("inlcude", names.into_iter()), Some("include"));
        assert_eq!(nearest("defien", names.into_iter()), Some("define"));
        assert_eq!(nearest("banana", names.into_iter()), None);
        assert_eq!(distance("abcd", "acbd"), 1);
    }

    #[test]
    fn codes_are_unique_and_sorted() {
        let mut seen = std::collections::HashSet::new();
        for code in codes::all() {
            assert!(seen.insert(code.id), "{} twice", code.id);
            assert!(code.id.len() == 5 && code.explanation.ends_with('.'), "{}", code.id);
        }
    }
}
