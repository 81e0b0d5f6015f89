//! What a clause may call ([`wss_abi::helper`]), by area: the event itself and composition here
//! and in [`raise`], audit in [`audit`], the system's state in [`system`], tables in [`tables`].
//! Memory and strings are the machine's own ([`wss_vm::strings`]).
//!
//! Each helper charges the budget for what it does: 16 instructions, 64 where it asks the host,
//! and one per 8 bytes it moves.
mod assign;
mod audit;
mod format;
mod raise;
pub(crate) mod system;
pub(crate) mod tables;

use crate::binding::Switch;
use crate::catch::Raise;
use crate::engine::Scope;
use crate::errno::{ENOENT, negative};
use crate::event::Event;
use crate::held::holds;
use crate::host::Errno;
use crate::run::Site;
use wss_abi::clause::{Clause, Source};
use wss_abi::ctx::MAX_STRING;
use wss_abi::helper::id;
use wss_abi::mem::OutOfMemory;
use wss_vm::{Budget, Fault, Helpers, Memory, strings};

/// Cost of any helper, in instructions.
const COST: u64 = 16;
/// Cost of asking the host.
const HOST_COST: u64 = 64;

/// The helpers as one running clause has them.
pub(crate) struct Call<'r, 'a> {
    pub(crate) scope: &'r mut Scope<'a>,
    pub(crate) event: &'r mut Event,
    pub(crate) site: &'r mut Site,
    pub(crate) clause: &'r Clause,
    pub(crate) sources: &'r [Source],
    /// Bytes of the capture region in use; assignments go behind them.
    pub(crate) used: usize,
    /// The event that the clause raised, for which the run pauses.
    pub(crate) raised: &'r mut Option<Raise>,
    /// What the clause asked the host, for which the run pauses.
    pub(crate) asked: &'r mut Option<system::Asks>,
    /// Memory could not be had: the run ends in a fault.
    pub(crate) oom: bool,
}

type Out = Result<u64, Fault>;

impl Helpers for Call<'_, '_> {
    fn call(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Result<u64, Fault> {
        // The most frequent first.
        if let id::STAT | id::LSTAT | id::FSTAT = id {
            budget.charge(COST + HOST_COST)?;
            return self.status(id, args, mem);
        }
        if let Some(result) = strings::call(id, args, mem, budget) {
            return result;
        }
        budget.charge(COST)?;
        match id {
            id::SET_ARG..=id::SET_ERRNO => self.assign(id, args, mem, budget),
            id::RAISE => self.raise_event(args, mem, budget),
            id::VIOLATION => self.violation(args, mem, budget),
            id::AUDIT | id::AUDIT_PRINTF | id::AUDIT_EVENT => self.audit(id, args, mem, budget),
            id::STAT..=id::PID_EXE | id::KILL => {
                budget.charge(HOST_COST)?;
                self.system(id, args, mem, budget)
            }
            id::SWITCH => self.switch(args, mem),
            id::LOCK => Ok(self.lock(args)),
            id::RECORD_AS => Ok(self.record_as(args)),
            id::HASH => self.hash(args, mem, budget),
            id::TABLE_FIND..=id::TABLE_UPDATE => self.table(id, args, mem, budget),
            _ => Err(Fault::BadHelper(id)),
        }
    }
}

impl Call<'_, '_> {
    /// Ends the run for want of memory.
    fn no_memory(&mut self, id: u16) -> Fault {
        self.oom = true;
        Fault::Helper { id, why: "out of memory" }
    }

    fn need<T>(&mut self, id: u16, r: Result<T, OutOfMemory>) -> Result<T, Fault> {
        r.map_err(|OutOfMemory| self.no_memory(id))
    }

    /// Whether the wrapper is permissive: what it does to the process is not carried out.
    fn permissive(&self) -> bool {
        let wrapper = self.scope.policy.wrappers.get(self.site.wrapper);
        wrapper.is_some_and(|w| w.options.permissive)
    }

    fn switch(&mut self, args: [u64; 5], mem: &Memory<'_>) -> Out {
        let [name, ..] = args;
        let name = mem.cstr(name, MAX_STRING)?;
        let mut wrappers = self.scope.policy.wrappers.iter();
        let found = wrappers.find(|(_, w)| !w.leaving && w.name().as_bytes() == name);
        let Some((target, _)) = found else { return Ok(negative(ENOENT)) };
        let process = self.scope.core.processes.all.get_mut(self.site.process);
        if let Some(b) = process.and_then(|p| p.bindings.get_mut(self.site.binding)) {
            let tid = self.site.tid;
            b.switch = (target != self.site.wrapper).then_some(Switch { to: target, tid });
        }
        Ok(0)
    }

    fn record_as(&mut self, args: [u64; 5]) -> u64 {
        let [clause, ..] = args;
        let counted = u16::try_from(clause).ok().and_then(|n| {
            let stats = self.scope.core.stats(self.site.wrapper, n)?;
            stats.hits += 1;
            Some(n)
        });
        match counted {
            None => negative(crate::errno::EINVAL),
            Some(_) => {
                self.site.recorded_as = counted;
                0
            }
        }
    }

    fn lock(&self, args: [u64; 5]) -> u64 {
        let [slot, ..] = args;
        let target = self.scope.policy.target;
        let unsupported = negative(crate::errno::eopnotsupp(target));
        let source = usize::try_from(slot).ok().and_then(|s| self.sources.get(s));
        match source {
            None => negative(crate::errno::EINVAL),
            // What is no pointer is held already: it is in a register.
            Some(Source::Absent | Source::Const(_) | Source::Arg { .. }) => 0,
            Some(Source::Capture { arg, shape, out: false, .. })
                if holds(self.scope.policy.holds, self.event.nr, *arg, *shape) =>
            {
                0
            }
            Some(_) => unsupported,
        }
    }
}

/// r0 of what the host answered.
fn answer(r: Result<u64, Errno>) -> u64 {
    r.unwrap_or_else(negative)
}
