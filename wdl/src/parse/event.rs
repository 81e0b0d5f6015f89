//! Events: `event NAME(type a, ...);` and abstract events, `name(a, b) ::= call(a, _) || ...;`
//! (Jain and Sekar 2000, section 3).
use super::{Parse, Parser, words};
use crate::ast::{AbstractEvent, AbstractParam, Alternative, EventDecl, Ident, Item};
use crate::lex::Punct;

impl Parser<'_> {
    /// An event's declaration or an abstract event, if one begins here.
    pub(super) fn event_item(&mut self) -> Parse<Option<Item>> {
        let Some(first) = self.peek().ident() else { return Ok(None) };
        let event = &**first == "event" && !self.is_typedef(first);
        let next = self.peek_at(1);
        if event && next.ident().is_some_and(|w| !words::is_keyword(w)) {
            return Ok(Some(Item::Event(self.event_decl()?)));
        }
        let defines = match next.kind {
            crate::lex::Tok::Punct(Punct::Defines) => true,
            crate::lex::Tok::Punct(Punct::LParen) => self
                .after_parens(1)
                .and_then(|at| self.tokens.get(at))
                .is_some_and(|t| t.is(Punct::Defines)),
            _ => false,
        };
        if defines {
            return Ok(Some(Item::AbstractEvent(self.abstract_event()?)));
        }
        Ok(None)
    }

    fn event_decl(&mut self) -> Parse<EventDecl> {
        let start = self.bump().span;
        let name = self.name("the event's name")?;
        let open = self.expect(Punct::LParen, "after the event's name")?;
        let mut params = Vec::new();
        if self.is_word("void") && self.peek_at(1).is(Punct::RParen) {
            self.bump();
        }
        while !self.is(Punct::RParen) {
            let param = self.param()?;
            if param.name.is_none() {
                return self.expected("the parameter's name");
            }
            params.push(param);
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.expect_list_close(Punct::RParen, open)?;
        let span = start.to(self.last_span());
        self.expect(Punct::Semi, "after the event's declaration")?;
        Ok(EventDecl { name, params, span })
    }

    fn abstract_event(&mut self) -> Parse<AbstractEvent> {
        let start = self.at;
        let name = self.name("the event's name")?;
        let mut params = Vec::new();
        if self.is(Punct::LParen) {
            let open = self.bump().span;
            while !self.is(Punct::RParen) {
                params.push(self.abstract_param()?);
                if !self.eat(Punct::Comma) {
                    break;
                }
            }
            self.expect_list_close(Punct::RParen, open)?;
        }
        let span = name.span.to(self.last_span());
        self.expect(Punct::Defines, "after the event's parameters")?;
        let mut alternatives = vec![self.alternative()?];
        while self.eat(Punct::OrOr) {
            alternatives.push(self.alternative()?);
        }
        let whole = self.outside(start);
        // The papers write no semicolon; it is allowed, and ends the definition for sure.
        if !self.eat(Punct::Semi) && !self.at_end() && !self.peek().starts_line {
            return self.expected("`||` or `;` after an alternative");
        }
        Ok(AbstractEvent { name, params, alternatives, span, whole })
    }

    fn abstract_param(&mut self) -> Parse<AbstractParam> {
        let alone = self.peek_at(1).is(Punct::Comma) || self.peek_at(1).is(Punct::RParen);
        if alone || !self.begins_type_at(0) {
            if !alone && self.peek_at(1).ident().is_some() {
                return self.unknown_type("a parameter's type or name");
            }
            return Ok(AbstractParam { ty: None, name: self.name("a parameter's name")? });
        }
        let param = self.param()?;
        match param.name {
            Some(name) => Ok(AbstractParam { ty: Some(param.ty), name }),
            None => self.expected("the parameter's name"),
        }
    }

    fn alternative(&mut self) -> Parse<Alternative> {
        let start = self.span();
        if !self.eat(Punct::LParen) {
            return self.event_pattern();
        }
        let mut out = self.event_pattern()?;
        if self.eat(Punct::Pipe) {
            out.condition = Some(self.expression()?);
        }
        let close = self.expect_close(Punct::RParen, start)?;
        out.span = start.to(close);
        Ok(out)
    }

    /// `[ns::]call[(a, _, b)]`
    pub(super) fn event_pattern(&mut self) -> Parse<Alternative> {
        let start = self.span();
        let first = self.name("a system call or event")?;
        let (namespace, call) = if self.eat(Punct::Scope) {
            (Some(first), self.name("a system call or event")?)
        } else {
            (None, first)
        };
        let args = self.bound_names()?;
        let span = start.to(self.last_span());
        Ok(Alternative { namespace, call, args, condition: None, span })
    }

    /// `(a, _, b)`, if written.
    pub(super) fn bound_names(&mut self) -> Parse<Vec<Option<Ident>>> {
        let mut args = Vec::new();
        if self.is(Punct::LParen) {
            let open = self.bump().span;
            while !self.is(Punct::RParen) {
                args.push(self.bound_name()?);
                if !self.eat(Punct::Comma) {
                    break;
                }
            }
            self.expect_list_close(Punct::RParen, open)?;
        }
        Ok(args)
    }

    /// A name, or `_`.
    fn bound_name(&mut self) -> Parse<Option<Ident>> {
        let name = self.name("a name or `_`")?;
        Ok((&*name.name != "_").then_some(name))
    }
}
