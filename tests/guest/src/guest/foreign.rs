//! Programs of other systems under a wrapper: they do not run, rather than run unwrapped. And system
//! calls that come and go with a module.
use super::load::ANSWERS;
use super::module::{self, Module};
use super::raw::call;
use super::{ANSWER, Done, Run, Stop, Test, ensure, wssctl};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "foreign.i386",
        about: "a 32-bit program does not run wrapped",
        limit: 60,
        run: i386,
    },
    Test {
        name: "foreign.linux",
        about: "a Linux program does not run wrapped",
        limit: 60,
        run: linux,
    },
    Test {
        name: "foreign.syscall",
        about: "a call of a module that is unloaded beneath a wrapped process",
        limit: 120,
        run: syscall,
    },
];

/// Exit status of the programs made here.
const STATUS: i32 = 7;

/// A program of one page at a fixed address; `brand` is ELF's EI_OSABI.
fn elf64(brand: u8, code: &[u8]) -> Vec<u8> {
    let base = 0x40_0000u64;
    let size = (120 + code.len()) as u64;
    let mut e = vec![0x7f, b'E', b'L', b'F', 2, 1, 1, brand, 0, 0, 0, 0, 0, 0, 0, 0];
    for half in [2u16, 62] {
        e.extend(half.to_le_bytes());
    }
    e.extend(1u32.to_le_bytes());
    for word in [base + 120, 64, 0] {
        e.extend(word.to_le_bytes());
    }
    e.extend(0u32.to_le_bytes());
    for half in [64u16, 56, 1, 0, 0, 0] {
        e.extend(half.to_le_bytes());
    }
    // PT_LOAD, read and execute.
    e.extend(1u32.to_le_bytes());
    e.extend(5u32.to_le_bytes());
    for word in [0, base, base, size, size, 0x1000] {
        e.extend(word.to_le_bytes());
    }
    e.extend(code);
    e
}

/// The same for 32 bits.
fn elf32(brand: u8, code: &[u8]) -> Vec<u8> {
    let base = 0x0804_8000u32;
    let size = (84 + code.len()) as u32;
    let mut e = vec![0x7f, b'E', b'L', b'F', 1, 1, 1, brand, 0, 0, 0, 0, 0, 0, 0, 0];
    for half in [2u16, 3] {
        e.extend(half.to_le_bytes());
    }
    for word in [1, base + 84, 52, 0, 0] {
        e.extend(word.to_le_bytes());
    }
    for half in [52u16, 32, 1, 0, 0, 0] {
        e.extend(half.to_le_bytes());
    }
    for word in [1u32, 0, base, base, size, size, 5, 0x1000] {
        e.extend(word.to_le_bytes());
    }
    e.extend(code);
    e
}

fn write(run: &Run, name: &str, bytes: &[u8]) -> Result<PathBuf, Stop> {
    let path = run.work.join(name);
    fs::write(&path, bytes)?;
    fs::set_permissions(&path, PermissionsExt::from_mode(0o755))?;
    Ok(path)
}

/// A program that runs unwrapped must not when a wrapper is bound to it, by its own name or by its
/// parent's binding; it must run again afterwards.
fn refused(run: &mut Run, program: &Path, what: &str) -> Done {
    let native = Command::new(program).status();
    if !native.as_ref().is_ok_and(|s| s.code() == Some(STATUS)) {
        return Err(Stop::Skip(format!("this kernel runs no {what} programs: {native:?}")));
    }
    let shell = run.work.join("shell");
    fs::copy("/bin/sh", &shell)?;
    let module = Module::load(run)?;
    let line = format!("{}; exit $?", program.display());
    for criterion in ["prog=foreign", "prog=shell"] {
        wssctl::load(run, "answers", ANSWERS, criterion)?;
        let status = match criterion {
            "prog=foreign" => Command::new(program).status(),
            _ => Command::new(&shell).args(["-c", &line]).status(),
        };
        let ran = status.as_ref().is_ok_and(|s| s.code() == Some(STATUS));
        ensure!(!ran, "{criterion}: a {what} program runs wrapped");
        let how = status.map(|s| s.signal().map_or(s.to_string(), |n| format!("signal {n}")));
        run.says.push(format!("{what}, {criterion}: {how:?}"));
        wssctl::run(&["unload", "answers"])?;
    }
    module.unload()?;
    let after = Command::new(program).status()?;
    ensure!(after.code() == Some(STATUS), "without wrappers it does not run any more: {after}");
    Ok(())
}

fn i386(run: &mut Run) -> Done {
    // push 7; push 0; mov eax, 1; int 0x80: exit(7), FreeBSD's way.
    let code = [0x6a, 7, 0x6a, 0, 0xb8, 1, 0, 0, 0, 0xcd, 0x80];
    let program = write(run, "foreign", &elf32(9, &code))?;
    refused(run, &program, "32-bit")
}

fn linux(run: &mut Run) -> Done {
    if module::find("linux64.ko").is_none() {
        // It may be there and not loaded; what comes of it shows below.
        let _ = Command::new("kldload").args(["-n", "linux64"]).output();
    }
    // mov edi, 7; mov eax, 231; syscall: exit_group(7).
    let code = [0xbf, 7, 0, 0, 0, 0xb8, 231, 0, 0, 0, 0x0f, 0x05];
    let program = write(run, "foreign", &elf64(3, &code))?;
    refused(run, &program, "Linux")
}

/// `calls NUMBER`: makes the call for each line that it reads, and prints what came of it; asks first
/// whether it is wrapped.
pub(crate) fn calls(words: &[String]) -> ExitCode {
    let Some(nr) = words.first().and_then(|w| w.parse().ok()) else { return ExitCode::from(2) };
    // What a call that is not there does besides failing.
    // SAFETY: the signal is this process's own to ignore.
    unsafe { libc::signal(libc::SIGSYS, libc::SIG_IGN) };
    for _ in std::io::stdin().lines().map_while(Result::ok) {
        println!(
            "{} {}",
            u8::from(call(super::raw::GETPPID, [0; 3]) == ANSWER),
            call(nr, [41, 0, 0])
        );
    }
    ExitCode::SUCCESS
}

fn syscall(run: &mut Run) -> Done {
    let file = run.payload.join("extra/sctest.ko");
    if !file.is_file() {
        return Err(Stop::Skip("the payload has no extra/sctest.ko".into()));
    }
    let id = module::load(&file).map_err(|e| format!("kldload sctest.ko: {e}"))?;
    let log = Command::new("dmesg").output()?;
    let text = String::from_utf8_lossy(&log.stdout).into_owned();
    let told = text.lines().rev().find_map(|l| l.trim().strip_prefix("sctest: syscall "));
    let nr = told.ok_or("sctest tells no number".to_owned())?.trim().to_owned();
    let mut command = Command::new(run.program("caller")?);
    command.args(["child", "calls", &nr]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn()?;
    let (Some(mut to), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("no pipes".to_owned().into());
    };
    let mut lines = BufReader::new(from).lines();
    let mut says = |want: &str, when: &str| -> Done {
        to.write_all(b"go\n")?;
        let got = lines.next().ok_or_else(|| format!("{when}: the caller is gone"))??;
        ensure!(got == want, "{when}: wrapped and result are {got}, not {want}");
        Ok(())
    };
    let gone = format!("1 -{}", libc::ENOSYS);
    says("0 42", "unwrapped")?;
    let wss = Module::load(run)?;
    wssctl::load(run, "answers", ANSWERS, "prog=caller")?;
    says("1 42", "wrapped")?;
    module::unload(id).map_err(|e| format!("kldunload sctest.ko: {e}"))?;
    says(&gone, "with the call's module gone")?;
    let id = module::load(&file).map_err(|e| format!("kldload sctest.ko again: {e}"))?;
    says("1 42", "with it loaded again")?;
    wssctl::run(&["unload", "answers"])?;
    says("0 42", "with the wrapper unloaded")?;
    wss.unload()?;
    says("0 42", "with wss.ko unloaded")?;
    drop(to);
    child.wait()?;
    module::unload(id).map_err(|e| format!("kldunload sctest.ko at last: {e}"))?;
    Ok(())
}
