//! What was judged is what runs: another thread changes a path between its check and its use.
use super::module::Module;
use super::{Done, Run, Stop, Test, ensure, wssctl};
use std::ffi::{CStr, CString};
use std::fs;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

pub(crate) const TESTS: &[Test] = &[Test {
    name: "toctou.path",
    about: "a thread races a path that open is judged by: no success in so many attempts",
    limit: 600,
    run: path,
}];

/// Attempts with the kernel as the judge; without, so many suffice to see that the race is real.
const ATTEMPTS: u64 = 60_000;

/// Room for a path that one thread reads and another writes.
static PATH: [AtomicU8; 64] = [const { AtomicU8::new(0) }; 64];
static STOP: AtomicBool = AtomicBool::new(false);
static FLIPS: AtomicU64 = AtomicU64::new(0);

/// `FOLDER ATTEMPTS self|kernel`: opens a path that flips between `FOLDER/good` and `FOLDER/evil`; prints
/// attempts, opens, and opens that gave evil's content. As `self` it looks at the path itself first
/// and opens only what it finds good.
pub(crate) fn child(words: &[String]) -> ExitCode {
    let [folder, attempts, judge] = words else { return ExitCode::from(2) };
    let attempts: u64 = attempts.parse().unwrap_or(0);
    let paths = ["good", "evil"].map(|n| format!("{folder}/{n}\0").into_bytes());
    let [good, evil] = &paths;
    put(good);
    // Only the word that differs changes: at every moment one of both is there.
    let at = good.len() - 5;
    std::thread::spawn({
        let words = [good, evil].map(|p| p.get(at..at + 4).unwrap_or_default().to_vec());
        move || {
            while !STOP.load(Ordering::Relaxed) {
                for word in &words {
                    for (n, byte) in word.iter().enumerate() {
                        if let Some(place) = PATH.get(at + n) {
                            place.store(*byte, Ordering::Relaxed);
                        }
                    }
                    FLIPS.fetch_add(1, Ordering::Relaxed);
                    std::hint::spin_loop();
                }
            }
        }
    });
    let (mut opened, mut evils) = (0u64, 0u64);
    for _ in 0..attempts {
        if judge == "self" && looked().as_bytes() != good.get(..good.len() - 1).unwrap_or_default()
        {
            continue;
        }
        // SAFETY: a string that keeps its NUL whatever the other thread writes before it.
        let fd = unsafe { libc::open(PATH.as_ptr().cast(), libc::O_RDONLY) };
        if fd < 0 {
            continue;
        }
        let mut byte = [0u8; 1];
        // SAFETY: one byte may be written; the descriptor is this loop's own.
        unsafe {
            libc::read(fd, byte.as_mut_ptr().cast(), 1);
            libc::close(fd);
        }
        opened += 1;
        evils += u64::from(byte == *b"e");
    }
    STOP.store(true, Ordering::Relaxed);
    println!("{attempts} {opened} {evils} {}", FLIPS.load(Ordering::Relaxed));
    ExitCode::SUCCESS
}

fn put(path: &[u8]) {
    for (place, byte) in PATH.iter().zip(path) {
        place.store(*byte, Ordering::Relaxed);
    }
}

/// The path as it is now.
fn looked() -> CString {
    let bytes: Vec<u8> = PATH.iter().map(|b| b.load(Ordering::Relaxed)).collect();
    CStr::from_bytes_until_nul(&bytes).map(CStr::to_owned).unwrap_or_default()
}

fn race(
    program: &std::path::Path,
    run: &Run,
    attempts: u64,
    judge: &str,
) -> Result<[u64; 4], Stop> {
    let mut command = Command::new(program);
    command.args(["child", "toctou"]).arg(&run.work).args([&attempts.to_string(), judge]);
    let out = command.output()?;
    let text = String::from_utf8_lossy(&out.stdout);
    let numbers: Vec<u64> = text.split_whitespace().filter_map(|w| w.parse().ok()).collect();
    let all = <[u64; 4]>::try_from(numbers);
    Ok(all.map_err(|_| format!("{}: it said {text:?}", out.status))?)
}

fn path(run: &mut Run) -> Done {
    let program = run.program("racer")?;
    fs::write(run.work.join("good"), "good")?;
    fs::write(run.work.join("evil"), "evil")?;
    let mut lost = [0; 4];
    for _ in 0..20 {
        lost = race(&program, run, ATTEMPTS / 4, "self")?;
        if lost[2] > 0 {
            break;
        }
    }
    let [_, opened, evils, _] = lost;
    run.figure("self_judged_evil", evils as f64);
    ensure!(
        evils > 0,
        "the race is not real here: {opened} opens of what was looked at, none evil"
    );
    let module = Module::load(run)?;
    let good = run.work.join("good");
    let source = format!(
        "unix::op{{open}} pre {{ if (strcmp($path, \"{}\") == 0) return WR_D_BADPERM; }};",
        run.work.join("evil").display()
    );
    wssctl::load(run, "guard", &source, "prog=racer")?;
    let [attempts, opened, evils, flips] = race(&program, run, ATTEMPTS, "kernel")?;
    let hits = wssctl::hits("guard")?;
    run.figure("attempts", attempts as f64);
    run.figure("opened", opened as f64);
    run.figure("evil", evils as f64);
    run.figure("flips", flips as f64);
    ensure!(hits >= attempts, "{hits} of {attempts} opens were judged");
    ensure!(opened > 0, "nothing was opened, {} neither", good.display());
    ensure!(opened < attempts, "nothing was refused");
    ensure!(
        evils == 0,
        "{evils} of {attempts} attempts opened what was judged to be something else"
    );
    module.unload()
}
