//! Settings of the wrapper: `wrapper NAME;`, `on_fault deny|allow|kill;`, `budget N;`
use super::{Parse, Parser, words};
use crate::ast::{Ident, Unit};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::{Punct, Tok};
use crate::span::Span;

impl Parser<'_> {
    /// Reads a setting if one stands here.
    pub(super) fn setting(&mut self, unit: &mut Unit) -> Parse<bool> {
        let Some(word) = self.peek().ident().cloned() else { return Ok(false) };
        let next = self.peek_at(1);
        let name_next = next.ident().is_some_and(|w| !words::is_keyword(w));
        let value_next = name_next
            || matches!(next.kind, Tok::Number(_))
            || (next.is(Punct::LParen)
                && self
                    .after_parens(1)
                    .is_some_and(|at| self.tokens.get(at).is_some_and(|t| t.is(Punct::Semi))));
        let span = self.span();
        match &*word {
            _ if self.is_typedef(&word) => return Ok(false),
            "wrapper" if name_next => {
                self.bump();
                let name = self.name("the wrapper's name")?;
                let first = unit.wrapper.as_ref().map(|w| w.span);
                self.once(span, first, "wrapper");
                unit.wrapper = Some(name);
            }
            "on_fault" if name_next => {
                self.bump();
                let policy = self.policy()?;
                let first = unit.on_fault.as_ref().map(|p| p.span);
                self.once(span, first, "on_fault");
                unit.on_fault = Some(policy);
            }
            "budget" if value_next => {
                self.bump();
                let value = self.conditional()?;
                let first = unit.budget.as_ref().map(|b| b.span);
                self.once(span, first, "budget");
                unit.budget = Some(value);
            }
            _ => return Ok(false),
        }
        self.expect(Punct::Semi, &format!("after `{word}`"))?;
        Ok(true)
    }

    fn policy(&mut self) -> Parse<Ident> {
        let policies = ["deny", "allow", "kill"];
        let name = self.name("`deny`, `allow` or `kill`")?;
        if !policies.contains(&&*name.name) {
            let text = format!("expected `deny`, `allow` or `kill`, found `{}`", name.name);
            let mut diagnostic = Diagnostic::new(code::BAD_SETTING, name.span, text);
            if let Some(near) = crate::diag::nearest(&name.name, policies.into_iter()) {
                diagnostic = diagnostic.suggest(name.span, near, "a fault policy is named");
            }
            self.diags.push(diagnostic);
        }
        Ok(name)
    }

    fn once(&mut self, span: Span, first: Option<Span>, what: &str) {
        if let Some(first) = first {
            let text = format!("`{what}` is said twice");
            let diagnostic = Diagnostic::new(code::BAD_SETTING, span, text);
            self.diags.push(diagnostic.label(first, "already said here"));
        }
    }
}
