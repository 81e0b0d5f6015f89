//! The life of bindings: what exec, fork, exit, signals, `wr_switch` and unloading do to them.
//!
//! A binding ends only by its own deactivation criterion, by `wr_switch`, or by an administrator;
//! exec adds bindings and sheds none. Bindings stand in load order. At an exec first the
//! deactivation criteria are judged (`deactivate` clauses run), then the bindings that stay see
//! `exec`, then the activation criteria of wrappers not bound are judged (`activate` clauses run);
//! a wrapper just deactivated is not activated by the same exec.
//!
//! Life-cycle clauses can kill. A denial suppresses a signal; at activate, fork and exec there is
//! nothing left to refuse, so the process is killed: what cannot be judged does not run. At
//! deactivate and exit a verdict is recorded only.
use crate::engine::{Core, Policy, Scope};
use crate::event::What;
use crate::helpers::tables;
use crate::host::{Call, Host, Image, Tid};
use crate::process::{Binding, Process};
use crate::record::{note, text_param};
use crate::run::{Site, clause, stronger};
use alloc::vec::Vec;
use wss_abi::audit::Kind;
use wss_abi::clause::Life;
use wss_abi::mem::{OutOfMemory, TryVec, try_string, try_vec};
use wss_abi::verdict::Verdict;
use wss_vm::Budget;

/// SIGKILL, on every host.
pub(crate) const SIGKILL: u8 = 9;
/// Replacements by `wr_switch` that one event may chain.
const MAX_SWITCHES: usize = 8;

/// A parameter of a life-cycle event.
pub(crate) enum Param<'p> {
    Number(u64),
    Text(&'p [u8]),
}

/// What every step here works on.
pub(crate) struct Parts<'a> {
    pub(crate) policy: &'a mut Policy,
    pub(crate) core: &'a mut Core,
    pub(crate) host: &'a mut dyn Host,
}

impl Parts<'_> {
    fn scope(&mut self) -> Scope<'_> {
        Scope { policy: self.policy, core: self.core, host: self.host }
    }

    /// Runs the clauses of a process on a life-cycle event, of one binding or of all; the
    /// strongest verdict.
    pub(crate) fn run(
        &mut self,
        tid: Tid,
        life: Life,
        params: &[Param<'_>],
        only: Option<u64>,
    ) -> Verdict {
        let Some((process, p)) = self.core.processes.of(tid) else { return Verdict::Continue };
        let set = p.set;
        if !self.policy.sets.get(set).is_some_and(|s| s.catches(life)) {
            return Verdict::Continue;
        }
        let mut event = self.core.take_event();
        event.reset(What::Life(life), Call { nr: u32::MAX, args: [0; 6] }, set);
        for param in params {
            let (value, len) = match param {
                Param::Number(v) => (*v, 0),
                // Without memory for it the parameter is null.
                Param::Text(t) => text_param(&mut event, t).unwrap_or((0, 0)),
            };
            // Likewise.
            let _ = event.add_param(value, len);
        }
        let mut scope = self.scope();
        let policy = scope.policy;
        let picks = policy.sets.get(set).map_or(&[][..], |s| s.life(life));
        let mut verdict = Verdict::Continue;
        let mut layer: Option<(u16, Budget)> = None;
        for pick in picks {
            let binding = usize::from(pick.layer);
            let process_now = scope.core.processes.all.get(process);
            let Some(b) = process_now.and_then(|p| p.bindings.get(binding)) else { continue };
            if only.is_some_and(|id| id != b.id) || b.switch.is_some() {
                continue;
            }
            let wrapper = b.wrapper;
            let allowed = policy.wrappers.get(wrapper).map_or(0, |w| w.object().budget);
            let mut budget = match layer {
                Some((l, left)) if l == pick.layer => left,
                _ => Budget::new(u64::from(allowed)),
            };
            let site = Site { tid, process, binding, wrapper, pick: *pick, passed: None, depth: 0 };
            verdict = stronger(verdict, clause(&mut scope, &mut event, site, &mut budget));
            layer = Some((pick.layer, budget));
        }
        self.core.give_event(event);
        verdict
    }

    /// Carries out a verdict on a life-cycle event that cannot be refused any more.
    fn enforce(&mut self, tid: Tid, verdict: Verdict) {
        let signal = match verdict {
            Verdict::Continue | Verdict::Return => return,
            Verdict::Deny(_) => SIGKILL,
            Verdict::Kill(signal) => signal,
        };
        self.kill(tid, signal);
    }

    pub(crate) fn kill(&mut self, tid: Tid, signal: u8) {
        if self.host.kill(tid, signal).is_err() {
            let mut scope = self.scope();
            note(&mut scope, tid, Kind::Host, None, "the process could not be killed");
        }
    }

    /// Fails closed: the engine has no memory to keep the process wrapped.
    fn give_up(&mut self, tid: Tid) {
        let mut scope = self.scope();
        note(&mut scope, tid, Kind::Host, None, "out of memory: the process is killed");
        self.kill(tid, SIGKILL);
    }

    /// Makes the set of a process that of its bindings.
    pub(crate) fn rebind(&mut self, process: u32) -> Result<(), OutOfMemory> {
        let Some(p) = self.core.processes.all.get_mut(process) else { return Ok(()) };
        let mut list = Vec::new();
        for b in &p.bindings {
            list.try_push(b.wrapper)?;
        }
        if self.policy.sets.get(p.set).is_some_and(|s| s.wrappers() == list) {
            return Ok(());
        }
        let set = self.policy.sets.intern(&list, &self.policy.wrappers)?;
        let old = core::mem::replace(&mut p.set, set);
        p.changed = true;
        self.core.changed = true;
        self.policy.sets.release(old);
        self.sweep();
        Ok(())
    }

    /// Frees wrappers that are being unloaded and that no set names any more.
    pub(crate) fn sweep(&mut self) {
        if self.policy.leaving == 0 {
            return;
        }
        for at in 0..self.policy.wrappers.bound() {
            let leaving = self.policy.wrappers.get(at).is_some_and(|w| w.leaving);
            if leaving && !self.policy.sets.use_wrapper(at) {
                self.policy.wrappers.remove(at);
                self.policy.leaving -= 1;
                if let Some(s) = self.core.shared.get_mut(at as usize) {
                    *s = crate::engine::Shared::default();
                }
            }
        }
    }

    /// Binds a wrapper to a process; the id of the binding.
    fn bind(&mut self, process: u32, wrapper: u32) -> Result<u64, OutOfMemory> {
        let Some(w) = self.policy.wrappers.get(wrapper) else { return Err(OutOfMemory) };
        let binding = Binding {
            id: self.core.binding_id(),
            wrapper,
            state: try_vec(&w.object().state)?,
            tables: tables::make(&w.object().tables, false, self.core.seed)?,
            switch: None,
            leaving: false,
            busy: false,
        };
        let (id, order) = (binding.id, w.order);
        let wrappers = &self.policy.wrappers;
        let Some(p) = self.core.processes.all.get_mut(process) else { return Err(OutOfMemory) };
        let after = |b: &Binding| wrappers.get(b.wrapper).is_some_and(|w| w.order > order);
        let at = p.bindings.iter().position(after).unwrap_or(p.bindings.len());
        p.bindings.try_push(binding)?;
        if let Some(tail) = p.bindings.get_mut(at..) {
            tail.rotate_right(1);
        }
        self.count(wrapper, 1);
        Ok(id)
    }

    fn count(&mut self, wrapper: u32, by: i64) {
        if let Some(s) = self.core.shared.get_mut(wrapper as usize) {
            s.stats.bound = s.stats.bound.saturating_add_signed(by);
        }
    }

    /// Ends a binding: its `deactivate` clauses run first. `rebind` is to follow.
    fn unbind(&mut self, tid: Tid, process: u32, id: u64) -> Result<Option<Binding>, OutOfMemory> {
        // Its verdict is recorded; there is nothing to refuse.
        self.run(tid, Life::Deactivate, &[], Some(id));
        let Some(p) = self.core.processes.all.get_mut(process) else { return Ok(None) };
        let Some(at) = p.bindings.iter().position(|b| b.id == id) else { return Ok(None) };
        let wrapper = p.bindings.get(at).map_or(0, |b| b.wrapper);
        let name = self.policy.wrappers.get(wrapper).map_or("", |w| w.name());
        // The set and the wrapper live until `rebind` below.
        let text = try_string(name).unwrap_or_default();
        let p = self.core.processes.all.get_mut(process);
        let gone = p.map(|p| p.bindings.remove(at));
        self.count(wrapper, -1);
        self.binding_record(tid, Kind::Deactivate, &text);
        Ok(gone)
    }

    fn binding_record(&mut self, tid: Tid, kind: Kind, wrapper: &str) {
        let life = match kind {
            Kind::Activate => Life::Activate,
            _ => Life::Deactivate,
        };
        let mut scope = self.scope();
        crate::record::note_wrapper(&mut scope, tid, kind, life, wrapper);
    }

    /// Judges criteria on the image of a process. `exec`: a new image is in place, whose `exec`
    /// clauses are to run; else the process was running already.
    pub(crate) fn judge(&mut self, tid: Tid, exec: bool) -> Result<(), OutOfMemory> {
        let Some((process, p)) = self.core.processes.of(tid) else { return Ok(()) };
        let creds = self.host.creds(tid);
        let mut ended: Vec<u32> = Vec::new();
        let mut ending: Vec<u64> = Vec::new();
        for b in &p.bindings {
            let Some(w) = self.policy.wrappers.get(b.wrapper) else { continue };
            if w.options.deactivate.iter().any(|c| c.judge(&p.image, &creds)) {
                ending.try_push(b.id)?;
                ended.try_push(b.wrapper)?;
            }
        }
        for id in ending {
            self.unbind(tid, process, id)?;
            self.rebind(process)?;
        }
        if exec {
            let Some(p) = self.core.processes.all.get(process) else { return Ok(()) };
            let path = try_vec(&p.image.path)?;
            let verdict = self.run(tid, Life::Exec, &[Param::Text(&path)], None);
            self.enforce(tid, verdict);
            self.settle(tid)?;
        }
        let Some(p) = self.core.processes.all.get(process) else { return Ok(()) };
        let mut starting: Vec<(u64, u32)> = Vec::new();
        for (at, w) in self.policy.wrappers.iter() {
            let bound = p.bindings.iter().any(|b| b.wrapper == at);
            let wanted = w.options.activate.iter().any(|c| c.judge(&p.image, &creds));
            if wanted && !bound && !w.leaving && !ended.contains(&at) {
                starting.try_push((w.order, at))?;
            }
        }
        starting.sort_unstable();
        let mut started: Vec<u64> = Vec::new();
        for (_, wrapper) in starting {
            let id = self.bind(process, wrapper)?;
            started.try_push(id)?;
        }
        self.rebind(process)?;
        for id in started {
            self.activated(tid, process, id);
        }
        self.settle(tid)
    }

    /// Records that a binding began and runs its `activate` clauses.
    fn activated(&mut self, tid: Tid, process: u32, id: u64) {
        let p = self.core.processes.all.get(process);
        let b = p.and_then(|p| p.bindings.iter().find(|b| b.id == id));
        let Some(wrapper) = b.map(|b| b.wrapper) else { return };
        let name = self.policy.wrappers.get(wrapper).map_or("", |w| w.name());
        let name = try_string(name).unwrap_or_default();
        self.binding_record(tid, Kind::Activate, &name);
        let verdict = self.run(tid, Life::Activate, &[], Some(id));
        self.enforce(tid, verdict);
    }

    /// The end of an event: carries out what `wr_switch` and unloading ask for. Bindings with a
    /// call in flight that were asked to leave go when it has ended.
    pub(crate) fn settle(&mut self, tid: Tid) -> Result<(), OutOfMemory> {
        let Some((process, _)) = self.core.processes.of(tid) else { return Ok(()) };
        for _ in 0..MAX_SWITCHES {
            let Some(p) = self.core.processes.all.get(process) else { return Ok(()) };
            let next = p.bindings.iter().find_map(|b| b.switch.map(|to| (b.id, to)));
            let Some((id, to)) = next else { break };
            self.switch(tid, process, id, to)?;
        }
        // Whatever still asks after that many is a circle.
        let p = self.core.processes.all.get_mut(process);
        p.into_iter().flat_map(|p| &mut p.bindings).for_each(|b| b.switch = None);
        self.shed(tid, process)
    }

    fn switch(&mut self, tid: Tid, process: u32, id: u64, to: u32) -> Result<(), OutOfMemory> {
        if let Some(p) = self.core.processes.all.get_mut(process)
            && let Some(b) = p.bindings.iter_mut().find(|b| b.id == id)
        {
            b.switch = None;
        }
        let p = self.core.processes.all.get(process);
        let there = p.is_some_and(|p| p.bindings.iter().any(|b| b.wrapper == to));
        let loaded = self.policy.wrappers.get(to).is_some_and(|w| !w.leaving);
        if !loaded {
            return Ok(());
        }
        // Bound before the old one ends: there is no moment without either.
        let new = if there { None } else { Some(self.bind(process, to)?) };
        self.rebind(process)?;
        let Some(old) = self.unbind(tid, process, id)? else { return Ok(()) };
        if let Some(new) = new {
            self.carry(process, new, old);
        }
        self.rebind(process)?;
        if let Some(new) = new {
            self.activated(tid, process, new);
        }
        Ok(())
    }

    /// Carries state of the same name and type over.
    fn carry(&mut self, process: u32, new: u64, mut old: Binding) {
        let wrappers = &self.policy.wrappers;
        let Some(p) = self.core.processes.all.get_mut(process) else { return };
        let Some(b) = p.bindings.iter_mut().find(|b| b.id == new) else { return };
        // The old wrapper lives at least until the process has another set (`rebind`).
        let (Some(from), Some(to)) = (wrappers.get(old.wrapper), wrappers.get(b.wrapper)) else {
            return;
        };
        for v in &to.object().vars {
            let same = from
                .object()
                .vars
                .iter()
                .find(|o| o.name == v.name && o.ty == v.ty && o.size == v.size);
            let Some(o) = same else { continue };
            let range = |v: &wss_abi::object::Var| {
                let start = v.offset as usize;
                start..start.saturating_add(v.size as usize)
            };
            if let (Some(to), Some(from)) = (b.state.get_mut(range(v)), old.state.get(range(o))) {
                to.copy_from_slice(from);
            }
        }
        for (n, def) in to.object().tables.iter().enumerate() {
            let same = from.object().tables.iter().position(|o| o == def && !o.shared);
            if let Some(o) = same
                && let Some(place) = b.tables.get_mut(n)
                && let Some(table) = old.tables.get_mut(o)
            {
                core::mem::swap(place, table);
            }
        }
    }

    /// Ends bindings that an administrator ended, and those of wrappers that are being unloaded,
    /// unless a call is in flight.
    pub(crate) fn shed(&mut self, tid: Tid, process: u32) -> Result<(), OutOfMemory> {
        loop {
            let Some(p) = self.core.processes.all.get(process) else { return Ok(()) };
            if p.in_call > 0 {
                return Ok(());
            }
            let leaving = |b: &&Binding| {
                b.leaving || self.policy.wrappers.get(b.wrapper).is_none_or(|w| w.leaving)
            };
            let Some(id) = p.bindings.iter().find(leaving).map(|b| b.id) else { return Ok(()) };
            self.unbind(tid, process, id)?;
            self.rebind(process)?;
        }
    }

    /// A new image is in place.
    pub(crate) fn exec(&mut self, tid: Tid, image: &Image, exec: bool) {
        if self.replace_image(tid, image).is_err() || self.judge(tid, exec).is_err() {
            self.give_up(tid);
        }
    }

    fn replace_image(&mut self, tid: Tid, image: &Image) -> Result<(), OutOfMemory> {
        let image = image.copy()?;
        match self.core.processes.of(tid).map(|(at, _)| at) {
            Some(process) => {
                // An exec leaves its process one thread.
                while let Some(other) = self.core.processes.other_thread(process, tid) {
                    self.forget_thread(other);
                }
                if let Some(p) = self.core.processes.all.get_mut(process) {
                    p.image = image;
                }
            }
            None => {
                self.add(tid, image, Vec::new())?;
            }
        }
        Ok(())
    }

    fn add(&mut self, tid: Tid, image: Image, bindings: Vec<Binding>) -> Result<u32, OutOfMemory> {
        let mut list = Vec::new();
        for b in &bindings {
            list.try_push(b.wrapper)?;
        }
        let set = self.policy.sets.intern(&list, &self.policy.wrappers)?;
        let process = Process::new(self.host.pid(tid), bindings, set, image);
        self.core.changed = true;
        let added = self.core.processes.add(process, tid);
        if added.is_err() {
            self.policy.sets.release(set);
        }
        added
    }

    /// A child exists and has not run yet.
    pub(crate) fn fork(&mut self, parent: Tid, child: Tid) {
        let Some((_, p)) = self.core.processes.of(parent) else { return };
        let pid = p.pid;
        let mut bindings = Vec::new();
        let mut next = self.core.next_binding;
        let copied: Result<Image, OutOfMemory> = (|| {
            for b in &p.bindings {
                bindings.try_push(b.copy(next)?)?;
                next += 1;
            }
            p.image.copy()
        })();
        self.core.next_binding = next;
        self.forget_thread(child);
        let mut wrappers = Vec::new();
        let listed: Result<(), OutOfMemory> =
            bindings.iter().try_for_each(|b| wrappers.try_push(b.wrapper));
        let added = copied.and_then(|image| self.add(child, image, bindings));
        if added.is_err() || listed.is_err() {
            return self.give_up(child);
        }
        for w in wrappers {
            self.count(w, 1);
        }
        let verdict = self.run(child, Life::Fork, &[Param::Number(u64::from(pid))], None);
        self.enforce(child, verdict);
        if self.settle(child).is_err() {
            self.give_up(child);
        }
    }

    /// Removes a thread, and what it held.
    pub(crate) fn forget_thread(&mut self, tid: Tid) {
        let Some(thread) = self.core.processes.remove_thread(tid) else { return };
        if let Some(event) = thread.call {
            if thread.awaited {
                self.policy.sets.release(event.set);
            }
            self.core.give_event(event);
        }
        let empty = self.core.processes.all.get(thread.process).is_some_and(|p| p.threads == 0);
        if empty && let Some(p) = self.core.processes.remove(thread.process) {
            for b in &p.bindings {
                self.count(b.wrapper, -1);
            }
            self.policy.sets.release(p.set);
        }
        self.sweep();
    }

    /// A thread is gone; with the last one, its process.
    pub(crate) fn gone(&mut self, tid: Tid, status: i32) {
        let Some((_, p)) = self.core.processes.of(tid) else { return };
        if p.threads == 1 {
            // There is nothing left to enforce a verdict on; it was recorded.
            let status = Param::Number(status as u32 as u64);
            self.run(tid, Life::Exit, &[status], None);
        }
        self.forget_thread(tid);
    }
}
