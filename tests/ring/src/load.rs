//! Load: ordinary processes that compute, and others that come and go.
use nix::sys::prctl::set_pdeathsig;
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::waitpid;
use nix::unistd::{ForkResult, Pid, fork};
use std::process::Command;

/// Load for as long as this lives, and no longer than this program.
pub(crate) struct Load(Vec<Pid>);

impl Load {
    /// Four processes per processor that compute, and one per processor that starts others all the time.
    pub(crate) fn heavy() -> Self {
        let cpus = std::thread::available_parallelism().map_or(1, usize::from);
        Self((0..5 * cpus).filter_map(|i| one(i < cpus)).collect())
    }
}

fn one(churns: bool) -> Option<Pid> {
    // SAFETY: this program has one thread.
    match unsafe { fork() }.ok()? {
        ForkResult::Parent { child } => Some(child),
        ForkResult::Child => {
            if set_pdeathsig(Signal::SIGKILL).is_err() {
                std::process::exit(1);
            }
            let mut sum = 0_u64;
            loop {
                if churns {
                    // What it does is no matter, only that it comes and goes.
                    let _ = Command::new("/bin/true").status();
                }
                sum = std::hint::black_box(sum.wrapping_add(1));
            }
        }
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        for child in &self.0 {
            let _ = kill(*child, Signal::SIGKILL);
            let _ = waitpid(*child, None);
        }
    }
}
