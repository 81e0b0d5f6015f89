//! Expressions (C17 section 6.5), `$name` added.
use super::{Parse, Parser, Reported};
use crate::ast::{BinaryOp, Expr, ExprKind, MAX_DEPTH, Type, UnaryOp};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::{Punct, Tok};
use crate::span::Span;

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

    /// How many tokens ahead what `__extension__` and attributes in brackets stand in front of begins.
    pub(super) fn behind_extension(&self, ahead: usize) -> usize {
        let mut at = self.behind_brackets(ahead);
        while self.peek_at(at).is_word("__extension__") {
            at = self.behind_brackets(at + 1);
        }
        at
    }

    /// Whether the token that far ahead begins a type.
    pub(super) fn begins_type_at(&self, ahead: usize) -> bool {
        let token = self.peek_at(self.behind_extension(ahead));
        token.ident().is_some_and(|w| {
            super::words::begins_type(w)
                || self.is_typedef(w)
                || super::words::NEW_TYPES.contains(&&**w) && self.is_new(w)
        })
    }
}
