//! `wr_switch`: another wrapper in a binding's place, with the state of the same name and type.
use super::Parts;
use crate::binding::Binding;
use crate::host::Tid;
use crate::pause::held;
use wss_abi::mem::OutOfMemory;

impl Parts<'_> {
    /// A binding that asked to be replaced, whose state is free, and by what.
    pub(super) fn next_switch(&mut self, tid: Tid, process: u32) -> Option<(u64, u32)> {
        for at in 0.. {
            let b = self.core.processes.all.get(process)?.bindings.get(at)?;
            let (id, there) = (b.id, b.holder == 0);
            let Some(switch) = b.switch else { continue };
            if there && !held(self.policy, self.core, process, id, tid) {
                return Some((id, switch.to));
            }
        }
        None
    }

    pub(super) fn switch(
        &mut self,
        tid: Tid,
        process: u32,
        id: u64,
        to: u32,
    ) -> Result<(), OutOfMemory> {
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
        self.begin_late(tid, process);
        Ok(())
    }

    /// Carries state of the same name and type over.
    pub(super) fn carry(&mut self, process: u32, new: u64, mut old: Binding) {
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
}
