//! Sequences: `sequence a(x); !b(x)*; c(x) { action }`, and `sequences N full oldest|fault;`.
use super::{Parse, Parser, words};
use crate::ast::{Alternative, Item, Phase, Sequence, Sequences, Step, StepEvent, StepKind};
use crate::diag::{Diagnostic, codes::parse as code};
use crate::lex::{Punct, Tok};

/// Most repetitions of one step.
const MOST_TIMES: u32 = 64;

impl Parser<'_> {
    /// A sequence, or the setting for all of them, if one begins here.
    pub(super) fn sequence_item(&mut self) -> Parse<Option<Item>> {
        let next = self.peek_at(1);
        let event = next.ident().is_some_and(|w| !words::is_keyword(w));
        let begins = event || next.is(Punct::LParen) || next.is(Punct::Bang);
        if self.is_word("sequence") && begins && !self.is_typedef("sequence") {
            let sequence = self.sequence();
            if sequence.is_err() {
                // The steps that are left are no items of their own.
                while !self.at_end() && !self.is(Punct::LBrace) && !self.at_item_start() {
                    self.bump();
                }
            }
            return Ok(Some(Item::Sequence(sequence?)));
        }
        let value = event || matches!(next.kind, Tok::Number(_)) || next.is(Punct::LParen);
        if self.is_word("sequences") && value && !self.is_typedef("sequences") {
            let start = self.bump().span;
            let bound = self.conditional()?;
            let full = if self.eat_word("full") { Some(self.full_policy()?) } else { None };
            let span = start.to(self.last_span());
            self.expect(Punct::Semi, "after `sequences`")?;
            return Ok(Some(Item::Sequences(Sequences { bound, full, span })));
        }
        Ok(None)
    }

    fn sequence(&mut self) -> Parse<Sequence> {
        let start = self.bump().span;
        let mut steps = vec![self.step()?];
        while self.eat(Punct::Semi) {
            steps.push(self.step()?);
        }
        let mut unlocked = None;
        if self.is_word("unlocked") {
            unlocked = Some(self.bump().span);
        }
        let span = start.to(self.last_span());
        if !self.is(Punct::LBrace) {
            return self
                .expected("`;` and another step, `pre`, `post`, `unlocked` or the action's `{`");
        }
        let label = label(&steps);
        self.function = Some(label.as_str().into());
        self.dollars.clear();
        let body = self.nested(Self::block)?;
        self.function = None;
        let uses = std::mem::take(&mut self.dollars).into_iter().collect();
        self.eat(Punct::Semi);
        Ok(Sequence { steps, unlocked, body, uses, label, span })
    }

    fn step(&mut self) -> Parse<Step> {
        let start = self.span();
        let negated = self.eat(Punct::Bang);
        let mut of = self.step_events()?;
        while !negated && self.eat(Punct::OrOr) {
            of.extend(self.step_events()?);
        }
        let mut times = 1;
        if negated && !self.eat(Punct::Star) {
            return self.expected("`*` behind what must not happen: `!event(x)*`");
        }
        if !negated && self.is(Punct::Star) {
            let text = "any number of a step is no step";
            let d = Diagnostic::new(code::BAD_SEQUENCE, self.span(), text);
            self.diags.push(d.help(
                "other events may come between steps anyway; `!event(x)*` says which may not",
            ));
            self.bump();
        }
        if let (true, Tok::Number(text)) = (self.is(Punct::LBrace), &self.peek_at(1).kind) {
            let n = text.parse::<u32>().ok().filter(|n| (1..=MOST_TIMES).contains(n));
            let open = self.bump().span;
            let number = self.bump().span;
            self.expect_close(Punct::RBrace, open)?;
            match n {
                Some(n) if !negated => times = n,
                _ => {
                    let text = format!("a step happens 1 to {MOST_TIMES} times");
                    self.refuse(code::BAD_SEQUENCE, number, text);
                }
            }
        }
        let mut phase = None;
        for (word, which) in [("pre", Phase::Pre), ("post", Phase::Post)] {
            if phase.is_none() && self.is_word(word) {
                phase = Some((which, self.bump().span));
            }
        }
        Ok(Step { negated, of, times, phase, span: start.to(self.last_span()) })
    }

    /// One event, `(event | condition)`, or `(event || event ...)`.
    fn step_events(&mut self) -> Parse<Vec<StepEvent>> {
        if !self.is(Punct::LParen) {
            return Ok(vec![self.step_event()?]);
        }
        let open = self.bump().span;
        let mut of = self.nested(Self::step_events)?;
        if let ([only], true) = (of.as_mut_slice(), self.is(Punct::Pipe)) {
            let bar = self.bump().span;
            let condition = self.expression()?;
            if only.event.condition.replace(condition).is_some() {
                self.refuse(code::BAD_SEQUENCE, bar, "this event has a condition already");
            }
            only.event.span = open.to(self.span());
        }
        while self.eat(Punct::OrOr) {
            of.extend(self.nested(Self::step_events)?);
        }
        self.expect_close(Punct::RParen, open)?;
        Ok(of)
    }

    fn step_event(&mut self) -> Parse<StepEvent> {
        let braced = |p: &Self, at: usize, word: &str| {
            p.peek_at(at).is_word(word) && p.peek_at(at + 1).is(Punct::LBrace)
        };
        let start = self.span();
        let scoped = self.peek_at(1).is(Punct::Scope);
        let kind = if scoped && braced(self, 2, "event") {
            let wrapper =
                if self.eat(Punct::Star) { None } else { Some(self.name("a wrapper's name")?) };
            self.bump();
            StepKind::Raised(wrapper)
        } else if braced(self, 0, "event") {
            StepKind::Raised(None)
        } else if braced(self, 0, "life") {
            StepKind::Life
        } else {
            return Ok(StepEvent { kind: StepKind::Call, event: self.event_pattern()? });
        };
        self.bump();
        let open = self.bump().span;
        let call = self.name("an event's name")?;
        self.expect_close(Punct::RBrace, open)?;
        let args = self.bound_names()?;
        let span = start.to(self.last_span());
        let event = Alternative { namespace: None, call, args, condition: None, span };
        Ok(StepEvent { kind, event })
    }
}

/// `sequence open(p, _); !close*; read(p)`
fn label(steps: &[Step]) -> String {
    let mut text = "sequence ".to_owned();
    for (n, step) in steps.iter().enumerate() {
        text += if n > 0 { "; " } else { "" };
        text += if step.negated { "!" } else { "" };
        let names: Vec<_> = step.of.iter().map(event).collect();
        match names.as_slice() {
            [only] => text += only,
            all => text += &format!("({})", all.join(" || ")),
        }
        text += if step.negated { "*" } else { "" };
        if step.times > 1 {
            text += &format!("{{{}}}", step.times);
        }
        text += if matches!(step.phase, Some((Phase::Post, _))) { " post" } else { "" };
    }
    if text.len() > 200 {
        let end = (0..=200).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        text.truncate(end);
        text.push_str("...");
    }
    text
}

fn event(e: &StepEvent) -> String {
    let args: Vec<&str> =
        e.event.args.iter().map(|a| a.as_ref().map_or("_", |n| &*n.name)).collect();
    let args = if args.is_empty() { String::new() } else { format!("({})", args.join(", ")) };
    let name = &e.event.call.name;
    match &e.kind {
        StepKind::Call => format!("{name}{args}"),
        StepKind::Raised(None) => format!("event{{{name}}}{args}"),
        StepKind::Raised(Some(w)) => format!("{}::event{{{name}}}{args}", w.name),
        StepKind::Life => format!("life{{{name}}}{args}"),
    }
}
