//! Calls on paths.
use crate::call::Arg::{self, Addr, Bytes, Int, Out};
use crate::cases::{Good, good, ok, path};
use crate::run::TREE;

const NOFOLLOW: i64 = 0x200;
const AT_EACCESS: i64 = 0x100;
const FOLLOW: i64 = 0x400;
const REMOVEDIR: i64 = 0x800;
const EMPTY: i64 = 0x4000;
/// `FD_NONE`.
const NONE: i64 = -200;

const O_RDWR: i64 = 2;
const O_CREAT: i64 = 0x200;
const O_TRUNC: i64 = 0x400;
const O_EXCL: i64 = 0x800;
const O_NOFOLLOW: i64 = 0x100;
const O_DIRECTORY: i64 = 0x2_0000;
const O_RESOLVE_BENEATH: i64 = 0x80_0000;

/// Two times, of two words each.
fn times(words: [i64; 4]) -> Arg {
    Bytes(words.iter().flat_map(|w| w.to_ne_bytes()).collect())
}

fn showing(mut g: Good, show: fn(u64, &[Vec<u8>]) -> String) -> Good {
    g.show = show;
    g
}

/// Numbers at these places: offset and length.
fn numbers(out: &[Vec<u8>], places: &[(usize, usize)]) -> String {
    let Some(bytes) = out.first() else { return String::new() };
    let number = |(at, len): &(usize, usize)| {
        let raw = bytes.get(*at..at + len).unwrap_or(&[]);
        raw.iter().rev().fold(0u64, |v, b| (v << 8) | u64::from(*b))
    };
    let text = |n| match n {
        // A time that no case has set.
        1_500_000_000..4_000_000_000 => " new".into(),
        n => format!(" {n:#o}"),
    };
    places.iter().map(|p| text(number(p))).collect()
}

/// Type and mode, links, owner, group, size, time of modification.
fn stat(_: u64, out: &[Vec<u8>]) -> String {
    numbers(out, &[(24, 2), (16, 8), (28, 4), (32, 4), (112, 8), (64, 8)])
}

fn stat11(_: u64, out: &[Vec<u8>]) -> String {
    numbers(out, &[(8, 2), (10, 2), (12, 4), (16, 4), (72, 8), (40, 8)])
}

fn nstat(_: u64, out: &[Vec<u8>]) -> String {
    numbers(out, &[(8, 4), (12, 4), (16, 4), (20, 4), (80, 8), (48, 8)])
}

/// Where the structure has text, and its length to begin with.
fn text(_: u64, out: &[Vec<u8>]) -> String {
    let words = out.iter().flat_map(|o| o.split(|b| !b.is_ascii_graphic()));
    let words: Vec<_> = words.filter(|w| w.len() > 2).map(|w| w.escape_ascii()).collect();
    words.iter().map(|w| format!(" {w}")).collect()
}

/// Where the process is now.
fn cwd(_: u64, _: &[Vec<u8>]) -> String {
    let cwd = std::env::current_dir().unwrap_or_default();
    format!(" now in {}", cwd.file_name().unwrap_or_default().display())
}

/// What the new descriptor is good for.
fn opened(fd: u64, _: &[Vec<u8>]) -> String {
    let mut stat = Vec::new();
    stat.resize(224, 0u8);
    let mut text = [0u8; 16];
    // SAFETY: `stat` is as large as a struct stat, `text` as it says.
    let (flags, n) = unsafe {
        libc::fstat(fd as i32, stat.as_mut_ptr().cast());
        let flags = libc::fcntl(fd as i32, libc::F_GETFL);
        (flags, libc::read(fd as i32, text.as_mut_ptr().cast(), text.len()))
    };
    let read = text.get(..n.max(0) as usize).unwrap_or(&[]).escape_ascii();
    format!(" {fd} flags {flags:#x} mode{} reads {n} {read}", numbers(&[stat], &[(24, 2)]))
}

fn opens() -> Vec<Good> {
    let open = |name, flags, mode| {
        let args = vec![path("f"), Int(flags), Int(mode)];
        showing(good(name, 5, &[0], args), opened)
    };
    let openat = |name, flags, mode| {
        let args = vec![Int(TREE), path("f"), Int(flags), Int(mode)];
        showing(good(name, 499, &[1], args), opened)
    };
    vec![
        open("open", 0, 0),
        open("open to write", O_RDWR | O_TRUNC, 0),
        open("open to make", O_RDWR | O_CREAT, 0o640),
        open("open to make alone", O_RDWR | O_CREAT | O_EXCL, 0o4755),
        open("open a directory", O_DIRECTORY, 0),
        open("open no link", O_NOFOLLOW, 0),
        open("open, no such access", 3, 0),
        openat("openat", 0, 0),
        openat("openat to make", O_RDWR | O_CREAT, 0o600),
        openat("openat beneath", O_RESOLVE_BENEATH, 0),
    ]
}

fn looks() -> Vec<Good> {
    let access = |name, nr, mode| good(name, nr, &[0], vec![path("f"), Int(mode)]);
    let accessat =
        |name, mode, flag| good(name, 489, &[1], vec![Int(TREE), path("f"), Int(mode), Int(flag)]);
    let stats = |name, nr, show| showing(good(name, nr, &[0], vec![path("f"), Out(224)]), show);
    let statat = |name, nr, flag, show| {
        let args = vec![Int(TREE), path("f"), Out(224), Int(flag)];
        showing(good(name, nr, &[1], args), show)
    };
    let statfs = |name, nr| showing(good(name, nr, &[0], vec![path("f"), Out(2400)]), text);
    let pathconf = |name, nr, of| good(name, nr, &[0], vec![path("f"), Int(of)]);
    let readlink = |name, size| good(name, 58, &[0], vec![path("l"), Out(8), Int(size)]);
    let bytes = |v: u64, out: &[Vec<u8>]| {
        let text = out.first().and_then(|o| o.get(..v as usize)).unwrap_or(&[]);
        format!(" {v} {}", text.escape_ascii())
    };
    vec![
        access("access", 33, 4),
        access("access to run", 33, 1),
        access("access, no such mode", 33, 8),
        access("eaccess", 376, 2),
        accessat("faccessat", 6, 0),
        accessat("faccessat effective", 4, AT_EACCESS | NOFOLLOW),
        accessat("faccessat, no such flag", 4, 1),
        statat("fstatat", 552, 0, stat),
        statat("fstatat, no link", 552, NOFOLLOW, stat),
        statat("fstatat, empty", 552, EMPTY, stat),
        statat("fstatat, no such flag", 552, 1, stat),
        statat("freebsd11_fstatat", 493, NOFOLLOW, stat11),
        stats("freebsd11_stat", 188, stat11),
        stats("freebsd11_lstat", 190, stat11),
        stats("freebsd11_nstat", 278, nstat),
        stats("freebsd11_nlstat", 280, nstat),
        good("fstatat to nowhere", 552, &[1], vec![Int(TREE), path("f"), Addr(8), Int(0)]),
        statfs("statfs", 555),
        statfs("freebsd11_statfs", 396),
        statfs("freebsd4_statfs", 157),
        good("statfs to nowhere", 555, &[0], vec![path("f"), Addr(8)]),
        pathconf("pathconf", 191, 4),
        pathconf("pathconf, no such name", 191, 9999),
        pathconf("lpathconf", 513, 18),
        showing(readlink("readlink", 8), bytes),
        showing(readlink("readlink, too short", 0), bytes),
        good("readlinkat", 500, &[1], vec![Int(TREE), path("l"), Out(8), Int(8)]),
        showing(good("lgetfh", 160, &[0], vec![path("l"), Out(32)]), ok),
        showing(good("getfh", 161, &[0], vec![path("f"), Out(32)]), ok),
        showing(good("getfhat", 564, &[1], vec![Int(TREE), path("f"), Out(32), Int(0)]), ok),
    ]
}

fn names() -> Vec<Good> {
    let two = |name, nr| good(name, nr, &[0, 1], vec![path("f"), path("new")]);
    let linkat = |name, flag| {
        let args = vec![Int(TREE), path("l"), Int(TREE), path("new"), Int(flag)];
        good(name, 495, &[1, 3], args)
    };
    let unlinkat = |name, of, flag| good(name, 503, &[1], vec![Int(TREE), path(of), Int(flag)]);
    let funlinkat =
        |name, fd, flag| good(name, 568, &[1], vec![Int(TREE), path("f"), Int(fd), Int(flag)]);
    let one = |name, nr, of| good(name, nr, &[0], vec![path(of)]);
    let mut chdir = one("chdir", 12, "d");
    chdir.show = cwd;
    vec![
        two("link", 9),
        linkat("linkat", 0),
        linkat("linkat, the file", FOLLOW),
        linkat("linkat, no such flag", 1),
        two("symlink", 57),
        good("symlinkat", 502, &[2], vec![path("to"), Int(TREE), path("new")]),
        good("symlinkat, target", 502, &[0], vec![path("to"), Int(TREE), path("new")]),
        two("rename", 128),
        good("rename over", 128, &[], vec![path("f"), path("d/g")]),
        good("rename directories", 128, &[], vec![path("d"), path("e")]),
        good("rename into itself", 128, &[], vec![path("d"), path("d/h")]),
        good("renameat", 501, &[1, 3], vec![Int(TREE), path("f"), Int(TREE), path("new")]),
        one("unlink", 10, "f"),
        unlinkat("unlinkat", "f", 0),
        unlinkat("unlinkat, directory", "e", REMOVEDIR),
        unlinkat("unlinkat, no such flag", "f", 1),
        funlinkat("funlinkat", NONE, 0),
        funlinkat("funlinkat, another's", TREE, 0),
        funlinkat("funlinkat, directory", TREE, REMOVEDIR),
        one("rmdir", 137, "e"),
        one("rmdir, not empty", 137, "d"),
        good("mkdir", 136, &[0], vec![path("new"), Int(0o750)]),
        good("mkdirat", 496, &[1], vec![Int(TREE), path("new"), Int(0o7777)]),
        good("mkfifo", 132, &[0], vec![path("new"), Int(0o640)]),
        good("mkfifoat", 497, &[1], vec![Int(TREE), path("new"), Int(0o666)]),
        good("mknodat", 559, &[1], vec![Int(TREE), path("new"), Int(0o010_644), Int(0)]),
        good("mknodat, a device", 559, &[1], vec![Int(TREE), path("new"), Int(0o020_644), Int(7)]),
        good("mknodat, a file", 559, &[1], vec![Int(TREE), path("new"), Int(0o100_644), Int(0)]),
        good("freebsd11_mknod", 14, &[0], vec![path("new"), Int(0o010_600), Int(0)]),
        good("freebsd11_mknodat", 498, &[1], vec![Int(TREE), path("new"), Int(0o010_600), Int(0)]),
        chdir,
        good("truncate", 479, &[0], vec![path("f"), Int(2)]),
        good("truncate, longer", 479, &[0], vec![path("f"), Int(9)]),
        good("truncate, below zero", 479, &[0], vec![path("f"), Int(-1)]),
        good("freebsd6_truncate", 200, &[0], vec![path("f"), Int(77), Int(3)]),
    ]
}

fn attributes() -> Vec<Good> {
    let utimes = |name, nr, times| good(name, nr, &[0], vec![path("f"), times]);
    let futimesat = |name, times| good(name, 494, &[1], vec![Int(TREE), path("f"), times]);
    let utimensat =
        |name, times, flag| good(name, 547, &[1], vec![Int(TREE), path("f"), times, Int(flag)]);
    vec![
        good("chmod", 15, &[0], vec![path("f"), Int(0o600)]),
        good("chmod, all bits", 15, &[0], vec![path("f"), Int(0o7777)]),
        good("fchmodat", 490, &[1], vec![Int(TREE), path("f"), Int(0o640), Int(NOFOLLOW)]),
        good("fchmodat, no such flag", 490, &[1], vec![Int(TREE), path("f"), Int(0o640), Int(1)]),
        good("lchmod", 274, &[0], vec![path("l"), Int(0o700)]),
        good("chown", 16, &[0], vec![path("f"), Int(-1), Int(-1)]),
        good("chown to another", 16, &[0], vec![path("f"), Int(7), Int(7)]),
        good("fchownat", 491, &[1], vec![Int(TREE), path("f"), Int(-1), Int(-1), Int(0)]),
        good("lchown", 254, &[0], vec![path("l"), Int(-1), Int(-1)]),
        utimes("utimes", 138, times([900, 1, 901, 2])),
        utimes("utimes, now", 138, Addr(0)),
        utimes("utimes, not a time", 138, times([900, 1_000_000, 901, 2])),
        utimes("utimes, bad address", 138, Addr(16)),
        utimes("lutimes", 276, times([902, 1, 903, 2])),
        futimesat("futimesat", times([904, 1, 905, 2])),
        futimesat("futimesat, bad address", Addr(16)),
        utimensat("utimensat", times([906, 1, 907, 2]), NOFOLLOW),
        utimensat("utimensat, omit and now", times([0, -2, 0, -1]), 0),
        utimensat("utimensat, omit both", times([0, -2, 0, -2]), 0),
        utimensat("utimensat, not a time", times([0, -3, 0, 0]), 0),
        utimensat("utimensat, no such flag", Addr(16), 1),
        utimensat("utimensat, bad address", Addr(16), 0),
    ]
}

pub(crate) fn all() -> Vec<Good> {
    let groups = [opens(), looks(), names(), attributes()];
    groups.into_iter().flatten().collect()
}
