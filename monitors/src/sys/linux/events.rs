//! What a monitor waits for, in one call: the ends of processes, two signals, a timer.
//!
//! The timer sends SIGCONT, for the kernel continues a stopped process that gets one, blocked or not, and
//! a process's timers run while it is stopped: a monitor that is stopped runs again within a period.
use super::connector::Connector;
use super::ears::{self, Ears};
use super::hold;
use super::{Event, Process, check};
use crate::sys::Follow;
use std::collections::VecDeque;
use std::ffi::CString;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::time::Duration;

struct Watched {
    /// Tells it from another that was or will be watched under the same token.
    serial: u64,
    token: u32,
    process: Process,
    /// Told; only the status is still awaited.
    told: bool,
}

/// The kernel's reports to one monitor.
pub(crate) struct Events {
    epoll: OwnedFd,
    signals: OwnedFd,
    watched: Vec<Watched>,
    ears: Option<Ears>,
    connector: Option<Connector>,
    ready: VecDeque<Event>,
    /// From the connector, a batch of it at most: they wait for all others.
    deeds: VecDeque<Event>,
    /// Names of those that are listened for.
    names: Vec<String>,
    /// Timed out last, though deeds were waiting.
    waited: bool,
    serial: u64,
}

/// The token of the signal descriptor.
const SIGNALS: u64 = u64::MAX;
/// The token of the proc connector.
const CONNECTOR: u64 = u64::MAX - 1;
/// Added to a processor's number: the token of its channel.
const CHANNEL: u64 = 1 << 40;

impl Events {
    /// Blocks every signal that can be blocked, for good, and listens for SIGTERM and SIGCONT.
    pub(crate) fn new() -> io::Result<Self> {
        // SAFETY: the sets are initialised by sigfillset and sigemptyset before they are read; the
        // descriptors are checked, new, and owned by nothing else.
        unsafe {
            let mut all: libc::sigset_t = std::mem::zeroed();
            libc::sigfillset(&raw mut all);
            check(
                libc::sigprocmask(libc::SIG_SETMASK, &raw const all, std::ptr::null_mut()).into(),
            )?;
            let mut two: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&raw mut two);
            libc::sigaddset(&raw mut two, libc::SIGTERM);
            libc::sigaddset(&raw mut two, libc::SIGCONT);
            let flags = libc::SFD_CLOEXEC | libc::SFD_NONBLOCK;
            let signals = check(libc::signalfd(-1, &raw const two, flags).into())? as RawFd;
            let signals = OwnedFd::from_raw_fd(signals);
            let epoll = check(libc::epoll_create1(libc::EPOLL_CLOEXEC).into())? as RawFd;
            let epoll = OwnedFd::from_raw_fd(epoll);
            let this = Self {
                epoll,
                signals,
                watched: Vec::new(),
                ears: None,
                connector: None,
                ready: VecDeque::new(),
                deeds: VecDeque::new(),
                names: Vec::new(),
                waited: false,
                serial: 0,
            };
            this.control(
                libc::EPOLL_CTL_ADD,
                this.signals.as_raw_fd(),
                libc::EPOLLIN as u32,
                SIGNALS,
            )?;
            Ok(this)
        }
    }

    fn control(&self, op: libc::c_int, fd: RawFd, events: u32, token: u64) -> io::Result<()> {
        let mut event = libc::epoll_event { events, u64: token };
        let epoll = self.epoll.as_raw_fd();
        // SAFETY: one epoll_event, ours, which the kernel only reads.
        check(unsafe { libc::epoll_ctl(epoll, op, fd, &raw mut event) }.into()).map(drop)
    }

    /// A tick after `first` and every `period` from then on.
    pub(crate) fn tick(&mut self, first: Duration, period: Duration) -> io::Result<()> {
        let spec = |d: Duration| libc::timespec {
            tv_sec: d.as_secs() as libc::time_t,
            tv_nsec: d.subsec_nanos().into(),
        };
        // A first time of zero would disarm it.
        let first = first.max(Duration::from_millis(1));
        let value = libc::itimerspec { it_interval: spec(period), it_value: spec(first) };
        // SAFETY: zero is a valid sigevent; the kernel writes the timer's number before it is used.
        unsafe {
            let mut event: libc::sigevent = std::mem::zeroed();
            event.sigev_notify = libc::SIGEV_SIGNAL;
            event.sigev_signo = libc::SIGCONT;
            let mut timer: libc::timer_t = std::mem::zeroed();
            check(
                libc::timer_create(libc::CLOCK_MONOTONIC, &raw mut event, &raw mut timer).into(),
            )?;
            check(libc::timer_settime(timer, 0, &raw const value, std::ptr::null_mut()).into())?;
        }
        Ok(())
    }

    /// Takes a name, and listens by the tracepoint for signals to the processes of these names and to the target,
    /// given with their tokens. False: there is no tracepoint, or not for us.
    pub(crate) fn listen(
        &mut self,
        tracepoint: Option<u32>,
        own: &str,
        names: Vec<(u32, String)>,
        target: Option<(u32, u32)>,
    ) -> bool {
        if let Ok(name) = CString::new(own) {
            ears::call(&name);
        }
        self.names = names.iter().map(|(_, n)| n.clone()).collect();
        let Some(ears) = tracepoint.and_then(|id| Ears::open(id, own, names, target).ok()) else {
            return false;
        };
        let known = (CHANNEL..).zip(&ears.channels).all(|(token, c)| {
            self.control(libc::EPOLL_CTL_ADD, c.fd(), libc::EPOLLIN as u32, token).is_ok()
        });
        self.ears = known.then_some(ears);
        known
    }

    /// Whether somebody is to be overheard anew: names are, whoever has them.
    pub(crate) fn unheard(&mut self) -> bool {
        false
    }

    /// Whoever takes a place is overheard by its name already.
    pub(crate) fn overhear(&mut self, _token: u32, _holder: impl Fn() -> Option<u32>) -> bool {
        true
    }

    /// From now on whoever stops or kills this process, which listens, is stopped.
    pub(crate) fn hold(&self) -> io::Result<()> {
        let channel = self.ears.as_ref().and_then(|e| e.channels.first());
        hold::hold(channel.ok_or(io::ErrorKind::Unsupported)?.event())
    }

    /// Nothing here runs a condition.
    pub(crate) fn choose(&self, _object: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Reports who begins to be traced, and what is asked of the target. False: not permitted.
    pub(crate) fn follow(&mut self, follow: Option<Follow>) -> bool {
        let Ok(connector) = Connector::open(follow) else { return false };
        let readable = libc::EPOLLIN as u32;
        let known = self.control(libc::EPOLL_CTL_ADD, connector.fd(), readable, CONNECTOR).is_ok();
        self.connector = Some(connector).filter(|_| known);
        known
    }

    /// Reports the end of a process under `token`, also if it has ended already.
    pub(crate) fn watch(&mut self, token: u32, process: Process) -> io::Result<()> {
        self.serial += 1;
        let serial = self.serial;
        self.control(libc::EPOLL_CTL_ADD, process.fd(), libc::EPOLLIN as u32, serial)?;
        self.watched.push(Watched { serial, token, process, told: false });
        Ok(())
    }

    /// Reports nothing more under `token`.
    pub(crate) fn forget(&mut self, token: u32) {
        // Closing its only descriptor takes a process out of the epoll set.
        self.watched.retain(|w| w.token != token);
        self.ready.retain(|e| {
            !matches!(e, Event::Ended { token: t, .. } | Event::Status { token: t, .. } if *t == token)
        });
    }

    /// The process watched under `token`.
    pub(crate) fn process(&self, token: u32) -> Option<&Process> {
        self.watched.iter().find(|w| w.token == token && !w.told).map(|w| &w.process)
    }

    /// The next of what the connector tells. Whoever is watched is known by number, others of the ring by name, which
    /// the monitor checks.
    fn hear_deeds(&mut self) {
        let Some(connector) = self.connector.as_mut().filter(|_| self.deeds.is_empty()) else {
            return;
        };
        let (watched, names) = (&self.watched, &self.names);
        self.deeds.extend(connector.some(|pid| {
            watched.iter().any(|w| w.process.pid() == pid)
                || std::fs::read_to_string(format!("/proc/{pid}/comm"))
                    .is_ok_and(|name| names.iter().any(|n| n == name.trim_end()))
        }));
    }

    /// Waits. `None`: without end, and without ever waking up for nothing.
    ///
    /// Before each event of the connector, of which anybody can make many, all others are looked for; and where there
    /// is no time to wait, every second answer is that it is over, however many there are.
    pub(crate) fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Event> {
        if let Some(event) = self.ready.pop_front() {
            return Ok(event);
        }
        let mut events = [libc::epoll_event { events: 0, u64: 0 }; 8];
        let ms =
            timeout.map_or(-1, |t| i32::try_from(t.as_micros().div_ceil(1000)).unwrap_or(i32::MAX));
        let ms = if self.deeds.is_empty() { ms } else { 0 };
        // SAFETY: room for eight events is given and said.
        let result =
            unsafe { libc::epoll_wait(self.epoll.as_raw_fd(), events.as_mut_ptr(), 8, ms) };
        let count = match check(result.into()) {
            Ok(n) => n as usize,
            // Nothing else ends the call early where every signal is blocked (signal(7), "Interruption of
            // system calls ... by stop signals").
            Err(e) if e.kind() == io::ErrorKind::Interrupted => return Ok(Event::Interrupted),
            Err(e) => return Err(e),
        };
        // A signal before the end that it brings.
        self.ready.extend(self.ears.iter().flat_map(Ears::all));
        for event in events.iter().take(count) {
            let (bits, token) = (event.events, event.u64);
            match token {
                SIGNALS => self.read_signals(),
                CONNECTOR => self.hear_deeds(),
                CHANNEL.. => {}
                _ => self.ended(token, bits),
            }
        }
        self.waited = self.ready.is_empty() && timeout == Some(Duration::ZERO) && !self.waited;
        if !self.waited {
            self.ready.extend(self.deeds.pop_front());
        }
        Ok(self.ready.pop_front().unwrap_or(Event::Timeout))
    }

    fn ended(&mut self, serial: u64, bits: u32) {
        let Some(at) = self.watched.iter().position(|w| w.serial == serial) else { return };
        let Some(w) = self.watched.get_mut(at) else { return };
        let (token, pid, exit) = (w.token, w.process.pid(), w.process.exit());
        let told = std::mem::replace(&mut w.told, true);
        if !told {
            self.ready.push_back(Event::Ended { token, pid, exit });
        } else if let Some(exit) = exit {
            self.ready.push_back(Event::Status { token, pid, exit });
        }
        if exit.is_some() || bits & libc::EPOLLHUP as u32 != 0 {
            self.watched.swap_remove(at);
        } else if let Some(fd) = self.watched.get(at).map(|w| w.process.fd()) {
            // Not reaped: EPOLLHUP, which is always told, will say when it is.
            if self.control(libc::EPOLL_CTL_MOD, fd, 0, serial).is_err() {
                self.watched.swap_remove(at);
            }
        }
    }

    fn read_signals(&mut self) {
        // SAFETY: zero is a valid signalfd_siginfo, the kernel fills at most its size, and it is used
        // only when it was filled whole.
        unsafe {
            let mut info: libc::signalfd_siginfo = std::mem::zeroed();
            let size = size_of::<libc::signalfd_siginfo>();
            while libc::read(self.signals.as_raw_fd(), (&raw mut info).cast(), size)
                == size as isize
            {
                let event = if info.ssi_signo == libc::SIGTERM as u32 {
                    let real = info.ssi_code == libc::SI_USER;
                    Event::Terminate { pid: info.ssi_pid, uid: real.then_some(info.ssi_uid) }
                } else if info.ssi_code == libc::SI_TIMER {
                    Event::Tick
                } else {
                    continue;
                };
                self.ready.push_back(event);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Exit;
    use super::*;
    use std::process::Command;

    /// The status of a process comes when it is reaped (0 is not told before). By then another may be
    /// watched under its token.
    #[test]
    fn a_late_status_is_that_of_the_process_that_had_it() {
        let mut events = Events::new().unwrap();
        let long = Some(Duration::from_secs(20));
        let mut first = Command::new("true").spawn().unwrap();
        events.watch(5, Process::open(first.id()).unwrap()).unwrap();
        let ended = Event::Ended { token: 5, pid: first.id(), exit: None };
        assert_eq!(events.wait(long).unwrap(), ended);
        let mut second = Command::new("sleep").arg("60").spawn().unwrap();
        events.watch(5, Process::open(second.id()).unwrap()).unwrap();
        assert_eq!(events.process(5).map(Process::pid), Some(second.id()));
        first.wait().unwrap();
        let status = Event::Status { token: 5, pid: first.id(), exit: Exit::Code(0) };
        assert_eq!(events.wait(long).unwrap(), status);
        second.kill().unwrap();
        second.wait().unwrap();
        let exit = Some(Exit::Signal(libc::SIGKILL));
        assert_eq!(events.wait(long).unwrap(), Event::Ended { token: 5, pid: second.id(), exit });
        assert_eq!(events.wait(Some(Duration::ZERO)).unwrap(), Event::Timeout);
    }

    /// Traces a process from now on.
    fn seize(pid: u32) {
        let none = std::ptr::null_mut::<libc::c_void>();
        // SAFETY: integers.
        let result = unsafe { libc::ptrace(libc::PTRACE_SEIZE, pid as i32, none, none) };
        assert_eq!(result, 0);
    }

    /// Whoever traces what is his makes nobody work, and of those that are watched signals are told first.
    #[test]
    fn tracing_defers_no_signal() {
        let mut events = Events::new().unwrap();
        let names = vec![(900, "wssm-test-9".to_owned())];
        let hears = events.listen(super::super::tracepoint(), "wssm-test-0", names, None);
        if !hears || !events.follow(None) {
            return println!("skipped: not permitted");
        }
        let sleep = || Command::new("sleep").arg("60").spawn().unwrap();
        let mut strangers: Vec<_> = (0..20).map(|_| sleep()).collect();
        strangers.iter().for_each(|s| seize(s.id()));
        let short = Some(Duration::from_millis(50));
        assert_eq!(events.wait(short).unwrap(), Event::Timeout);
        let mut known: Vec<_> = (0..40).map(|_| sleep()).collect();
        for (token, child) in (0..).zip(&known) {
            events.watch(token, Process::open(child.id()).unwrap()).unwrap();
            seize(child.id());
        }
        let script = "printf wssm-test-9 > /proc/$$/comm; echo; read x";
        let mut named = Command::new("sh");
        let mut named = named
            .args(["-c", script])
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        io::Read::read(named.stdout.as_mut().unwrap(), &mut [0]).unwrap();
        assert!(matches!(events.wait(short).unwrap(), Event::Traced { .. }));
        named.kill().unwrap();
        assert!(matches!(events.wait(short).unwrap(), Event::Sent(s) if s.token == 900));
        // No flood of the others keeps the time from being over.
        let now = Some(Duration::ZERO);
        let two = [events.wait(now).unwrap(), events.wait(now).unwrap()];
        assert!(two.contains(&Event::Timeout), "{two:?}");
        for child in strangers.iter_mut().chain(&mut known).chain([&mut named]) {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}
