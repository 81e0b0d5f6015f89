//! Who listens for signals to whom: by the name that a process goes by, since numbers differ between PID namespaces.
use super::Sent;
use super::signals::{Channel, Record};
use std::ffi::{CStr, CString};
use std::io;

/// What one monitor listens with: a channel per processor.
pub(super) struct Ears {
    pub(super) channels: Vec<Channel>,
    /// Tokens and names of those that are listened for.
    names: Vec<(u32, String)>,
    /// Token and number of the target.
    target: Option<(u32, u32)>,
    first: bool,
}

impl Ears {
    /// Listens by the tracepoint `id` for SIGKILL and SIGSTOP to those named and, where numbers are those of the
    /// kernel, for these and SIGTERM to the target.
    pub(super) fn open(
        id: u32,
        names: Vec<(u32, String)>,
        target: Option<(u32, u32)>,
    ) -> io::Result<Self> {
        let first = first_namespace();
        let target = target.filter(|_| first);
        let terms: Vec<_> = names.iter().map(|(_, n)| format!("comm == \"{n}\"")).collect();
        let mut filter = format!("(sig == 9 || sig == 19) && ({})", terms.join(" || "));
        if let Some((_, pid)) = target {
            filter =
                format!("({filter}) || (pid == {pid} && (sig == 9 || sig == 15 || sig == 19))");
        }
        let filter = CString::new(filter)?;
        let channels: io::Result<_> =
            (0..super::cpus()).map(|cpu| Channel::open(id, cpu, &filter)).collect();
        Ok(Self { channels: channels?, names, target, first })
    }

    /// Everything heard since.
    pub(super) fn all(&self) -> impl Iterator<Item = Sent> {
        let records = self.channels.iter().flat_map(|c| std::iter::from_fn(|| c.next()));
        records.filter_map(|r| self.sent(&r))
    }

    fn sent(&self, r: &Record) -> Option<Sent> {
        let name = r.name.split(|b| *b == 0).next().unwrap_or_default();
        let named = self.names.iter().find(|(_, n)| n.as_bytes() == name).map(|(t, _)| *t);
        let token = named.or_else(|| self.target.filter(|(_, p)| *p == r.pid).map(|(t, _)| t))?;
        let pid = self.first.then_some(r.pid);
        Some(Sent { token, pid, signal: r.signal, sender: r.sender })
    }
}

/// Calls this process by a name, which others read in /proc/PID/comm and nobody else can change.
pub(super) fn call(name: &CStr) {
    // SAFETY: a string with its end.
    unsafe { libc::prctl(libc::PR_SET_NAME, name.as_ptr()) };
}

/// Whether process numbers here are those that the kernel itself uses.
fn first_namespace() -> bool {
    // PROC_PID_INIT_INO (include/linux/proc_ns.h).
    std::fs::read_link("/proc/self/ns/pid").is_ok_and(|l| l.as_os_str() == "pid:[4026531836]")
}
