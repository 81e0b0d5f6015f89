//! Directives: lines that begin with `#`.
use super::{Condition, Preprocessor};
use crate::diag::{Diagnostic, codes::preprocess as code};
use crate::lex::{Tok, Token, literal};
use crate::span::Span;
use std::sync::Arc;

const DIRECTIVES: &[&str] = &[
    "include",
    "include_next",
    "define",
    "undef",
    "if",
    "ifdef",
    "ifndef",
    "elif",
    "elifdef",
    "elifndef",
    "else",
    "endif",
    "line",
    "error",
    "warning",
    "pragma",
];

impl Preprocessor<'_> {
    /// The rest of the directive's line, not expanded.
    pub(super) fn line(&mut self) -> Vec<Token> {
        let mut out = Vec::new();
        loop {
            let Some(open) = self.open.last() else { return out };
            // What begins the next line may stand in a group that is skipped: no complaint yet.
            let mut ahead = open.lexer.clone();
            let token = ahead.next(&mut self.names, None);
            if token.starts_line || token.kind == Tok::Eof {
                return out;
            }
            out.push(self.lex());
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
            "include" | "include_next" => self.include(span, name == "include_next"),
            "define" => {
                let line = self.line();
                self.define(&line, span);
            }
            "undef" => {
                let line = self.line();
                self.undef(&line, span);
            }
            "error" | "warning" => self.message(name, span),
            "line" => {
                let line = self.line();
                self.set_line(span, line);
            }
            "pragma" => {
                let line = self.line();
                self.pragma(&line, span);
            }
            // A note to whom reads the object.
            "ident" | "sccs" => drop(self.line()),
            _ => {
                let mut line = self.line();
                let named = matches!(line.first().map(|t| &t.kind), Some(Tok::Str(_)));
                if named && matches!(word.kind, Tok::Number(_)) {
                    // What `gcc -E` writes; the flags behind the file's name mean nothing here.
                    line.truncate(1);
                    line.insert(0, word);
                    return self.set_line(span, line);
                }
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
                self.is_defined(&name) == kind.ends_with("ifdef")
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

    fn set_line(&mut self, span: Span, line: Vec<Token>) {
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
}
