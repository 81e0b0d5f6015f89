#![no_std]
#![deny(unsafe_code)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
//! Compiles programs of the machine ([`wss_vm`]) to x86-64 code.
//!
//! The code does what the interpreter does, in the same order, for the same budget. It holds the registers in
//! registers, and no address of the host's. Whatever is rare it leaves to the interpreter, which goes on from
//! the same state: a budget that does not cover the next block, an access that no region holds, calls
//! nested too deeply. So nothing here makes a fault.
//!
//! A compiled program needs memory that was writable and is executable, never both ([`Pages`]). The host
//! lends it. Unsafe code is in one module, which runs what was emitted; the emitting itself writes bytes.
//! It takes time and memory linear in the program, and gives up beyond 4 MiB of code.
//!
//! Trusted here: that emitted code accesses memory only through windows and, in the frame of its
//! function, through the register that holds the stack's place. Both rest on what [`wss_vm::verify`]
//! established (r10 is never written, jumps stay in their function) and on checks where a run enters.
extern crate alloc;

mod alu;
mod blocks;
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod call;
mod emit;
mod flow;
mod layout;
mod memory;
mod pages;
mod routines;
mod windows;
mod x86;

pub use pages::Pages;
use wss_vm::Program;
use wss_vm::native::Compiler;

/// A compiler that has where to put code.
#[derive(Debug)]
pub struct Jit {
    pages: &'static dyn Pages,
}

impl Jit {
    /// A compiler whose code lies in `pages`.
    pub const fn new(pages: &'static dyn Pages) -> Jit {
        Jit { pages }
    }
}

impl Compiler for Jit {
    #[cfg(target_arch = "x86_64")]
    fn compile(&self, program: &mut Program) -> Result<(), &'static str> {
        let Some(emitted) = emit::program(program) else {
            return Err("interpreter: its code is too long, or memory ran out");
        };
        let sealed = call::seal(self.pages, emitted);
        program.set_native(Some(sealed.ok_or("interpreter: there is no executable memory")?));
        Ok(())
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn compile(&self, _: &mut Program) -> Result<(), &'static str> {
        Err("interpreter: no compiler for this processor")
    }
}
