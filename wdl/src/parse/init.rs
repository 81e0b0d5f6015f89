//! Initialisers (C17 section 6.7.9).
use super::{Parse, Parser};
use crate::ast::{Designator, Init, InitItem, InitList};
use crate::lex::Punct;

impl Parser<'_> {
    pub(super) fn init(&mut self) -> Parse<Init> {
        if self.is(Punct::LBrace) {
            return Ok(Init::List(self.nested(Self::init_list)?));
        }
        Ok(Init::Expr(self.assignment()?))
    }

    pub(super) fn init_list(&mut self) -> Parse<InitList> {
        let open = self.expect(Punct::LBrace, "before the initialiser")?;
        let mut items = Vec::new();
        while !self.is(Punct::RBrace) {
            let designators = self.designators()?;
            let init = self.init()?;
            items.push(InitItem { designators, init });
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        let close = self.expect_list_close(Punct::RBrace, open)?;
        Ok(InitList { items, span: open.to(close) })
    }

    fn designators(&mut self) -> Parse<Vec<Designator>> {
        let mut out = Vec::new();
        // The old GNU form `name: value`.
        let old = self.peek().ident().is_some() && self.peek_at(1).is(Punct::Colon);
        if old {
            out.push(Designator::Field(self.name("a member's name")?));
            self.bump();
            return Ok(out);
        }
        loop {
            let at = self.span();
            if self.eat(Punct::Dot) {
                out.push(Designator::Field(self.name("a member's name")?));
            } else if self.eat(Punct::LBracket) {
                let first = self.nested(Self::conditional)?;
                out.push(if self.eat(Punct::Ellipsis) {
                    Designator::Range(first, self.nested(Self::conditional)?)
                } else {
                    Designator::Index(first)
                });
                self.expect_close(Punct::RBracket, at)?;
            } else {
                break;
            }
        }
        // Behind an index, GNU C did without the `=` once.
        let index = matches!(*out, [Designator::Index(_) | Designator::Range(..)]);
        if !out.is_empty() && (self.is(Punct::Assign) || !index) {
            self.expect(Punct::Assign, "after the designator")?;
        }
        Ok(out)
    }
}
