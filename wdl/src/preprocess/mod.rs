//! The preprocessor (C17 section 6.10): files and macros in, one list of tokens out.
//!
//! Macro expansion keeps a stack of token lists being read ([`Context`]): a macro is off while its
//! own expansion is on the stack, and its name, met there, is painted for good. Input may be
//! hostile, so everything that can grow is bounded: include depth, files, source bytes, nesting of
//! calls in arguments, tokens produced. At a bound there is one diagnostic and the input ends.
mod ask;
mod condition;
mod define;
mod directive;
mod expand;
mod include;
mod pragma;
mod text;
mod va_opt;

pub(crate) use pragma::PACK;

use crate::diag::{Diagnostic, Diags, codes::preprocess as code};
use crate::lex::{Interner, Lexer, Tok, Token};
use crate::span::{SourceMap, Span};
use define::Macro;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Most bytes of one source file.
pub const MAX_FILE: usize = 4 << 20;
const MAX_INCLUDE_DEPTH: usize = 40;
const MAX_FILES: usize = 2000;
const MAX_SOURCE: usize = 32 << 20;
const MAX_TOKENS: usize = 1 << 20;
const MAX_EXPANDED: usize = 1 << 21;
const MAX_NESTING: u32 = 200;

/// Where source files come from.
pub trait Loader {
    /// The text of a file; `Ok(None)` if there is none of that name, `Err` with a reason if it
    /// cannot be read.
    fn load(&mut self, path: &Path) -> Result<Option<Arc<str>>, String>;
}

/// Built-in header files by name.
pub type Builtins = &'static [(&'static str, &'static str)];

/// A file being read.
struct Open {
    lexer: Lexer,
    /// Index in the source map.
    file: usize,
    /// Folder that `#include "..."` looks in first; `None` for a built-in file.
    folder: Option<PathBuf>,
    /// How many of the folders given were looked in until it was found.
    searched: usize,
    conditions: Vec<Condition>,
    /// Added to line numbers for `__LINE__`, and the file's name for `__FILE__` (`#line`).
    line_shift: i64,
    presumed: Option<Arc<str>>,
}

/// An open `#if`.
struct Condition {
    span: Span,
    /// This group is being kept.
    active: bool,
    /// A group of this `#if` has been kept already, or the whole `#if` is being skipped.
    done: bool,
    seen_else: Option<Span>,
}

/// Tokens being read in place of a macro call, or a macro's argument.
struct Context {
    tokens: Vec<Token>,
    next: usize,
    /// The macro that is off until this is read.
    of: Option<Rc<Macro>>,
}

/// The preprocessor.
pub struct Preprocessor<'a> {
    map: &'a mut SourceMap,
    diags: &'a mut Diags,
    loader: &'a mut dyn Loader,
    builtins: Builtins,
    include_dirs: &'a [PathBuf],
    names: Interner,
    macros: HashMap<Arc<str>, Rc<Macro>>,
    /// What `#pragma push_macro` put aside, undefined or not.
    pushed: HashMap<Arc<str>, Vec<Option<Rc<Macro>>>>,
    pack: pragma::Pack,
    open: Vec<Open>,
    contexts: Vec<Context>,
    /// Reading a macro's argument or a directive's line: its end is the end of input.
    fenced: bool,
    /// A macro that stood for nothing left a blank before the next token.
    blank: bool,
    /// Expanding a condition, where macros may bring `defined`.
    asking: bool,
    /// A token read ahead from the file.
    ahead: Option<Token>,
    once: HashSet<String>,
    counter: u64,
    nesting: u32,
    expanded: usize,
    source_bytes: usize,
    exhausted: bool,
}

impl<'a> Preprocessor<'a> {
    /// A preprocessor that has read nothing.
    pub fn new(
        map: &'a mut SourceMap,
        diags: &'a mut Diags,
        loader: &'a mut dyn Loader,
        builtins: Builtins,
        include_dirs: &'a [PathBuf],
    ) -> Self {
        let mut new = Preprocessor {
            map,
            diags,
            loader,
            builtins,
            include_dirs,
            names: Interner::default(),
            macros: HashMap::new(),
            pushed: HashMap::new(),
            pack: pragma::Pack::default(),
            open: Vec::new(),
            contexts: Vec::new(),
            fenced: false,
            blank: false,
            asking: false,
            ahead: None,
            once: HashSet::new(),
            counter: 0,
            nesting: 0,
            expanded: 0,
            source_bytes: 0,
            exhausted: false,
        };
        new.define_builtins();
        new
    }

    /// Tokens of a text that stands in no file, or of a built-in file; macros stay defined.
    pub fn builtin(&mut self, name: &str, text: &str) -> Vec<Token> {
        self.run(name.to_string(), text.into(), None, true)
    }

    /// Tokens of the root file, ending in [`Tok::Eof`].
    pub fn root(&mut self, name: String, text: Arc<str>, folder: PathBuf) -> Vec<Token> {
        self.run(name, text, Some(folder), false)
    }

    fn run(
        &mut self,
        name: String,
        text: Arc<str>,
        folder: Option<PathBuf>,
        builtin: bool,
    ) -> Vec<Token> {
        self.enter(name, text, folder, builtin, None);
        let mut out = Vec::new();
        loop {
            let token = self.next_expanded();
            let end = token.kind == Tok::Eof;
            if let Tok::Stray(c) = token.kind {
                self.stray(&token, c);
                continue;
            }
            if token.is_word("_Pragma") {
                self.pragma_operator(&token);
                continue;
            }
            if out.len() >= MAX_TOKENS && !end {
                self.exhaust(token.span, format!("more than {MAX_TOKENS} tokens"));
                continue;
            }
            let packed = self.pack.now != 0 && (token.is_word("struct") || token.is_word("union"));
            let behind = if packed { self.packed(&token) } else { Vec::new() };
            out.push(token);
            out.extend(behind);
            if end {
                return out;
            }
        }
    }

    fn stray(&mut self, token: &Token, c: char) {
        let looks_like = match c {
            '\u{2018}' | '\u{2019}' | '`' => Some("'"),
            '\u{201c}' | '\u{201d}' => Some("\""),
            '\u{2013}' | '\u{2014}' | '\u{2212}' => Some("-"),
            '\u{37e}' | '\u{ff1b}' => Some(";"),
            '\u{a0}' | '\u{200b}' | '\u{feff}' => Some(" "),
            _ => None,
        };
        let name = match c {
            '$' => "`$` without a name behind it".to_string(),
            '\\' => "stray `\\`".to_string(),
            _ if c.is_control() || c.is_whitespace() || looks_like == Some(" ") => {
                format!("stray character U+{:04X}", u32::from(c))
            }
            _ => format!("stray character `{c}`"),
        };
        let mut diagnostic =
            Diagnostic::new(crate::diag::codes::lex::STRAY_CHARACTER, token.span, name);
        if let Some(with) = looks_like {
            diagnostic = diagnostic.suggest(token.span, with, "the character of C is");
        } else if c == '$' {
            diagnostic = diagnostic.help("a parameter of the event is written `$name`");
        }
        self.diags.push(diagnostic);
    }

    /// Starts reading a file.
    fn enter(
        &mut self,
        name: String,
        text: Arc<str>,
        folder: Option<PathBuf>,
        builtin: bool,
        from: Option<Span>,
    ) {
        let at = from.unwrap_or_default();
        self.source_bytes += text.len();
        if text.len() > MAX_FILE {
            self.exhaust(at, format!("{name} is longer than {} MiB", MAX_FILE >> 20));
        } else if self.source_bytes > MAX_SOURCE || self.map.files().len() >= MAX_FILES {
            let limit = format!("{MAX_FILES} files or {} MiB of source", MAX_SOURCE >> 20);
            self.exhaust(at, format!("more than {limit}"));
        }
        if self.exhausted {
            return;
        }
        let Ok(file) = self.map.add(name, text.clone(), builtin, from) else {
            self.exhaust(at, "the sources are too long".into());
            return;
        };
        let base = self.map.file(file).map_or(0, |f| f.base);
        self.open.push(Open {
            lexer: Lexer::new(text, base),
            file,
            folder,
            searched: 0,
            conditions: Vec::new(),
            line_shift: 0,
            presumed: None,
        });
    }

    /// Reports a bound and ends the input.
    fn exhaust(&mut self, span: Span, what: String) {
        if !self.exhausted {
            self.diags.push(
                Diagnostic::new(code::TOO_MUCH, span, format!("input too large: {what}"))
                    .note("the compiler bounds what a source may grow to, whatever its macros do"),
            );
        }
        self.end_input();
    }

    /// There is nothing more to read.
    fn end_input(&mut self) {
        self.exhausted = true;
        self.open.clear();
        self.contexts.clear();
        self.ahead = None;
    }

    fn skipping(&self) -> bool {
        self.open.last().and_then(|o| o.conditions.last()).is_some_and(|c| !c.active)
    }

    /// The next token of the file's text, not expanded, for directives.
    fn lex(&mut self) -> Token {
        let Some(open) = self.open.last_mut() else { return eof(Span::default()) };
        let quiet = open.conditions.last().is_some_and(|c| !c.active);
        open.lexer.next(&mut self.names, if quiet { None } else { Some(self.diags) })
    }

    /// The next token from files, directives carried out.
    fn next_from_files(&mut self) -> Token {
        if let Some(token) = self.ahead.take() {
            return token;
        }
        let mut last = Span::default();
        loop {
            if self.open.is_empty() {
                return eof(last);
            }
            let token = self.lex();
            last = token.span;
            if token.kind == Tok::Eof {
                self.leave();
            } else if token.starts_line && token.is(crate::lex::Punct::Hash) {
                self.directive(&token);
            } else if !self.skipping() {
                return token;
            }
        }
    }

    fn leave(&mut self) {
        let Some(open) = self.open.pop() else { return };
        for condition in open.conditions {
            self.diags.push(
                Diagnostic::new(code::OPEN_IF, condition.span, "this `#if` has no `#endif`")
                    .here("begins here; the file ends before it does"),
            );
        }
    }

    /// The next token, not expanded, from contexts or files.
    fn next_raw(&mut self) -> Token {
        if self.exhausted {
            return eof(Span::default());
        }
        while let Some(context) = self.contexts.last_mut() {
            if let Some(token) = context.tokens.get(context.next) {
                context.next += 1;
                return token.clone();
            }
            self.pop_context();
        }
        if self.fenced { eof(Span::default()) } else { self.next_from_files() }
    }

    fn pop_context(&mut self) {
        if let Some(of) = self.contexts.pop().and_then(|c| c.of) {
            of.active.set(false);
        }
    }
}

fn eof(span: Span) -> Token {
    let span = span.end();
    Token { kind: Tok::Eof, span, starts_line: true, spaced: false, painted: false }
}

#[cfg(test)]
mod tests;
