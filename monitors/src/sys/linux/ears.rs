//! Who listens for signals to whom: by the name that a process goes by, since numbers differ between PID namespaces.
use super::signals::{Channel, Record};
use super::tracepoint::freezing;
use super::{Event, Sent};
use std::ffi::{CStr, CString};
use std::io;

/// What one monitor listens with: a channel per processor.
pub(super) struct Ears {
    pub(super) channels: Vec<Channel>,
    /// Tokens and names of those that are listened for.
    names: Vec<(u32, String)>,
    /// Tokens and control groups of these: a slash and the last component.
    groups: Vec<(u32, String)>,
    /// Token and number of the target.
    target: Option<(u32, u32)>,
    first: bool,
}

impl Ears {
    /// Listens by the tracepoint `id` for SIGKILL and SIGSTOP to those named and, where numbers are those of the
    /// kernel, for these and SIGTERM to the target; and for their control groups being frozen. `own` is the name of who
    /// listens.
    pub(super) fn open(
        id: u32,
        own: &str,
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
        let groups = groups(own, &names);
        let terms: Vec<_> = groups.iter().map(|(_, g)| format!("path ~ \"*{g}\"")).collect();
        let frozen = CString::new(terms.join(" || "))?;
        let freezes = freezing().filter(|_| !groups.is_empty()).map(|id| (id, frozen.as_c_str()));
        let channels: io::Result<_> =
            (0..super::cpus()).map(|cpu| Channel::open(cpu, (id, &filter), freezes)).collect();
        Ok(Self { channels: channels?, names, groups, target, first })
    }

    /// Everything heard since.
    pub(super) fn all(&self) -> impl Iterator<Item = Event> {
        let records = self.channels.iter().flat_map(|c| std::iter::from_fn(|| c.next()));
        records.filter_map(|r| self.event(r))
    }

    fn event(&self, record: Record) -> Option<Event> {
        let (signal, name, to, sender) = match record {
            Record::Signal { signal, name, pid, sender } => (signal, name, pid, sender),
            Record::Freeze { group, sender } => {
                let (token, _) = self.groups.iter().find(|(_, g)| group.ends_with(g))?;
                return Some(Event::Frozen { token: *token, sender });
            }
        };
        let name = name.split(|b| *b == 0).next().unwrap_or_default();
        let named = self.names.iter().find(|(_, n)| n.as_bytes() == name).map(|(t, _)| *t);
        let token = named.or_else(|| self.target.filter(|(_, p)| *p == to).map(|(t, _)| t))?;
        Some(Event::Sent(Sent { token, pid: self.first.then_some(to), signal, sender, uid: None }))
    }
}

/// The control groups of those named, from this process's own: all end in the place, as names do. None: it has none
/// of its own.
fn groups(own: &str, names: &[(u32, String)]) -> Vec<(u32, String)> {
    let place = |name: &str| name.rsplit_once('-').map(|(_, place)| place.to_owned());
    let text = std::fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
    let group = text.lines().find_map(|l| l.strip_prefix("0::")?.rsplit_once('/'));
    let Some((mark, in_group)) = group.and_then(|(_, g)| g.rsplit_once('-')) else {
        return Vec::new();
    };
    if !mark.starts_with("wss-") || place(own).as_deref() != Some(in_group) {
        return Vec::new();
    }
    let all = names.iter().filter_map(|(t, n)| Some((*t, format!("/{mark}-{}", place(n)?))));
    all.collect()
}

/// Calls this process by a name, which others read in /proc/PID/comm and nobody else can change.
pub(super) fn call(name: &CStr) {
    // SAFETY: a string with its end.
    unsafe { libc::prctl(libc::PR_SET_NAME, name.as_ptr()) };
}

/// Whether process numbers here are those that the kernel itself uses.
pub(super) fn first_namespace() -> bool {
    // PROC_PID_INIT_INO (include/linux/proc_ns.h).
    std::fs::read_link("/proc/self/ns/pid").is_ok_and(|l| l.as_os_str() == "pid:[4026531836]")
}
