//! Complaints of the parser, and what takes a token or complains that it is missing.
use super::{Parse, Parser, Reported, words};
use crate::ast::Ident;
use crate::diag::{Code, Diagnostic, codes::lex as lex_code, codes::parse as code};
use crate::lex::{Punct, Tok};
use crate::span::Span;

impl Parser<'_> {
    /// Whether the lexer complained on this line, or the one before this token: what is missing
    /// here then follows from that.
    pub(super) fn hushed(&self) -> bool {
        let line = |span| self.map.place(span).map(|p| (p.file, p.line));
        let here = [line(self.span()), line(self.last_span())];
        self.diags.list().iter().any(|d| {
            let lexical = [
                lex_code::STRAY_CHARACTER,
                lex_code::OPEN_LITERAL,
                lex_code::OPEN_COMMENT,
                crate::diag::codes::preprocess::OPEN_CALL,
            ];
            // What nests too deeply is given up, with the rest of the file.
            d.code == code::TOO_DEEP
                || lexical.contains(&d.code) && here.contains(&line(d.primary.span))
        })
    }

    /// Reports something missing or misplaced, unless that follows from a complaint of the lexer.
    pub(super) fn complain<T>(&mut self, diagnostic: Diagnostic) -> Parse<T> {
        if !self.hushed() {
            let diagnostic = self.hint(diagnostic);
            self.diags.push(diagnostic);
        }
        Err(Reported)
    }

    /// Behind the token before; behind the call if a macro made it.
    pub(super) fn behind(&self) -> Span {
        let last = self.last_span();
        if self.span().expansion == last.expansion {
            last.end()
        } else {
            self.map.outermost(last).end()
        }
    }

    /// Complains that something else is expected here.
    pub(super) fn expected<T>(&mut self, what: &str) -> Parse<T> {
        let found = self.peek().describe();
        let mut diagnostic =
            Diagnostic::new(code::EXPECTED, self.span(), format!("expected {what}, found {found}"));
        if self.peek().ident().is_some_and(|name| words::is_keyword(name)) && what.contains("name")
        {
            diagnostic = diagnostic.note(format!("{found} is a keyword"));
        }
        self.complain(diagnostic.here(format!("expected {what}")))
    }

    /// Takes `punct`, or complains that it is missing behind what comes before.
    pub(super) fn expect(&mut self, punct: Punct, after: &str) -> Parse<Span> {
        if self.is(punct) {
            return Ok(self.bump().span);
        }
        let token = self.peek().clone();
        let found = token.describe();
        let text = format!("expected `{}` {after}, found {found}", punct.text());
        // What is missing at the end of a line is shown there, not on the next line.
        let behind = self.behind();
        let elsewhere = token.starts_line || token.kind == Tok::Eof;
        let span = if elsewhere && self.at > 0 { behind } else { token.span };
        let mut diagnostic = Diagnostic::new(code::EXPECTED, span, text)
            .here(format!("expected `{}`", punct.text()));
        if elsewhere && punct == Punct::Semi {
            diagnostic = diagnostic.suggest(behind, ";", "add the missing semicolon");
        }
        self.complain(diagnostic)
    }

    /// Takes the `punct` that closes what was opened at `open`.
    pub(super) fn expect_close(&mut self, punct: Punct, open: Span) -> Parse<Span> {
        self.close(punct, open, "")
    }

    /// As [`Parser::expect_close`], of a list whose items commas separate.
    pub(super) fn expect_list_close(&mut self, punct: Punct, open: Span) -> Parse<Span> {
        self.close(punct, open, "`,` or ")
    }

    pub(super) fn close(&mut self, punct: Punct, open: Span, or: &str) -> Parse<Span> {
        if self.is(punct) {
            return Ok(self.bump().span);
        }
        let found = self.peek().describe();
        let opener = match punct {
            Punct::RParen => "(",
            Punct::RBracket => "[",
            _ => "{",
        };
        let expected = format!("expected {or}`{}`", punct.text());
        let text = format!("{expected}, found {found}");
        let mut diagnostic = Diagnostic::new(code::UNCLOSED, self.span(), text)
            .here(expected)
            .label(open, format!("to close this `{opener}`"));
        if self.peek().ident().is_some_and(|name| words::is_keyword(name)) {
            diagnostic = diagnostic.note(format!("{found} is a keyword"));
        }
        self.complain(diagnostic)
    }

    /// Takes a name that is no keyword.
    pub(super) fn name(&mut self, what: &str) -> Parse<Ident> {
        match self.peek().ident().cloned() {
            Some(name) if !words::is_keyword(&name) => Ok(Ident { name, span: self.bump().span }),
            _ => self.expected(what),
        }
    }

    pub(super) fn refuse(&mut self, code: Code, span: Span, text: impl Into<String>) {
        self.diags.push(Diagnostic::new(code, span, text));
    }

    pub(super) fn float(&mut self, span: Span, what: &str) {
        self.diags.push(
            Diagnostic::new(lex_code::FLOAT, span, format!("{what}: WDL has no floating point"))
                .note("wrappers run inside a kernel, where its registers are another's")
                .help("use integers, scaled where a fraction is needed"),
        );
    }
}
