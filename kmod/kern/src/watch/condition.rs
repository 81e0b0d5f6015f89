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
use wss_vm::{Bare, Budget, Memory, Program, Slot, Stack, run};

/// Who raises the events, by the clauses' word.
const RAISER: &str = "wss";

/// The events, and which of their parameters are strings.
const EVENTS: [(&str, &[bool]); 4] = [
    ("exec", &[true, false, true, false, false]),
    ("fork", &[false]),
    ("exit", &[false]),
    ("call", &[false; 7]),
];

/// A condition.
#[derive(Debug)]
pub(super) struct Condition {
    program: Program,
    /// Its variables.
    state: Vec<u8>,
    shared: Vec<u8>,
    memory: usize,
}

/// What conditions run in, one at a time.
#[derive(Debug)]
pub(super) struct Machine {
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

    /// What it says of an event of process `pid`.
    pub(super) fn ask(
        &mut self,
        machine: &mut Machine,
        pid: u32,
        creds: &Creds,
        what: &What<'_>,
    ) -> Said {
        let Some(name) = machine.fill(pid, creds, what) else { return Said::Fault };
        let budget = u64::from(self.program.object().budget).min(limit::BUDGET);
        let mut budget = Budget::new(budget);
        let mut said = Said::Tell;
        let Condition { program, state, shared, .. } = self;
        for clause in &program.object().clauses {
            if !matches!(&clause.on, On::Raised { event, .. } if event == name) {
                continue;
            }
            let Machine { stack, context, capture } = machine;
            let mut memory = Memory::new(stack)
                .with(Region::Rodata, Slot::ReadOnly(&program.object().rodata))
                .with(Region::State, Slot::ReadWrite(state))
                .with(Region::Shared, Slot::ReadWrite(shared))
                .with(Region::Ctx, Slot::ReadOnly(context))
                .with(Region::Capture, Slot::ReadOnly(capture));
            let mut call = |func| {
                let r1 = Region::Ctx.at(0);
                run(program, func, r1, &mut memory, &mut Bare, &mut budget)
            };
            let body = match clause.guard.map(&mut call) {
                Some(Ok(0)) => continue,
                Some(Err(_)) => return Said::Fault,
                _ => call(clause.body),
            };
            match body.map(|r0| Verdict::from_code(r0 as u32)) {
                Ok(Some(Verdict::Continue)) => {}
                Ok(Some(Verdict::Deny(_))) => said = Said::Deny,
                _ => return Said::Fault,
            }
        }
        said
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
        Ok(Machine { stack: Stack::new()?, context, capture: Vec::new() })
    }

    /// Puts an event in place; its name. `None`: it has none, or memory is wanting.
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
