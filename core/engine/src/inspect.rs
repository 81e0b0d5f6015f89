//! What an engine is asked about itself: by `wssctl list`, `ps` and `status`.
use crate::api::Engine;

/// A process that the engine knows, for `ps`.
#[derive(Clone, Copy, Debug)]
pub struct Known<'e> {
    /// Process id.
    pub pid: u32,
    /// Resolved path of the image that runs.
    pub path: &'e [u8],
    /// Id of its wrap set; `None`: under no wrapper.
    pub set: Option<u64>,
    /// Wrappers bound to it, in load order.
    pub wrappers: &'e [&'e str],
}

impl Engine {
    /// Shows `each` every process that the engine knows, wrapped or not.
    pub fn each_process(&self, mut each: impl FnMut(Known<'_>)) {
        for (_, p) in self.core.processes.all.iter() {
            let mut wrappers = alloc::vec::Vec::new();
            for b in &p.bindings {
                let Some(w) = self.policy.wrappers.get(b.wrapper) else { continue };
                // Without memory the list is short, not wrong.
                let _ = wss_abi::mem::TryVec::try_push(&mut wrappers, w.name());
            }
            let set = self.policy.sets.get(p.set).filter(|s| !s.is_empty()).map(|s| s.id());
            each(Known { pid: p.pid, path: &p.image.path, set, wrappers: &wrappers });
        }
    }

    /// Whether there are calls of which a clause may decide through a pointer without saying
    /// `unlocked`.
    pub fn holds_arguments(&self) -> bool {
        !self.policy.holds.is_empty()
    }

    /// Audit records made so far, dropped ones included.
    pub fn records(&self) -> u64 {
        self.core.audit.made()
    }
}
