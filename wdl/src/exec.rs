//! `wrapc exec`: runs `main` of a freestanding C program in the machine.
use std::fmt;
use wss_abi::addr::Region;
use wss_abi::object::{Object, limit};
use wss_vm::{Bare, Budget, Memory, Program, Slot, Stack, VerifyError};

/// Instructions that a program may run.
pub const BUDGET: u64 = 2_000_000_000;
/// Bytes of stack, and frames, that it has.
pub const STACK: u32 = 1 << 20;
const DEPTH: u32 = 1 << 14;

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
        at: Option<(String, u32, u16)>,
    },
}

impl fmt::Display for ExecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExecError::Verify(e) => write!(f, "internal error: compiled code is refused: {e}"),
            ExecError::Memory => f.write_str("out of memory"),
            ExecError::Fault { what, at: Some((file, line, column)) } => {
                write!(f, "{file}:{line}:{column}: {what}")
            }
            ExecError::Fault { what, at: None } => f.write_str(what),
        }
    }
}

impl std::error::Error for ExecError {}

/// Runs function `main` of `object` and returns its result.
///
/// # Errors
/// A fault of the program, its budget ([`BUDGET`]) or stack used up, or an object that does not
/// verify.
pub fn run(object: &Object, main: u32) -> Result<i32, ExecError> {
    let program = Program::new(object.clone()).map_err(ExecError::Verify)?;
    let mut stack = Stack::sized(STACK, DEPTH).map_err(|_| ExecError::Memory)?;
    let (mut state, mut shared) = (object.state.clone(), object.shared.clone());
    let mut call = vec![0u8; object.call_data.min(limit::CALL_DATA) as usize];
    let mut memory = Memory::new(&mut stack)
        .with(Region::Rodata, Slot::ReadOnly(&object.rodata))
        .with(Region::State, Slot::ReadWrite(&mut state))
        .with(Region::Shared, Slot::ReadWrite(&mut shared))
        .with(Region::Call, Slot::ReadWrite(&mut call));
    let mut budget = Budget::new(BUDGET);
    match wss_vm::run(&program, main, 0, &mut memory, &mut Bare, &mut budget) {
        Ok(value) => Ok(value as i32),
        Err(e) => Err(ExecError::Fault {
            what: e.fault.to_string(),
            at: e.position(object).map(|p| (p.file.to_owned(), p.line, p.column)),
        }),
    }
}
