//! Load: ordinary processes that compute, and others that come and go.
use nix::sys::mman::{MapFlags, ProtFlags, mmap_anonymous};
use nix::sys::prctl::set_pdeathsig;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::waitpid;
use nix::unistd::{ForkResult, Pid, fork};
use std::num::NonZeroUsize;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How long load that was let go takes to be on every processor.
const TAKES: Duration = Duration::from_millis(8);

/// Load for as long as this lives, and no longer than this program. It rests but where it is let go: it is for the
/// attacks, not for the making of what is attacked.
pub(crate) struct Load {
    processes: Vec<Pid>,
    /// Shared with the processes, and with those that attack.
    goes: &'static AtomicBool,
}

impl Load {
    /// Four processes per processor that compute, and one per processor that starts others all the time.
    pub(crate) fn heavy() -> Result<Self, String> {
        let size = NonZeroUsize::new(4096).ok_or("no page")?;
        let rights = ProtFlags::PROT_READ | ProtFlags::PROT_WRITE;
        // SAFETY: a new page of zeroes that is never unmapped: a valid AtomicBool for the life of all that share it.
        let goes = unsafe {
            mmap_anonymous(None, size, rights, MapFlags::MAP_SHARED)
                .map(|page| AtomicBool::from_ptr(page.as_ptr().cast()))
        };
        let goes = goes.map_err(|e| format!("a page for the load: {e}"))?;
        let cpus = std::thread::available_parallelism().map_or(1, usize::from);
        let processes = (0..5 * cpus).filter_map(|i| one(i < cpus, goes)).collect();
        Ok(Self { processes, goes })
    }

    /// Lets it go or rest; returns when it does.
    pub(crate) fn let_go(&self, goes: bool) {
        self.goes.store(goes, Ordering::Relaxed);
        if goes {
            std::thread::sleep(TAKES);
        }
    }
}

fn one(churns: bool, goes: &AtomicBool) -> Option<Pid> {
    // SAFETY: this program has one thread.
    match unsafe { fork() }.ok()? {
        ForkResult::Parent { child } => Some(child),
        ForkResult::Child => {
            if set_pdeathsig(Signal::SIGKILL).is_err() {
                std::process::exit(1);
            }
            let mut sum = 0_u64;
            loop {
                if !goes.load(Ordering::Relaxed) {
                    std::thread::sleep(Duration::from_millis(1));
                } else if churns {
                    // What it does is no matter, only that it comes and goes.
                    let _ = Command::new("/bin/true").status();
                } else {
                    sum = std::hint::black_box(sum.wrapping_add(1));
                }
            }
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        for child in &self.processes {
            let _ = kill(*child, Signal::SIGKILL);
            let _ = waitpid(*child, None);
        }
    }
}
