//! The supervisor's start: out of reach of terminal, process group and inherited descriptors,
//! then attached to the program before that has run an instruction of its own.
use crate::Config;
use crate::guard::Guard;
use crate::host::LinuxHost;
use crate::supervisor::{self, Shared, State, lock};
use crate::sys::{Errno, from_io, process, ptrace};
use crate::task::Tasks;
use std::io::{Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex};

/// Said to the front: the program is gone and its records are delivered.
pub(crate) const DONE: u8 = b'd';
/// Said to the front: supervision could not begin; an errno follows.
pub(crate) const FAILED: u8 = b'f';

/// What the supervisor has from the front after its fork.
pub(crate) struct Start {
    pub(crate) front: i32,
    pub(crate) front_fd: OwnedFd,
    pub(crate) front_link: UnixStream,
    pub(crate) program_link: UnixStream,
    pub(crate) no_new_privs: bool,
    pub(crate) tag: u16,
}

impl Start {
    /// Supervises until the last wrapped process is gone. Should anything fail before the program
    /// runs, the front is told the errno.
    pub(crate) fn supervise(mut self, config: Config) -> ! {
        if let Err(Errno(e)) = self.try_supervise(config) {
            let [low, high] = e.to_le_bytes();
            let _ = self.front_link.write_all(&[FAILED, low, high]);
            std::process::exit(125);
        }
        std::process::exit(0)
    }

    fn try_supervise(&mut self, mut config: Config) -> Result<(), Errno> {
        let io = |e: std::io::Error| from_io(&e);
        process::setsid()?;
        process::prctl(libc::PR_SET_DUMPABLE, 0)?;
        process::leave_inherited_descriptors(config.keep_stderr).map_err(io)?;
        process::raise_descriptor_limit();
        let keeper = process::start_keeper()?;
        // The program's id, and its word that it waits.
        let mut pid = [0; 4];
        self.front_link.read_exact(&mut pid).map_err(io)?;
        let program = i32::from_le_bytes(pid);
        self.program_link.read_exact(&mut [0]).map_err(io)?;
        ptrace::seize(program)?;
        let control = config.control.take();
        let keep_stderr = config.keep_stderr;
        let state = self.state(config, program, keeper);
        self.watch_front(&state).map_err(io)?;
        if let Some(control) = control {
            control(Arc::clone(&state));
        }
        self.program_link.write_all(b"g").map_err(io)?;
        let link = &mut self.front_link;
        supervisor::run(&state, || {
            let _ = link.write_all(&[DONE, 0, 0]);
            if keep_stderr {
                process::leave_stderr();
            }
        });
        Ok(())
    }

    fn state(&self, config: Config, program: i32, keeper: i32) -> Shared {
        let mut tasks = Tasks::default();
        tasks.add_first(program);
        let guard = Guard::new(vec![keeper, self.front], process::may_read_undumpable());
        Arc::new_cyclic(|me| {
            Mutex::new(State {
                engine: config.engine,
                host: LinuxHost::first(program),
                tasks,
                guard,
                tag: self.tag,
                sink: config.sink,
                main: Some(program),
                main_stopped: false,
                front: self.front,
                no_new_privs: self.no_new_privs,
                handed: Vec::new(),
                rejudge: false,
                me: me.clone(),
            })
        })
    }

    /// Should the front be killed, the program is killed as the user meant; daemons go on.
    fn watch_front(&self, state: &Shared) -> std::io::Result<()> {
        let (front, state) = (self.front_fd.try_clone()?, Arc::clone(state));
        let watch = move || {
            process::wait_gone(front.as_fd());
            if let Some(main) = lock(&state).main {
                let _ = process::kill(main, libc::SIGKILL);
            }
        };
        std::thread::Builder::new().name("wss-front".into()).spawn(watch).map(|_| ())
    }
}
