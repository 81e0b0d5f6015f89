//! What is told, to who may know it all.
use super::target::Target;
use super::watcher::{Event, Told, Watcher};
use crate::guest::load::ANSWERS;
use crate::guest::module::Module;
use crate::guest::{Done, Run, Stop, ensure, said, wssctl};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use wss_abi::target::Target as System;
use wss_abi::watch::{class, event, flag, limit};

const ALL: u32 = event::EXEC | event::FORK | event::EXIT;

/// Lets a process go that is watched; what is told until it has ended.
fn told(mut target: Target, flags: u32, calls: u32) -> Result<Vec<Told>, Stop> {
    let watcher = Watcher::open()?;
    watcher.watch(target.pid, flags, calls)?;
    target.go()?;
    let all = watcher.until_exit(target.pid)?;
    target.wait()?;
    ensure!(watcher.status()?.watched == 0, "nobody is there any more: {:?}", watcher.status()?);
    Ok(all)
}

/// The one exec among them.
fn the_exec(all: &[Told]) -> Result<Told, Stop> {
    let mut execs = all.iter().filter(|t| matches!(t.what, Event::Exec { .. }));
    match (execs.next(), execs.next()) {
        (Some(one), None) => Ok(one.clone()),
        _ => Err(Stop::Fail(format!("not one exec: {all:?}"))),
    }
}

fn strings(list: &[OsString]) -> Vec<u8> {
    list.iter().flat_map(|a| a.clone().into_vec().into_iter().chain([0])).collect()
}

pub(super) fn exec(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    let script = "exec \"$0\" \"$@\"";
    let text = |s: &str| OsString::from(s);
    let odd = OsString::from_vec(vec![0xff, b' ', 0x80, b'\n']);
    let lists = [
        vec![text("/bin/echo")],
        vec![text("/bin/echo"), text(""), odd, text(""), text("end")],
        vec![text("/bin/echo"), text(&"x".repeat(20_000))],
        std::iter::once(text("/bin/echo"))
            .chain((0..400).map(|n| text(&format!("{n:0>200}"))))
            .collect(),
    ];
    for list in &lists {
        let all = told(Target::shell(script, list)?, ALL, 0)?;
        let one = the_exec(&all)?;
        let whole = strings(list);
        let Event::Exec { argc, bytes, path, args, .. } = &one.what else { continue };
        ensure!(*argc as usize == list.len() && *bytes as usize == whole.len(), "{argc} {bytes}");
        ensure!(path == "/bin/echo", "{path}");
        let cut = whole.len() > limit::ARGS;
        ensure!((one.flags == flag::CUT) == cut && one.flags & !flag::CUT == 0, "{:x}", one.flags);
        let mut wanted = whole;
        if cut {
            wanted.truncate(limit::ARGS - 1);
            wanted.push(0);
        }
        ensure!(*args == wanted, "{} bytes of arguments, not {}", args.len(), wanted.len());
    }
    // What env(1) shows of its environment is what was counted.
    let mut sh = Command::new("/bin/sh");
    sh.args(["-c", "read go; exec /usr/bin/env > \"$0\""]).arg(run.work.join("env"));
    sh.env_clear().env("A", "").env("BCD", "ef=g");
    let all = told(Target::start(&mut sh)?, event::EXEC | event::EXIT, 0)?;
    let shown = fs::read(run.work.join("env"))?;
    let lines = shown.iter().filter(|b| **b == b'\n').count();
    let Event::Exec { envc, env, .. } = the_exec(&all)?.what else { return Ok(()) };
    ensure!(envc as usize == lines && env as usize == shown.len(), "{envc} {env}, not {lines}");
    // A script is told as its interpreter, which it is.
    let script = run.work.join("script");
    fs::write(&script, "#!/bin/sh -e\nexit 3\n")?;
    let path = script.display().to_string();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755))?;
    let all = told(Target::shell("exec \"$0\" one", &[&script])?, ALL, 0)?;
    let Event::Exec { path: image, args, .. } = the_exec(&all)?.what else { return Ok(()) };
    let wanted = strings(&[text("/bin/sh"), text("-e"), text(&path), text("one")]);
    ensure!(image == "/bin/sh" && args == wanted, "{image} {}", String::from_utf8_lossy(&args));
    module.unload()
}

pub(super) fn exit(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    let all = told(Target::shell::<&str>("exit 7", &[])?, ALL, 0)?;
    ensure!(all.len() == 1 && all[0].what == Event::Exit(7 << 8) && all[0].seq == 1, "{all:?}");
    let all = told(Target::shell::<&str>("kill -11 $$; sleep 9", &[])?, event::EXIT, 0)?;
    let Event::Exit(status) = all[0].what else { return Err(format!("{all:?}").into()) };
    let status = std::process::ExitStatus::from_raw(status as i32);
    ensure!(status.signal() == Some(11), "{status}");
    // Its end is told while it is still a zombie, and nobody can watch it then.
    let mut target = Target::shell::<&str>("true", &[])?;
    let watcher = Watcher::open()?;
    watcher.watch(target.pid, event::EXIT, 0)?;
    target.kill()?;
    watcher.until_exit(target.pid)?;
    for pid in [target.pid, 99_998, 0, u32::MAX] {
        let e = watcher.watch(pid, ALL, 0).err().and_then(|e| e.raw_os_error());
        let right =
            if pid == 0 { e == Some(libc::ESRCH) || e.is_none() } else { e == Some(libc::ESRCH) };
        ensure!(right, "watching {pid}: {e:?}");
    }
    target.wait()?;
    module.unload()
}

pub(super) fn follow(run: &mut Run) -> Done {
    const EACH: u32 = 60;
    let module = Module::load(run)?;
    let script = format!(
        "for a in 1 2 3 4; do (i=0; while [ $i -lt {EACH} ]; do /bin/echo $a-$i; i=$((i+1)); done) & done; wait"
    );
    let mut target = Target::shell::<&str>(&script, &[])?;
    let watcher = Watcher::open()?;
    watcher.watch(target.pid, ALL | event::FOLLOW, 0)?;
    target.go()?;
    let root = target.pid;
    let all = watcher.until_exit(root)?;
    target.wait()?;
    ensure!(all.iter().enumerate().all(|(n, t)| t.seq == n as u64 + 1), "gaps");
    let mut of: BTreeMap<u32, Vec<&Event>> = BTreeMap::new();
    for t in &all {
        ensure!(t.flags == 0, "{t:?}");
        of.entry(t.pid).or_default().push(&t.what);
    }
    let forks: Vec<u32> = all
        .iter()
        .filter_map(|t| if let Event::Fork(c) = t.what { Some(c) } else { None })
        .collect();
    ensure!(forks.len() as u32 == 4 + 4 * EACH, "{} forks", forks.len());
    let mut echoes = 0;
    for child in &forks {
        let own = of.get(child).map_or(&[][..], Vec::as_slice);
        ensure!(matches!(own.last(), Some(Event::Exit(0))), "{child}: {own:?}");
        if let [Event::Exec { path, argc: 2, .. }, Event::Exit(0)] = own {
            ensure!(path == "/bin/echo", "{path}");
            echoes += 1;
        }
    }
    ensure!(echoes == 4 * EACH, "{echoes} execs of {}", 4 * EACH);
    // Without it, a child's exec is nobody's business.
    let all = told(Target::shell::<&str>("/bin/echo x; exit 0", &[])?, ALL, 0)?;
    ensure!(
        matches!(all[..], [Told { what: Event::Fork(_), .. }, Told { what: Event::Exit(0), .. }]),
        "{all:?}"
    );
    // Every way to make a process.
    let mut target = Target::role(run, "kin", &["kin"])?;
    let watcher = Watcher::open()?;
    watcher.watch(target.pid, ALL | event::FOLLOW, 0)?;
    target.go()?;
    let all = watcher.until_exit(target.pid)?;
    target.wait()?;
    let execs =
        all.iter().filter(|t| matches!(&t.what, Event::Exec { path, .. } if path == "/bin/echo"));
    ensure!(execs.count() == 3, "{all:?}");
    run.figure("followed", forks.len() as f64);
    module.unload()
}

fn nr(name: &str) -> Result<u32, Stop> {
    let call = wss_calls::table(System::FreebsdAmd64).and_then(|t| t.by_name(name));
    call.map(|c| c.nr).ok_or_else(|| Stop::Fail(format!("no call {name}")))
}

fn numbers(all: &[Told]) -> BTreeMap<u32, u32> {
    let mut of = BTreeMap::new();
    for t in all {
        if let Event::Call(nr, _) = t.what {
            *of.entry(nr).or_default() += 1;
        }
    }
    of
}

pub(super) fn calls(run: &mut Run) -> Done {
    let module = Module::load(run)?;
    let watching = event::CALL | event::EXIT | event::EXEC;
    let getppid = nr("getppid")?;
    let own = wss_calls::table(System::FreebsdAmd64).and_then(|t| t.by_nr(getppid));
    let tag = own.and_then(|c| c.tags.first()).copied().unwrap_or_default();
    let process = class(tag).unwrap_or_default();
    ensure!(process != 0, "getppid has no class");
    let entries =
        || said("sysctl", &["-n", "security.wss.stats.entries"]).ok()?.parse::<u64>().ok();
    let all = told(Target::role(run, "asker", &["watched", "50"])?, watching, process)?;
    let of = numbers(&all);
    ensure!(of.get(&getppid) == Some(&50), "{of:?}");
    let tagged = |nr: &u32| {
        wss_calls::table(System::FreebsdAmd64)
            .and_then(|t| t.by_nr(*nr))
            .is_some_and(|c| c.has_tag(tag))
    };
    ensure!(of.keys().all(tagged), "others than asked for: {of:?}");
    // Nothing of a class that it does not call.
    let all = told(
        Target::role(run, "asker", &["watched", "50"])?,
        watching,
        class("jail").unwrap_or(0),
    )?;
    ensure!(numbers(&all).is_empty() && all.len() == 1, "{all:?}");
    // Its next image, and its children, are watched as it is.
    let target =
        Target::role(run, "asker", &["watched", "3", "/bin/cat", "/etc/passwd", "/dev/null"])?;
    let all = told(target, watching, class("open").unwrap_or(0))?;
    let exec = all.iter().position(|t| matches!(t.what, Event::Exec { .. })).unwrap_or(all.len());
    let after = numbers(all.get(exec..).unwrap_or_default());
    let opens = after.get(&nr("openat")?).or(after.get(&nr("open")?)).copied().unwrap_or(0);
    ensure!(opens >= 2, "cat opens two files: {after:?}");
    let mut target = Target::shell::<&str>("/bin/cat /etc/passwd /dev/null; exit 0", &[])?;
    let watcher = Watcher::open()?;
    watcher.watch(
        target.pid,
        watching | event::FORK | event::FOLLOW,
        class("open").unwrap_or(0),
    )?;
    target.go()?;
    let all = watcher.until_exit(target.pid)?;
    target.wait()?;
    let children = all.iter().filter(|t| t.pid != all.last().map_or(0, |l| l.pid));
    ensure!(numbers(&children.cloned().collect::<Vec<_>>()).values().sum::<u32>() >= 2, "{all:?}");
    // Watched no more, or by nobody any more: native again.
    for by_closing in [false, true] {
        let mut target = Target::role(run, "asker", &["watched", "1000"])?;
        let watcher = Watcher::open()?;
        watcher.watch(target.pid, watching, process)?;
        if by_closing {
            drop(watcher);
        } else {
            watcher.unwatch(target.pid)?;
        }
        let before = entries();
        target.go()?;
        target.wait()?;
        let through = entries().unwrap_or(u64::MAX).saturating_sub(before.unwrap_or(0));
        ensure!(through < 100, "{through} calls come through the gate, watched by nobody");
    }
    wrapped(run, getppid, process, watching)?;
    module.unload()
}

/// One that is wrapped is watched besides, and judged none the less.
fn wrapped(run: &mut Run, getppid: u32, process: u32, watching: u32) -> Done {
    wssctl::load(run, "answers", ANSWERS, "prog=both")?;
    for calls in [process, class("jail").unwrap_or(0)] {
        let mut both = Command::new(run.program("both")?);
        both.args(["child", "watched-ask"]).stdout(Stdio::null());
        let mut target = Target::start(&mut both)?;
        let watcher = Watcher::open()?;
        watcher.watch(target.pid, watching, calls)?;
        target.go()?;
        let all = watcher.until_exit(target.pid)?;
        let status = target.wait()?;
        ensure!(status.success(), "the wrapper's answer: {status}");
        let count = numbers(&all).get(&getppid).copied().unwrap_or(0);
        ensure!(count == u32::from(calls == process), "{count} calls told");
    }
    Ok(())
}
