//! [`Engine`]: what hosts and `wssctl` call. Over 500 lines: one list of what may be
//! asked of the engine, which its readers search from the top.
use crate::criteria::Criterion;
use crate::engine::{Core, Policy, Shared};
use crate::events::Events;
use crate::frame::Frames;
use crate::held::Held;
use crate::helpers::tables;
use crate::host::{Creds, Host, Image, Step, Tid};
use crate::life::{Param, Parts};
use crate::registry;
use crate::registry::{LoadError, LoadOptions, Prepared, Wrapper};
use crate::ring::Ring;
use crate::set::{Sets, WrapSet};
use crate::siphash::Seed;
use crate::slab::Slab;
use crate::stats::{ClauseStats, WrapperStats};
use alloc::string::String;
use alloc::vec::Vec;
use wss_abi::audit::{Kind, Record, Subject};
use wss_abi::clause::{Clause, Life};
use wss_abi::mem::{OutOfMemory, TryVec, try_filled, try_string, try_vec};
use wss_abi::object::Object;
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;
use wss_vm::native::Compiler;

/// The engine. See the crate's documentation.
#[derive(Debug)]
pub struct Engine {
    pub(crate) policy: Policy,
    pub(crate) core: Core,
    pub(crate) events: Events,
    /// Of the clause that runs; one per processor in a concurrent host.
    pub(crate) frames: Frames,
}

/// A loaded wrapper, for `list` and `status`.
#[derive(Clone, Debug)]
pub struct Status<'e> {
    /// Its name.
    pub name: &'e str,
    /// What it was made of.
    pub object: &'e Object,
    /// How it was loaded, criteria added since included.
    pub options: &'e LoadOptions,
    /// It is being unloaded: it ends with its last binding.
    pub leaving: bool,
    /// Some clause judges from a copy that may differ from what runs.
    pub unlocked: bool,
    /// By what it runs: native code, or the interpreter and why.
    pub runs: &'static str,
    /// What it did so far.
    pub stats: &'e WrapperStats,
}

/// A wrapper bound to a process, for `ps`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding<'e> {
    /// Process id.
    pub pid: u32,
    /// Resolved path of the image that runs.
    pub path: &'e [u8],
    /// Wrapper.
    pub wrapper: &'e str,
}

impl Engine {
    /// An engine without wrappers, for a host that cannot hold arguments.
    pub fn new(target: Target) -> Engine {
        let (wrappers, sets) = (Slab::default(), Sets::default());
        let (holds, untold, compiler, next_order, leaving) = (&[], &[], None, 0, 0);
        let policy =
            Policy { target, holds, untold, compiler, wrappers, sets, next_order, leaving };
        let (events, frames) = (Events::default(), Frames::default());
        Engine { policy, core: Core::new(), events, frames }
    }

    /// The arguments that the host executes, when they are replaced, from memory that no other
    /// thread, process or mapping can change: the engine then hands it, as rewrites, each of them
    /// that a clause decided on, and accepts clauses that decide on them without `unlocked`. To be
    /// set before anything is loaded.
    pub fn set_holds(&mut self, holds: &'static [Held]) {
        self.policy.holds = holds;
    }

    /// The life-cycle events that the host does not tell of: wrappers with clauses on them, which would
    /// never run, are refused. To be set before anything is loaded.
    pub fn set_untold(&mut self, untold: &'static [Life]) {
        self.policy.untold = untold;
    }

    /// Makes native code of what is loaded from now on; `None`: the interpreter runs it.
    pub fn set_compiler(&mut self, compiler: Option<&'static dyn Compiler>) {
        self.policy.compiler = compiler;
    }

    /// Key of the tables' hashes: random bits of the host's. To be set before anything is loaded.
    pub fn set_seed(&mut self, seed: Seed) {
        self.core.seed = seed;
    }

    /// Bounds of the audit queue; empties it.
    pub fn set_queue(&mut self, records: usize, bytes: usize) {
        self.core.audit = Ring::new(records, bytes);
    }

    /// Whose call numbers the engine judges.
    pub fn target(&self) -> Target {
        self.policy.target
    }

    // --- Policy ---

    /// Checks wrappers that are to come into force together. Changes nothing.
    pub fn prepare(&self, units: Vec<(Object, LoadOptions)>) -> Result<Prepared, LoadError> {
        let p = &self.policy;
        registry::prepare(
            p.target,
            p.holds,
            p.untold,
            p.compiler.map(|c| c as _),
            &p.wrappers,
            units,
        )
    }

    /// [`Engine::prepare`] for an engine that is not at hand, such as one behind a lock: names are
    /// compared with those of loaded wrappers by [`Engine::commit`].
    pub fn prepare_for(
        target: Target,
        holds: &'static [Held],
        untold: &'static [Life],
        compiler: Option<&dyn Compiler>,
        units: Vec<(Object, LoadOptions)>,
    ) -> Result<Prepared, LoadError> {
        registry::prepare(target, holds, untold, compiler, &Slab::default(), units)
    }

    /// Puts prepared wrappers in force, all or none; load order is their order. They bind at the
    /// next exec, and to running processes by [`Engine::judge_running`].
    pub fn commit(&mut self, mut prepared: Prepared) -> Result<(), LoadError> {
        // The policy may have changed since.
        registry::distinct(&self.policy.wrappers, &prepared)?;
        let mut made: Vec<u32> = Vec::new();
        made.try_reserve(prepared.wrappers.len()).map_err(|_| LoadError::OutOfMemory)?;
        for unit in &mut prepared.wrappers {
            match self.place(unit) {
                Ok(at) => {
                    // There is room for it.
                    let _ = made.try_push(at);
                }
                Err(e) => {
                    for at in made {
                        self.policy.wrappers.remove(at);
                    }
                    return Err(e);
                }
            }
        }
        Ok(())
    }

    /// Puts a wrapper behind the others; its place.
    // Wrappers are large: `commit` need not hold this one's stack too.
    #[inline(never)]
    fn place(&mut self, unit: &mut Option<Wrapper>) -> Result<u32, LoadError> {
        // Each is placed once.
        let Some(mut wrapper) = unit.take() else { return Err(LoadError::OutOfMemory) };
        wrapper.order = self.policy.next_order;
        let shared = self.shared_of(wrapper.object())?;
        let at = self.policy.wrappers.insert(wrapper)?;
        while self.core.shared.len() <= at as usize {
            if let Err(e) = self.core.shared.try_push(Shared::default()) {
                self.policy.wrappers.remove(at);
                return Err(e.into());
            }
        }
        if let Some(place) = self.core.shared.get_mut(at as usize) {
            *place = shared;
        }
        self.policy.next_order += 1;
        Ok(at)
    }

    fn shared_of(&self, object: &Object) -> Result<Shared, LoadError> {
        let clauses = try_filled(object.clauses.len(), ClauseStats::default())?;
        Ok(Shared {
            bytes: try_vec(&object.shared)?,
            tables: tables::make(&object.tables, true, self.core.seed)?,
            stats: WrapperStats { clauses, ..WrapperStats::default() },
            holder: 0,
        })
    }

    /// Loads one wrapper: [`Engine::prepare`] and [`Engine::commit`].
    pub fn load(&mut self, object: Object, options: LoadOptions) -> Result<(), LoadError> {
        let mut units = Vec::new();
        units.try_push((object, options))?;
        let prepared = self.prepare(units)?;
        self.commit(prepared)
    }

    fn named(&self, name: &str) -> Result<u32, LoadError> {
        let mut wrappers = self.policy.wrappers.iter();
        match wrappers.find(|(_, w)| !w.leaving && w.name() == name) {
            Some((at, _)) => Ok(at),
            None => Err(LoadError::NoSuchWrapper(try_string(name)?)),
        }
    }

    /// Binds a wrapper wherever `criterion` holds as well: from the next exec on, and to running
    /// processes by [`Engine::judge_running`].
    pub fn activate(&mut self, wrapper: &str, criterion: Criterion) -> Result<(), LoadError> {
        let at = self.named(wrapper)?;
        match self.policy.wrappers.get_mut(at) {
            Some(w) => Ok(w.options.activate.try_push(criterion)?),
            None => Ok(()),
        }
    }

    /// Ends bindings of a wrapper wherever `criterion` holds: from the next exec on, and of running
    /// processes by [`Engine::judge_running`].
    pub fn deactivate(&mut self, wrapper: &str, criterion: Criterion) -> Result<(), LoadError> {
        let at = self.named(wrapper)?;
        match self.policy.wrappers.get_mut(at) {
            Some(w) => Ok(w.options.deactivate.try_push(criterion)?),
            None => Ok(()),
        }
    }

    /// Judges the criteria of all wrappers on every process the engine knows, as `load` and
    /// `activate` do where the host can reach running processes.
    pub fn judge_running(&mut self, host: &mut dyn Host) {
        for process in 0..self.core.processes.all.bound() {
            let Some(tid) = self.core.processes.any_thread(process) else { continue };
            // Without memory a new binding does not come about; the old ones stand.
            let _ = self.parts(host).judge(tid, false);
        }
    }

    /// Unloads a wrapper: its name is free, it binds to nothing new, and its bindings end at their
    /// process's next event boundary: now, where no call is in flight, else when the last call in
    /// flight ends. It is freed with its last binding. How many processes still hold it.
    pub fn unload(&mut self, host: &mut dyn Host, wrapper: &str) -> Result<usize, LoadError> {
        let at = self.named(wrapper)?;
        if let Some(w) = self.policy.wrappers.get_mut(at) {
            w.leaving = true;
            self.policy.leaving += 1;
        }
        for process in 0..self.core.processes.all.bound() {
            let Some(tid) = self.core.processes.any_thread(process) else { continue };
            let p = self.core.processes.all.get(process);
            // What stands still hinders it in any case.
            let still = p.is_some_and(|p| p.paused > 0) || self.core.held > 0;
            if !still && p.is_some_and(|p| p.bindings.iter().any(|b| b.wrapper == at)) {
                self.end_all_interrupted(host, process);
            }
            self.parts(host).shed(tid, process)?;
        }
        self.parts(host).sweep();
        let holds = |b: &crate::binding::Binding| b.wrapper == at;
        let left = self.policy.wrappers.get(at).is_some_and(|w| w.leaving);
        let all = self.core.processes.all.iter();
        Ok(all.filter(|(_, p)| left && p.bindings.iter().any(holds)).count())
    }

    /// Ends the binding of a wrapper to the process of `pid`, as soon as no call is in flight
    /// there. Whether there was one.
    pub fn detach(
        &mut self,
        host: &mut dyn Host,
        wrapper: &str,
        pid: u32,
    ) -> Result<bool, LoadError> {
        let at = self.named(wrapper)?;
        let Some(process) = self.core.processes.by_pid(pid) else { return Ok(false) };
        let Some(tid) = self.core.processes.any_thread(process) else { return Ok(false) };
        let Some(p) = self.core.processes.all.get_mut(process) else { return Ok(false) };
        let mut bound = p.bindings.iter_mut().filter(|b| b.wrapper == at);
        let Some(binding) = bound.next() else { return Ok(false) };
        binding.leaving = true;
        if p.paused == 0 && self.core.held == 0 {
            self.end_all_interrupted(host, process);
        }
        self.parts(host).shed(tid, process)?;
        Ok(true)
    }

    // --- Events ---

    pub(crate) fn parts<'a>(&'a mut self, host: &'a mut dyn Host) -> Parts<'a> {
        let Engine { policy, core, events, frames } = self;
        Parts { policy, core, events, frames, host }
    }

    /// Obligation 1: a new image is in place and has not run yet. A host that looks up at once may
    /// ignore the step: it is done.
    pub fn exec(&mut self, host: &mut dyn Host, tid: Tid, image: &Image) -> Step<()> {
        self.parts(host).exec(tid, image, true)
    }

    /// A process that runs already comes under the engine: its criteria are judged, `exec` clauses
    /// do not run.
    pub fn adopt(&mut self, host: &mut dyn Host, tid: Tid, image: &Image) {
        // It does not stand still.
        let _ = self.parts(host).exec(tid, image, false);
    }

    /// Obligation 2: a child process exists and has not run yet. It has the parent's bindings and
    /// a copy of their state.
    pub fn fork(&mut self, host: &mut dyn Host, parent: Tid, child: Tid) {
        self.parts(host).fork(parent, child);
    }

    /// Obligation 2: a thread exists and has not run yet.
    pub fn thread(&mut self, parent: Tid, tid: Tid) {
        let Some((process, _)) = self.core.processes.of(parent) else { return };
        // A thread that could not be added is not known, so that each of its calls is refused.
        let _ = self.core.processes.add_thread(process, tid);
    }

    /// A thread goes on under another id (Linux: the thread that execs takes the leader's).
    pub fn rename(&mut self, host: &mut dyn Host, from: Tid, to: Tid) {
        if from == to {
            return;
        }
        let mut parts = self.parts(host);
        parts.forget_thread(to);
        if parts.core.processes.rename(from, to).is_err() {
            parts.kill(to, crate::life::SIGKILL);
        }
    }

    /// Obligation 8: a thread is gone; with its last thread the process is. `status` as wait(2)
    /// gives it.
    pub fn gone(&mut self, host: &mut dyn Host, tid: Tid, status: i32) {
        self.parts(host).gone(tid, status);
    }

    /// The host has no more use for a process: no wrapper is bound to it and no call of it is in
    /// flight. No clause runs; it is as if it had never been known. Whether it was forgotten.
    pub fn release(&mut self, host: &mut dyn Host, pid: u32) -> bool {
        let Some(process) = self.core.processes.by_pid(pid) else { return false };
        let Some(p) = self.core.processes.all.get(process) else { return false };
        if !p.bindings.is_empty() || p.in_call > 0 || p.paused > 0 {
            return false;
        }
        while let Some(tid) = self.core.processes.any_thread(process) {
            self.parts(host).forget_thread(tid);
        }
        true
    }

    /// A signal is about to be delivered; `sender` is a process id, 0 for the kernel. Whether to
    /// deliver it.
    pub fn signal(&mut self, host: &mut dyn Host, tid: Tid, number: u8, sender: u32) -> bool {
        let params = [Param::Number(u64::from(number)), Param::Number(u64::from(sender))];
        let mut parts = self.parts(host);
        let deliver = match parts.run(tid, Life::Signal, &params, None) {
            Verdict::Continue | Verdict::Return => true,
            Verdict::Deny(_) => false,
            Verdict::Kill(signal) => {
                parts.kill(tid, signal);
                false
            }
        };
        if let Some((process, _)) = self.core.processes.of(tid) {
            self.settle(host, tid, process);
        }
        deliver
    }

    // --- What there is ---

    /// Some known thread of the process with this id.
    pub fn thread_of(&self, pid: u32) -> Option<Tid> {
        self.core.processes.any_thread(self.core.processes.by_pid(pid)?)
    }

    /// Whether a process that runs `image` with these credentials would come under some wrapper:
    /// an activation criterion holds. It changes nothing.
    pub fn concerns(&self, image: &Image, creds: &Creds) -> bool {
        let mut loaded = self.policy.wrappers.iter().filter(|(_, w)| !w.leaving);
        loaded.any(|(_, w)| w.options.activate.iter().any(|c| c.judge(image, creds)))
    }

    /// Copies of the activation criteria of all loaded wrappers.
    pub fn activations(&self) -> Result<Vec<Criterion>, OutOfMemory> {
        let mut all = Vec::new();
        for (_, w) in self.policy.wrappers.iter().filter(|(_, w)| !w.leaving) {
            for c in &w.options.activate {
                all.try_push(c.copy()?)?;
            }
        }
        Ok(all)
    }

    /// The wrap set of a thread's process; `None` for a thread that is not known.
    pub fn wrap_set(&self, tid: Tid) -> Option<&WrapSet> {
        let (_, p) = self.core.processes.of(tid)?;
        self.policy.sets.get(p.set)
    }

    /// A process whose wrap set is another than when it was last asked for here: its id.
    pub fn pop_changed(&mut self) -> Option<u32> {
        if !core::mem::take(&mut self.core.changed) {
            return None;
        }
        for process in 0..self.core.processes.all.bound() {
            if let Some(p) = self.core.processes.all.get_mut(process).filter(|p| p.changed) {
                p.changed = false;
                // There may be others.
                self.core.changed = true;
                return Some(p.pid);
            }
        }
        None
    }

    /// Whether some criterion tests `sha256=`: the host then fills [`Image::sha256`] in.
    pub fn wants_sha256(&self) -> bool {
        self.policy.wrappers.iter().any(|(_, w)| {
            let o = &w.options;
            o.activate.iter().chain(&o.deactivate).any(Criterion::wants_sha256)
        })
    }

    /// Every wrapper, in load order.
    pub fn wrappers(&self) -> Vec<Status<'_>> {
        // Sorting takes room for 48 elements on the stack: what is sorted is small.
        let mut order: Vec<(u64, u32)> = Vec::new();
        for (at, w) in self.policy.wrappers.iter() {
            if order.try_push((w.order, at)).is_err() {
                break;
            }
        }
        order.sort_unstable();
        let mut all: Vec<Status<'_>> = Vec::new();
        for (_, at) in order {
            let Some(w) = self.policy.wrappers.get(at) else { continue };
            let Some(shared) = self.core.shared.get(at as usize) else { continue };
            let status = Status {
                name: w.name(),
                object: w.object(),
                options: &w.options,
                leaving: w.leaving,
                unlocked: w.object().clauses.iter().any(Clause::is_judged_unlocked),
                runs: w.runs,
                stats: &shared.stats,
            };
            if all.try_push(status).is_err() {
                break;
            }
        }
        all
    }

    /// Every binding, by process, in load order.
    pub fn bindings(&self) -> impl Iterator<Item = Binding<'_>> {
        self.core.processes.all.iter().flat_map(move |(_, p)| {
            p.bindings.iter().filter_map(move |b| {
                let wrapper = self.policy.wrappers.get(b.wrapper)?.name();
                Some(Binding { pid: p.pid, path: &p.image.path, wrapper })
            })
        })
    }

    /// Processes known, wrapped or not.
    pub fn processes(&self) -> usize {
        self.core.processes.all.iter().count()
    }

    // --- Audit ---

    /// The oldest record of the audit queue.
    #[inline]
    pub fn pop_record(&mut self) -> Option<Record> {
        self.core.audit.pop()
    }

    /// Tells of loss that no later record has told of: for a host that stops draining.
    pub fn flush_loss(&mut self, host: &mut dyn Host) {
        let now = host.now(false);
        self.core.audit.flush_loss(now);
    }

    /// Records dropped so far for want of room or memory.
    pub fn dropped(&self) -> u64 {
        self.core.audit.dropped_ever()
    }

    /// Puts a record of the host's own into the queue (self-protection, a refused ABI).
    pub fn host_record(&mut self, time: u64, subject: Subject, verdict: Verdict, message: String) {
        self.core.audit.make_room(time);
        self.core.audit.push(Record {
            seq: 0,
            time,
            kind: Kind::Host,
            wrapper: String::new(),
            clause: None,
            subject,
            event: None,
            verdict,
            permissive: false,
            unlocked: false,
            message,
        });
    }
}
