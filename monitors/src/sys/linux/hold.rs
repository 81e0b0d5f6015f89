//! Holding who kills: a program of the kernel's own machine (bpf(2)) at the tracepoint of signals stops whoever sends
//! SIGKILL or SIGSTOP to a monitor of the ring, before his next instruction, whatever his priority. A witness continues
//! him when it has spoken. Takes `CAP_BPF` and `CAP_PERFMON` (root).
use super::check;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

/// `struct bpf_insn`: code, destination and source registers, offset, immediate.
fn step(code: u8, to: u8, from: u8, offset: i16, value: u32) -> u64 {
    u64::from(code)
        | u64::from(to | from << 4) << 8
        | u64::from(offset as u16) << 16
        | u64::from(value) << 32
}

/// The program, for monitors whose names begin with these ten bytes. Fields of the tracepoint: signal at 8, code at 16
/// (above 0: of the kernel itself, such as its memory killer), name of the receiver at 20.
fn program(mark: [u8; 10]) -> [u64; 19] {
    const LOAD: u8 = 0x61; // *(u32 *)
    const LOAD_HALF: u8 = 0x69; // *(u16 *)
    const SET: u8 = 0xb7;
    const EQUAL: u8 = 0x15;
    const OTHER: u8 = 0x55;
    const OTHER_WORD: u8 = 0x56;
    const GREATER_WORD: u8 = 0x66; // signed
    const CALL: u8 = 0x85;
    let [a, b, c, d, e, f, g, h, i, j] = mark;
    let (first, second) = (u32::from_ne_bytes([a, b, c, d]), u32::from_ne_bytes([e, f, g, h]));
    let third = u16::from_ne_bytes([i, j]).into();
    [
        step(0xbf, 6, 1, 0, 0), // r6 = r1
        step(LOAD, 2, 6, 8, 0),
        step(EQUAL, 2, 0, 1, libc::SIGKILL as u32),
        step(OTHER, 2, 0, 13, libc::SIGSTOP as u32),
        step(LOAD, 2, 6, 16, 0),
        step(GREATER_WORD, 2, 0, 11, 0),
        step(LOAD, 2, 6, 20, 0),
        step(OTHER_WORD, 2, 0, 9, first),
        step(LOAD, 2, 6, 24, 0),
        step(OTHER_WORD, 2, 0, 7, second),
        step(LOAD_HALF, 2, 6, 28, 0),
        step(OTHER_WORD, 2, 0, 5, third),
        step(CALL, 0, 0, 0, 14), // bpf_get_current_pid_tgid
        step(0x77, 0, 0, 0, 32), // r0 >>= 32
        step(EQUAL, 0, 0, 2, 1), // the first process of all is not to be stopped
        step(SET, 1, 0, 0, libc::SIGSTOP as u32),
        step(CALL, 0, 0, 0, 109), // bpf_send_signal
        step(SET, 0, 0, 0, 1),    // and let the event go on
        step(0x95, 0, 0, 0, 0),
    ]
}

/// Attaches the program to the tracepoint of which `event` is one.
pub(super) fn hold(event: BorrowedFd<'_>, name: &str) -> io::Result<()> {
    const LOAD: libc::c_long = 5; // BPF_PROG_LOAD
    const TRACEPOINT: u64 = 5; // BPF_PROG_TYPE_TRACEPOINT
    const SET_BPF: libc::c_ulong = 0x4004_2408; // PERF_EVENT_IOC_SET_BPF
    let mark = name.as_bytes().first_chunk().copied().ok_or(io::ErrorKind::InvalidInput)?;
    let steps = program(mark);
    // union bpf_attr: type and number of instructions, instructions, licence, and no log.
    let attr: [u64; 6] = [
        TRACEPOINT | (steps.len() as u64) << 32,
        steps.as_ptr() as u64,
        c"BSD".as_ptr() as u64,
        0,
        0,
        0,
    ];
    // SAFETY: the structure is as long as said, what it points to lives through the call, and all of it is only read;
    // the descriptor is checked and new. The kernel keeps the program for as long as the event is open.
    unsafe {
        let fd = libc::syscall(libc::SYS_bpf, LOAD, attr.as_ptr(), size_of_val(&attr));
        let fd = OwnedFd::from_raw_fd(check(fd)? as RawFd);
        check(libc::ioctl(event.as_raw_fd(), SET_BPF, fd.as_raw_fd()).into()).map(drop)
    }
}
