//! The smallest program: its first instructions make the mark, so that the mark is the first
//! system call of a new image, before any loader's or library's.
use std::arch::global_asm;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::slice;

use crate::raw::MARK_FD;

global_asm!(
    ".pushsection .rodata.wss_marker, \"a\", @progbits",
    "wss_marker:",
    "    mov rcx, [rsp]", // argc
    "    mov rdi, [rsp + 8 * rcx]", // the last argument
    "    call 2f",
    "    mov r12, rax",
    "    mov rdi, [rsp + 8 * rcx - 8]", // the last but one
    "    call 2f",
    "    mov edi, {fd}",
    "    mov rsi, r12",
    "    mov rdx, rax",
    "    mov eax, 8", // lseek(MARK_FD, n, mode)
    "    syscall",
    "    xor edi, edi",
    "    mov eax, 231", // exit_group(0)
    "    syscall",
    // The decimal number at rdi, in rax.
    "2:  xor eax, eax",
    "3:  movzx edx, byte ptr [rdi]",
    "    sub edx, 48",
    "    cmp edx, 9",
    "    ja 4f",
    "    imul rax, rax, 10",
    "    add rax, rdx",
    "    inc rdi",
    "    jmp 3b",
    "4:  ret",
    "wss_marker_end:",
    ".popsection",
    fd = const MARK_FD,
);

/// Writes the program to `path`, executable. It is called with any arguments and, last of all,
/// mode and n of its mark in decimal.
pub fn write(path: &Path) -> io::Result<()> {
    unsafe extern "C" {
        static wss_marker: u8;
        static wss_marker_end: u8;
    }
    let (start, end) = (&raw const wss_marker, &raw const wss_marker_end);
    // SAFETY: the labels bound one run of initialised, constant bytes, laid down above.
    let code = unsafe { slice::from_raw_parts(start, end.addr() - start.addr()) };
    const BASE: u64 = 0x40_0000;
    const HEADERS: u64 = 64 + 56;
    let size = HEADERS + code.len() as u64;
    let mut file = Vec::new();
    // ELF header (System V ABI, chapter 4): 64-bit, little-endian, ET_EXEC, EM_X86_64.
    file.extend(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0\x01\0\0\0");
    for word in [BASE + HEADERS, 64, 0] {
        file.extend(word.to_le_bytes());
    }
    // Flags; sizes of this header and of a program header, one of them; no sections.
    file.extend(b"\0\0\0\0\x40\0\x38\0\x01\0\x40\0\0\0\0\0");
    // PT_LOAD, readable and executable, the whole file.
    file.extend(b"\x01\0\0\0\x05\0\0\0");
    for word in [0, BASE, BASE, size, size, 0x1000] {
        file.extend(word.to_le_bytes());
    }
    file.extend(code);
    fs::write(path, file)?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}
