//! Wrap sets: the combination of wrappers active on a process, in load order. Interned (equal
//! combinations are one set), immutable, freed when no process and no call in flight uses it. A
//! set owns the dispatch tables and the host's interception program ([`WrapSet::traps`]).
//!
//! In a concurrent host sets belong to the policy: readers hold a reference, writers the policy
//! lock.
use crate::caught::{Caught, Layer};
use crate::keys::{Range, Tests};
use crate::pick::{Known, Pick};
use crate::registry::Wrapper;
use crate::slab::Slab;
use crate::tally::Tally;
use alloc::vec::Vec;
use wss_abi::clause::{ArgTest, CallBind, Clause, Life, On, Phase, Shape, Source, does};
use wss_abi::mem::{OutOfMemory, TryVec, try_vec};
use wss_abi::object::limit;
use wss_calls::Table as Calls;

/// Most lists of tests that one call is trapped by; with more it is trapped whatever its arguments.
const MOST_TESTS: usize = 4 * limit::FILTER;

/// A call that the host must bring to the engine, and what for.
#[cfg_attr(not(no_global_oom_handling), derive(Clone))]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Trap {
    /// Native number.
    pub nr: u32,
    /// Some clause judges before the call.
    pub pre: bool,
    /// Some clause sees the result: entry may ask for `leave`.
    pub exit: bool,
    /// Some clause may replace arguments.
    pub rewrites: bool,
    /// Some clause looks at process memory.
    pub pointers: bool,
    /// What the tests let through passes whatever the event: the host may count it
    /// ([`WrapSet::tally`]) instead of bringing it.
    pub counted: bool,
    /// Trap if all tests of any of these lists hold; an empty list always holds.
    pub tests: Vec<Vec<ArgTest>>,
}

/// A combination of wrappers.
#[derive(Debug)]
pub struct WrapSet {
    id: u64,
    refs: u32,
    wrappers: Vec<u32>,
    /// When each was loaded.
    orders: Vec<u64>,
    /// Call number -> 1 + index into `calls`, or 0.
    by_nr: Vec<u16>,
    calls: Vec<Caught>,
    raised: Vec<Pick>,
    life: [Vec<Pick>; 6],
    traps: Vec<Trap>,
}

impl WrapSet {
    /// Identity of the combination: two processes whose sets have one id have the same wrappers in
    /// the same order. Never used again in the life of an engine.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Whether no wrapper is in it.
    pub fn is_empty(&self) -> bool {
        self.wrappers.is_empty()
    }

    /// How many wrappers are in it.
    pub fn len(&self) -> usize {
        self.wrappers.len()
    }

    /// The calls to bring to the engine, by rising number.
    pub fn traps(&self) -> impl Iterator<Item = &Trap> {
        self.traps.iter()
    }

    /// Whether some wrapper catches this life-cycle event (a host need not tell of signals if none
    /// does).
    pub fn catches(&self, life: Life) -> bool {
        self.life.get(life as usize).is_some_and(|c| !c.is_empty())
    }

    /// What the calls stand for that the host may count ([`Trap::counted`]).
    pub fn tally(&self) -> Result<Tally, OutOfMemory> {
        let mut tally = Tally::default();
        for trap in self.traps.iter().filter(|t| t.counted) {
            for (wrapper, pick) in
                self.caught(trap.nr).and_then(|c| c.light()).map_or(&[][..], |(clauses, _)| clauses)
            {
                let order = self.orders.get(usize::from(pick.layer)).copied().unwrap_or(0);
                tally.add(trap.nr, (*wrapper, order), *pick)?;
            }
        }
        Ok(tally)
    }

    pub(crate) fn wrappers(&self) -> &[u32] {
        &self.wrappers
    }

    /// A call as it is dispatched.
    #[inline]
    pub(crate) fn caught(&self, nr: u32) -> Option<&Caught> {
        let at = self.by_nr.get(nr as usize).copied().unwrap_or(0);
        self.calls.get(usize::from(at).checked_sub(1)?)
    }

    pub(crate) fn call(&self, nr: u32) -> &[Layer] {
        self.caught(nr).map_or(&[], |c| &c.layers)
    }

    /// The arguments of a call whose memory [`Host::read`](crate::host::Host::read) may be asked
    /// for when it is entered, each in the shape it has: for a host that must have it resident
    /// first. A fixed length counts from the pointer on.
    pub fn touches(&self, nr: u32) -> impl Iterator<Item = (u8, Shape)> {
        self.caught(nr).map_or(&[][..], |c| &c.touches).iter().copied()
    }

    pub(crate) fn raised(&self) -> &[Pick] {
        &self.raised
    }

    pub(crate) fn life(&self, life: Life) -> &[Pick] {
        self.life.get(life as usize).map_or(&[], |v| v)
    }

    fn build(id: u64, list: &[u32], all: &Slab<Wrapper>) -> Result<WrapSet, OutOfMemory> {
        let mut set = WrapSet {
            id,
            refs: 0,
            wrappers: try_vec(list)?,
            orders: Vec::new(),
            by_nr: Vec::new(),
            calls: Vec::new(),
            raised: Vec::new(),
            life: Default::default(),
            traps: Vec::new(),
        };
        for (layer, wrapper) in list.iter().enumerate() {
            let wrapper = all.get(*wrapper);
            set.orders.try_push(wrapper.map_or(0, |w| w.order))?;
            let Some(wrapper) = wrapper else { continue };
            for (number, clause) in wrapper.object().clauses.iter().enumerate() {
                let pick = Pick::plain(layer as u16, number as u16);
                match &clause.on {
                    On::Raised { .. } => set.raised.try_push(pick)?,
                    On::Life(life) => {
                        if let Some(list) = set.life.get_mut(*life as usize) {
                            list.try_push(pick)?;
                        }
                    }
                    On::Calls(binds) => {
                        let calls = wss_calls::table(wrapper.object().target);
                        let known = Known::of(&wrapper.program, clause);
                        let looks = |guard| wrapper.program.only_looks(guard);
                        let light = clause.phase == Phase::Pre
                            && known.is_some_and(|k| k.is_light(wrapper.object()));
                        for (at, bind) in binds.iter().enumerate() {
                            let tests = Tests::of(&bind.filter);
                            let gathers = clause.does & does::ALL_PARAMS != 0 || looks_up(bind);
                            let at_once = !gathers && clause.guard.is_some_and(looks);
                            let bind_at = at as u16;
                            let range = Range::of(&bind.filter);
                            let pick = Pick { bind: bind_at, tests, range, gathers, ..pick };
                            let pick = Pick { at_once, known, light, ..pick };
                            set.add(clause, bind, pick, wrapper.object().call_data)?;
                            set.touch(clause, bind, calls)?;
                        }
                    }
                }
            }
        }
        for (caught, trap) in set.calls.iter_mut().zip(&mut set.traps) {
            caught.find_light(list, &mut trap.tests)?;
            trap.counted = caught.is_counted(trap.tests.len());
        }
        // They stand as their calls came up: by number from here on.
        let mut traps = Vec::new();
        for at in set.by_nr.iter().filter_map(|slot| usize::from(*slot).checked_sub(1)) {
            if let Some(trap) = set.traps.get_mut(at) {
                traps.try_push(core::mem::take(trap))?;
            }
        }
        set.traps = traps;
        Ok(set)
    }

    /// Notes what a clause looks at when the call is entered: its parameters, and, for the record
    /// of a verdict or of the event, all that the call has.
    fn touch(
        &mut self,
        clause: &Clause,
        bind: &CallBind,
        calls: Option<&Calls>,
    ) -> Result<(), OutOfMemory> {
        let at = self.by_nr.get(bind.nr as usize).copied().unwrap_or(0);
        let at = usize::from(at).checked_sub(1);
        let Some(caught) = at.and_then(|at| self.calls.get_mut(at)) else { return Ok(()) };
        for source in &bind.sources {
            caught.touch(*source)?;
        }
        let desc = calls.and_then(|c| c.by_nr(bind.nr));
        if clause.does & (does::VERDICT | does::ALL_PARAMS) != 0 {
            for param in desc.map_or(&[][..], |d| d.params) {
                caught.touch(param.source)?;
            }
        }
        Ok(())
    }

    fn add(
        &mut self,
        clause: &Clause,
        bind: &CallBind,
        pick: Pick,
        data: u32,
    ) -> Result<(), OutOfMemory> {
        let nr = bind.nr as usize;
        while self.by_nr.len() <= nr {
            self.by_nr.try_push(0)?;
        }
        let Some(slot) = self.by_nr.get_mut(nr) else { return Ok(()) };
        if *slot == 0 {
            self.calls.try_push(Caught::default())?;
            self.traps.try_push(Trap { nr: bind.nr, ..Trap::default() })?;
            *slot = self.calls.len() as u16;
        }
        let at = usize::from(*slot) - 1;
        if let Some(Caught { layers, .. }) = self.calls.get_mut(at) {
            if layers.last().is_none_or(|l| l.layer != pick.layer) {
                layers.try_push(Layer { layer: pick.layer, data, ..Layer::default() })?;
            }
            if let Some(layer) = layers.last_mut() {
                layer.gathers |= pick.gathers && clause.phase == Phase::Post;
                let list = match clause.phase {
                    Phase::Pre => &mut layer.pre,
                    Phase::Post => &mut layer.post,
                };
                list.try_push(pick)?;
            }
        }
        let Some(trap) = self.traps.get_mut(at) else { return Ok(()) };
        trap.pre |= clause.phase == Phase::Pre;
        trap.exit |= clause.phase == Phase::Post;
        trap.rewrites |= clause.rewrites != 0;
        trap.pointers |=
            clause.does & (does::ALL_PARAMS | does::USER_MEMORY) != 0 || looks_up(bind);
        if trap.tests.first().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        let new = |lists: &[Vec<ArgTest>]| bind.filter.iter().any(|l| !lists.contains(l));
        let many = trap.tests.len() + bind.filter.len() > MOST_TESTS && new(&trap.tests);
        if bind.filter.is_empty() || many {
            trap.tests = Vec::new();
            return trap.tests.try_push(Vec::new());
        }
        for list in &bind.filter {
            if !trap.tests.contains(list) {
                trap.tests.try_push(try_vec(list)?)?;
            }
        }
        Ok(())
    }
}

/// Whether some parameter of a clause stands in the process's memory.
fn looks_up(bind: &CallBind) -> bool {
    bind.sources.iter().any(|s| matches!(s, Source::Capture { .. } | Source::Field { .. }))
}

/// The interned sets.
#[derive(Debug, Default)]
pub(crate) struct Sets {
    all: Slab<WrapSet>,
    next_id: u64,
}

impl Sets {
    pub(crate) fn get(&self, at: u32) -> Option<&WrapSet> {
        self.all.get(at)
    }

    /// The set of these wrappers, with one more reference.
    pub(crate) fn intern(
        &mut self,
        list: &[u32],
        wrappers: &Slab<Wrapper>,
    ) -> Result<u32, OutOfMemory> {
        let known = self.all.iter().find(|(_, s)| s.wrappers == list).map(|(at, _)| at);
        let at = match known {
            Some(at) => at,
            None => {
                let set = WrapSet::build(self.next_id, list, wrappers)?;
                self.next_id += 1;
                self.all.insert(set)?
            }
        };
        self.hold(at);
        Ok(at)
    }

    /// One more reference.
    pub(crate) fn hold(&mut self, at: u32) {
        if let Some(set) = self.all.get_mut(at) {
            set.refs += 1;
        }
    }

    /// One reference less; the last one frees the set.
    pub(crate) fn release(&mut self, at: u32) {
        if let Some(set) = self.all.get_mut(at) {
            set.refs = set.refs.saturating_sub(1);
            if set.refs == 0 {
                self.all.remove(at);
            }
        }
    }

    /// Whether some set names this wrapper.
    pub(crate) fn use_wrapper(&self, wrapper: u32) -> bool {
        self.all.iter().any(|(_, s)| s.wrappers.contains(&wrapper))
    }
}
