//! State that a clause may reach, out of its place while the clause runs.
use crate::engine::Scope;
use crate::event::Event;
use crate::run::Site;
use alloc::vec::Vec;

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub(crate) state: Vec<u8>,
    pub(crate) shared: Vec<u8>,
    pub(crate) call: Vec<u8>,
}

impl Taken {
    /// What it held before was put back: nothing is left in it.
    #[inline(always)]
    pub(crate) fn take(&mut self, scope: &mut Scope<'_>, event: &mut Event, site: &Site) {
        let process = scope.core.processes.all.get_mut(site.process);
        if let Some(b) = process.and_then(|p| p.bindings.get_mut(site.binding)) {
            b.busy = true;
            core::mem::swap(&mut b.state, &mut self.state);
        }
        // Most wrappers share nothing.
        if let Some(s) = scope.core.shared.get_mut(site.wrapper as usize)
            && !s.bytes.is_empty()
        {
            core::mem::swap(&mut s.bytes, &mut self.shared);
        }
        if let Some(p) = site.passed.and_then(|n| event.passed_mut(n)) {
            core::mem::swap(&mut p.data, &mut self.call);
        }
    }

    #[inline(always)]
    pub(crate) fn put_back(&mut self, scope: &mut Scope<'_>, event: &mut Event, site: &Site) {
        let process = scope.core.processes.all.get_mut(site.process);
        match process.and_then(|p| p.bindings.get_mut(site.binding)) {
            Some(b) => {
                b.busy = false;
                core::mem::swap(&mut b.state, &mut self.state);
            }
            None => self.state = Vec::new(),
        }
        if !self.shared.is_empty() {
            match scope.core.shared.get_mut(site.wrapper as usize) {
                Some(s) => core::mem::swap(&mut s.bytes, &mut self.shared),
                None => self.shared = Vec::new(),
            }
        }
        match site.passed.and_then(|n| event.passed_mut(n)) {
            Some(p) => core::mem::swap(&mut p.data, &mut self.call),
            None => self.call = Vec::new(),
        }
    }
}
