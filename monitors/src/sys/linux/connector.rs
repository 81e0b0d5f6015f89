//! The proc connector (netlink(7), `NETLINK_CONNECTOR`): what processes do, told while they do it. The kernel tells
//! it to root in the first user, PID and network namespace.
use super::{Event, Exit, check};
use crate::deed::{Deed, What};
use crate::sys::Follow;
use std::collections::BTreeSet;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

/// `enum proc_cn_event` (include/uapi/linux/cn_proc.h).
const NONE: u32 = 0;
const FORK: u32 = 1;
const EXEC: u32 = 2;
const PTRACE: u32 = 0x100;
const EXIT: u32 = 0x8000_0000;
/// `CN_IDX_PROC` and `CN_VAL_PROC`.
const PROC: u32 = 1;
/// Offsets in a message: `what` of `struct proc_event` after `struct nlmsghdr` and `struct cn_msg`, and its union.
const WHAT: usize = 36;
const UNION: usize = 52;
/// Room that a burst of messages has while a monitor does something else.
static BUFFER: libc::c_int = 1 << 20;
/// Most messages that are taken out of it at once: what else happens is looked at in between.
const BATCH: usize = 64;

/// One monitor's way to the connector.
pub(super) struct Connector {
    socket: OwnedFd,
    follow: Option<Follow>,
    /// The target and, with forks, its descendants.
    family: BTreeSet<u32>,
}

impl Connector {
    /// Hears of tracing, and what is asked of the target.
    pub(super) fn open(follow: Option<Follow>) -> io::Result<Self> {
        let kind = libc::SOCK_DGRAM | libc::SOCK_CLOEXEC | libc::SOCK_NONBLOCK;
        // SAFETY: integers; a structure of ours that the kernel reads, of the size said; the descriptor is checked
        // and new.
        let socket = unsafe {
            let fd = libc::socket(libc::AF_NETLINK, kind, libc::NETLINK_CONNECTOR);
            let socket = OwnedFd::from_raw_fd(check(fd.into())? as RawFd);
            let mut address: libc::sockaddr_nl = std::mem::zeroed();
            address.nl_family = libc::AF_NETLINK as u16;
            address.nl_groups = PROC;
            let size = size_of::<libc::sockaddr_nl>() as u32;
            check(libc::bind(socket.as_raw_fd(), (&raw const address).cast(), size).into())?;
            let size = size_of::<libc::c_int>() as u32;
            let force = libc::SO_RCVBUFFORCE;
            // A smaller buffer loses more, and says so.
            libc::setsockopt(
                socket.as_raw_fd(),
                libc::SOL_SOCKET,
                force,
                (&raw const BUFFER).cast(),
                size,
            );
            socket
        };
        let mut this =
            Self { socket, follow, family: follow.iter().map(|f| f.pid).collect::<BTreeSet<_>>() };
        this.subscribe()?;
        this.only_what_matters()?;
        if follow.is_some_and(|f| f.fork) {
            this.find_descendants();
        }
        Ok(this)
    }

    /// Asks for messages, and waits for the answer, which the kernel gives before send(2) returns, if at all.
    fn subscribe(&self) -> io::Result<()> {
        // struct nlmsghdr, struct cn_msg, enum proc_cn_mcast_op.
        let words: [u32; 10] =
            [40, libc::NLMSG_DONE as u32, 0, 0, PROC, PROC, 0, 0, size_of::<u32>() as u32, 1];
        let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_ne_bytes()).collect();
        // SAFETY: the bytes are ours and as many as said.
        check(unsafe {
            libc::send(self.socket.as_raw_fd(), bytes.as_ptr().cast(), bytes.len(), 0) as i64
        })?;
        while let Some(message) = self.receive()? {
            if word(&message, WHAT) == NONE {
                return match word(&message, UNION) {
                    0 => Ok(()),
                    error => Err(io::Error::from_raw_os_error(error as i32)),
                };
            }
        }
        Err(io::ErrorKind::PermissionDenied.into())
    }

    /// Lets the kernel drop what is not asked for, so that it wakes nobody: all but tracing, and execs of the target or,
    /// where descendants are followed, every fork, exec and exit.
    fn only_what_matters(&self) -> io::Result<()> {
        const LOAD: u16 = 0x20; // BPF_LD | BPF_W | BPF_ABS: in network byte order
        const EQUAL: u16 = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
        const RETURN: u16 = 0x06; // BPF_RET | BPF_K
        let step = |code, jt, jf, k| libc::sock_filter { code, jt, jf, k };
        let what = step(LOAD, 0, 0, WHAT as u32);
        let (drop, keep) = (step(RETURN, 0, 0, 0), step(RETURN, 0, 0, u32::MAX));
        let equal = |jt, jf, k: u32| step(EQUAL, jt, jf, k.to_be());
        let program = match self.follow {
            Some(Follow { fork: true, .. }) => vec![
                what,
                equal(4, 0, PTRACE),
                equal(3, 0, FORK),
                equal(2, 0, EXIT),
                equal(1, 0, EXEC),
                drop,
                keep,
            ],
            Some(Follow { exec: true, pid, .. }) => vec![
                what,
                equal(4, 0, PTRACE),
                equal(0, 2, EXEC),
                step(LOAD, 0, 0, UNION as u32 + 4),
                equal(1, 0, pid),
                drop,
                keep,
            ],
            _ => vec![what, equal(1, 0, PTRACE), drop, keep],
        };
        let filter =
            libc::sock_fprog { len: program.len() as u16, filter: program.as_ptr().cast_mut() };
        let (level, option) = (libc::SOL_SOCKET, libc::SO_ATTACH_FILTER);
        let size = size_of::<libc::sock_fprog>() as u32;
        let (fd, filter) = (self.socket.as_raw_fd(), (&raw const filter).cast());
        // SAFETY: the program and its description are ours, as long as said, and only read.
        check(unsafe { libc::setsockopt(fd, level, option, filter, size) }.into())
            .map(std::mem::drop)
    }

    /// Those that the target has made before now.
    fn find_descendants(&mut self) {
        let parents: Vec<_> = super::processes()
            .into_iter()
            .filter_map(|pid| Some((pid, super::describe(pid)?.parent)))
            .collect();
        loop {
            let before = self.family.len();
            for (pid, parent) in &parents {
                if self.family.contains(parent) {
                    self.family.insert(*pid);
                }
            }
            if self.family.len() == before {
                return;
            }
        }
    }

    pub(super) fn fd(&self) -> RawFd {
        self.socket.as_raw_fd()
    }

    /// The next message. `None`: there is none.
    fn receive(&self) -> io::Result<Option<Vec<u8>>> {
        let mut buffer = vec![0; 256];
        loop {
            // SAFETY: zero is a valid sockaddr_nl; buffer, address and size are ours and as large as said.
            let (result, from) = unsafe {
                let mut from: libc::sockaddr_nl = std::mem::zeroed();
                let mut size = size_of::<libc::sockaddr_nl>() as u32;
                let result = libc::recvfrom(
                    self.fd(),
                    buffer.as_mut_ptr().cast(),
                    buffer.len(),
                    0,
                    (&raw mut from).cast(),
                    &raw mut size,
                );
                (result, from.nl_pid)
            };
            match check(result as libc::c_long) {
                // Only the kernel's word counts.
                Ok(length) if from == 0 => {
                    buffer.truncate(length as usize);
                    return Ok(Some(buffer));
                }
                Ok(_) => {}
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => return Ok(None),
                Err(e) => return Err(e),
            }
        }
    }

    /// What was heard since, a [`BATCH`] of messages at most. Of tracing only that of those whom `known` knows: anybody
    /// may trace what is his, as often as he likes.
    pub(super) fn some(&mut self, known: impl Fn(u32) -> bool) -> Vec<Event> {
        let mut events = Vec::new();
        for _ in 0..BATCH {
            match self.receive() {
                Ok(Some(message)) => events.extend(self.event(&message, &known)),
                Ok(None) => return events,
                Err(e) if e.raw_os_error() == Some(libc::ENOBUFS) => {
                    let pid = self.follow.map_or(0, |f| f.pid);
                    events.push(Event::Did(Deed { pid, uid: None, what: What::Lost(1) }));
                }
                Err(_) => return events,
            }
        }
        events
    }

    fn event(&mut self, message: &[u8], known: impl Fn(u32) -> bool) -> Option<Event> {
        let at = |field: usize| word(message, UNION + 4 * field);
        let (thread, pid) = (at(0), at(1));
        if word(message, WHAT) == PTRACE {
            let told = at(3) != 0 && known(pid);
            return told.then_some(Event::Traced { pid, tracer: at(3) });
        }
        let follow = self.follow.filter(|_| self.family.contains(&pid))?;
        let what = match word(message, WHAT) {
            // Of processes, not of threads.
            FORK if follow.fork && at(2) == at(3) => {
                self.family.insert(at(3));
                What::Fork { child: at(3) }
            }
            EXEC if follow.exec => What::Exec {
                image: image(pid),
                arguments: super::arguments(pid).map(|(mut all, _, _)| {
                    // What follows the last one's end.
                    all.pop_if(|last| last.is_empty());
                    all
                }),
                environment: None,
            },
            EXIT if thread == pid && pid != follow.pid => {
                self.family.remove(&pid);
                What::Exit(Exit::from_wait(at(2) as i32))
            }
            _ => return None,
        };
        Some(Event::Did(Deed { pid, uid: super::user(pid), what }))
    }
}

fn word(message: &[u8], at: usize) -> u32 {
    let bytes = message.get(at..at + 4).and_then(|b| b.try_into().ok());
    bytes.map_or(0, u32::from_ne_bytes)
}

/// What a process runs; it may have gone on to something else by now.
fn image(pid: u32) -> Option<String> {
    Some(std::fs::read_link(format!("/proc/{pid}/exe")).ok()?.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;
    use std::time::{Duration, Instant};

    #[test]
    fn execs_forks_and_ends_are_told() {
        // This process is the target; what other tests start is told too.
        let own = std::process::id();
        let mut connector = match Connector::open(Some(Follow { pid: own, exec: true, fork: true }))
        {
            Ok(connector) => connector,
            Err(e) => return println!("skipped: {e}"),
        };
        let mut child = Command::new("sh").args(["-c", "exec sleep 0.2"]).spawn().unwrap();
        let pid = child.id();
        let mut deeds = Vec::new();
        let end = Instant::now() + Duration::from_secs(10);
        let exited = What::Exit(Exit::Code(0));
        while !deeds.iter().any(|d: &Deed| d.pid == pid && d.what == exited) {
            deeds.extend(connector.some(|_| false).into_iter().filter_map(|e| match e {
                Event::Did(deed) => Some(deed),
                _ => None,
            }));
            assert!(Instant::now() < end, "{deeds:?}");
            std::thread::sleep(Duration::from_millis(1));
        }
        child.wait().unwrap();
        assert!(deeds.iter().any(|d| d.pid == own && d.what == What::Fork { child: pid }));
        let execs: Vec<_> = deeds
            .iter()
            .filter_map(|d| match &d.what {
                What::Exec { image, arguments, .. } if d.pid == pid => Some((image, arguments)),
                _ => None,
            })
            .collect();
        let [_, (Some(image), Some(arguments))] = execs.as_slice() else {
            panic!("two execs, the second of them known: {execs:?}")
        };
        assert!(image.starts_with('/'), "{image}");
        assert_eq!(**arguments, ["sleep", "0.2"]);
    }

    #[test]
    fn other_processes_wake_nobody() {
        let Ok(connector) = Connector::open(Some(Follow { pid: 1, exec: true, fork: false }))
        else {
            return println!("skipped: not permitted");
        };
        while connector.receive().unwrap().is_some() {}
        for _ in 0..20 {
            assert!(Command::new("true").status().unwrap().success());
        }
        // Somebody may be tracing meanwhile.
        while let Some(message) = connector.receive().unwrap() {
            assert_eq!(word(&message, WHAT), PTRACE);
        }
    }
}
