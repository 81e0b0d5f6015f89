//! One process at a time: what a record says, and who gets one.
use crate::kq::{Kq, NOTE_EXEC, NOTE_EXIT, NOTE_TRACK, Told};
use crate::process::{Waiting, own, reap, start};
use std::os::unix::fs::{PermissionsExt, chown};
use wss_abi::execargs::{Execs, NOTE_EXECARGS};

/// What a check found, or why it failed.
pub(crate) type Result = std::result::Result<String, Box<dyn std::error::Error>>;

pub(crate) const ALL: &[(&str, fn() -> Result)] = &[
    ("arguments", arguments),
    ("without the flag", without),
    ("children", children),
    ("permission", permission),
    ("kevent of FreeBSD 11", old_kevent),
    ("bad buffers", bad_buffers),
];

/// What the tests ask for.
pub(crate) const ASKED: u32 = NOTE_EXEC | NOTE_EXECARGS;

/// Fails unless it is so.
pub(crate) fn ensure(so: bool, what: impl FnOnce() -> String) -> std::result::Result<(), String> {
    if so { Ok(()) } else { Err(what()) }
}

/// The only record of an exec of this program with these arguments.
fn told(args: &[&[u8]], env: &[&[u8]]) -> std::result::Result<Told, Box<dyn std::error::Error>> {
    let kq = Kq::new()?;
    let child = start(&own(), args, env, 0)?;
    kq.watch(child.pid, ASKED | NOTE_EXIT, 0x1234_5678_9abc)?;
    let pid = child.pid;
    child.finish()?;
    let event = kq.next(10)?.ok_or("no event")?;
    ensure(event.fflags == ASKED | NOTE_EXIT && event.ext[..2] == [1, 0], || format!("{event:?}"))?;
    let (mut all, execs) = kq.take(&mut vec![0; 1 << 20])?;
    let one = all.pop().ok_or("no record")?;
    ensure(all.is_empty() && execs.next == 0 && execs.lost == 0, || format!("{all:?} {execs:?}"))?;
    ensure(one.pid == pid as u32 && one.udata == 0x1234_5678_9abc && one.seq == 1, || {
        format!("{one:?}")
    })?;
    ensure(one.path == own().as_bytes(), || format!("{:?}", String::from_utf8_lossy(&one.path)))?;
    Ok(one)
}

fn arguments() -> Result {
    let long: Vec<u8> = (0..40_000u32).map(|n| (n % 255 + 1) as u8).collect();
    let many: Vec<Vec<u8>> = (0..2000).map(|n| format!("argument {n}").into_bytes()).collect();
    let many: Vec<&[u8]> = many.iter().map(Vec::as_slice).collect();
    let cases: [&[&[u8]]; 5] = [
        &[b"x", b"y"],
        &[b"x", b"", b"", b"y", b""],
        &[b"\xff\xfe\x80", b"\n\t\x01", "\u{fc}".as_bytes()],
        &[b"x", &long],
        &many,
    ];
    for args in cases {
        let one = told(args, &[b"A=1", b"BB=\xff"])?;
        let bytes: usize = args.iter().map(|a| a.len() + 1).sum();
        let counts = (one.argc as usize, one.args_bytes as usize, one.envc, one.env_bytes);
        ensure(counts == (args.len(), bytes, 2, 9), || format!("{counts:?}, {bytes} bytes"))?;
        ensure(one.args == args && one.flags == 0, || format!("{} arguments differ", args.len()))?;
    }
    // Longer than what is kept: 64 KiB unless somebody changed it.
    let longer = vec![b'z'; 200_000];
    let one = told(&[b"x", b"y", &longer], &[])?;
    ensure(one.argc == 3 && one.args_bytes == 200_005 && one.envc == 0, || {
        format!("{} arguments in {} bytes", one.argc, one.args_bytes)
    })?;
    let last = one.args.get(2).ok_or("the long argument is not there")?;
    ensure(one.flags == wss_abi::watch::flag::CUT && longer.starts_with(last), || {
        format!("flags {:#x}, {} bytes of the long argument", one.flags, last.len())
    })?;
    Ok(format!("6 lists, {} bytes kept of 200000", last.len()))
}

fn without() -> Result {
    let kq = Kq::new()?;
    let child = start("/usr/bin/true", &[b"true"], &[], 0)?;
    kq.watch(child.pid, NOTE_EXEC, 0)?;
    child.finish()?;
    let event = kq.next(10)?.ok_or("no event")?;
    let (all, execs) = kq.take(&mut [0; 4096])?;
    ensure(event.fflags == NOTE_EXEC && all.is_empty() && execs.lost == 0, || {
        format!("{event:?} {all:?} {execs:?}")
    })?;
    Ok("NOTE_EXEC alone is as it was".into())
}

fn children() -> Result {
    let kq = Kq::new()?;
    let script = b"for a in 1 2 3; do /usr/bin/true $a; (/usr/bin/true in $a; exit 0); done";
    let child = start("/bin/sh", &[b"sh", b"-c", script], &[], 0)?;
    let pid = child.pid as u32;
    kq.watch(child.pid, ASKED | NOTE_TRACK, 0)?;
    child.finish()?;
    let (all, execs) = kq.take(&mut vec![0; 1 << 20])?;
    let own = all.first().is_some_and(|t| t.pid == pid && t.args.len() == 3);
    let mut found: Vec<_> = all.iter().skip(1).map(|t| t.args.join(&b' ')).collect();
    found.sort();
    let mut wanted: Vec<_> = (1..=3)
        .flat_map(|a| [format!("/usr/bin/true {a}"), format!("/usr/bin/true in {a}")])
        .map(String::into_bytes)
        .collect();
    wanted.sort();
    let others = all.iter().skip(1).all(|t| t.pid != pid);
    ensure(own && others && found == wanted && execs.lost == 0, || format!("{all:?} {execs:?}"))?;
    Ok(format!("{} records", all.len()))
}

/// A program owned by root whose set-user-ID bit is set.
fn set_id() -> std::io::Result<String> {
    let copy = "/tmp/execargs-set-id";
    std::fs::copy("/usr/bin/true", copy)?;
    chown(copy, Some(0), Some(0))?;
    std::fs::set_permissions(copy, std::fs::Permissions::from_mode(0o4755))?;
    Ok(copy.into())
}

/// In a process of user 1001: is there a record of what its child executes?
fn as_user(path: &str, foreign: Option<Waiting>) -> std::io::Result<bool> {
    let kq = Kq::new()?;
    if let Some(other) = foreign {
        kq.watch(other.pid, ASKED, 0)?;
        // The superuser's process, which waits for the end of the pipe at both its holders.
        drop(other);
    } else {
        let child = start(path, &[b"secret"], &[], 0)?;
        kq.watch(child.pid, ASKED, 0)?;
        child.finish()?;
    }
    let event = kq.next(10)?.ok_or_else(|| std::io::Error::other("no event"))?;
    let (all, execs) = kq.take(&mut [0; 4096])?;
    let counted = if all.is_empty() { (NOTE_EXEC, [0, 1], 1) } else { (ASKED, [1, 0], 0) };
    if (event.fflags, [event.ext[0], event.ext[1]], execs.lost) != counted {
        return Err(std::io::Error::other(format!("{event:?} {execs:?}")));
    }
    Ok(!all.is_empty())
}

/// [`as_user`] in a process of that user: whether, or an error.
fn in_child(path: &str, foreign: bool) -> std::result::Result<bool, Box<dyn std::error::Error>> {
    let other = if foreign { Some(start(path, &[b"secret"], &[], 0)?) } else { None };
    // SAFETY: the process has one thread.
    let child = unsafe { libc::fork() };
    if child == 0 {
        // SAFETY: no condition; group and user 1001 (`user` of the guest).
        let changed =
            unsafe { libc::setgroups(0, std::ptr::null()) == 0 && libc::setgid(1001) == 0 };
        // SAFETY: as above.
        let code = match changed && unsafe { libc::setuid(1001) } == 0 {
            false => 10,
            true => match as_user(path, other) {
                Ok(true) => 1,
                Ok(false) => 0,
                Err(e) => {
                    println!("{e}");
                    11
                }
            },
        };
        // SAFETY: no condition.
        unsafe { libc::_exit(code) }
    }
    if let Some(other) = other {
        other.finish()?;
    }
    let mut status = 0;
    // SAFETY: `status` may be written.
    unsafe { libc::waitpid(child, &mut status, 0) };
    match status {
        0 => Ok(false),
        0x100 => Ok(true),
        _ => Err(format!("the user's process ended with status {status:#x}").into()),
    }
}

fn permission() -> Result {
    let set_id = set_id()?;
    ensure(in_child("/usr/bin/true", false)?, || "no record of one's own program".into())?;
    ensure(!in_child(&set_id, false)?, || "a user got arguments of a set-id program".into())?;
    ensure(!in_child("/usr/bin/true", true)?, || "a user got root's arguments".into())?;
    // Root may debug them all.
    let kq = Kq::new()?;
    let child = start(&set_id, &[b"x"], &[], 1001)?;
    kq.watch(child.pid, ASKED, 0)?;
    child.finish()?;
    let (all, _) = kq.take(&mut [0; 4096])?;
    ensure(all.len() == 1, || format!("{all:?}"))?;
    Ok("own told; set-id and root's not told to a user; set-id told to root".into())
}

fn old_kevent() -> Result {
    let kq = Kq::new()?;
    let child = start("/usr/bin/true", &[b"true", b"x"], &[], 0)?;
    kq.watch(child.pid, ASKED, 0)?;
    child.finish()?;
    let fflags = kq.next_11()?;
    let (all, _) = kq.take(&mut [0; 4096])?;
    ensure(fflags == ASKED && all.len() == 1, || format!("{fflags:#x} {all:?}"))?;
    Ok("event and record".into())
}

fn bad_buffers() -> Result {
    let kq = Kq::new()?;
    let child = start("/usr/bin/true", &[b"true", b"x"], &[], 0)?;
    kq.watch(child.pid, ASKED, 0)?;
    let pid = child.go();
    reap(pid)?;
    let mut refused = 0;
    let mut random = 88_172_645_463_325_252u64;
    for turn in 0..20_000u64 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let buf = match turn % 4 {
            0 => random,
            1 => random % 4096,
            2 => random | 1 << 63,
            _ => u64::MAX - random % 4096,
        };
        // Enough room in half of the turns: nothing may be stored in any.
        let len = if turn % 8 < 4 { u64::MAX - random % 200 } else { random % 128 };
        match kq.ask(Execs { buf, len, ..Execs::default() }) {
            Err(e) if e.raw_os_error() == Some(libc::EFAULT) => refused += 1,
            Ok(Execs { len: 0, next, lost: 0, .. }) if next > 96 => (),
            other => return Err(format!("{buf:#x} {len}: {other:?}").into()),
        }
    }
    let (all, _) = kq.take(&mut [0; 4096])?;
    ensure(refused > 5000 && all.len() == 1, || format!("{refused} refused, {all:?}"))?;
    Ok(format!("{refused} of 20000 refused with EFAULT, the record is still there"))
}
