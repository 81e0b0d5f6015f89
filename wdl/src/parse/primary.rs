//! Primary expressions (C17 section 6.5.1): names, literals, parentheses, `_Generic`.
use super::{Parse, Parser, Reported, words};
use crate::ast::{Association, Designator, Encoding, Expr, ExprKind, IntLit};
use crate::diag::{Diagnostic, codes::lex as lex_code, codes::parse as code};
use crate::lex::literal::{self, LiteralError};
use crate::lex::{Punct, Tok};
use crate::span::Span;
use std::sync::Arc;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Parse<Expr> {
        let token = self.peek().clone();
        let start = token.span;
        match token.kind {
            Tok::Ident(word) if &*word == "_Generic" => self.generic(),
            Tok::Ident(word) if &*word == "__builtin_offsetof" => self.offsetof(),
            Tok::Ident(word) if &*word == "__builtin_types_compatible_p" => self.compatible(),
            Tok::Ident(word)
                if matches!(&*word, "__func__" | "__FUNCTION__" | "__PRETTY_FUNCTION__") =>
            {
                self.bump();
                let name = self.function.as_deref().unwrap_or("").as_bytes().to_vec();
                self.node(ExprKind::Str(name, Encoding::Plain), start, 0)
            }
            Tok::Ident(word) => {
                if words::is_keyword(&word) {
                    return self.expected("an expression");
                }
                self.bump();
                self.node(ExprKind::Ident(word), start, 0)
            }
            Tok::Param(name) => {
                self.dollars.insert(name.clone());
                self.bump();
                self.node(ExprKind::Param(name), start, 0)
            }
            Tok::Number(text) => {
                self.bump();
                let kind = self.number(&text, start);
                self.node(kind, start, 0)
            }
            Tok::Char(text) => {
                self.bump();
                let kind = match literal::character(&text) {
                    Ok((value, encoding)) => ExprKind::Char(value, encoding),
                    Err(error) => {
                        self.bad_literal(error, start, &text);
                        ExprKind::Error
                    }
                };
                self.node(kind, start, 0)
            }
            Tok::Str(_) => {
                let (bytes, encoding, span) = self.strings();
                self.node(ExprKind::Str(bytes, encoding), span, 0)
            }
            Tok::Punct(Punct::LParen) => {
                self.bump();
                if self.is(Punct::LBrace) {
                    if self.function.is_none() {
                        let text = "statements can stand inside of a function's expressions only";
                        self.refuse(code::NOT_WDL, start, text);
                        return Err(Reported);
                    }
                    let (block, below) = self.measured(Self::block)?;
                    let close = self.expect_close(Punct::RParen, start)?;
                    return self.node(ExprKind::Block(block), start.to(close), below);
                }
                let inner = self.nested(Self::expression)?;
                self.expect_close(Punct::RParen, start)?;
                Ok(Expr { parens: true, ..inner })
            }
            _ => self.expected("an expression"),
        }
    }

    fn number(&mut self, text: &str, span: Span) -> ExprKind {
        let (code, message) = match literal::number(text) {
            Ok(value) => return ExprKind::Int(value),
            Err(LiteralError::Float) => {
                self.float(span, &format!("`{text}`"));
                return ExprKind::Error;
            }
            Err(LiteralError::Digit(c)) => {
                (lex_code::BAD_NUMBER, format!("`{c}` is no digit of the number's base"))
            }
            Err(LiteralError::NoDigits) => {
                (lex_code::BAD_NUMBER, format!("no digits follow the prefix of `{text}`"))
            }
            Err(LiteralError::TooLarge) => {
                (lex_code::BAD_NUMBER, format!("`{text}` does not fit 64 bits"))
            }
            Err(_) => (
                lex_code::BAD_NUMBER,
                format!("expected a suffix of u, l and ll at the end of the number `{text}`"),
            ),
        };
        self.refuse(code, span, message);
        ExprKind::Error
    }

    fn bad_literal(&mut self, error: LiteralError, span: Span, text: &str) {
        let (code, message) = match error {
            LiteralError::Escape(c) => {
                (lex_code::BAD_ESCAPE, format!("unknown escape sequence `\\{c}`"))
            }
            LiteralError::NoDigits => {
                (lex_code::BAD_ESCAPE, "an escape sequence has no digits".to_string())
            }
            LiteralError::EscapeRange => (
                lex_code::BAD_ESCAPE,
                "the value of an escape sequence does not fit its character".to_string(),
            ),
            LiteralError::Empty => {
                (lex_code::BAD_CHARACTER, "expected a character between the quotes".to_string())
            }
            _ => (lex_code::BAD_CHARACTER, format!("{text} holds more than one character")),
        };
        let mut diagnostic = Diagnostic::new(code, span, message);
        if error == LiteralError::Long {
            diagnostic = diagnostic.help("a string is written with double quotes");
        }
        self.diags.push(diagnostic);
    }

    /// Adjacent string literals, joined.
    pub(super) fn strings(&mut self) -> (Vec<u8>, Encoding, Span) {
        let mut parts: Vec<(Arc<str>, Span)> = Vec::new();
        while let Tok::Str(text) = &self.peek().kind {
            parts.push((text.clone(), self.span()));
            self.bump();
        }
        let prefixes = parts.iter().map(|(text, _)| literal::string_encoding(text));
        let encoding = prefixes
            .fold(Encoding::Plain, |all, one| if all == Encoding::Plain { one } else { all });
        let mut prefix = "";
        for (text, at) in &parts {
            let own = literal::string_prefix(text);
            if !own.is_empty() && !prefix.is_empty() && own != prefix {
                let text = format!("strings with the prefixes `{prefix}` and `{own}` do not join");
                self.refuse(lex_code::BAD_CHARACTER, *at, text);
                break;
            }
            prefix = if own.is_empty() { prefix } else { own };
        }
        let mut bytes = Vec::new();
        let mut span = parts.first().map_or_else(|| self.span(), |(_, s)| *s);
        for (text, at) in parts {
            span = span.to(at);
            match literal::string_as(&text, encoding) {
                Ok(part) => bytes.extend(part),
                Err(error) => self.bad_literal(error, at, &text),
            }
        }
        (bytes, encoding, span)
    }

    fn generic(&mut self) -> Parse<Expr> {
        let start = self.bump().span;
        let open = self.expect(Punct::LParen, "after `_Generic`")?;
        let value = self.assignment()?;
        let mut below = value.depth;
        let mut associations = Vec::new();
        while self.eat(Punct::Comma) {
            let ty = if self.eat_word("default") {
                None
            } else if self.begins_type_at(0) {
                let (ty, height) = self.measured(Self::type_name)?;
                below = below.max(height);
                Some(ty)
            } else {
                return self.expected("a type or `default`");
            };
            self.expect(Punct::Colon, "after the type")?;
            let value = self.assignment()?;
            below = below.max(value.depth);
            associations.push(Association { ty, value });
        }
        if associations.is_empty() {
            return self.expected("`, type: expression`");
        }
        let close = self.expect_close(Punct::RParen, open)?;
        self.node(ExprKind::Generic(Box::new(value), associations), start.to(close), below)
    }

    fn compatible(&mut self) -> Parse<Expr> {
        let start = self.bump().span;
        let open = self.expect(Punct::LParen, "after `__builtin_types_compatible_p`")?;
        let (left, height) = self.measured(Self::type_name)?;
        self.expect(Punct::Comma, "after the type")?;
        let (right, other) = self.measured(Self::type_name)?;
        let close = self.expect_close(Punct::RParen, open)?;
        let kind = ExprKind::Compatible(Box::new(left), Box::new(right));
        self.node(kind, start.to(close), height.max(other))
    }

    fn offsetof(&mut self) -> Parse<Expr> {
        let start = self.bump().span;
        let open = self.expect(Punct::LParen, "after `offsetof`")?;
        let (ty, height) = self.measured(Self::type_name)?;
        self.expect(Punct::Comma, "after the type")?;
        let first = self.name("a member's name")?;
        let mut path = vec![Designator::Field(first)];
        let mut below = height;
        loop {
            let at = self.span();
            if self.eat(Punct::Dot) {
                path.push(Designator::Field(self.name("a member's name")?));
            } else if self.eat(Punct::Arrow) {
                // Of an array's first element (GNU C).
                let zero = IntLit { value: 0, unsigned: false, long: 0, decimal: true };
                path.push(Designator::Index(self.node(ExprKind::Int(zero), at, 0)?));
                path.push(Designator::Field(self.name("a member's name")?));
            } else if self.eat(Punct::LBracket) {
                let index = self.nested(Self::expression)?;
                below = below.max(index.depth);
                path.push(Designator::Index(index));
                self.expect_close(Punct::RBracket, at)?;
            } else {
                break;
            }
        }
        let close = self.expect_close(Punct::RParen, open)?;
        self.node(ExprKind::Offsetof(Box::new(ty), path), start.to(close), below)
    }
}
