//! `wrapc exec`: runs `main` of a freestanding C program in the machine.
use std::fmt;
use wss_abi::addr::Region;
use wss_abi::helper::{id, trap};
use wss_abi::object::{Object, limit};
use wss_vm::native::Compiler;
use wss_vm::{Bare, Budget, Fault, Helpers, Memory, Program, Slot, Stack, VerifyError};

/// Instructions that a program may run, unless it is said otherwise.
pub const BUDGET: u64 = 2_000_000_000;
/// Bytes of stack, and frames, that it has.
pub const STACK: u32 = 8 << 20;
const DEPTH: u32 = 1 << 17;
/// Calls that a fault names.
const CALLS: usize = 12;

/// Why a program did not return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExecError {
    /// The object does not verify: a fault of the compiler.
    Verify(VerifyError),
    /// No memory for the machine.
    Memory,
    /// It faulted: what happened, and where in the source (file, line, column).
    Fault {
        /// What happened.
        what: String,
        /// Where.
        at: Option<Place>,
        /// Where the functions it happened in were called, innermost first; of many, the first few.
        calls: Vec<Place>,
        /// How many more calls there were.
        more: usize,
    },
}

/// A place in the source: file, line, column.
pub type Place = (String, u32, u16);

impl fmt::Display for ExecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExecError::Verify(e) => write!(f, "internal error: compiled code is refused: {e}"),
            ExecError::Memory => f.write_str("out of memory"),
            ExecError::Fault { what, at, calls, more } => {
                if let Some((file, line, column)) = at {
                    write!(f, "{file}:{line}:{column}: ")?;
                }
                f.write_str(what)?;
                for (file, line, column) in calls {
                    write!(f, "\n  called from {file}:{line}:{column}")?;
                }
                if *more > 0 {
                    write!(f, "\n  inside {more} more calls")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for ExecError {}

/// The machine's helpers; `exit` ends the run with its status.
#[derive(Default)]
struct Hosted {
    status: Option<i32>,
}

impl Helpers for Hosted {
    fn call(
        &mut self,
        id: u16,
        args: [u64; 5],
        mem: &mut Memory<'_>,
        budget: &mut Budget,
    ) -> Result<u64, Fault> {
        if let (id::TRAP, [trap::EXIT, status, ..]) = (id, args) {
            self.status = Some(status as i32);
        }
        match Bare.call(id, args, mem, budget) {
            Err(Fault::Unterminated { .. }) => long(id, args, mem, budget),
            result => result,
        }
    }
}

/// A helper for strings whose operands are longer than those of wrappers: a C program's end where
/// they end.
fn long(id: u16, args: [u64; 5], mem: &Memory<'_>, budget: &mut Budget) -> Result<u64, Fault> {
    let [r1, r2, n, ..] = args;
    let string = |at| mem.cstr(at, u32::MAX);
    let prefix = |at| match mem.cstr(at, n.min(u64::from(u32::MAX)) as u32) {
        Err(Fault::Unterminated { .. }) => mem.slice(at, n),
        found => found,
    };
    let (a, b) = match id {
        id::STRLEN | id::STRCHR => (string(r1)?, &[][..]),
        id::STRCMP | id::STRSTR => (string(r1)?, string(r2)?),
        id::STRNCMP => (prefix(r1)?, prefix(r2)?),
        _ => return Err(Fault::Unterminated { addr: r1 }),
    };
    budget.charge_bytes((a.len() + b.len()) as u64)?;
    let found = match id {
        id::STRLEN => return Ok(a.len() as u64),
        id::STRCMP | id::STRNCMP => return Ok(a.cmp(b) as i64 as u64),
        id::STRCHR if r2 as u8 == 0 => Some(a.len()),
        id::STRCHR => a.iter().position(|c| *c == r2 as u8),
        _ if b.is_empty() => Some(0),
        _ => {
            budget.charge_bytes((a.len() as u64).saturating_mul(b.len() as u64))?;
            a.windows(b.len()).position(|part| part == b)
        }
    };
    Ok(found.map_or(0, |at| r1.wrapping_add(at as u64)))
}

/// The memory that `main`'s second parameter points to.
fn arguments(args: &[&str]) -> Vec<u8> {
    let mut strings = Vec::new();
    let mut memory = Vec::new();
    let first = 8 * (args.len() as u32 + 1);
    for a in args {
        let at = Region::Lent.at(first.saturating_add(strings.len() as u32));
        memory.extend(at.to_le_bytes());
        strings.extend(a.bytes().chain([0]));
    }
    memory.extend([0; 8]);
    memory.extend(strings);
    memory
}

/// Runs function `main` of `object` and returns its result.
///
/// # Errors
/// A fault of the program, its budget ([`BUDGET`]) or stack used up, or an object that does not
/// verify.
pub fn run(object: &Object, main: u32) -> Result<i32, ExecError> {
    run_with(object, main, &[], None, BUDGET)
}

/// As [`run`]; `main` gets the number of `args`, their addresses behind each other with 0 behind the
/// last, and that 0's address (an environment without variables). It runs as native code, if there is a
/// compiler that can compile it, at most `budget` instructions.
///
/// # Errors
/// As [`run`].
pub fn run_with(
    object: &Object,
    main: u32,
    args: &[&str],
    compiler: Option<&dyn Compiler>,
    budget: u64,
) -> Result<i32, ExecError> {
    let mut lent = arguments(args);
    let count = args.len() as u64;
    let registers = [count, Region::Lent.at(0), Region::Lent.at(8 * count as u32), 0, 0];
    let mut program = Program::new(object.clone()).map_err(ExecError::Verify)?;
    if let Some(compiler) = compiler {
        // What cannot be compiled is interpreted.
        let _ = compiler.compile(&mut program);
    }
    let mut stack = Stack::sized(STACK, DEPTH).map_err(|_| ExecError::Memory)?;
    let (mut state, mut shared) = (object.state.clone(), object.shared.clone());
    let mut call = vec![0u8; object.call_data.min(limit::CALL_DATA) as usize];
    let mut memory = Memory::new(&mut stack)
        .with(Region::Rodata, Slot::ReadOnly(&object.rodata))
        .with(Region::State, Slot::ReadWrite(&mut state))
        .with(Region::Shared, Slot::ReadWrite(&mut shared))
        .with(Region::Call, Slot::ReadWrite(&mut call))
        .with(Region::Lent, Slot::ReadWrite(&mut lent));
    let mut budget = Budget::new(budget);
    let mut hosted = Hosted::default();
    let ended = wss_vm::call(&program, main, registers, &mut memory, &mut hosted, &mut budget);
    match (ended, hosted.status) {
        (Ok(value), _) => Ok(value as i32),
        (Err(_), Some(status)) => Ok(status),
        (Err(e), None) => {
            let at = place(object, e.insn);
            let mut calls: Vec<_> =
                stack.calls(e.depth).take(CALLS).filter_map(|insn| place(object, insn)).collect();
            // What finds the function of a pointer stands where the call does.
            if e.fault == Fault::Trap(trap::FUNCTION) && calls.first() == at.as_ref() {
                calls.drain(..1.min(calls.len()));
            }
            let more = (e.depth as usize).saturating_sub(CALLS);
            Err(ExecError::Fault { what: e.fault.to_string(), at, calls, more })
        }
    }
}

fn place(object: &Object, insn: u32) -> Option<Place> {
    let p = wss_vm::position(object, insn)?;
    Some((p.file.to_owned(), p.line, p.column))
}
