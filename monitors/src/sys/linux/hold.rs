//! Holding who kills: a program of the kernel's own machine (bpf(2)) at the tracepoint of signals stops whoever sends
//! SIGKILL or SIGSTOP to the monitor that attached it, before his next instruction, whatever his priority. A witness
//! continues him when it has spoken. Takes `CAP_BPF` and `CAP_PERFMON` (root).
//!
//! Nobody else is ever stopped. The receiver is compared by number, which is one process's alone (names anybody can
//! take). What the kernel sends, for timers and message queues too, it may send while it interrupts whoever runs; so
//! only the codes of kill(2), tgkill(2) and sigqueue(3) count, with which a process sends for itself.
use super::check;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};

/// `struct bpf_insn`: code, destination and source registers, offset, immediate.
const fn step(code: u8, to: u8, from: u8, offset: i16, value: u32) -> u64 {
    code as u64
        | ((to | from << 4) as u64) << 8
        | (offset as u16 as u64) << 16
        | (value as u64) << 32
}

/// The program, for the process of this number in the first PID namespace. Fields of the tracepoint: signal at 8, code
/// at 16 (sigaction(2): `si_code`), number of the receiver at 36.
fn program(own: u32) -> [u64; 17] {
    const LOAD: u8 = 0x61; // *(u32 *)
    const SET: u8 = 0xb7;
    const EQUAL: u8 = 0x15;
    const OTHER: u8 = 0x55;
    const EQUAL_WORD: u8 = 0x16;
    const OTHER_WORD: u8 = 0x56;
    [
        step(0xbf, 6, 1, 0, 0), // r6 = r1
        step(LOAD, 2, 6, 8, 0),
        step(EQUAL, 2, 0, 1, libc::SIGKILL as u32),
        step(OTHER, 2, 0, 11, libc::SIGSTOP as u32),
        step(LOAD, 2, 6, 16, 0),
        step(EQUAL_WORD, 2, 0, 2, libc::SI_USER as u32),
        step(EQUAL_WORD, 2, 0, 1, libc::SI_QUEUE as u32),
        step(OTHER_WORD, 2, 0, 7, libc::SI_TKILL as u32),
        step(LOAD, 2, 6, 36, 0),
        step(OTHER_WORD, 2, 0, 5, own),
        TGID[0],
        TGID[1],
        step(EQUAL, 0, 0, 2, 1), // the first process of all is not to be stopped
        step(SET, 1, 0, 0, libc::SIGSTOP as u32),
        step(CALL, 0, 0, 0, 109), // bpf_send_signal
        step(SET, 0, 0, 0, 1),    // and let the event go on
        END,
    ]
}

const CALL: u8 = 0x85;
const END: u64 = step(0x95, 0, 0, 0, 0);
/// r0 = the number of the process that runs, in the first PID namespace: `bpf_get_current_pid_tgid() >> 32`.
const TGID: [u64; 2] = [step(CALL, 0, 0, 0, 14), step(0x77, 0, 0, 0, 32)];

/// `BPF_PROG_LOAD` of a program of a type.
fn load(kind: u64, steps: &[u64]) -> io::Result<OwnedFd> {
    const LOAD: libc::c_long = 5;
    // union bpf_attr: type and number of instructions, instructions, licence, and no log.
    let attr: [u64; 6] =
        [kind | (steps.len() as u64) << 32, steps.as_ptr() as u64, c"BSD".as_ptr() as u64, 0, 0, 0];
    // SAFETY: the structure is as long as said, what it points to lives through the call, and all of it is only read;
    // the descriptor is checked and new.
    unsafe {
        let fd = libc::syscall(libc::SYS_bpf, LOAD, attr.as_ptr(), size_of_val(&attr));
        Ok(OwnedFd::from_raw_fd(check(fd)? as RawFd))
    }
}

/// This process's number in the first PID namespace, which may not be its own: what a program says that this process
/// has the kernel run once (`BPF_PROG_TEST_RUN`, Linux 5.10).
fn own_number() -> io::Result<u32> {
    const RUN: libc::c_long = 10;
    const RAW_TRACEPOINT: u64 = 17; // BPF_PROG_TYPE_RAW_TRACEPOINT
    let program = load(RAW_TRACEPOINT, &[TGID[0], TGID[1], END])?;
    // union bpf_attr: descriptor and what the program returns; neither data nor context, once, here.
    let mut attr: [u32; 20] = [0; 20];
    attr[0] = program.as_raw_fd() as u32;
    // SAFETY: the structure is as long as said, ours, and points to nothing; the kernel writes within it.
    check(unsafe { libc::syscall(libc::SYS_bpf, RUN, attr.as_mut_ptr(), size_of_val(&attr)) })?;
    match attr[1] {
        0 => Err(io::ErrorKind::Unsupported.into()),
        number => Ok(number),
    }
}

/// From now on who kills or stops this process is held. `event`: one of the tracepoint.
pub(super) fn hold(event: BorrowedFd<'_>) -> io::Result<()> {
    const TRACEPOINT: u64 = 5; // BPF_PROG_TYPE_TRACEPOINT
    const SET_BPF: libc::c_ulong = 0x4004_2408; // PERF_EVENT_IOC_SET_BPF
    let program = load(TRACEPOINT, &program(own_number()?))?;
    // SAFETY: two descriptors. The kernel keeps the program for as long as the event is open, which is never inherited
    // through an exec: no longer than this process has its number.
    check(unsafe { libc::ioctl(event.as_raw_fd(), SET_BPF, program.as_raw_fd()) }.into()).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_says_the_number() {
        match own_number() {
            Ok(number) if super::super::ears::first_namespace() => {
                assert_eq!(number, std::process::id());
            }
            Ok(number) => assert!(number > 1),
            Err(e) => println!("skipped: {e}"),
        }
    }
}
