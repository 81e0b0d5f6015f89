//! Replaced arguments, and calls put off: where something must be prepared in the process before
//! a call runs (memory for an argument, a filter), the call at hand is not run, the process runs
//! what prepares it, and is then made to enter its call again.
use crate::arch;
use crate::arena::MAPPING;
use crate::inject::{self, Exit, Failure, Passed, Session};
use crate::supervisor::State;
use crate::sys::{mem, ptrace};
use crate::task::{InCall, Phase};
use wss_engine::host::{Replacement, Rewrite};

type Done = Result<(), Failure>;

/// What lies at `at` for a replaced argument.
fn laid_out(with: &Replacement, at: u64) -> Vec<u8> {
    match with {
        Replacement::Scalar(_) => Vec::new(),
        Replacement::Bytes(bytes) => bytes.clone(),
        Replacement::Strings(strings) => {
            // The addresses, a null one, the strings.
            let mut next = at + 8 * (strings.len() as u64 + 1);
            let mut out = Vec::new();
            for s in strings {
                out.extend(next.to_le_bytes());
                next += s.len() as u64;
            }
            out.extend([0; 8]);
            out.extend(strings.iter().flatten());
            out
        }
    }
}

impl State {
    /// Puts replaced arguments where the kernel can read them. `put_off` and the answer: the call
    /// is put off ([`State::put_off`]), and [`State::step_back`] must follow.
    pub(crate) fn rewrite(
        &mut self,
        tid: i32,
        call: &mut InCall,
        rewrites: &[Rewrite],
        mut put_off: bool,
    ) -> Result<bool, Failure> {
        for r in rewrites {
            let value = match &r.with {
                Replacement::Scalar(v) => *v,
                with => {
                    let len = laid_out(with, 0).len() as u64;
                    let at = match self.take_memory(tid, len) {
                        Some(at) => at,
                        None => {
                            let gadget =
                                if put_off { arch::insn_of(call.ip) } else { self.put_off(tid)? };
                            put_off = true;
                            self.map_memory(tid, gadget, len)?;
                            self.take_memory(tid, len).ok_or(Failure::Astray)?
                        }
                    };
                    mem::write_forced(tid, at, &laid_out(with, at))?;
                    at
                }
            };
            if let Some(arg) = call.run.get_mut(usize::from(r.arg)) {
                *arg = value;
            }
        }
        Ok(put_off)
    }

    fn take_memory(&mut self, tid: i32, len: u64) -> Option<u64> {
        let space = self.tasks.process_of(tid)?.space;
        self.tasks.arenas.entry(space).or_default().take(tid, len)
    }

    /// Makes a process, at an exit stop, map memory for replaced arguments.
    fn map_memory(&mut self, tid: i32, gadget: u64, len: u64) -> Done {
        let regs = ptrace::get_regs(tid)?;
        let mut session = Session::begin(tid, gadget)?;
        let size = len.max(MAPPING).next_multiple_of(4096);
        let (prot, flags) = (libc::PROT_READ, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
        let args = [0, size, prot as u64, flags as u64, u64::MAX, 0];
        let start = session.call(libc::SYS_mmap, args)?;
        session.end(&regs)?;
        if !(0..1 << 47).contains(&start) {
            return Err(Failure::Astray);
        }
        if let Some(space) = self.tasks.process_of(tid).map(|p| p.space) {
            self.tasks.arenas.entry(space).or_default().add(start as u64, size);
        }
        Ok(())
    }

    /// Takes a thread from the stop before a call to an exit stop without running the call. Its
    /// registers still say that the call is about to run. Returns the address of the instruction
    /// that makes calls.
    pub(crate) fn put_off(&mut self, tid: i32) -> Result<u64, Failure> {
        let original = ptrace::get_regs(tid)?;
        let mut skipped = original;
        arch::skip(&mut skipped, 0);
        ptrace::set_regs(tid, &skipped)?;
        let mut passed = Passed::default();
        let Exit::Call(_) = inject::run_to_exit(tid, &mut passed)? else {
            return Err(Failure::Astray);
        };
        ptrace::set_regs(tid, &original)?;
        passed.make_good(tid)?;
        Ok(arch::insn_of(original.rip))
    }

    /// A call that was put off is entered again. No signal is delivered before it has been.
    pub(crate) fn step_back(&mut self, tid: i32, mut call: InCall) -> Done {
        let regs = arch::reenter(&ptrace::get_regs(tid)?);
        ptrace::set_regs(tid, &regs)?;
        call.mask = Some(ptrace::get_sigmask(tid)?);
        ptrace::set_sigmask(tid, u64::MAX)?;
        self.set_phase(tid, Phase::Again(call));
        self.resume(tid, 0)
    }
}
