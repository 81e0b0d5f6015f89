//! `#include` and `#include_next`: where a header's name leads to.
use super::{MAX_INCLUDE_DEPTH, Preprocessor};
use crate::diag::{Diagnostic, codes::preprocess as code};
use crate::lex::{Punct, Tok, Token};
use crate::span::Span;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Headers of C's and POSIX's libraries that are not there.
const LIBC: &[&str] = &[
    "complex.h",
    "errno.h",
    "fcntl.h",
    "fenv.h",
    "float.h",
    "locale.h",
    "math.h",
    "memory.h",
    "pthread.h",
    "setjmp.h",
    "signal.h",
    "stdarg.h",
    "stdio.h",
    "sys/types.h",
    "tgmath.h",
    "threads.h",
    "time.h",
    "uchar.h",
    "unistd.h",
    "varargs.h",
    "wchar.h",
    "wctype.h",
];

/// What a header's name leads to.
enum Found {
    /// A file: its name as it is shown, its text, its folder (none if it is built in), and how many of
    /// the folders given have been looked in.
    File { shown: String, text: Arc<str>, folder: Option<PathBuf>, searched: usize },
    /// There is one that cannot be read.
    Unreadable(String),
    /// Nothing in these folders.
    Nothing(Vec<PathBuf>),
}

impl Preprocessor<'_> {
    /// Carries out `#include` or (`next`) `#include_next`.
    pub(super) fn include(&mut self, span: Span, next: bool) {
        let header = self.open.last_mut().and_then(|o| o.lexer.header_name());
        let (name, at, system) = if let Some((name, at)) = header {
            let line = self.line();
            self.extra(&line, if next { "#include_next" } else { "#include" });
            (name.to_string(), at, true)
        } else {
            let line = self.line();
            let line = match line.first() {
                Some(Token { kind: Tok::Str(_), .. }) | None => line,
                _ => self.expand_list(line),
            };
            let Some((name, at, system)) = header_of(&line) else {
                let found = line.first().map_or("end of line".into(), Token::describe);
                self.diags.push(Diagnostic::new(
                    code::BAD_INCLUDE,
                    line.first().map_or(span.end(), |t| t.span),
                    format!("expected \"FILE\" or <FILE> after `#include`, found {found}"),
                ));
                return;
            };
            (name, at, system)
        };
        if self.open.len() >= MAX_INCLUDE_DEPTH {
            self.diags.push(
                Diagnostic::new(
                    code::INCLUDE_DEPTH,
                    at,
                    format!("includes nest deeper than {MAX_INCLUDE_DEPTH}"),
                )
                .help("a file that includes itself needs `#pragma once` or an `#ifndef` guard"),
            );
            self.end_input();
            return;
        }
        self.find(&name, at, system, next);
    }

    /// Looks a header up and starts reading it.
    fn find(&mut self, name: &str, at: Span, system: bool, next: bool) {
        if name.is_empty() || name.contains('\0') {
            let open = |d: &Diagnostic| {
                d.code == crate::diag::codes::lex::OPEN_LITERAL && d.primary.span == at
            };
            if self.diags.list().iter().any(open) {
                return;
            }
            let text = "the name of the included file is empty or holds NUL";
            self.diags.push(Diagnostic::new(code::BAD_INCLUDE, at, text));
            return;
        }
        match self.locate(name, system, next) {
            Found::File { shown, .. } if self.once.contains(&shown) => {}
            Found::File { shown, text, folder, searched } => {
                let builtin = folder.is_none();
                self.enter(shown, text, folder, builtin, Some(at));
                if let Some(open) = self.open.last_mut() {
                    open.searched = searched;
                }
            }
            Found::Unreadable(text) => {
                self.diags.push(Diagnostic::new(code::UNREADABLE, at, text));
            }
            Found::Nothing(folders) => self.not_found(name, at, &folders),
        }
    }

    /// Where a header's name leads to: the folder of the file that names it (`system`: not there), the
    /// folders given, or (`next`) those behind the one that this file was found in; built-in files last.
    fn locate(&mut self, name: &str, system: bool, next: bool) -> Found {
        let here = self.open.last();
        let own = here.and_then(|o| o.folder.clone()).filter(|_| !system && !next);
        let skipped = here.map_or(0, |o| if next { o.searched } else { 0 });
        let given = self.include_dirs.iter().enumerate().skip(skipped);
        let folders: Vec<(usize, PathBuf)> =
            own.map(|f| (0, f)).into_iter().chain(given.map(|(n, f)| (n + 1, f.clone()))).collect();
        for (searched, folder) in &folders {
            let path = folder.join(name);
            let shown = path.display().to_string();
            match self.loader.load(&path) {
                Ok(None) => {}
                Ok(Some(text)) => {
                    let folder = Some(path.parent().map(Path::to_path_buf).unwrap_or_default());
                    return Found::File { shown, text, folder, searched: *searched };
                }
                Err(reason) => {
                    return Found::Unreadable(format!("cannot read {shown}: {reason}"));
                }
            }
        }
        if let Some((_, text)) = self.builtins.iter().find(|(n, _)| *n == name) {
            let searched = self.include_dirs.len();
            let (shown, text) = (format!("<{name}>"), (*text).into());
            return Found::File { shown, text, folder: None, searched };
        }
        Found::Nothing(folders.into_iter().map(|(_, f)| f).collect())
    }

    /// Whether there is the file that the tokens between the parentheses of `__has_include` name;
    /// `None` if they name none.
    pub(super) fn has_include(&mut self, tokens: &[Token], next: bool) -> Option<bool> {
        let named = match tokens.first() {
            Some(t) if matches!(t.kind, Tok::Str(_)) || t.is(Punct::Lt) => header_of(tokens),
            _ => header_of(&self.expand_list(tokens.to_vec())),
        };
        let (name, _, system) = named.filter(|(n, ..)| !n.is_empty() && !n.contains('\0'))?;
        Some(!matches!(self.locate(&name, system, next), Found::Nothing(_)))
    }

    fn not_found(&mut self, name: &str, at: Span, folders: &[PathBuf]) {
        let builtins = self.builtins;
        let mut diagnostic =
            Diagnostic::new(code::NO_FILE, at, format!("cannot find the file `{name}` to include"));
        let known = builtins.iter().map(|(n, _)| *n);
        let why = match name {
            "stdarg.h" | "varargs.h" => {
                "the machine passes arguments in registers: functions have a fixed number of them"
            }
            "float.h" | "math.h" | "complex.h" | "fenv.h" | "tgmath.h" => {
                "WDL has no floating point"
            }
            _ => {
                "there is no C library: a wrapper runs where there are no files, no memory to allocate and no floating point; string.h, stdlib.h and ctype.h have what needs none"
            }
        };
        if LIBC.contains(&name) {
            diagnostic = diagnostic.note(why);
        } else if let Some(near) = crate::diag::nearest(name, known) {
            diagnostic = diagnostic.suggest(at, format!("<{near}>"), "a built-in file is named");
        } else if ["sys/", "linux", "freebsd", "bsd", "unix", "wss"]
            .iter()
            .any(|p| name.starts_with(p))
        {
            diagnostic = diagnostic
                .help("the systems' calls, their parameters and constants are known without");
        }
        let shown: Vec<String> = folders.iter().map(|f| show_folder(f)).collect();
        let searched = if shown.is_empty() { String::new() } else { shown.join(", ") + " and " };
        self.diags.push(diagnostic.note(format!("looked in {searched}the built-in files")));
    }
}

fn show_folder(folder: &Path) -> String {
    if folder.as_os_str().is_empty() { ".".into() } else { folder.display().to_string() }
}

/// The header that expanded tokens name.
fn header_of(line: &[Token]) -> Option<(String, Span, bool)> {
    let first = line.first()?;
    if let Tok::Str(text) = &first.kind {
        let inner = text.strip_prefix('"')?.strip_suffix('"')?;
        return Some((inner.to_string(), first.span, false));
    }
    let inner = line.get(1..)?;
    let end = inner.iter().position(|t| t.is(Punct::Gt))?;
    let name = inner.get(..end)?.iter().map(Token::spelling).collect();
    first.is(Punct::Lt).then_some((name, first.span, true))
}
