//! Where blocks of instructions start and end: what is charged together.
use crate::flow;
use alloc::vec::Vec;
use wss_abi::mem::{OutOfMemory, try_filled};
use wss_abi::object::Func;
use wss_vm::native::{Code, Op};

/// What leads to an instruction other than the one before it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lead {
    pub(crate) block: bool,
    /// A local call leads here.
    pub(crate) called: bool,
}

/// Finds where blocks start.
pub(crate) fn leaders(ops: &[Op], funcs: &[Func]) -> Result<Vec<Lead>, OutOfMemory> {
    let mut leaders = try_filled(ops.len(), Lead::default())?;
    let mut mark = |at: u32, called: bool| {
        if let Some(lead) = leaders.get_mut(at as usize) {
            lead.block = true;
            lead.called |= called;
        }
    };
    for f in funcs {
        mark(f.entry, false);
    }
    for (at, op) in (0u32..).zip(ops) {
        if ends_block(op.code) {
            mark(at.saturating_add(1), false);
        }
        match op.code {
            Code::Call => mark(op.off as u32, true),
            code if flow::jumps(code) => mark(op.off as u32, false),
            _ => {}
        }
    }
    Ok(leaders)
}

/// Whether nothing behind an instruction is sure to run.
pub(crate) fn ends_block(code: Code) -> bool {
    flow::jumps(code) || matches!(code, Code::Call | Code::Helper | Code::Exit)
}
