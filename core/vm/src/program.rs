//! A verified program, ready to run.
use crate::extent::extents;
use crate::native::Native;
use crate::op::{Code, Op, lower};
use crate::verify::{Rule, VerifyError, verify};
use alloc::boxed::Box;
use alloc::vec::Vec;
use wss_abi::mem::OutOfMemory;
use wss_abi::object::Object;

/// An object whose code passed the verifier. Immutable; any number of runs may share it.
#[derive(Debug)]
pub struct Program {
    object: Object,
    pub(crate) ops: Vec<Op>,
    /// Bytes of stack a run of each function can reach.
    pub(crate) extents: Vec<u32>,
    pub(crate) native: Option<Box<dyn Native>>,
}

impl Program {
    /// Verifies `object` ([`crate::verify`]) and prepares it.
    pub fn new(object: Object) -> Result<Program, VerifyError> {
        verify(&object)?;
        let memory = |_: OutOfMemory| VerifyError { rule: Rule::Memory, func: None, insn: None };
        let ops = lower(&object.code, &object.funcs).map_err(memory)?;
        let extents = extents(&object.code, &object.funcs).map_err(memory)?;
        Ok(Program { object, ops, extents, native: None })
    }

    /// What it was made of.
    pub fn object(&self) -> &Object {
        &self.object
    }

    /// Runs by `native`, which was compiled of this program, from now on; by the interpreter if `None`.
    pub fn set_native(&mut self, native: Option<Box<dyn Native>>) {
        self.native = native;
    }

    /// Whether it runs as native code.
    pub fn is_native(&self) -> bool {
        self.native.is_some()
    }

    /// Its instructions, one per word of the object's code.
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// Bytes of stack that a run of function `func` can reach; `u32::MAX` for one that recurses.
    #[inline]
    pub fn extent(&self, func: u32) -> u32 {
        self.extents.get(func as usize).copied().unwrap_or(0)
    }

    /// The same of a run of `func` behind its guard, if it has one.
    #[inline]
    pub fn extent_if(&self, guard: Option<u32>, func: u32) -> u32 {
        self.extent(func).max(guard.map_or(0, |guard| self.extent(guard)))
    }

    /// What function `func` returns in any run, and the instructions it takes, if its code says so
    /// plainly: it moves a constant to r0 and exits.
    pub fn constant(&self, func: u32) -> Option<(u64, u64)> {
        let entry = self.object.funcs.get(func as usize)?.entry as usize;
        let [first, second] = self.ops.get(entry..)?.first_chunk::<2>()?;
        let value = match first.code {
            Code::Mov64K => first.imm as u64,
            Code::Mov32K => u64::from(first.imm as u32),
            _ => return None,
        };
        (first.dst == 0 && second.code == Code::Exit).then_some((value, 2))
    }

    /// Whether function `func`, of whatever it does, changes nothing: it writes no memory and calls nothing.
    pub fn only_looks(&self, func: u32) -> bool {
        let Some(f) = self.object.funcs.get(func as usize) else { return false };
        let ops = self.ops.iter().skip(f.entry as usize).take(f.len as usize);
        let writes = Code::St8K as u16..=Code::Atomic64 as u16;
        let changes =
            |code| matches!(code, Code::Call | Code::Helper) || writes.contains(&(code as u16));
        ops.into_iter().all(|op| !changes(op.code))
    }

    /// Number of the function of that name.
    pub fn func(&self, name: &str) -> Option<u32> {
        self.object.funcs.iter().position(|f| f.name == name).map(|n| n as u32)
    }
}
