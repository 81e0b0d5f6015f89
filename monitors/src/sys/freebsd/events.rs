//! What a monitor waits for, in one call: the ends of processes, signals, a timer. kqueue(2).
//!
//! The timer sends SIGCONT, for the kernel continues a stopped process that gets one, blocked or not, and a timer that
//! runs fires once more while its process is stopped: a monitor that is stopped runs again within a period.
use super::deeds::Deeds;
use super::ears::Ears;
use super::queue::{Queue, event};
use super::{Event, Exit, Follow, Process, check};
use std::collections::VecDeque;
use std::io;
use std::time::Duration;

/// The kernel's reports to one monitor.
pub(crate) struct Events {
    kqueue: Queue,
    /// Under tokens. The kernel reports by number; one process may be watched under several tokens.
    watched: Vec<(u32, Process)>,
    ready: VecDeque<Event>,
    /// What tells what the target does, if that was asked for.
    deeds: Option<Deeds>,
    ears: Ears,
}

/// Numbers of timer_create(2) and timer_settime(2) (sys/syscall.h).
const CREATE: libc::c_int = 235;
const SET: libc::c_int = 237;

fn set(signals: &[libc::c_int]) -> libc::sigset_t {
    // SAFETY: initialised by sigemptyset before it is read; the numbers are signals.
    unsafe {
        let mut set: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut set);
        for signal in signals {
            libc::sigaddset(&raw mut set, *signal);
        }
        set
    }
}

impl Events {
    /// Blocks every signal that can be blocked, for good, and listens for SIGTERM and SIGCONT, and for SIGSTOP, which
    /// is told of when it has had its effect.
    pub(crate) fn new() -> io::Result<Self> {
        // SAFETY: the set is initialised by sigfillset before it is read.
        unsafe {
            let mut all: libc::sigset_t = std::mem::zeroed();
            libc::sigfillset(&raw mut all);
            let block = libc::sigprocmask(libc::SIG_SETMASK, &raw const all, std::ptr::null_mut());
            check(block.into())?;
        }
        let kqueue = Queue::new()?;
        let (watched, ready) = (Vec::new(), VecDeque::new());
        let this = Self { kqueue, watched, ready, deeds: None, ears: Ears::default() };
        for signal in [libc::SIGTERM, libc::SIGCONT, libc::SIGSTOP] {
            this.change(event(signal as usize, libc::EVFILT_SIGNAL, libc::EV_ADD, 0))?;
        }
        Ok(this)
    }

    fn change(&self, change: libc::kevent) -> io::Result<()> {
        self.kqueue.change(change)
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
        // SAFETY: zero is a valid sigevent, of which the kernel reads kind and signal; it writes the timer's number before
        // that is used. The C library's own calls would bring another library, for timers that start threads.
        unsafe {
            let mut event: libc::sigevent = std::mem::zeroed();
            event.sigev_notify = libc::SIGEV_SIGNAL;
            event.sigev_signo = libc::SIGCONT;
            let (clock, mut timer) = (libc::CLOCK_MONOTONIC, 0 as libc::c_int);
            check(libc::syscall(CREATE, clock, &raw mut event, &raw mut timer).into())?;
            let none = std::ptr::null_mut::<libc::itimerspec>();
            check(libc::syscall(SET, timer, 0, &raw const value, none).into())?;
        }
        Ok(())
    }

    /// Hears of SIGKILL and SIGSTOP to all that are watched, from now on and while they are, and of these and SIGTERM to
    /// the target. False: takes `wss.ko`.
    pub(crate) fn listen(
        &mut self,
        _source: Option<u32>,
        _own: &str,
        _names: Vec<(u32, String)>,
        target: Option<(u32, u32)>,
    ) -> bool {
        let hears = self.ears.open(target.map(|(_, pid)| pid))
            && self.watched.iter().all(|(_, p)| self.hear(p.pid()));
        if !hears {
            self.ears.close();
        }
        hears
    }

    /// Hears of signals to a process that is watched. False: the kernel's filter is gone, or going. Whom
    /// the kernel lets nobody hear of is watched all the same.
    fn hear(&self, pid: u32) -> bool {
        let Some(change) = self.ears.change(pid, libc::EV_ADD) else { return true };
        let gone = [libc::ENXIO, libc::EINVAL].map(Some);
        self.change(change).err().is_none_or(|e| !gone.contains(&e.raw_os_error()))
    }

    /// Hears of SIGKILL and SIGSTOP to whoever `holder` says, under `token`, without watching him. False: nobody is there.
    pub(crate) fn overhear(&mut self, token: u32, holder: impl Fn() -> Option<u32>) -> bool {
        if self.ears.hears(token) {
            return true;
        }
        let Some(pid) = holder() else { return false };
        let Some(change) = self.ears.change(pid, libc::EV_ADD) else { return true };
        if self.change(change).is_err() {
            return false;
        }
        self.ears.add(token, pid);
        // Still so: what is attached is on him.
        let same = holder() == Some(pid);
        if !same {
            self.ears.remove(token);
            self.deafen(pid);
        }
        same
    }

    /// Whether somebody ended whom it heard of and did not watch, since it was asked last.
    pub(crate) fn unheard(&mut self) -> bool {
        self.ears.ended()
    }

    /// Hears of a process no more, unless for another reason.
    fn deafen(&self, pid: u32) {
        if self.token(pid).is_none() {
            // If it has ended, nothing is attached any more.
            let _ = self.ears.change(pid, libc::EV_DELETE).map(|c| self.change(c));
        }
    }

    /// Under what token a process is watched, or heard of.
    fn token(&self, pid: u32) -> Option<u32> {
        let watched = self.watched.iter().find(|(_, p)| p.pid() == pid).map(|(t, _)| *t);
        watched.or_else(|| self.ears.token(pid))
    }

    /// Nobody can be held.
    pub(crate) fn hold(&self) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Reports what the target does. False: without the arguments of its execs.
    pub(crate) fn follow(&mut self, what: Option<Follow>) -> bool {
        let Some(what) = what else { return true };
        let deeds = Deeds::open(what);
        let device = deeds.device().is_some_and(|fd| {
            self.change(event(fd as usize, libc::EVFILT_READ, libc::EV_ADD, 0)).is_ok()
        });
        self.deeds = Some(deeds);
        if !device {
            self.note();
        }
        device
    }

    /// Has the kernel itself report what the target does. If that has ended, it is told anyway.
    fn note(&mut self) {
        let Some(deeds) = &mut self.deeds else { return };
        let target = deeds.target();
        if self.watched.iter().any(|(_, p)| p.pid() == target)
            && let Ok(fd) = deeds.note()
        {
            let _ = self.change(event(fd as usize, libc::EVFILT_READ, libc::EV_ADD, 0));
        }
    }

    /// Of what the target does, only what this object lets pass is reported. Takes `wss.ko`.
    pub(crate) fn choose(&self, object: &[u8]) -> io::Result<()> {
        self.deeds.as_ref().map_or(Err(io::ErrorKind::Unsupported.into()), |d| d.choose(object))
    }

    /// Reports the end of a process under `token`, also if it has ended already.
    pub(crate) fn watch(&mut self, token: u32, process: Process) -> io::Result<()> {
        let pid = process.pid();
        // What waits to be read is of those that are watched so far.
        self.collect(Some(Duration::ZERO))?;
        let attached = match self.attach(pid) {
            Err(e) if e.raw_os_error() != Some(libc::ESRCH) => return Err(e),
            result => result.is_ok(),
        };
        // Asked once more: if the number is still this process's, what is attached is on this process.
        let same = process.same();
        self.watched.push((token, process));
        if !(attached && same) {
            self.collect(Some(Duration::ZERO))?;
            self.report(pid, None);
        }
        self.watched.iter_mut().filter(|(_, p)| p.pid() == pid).for_each(|(_, p)| p.release());
        Ok(())
    }

    fn attach(&self, pid: u32) -> io::Result<()> {
        // Nothing but the end: 15.0 can lose it where an earlier report is being taken (kqueue_scan() asks filt_proc(),
        // which says no of what has ended meanwhile).
        self.change(event(pid as usize, libc::EVFILT_PROC, libc::EV_ADD, libc::NOTE_EXIT))?;
        self.hear(pid);
        Ok(())
    }

    /// A process with this number has ended, or was never there.
    fn report(&mut self, pid: u32, exit: Option<Exit>) {
        let ended = self.watched.extract_if(.., |(_, p)| p.pid() == pid && p.ended());
        self.ready.extend(ended.map(|(token, _)| Event::Ended { token, pid, exit }));
        // One that runs was not meant: the report was for an earlier one.
        if self.watched.iter().any(|(_, p)| p.pid() == pid) && self.attach(pid).is_err() {
            let lost = self.watched.extract_if(.., |(_, p)| p.pid() == pid);
            self.ready.extend(lost.map(|(token, _)| Event::Ended { token, pid, exit: None }));
        }
    }

    /// Reports nothing more under `token`.
    pub(crate) fn forget(&mut self, token: u32) {
        let gone: Vec<_> = self.watched.extract_if(.., |(t, _)| *t == token).collect();
        for (_, process) in gone {
            let pid = process.pid();
            if !self.watched.iter().any(|(_, p)| p.pid() == pid) {
                // If it has ended, nothing is attached any more.
                let delete = event(pid as usize, libc::EVFILT_PROC, libc::EV_DELETE, 0);
                let _ = self.change(delete);
                self.deafen(pid);
            }
        }
        self.ready.retain(|e| !matches!(e, Event::Ended { token: t, .. } if *t == token));
    }

    /// The process watched under `token`.
    pub(crate) fn process(&self, token: u32) -> Option<&Process> {
        self.watched.iter().find(|(t, _)| *t == token).map(|(_, p)| p)
    }

    /// Waits. `None`: without end, and without ever waking up for nothing.
    pub(crate) fn wait(&mut self, timeout: Option<Duration>) -> io::Result<Event> {
        if self.ready.is_empty() {
            self.collect(timeout)?;
        }
        Ok(self.ready.pop_front().unwrap_or(Event::Timeout))
    }

    /// Takes the kernel's reports.
    fn collect(&mut self, timeout: Option<Duration>) -> io::Result<()> {
        for event in self.kqueue.take(timeout)? {
            match event.filter {
                libc::EVFILT_PROC => {
                    self.report(event.ident as u32, Some(Exit::from_wait(event.data as i32)));
                }
                libc::EVFILT_READ => {
                    let Some(deeds) = &mut self.deeds else { continue };
                    self.ready.extend(deeds.read().into_iter().map(Event::Did));
                    if deeds.lost() {
                        // The module went: the kernel's own reports from now on.
                        self.note();
                    }
                }
                wss_abi::signals::FILTER => {
                    let token = self.token(event.ident as u32);
                    self.ready.extend(self.ears.said(&event, token));
                }
                libc::EVFILT_SIGNAL if event.ident == libc::SIGSTOP as usize => {
                    self.ready.push_back(Event::Interrupted);
                }
                libc::EVFILT_SIGNAL => self.read_signals(),
                _ => {}
            }
        }
        Ok(())
    }

    fn read_signals(&mut self) {
        // Who made a signal (sys/signal.h): kill(2), sigqueue(2), a timer.
        const KILL: libc::c_int = 0x10001;
        const QUEUE: libc::c_int = 0x10002;
        const TIMER: libc::c_int = 0x10003;
        let two = set(&[libc::SIGTERM, libc::SIGCONT]);
        let now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        loop {
            // SAFETY: zero is a valid siginfo_t, which the kernel fills; the set and the time are only read.
            let (signal, info) = unsafe {
                let mut info: libc::siginfo_t = std::mem::zeroed();
                (libc::sigtimedwait(&raw const two, &raw mut info, &raw const now), info)
            };
            let event = match (signal, info.si_code) {
                (..=0, _) => return,
                (libc::SIGTERM, code) => {
                    let real = code == KILL || code == QUEUE;
                    let uid = real.then_some(info.si_uid);
                    Event::Terminate { pid: info.si_pid as u32, uid }
                }
                (_, TIMER) => Event::Tick,
                _ => continue,
            };
            self.ready.push_back(event);
        }
    }
}
