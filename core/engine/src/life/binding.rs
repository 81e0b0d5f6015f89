//! Bindings as they begin and end, and the wrap set that they make.
use super::Parts;
use crate::binding::Binding;
use crate::helpers::tables;
use crate::host::Tid;
use alloc::vec::Vec;
use wss_abi::audit::Kind;
use wss_abi::clause::Life;
use wss_abi::mem::{OutOfMemory, TryVec, try_string, try_vec};

impl Parts<'_> {
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
    pub(super) fn bind(&mut self, process: u32, wrapper: u32) -> Result<u64, OutOfMemory> {
        let Some(w) = self.policy.wrappers.get(wrapper) else { return Err(OutOfMemory) };
        let binding = Binding {
            id: self.core.binding_id(),
            wrapper,
            state: try_vec(&w.object().state)?,
            tables: tables::make(&w.object().tables, false, self.core.seed)?,
            switch: None,
            leaving: false,
            busy: false,
            holder: 0,
            fresh: true,
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

    pub(super) fn count(&mut self, wrapper: u32, by: i64) {
        if let Some(s) = self.core.shared.get_mut(wrapper as usize) {
            s.stats.bound = s.stats.bound.saturating_add_signed(by);
        }
    }

    /// Ends a binding: its `deactivate` clauses run first. `rebind` is to follow.
    pub(super) fn unbind(
        &mut self,
        tid: Tid,
        process: u32,
        id: u64,
    ) -> Result<Option<Binding>, OutOfMemory> {
        let p = self.core.processes.all.get_mut(process);
        if let Some(b) = p.and_then(|p| p.bindings.iter_mut().find(|b| b.id == id)) {
            b.fresh = false;
        }
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

    pub(super) fn binding_record(&mut self, tid: Tid, kind: Kind, wrapper: &str) {
        let life = match kind {
            Kind::Activate => Life::Activate,
            _ => Life::Deactivate,
        };
        let mut scope = self.scope();
        crate::record::note_wrapper(&mut scope, tid, kind, life, wrapper);
    }
}
