//! What a clause's action may do, read off its tokens and those of the functions it calls: verdicts,
//! violations, events, audit records.
use super::Wrapper;
use crate::ast::Item;
use crate::lex::{Punct, Token};
use crate::span::Span;
use std::collections::{BTreeSet, HashMap};

/// What an action may do; each in the words of the source, in order, once.
#[derive(Debug, Default)]
pub(super) struct Acts {
    /// Operands of `return` in the action itself.
    pub(super) returns: Vec<String>,
    /// Messages of `violation`.
    pub(super) violations: Vec<String>,
    /// `name(arguments)` of `raise`.
    pub(super) raises: Vec<String>,
    /// Calls of `wr_audit...`.
    pub(super) audits: Vec<String>,
    /// Calls of `wr_kill` and `wr_switch`.
    pub(super) other: Vec<String>,
}

fn add(list: &mut Vec<String>, text: String) {
    if !list.contains(&text) {
        list.push(text);
    }
}

impl Wrapper {
    /// What the action between the braces at `body` may do.
    pub(super) fn acts(&self, body: Span) -> Acts {
        let functions: HashMap<&str, Span> = self
            .unit
            .items
            .iter()
            .filter_map(|i| match i {
                Item::Function(f) => Some((&*f.name.name, f.body.span)),
                _ => None,
            })
            .collect();
        let mut acts = Acts::default();
        let mut seen = BTreeSet::new();
        let mut work = vec![body];
        while let Some(span) = work.pop() {
            if !seen.insert(span.lo) {
                continue;
            }
            let tokens = self.tokens_of(span);
            for (at, token) in tokens.iter().enumerate() {
                let Some(word) = token.ident() else { continue };
                let rest = tokens.get(at + 1..).unwrap_or_default();
                let call = rest.first().is_some_and(|t| t.is(Punct::LParen));
                let whole = || self.text_of(tokens.get(at..).unwrap_or_default(), true);
                match &**word {
                    "return" if span == body => match self.text_of(rest, false) {
                        text if text.is_empty() => {}
                        text => add(&mut acts.returns, text),
                    },
                    "violation" if call => {
                        let message = self.text_of(rest, true);
                        let message = message.strip_prefix('(').unwrap_or(&message);
                        let message = message.strip_suffix(')').unwrap_or(message).trim();
                        add(&mut acts.violations, message.to_string());
                    }
                    "raise" => add(&mut acts.raises, self.text_of(rest, true)),
                    "wr_audit" | "wr_audit_printf" | "wr_audit_event" if call => {
                        add(&mut acts.audits, whole());
                    }
                    "wr_kill" | "wr_switch" if call => add(&mut acts.other, whole()),
                    name if call => work.extend(functions.get(name)),
                    _ => {}
                }
            }
        }
        acts
    }

    fn tokens_of(&self, body: Span) -> Vec<&Token> {
        let body = self.map.map.outermost(body);
        let inside = |t: &&Token| {
            let at = self.map.map.outermost(t.span).lo;
            body.lo <= at && at < body.hi
        };
        self.tokens.iter().filter(inside).collect()
    }

    /// Text up to the end of the statement, or (`call`) of the call that begins it, on one line.
    fn text_of(&self, tokens: &[&Token], call: bool) -> String {
        let mut depth = 0usize;
        let mut taken = Vec::new();
        for token in tokens {
            if token.is(Punct::Semi) || depth == 0 && token.is(Punct::RParen) {
                break;
            }
            taken.push(token.span);
            if token.is(Punct::LParen) {
                depth += 1;
            } else if token.is(Punct::RParen) {
                depth -= 1;
                if call && depth == 0 {
                    break;
                }
            }
        }
        if taken.is_empty() {
            return String::new();
        }
        self.source(self.map.map.around(taken.into_iter()))
    }
}
