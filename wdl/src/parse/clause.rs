//! Event clauses: `bsd::op{open} (condition) post { ... };`
use super::{Parse, Parser};
use crate::ast::{Clause, Expr, Head, Ident, Pattern, Phase};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::{Punct, Tok};
use crate::span::Span;
use std::sync::Arc;

/// Words that stand before `{` at the head of a clause.
const KINDS: &[&str] = &["op", "event", "life"];

impl Parser<'_> {
    /// Whether a clause begins here: `op{`, `name::op{`, `*::event{`. A misspelt kind counts too,
    /// since `::` stands nowhere else.
    pub(super) fn at_clause(&self) -> bool {
        let first = self.peek();
        if self.peek_at(1).is(Punct::Scope) {
            return first.ident().is_some() || first.is(Punct::Star);
        }
        first.starts_line && self.at_bare_clause()
    }

    /// `op{`, `event{`, `life{`: at file scope, nothing of C looks like it.
    pub(super) fn at_bare_clause(&self) -> bool {
        let kind = self.peek().ident().is_some_and(|w| KINDS.contains(&&**w));
        kind && self.peek_at(1).is(Punct::LBrace)
    }

    pub(super) fn clause(&mut self) -> Parse<Clause> {
        let start = self.span();
        let qualifier = if self.peek_at(1).is(Punct::Scope) {
            let qualifier = self.bump();
            self.bump();
            Some(qualifier)
        } else {
            None
        };
        let kind = self.peek().clone();
        let qualifier_name = qualifier
            .as_ref()
            .and_then(|t| t.ident().map(|name| Ident { name: name.clone(), span: t.span }));
        let star = qualifier.as_ref().is_some_and(|t| t.is(Punct::Star));
        let head = match kind.ident().map(|w| &**w) {
            Some("op") if !star => {
                self.bump();
                Head::Op { namespace: qualifier_name, patterns: self.patterns()? }
            }
            Some("event") => {
                self.bump();
                Head::Raised { wrapper: qualifier_name, names: self.event_names()? }
            }
            Some("life") if qualifier.is_none() => {
                self.bump();
                Head::Life { names: self.event_names()? }
            }
            word => return self.bad_kind(word, kind.span, qualifier.is_some()),
        };
        let mut clause = Clause {
            label: String::new(),
            head,
            condition: None,
            condition_span: start,
            phase: None,
            unlocked: None,
            body: crate::ast::Block { stmts: Vec::new(), span: start },
            span: start,
        };
        self.modifiers(&mut clause)?;
        clause.span = start.to(self.last_span());
        clause.label = label(&clause);
        if !self.is(Punct::LBrace) {
            return self.expected("`(condition)`, `pre`, `post`, `unlocked` or the action's `{`");
        }
        self.function = Some(clause.label.as_str().into());
        clause.body = self.nested(Self::block)?;
        self.function = None;
        self.eat(Punct::Semi);
        Ok(clause)
    }

    fn bad_kind<T>(&mut self, word: Option<&str>, span: Span, qualified: bool) -> Parse<T> {
        let kinds: &[&str] = if qualified { &["op", "event"] } else { KINDS };
        let names: Vec<String> = kinds.iter().map(|k| format!("`{k}{{...}}`")).collect();
        let expected = names.join(" or ");
        let found = self.peek().describe();
        let text = format!("expected {expected} after `::`, found {found}");
        let mut diagnostic = Diagnostic::new(code::BAD_CLAUSE, span, text)
            .here("what the clause catches")
            .note("`ns::op{...}` catches system calls, `wrapper::event{...}` raised events");
        if word == Some("life") {
            diagnostic = diagnostic.help("`life{...}` is written without a name in front of it");
        }
        if let Some(near) = word.and_then(|w| crate::diag::nearest(w, kinds.iter().copied())) {
            diagnostic = diagnostic.suggest(span, near, "a clause is written with");
        }
        self.diags.push(diagnostic);
        Err(super::Reported)
    }

    /// Condition, `pre` or `post`, `unlocked`: each at most once, in any order.
    fn modifiers(&mut self, clause: &mut Clause) -> Parse<()> {
        loop {
            let token = self.peek().clone();
            let span = token.span;
            let before = match token.ident().map(|w| &**w) {
                Some("pre") | Some("post") => {
                    let phase = if token.is_word("pre") { Phase::Pre } else { Phase::Post };
                    clause.phase.replace((phase, span)).map(|(_, s)| s)
                }
                Some("unlocked") => clause.unlocked.replace(span),
                _ if token.is(Punct::LParen) => {
                    let (condition, whole) = self.clause_condition()?;
                    clause.condition_span = whole;
                    if let Some(old) = clause.condition.replace(condition) {
                        self.twice(span, old.span, "has one condition");
                    }
                    continue;
                }
                Some(word) => return self.bad_modifier(word, span),
                None => return Ok(()),
            };
            self.bump();
            if let Some(old) = before {
                let unlocked = token.is_word("unlocked");
                let what =
                    if unlocked { "says `unlocked` once" } else { "says `pre` or `post` once" };
                self.twice(span, old, what);
            }
        }
    }

    fn bad_modifier<T>(&mut self, word: &str, span: Span) -> Parse<T> {
        let expected = "`(condition)`, `pre`, `post`, `unlocked` or the action's `{`";
        let text = format!("expected {expected}, found `{word}`");
        let mut diagnostic = Diagnostic::new(code::BAD_CLAUSE, span, text);
        let known = ["pre", "post", "unlocked"].into_iter();
        if let Some(near) = crate::diag::nearest(word, known) {
            diagnostic = diagnostic.suggest(span, near, "a clause may say");
        }
        let diagnostic = self.hint(diagnostic);
        self.diags.push(diagnostic);
        Err(super::Reported)
    }

    fn twice(&mut self, span: Span, first: Span, what: &str) {
        let text = format!("a clause {what}");
        let diagnostic = Diagnostic::new(code::BAD_CLAUSE, span, text);
        self.diags.push(diagnostic.label(first, "already said here"));
    }

    /// A condition, and where it stands outside of macros.
    fn clause_condition(&mut self) -> Parse<(Expr, Span)> {
        let open = self.bump().span;
        if self.is(Punct::RParen) {
            return self.expected("a condition");
        }
        let start = self.at;
        let value = self.expression()?;
        let whole = self.outside(start);
        self.expect_close(Punct::RParen, open)?;
        self.warn_assignment(&value);
        Ok((value, whole))
    }

    /// `{name, tag, wild*}`: words, numbers, `*` and `?` without blanks between make a pattern.
    fn patterns(&mut self) -> Parse<Vec<Pattern>> {
        let open = self.expect(Punct::LBrace, "after `op`")?;
        let mut patterns = Vec::new();
        loop {
            let start = self.span();
            let mut text = String::new();
            loop {
                let token = self.peek();
                let part = match &token.kind {
                    Tok::Ident(part) | Tok::Number(part) => &**part,
                    Tok::Punct(Punct::Star) => "*",
                    Tok::Punct(Punct::Question) => "?",
                    _ => break,
                };
                if !text.is_empty() && (token.spaced || token.starts_line) {
                    break;
                }
                text.push_str(part);
                self.bump();
            }
            if text.is_empty() {
                return self.expected("a system call, tag, abstract event or wildcard");
            }
            let span = start.to(self.last_span());
            patterns.push(Pattern { text: Arc::from(text), span });
            // A comma before the brace is allowed.
            if !self.eat(Punct::Comma) || self.is(Punct::RBrace) {
                break;
            }
        }
        if !self.is(Punct::RBrace) && self.peek().ident().is_some() {
            return self.expected("`,` or `}`");
        }
        self.expect_list_close(Punct::RBrace, open)?;
        Ok(patterns)
    }

    fn event_names(&mut self) -> Parse<Vec<Ident>> {
        let open = self.expect(Punct::LBrace, "before the event's name")?;
        let mut names = Vec::new();
        loop {
            names.push(self.name("an event's name")?);
            if !self.eat(Punct::Comma) || self.is(Punct::RBrace) {
                break;
            }
        }
        self.expect_list_close(Punct::RBrace, open)?;
        Ok(names)
    }
}

/// `bsd::op{open,close} post`
fn label(clause: &Clause) -> String {
    let join = |names: &[Ident]| names.iter().map(|n| &*n.name).collect::<Vec<_>>().join(",");
    let mut text = match &clause.head {
        Head::Op { namespace, patterns } => {
            let qualifier = namespace.as_ref().map_or(String::new(), |n| format!("{}::", n.name));
            let names: Vec<&str> = patterns.iter().map(|p| &*p.text).collect();
            format!("{qualifier}op{{{}}}", names.join(","))
        }
        Head::Raised { wrapper, names } => {
            let qualifier = wrapper.as_ref().map_or(String::new(), |n| format!("{}::", n.name));
            format!("{qualifier}event{{{}}}", join(names))
        }
        Head::Life { names } => format!("life{{{}}}", join(names)),
    };
    match clause.phase {
        Some((Phase::Pre, _)) => text.push_str(" pre"),
        Some((Phase::Post, _)) => text.push_str(" post"),
        None => {}
    }
    if text.len() > 200 {
        let end = (0..=200).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        text.truncate(end);
        text.push_str("...");
    }
    text
}
