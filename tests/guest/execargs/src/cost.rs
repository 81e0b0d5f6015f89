//! What an exec costs: nobody watches, somebody watches for it, somebody wants its arguments. Under
//! QEMU's `-icount shift=0` the cycle counter counts instructions, and figures are those.
use crate::checks::ASKED;
use crate::kq::{Kq, NOTE_EXEC, patched};
use crate::process::{reap, start};
use std::arch::x86_64::_rdtsc;
use std::process::ExitCode;

/// Execs of each kind.
const EXECS: usize = 40;

/// Medians of fork, exec, run and exit of `true`, in cycles.
pub(crate) fn run() -> ExitCode {
    let kinds: [(&str, Option<u32>, usize); 5] = [
        ("unwatched", None, 0),
        ("NOTE_EXEC", Some(NOTE_EXEC), 0),
        ("NOTE_EXECARGS", Some(ASKED), 0),
        ("NOTE_EXECARGS, 4 KiB of arguments", Some(ASKED), 4096),
        ("unwatched, 4 KiB of arguments", None, 4096),
    ];
    println!("patched: {}", patched());
    for (name, fflags, bytes) in kinds {
        if fflags == Some(ASKED) && !patched() {
            continue;
        }
        match median(fflags, bytes) {
            Ok(cycles) => println!("{cycles:>9} {name}"),
            Err(e) => {
                eprintln!("wss-execargs: {name}: {e}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

fn median(fflags: Option<u32>, bytes: usize) -> std::io::Result<u64> {
    let noise = vec![b'n'; bytes];
    let mut all = Vec::new();
    for _ in 0..EXECS {
        let kq = Kq::new()?;
        let child = start("/usr/bin/true", &[b"true", &noise], &[], 0)?;
        if let Some(fflags) = fflags {
            kq.watch(child.pid, fflags, 0)?;
        }
        // Let the child reach its read.
        std::thread::sleep(std::time::Duration::from_millis(20));
        // SAFETY: every amd64 processor has it.
        let began = unsafe { _rdtsc() };
        reap(child.go())?;
        // SAFETY: as above.
        all.push(unsafe { _rdtsc() } - began);
    }
    all.sort_unstable();
    Ok(all.get(EXECS / 2).copied().unwrap_or(0))
}
