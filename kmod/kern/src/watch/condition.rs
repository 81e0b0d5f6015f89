//! Conditions: clauses of an object that a watcher brought, which say of each event whether it is told.
//! The object is verified as any wrapper's, and interpreted: who brings it need have no privilege.
use alloc::vec::Vec;
use wss_abi::addr::Region;
use wss_abi::clause::On;
use wss_abi::ctx;
use wss_abi::helper::id;
use wss_abi::mem::{OutOfMemory, TryVec, try_filled, try_vec};
use wss_abi::object::{EventDef, Object};
use wss_abi::target::Target;
use wss_abi::verdict::Verdict;
use wss_abi::watch::{What, limit};
use wss_engine::host::Creds;
use wss_vm::native::Code;
use wss_vm::{Bare, Budget, Fault, Memory, Program, Slot, Stack, run};

/// Who raises the events, by the clauses' word.
const RAISER: &str = "wss";

/// The events, and which of their parameters are strings.
const EVENTS: [(&str, &[bool]); 4] = [
    ("exec", &[true, false, true, false, false]),
    ("fork", &[false]),
    ("exit", &[false]),
    ("call", &[false; 7]),
];

/// Instructions that are charged for looking at a clause, and for beginning to run a function.
const LOOK: u64 = 4;
const BEGIN: u64 = 32;

/// What happens.
pub(super) struct Event<'a> {
    pub(super) pid: u32,
    /// The calling process's.
    pub(super) creds: &'a dyn Fn() -> Creds,
    /// All of it: whom less is told is not asked for a condition.
    pub(super) what: &'a What<'a>,
}

/// A condition.
#[derive(Debug)]
pub(super) struct Condition {
    program: Program,
    /// Its variables.
    state: Vec<u8>,
    shared: Vec<u8>,
    memory: usize,
}

/// What conditions run in, one at a time, and the event that they are asked about: put in place once, however
/// many they are.
#[derive(Debug)]
pub(super) struct Machine {
    /// Its number; 0: none.
    number: u64,
    name: &'static str,
    stack: Stack,
    context: Vec<u8>,
    capture: Vec<u8>,
}

/// What a condition says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Tell it.
    Tell,
    /// Don't.
    Deny,
    /// It faulted.
    Fault,
}

impl Condition {
    /// Of an object's bytes; `None`: it is none.
    // Apart: what decodes has the stack to itself.
    #[inline(never)]
    pub(super) fn new(bytes: &[u8]) -> Result<Option<Condition>, OutOfMemory> {
        let Some(object) = decode(bytes) else { return Ok(None) };
        let (state, shared) = (try_vec(&object.state)?, try_vec(&object.shared)?);
        // What is decoded, lowered and kept takes several times what came.
        let memory = bytes.len().saturating_mul(8).saturating_add(state.len() + shared.len());
        let Ok(program) = Program::new(object) else { return Ok(None) };
        if !is_alone(&program) {
            return Ok(None);
        }
        Ok(Some(Condition { program, state, shared, memory }))
    }

    /// Bytes that it stands for, of those that a user may have.
    pub(super) fn memory(&self) -> usize {
        self.memory
    }

    /// What it says of an event, the one that is numbered so, and the instructions that this took of those
    /// that are `left`.
    pub(super) fn ask(
        &mut self,
        machine: &mut Machine,
        number: u64,
        event: &Event<'_>,
        left: u64,
    ) -> (Said, u64) {
        let Some(name) = machine.show(number, event) else { return (Said::Fault, 0) };
        let most = u64::from(self.program.object().budget).min(limit::BUDGET).min(left);
        let mut budget = Budget::new(most);
        let said = self.run(machine, name, &mut budget).unwrap_or(Said::Fault);
        (said, most.saturating_sub(budget.left()))
    }

    fn run(
        &mut self,
        machine: &mut Machine,
        name: &str,
        budget: &mut Budget,
    ) -> Result<Said, Fault> {
        let mut said = Said::Tell;
        let Condition { program, state, shared, .. } = self;
        for clause in &program.object().clauses {
            budget.charge(LOOK)?;
            if !matches!(&clause.on, On::Raised { event, .. } if event == name) {
                continue;
            }
            let Machine { stack, context, capture, .. } = machine;
            let mut memory = Memory::new(stack)
                .with(Region::Rodata, Slot::ReadOnly(&program.object().rodata))
                .with(Region::State, Slot::ReadWrite(state))
                .with(Region::Shared, Slot::ReadWrite(shared))
                .with(Region::Ctx, Slot::ReadOnly(context))
                .with(Region::Capture, Slot::ReadOnly(capture));
            let mut call = |func| {
                let r1 = Region::Ctx.at(0);
                // A run begins with a clean stack.
                budget.charge(BEGIN)?;
                budget.charge_bytes(program.extent(func).into())?;
                run(program, func, r1, &mut memory, &mut Bare, budget).map_err(|f| f.fault)
            };
            if let Some(guard) = clause.guard
                && call(guard)? == 0
            {
                continue;
            }
            match Verdict::from_code(call(clause.body)? as u32) {
                Some(Verdict::Continue) => {}
                Some(Verdict::Deny(_)) => said = Said::Deny,
                _ => return Ok(Said::Fault),
            }
        }
        Ok(said)
    }
}

#[inline(never)]
fn decode(bytes: &[u8]) -> Option<Object> {
    Object::decode(bytes).ok().filter(fits)
}

/// Whether an object is a condition, but for its code: clauses on the events, as they are declared
/// here, no tables and no events of its own.
fn fits(object: &Object) -> bool {
    let catches = |on: &On| match on {
        On::Raised { wrapper, event } => {
            wrapper == RAISER && EVENTS.iter().any(|(name, _)| name == event)
        }
        _ => false,
    };
    let declared = |e: &EventDef| {
        EVENTS.iter().any(|(name, strings)| {
            e.name == *name && e.params.iter().map(|p| p.1).eq(strings.iter().copied())
        })
    };
    let (clauses, events) = (&object.clauses, &object.events);
    object.target == Target::FreebsdAmd64
        && object.tables.is_empty()
        && object.call_data == 0
        && !clauses.is_empty()
        && clauses.iter().all(|c| catches(&c.on))
        && events.iter().all(declared)
        // The clauses' parameters were numbered by these.
        && clauses.iter().all(|c| match &c.on {
            On::Raised { event, .. } => {
                c.params.is_empty() || events.iter().any(|e| e.name == *event)
            }
            _ => false,
        })
}

/// Whether a program calls only what needs no host.
fn is_alone(program: &Program) -> bool {
    let own = i64::from(id::MEMCPY)..=i64::from(id::TRAP);
    program.ops().iter().all(|op| op.code != Code::Helper || own.contains(&op.imm))
}

impl Machine {
    pub(super) fn new() -> Result<Machine, OutOfMemory> {
        let context = try_filled(ctx::SIZE as usize, 0)?;
        Ok(Machine { number: 0, name: "", stack: Stack::new()?, context, capture: Vec::new() })
    }

    /// Puts an event in place, unless it is; its name. `None`: it has none, or memory is wanting.
    fn show(&mut self, number: u64, event: &Event<'_>) -> Option<&'static str> {
        if self.number != number {
            self.number = 0;
            self.name = self.fill(event.pid, &(event.creds)(), event.what)?;
            self.number = number;
        }
        Some(self.name)
    }

    fn fill(&mut self, pid: u32, creds: &Creds, what: &What<'_>) -> Option<&'static str> {
        self.context.fill(0);
        self.capture.clear();
        let identity = [
            (ctx::PHASE, 2),
            (ctx::NR, u32::MAX),
            (ctx::PID, pid),
            (ctx::TID, pid),
            (ctx::PPID, creds.ppid),
            (ctx::UID, creds.uid),
            (ctx::EUID, creds.euid),
            (ctx::GID, creds.gid),
            (ctx::EGID, creds.egid),
            (ctx::JAIL, creds.jail),
        ];
        for (at, v) in identity {
            self.put(at, &v.to_le_bytes());
        }
        match what {
            What::Exec(e) => {
                self.text(0, e.path)?;
                self.slot(1, e.argc.into(), 0);
                self.text(2, e.args.strip_suffix(&[0]).unwrap_or(e.args))?;
                self.slot(3, e.envc.into(), 0);
                self.slot(4, e.env_bytes.into(), 0);
                Some("exec")
            }
            What::Fork { child } => {
                self.slot(0, (*child).into(), 0);
                Some("fork")
            }
            What::Exit { status } => {
                self.slot(0, (*status).into(), 0);
                Some("exit")
            }
            What::Call { nr, args } => {
                self.slot(0, (*nr).into(), 0);
                for (n, arg) in args.iter().enumerate() {
                    self.slot(n as u32 + 1, *arg, 0);
                }
                Some("call")
            }
            What::Lost(_) => None,
        }
    }

    fn put(&mut self, at: u32, bytes: &[u8]) {
        let at = at as usize;
        if let Some(to) = self.context.get_mut(at..at + bytes.len()) {
            to.copy_from_slice(bytes);
        }
    }

    fn slot(&mut self, n: u32, value: u64, len: u32) {
        self.put(ctx::PARAMS + 8 * n, &value.to_le_bytes());
        self.put(ctx::LENS + 4 * n, &len.to_le_bytes());
    }

    /// A string parameter; `text` may hold NULs.
    fn text(&mut self, n: u32, text: &[u8]) -> Option<()> {
        let at = self.capture.len() as u32;
        self.capture.try_extend(text).ok()?;
        self.capture.try_push(0).ok()?;
        self.slot(n, Region::Capture.at(at), text.len() as u32);
        Some(())
    }
}
