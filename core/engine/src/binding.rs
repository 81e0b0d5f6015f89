//! A wrapper bound to a process, with its copy of the state.
use crate::host::Tid;
use crate::table::Table;
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, TryVec, try_vec};

/// See the module.
#[derive(Debug)]
pub(crate) struct Binding {
    /// Never used again in the life of an engine.
    pub(crate) id: u64,
    /// Index of the wrapper.
    pub(crate) wrapper: u32,
    /// File-scope variables. Taken out while a clause of the binding runs.
    pub(crate) state: Vec<u8>,
    /// Per-process tables, by number; a shared table's place is `None`.
    pub(crate) tables: Vec<Option<Table>>,
    /// `wr_switch` asked for another wrapper in its place, at the end of the event.
    pub(crate) switch: Option<Switch>,
    /// An administrator ended it: it goes as soon as no call is in flight.
    pub(crate) leaving: bool,
    /// A clause of this binding is running (further out in a chain of raised events).
    pub(crate) busy: bool,
    /// The thread whose event stands still and holds its state ([`crate::pause`]); 0: none.
    pub(crate) holder: Tid,
    /// Its `activate` clauses have yet to run; no other runs before.
    pub(crate) fresh: bool,
}

/// What `wr_switch` asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Switch {
    /// Index of the wrapper.
    pub(crate) to: u32,
    /// The thread in whose event it was.
    pub(crate) tid: Tid,
}

impl Binding {
    /// The child's copy at fork, under an id of its own.
    /// `state` stands for its own, which a clause has.
    pub(crate) fn copy(&self, id: u64, state: Option<&[u8]>) -> Result<Binding, OutOfMemory> {
        let mut tables = Vec::new();
        for t in &self.tables {
            tables.try_push(match t {
                Some(t) => Some(t.copy()?),
                None => None,
            })?;
        }
        Ok(Binding {
            id,
            wrapper: self.wrapper,
            state: try_vec(state.unwrap_or(&self.state))?,
            tables,
            switch: None,
            leaving: self.leaving,
            busy: false,
            holder: 0,
            fresh: self.fresh,
        })
    }
}
