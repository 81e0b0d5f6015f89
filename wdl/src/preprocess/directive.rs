//! Directives: lines that begin with `#`.
use super::{Condition, MAX_INCLUDE_DEPTH, Preprocessor};
use crate::diag::{Diagnostic, codes::preprocess as code};
use crate::lex::{Punct, Tok, Token, literal};
use crate::span::Span;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const DIRECTIVES: &[&str] = &[
    "include", "define", "undef", "if", "ifdef", "ifndef", "elif", "elifdef", "elifndef", "else",
    "endif", "line", "error", "warning", "pragma",
];

/// Headers of C's and POSIX's libraries that are not there.
const LIBC: &[&str] = &[
    "complex.h",
    "errno.h",
    "fcntl.h",
    "fenv.h",
    "float.h",
    "inttypes.h",
    "locale.h",
    "math.h",
    "memory.h",
    "pthread.h",
    "setjmp.h",
    "signal.h",
    "stdarg.h",
    "stdatomic.h",
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

impl Preprocessor<'_> {
    /// The rest of the directive's line, not expanded.
    fn line(&mut self) -> Vec<Token> {
        let mut out = Vec::new();
        loop {
            let Some(open) = self.open.last() else { return out };
            let before = open.lexer.clone();
            let token = self.lex();
            if token.starts_line || token.kind == Tok::Eof {
                if let Some(open) = self.open.last_mut() {
                    open.lexer = before;
                }
                return out;
            }
            out.push(token);
        }
    }

    /// Carries out the directive whose `#` was just read.
    pub(super) fn directive(&mut self, hash: &Token) {
        let Some(open) = self.open.last() else { return };
        let before = open.lexer.clone();
        let word = self.lex();
        if word.starts_line || word.kind == Tok::Eof {
            // A lone `#` is allowed and does nothing.
            if let Some(open) = self.open.last_mut() {
                open.lexer = before;
            }
            return;
        }
        let span = hash.span.to(word.span);
        let name = word.ident().cloned();
        let name = name.as_deref().unwrap_or("");
        match name {
            "if" | "ifdef" | "ifndef" => return self.begin_if(name, span),
            "elif" | "elifdef" | "elifndef" => return self.elif(name, span),
            "else" => return self.otherwise(span),
            "endif" => return self.endif(span),
            _ => {}
        }
        if self.skipping() {
            self.line();
            return;
        }
        match name {
            "include" => self.include(span),
            "define" => {
                let line = self.line();
                self.define(&line, span);
            }
            "undef" => {
                let line = self.line();
                self.undef(&line, span);
            }
            "error" | "warning" => self.message(name, span),
            "line" => self.set_line(span),
            "pragma" => self.pragma(span),
            _ => {
                self.line();
                let text = format!("{} is no directive", word.describe());
                let mut diagnostic = Diagnostic::new(code::BAD_DIRECTIVE, word.span, text);
                let foreign = match name {
                    "import" => Some("include"),
                    "elseif" | "elsif" => Some("elif"),
                    "end" | "fi" => Some("endif"),
                    _ => None,
                };
                let near = crate::diag::nearest(name, DIRECTIVES.iter().copied());
                if foreign.or(near).is_none() {
                    diagnostic = diagnostic
                        .note(format!("the directives are {}", DIRECTIVES.join(", ")))
                        .help("a comment is written `// ...` or `/* ... */`");
                }
                if let Some(near) = foreign.or(near) {
                    diagnostic = diagnostic.suggest(word.span, near, "a directive is named");
                }
                self.diags.push(diagnostic);
            }
        }
    }

    /// Complains about tokens after the end of a directive.
    pub(super) fn extra(&mut self, rest: &[Token], directive: &str) {
        if let Some(token) = rest.first() {
            self.diags.push(Diagnostic::new(
                code::EXTRA_TOKENS,
                token.span,
                format!("{} after `{directive}` is ignored", token.describe()),
            ));
        }
    }

    fn begin_if(&mut self, kind: &str, span: Span) {
        let skipped = self.skipping();
        let line = self.line();
        let holds = if skipped {
            false
        } else if kind == "if" {
            self.condition(line, span)
        } else {
            self.tested(&line, kind, span)
        };
        if let Some(open) = self.open.last_mut() {
            open.conditions.push(Condition {
                span,
                active: holds,
                done: holds || skipped,
                seen_else: None,
            });
        }
    }

    /// Whether `#ifdef`, `#ifndef`, `#elifdef` or `#elifndef` holds; false after a complaint.
    fn tested(&mut self, line: &[Token], kind: &str, span: Span) -> bool {
        match line.first().and_then(|t| t.ident()).cloned() {
            Some(name) => {
                self.extra(line.get(1..).unwrap_or_default(), &format!("#{kind}"));
                self.macros.contains_key(&name) == kind.ends_with("ifdef")
            }
            None => {
                let found = line.first().map_or("end of line".into(), Token::describe);
                self.diags.push(Diagnostic::new(
                    code::EXPECTED_NAME,
                    line.first().map_or(span.end(), |t| t.span),
                    format!("expected a macro's name after `#{kind}`, found {found}"),
                ));
                false
            }
        }
    }

    fn unmatched(&mut self, name: &str, span: Span) {
        let text = format!("`#{name}` without an `#if`");
        self.diags.push(Diagnostic::new(code::UNMATCHED, span, text));
    }

    fn elif(&mut self, name: &str, span: Span) {
        let Some(top) = self.open.last_mut().and_then(|o| o.conditions.last_mut()) else {
            self.line();
            return self.unmatched(name, span);
        };
        let after = top.seen_else;
        let done = top.done || after.is_some();
        if done {
            top.active = false;
        }
        if let Some(at) = after {
            let text = format!("`#{name}` after `#else` of the same `#if`");
            self.diags.push(Diagnostic::new(code::UNMATCHED, span, text).label(at, "the `#else`"));
        }
        // The line is lexed before the group is kept, so an apostrophe in it is not reported twice.
        let line = self.line();
        let holds = !done
            && match name {
                "elif" => self.condition(line, span),
                _ => self.tested(&line, name, span),
            };
        if let Some(top) = self.open.last_mut().and_then(|o| o.conditions.last_mut()) {
            top.active = holds;
            top.done |= holds;
        }
    }

    fn otherwise(&mut self, span: Span) {
        let line = self.line();
        let Some(top) = self.open.last_mut().and_then(|o| o.conditions.last_mut()) else {
            return self.unmatched("else", span);
        };
        let before = top.seen_else.replace(span);
        top.active = !top.done && before.is_none();
        top.done = true;
        let active = top.active;
        if let Some(at) = before {
            let text = "a second `#else` of the same `#if`";
            self.diags.push(Diagnostic::new(code::UNMATCHED, span, text).label(at, "the first"));
        }
        if active {
            self.extra(&line, "#else");
        }
    }

    fn endif(&mut self, span: Span) {
        let line = self.line();
        if self.open.last_mut().and_then(|o| o.conditions.pop()).is_none() {
            return self.unmatched("endif", span);
        }
        if !self.skipping() {
            self.extra(&line, "#endif");
        }
    }

    fn message(&mut self, name: &str, span: Span) {
        let line = self.line();
        let range = line.iter().fold(span.end(), |s, t| s.to(t.span));
        let text = self.map.text(range).trim().to_string();
        let code = if name == "error" { code::USER_ERROR } else { code::USER_WARNING };
        self.diags.push(Diagnostic::new(code, span, format!("#{name}: {text}")));
    }

    fn set_line(&mut self, span: Span) {
        let line = self.line();
        let line = self.expand_list(line);
        let number = line.first().and_then(|t| match &t.kind {
            Tok::Number(n) => literal::number(n).ok().filter(|n| n.value < 1 << 31),
            _ => None,
        });
        let file = match line.get(1).map(|t| &t.kind) {
            None => Some(None),
            Some(Tok::Str(s)) => literal::string(s)
                .ok()
                .and_then(|(bytes, _)| String::from_utf8(bytes).ok())
                .map(|s| Some(Arc::<str>::from(s))),
            Some(_) => None,
        };
        let here = self.map.place(span).map_or(0, |p| i64::from(p.line));
        match (number, file, self.open.last_mut()) {
            (Some(number), Some(file), Some(open)) => {
                open.line_shift = number.value as i64 - here - 1;
                open.presumed = file.or(open.presumed.take());
            }
            _ => self.diags.push(Diagnostic::new(
                code::BAD_LINE,
                span,
                "expected `#line NUMBER` or `#line NUMBER \"FILE\"`",
            )),
        }
    }

    fn pragma(&mut self, span: Span) {
        let line = self.line();
        if line.first().is_some_and(|t| t.is_word("once")) {
            let file = self.open.last().and_then(|o| self.map.file(o.file));
            if let Some(file) = file {
                self.once.insert(file.name.clone());
            }
            return;
        }
        if let Some((push, name)) = pushed(&line) {
            if push {
                let now = self.macros.get(&name).cloned();
                self.pushed.entry(name).or_default().push(now);
            } else {
                match self.pushed.get_mut(&name).and_then(Vec::pop) {
                    Some(Some(before)) => drop(self.macros.insert(name, before)),
                    Some(None) => drop(self.macros.remove(&name)),
                    None => {}
                }
            }
            return;
        }
        let what = line.first().map_or("an empty pragma".into(), Token::describe);
        self.diags.push(Diagnostic::new(
            code::UNKNOWN_PRAGMA,
            span,
            format!("`#pragma`: {what} is unknown and ignored"),
        ));
    }

    /// `_Pragma("...")` among the tokens of the program (C17 6.10.9): none is known here.
    pub(super) fn pragma_operator(&mut self, word: &Token) {
        let mut wanted = [Punct::LParen, Punct::RParen].into_iter();
        let mut what = None;
        loop {
            let token = self.next_expanded();
            let fits = match &token.kind {
                Tok::Str(_) => what.replace(token.describe()).is_none(),
                _ => wanted
                    .next()
                    .is_some_and(|p| token.is(p) && (p == Punct::LParen) == what.is_none()),
            };
            if !fits {
                let text =
                    format!("expected `(\"...\")` after `_Pragma`, found {}", token.describe());
                self.diags.push(Diagnostic::new(code::BAD_DIRECTIVE, word.span, text));
                return;
            }
            if token.is(Punct::RParen) {
                break;
            }
        }
        let text = format!("`_Pragma`: {} is unknown and ignored", what.unwrap_or_default());
        self.diags.push(Diagnostic::new(code::UNKNOWN_PRAGMA, word.span, text));
    }

    fn include(&mut self, span: Span) {
        let header = self.open.last_mut().and_then(|o| o.lexer.header_name());
        let (name, at, system) = if let Some((name, at)) = header {
            let line = self.line();
            self.extra(&line, "#include");
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
        self.find(&name, at, system);
    }

    /// Looks a header up and starts reading it.
    fn find(&mut self, name: &str, at: Span, system: bool) {
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
        let own = self.open.last().and_then(|o| o.folder.clone()).filter(|_| !system);
        let folders: Vec<PathBuf> =
            own.into_iter().chain(self.include_dirs.iter().cloned()).collect();
        for folder in &folders {
            let path = folder.join(name);
            let shown = path.display().to_string();
            if self.once.contains(&shown) {
                return;
            }
            match self.loader.load(&path) {
                Ok(None) => {}
                Ok(Some(text)) => {
                    let folder = path.parent().map(Path::to_path_buf);
                    return self.enter(shown, text, folder, false, Some(at));
                }
                Err(reason) => {
                    let text = format!("cannot read {shown}: {reason}");
                    self.diags.push(Diagnostic::new(code::UNREADABLE, at, text));
                    return;
                }
            }
        }
        let builtins = self.builtins;
        if let Some((_, text)) = builtins.iter().find(|(n, _)| *n == name) {
            let shown = format!("<{name}>");
            if !self.once.contains(&shown) {
                self.enter(shown, (*text).into(), None, true, Some(at));
            }
            return;
        }
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

/// What a pragma `push_macro("NAME")` or `pop_macro("NAME")` says.
fn pushed(line: &[Token]) -> Option<(bool, Arc<str>)> {
    let [word, open, name, close] = line else { return None };
    let Tok::Str(text) = &name.kind else { return None };
    let whole = open.is(Punct::LParen) && close.is(Punct::RParen);
    let push = word.is_word("push_macro");
    if !whole || !(push || word.is_word("pop_macro")) {
        return None;
    }
    let (bytes, _) = literal::string(text).ok()?;
    Some((push, String::from_utf8(bytes).ok()?.into()))
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
