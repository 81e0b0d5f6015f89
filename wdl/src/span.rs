//! Positions: where a piece of source stands, in which file and through which macro expansions.
//!
//! All files of a compilation share one 32-bit offset space, so a [`Span`] is three words and
//! copies freely. [`SourceMap`] turns it back into file, line and column.
use std::sync::Arc;

/// A stretch of source text. `expansion` is 0 for text that stands where it is used, else the
/// number of the macro expansion that produced the token; `lo..hi` is then in the macro's body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte, in the source map's offset space.
    pub lo: u32,
    /// One past the last byte.
    pub hi: u32,
    /// Macro expansion, or 0: see [`SourceMap::expansion`].
    pub expansion: u32,
}

impl Span {
    /// From the start of `self` to the end of `other`; `self` when they come from different
    /// expansions or are out of order.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        if self.expansion == other.expansion && other.hi >= self.lo {
            Span { hi: other.hi.max(self.hi), ..self }
        } else {
            self
        }
    }

    /// The empty span at the end of `self`: where something is missing.
    #[must_use]
    pub fn end(self) -> Span {
        Span { lo: self.hi, ..self }
    }
}

/// A file of the compilation.
#[derive(Debug)]
pub struct SourceFile {
    /// Name as people know it: the path as given, or `<wss.h>` for a built-in file.
    pub name: String,
    /// The text.
    pub text: Arc<str>,
    /// Offset of its first byte in the map's space.
    pub base: u32,
    /// Part of the built-in prelude or library.
    pub builtin: bool,
    /// The `#include` that brought it in.
    pub included_from: Option<Span>,
    /// Offset of each line's first byte within the file.
    lines: Vec<u32>,
}

/// One expansion of a macro.
#[derive(Clone, Debug)]
pub struct Expansion {
    /// Name of the macro.
    pub name: Arc<str>,
    /// Where it was called; may itself lie in an expansion.
    pub call: Span,
    /// Where it was defined.
    pub definition: Span,
}

/// File, line and column of a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Index of the file: [`SourceMap::file`].
    pub file: usize,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Every file and macro expansion of a compilation.
#[derive(Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    expansions: Vec<Expansion>,
}

/// The offset space of 32 bits is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl SourceMap {
    /// An empty map.
    pub fn new() -> Self {
        SourceMap::default()
    }

    /// Adds a file and returns its index.
    pub fn add(
        &mut self,
        name: String,
        text: Arc<str>,
        builtin: bool,
        included_from: Option<Span>,
    ) -> Result<usize, Full> {
        let base = self.files.last().map_or(1, |f| f.base + f.text.len() as u32 + 1);
        let len = u32::try_from(text.len()).map_err(|_| Full)?;
        base.checked_add(len).and_then(|end| end.checked_add(2)).ok_or(Full)?;
        let starts = text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
        let lines = std::iter::once(0).chain(starts.map(|(i, _)| i as u32 + 1)).collect();
        self.files.push(SourceFile { name, text, base, builtin, included_from, lines });
        Ok(self.files.len() - 1)
    }

    /// Records a macro expansion and returns its number, for [`Span::expansion`].
    pub fn add_expansion(&mut self, expansion: Expansion) -> u32 {
        self.expansions.push(expansion);
        self.expansions.len() as u32
    }

    /// All files, in the order they were read.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The file of that index.
    pub fn file(&self, index: usize) -> Option<&SourceFile> {
        self.files.get(index)
    }

    /// The expansion a span comes from, if any.
    pub fn expansion(&self, span: Span) -> Option<&Expansion> {
        self.expansions.get((span.expansion as usize).checked_sub(1)?)
    }

    /// The span outside all macros that caused `span`: itself, or the outermost call.
    pub fn outermost(&self, span: Span) -> Span {
        let mut at = span;
        while let Some(expansion) = self.expansion(at) {
            at = expansion.call;
        }
        at
    }

    /// What spans take together outside of macros, in any order: arguments of a macro stand inside of
    /// its call.
    pub fn around(&self, spans: impl Iterator<Item = Span>) -> Span {
        let outside = spans.map(|span| self.outermost(span));
        let both = |a: Span, b: Span| Span { lo: a.lo.min(b.lo), hi: a.hi.max(b.hi), ..a };
        outside.reduce(both).unwrap_or_default()
    }

    /// A span outside of macros, with the whole of each macro's call that it begins or ends in: of
    /// an argument, nothing tells the call. A call that holds all of it is not part of it.
    pub fn with_calls(&self, span: Span) -> Span {
        let mut out = span;
        for call in self.expansions.iter().map(|e| e.call).filter(|c| c.expansion == 0) {
            let apart = call.hi <= span.lo || span.hi <= call.lo;
            let around = call.lo < span.lo && span.hi < call.hi;
            if !apart && !around {
                out = Span { lo: out.lo.min(call.lo), hi: out.hi.max(call.hi), ..out };
            }
        }
        out
    }

    /// Index of the file that holds an offset.
    pub fn file_of(&self, lo: u32) -> Option<usize> {
        self.files.partition_point(|f| f.base <= lo).checked_sub(1)
    }

    /// Where a span begins, outside all macros.
    pub fn place(&self, span: Span) -> Option<Place> {
        let at = self.outermost(span).lo;
        let file = self.file_of(at)?;
        let source = self.files.get(file)?;
        let offset = at - source.base;
        let line = source.lines.partition_point(|l| *l <= offset).max(1);
        let start = *source.lines.get(line - 1)? as usize;
        let before = source.text.get(start..(offset as usize).min(source.text.len()));
        let column = before.map_or(0, |t| t.chars().count()) as u32 + 1;
        Some(Place { file, line: line as u32, column })
    }

    /// The bytes of a span within its file (its own text, not the macro call's): file index and
    /// byte range, clamped to the file.
    pub fn range(&self, span: Span) -> Option<(usize, std::ops::Range<usize>)> {
        let file = self.file_of(span.lo)?;
        let source = self.files.get(file)?;
        let len = source.text.len();
        let lo = ((span.lo - source.base) as usize).min(len);
        let hi = (span.hi.saturating_sub(source.base) as usize).clamp(lo, len);
        Some((file, lo..hi))
    }

    /// The source text of a span.
    pub fn text(&self, span: Span) -> &str {
        self.range(span)
            .and_then(|(file, range)| self.files.get(file)?.text.get(range))
            .unwrap_or_default()
    }
}
