//! The names of sequences: of several, each has a clause of its own that catches nothing. An action says
//! that what is recorded is that clause's, since the clause that runs it serves them all.
use super::super::Sema;
use super::super::typed::{Clause, On};
use super::Plan;
use crate::types::Ty;
use std::rc::Rc;
use wss_abi::clause::Phase;
use wss_abi::object::limit;

impl Sema<'_> {
    /// Adds a clause for each sequence, in the order of the source.
    pub(super) fn names(&mut self, plan: &mut Plan<'_>) {
        let before: usize = self
            .clauses
            .iter()
            .map(|c| match &c.on {
                On::Calls(calls) => crate::lower::layers(calls).len(),
                On::Raised(..) | On::Life(_) => 1,
            })
            .sum();
        // One is what its clauses are called by already; for too many there are no numbers.
        let room = limit::CLAUSES.saturating_sub(before + plan.events.len());
        if plan.patterns.len() < 2 || plan.patterns.len() > room {
            return;
        }
        for p in &mut plan.patterns {
            p.clause = u32::try_from(before + p.number).ok();
        }
        let mut sources: Vec<_> = plan.patterns.iter().map(|p| (p.number, p.seq)).collect();
        sources.sort_unstable_by_key(|(number, _)| *number);
        for (_, seq) in sources {
            let body = self.body_of(&seq.label, Some(Ty::int()), true, seq.span, |_| Vec::new());
            self.clauses.push(Clause {
                label: seq.label.clone(),
                on: On::Calls(Vec::new()),
                phase: Phase::Pre,
                params: Vec::new(),
                condition: None,
                body: Rc::new(body),
                unlocked: false,
                sequence: true,
                span: seq.span,
            });
        }
    }
}
