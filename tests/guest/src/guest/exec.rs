//! Ways into a program, each tried: it is wrapped before its first call, as what it has become.
use super::load::ANSWERS;
use super::module::Module;
use super::raw::{self, call};
use super::wssctl::{self, Events};
use super::{ANSWER, Done, Run, Stop, Test, ensure};
use std::ffi::CString;
use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode};

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "exec.setuid",
        about: "set-uid and set-gid programs are wrapped and elevated",
        limit: 120,
        run: setid,
    },
    Test {
        name: "exec.script",
        about: "scripts are bound by their own and their interpreter's name",
        limit: 120,
        run: script,
    },
    Test {
        name: "exec.fexecve",
        about: "programs executed by descriptor, in capability mode too",
        limit: 120,
        run: fexecve,
    },
    Test {
        name: "exec.jail",
        about: "programs in a jail, and jail= of them",
        limit: 120,
        run: jail,
    },
    Test { name: "exec.thread", about: "exec by one thread of several", limit: 120, run: thread },
    Test {
        name: "exec.criteria",
        about: "criteria fit what they say and nothing else",
        limit: 200,
        run: criteria,
    },
];

/// `who`: what the process is, in numbers.
pub(crate) fn who() -> ExitCode {
    let answer = call(raw::GETPPID, [0; 3]);
    // SAFETY: these read the process's own credentials.
    let ids = unsafe { [libc::getuid(), libc::geteuid(), libc::getgid(), libc::getegid()] };
    println!("{} {} {} {} {}", u8::from(answer == ANSWER), ids[0], ids[1], ids[2], ids[3]);
    ExitCode::SUCCESS
}

/// What `who` says when `command` runs it.
fn asked(command: &mut Command) -> Result<Vec<u32>, Stop> {
    let out = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    let text = String::from_utf8_lossy(&out.stdout);
    let numbers: Vec<u32> = text.split_whitespace().filter_map(|w| w.parse().ok()).collect();
    let said = String::from_utf8_lossy(&out.stderr);
    ensure!(numbers.len() == 5, "{command:?}: {}: {text} {said}", out.status);
    Ok(numbers)
}

fn who_is(program: &Path, uid: u32) -> Result<Vec<u32>, Stop> {
    asked(Command::new(program).args(["child", "who"]).uid(uid).gid(uid))
}

fn setid(run: &mut Run) -> Done {
    fs::set_permissions(&run.work, PermissionsExt::from_mode(0o755))?;
    let plain = run.program("plain")?;
    let user = run.program("setuser")?;
    let group = run.program("setgroup")?;
    for (file, mode) in [(&plain, 0o755), (&user, 0o4755), (&group, 0o2755)] {
        chown(file, Some(1001), Some(1001))?;
        fs::set_permissions(file, PermissionsExt::from_mode(mode))?;
    }
    let native = who_is(&user, 1002)?;
    ensure!(native == [0, 1002, 1001, 1002, 1002], "set-uid does not work here: {native:?}");
    let module = Module::load(run)?;
    let own = run.work.display();
    wssctl::load(run, "answers", ANSWERS, &format!("setuid && path={own}/*"))?;
    wssctl::run(&["activate", "answers", &format!("setgid && path={own}/*")])?;
    let got = who_is(&user, 1002)?;
    ensure!(got == [1, 1002, 1001, 1002, 1002], "a set-uid program: {got:?}");
    let got = who_is(&group, 1002)?;
    ensure!(got == [1, 1002, 1002, 1002, 1001], "a set-gid program: {got:?}");
    let got = who_is(&plain, 1002)?;
    ensure!(got == [0, 1002, 1002, 1002, 1002], "setuid fits a program that is not: {got:?}");
    // A program that raises nothing by it is no set-uid exec.
    let got = who_is(&user, 1001)?;
    ensure!(got[1..] == [1001, 1001, 1001, 1001], "a set-uid program of its owner's: {got:?}");
    wssctl::run(&["unload", "answers"])?;
    // Wrapped already by its parent's binding: set-id goes on to work.
    wssctl::load(run, "answers", ANSWERS, &format!("prog=plain && path={own}/*"))?;
    let shell = format!("{} child who", user.display());
    let sh = run.work.join("plain");
    fs::remove_file(&sh)?;
    fs::copy("/bin/sh", &sh)?;
    let got = asked(Command::new(&sh).args(["-c", &shell]).uid(1002).gid(1002))?;
    ensure!(got == [1, 1002, 1001, 1002, 1002], "a set-uid program of a wrapped process: {got:?}");
    module.unload()
}

fn script(run: &mut Run) -> Done {
    let interpreter = run.program("interpreter")?;
    let script = run.work.join("script");
    fs::write(&script, format!("#!{} child\nwho\n", interpreter.display()))?;
    fs::set_permissions(&script, PermissionsExt::from_mode(0o755))?;
    let module = Module::load(run)?;
    // `#!INTERPRETER child` gives the words `child`, the script's path.
    let sh = run.work.join("shell");
    fs::copy("/bin/sh", &sh)?;
    fs::write(&script, format!("#!{}\nexec {} child who\n", sh.display(), interpreter.display()))?;
    for (criterion, fits) in
        [("prog=script", 1), ("prog=shell", 1), ("prog=sh", 0), ("path=/tmp/wss/exec.script/*", 1)]
    {
        wssctl::load(run, "answers", ANSWERS, criterion)?;
        let got = asked(&mut Command::new(&script))?;
        ensure!(got[0] == fits, "{criterion} of a script: {got:?}");
        wssctl::run(&["unload", "answers"])?;
    }
    module.unload()
}

/// `capable PROGRAM`: executes it by descriptor.
pub(crate) fn capable(words: &[String]) -> ExitCode {
    by_descriptor(words, false)
}

/// `sandboxed PROGRAM`: the same in capability mode.
pub(crate) fn sandboxed(words: &[String]) -> ExitCode {
    by_descriptor(words, true)
}

fn by_descriptor(words: &[String], sandbox: bool) -> ExitCode {
    let Some(path) = words.first().and_then(|w| CString::new(w.as_str()).ok()) else {
        return ExitCode::from(2);
    };
    let first = c"first";
    let argv = [path.as_ptr(), first.as_ptr(), std::ptr::null()];
    let env = [std::ptr::null()];
    // SAFETY: C strings and vectors of them, ended by null.
    unsafe {
        let fd = libc::open(path.as_ptr(), libc::O_EXEC | libc::O_CLOEXEC);
        if sandbox && libc::cap_enter() != 0 {
            return ExitCode::from(3);
        }
        libc::fexecve(fd, argv.as_ptr(), env.as_ptr());
    }
    eprintln!("fexecve: {}", std::io::Error::last_os_error());
    ExitCode::from(4)
}

fn fexecve(run: &mut Run) -> Done {
    let starter = run.program("starter")?;
    let target = run.actor("target")?;
    let module = Module::load(run)?;
    for role in ["capable", "sandboxed"] {
        let status = |want: i32, what: &str| -> Done {
            let mut command = Command::new(&starter);
            let status = command.args(["child", role]).arg(&target).status()?;
            ensure!(status.code() == Some(want), "{role}, {what}: {status}");
            Ok(())
        };
        status(1, "unwrapped")?;
        wssctl::load(run, "answers", ANSWERS, "prog=target")?;
        status(0, "bound by the program's name")?;
        wssctl::run(&["unload", "answers"])?;
        wssctl::load(run, "answers", ANSWERS, "prog=starter")?;
        status(0, "bound by the starter's name")?;
        wssctl::run(&["unload", "answers"])?;
    }
    module.unload()
}

fn jail(run: &mut Run) -> Done {
    let program = run.program("jailed")?;
    let module = Module::load(run)?;
    let source = "unix::op{getppid} pre { violation(\"asks\"); return WR_RETURN(4242); };";
    wssctl::load(run, "answers", source, "prog=jailed && !jail=0")?;
    let got = asked(Command::new(&program).args(["child", "who"]))?;
    ensure!(got[0] == 0, "outside a jail it is wrapped: {got:?}");
    let events = Events::follow()?;
    let mut command = Command::new(&program);
    command.args(["child", "who"]);
    // SAFETY: the closure makes one system call, with memory that lives as long.
    unsafe { command.pre_exec(into_jail) };
    let got = asked(&mut command)?;
    ensure!(got[0] == 1, "in a jail it is not wrapped: {got:?}");
    let record = events.find(10, |r| r["kind"] == "violation");
    let record = record.ok_or_else(|| "no record of a jailed process".to_owned())?;
    let id = record.pointer("/process/jail").and_then(|j| j.as_u64()).unwrap_or(0);
    ensure!(id > 0, "the record does not name the jail: {record}");
    drop(events);
    wssctl::run(&["unload", "answers"])?;
    // A process that is bound already stays so in a jail.
    wssctl::load(run, "answers", ANSWERS, "prog=shell")?;
    let sh = run.work.join("shell");
    fs::copy("/bin/sh", &sh)?;
    let jexec = Path::new("/usr/sbin/jail");
    if jexec.exists() {
        let line = format!("{} -c path=/ command={} child who", jexec.display(), program.display());
        let got = asked(Command::new(&sh).args(["-c", &line]))?;
        ensure!(got[0] == 1, "a wrapped process that jails itself is not wrapped: {got:?}");
    }
    module.unload()
}

/// Makes a jail of the whole file system that ends with this process, and enters it.
fn into_jail() -> std::io::Result<()> {
    let words: [(&[u8], &[u8]); 1] = [(b"path\0", b"/\0")];
    let mut iov = [libc::iovec { iov_base: std::ptr::null_mut(), iov_len: 0 }; 2];
    for ((key, value), pair) in words.iter().zip(iov.chunks_exact_mut(2)) {
        for (place, text) in pair.iter_mut().zip([key, value]) {
            place.iov_base = text.as_ptr().cast_mut().cast();
            place.iov_len = text.len();
        }
    }
    // JAIL_CREATE | JAIL_ATTACH.
    // SAFETY: each pair is a NUL-terminated name and value with their lengths.
    match unsafe { libc::jail_set(iov.as_mut_ptr(), 2, 0x1 | 0x4) } {
        -1 => Err(std::io::Error::last_os_error()),
        _ => Ok(()),
    }
}

fn thread(run: &mut Run) -> Done {
    let program = run.program("threads")?;
    let first = run.actor("first")?;
    let module = Module::load(run)?;
    wssctl::load(run, "answers", ANSWERS, "prog=first")?;
    let mut command = Command::new(program);
    let status = command.args(["child", "storm", "thread-exec", "1"]).arg(&first).status()?;
    ensure!(status.code() == Some(0), "a program executed by a thread: {status}");
    module.unload()
}

fn criteria(run: &mut Run) -> Done {
    let one = run.program("one")?;
    let other = run.program("other")?;
    fs::set_permissions(&run.work, PermissionsExt::from_mode(0o755))?;
    chown(&one, Some(1001), Some(0))?;
    fs::set_permissions(&one, PermissionsExt::from_mode(0o751))?;
    let own = std::env::current_exe()?;
    let own = own.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let module = Module::load(run)?;
    let dir = run.work.display().to_string();
    let cases: [(&str, bool, bool); 10] = [
        ("prog=one", true, false),
        (&format!("path={dir}/o*e"), true, false),
        (&format!("path={dir}/*"), true, true),
        (&format!("owner=1001 && path={dir}/*"), true, false),
        (&format!("mode=0001 && path={dir}/one"), true, false),
        (&format!("!prog=one && path={dir}/*"), false, true),
        (&format!("uid=0 && path={dir}/*"), true, true),
        (&format!("uid=1001 && path={dir}/*"), false, false),
        (&format!("ppid-prog={own} && path={dir}/*"), true, true),
        (&format!("argv~=child.who && path={dir}/other"), false, true),
    ];
    for (criterion, fits_one, fits_other) in cases {
        wssctl::load(run, "answers", ANSWERS, criterion)?;
        for (program, fits) in [(&one, fits_one), (&other, fits_other)] {
            let got = asked(Command::new(program).args(["child", "who"]))?;
            ensure!(got[0] == u32::from(fits), "{criterion} of {}: {got:?}", program.display());
        }
        wssctl::run(&["unload", "answers"])?;
    }
    module.unload()
}
