//! Wrappers come and go while the calls that they are about run on both processors.
use super::load::ANSWERS;
use super::module::Module;
use super::raw::{self, call, child_asks};
use super::{ANSWER, Done, Run, Test, ensure, suite, wssctl};
use std::io::Read;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

pub(crate) const TESTS: &[Test] = &[
    Test {
        name: "race.load",
        about: "load, activate, deactivate and unload against processes and threads that call and fork",
        limit: 900,
        run: load,
    },
    Test { name: "race.module", about: "kldload and kldunload against them", limit: 900, run: kld },
];

/// Until standard input ends.
fn ended() -> impl Fn() -> bool {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    let over = Arc::new(AtomicBool::new(false));
    let told = over.clone();
    std::thread::spawn(move || {
        let mut byte = [0];
        // An error is an end too.
        let _ = std::io::stdin().read(&mut byte);
        told.store(true, Ordering::Relaxed);
    });
    move || over.load(Ordering::Relaxed)
}

/// `asking`: two threads ask who the parent is, again and again; prints how often they were told
/// the wrapper's answer, the kernel's, and anything else.
pub(crate) fn asking() -> ExitCode {
    // SAFETY: no memory is passed.
    let parent = i64::from(unsafe { libc::getppid() });
    let over = std::sync::Arc::new(ended());
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let over = over.clone();
            std::thread::spawn(move || {
                let mut counts = [0u64; 3];
                while !over() {
                    for _ in 0..500 {
                        let which = match call(raw::GETPPID, [0; 3]) {
                            ANSWER => 0,
                            p if p == parent => 1,
                            // Asked before it was known: the first answer was a wrapper's.
                            p if parent == ANSWER && p > 0 => 1,
                            _ => 2,
                        };
                        if let Some(n) = counts.get_mut(which) {
                            *n += 1;
                        }
                    }
                    // So that those who load and unload come to it too.
                    std::thread::sleep(Duration::from_millis(2));
                }
                counts
            })
        })
        .collect();
    let mut sum = [0u64; 3];
    for thread in threads {
        let counts = thread.join().unwrap_or([0, 0, 1]);
        sum.iter_mut().zip(counts).for_each(|(s, c)| *s += c);
    }
    println!("{} {} {}", sum[0], sum[1], sum[2]);
    ExitCode::SUCCESS
}

/// `churn`: forks children that ask; prints how many were told the wrapper's answer, the kernel's,
/// and how many could not be made.
pub(crate) fn churn() -> ExitCode {
    let over = ended();
    let mut sum = [0u64; 3];
    while !over() {
        for nr in [raw::FORK, raw::VFORK] {
            let pid = child_asks(nr, [0; 2], ANSWER);
            let mut status = 0;
            // SAFETY: `status` may be written.
            let got = unsafe { libc::waitpid(pid as i32, &mut status, 0) };
            let fine = i64::from(got) == pid && libc::WIFEXITED(status);
            match if fine { libc::WEXITSTATUS(status) } else { 2 } {
                0 => sum[0] += 1,
                1 => sum[1] += 1,
                _ => sum[2] += 1,
            }
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    println!("{} {} {}", sum[0], sum[1], sum[2]);
    ExitCode::SUCCESS
}

/// Processes that ask, until told to stop.
struct Crowd(Vec<Child>);

impl Crowd {
    fn start(program: &std::path::Path) -> Result<Crowd, std::io::Error> {
        let mut all = Crowd(Vec::new());
        for role in ["asking", "churn"] {
            let mut command = Command::new(program);
            command.args(["child", role]).stdin(Stdio::piped()).stdout(Stdio::piped());
            all.0.push(command.spawn()?);
        }
        Ok(all)
    }

    /// Stops them; answers by the wrapper, by the kernel, and others.
    fn stop(mut self) -> Result<[u64; 3], String> {
        let mut sum = [0; 3];
        for mut child in std::mem::take(&mut self.0) {
            drop(child.stdin.take());
            let status = suite::wait(&mut child, Duration::from_secs(60))?;
            let mut text = String::new();
            if let Some(out) = &mut child.stdout {
                out.read_to_string(&mut text).map_err(|e| e.to_string())?;
            }
            let numbers: Vec<u64> =
                text.split_whitespace().filter_map(|w| w.parse().ok()).collect();
            if !status.success() || numbers.len() != 3 {
                return Err(format!("a process of the crowd: {status}, {text:?}"));
            }
            sum.iter_mut().zip(numbers).for_each(|(s, n)| *s += n);
        }
        Ok(sum)
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        for child in &mut self.0 {
            // It has ended already, or does so now.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn told(run: &mut Run, sum: [u64; 3]) -> Done {
    for (name, n) in ["wrapped", "native", "other"].into_iter().zip(sum) {
        run.figure(name, n as f64);
    }
    ensure!(sum[2] == 0, "{} answers were neither the wrapper's nor the kernel's", sum[2]);
    ensure!(sum[0] > 0 && sum[1] > 0, "the race saw one side alone: {sum:?}");
    Ok(())
}

/// Seconds that a race lasts.
const LASTS: Duration = Duration::from_secs(45);

fn load(run: &mut Run) -> Done {
    let program = run.program("crowd")?;
    let module = Module::load(run)?;
    let crowd = Crowd::start(&program)?;
    let until = Instant::now() + LASTS;
    let mut rounds = 0;
    while Instant::now() < until {
        // Bound when it is loaded, since the processes run already.
        wssctl::load(run, "answers", ANSWERS, "prog=crowd")?;
        wssctl::load(
            run,
            "sees",
            "long n;\nunix::op{getppid, fork} post { n += 1; };",
            "prog=nobody",
        )?;
        wssctl::run(&["activate", "sees", "prog=crowd"])?;
        let bound = wssctl::bindings("answers")?;
        ensure!(bound >= 2, "round {rounds}: {bound} bindings of two running processes");
        wssctl::run(&["deactivate", "sees", "prog=crowd"])?;
        wssctl::run(&["unload", if rounds % 2 == 0 { "answers" } else { "sees" }])?;
        wssctl::run(&["unload", if rounds % 2 == 0 { "sees" } else { "answers" }])?;
        rounds += 1;
    }
    let sum = crowd.stop()?;
    run.figure("rounds", f64::from(rounds));
    told(run, sum)?;
    module.unload()
}

fn kld(run: &mut Run) -> Done {
    let program = run.program("crowd")?;
    let crowd = Crowd::start(&program)?;
    let until = Instant::now() + LASTS;
    let mut rounds = 0;
    while Instant::now() < until {
        let module = Module::load(run)?;
        wssctl::load(run, "answers", ANSWERS, "prog=crowd")?;
        std::thread::sleep(Duration::from_millis(30 * (rounds % 4)));
        module.unload()?;
        rounds += 1;
    }
    let sum = crowd.stop()?;
    run.figure("rounds", rounds as f64);
    told(run, sum)
}
