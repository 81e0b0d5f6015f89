//! The lexer: source text to preprocessing tokens (C17 section 6.4, `$name` and `::=` added).
//!
//! Tokens keep their spelling; what a number or literal means is decided by [`literal`], once the
//! preprocessor has let the token pass. Text in a skipped `#if` group is lexed without complaint.
pub mod literal;
mod punct;
mod token;

use crate::diag::{Diagnostic, Diags, codes::lex as code};
use crate::span::Span;
pub use punct::Punct;
use std::sync::Arc;
pub use token::{Interner, Tok, Token};

/// Reads one file.
#[derive(Clone, Debug)]
pub struct Lexer {
    text: Arc<str>,
    base: u32,
    pos: usize,
    starts_line: bool,
}

impl Lexer {
    /// A lexer at the start of a file whose first byte has offset `base` in the source map.
    pub fn new(text: Arc<str>, base: u32) -> Self {
        let pos = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Lexer { text, base, pos, starts_line: true }
    }

    fn span(&self, from: usize) -> Span {
        Span { lo: self.base + from as u32, hi: self.base + self.pos as u32, expansion: 0 }
    }

    /// The byte at `at`, looking through line splices; and where it is.
    fn byte_at(&self, mut at: usize) -> Option<(u8, usize)> {
        let bytes = self.text.as_bytes();
        loop {
            let rest = bytes.get(at..)?;
            at += match rest {
                [b'\\', b'\n', ..] => 2,
                [b'\\', b'\r', b'\n', ..] => 3,
                [b, ..] => return Some((*b, at)),
                [] => return None,
            };
        }
    }

    fn peek(&self) -> Option<u8> {
        self.byte_at(self.pos).map(|(b, _)| b)
    }

    fn peek2(&self) -> Option<u8> {
        let (_, at) = self.byte_at(self.pos)?;
        self.byte_at(at + 1).map(|(b, _)| b)
    }

    fn bump(&mut self) {
        match self.byte_at(self.pos) {
            Some((_, at)) => self.pos = at + 1,
            None => self.pos = self.text.len(),
        }
    }

    /// The next whole character, consumed.
    fn take_char(&mut self) -> Option<char> {
        let (_, at) = self.byte_at(self.pos)?;
        let c = self.text.get(at..)?.chars().next()?;
        self.pos = at + c.len_utf8();
        Some(c)
    }

    /// Text from `from` to here, line splices removed.
    fn spelled(&self, from: usize, names: &mut Interner) -> Arc<str> {
        let raw = self.text.get(from..self.pos).unwrap_or_default();
        if raw.contains("\\\n") || raw.contains("\\\r\n") {
            names.get(&raw.replace("\\\r\n", "").replace("\\\n", ""))
        } else {
            names.get(raw)
        }
    }

    /// Skips blanks and comments; whether there were any.
    fn skip_blanks(&mut self, diags: Option<&mut Diags>) -> bool {
        let mut any = false;
        loop {
            match (self.peek(), self.peek2()) {
                (Some(b'\n'), _) => self.starts_line = true,
                (Some(b' ' | b'\t' | b'\r' | 0x0b | 0x0c), _) => {}
                (Some(b'/'), Some(b'/')) => {
                    while self.peek().is_some_and(|b| b != b'\n') {
                        self.bump();
                    }
                    any = true;
                    continue;
                }
                (Some(b'/'), Some(b'*')) => {
                    let from = self.byte_at(self.pos).map_or(self.pos, |(_, at)| at);
                    if !self.block_comment() {
                        if let Some(diags) = diags {
                            let lo = self.base + from as u32;
                            let span = Span { lo, hi: lo + 2, expansion: 0 };
                            let text = "this comment does not end";
                            diags.push(
                                Diagnostic::new(code::OPEN_COMMENT, span, text)
                                    .here("begins here")
                                    .help("end it with `*/`"),
                            );
                        }
                        return true;
                    }
                    any = true;
                    continue;
                }
                _ => return any,
            }
            self.bump();
            any = true;
        }
    }

    /// Skips a block comment; false if it does not end (the lexer then is at the file's end).
    fn block_comment(&mut self) -> bool {
        self.bump();
        self.bump();
        loop {
            match (self.peek(), self.peek2()) {
                (Some(b'*'), Some(b'/')) => {
                    self.bump();
                    self.bump();
                    return true;
                }
                (None, _) => return false,
                _ => self.bump(),
            }
        }
    }

    /// A header name `<...>` if one stands here (after `#include`), as written inside the brackets.
    pub fn header_name(&mut self) -> Option<(Arc<str>, Span)> {
        let rest = self.text.get(self.pos..)?;
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let inner = rest.get(blanks..)?.strip_prefix('<')?;
        let line = inner.lines().next()?;
        let name: Arc<str> = line.split_once('>')?.0.into();
        let from = self.pos + blanks;
        self.pos = from + name.len() + 2;
        Some((name, self.span(from)))
    }

    /// The next token. Complaints go to `diags`; `None` in a skipped group.
    pub fn next(&mut self, names: &mut Interner, mut diags: Option<&mut Diags>) -> Token {
        let spaced = self.skip_blanks(diags.as_deref_mut());
        let starts_line = std::mem::take(&mut self.starts_line);
        let from = self.byte_at(self.pos).map_or(self.text.len(), |(_, at)| at);
        self.pos = from;
        let kind = self.token(from, names, diags);
        if kind == Tok::Eof {
            let span = Span { hi: self.base + self.text.len() as u32, ..self.span(from) };
            return Token { kind, span, starts_line: true, spaced, painted: false };
        }
        Token { kind, span: self.span(from), starts_line, spaced, painted: false }
    }

    fn token(&mut self, from: usize, names: &mut Interner, diags: Option<&mut Diags>) -> Tok {
        let Some(first) = self.peek() else { return Tok::Eof };
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                self.word();
                let text = self.spelled(from, names);
                if matches!(&*text, "L" | "u" | "U" | "u8") {
                    if self.peek() == Some(b'"') {
                        return self.quoted(from, b'"', names, diags);
                    }
                    if self.peek() == Some(b'\'') {
                        return self.quoted(from, b'\'', names, diags);
                    }
                }
                Tok::Ident(text)
            }
            b'0'..=b'9' => self.number(from, names),
            b'.' if self.peek2().is_some_and(|b| b.is_ascii_digit()) => self.number(from, names),
            b'"' | b'\'' => self.quoted(from, first, names, diags),
            b'$' if self.peek2().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_') => {
                self.bump();
                let start = self.byte_at(self.pos).map_or(from, |(_, at)| at);
                self.word();
                Tok::Param(self.spelled(start, names))
            }
            _ => self.punctuator(),
        }
    }

    fn word(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_') {
            self.bump();
        }
    }

    fn number(&mut self, from: usize, names: &mut Interner) -> Tok {
        loop {
            match (self.peek(), self.peek2()) {
                (Some(b'e' | b'E' | b'p' | b'P'), Some(b'+' | b'-')) => {
                    let hex =
                        self.text.get(from..from + 2).is_some_and(|t| t.eq_ignore_ascii_case("0x"));
                    let exponent = self.peek().is_some_and(|b| b.eq_ignore_ascii_case(&b'p'));
                    self.bump();
                    if !hex || exponent {
                        self.bump();
                    }
                }
                (Some(b), _) if b.is_ascii_alphanumeric() || b == b'_' || b == b'.' => self.bump(),
                // Digits may be set apart (C23).
                (Some(b'\''), Some(b)) if b.is_ascii_alphanumeric() || b == b'_' => self.bump(),
                _ => return Tok::Number(self.spelled(from, names)),
            }
        }
    }

    fn quoted(
        &mut self,
        from: usize,
        quote: u8,
        names: &mut Interner,
        diags: Option<&mut Diags>,
    ) -> Tok {
        self.bump();
        loop {
            match self.peek() {
                Some(b'\\') => {
                    self.bump();
                    if self.peek().is_some_and(|b| b != b'\n') {
                        self.take_char();
                    }
                }
                Some(b) if b == quote => {
                    self.bump();
                    break;
                }
                Some(b) if b != b'\n' => self.bump(),
                _ => {
                    let what = if quote == b'"' { "string" } else { "character constant" };
                    if let Some(diags) = diags {
                        let end = format!("{}", quote as char);
                        diags.push(
                            Diagnostic::new(
                                code::OPEN_LITERAL,
                                self.span(from),
                                format!("this {what} does not end on its line"),
                            )
                            .here(format!("expected a closing `{end}`"))
                            .help("write `\\n` for a line break inside of it"),
                        );
                    }
                    // Whatever it was to be, an empty one lets parsing go on.
                    let empty = if quote == b'"' { "\"\"" } else { "'?'" };
                    return literal_token(quote, names.get(empty));
                }
            }
        }
        literal_token(quote, self.spelled(from, names))
    }

    fn punctuator(&mut self) -> Tok {
        // The longest wins; the table is sorted by falling length.
        let mut bytes = [0u8; 4];
        let mut at = self.pos;
        for slot in &mut bytes {
            let Some((b, place)) = self.byte_at(at) else { break };
            *slot = b;
            at = place + 1;
        }
        for (text, punct) in Punct::SPELLINGS {
            if bytes.starts_with(text.as_bytes()) {
                for _ in 0..text.len() {
                    self.bump();
                }
                return Tok::Punct(*punct);
            }
        }
        Tok::Stray(self.take_char().unwrap_or('\u{fffd}'))
    }
}

fn literal_token(quote: u8, text: Arc<str>) -> Tok {
    if quote == b'"' { Tok::Str(text) } else { Tok::Char(text) }
}

/// The one token that `text` is, if it is exactly one (for `##`, and `-D`).
pub fn single(text: &str, names: &mut Interner) -> Option<Tok> {
    let mut lexer = Lexer::new(text.into(), 0);
    let mut diags = Diags::new();
    let token = lexer.next(names, Some(&mut diags));
    let all = lexer.pos == text.len() && diags.list().is_empty();
    (all && !token.spaced && token.kind != Tok::Eof).then_some(token.kind)
}

#[cfg(test)]
mod tests;
