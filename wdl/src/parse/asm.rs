//! `asm` of GNU C: assembly is refused, but an empty template is only a barrier to a compiler that
//! moves accesses, which this one does not, and programs write it so.
use super::{Parse, Parser};
use crate::ast::{Block, Encoding, Expr, ExprKind, Stmt, StmtKind};
use crate::lex::{Punct, Tok};
use crate::span::Span;

/// An operand: constraint and expression.
struct Operand {
    constraint: Vec<u8>,
    value: Expr,
}

impl Parser<'_> {
    /// `asm volatile ("" : outputs : inputs : clobbers)`: an input that must be in an output's place
    /// is assigned to it, the others are evaluated.
    pub(super) fn asm(&mut self) -> Parse<StmtKind> {
        let start = self.bump().span;
        while ["volatile", "__volatile__", "inline", "__inline__", "goto"]
            .iter()
            .any(|w| self.is_word(w))
        {
            self.bump();
        }
        let open = self.expect(Punct::LParen, "after `asm`")?;
        if !matches!(self.peek().kind, Tok::Str(_)) {
            return self.expected("the assembly, a string");
        }
        let (template, _, at) = self.strings();
        if template.iter().any(|b| !b.is_ascii_whitespace()) {
            return self.no_asm(at);
        }
        // `::` is one token of WDL.
        let none = self.is(Punct::Scope);
        let outputs = if none { Vec::new() } else { self.operands()? };
        let inputs = self.operands()?;
        while !self.is(Punct::RParen) && !self.at_end() {
            self.bump(); // clobbers
        }
        self.expect_close(Punct::RParen, open)?;
        self.expect(Punct::Semi, "after `asm (...)`")?;
        let span = start.to(self.last_span());
        let mut stmts = Vec::new();
        let shared: Vec<usize> = inputs.iter().filter_map(|i| matching(&i.constraint)).collect();
        for (_, output) in outputs.iter().enumerate().filter(|(n, _)| !shared.contains(n)) {
            stmts.push(Stmt { kind: StmtKind::Expr(output.value.clone()), span });
        }
        for input in inputs {
            let kind = match matching(&input.constraint).and_then(|n| outputs.get(n)) {
                Some(output) => self.assign(output.value.clone(), input.value, span)?,
                None => input.value,
            };
            stmts.push(Stmt { kind: StmtKind::Expr(kind), span });
        }
        Ok(StmtKind::Block(Block { stmts, span }))
    }

    fn assign(&mut self, to: Expr, value: Expr, span: Span) -> Parse<Expr> {
        let below = to.depth.max(value.depth);
        self.node(ExprKind::Assign(None, Box::new(to), Box::new(value)), span, below)
    }

    /// `: "constraint" (value), [name] "constraint" (value)`, if that is there.
    fn operands(&mut self) -> Parse<Vec<Operand>> {
        let mut out = Vec::new();
        if !self.eat(Punct::Colon) && !self.eat(Punct::Scope) {
            return Ok(out);
        }
        while matches!(self.peek().kind, Tok::Str(_) | Tok::Punct(Punct::LBracket)) {
            let bracket = self.span();
            if self.eat(Punct::LBracket) {
                self.name("the operand's name")?;
                self.expect_close(Punct::RBracket, bracket)?;
            }
            if !matches!(self.peek().kind, Tok::Str(_)) {
                return self.expected("the operand's constraint, a string");
            }
            let (constraint, _encoding, _): (_, Encoding, _) = self.strings();
            let open = self.expect(Punct::LParen, "after the constraint")?;
            let value = self.nested(Self::expression)?;
            self.expect_close(Punct::RParen, open)?;
            out.push(Operand { constraint, value });
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        Ok(out)
    }
}

/// The output whose place an input shares.
fn matching(constraint: &[u8]) -> Option<usize> {
    std::str::from_utf8(constraint).ok()?.parse().ok()
}
