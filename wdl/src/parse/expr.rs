//! Expressions (C17 section 6.5), `$name` added.
use super::{Parse, Parser, Reported};
use crate::ast::{
    Association, BinaryOp, Designator, Encoding, Expr, ExprKind, MAX_DEPTH, Type, UnaryOp,
};
use crate::diag::{Diagnostic, codes::lex as lex_code, codes::parse as code};
use crate::lex::literal::{self, LiteralError};
use crate::lex::{Punct, Tok};
use crate::span::Span;
use std::sync::Arc;

/// Operator and binding strength (1 weakest) of a binary operator.
fn binary_op(punct: Punct) -> Option<(BinaryOp, u8)> {
    Some(match punct {
        Punct::OrOr => (BinaryOp::Or, 1),
        Punct::AndAnd => (BinaryOp::And, 2),
        Punct::Pipe => (BinaryOp::BitOr, 3),
        Punct::Caret => (BinaryOp::BitXor, 4),
        Punct::Amp => (BinaryOp::BitAnd, 5),
        Punct::EqEq => (BinaryOp::Eq, 6),
        Punct::Ne => (BinaryOp::Ne, 6),
        Punct::Lt => (BinaryOp::Lt, 7),
        Punct::Gt => (BinaryOp::Gt, 7),
        Punct::Le => (BinaryOp::Le, 7),
        Punct::Ge => (BinaryOp::Ge, 7),
        Punct::Shl => (BinaryOp::Shl, 8),
        Punct::Shr => (BinaryOp::Shr, 8),
        Punct::Plus => (BinaryOp::Add, 9),
        Punct::Minus => (BinaryOp::Sub, 9),
        Punct::Star => (BinaryOp::Mul, 10),
        Punct::Slash => (BinaryOp::Div, 10),
        Punct::Percent => (BinaryOp::Rem, 10),
        _ => return None,
    })
}

/// `Some(None)` for `=`, `Some(Some(op))` for `op=`.
fn assign_op(punct: Punct) -> Option<Option<BinaryOp>> {
    Some(match punct {
        Punct::Assign => None,
        Punct::MulAssign => Some(BinaryOp::Mul),
        Punct::DivAssign => Some(BinaryOp::Div),
        Punct::RemAssign => Some(BinaryOp::Rem),
        Punct::AddAssign => Some(BinaryOp::Add),
        Punct::SubAssign => Some(BinaryOp::Sub),
        Punct::ShlAssign => Some(BinaryOp::Shl),
        Punct::ShrAssign => Some(BinaryOp::Shr),
        Punct::AndAssign => Some(BinaryOp::BitAnd),
        Punct::XorAssign => Some(BinaryOp::BitXor),
        Punct::OrAssign => Some(BinaryOp::BitOr),
        _ => return None,
    })
}

impl Parser<'_> {
    /// Makes a node over children of that height.
    pub(super) fn node(&mut self, kind: ExprKind, span: Span, below: u32) -> Parse<Expr> {
        if below >= MAX_DEPTH {
            return self.too_deep(span);
        }
        self.tallest = self.tallest.max(below + 1);
        Ok(Expr { kind, span, depth: below + 1, parens: false })
    }

    /// An expression, commas included.
    pub(super) fn expression(&mut self) -> Parse<Expr> {
        let mut left = self.assignment()?;
        while self.is(Punct::Comma) {
            self.bump();
            let right = self.assignment()?;
            let (span, below) = (left.span.to(right.span), left.depth.max(right.depth));
            left = self.node(ExprKind::Comma(Box::new(left), Box::new(right)), span, below)?;
        }
        Ok(left)
    }

    /// An expression without top-level commas.
    pub(super) fn assignment(&mut self) -> Parse<Expr> {
        self.nested(|p| {
            let left = p.conditional()?;
            let Tok::Punct(punct) = p.peek().kind else { return Ok(left) };
            let Some(op) = assign_op(punct) else { return Ok(left) };
            p.bump();
            let right = p.assignment()?;
            let (span, below) = (left.span.to(right.span), left.depth.max(right.depth));
            p.node(ExprKind::Assign(op, Box::new(left), Box::new(right)), span, below)
        })
    }

    /// An expression without assignments: what C calls a constant expression.
    pub(super) fn conditional(&mut self) -> Parse<Expr> {
        let cond = self.binary(0)?;
        if !self.eat(Punct::Question) {
            return Ok(cond);
        }
        let yes = if self.is(Punct::Colon) { None } else { Some(self.nested(Self::expression)?) };
        self.expect(Punct::Colon, "of `?:`")?;
        let no = self.nested(Self::conditional)?;
        let span = cond.span.to(no.span);
        let below = cond.depth.max(no.depth).max(yes.as_ref().map_or(0, |y| y.depth));
        self.node(ExprKind::Cond(Box::new(cond), yes.map(Box::new), Box::new(no)), span, below)
    }

    /// Binary operators that bind tighter than `least`, by precedence climbing.
    fn binary(&mut self, least: u8) -> Parse<Expr> {
        let mut left = self.unary()?;
        loop {
            let Tok::Punct(punct) = self.peek().kind else { return Ok(left) };
            let Some((op, level)) = binary_op(punct).filter(|(_, level)| *level > least) else {
                return Ok(left);
            };
            self.bump();
            let right = self.nested(|p| p.binary(level))?;
            self.warn_binary(op, &left, &right);
            let (span, below) = (left.span.to(right.span), left.depth.max(right.depth));
            left = self.node(ExprKind::Binary(op, Box::new(left), Box::new(right)), span, below)?;
        }
    }

    fn unary(&mut self) -> Parse<Expr> {
        let start = self.span();
        match &self.peek().kind {
            Tok::Punct(punct) => {
                let op = match punct {
                    Punct::Plus => UnaryOp::Plus,
                    Punct::Minus => UnaryOp::Neg,
                    Punct::Bang => UnaryOp::Not,
                    Punct::Tilde => UnaryOp::BitNot,
                    Punct::Star => UnaryOp::Deref,
                    Punct::Amp => UnaryOp::AddrOf,
                    Punct::Inc | Punct::Dec => {
                        let up = *punct == Punct::Inc;
                        self.bump();
                        let operand = Box::new(self.nested(Self::unary)?);
                        let (span, below) = (start.to(operand.span), operand.depth);
                        let kind = ExprKind::Step { up, prefix: true, operand };
                        return self.node(kind, span, below);
                    }
                    Punct::LParen if self.begins_type_at(1) => return self.cast(),
                    Punct::AndAnd => {
                        self.bump();
                        let name = self.name("a label's name after `&&`")?;
                        let span = start.to(name.span);
                        return self.node(ExprKind::LabelAddr(name), span, 0);
                    }
                    _ => return self.postfix(),
                };
                self.bump();
                let operand = self.nested(Self::unary)?;
                let (span, below) = (start.to(operand.span), operand.depth);
                self.node(ExprKind::Unary(op, Box::new(operand)), span, below)
            }
            Tok::Ident(word) => match &**word {
                "sizeof" => self.sizeof(),
                "_Alignof" | "__alignof__" | "alignof"
                    if &**word != "alignof" || self.is_new("alignof") =>
                {
                    self.bump();
                    if !(self.is(Punct::LParen) && self.begins_type_at(1)) {
                        let operand = Box::new(self.nested(Self::unary)?);
                        let (span, below) = (start.to(operand.span), operand.depth);
                        return self.node(ExprKind::AlignofExpr(operand), span, below);
                    }
                    let open = self.expect(Punct::LParen, "after `_Alignof`")?;
                    let (ty, below) = self.measured(Self::type_name)?;
                    let close = self.expect_close(Punct::RParen, open)?;
                    self.node(ExprKind::AlignofType(Box::new(ty)), start.to(close), below)
                }
                "__extension__" => {
                    self.bump();
                    self.nested(Self::unary)
                }
                _ => self.postfix(),
            },
            _ => self.postfix(),
        }
    }

    fn sizeof(&mut self) -> Parse<Expr> {
        let start = self.bump().span;
        if !(self.is(Punct::LParen) && self.begins_type_at(1)) {
            let operand = self.nested(Self::unary)?;
            let (span, below) = (start.to(operand.span), operand.depth);
            return self.node(ExprKind::SizeofExpr(Box::new(operand)), span, below);
        }
        let open = self.bump().span;
        let (ty, below) = self.measured(Self::type_name)?;
        let close = self.expect_close(Punct::RParen, open)?;
        if !self.is(Punct::LBrace) {
            return self.node(ExprKind::SizeofType(Box::new(ty)), start.to(close), below);
        }
        let literal = self.compound(ty, below, open)?;
        let operand = self.postfix_of(literal)?;
        let (span, below) = (start.to(operand.span), operand.depth);
        self.node(ExprKind::SizeofExpr(Box::new(operand)), span, below)
    }

    /// `(type) operand`, or a compound literal.
    fn cast(&mut self) -> Parse<Expr> {
        let open = self.bump().span;
        let (ty, height) = self.measured(Self::type_name)?;
        self.expect_close(Punct::RParen, open)?;
        if self.is(Punct::LBrace) {
            let literal = self.compound(ty, height, open)?;
            return self.postfix_of(literal);
        }
        let operand = self.nested(Self::unary)?;
        let (span, below) = (open.to(operand.span), operand.depth.max(height));
        self.node(ExprKind::Cast(Box::new(ty), Box::new(operand)), span, below)
    }

    fn compound(&mut self, ty: Type, height: u32, open: Span) -> Parse<Expr> {
        let (list, below) = self.measured(Self::init_list)?;
        let (span, below) = (open.to(list.span), below.max(height));
        self.node(ExprKind::Compound(Box::new(ty), list), span, below)
    }

    fn postfix(&mut self) -> Parse<Expr> {
        let first = self.primary()?;
        self.postfix_of(first)
    }

    fn postfix_of(&mut self, mut left: Expr) -> Parse<Expr> {
        loop {
            let at = self.span();
            let Tok::Punct(punct) = self.peek().kind else { return Ok(left) };
            match punct {
                Punct::LBracket => {
                    self.bump();
                    let index = self.nested(Self::expression)?;
                    let close = self.expect_close(Punct::RBracket, at)?;
                    let (span, below) = (left.span.to(close), left.depth.max(index.depth));
                    let kind = ExprKind::Index(Box::new(left), Box::new(index));
                    left = self.node(kind, span, below)?;
                }
                Punct::LParen => {
                    if let ExprKind::Ident(name) = &left.kind {
                        self.called.insert(name.clone());
                        if matches!(&**name, "va_arg" | "__builtin_va_arg") {
                            return self.no_va_arg(left.span);
                        }
                    }
                    let (args, close) = self.arguments()?;
                    let below = args.iter().map(|a| a.depth).max().unwrap_or(0).max(left.depth);
                    let span = left.span.to(close);
                    left = self.node(ExprKind::Call(Box::new(left), args), span, below)?;
                }
                Punct::Dot | Punct::Arrow => {
                    self.bump();
                    let member = self.name("a member's name")?;
                    let (span, below) = (left.span.to(member.span), left.depth);
                    let kind = ExprKind::Member(Box::new(left), member, punct == Punct::Arrow);
                    left = self.node(kind, span, below)?;
                }
                Punct::Inc | Punct::Dec => {
                    self.bump();
                    let (span, below) = (left.span.to(at), left.depth);
                    let up = punct == Punct::Inc;
                    let kind = ExprKind::Step { up, prefix: false, operand: Box::new(left) };
                    left = self.node(kind, span, below)?;
                }
                _ => return Ok(left),
            }
        }
    }

    /// `va_arg(list, type)`, which is no call.
    fn no_va_arg<T>(&mut self, at: Span) -> Parse<T> {
        let text = "there is no list of arguments to take one from";
        let d = Diagnostic::new(code::VARIADIC, at, text);
        self.diags.push(d.note("the machine passes arguments in registers"));
        Err(Reported)
    }

    /// `(a, b)`; and where its `)` is.
    pub(super) fn arguments(&mut self) -> Parse<(Vec<Expr>, Span)> {
        let open = self.expect(Punct::LParen, "before the arguments")?;
        let mut args = Vec::new();
        if self.is(Punct::RParen) {
            return Ok((args, self.bump().span));
        }
        loop {
            args.push(self.assignment()?);
            if !self.eat(Punct::Comma) {
                return Ok((args, self.expect_list_close(Punct::RParen, open)?));
            }
        }
    }

    fn primary(&mut self) -> Parse<Expr> {
        let token = self.peek().clone();
        let start = token.span;
        match token.kind {
            Tok::Ident(word) if &*word == "_Generic" => self.generic(),
            Tok::Ident(word) if &*word == "__builtin_offsetof" => self.offsetof(),
            Tok::Ident(word) if matches!(&*word, "__func__" | "__FUNCTION__") => {
                self.bump();
                let name = self.function.as_deref().unwrap_or("").as_bytes().to_vec();
                self.node(ExprKind::Str(name, Encoding::Plain), start, 0)
            }
            Tok::Ident(word) => {
                if super::words::is_keyword(&word) {
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

    /// Whether the token that far ahead begins a type.
    pub(super) fn begins_type_at(&self, ahead: usize) -> bool {
        let token = self.peek_at(self.behind_brackets(ahead));
        token.ident().is_some_and(|w| {
            super::words::begins_type(w)
                || self.is_typedef(w)
                || super::words::NEW_TYPES.contains(&&**w) && self.is_new(w)
        })
    }
}
