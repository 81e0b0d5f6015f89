//! Load: ordinary processes that compute, and others that come and go.
use std::process::{Child, Command, Stdio};

/// Load for as long as this lives.
pub(crate) struct Load(Vec<Child>);

impl Load {
    /// Four processes per processor that compute, and one per processor that starts others all the time.
    /// Each ends by itself after ten minutes, should this program die.
    pub(crate) fn heavy() -> Self {
        let cpus = std::thread::available_parallelism().map_or(1, usize::from);
        let run = |script: &str| {
            Command::new("timeout")
                .args(["600", "sh", "-c", script])
                .stdin(Stdio::null())
                .spawn()
                .ok()
        };
        let spin = "while :; do :; done";
        let churn = "while :; do /bin/true; done";
        let scripts = std::iter::repeat_n(spin, 4 * cpus).chain(std::iter::repeat_n(churn, cpus));
        Self(scripts.filter_map(run).collect())
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        for child in &mut self.0 {
            // SIGTERM, which timeout(1) passes on; SIGKILL would leave the shell running.
            let _ = nix::sys::signal::kill(
                nix::unistd::Pid::from_raw(child.id() as i32),
                nix::sys::signal::Signal::SIGTERM,
            );
            let _ = child.wait();
        }
    }
}
