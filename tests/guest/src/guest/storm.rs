//! Storms of new processes, threads and images on both processors: the first call of each is seen.
use super::load::ANSWERS;
use super::module::Module;
use super::raw::{self, call, child_asks, child_runs};
use super::{ANSWER, Done, Run, Test, ensure, suite, wssctl};
use std::ffi::CString;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

macro_rules! storms {
    ($($name:literal $method:literal $count:literal $about:literal;)*) => {
        /// A test per way.
        pub(crate) const TESTS: &[Test] = &[
            $(Test { name: $name, about: $about, limit: 600, run: |run| storm(run, $method, $count) },)*
            Test {
                name: "storm.judged",
                about: "programs whose exec is judged: the first call of each is wrapped",
                limit: 600,
                run: judged,
            },
        ];
    };
}

storms! {
    "storm.fork" "fork" 2000 "children of fork: the first call of each is wrapped";
    "storm.vfork" "vfork" 2000 "children of vfork";
    "storm.rfork" "rfork" 2000 "children of rfork";
    "storm.pdfork" "pdfork" 1000 "children of pdfork";
    "storm.exec" "exec" 600 "programs that a wrapped process executes after fork";
    "storm.vexec" "vexec" 600 "programs executed after vfork";
    "storm.spawn" "spawn" 600 "programs started by posix_spawn";
    "storm.thread" "thread" 1000 "threads";
    "storm.tree" "tree" 300 "children of children, four deep, whose parents do not wait";
}

/// How many storms rage at once.
const AT_ONCE: u64 = 3;

fn storm(run: &mut Run, method: &str, count: u64) -> Done {
    let program = run.program("storm")?;
    let first = run.actor("first")?;
    let module = Module::load(run)?;
    wssctl::load(run, "answers", ANSWERS, "prog=storm")?;
    let (made, wrong) = rage(&program, method, count, &first)?;
    let hits = wssctl::hits("answers")?;
    run.figure("made", made as f64);
    ensure!(made == count * AT_ONCE, "{made} were made");
    ensure!(wrong == 0, "the first call of {wrong} of {made} was not wrapped");
    ensure!(hits == made, "{hits} calls of {made} were seen");
    module.unload()?;
    // The same without: the storm must be able to tell.
    let (made, wrong) = rage(&program, method, 5, &first)?;
    ensure!(
        wrong == made && made == 5 * AT_ONCE,
        "without a module {wrong} of {made} are unwrapped"
    );
    Ok(())
}

/// Runs storms at once; what was made, and how much of it was not wrapped.
fn rage(program: &Path, method: &str, count: u64, first: &Path) -> Result<(u64, u64), String> {
    let error = |e: std::io::Error| e.to_string();
    let mut all = Vec::new();
    for _ in 0..AT_ONCE {
        let mut command = Command::new(program);
        command.args(["child", "storm", method, &count.to_string()]).arg(first);
        all.push(command.stdout(Stdio::piped()).spawn().map_err(error)?);
    }
    let mut sum = (0, 0);
    for mut child in all {
        let status = suite::wait(&mut child, Duration::from_secs(500))?;
        let out = child.wait_with_output().map_err(error)?;
        let text = String::from_utf8_lossy(&out.stdout);
        let mut numbers = text.split_whitespace().map_while(|w| w.parse::<u64>().ok());
        let (Some(made), Some(wrong)) = (numbers.next(), numbers.next()) else {
            return Err(format!("a storm ended with {status} and said {text:?}"));
        };
        sum = (sum.0 + made, sum.1 + wrong);
    }
    Ok(sum)
}

/// `METHOD COUNT PROGRAM`: makes so many; prints how many it made and how many of them found their
/// first call unwrapped.
pub(crate) fn child(words: &[String]) -> ExitCode {
    let [method, count, program] = words else { return ExitCode::from(2) };
    if method == "thread-exec" {
        return thread_exec(program);
    }
    let count: u64 = count.parse().unwrap_or(0);
    let (mut made, mut wrong) = (0, 0);
    for _ in 0..count {
        let (m, w) = match make(method, program) {
            Ok(result) => result,
            Err(e) => {
                eprintln!("storm {method}: {e}");
                return ExitCode::from(3);
            }
        };
        (made, wrong) = (made + m, wrong + w);
    }
    println!("{made} {wrong}");
    ExitCode::SUCCESS
}

/// Makes one: how many that is, and how many were not wrapped.
fn make(method: &str, program: &str) -> Result<(u64, u64), String> {
    /// RFPROC and RFFDG of rfork(2).
    const PROCESS: u64 = 1 << 4 | 1 << 2;
    let pid = match method {
        "fork" => child_asks(raw::FORK, [0; 2], ANSWER),
        "vfork" => child_asks(raw::VFORK, [0; 2], ANSWER),
        "rfork" => child_asks(raw::RFORK, [PROCESS, 0], ANSWER),
        "pdfork" => {
            let mut fd = -1i32;
            let pid = child_asks(raw::PDFORK, [&raw mut fd as u64, 0], ANSWER);
            let result = wait(pid)?;
            // SAFETY: the descriptor is this function's own.
            unsafe { libc::close(fd) };
            return Ok(result);
        }
        "exec" | "vexec" => run(program, method == "vexec"),
        "spawn" => spawn(program)?,
        "thread" => {
            let asked = std::thread::spawn(|| call(raw::GETPPID, [0; 3]));
            let answer = asked.join().map_err(|_| "a thread panicked".to_owned())?;
            return Ok((1, u64::from(answer != ANSWER)));
        }
        "tree" => return tree(4),
        _ => return Err("no such way".into()),
    };
    wait(pid)
}

/// A process's end: 0 is wrapped, 1 not, all else an error.
fn wait(pid: i64) -> Result<(u64, u64), String> {
    if pid < 0 {
        return Err(std::io::Error::from_raw_os_error(-pid as i32).to_string());
    }
    let mut status = 0;
    // SAFETY: `status` may be written.
    let got = unsafe { libc::waitpid(pid as i32, &mut status, 0) };
    if i64::from(got) != pid || !libc::WIFEXITED(status) || libc::WEXITSTATUS(status) > 1 {
        return Err(format!("waitpid({pid}) gives {got}, status {status:#x}"));
    }
    Ok((1, libc::WEXITSTATUS(status) as u64))
}

fn words(program: &str) -> Result<[CString; 2], String> {
    let c = |s: &str| CString::new(s).map_err(|e| e.to_string());
    Ok([c(program)?, c("first")?])
}

fn run(program: &str, v: bool) -> i64 {
    let Ok([path, first]) = words(program) else { return -1 };
    let argv = [path.as_ptr(), first.as_ptr(), std::ptr::null()];
    let env = [std::ptr::null()];
    child_runs(if v { raw::VFORK } else { raw::FORK }, &path, &argv, &env)
}

/// Executes a program by a thread while others call and sleep.
fn thread_exec(program: &str) -> ExitCode {
    for busy in [true, false, true] {
        std::thread::spawn(move || {
            while busy {
                call(raw::GETPPID, [0; 3]);
            }
            std::thread::sleep(Duration::from_secs(100));
        });
    }
    let Ok([path, first]) = words(program) else { return ExitCode::from(2) };
    let executes = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        let argv = [path.as_ptr(), first.as_ptr(), std::ptr::null()];
        let env = [std::ptr::null()];
        // SAFETY: C strings and vectors of them, ended by null.
        unsafe { libc::execve(path.as_ptr(), argv.as_ptr(), env.as_ptr()) };
    });
    // It comes back only from an exec that failed.
    let _ = executes.join();
    ExitCode::from(9)
}

fn spawn(program: &str) -> Result<i64, String> {
    let [path, first] = words(program)?;
    let argv = [path.as_ptr().cast_mut(), first.as_ptr().cast_mut(), std::ptr::null_mut()];
    let env = [std::ptr::null_mut()];
    let mut pid = 0;
    let (actions, attributes) = (std::ptr::null(), std::ptr::null());
    // SAFETY: C strings and vectors of them, ended by null; `pid` may be written.
    let failed = unsafe {
        libc::posix_spawn(&mut pid, path.as_ptr(), actions, attributes, argv.as_ptr(), env.as_ptr())
    };
    if failed != 0 {
        return Err(std::io::Error::from_raw_os_error(failed).to_string());
    }
    Ok(i64::from(pid))
}

/// A chain of processes, each the child of the last and gone before its child asks; the last tells
/// by a pipe.
fn tree(depth: u32) -> Result<(u64, u64), String> {
    let mut fds = [0; 2];
    // SAFETY: two descriptors may be written.
    if unsafe { libc::pipe(fds.as_mut_ptr()) } != 0 {
        return Err(std::io::Error::last_os_error().to_string());
    }
    // SAFETY: this process has one thread; the child makes calls and ends.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        for _ in 1..depth {
            // SAFETY: as above.
            if unsafe { libc::fork() } != 0 {
                raw::exit(0);
            }
        }
        let answer = [u8::from(call(raw::GETPPID, [0; 3]) != ANSWER)];
        // SAFETY: one byte of a live array.
        unsafe { libc::write(fds[1], answer.as_ptr().cast(), 1) };
        raw::exit(0);
    }
    wait(i64::from(pid))?;
    let mut answer = [9u8];
    // SAFETY: one byte may be written; both descriptors are this function's own.
    let n = unsafe {
        libc::close(fds[1]);
        let n = libc::read(fds[0], answer.as_mut_ptr().cast(), 1);
        libc::close(fds[0]);
        n
    };
    if n != 1 {
        return Err("the last of a chain said nothing".into());
    }
    Ok((1, u64::from(answer[0])))
}

fn judged(run: &mut Run) -> Done {
    let program = run.program("starter")?;
    let first = run.actor("first")?;
    let module = Module::load(run)?;
    wssctl::load(run, "answers", ANSWERS, "prog=first")?;
    for method in ["exec", "vexec", "spawn"] {
        let (made, wrong) = rage(&program, method, 300, &first)?;
        run.figure(method, made as f64);
        ensure!(wrong == 0, "{method}: the first call of {wrong} of {made} was not wrapped");
    }
    module.unload()
}
