//! The engine's parts: the policy, which events only read, and the core, which they change.
use crate::event::Event;
use crate::held::Held;
use crate::host::{Creds, Host, Tid};
use crate::pause::{Again, Pause, Stop};
use crate::pick::Known;
use crate::process::Processes;
use crate::registry::Wrapper;
use crate::ring::{DEFAULT_BYTES, DEFAULT_RECORDS, Ring};
use crate::set::Sets;
use crate::siphash::Seed;
use crate::slab::Slab;
use crate::stats::{ClauseStats, WrapperStats};
use crate::table::Table;
use alloc::vec::Vec;
use wss_abi::clause::Life;
use wss_abi::mem::TryVec;
use wss_abi::target::Target;
use wss_vm::native::Compiler;

/// Events kept for their buffers; beyond that they are freed.
const SPARE_EVENTS: usize = 256;
/// A spare event keeps no larger capture buffer than this.
const SPARE_BYTES: usize = 16 * 1024;

/// What is the same for every event between two acts of the administrator.
#[derive(Debug)]
pub(crate) struct Policy {
    pub(crate) target: Target,
    /// What the host can hold.
    pub(crate) holds: &'static [Held],
    /// What makes native code of wrappers, if the host can run any.
    pub(crate) compiler: Option<&'static dyn Compiler>,
    /// What the host does not tell of.
    pub(crate) untold: &'static [Life],
    pub(crate) wrappers: Slab<Wrapper>,
    pub(crate) sets: Sets,
    pub(crate) next_order: u64,
    /// Wrappers being unloaded that some set still names.
    pub(crate) leaving: u32,
}

/// What is one per wrapper, whatever the process: guarded by a lock per wrapper in a concurrent
/// host, taken after that of the process.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    /// `shared` variables.
    pub(crate) bytes: Vec<u8>,
    /// Shared tables, by number; a per-process table's place is `None`.
    pub(crate) tables: Vec<Option<Table>>,
    pub(crate) stats: WrapperStats,
    /// The thread whose event stands still and holds it ([`crate::pause`]); 0: none.
    pub(crate) holder: Tid,
}

/// What events change.
#[derive(Debug)]
pub(crate) struct Core {
    pub(crate) processes: Processes,
    /// By wrapper index.
    pub(crate) shared: Vec<Shared>,
    pub(crate) audit: Ring,
    pub(crate) seed: Seed,
    pub(crate) next_binding: u64,
    /// The wrap set of some process changed since the host last asked.
    pub(crate) changed: bool,
    /// Events that stand still.
    pub(crate) pauses: Slab<Pause>,
    /// Those of them that hold state.
    pub(crate) held: u32,
    /// Some was given back since the host last asked.
    pub(crate) released: bool,
    /// Something has to be done as soon as some is given back.
    pub(crate) late: bool,
    /// Left by the clause that made the event stand still that is being judged.
    pub(crate) stop: Option<Stop>,
    /// Of the event that is being judged and stood still before: where to go on, and the sets that it
    /// goes by.
    pub(crate) again: Option<Again>,
    pub(crate) going: Vec<u32>,
    /// One per processor in a concurrent host.
    spare: Vec<Event>,
}

impl Core {
    pub(crate) fn new() -> Core {
        Core {
            processes: Processes::default(),
            shared: Vec::new(),
            audit: Ring::new(DEFAULT_RECORDS, DEFAULT_BYTES),
            seed: Seed::default(),
            next_binding: 1,
            changed: false,
            pauses: Slab::default(),
            held: 0,
            released: false,
            late: false,
            stop: None,
            again: None,
            going: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// An event to fill; reused if there is one.
    pub(crate) fn take_event(&mut self) -> Event {
        self.spare.pop().unwrap_or_default()
    }

    /// Gives an event back.
    pub(crate) fn give_event(&mut self, event: Event) {
        if self.spare.len() < SPARE_EVENTS && event.bytes.held() <= SPARE_BYTES {
            // Failure to keep it only frees it.
            let _ = self.spare.try_push(event);
        }
    }

    /// The counts of a wrapper's clause.
    pub(crate) fn stats(&mut self, wrapper: u32, clause: u16) -> Option<&mut ClauseStats> {
        let shared = self.shared.get_mut(wrapper as usize)?;
        shared.stats.clauses.get_mut(usize::from(clause))
    }

    /// Counts a clause that need not be run and lets the call pass.
    pub(crate) fn count(&mut self, wrapper: u32, clause: u16, known: Known) {
        if let Some(s) = self.stats(wrapper, clause) {
            s.hits += 1;
            s.instructions += u64::from(known.cost);
        }
    }

    /// Of an event that goes on: whether some clause has run for it, and whether it has waited long enough.
    #[inline]
    pub(crate) fn so_far(&self) -> (bool, bool) {
        self.again.as_ref().map_or((false, false), |a| (a.judged, a.timed_out))
    }

    pub(crate) fn binding_id(&mut self) -> u64 {
        let id = self.next_binding;
        self.next_binding += 1;
        id
    }
}

/// Everything that a clause may reach while it runs.
pub(crate) struct Scope<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) core: &'a mut Core,
    pub(crate) host: &'a mut dyn Host,
    /// The event may stand still: its clauses may ask and wait.
    pub(crate) asks: bool,
    /// Some clause has run.
    pub(crate) judged: bool,
    /// It has waited long enough: clauses that cannot have their state fault.
    pub(crate) timed_out: bool,
}

impl Scope<'_> {
    /// Credentials of the event's process, asked for once.
    #[inline]
    pub(crate) fn creds<'e>(&mut self, event: &'e mut Event, tid: Tid) -> &'e Creds {
        event.creds.get_or_insert_with(|| self.host.creds(tid))
    }
}
