//! Loading and unloading the module, and what listeners have to do with that.
use crate::checks::{Result, ensure, errno};
use crate::kq::{Child, Kq};
use libc::{ENXIO, SIGCONT, SIGKILL};
use std::process::Command;
use std::time::{Duration, Instant};
use wss_abi::signals::{ENDS, FILTER, SYSCTL};

pub(crate) const ALL: &[(&str, fn() -> Result)] = &[("unloading", unloading), ("asked", asked)];

/// Loads the module, if it is not there.
pub(crate) fn load() -> std::result::Result<(), String> {
    let payload = std::env::var("WSS_PAYLOAD").unwrap_or_else(|_| "/wss".to_owned());
    tell("kldload", &["-n", &format!("{payload}/wss.ko")])?;
    match filter() {
        Some(number) if number == FILTER.into() => Ok(()),
        other => Err(format!("security.wss.signals is {other:?}")),
    }
}

/// Unloads it.
pub(crate) fn unload() -> std::result::Result<(), String> {
    tell("kldunload", &["wss"])
}

fn tell(program: &str, words: &[&str]) -> std::result::Result<(), String> {
    let out = Command::new(program).args(words).output().map_err(|e| format!("{program}: {e}"))?;
    let said = String::from_utf8_lossy(&out.stderr);
    if out.status.success() { Ok(()) } else { Err(said.trim().to_owned()) }
}

/// The filter's number, if there is one.
pub(crate) fn filter() -> Option<i32> {
    let (mut value, mut len) = (0_i32, size_of::<i32>());
    // SAFETY: `value` has `len` bytes.
    let done = unsafe {
        let at = (&raw mut value).cast();
        libc::sysctlbyname(SYSCTL.as_ptr(), at, &raw mut len, std::ptr::null(), 0)
    };
    (done == 0 && value != 0).then_some(value)
}

fn unloading() -> Result {
    let child = Child::idle()?;
    // Who takes no notice hinders it, and is named.
    let (kq, began) = (Kq::new()?, Instant::now());
    kq.listen(child.0, &[SIGCONT])?;
    let busy = std::thread::scope(|scope| {
        let tries = scope.spawn(unload);
        let mut none = false;
        while !tries.is_finished() {
            none |= filter().is_none();
            std::thread::sleep(Duration::from_millis(10));
        }
        (tries.join(), none)
    });
    ensure!(busy.1, "the filter's number is told while nobody may ask for it");
    ensure!(filter() == Some(FILTER.into()), "it is not told again");
    let busy = busy.0.map_err(|_| "a panic")?;
    ensure!(busy.as_ref().is_err_and(|why| why.contains("busy")), "{busy:?}");
    ensure!(began.elapsed() < Duration::from_secs(10), "took {:?}", began.elapsed());
    let log = Command::new("dmesg").output()?;
    let log = String::from_utf8_lossy(&log.stdout);
    let named = format!("unloading is hindered by process {} (it listens", std::process::id());
    ensure!(log.contains(&named), "the log does not name it");
    let told = kq.next(0)?.ok_or("nothing was told")?;
    ensure!(told.over() && told.fflags == ENDS, "{told:?}");
    // All is as it was.
    kq.listen(child.0, &[SIGCONT])?;
    child.signal(SIGCONT);
    ensure!(kq.next(0)?.is_some_and(|t| !t.over()), "nothing is told any more");
    // Who takes notice does not.
    let pid = child.0;
    let listener = Child::new(move || {
        let Ok(kq) = Kq::new() else { return 1 };
        if kq.listen(pid, &[SIGCONT]).is_err() {
            return 2;
        }
        match kq.next(20_000) {
            Ok(Some(told)) if told.over() && told.fflags == ENDS => 0,
            _ => 3,
        }
    })?;
    drop(kq);
    std::thread::sleep(Duration::from_millis(300));
    unload()?;
    let status = listener.wait();
    ensure!(status == 0, "the listener: status {status:#x}");
    let error = errno(Kq::new()?.listen(pid, &[SIGCONT]));
    ensure!(error == ENXIO && filter().is_none(), "without the module: {error}");
    load()?;
    Ok("EBUSY, with the process named, while one takes no notice; done when it is taken".into())
}

/// The module is loaded while others ask for the filter without having asked whether it is there, which 15.0 miscounts
/// (`kmod/shim/signals_load.c`), and can be unloaded all the same. A kernel with INVARIANTS panics by that, whatever
/// the module does.
fn asked() -> Result {
    let checks = Command::new("sysctl").args(["-n", "kern.features.invariants"]).output()?;
    if checks.stdout.starts_with(b"1") {
        return Ok("not with INVARIANTS".into());
    }
    let child = Child::idle()?;
    let pid = child.0;
    let mut askers = Vec::new();
    for _ in 0..4 {
        askers.push(Child::new(move || {
            let Ok(kq) = Kq::new() else { return 1 };
            // Another version of the interface, which is refused: none of them listens.
            while errno(kq.change(pid, libc::EV_ADD, 0, 1)) != 0 {}
            2
        })?);
    }
    for round in 0..16 {
        askers.iter().for_each(|a| a.signal(libc::SIGSTOP));
        std::thread::sleep(Duration::from_millis(50));
        unload().map_err(|why| format!("round {round}: {why}"))?;
        askers.iter().for_each(|a| a.signal(SIGCONT));
        load()?;
    }
    for asker in &askers {
        asker.signal(SIGKILL);
    }
    ensure!(askers.into_iter().all(|a| a.wait() == SIGKILL), "one who asks ended by himself");
    let kq = Kq::new()?;
    kq.listen(pid, &[SIGCONT])?;
    child.signal(SIGCONT);
    ensure!(kq.next(0)?.is_some_and(|t| !t.over()), "nothing is told any more");
    Ok("loaded 16 times while it was asked for, and unloaded".into())
}
