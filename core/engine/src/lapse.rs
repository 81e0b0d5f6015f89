//! Interrupted calls whose judgement does not stand any more: for a host that sees when.
use crate::api::Engine;
use crate::host::Host;

impl Engine {
    /// Ends the interrupted calls ([`Engine::interrupted`]) of the process `pid`: their `post` clauses see
    /// EINTR, and those that come again are events of their own, judged by what holds then.
    pub fn end_interrupted_of(&mut self, host: &mut dyn Host, pid: u32) {
        if let Some(process) = self.core.processes.by_pid(pid) {
            self.end_all_interrupted(host, process);
        }
    }
}
