//! Calls on descriptors, sockets, attributes and the system, and those that run programs.
use crate::call::Arg::{self, Addr, Bytes, Int, Out, Strings};
use crate::cases::{Good, good, path, value};
use crate::run::TREE;
use std::os::fd::{AsRawFd, IntoRawFd};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::path::Path;

/// `f`, to read and write.
const FILE: i64 = 11;
/// A pipe.
const TAKE: i64 = 12;
const GIVE: i64 = 13;
/// A stream socket of the local domain, a datagram one, one that is connected; and of the Internet.
const STREAM: i64 = 14;
const DATAGRAM: i64 = 15;
const CONNECTED: i64 = 16;
const INET: i64 = 17;
const INET_DATAGRAM: i64 = 18;

fn put(fd: i32, at: i64) {
    // SAFETY: a descriptor that the caller has, or an error, which the case then shows.
    unsafe { libc::dup2(fd, at as i32) };
}

/// Opens the descriptors above. `listener` and `box` in the tree are somebody else's sockets.
fn descriptors(root: &Path) {
    let file = std::fs::OpenOptions::new().read(true).write(true).open(root.join("f"));
    if let Ok(file) = file {
        put(file.as_raw_fd(), FILE);
    }
    let mut pipe = [0; 2];
    let kinds = [
        (STREAM, libc::AF_UNIX, libc::SOCK_STREAM),
        (INET, libc::AF_INET, libc::SOCK_STREAM),
        (INET_DATAGRAM, libc::AF_INET, libc::SOCK_DGRAM),
    ];
    // SAFETY: `pipe` is two descriptors.
    unsafe {
        libc::pipe(pipe.as_mut_ptr());
        for (at, domain, kind) in kinds {
            put(libc::socket(domain, kind, 0), at);
        }
    }
    put(pipe[0], TAKE);
    put(pipe[1], GIVE);
    if let Ok(s) = UnixDatagram::unbound() {
        put(s.as_raw_fd(), DATAGRAM);
    }
    if let Ok((one, other)) = UnixStream::pair() {
        put(one.as_raw_fd(), CONNECTED);
        let _ = other.into_raw_fd();
    }
    // Here or there: a name in the local domain is short.
    let here = std::env::current_dir();
    let _ = std::env::set_current_dir(root);
    if let (Ok(a), Ok(b)) = (UnixListener::bind("listener"), UnixDatagram::bind("box")) {
        let _ = (a.into_raw_fd(), b.into_raw_fd());
    }
    let _ = here.map(std::env::set_current_dir);
}

/// This program as `x`, a script that it runs as `script`.
fn program(root: &Path) {
    let Ok(me) = std::env::current_exe() else { return };
    let _ = std::os::unix::fs::symlink(&me, root.join("x"));
    let script = format!("#!{} --show\n", me.display());
    if std::fs::write(root.join("script"), script).is_ok() {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o755);
        let _ = std::fs::set_permissions(root.join("script"), mode);
    }
    if let Ok(file) = std::fs::File::open(&me) {
        put(file.as_raw_fd(), FILE);
    }
}

fn prepared(mut g: Good, prepare: fn(&Path)) -> Good {
    g.prepare = Some(prepare);
    g
}

fn bytes(b: &[u8]) -> Arg {
    Bytes(b.to_vec())
}

fn written(v: u64, out: &[Vec<u8>]) -> String {
    let out: Vec<_> = out.iter().map(|o| format!(" {}", o.escape_ascii())).collect();
    format!("{}{}", value(v, &[]), out.concat())
}

fn extended() -> Vec<Good> {
    // Name space 1 is the user's.
    let set = |name, nr, key: &str| {
        let args = vec![path("f"), Int(1), path(key), bytes(b"value"), Int(5)];
        good(name, nr, &[0], args)
    };
    let get = |name, nr, key: Arg| {
        let args = vec![path("f"), Int(1), key, Out(8), Int(8)];
        Good { show: written, ..good(name, nr, &[0], args) }
    };
    let long = "k".repeat(256);
    let mut all = vec![
        set("extattr_set_file", 356, "k"),
        set("extattr_set_file, no name", 356, ""),
        set("extattr_set_file, long name", 356, &long),
        set("extattr_set_link", 412, "k"),
        get("extattr_get_file", 357, path("has")),
        get("extattr_get_file, none", 357, path("not")),
        get("extattr_get_file, bad name", 357, Addr(16)),
        get("extattr_get_link", 413, path("has")),
        good("extattr_delete_file", 358, &[0], vec![path("f"), Int(1), path("has")]),
        good("extattr_delete_link", 414, &[0], vec![path("f"), Int(1), path("not")]),
        good("extattr_delete_file, system", 358, &[0], vec![path("f"), Int(2), path("has")]),
        get("extattr_set_fd", 371, path("k")),
        get("extattr_get_fd", 372, path("has")),
        good("extattr_delete_fd", 373, &[], vec![Int(FILE), Int(1), path("has")]),
        good("extattr_delete_fd, long", 373, &[], vec![Int(FILE), Int(1), path(&long)]),
    ];
    for (name, nr) in [("extattr_list_file", 438), ("extattr_list_link", 439)] {
        let args = vec![path("f"), Int(1), Out(16), Int(16)];
        all.push(Good { show: written, ..good(name, nr, &[0], args) });
        all.push(good(name, nr, &[], vec![path("f"), Int(1), Addr(0), Int(0)]));
    }
    for g in &mut all {
        if let (371 | 372, Some(fd)) = (g.nr, g.args.first_mut()) {
            *fd = Int(FILE);
            g.paths = &[];
        }
        g.prepare = Some(|root| {
            use std::os::unix::ffi::OsStrExt;
            descriptors(root);
            let f = std::ffi::CString::new(root.join("f").as_os_str().as_bytes());
            let f = f.unwrap_or_default();
            // SAFETY: strings with their NUL and a value of the length given.
            unsafe {
                libc::extattr_set_file(f.as_ptr(), 1, c"has".as_ptr(), c"it".as_ptr().cast(), 2)
            };
        });
    }
    all
}

/// Vectors of one address, which is bad, and a length.
fn vector(all: &[(u64, u64)]) -> Arg {
    Bytes(all.iter().flat_map(|(a, l)| [a.to_ne_bytes(), l.to_ne_bytes()]).flatten().collect())
}

static TEXT: [u8; 8] = *b"abcdefgh";

fn transfers() -> Vec<Good> {
    let write = |name, fd, what: Arg, n| good(name, 4, &[], vec![Int(fd), what, Int(n)]);
    let pwrite = |name, nr, fd, offset: &[i64]| {
        let mut args = vec![Int(fd), bytes(b"wrote"), Int(5)];
        args.extend(offset.iter().map(|o| Int(*o)));
        good(name, nr, &[], args)
    };
    let text = TEXT.as_ptr() as u64;
    let writev = |name, v: Arg, n| good(name, 121, &[], vec![Int(FILE), v, Int(n)]);
    let readv = |name, nr, v: Arg, n, at| good(name, nr, &[], vec![Int(FILE), v, Int(n), Int(at)]);
    let all = vec![
        write("write", FILE, bytes(b"wrote"), 5),
        write("write to a pipe", GIVE, bytes(b"wrote"), 5),
        write("write more to a pipe", GIVE, Bytes(vec![b'x'; 4096]), 4096),
        write("write to a reader", TAKE, bytes(b"wrote"), 5),
        write("write to a socket", CONNECTED, bytes(b"wrote"), 5),
        write("write to none", STREAM, bytes(b"wrote"), 5),
        write("write nowhere", 99, bytes(b"wrote"), 5),
        write("write nothing", FILE, bytes(b"wrote"), 0),
        write("write from nowhere", FILE, Addr(16), 5),
        pwrite("pwrite", 476, FILE, &[3]),
        pwrite("pwrite far", 476, FILE, &[8]),
        pwrite("pwrite before", 476, FILE, &[-1]),
        pwrite("pwrite to a pipe", 476, GIVE, &[0]),
        pwrite("freebsd6_pwrite", 174, FILE, &[0, 2]),
        writev("writev", vector(&[(text, 3), (text + 4, 2)]), 2),
        writev("writev nothing", vector(&[]), 0),
        writev("writev too much", vector(&[(text, u64::MAX / 2), (text, 2)]), 2),
        writev("writev too many", vector(&[(text, 1); 1025]), 1025),
        writev("writev from nowhere", Addr(16), 2),
        writev("writev, bad buffer", vector(&[(16, 3)]), 1),
        readv("pwritev", 290, vector(&[(text, 3)]), 1, 1),
        readv("readv, no buffer", 120, vector(&[(16, 3)]), 1, 0),
        readv("readv, end", 120, vector(&[]), 0, 0),
        readv("preadv, no buffer", 289, vector(&[(16, 3)]), 1, 1),
        readv("preadv, past the end", 289, vector(&[(16, 3)]), 1, 100),
    ];
    all.into_iter().map(|g| prepared(g, descriptors)).collect()
}

fn local(name: &str) -> Vec<u8> {
    let mut a = vec![name.len() as u8 + 2, 1];
    a.extend(name.as_bytes());
    a
}

/// 127.0.0.1.
fn internet(port: u16) -> Vec<u8> {
    let mut a = vec![16, 2];
    a.extend(port.to_be_bytes());
    a.extend([127, 0, 0, 1]);
    a.resize(16, 0);
    a
}

fn sockets() -> Vec<Good> {
    let on = |name, nr, fd, addr: Vec<u8>, len: Option<i64>| {
        let len = len.unwrap_or(addr.len() as i64);
        good(name, nr, &[], vec![Int(fd), Bytes(addr), Int(len)])
    };
    let at = |name, nr, dirfd, fd, addr: Vec<u8>| {
        let len = addr.len() as i64;
        good(name, nr, &[], vec![Int(dirfd), Int(fd), Bytes(addr), Int(len)])
    };
    let send = |name, fd, to: Option<Vec<u8>>, flags| {
        let len = to.as_ref().map_or(0, Vec::len) as i64;
        let to = to.map_or(Addr(0), Bytes);
        good(name, 133, &[], vec![Int(fd), bytes(b"sent"), Int(4), Int(flags), to, Int(len)])
    };
    let message = |name, fd, words: [u64; 6]| {
        let header = Bytes(words.iter().flat_map(|w| w.to_ne_bytes()).collect());
        good(name, 28, &[], vec![Int(fd), header, Int(0)])
    };
    // Leaked: they are to stay where they are until the call.
    let keep = |b: Vec<u8>| Box::leak(b.into_boxed_slice()).as_ptr() as u64;
    let iov = keep([(TEXT.as_ptr() as u64).to_ne_bytes(), 4u64.to_ne_bytes()].concat());
    let to = local("box");
    let (to, to_len) = (keep(to.clone()), to.len() as u64);
    let rights = [20u32, 0xffff, 1, 0].map(u32::to_ne_bytes).concat();
    let passed = [rights, (FILE as u32).to_ne_bytes().to_vec(), vec![0; 4]].concat();
    // cmsg_len, cmsg_level, cmsg_type, aligned, then one descriptor.
    let passed = keep([&passed[..12], &[0; 4], &passed[16..20], &[0; 4]].concat());
    let all = vec![
        on("bind", 104, STREAM, local("bound"), None),
        on("bind, taken", 104, STREAM, local("listener"), None),
        on("bind in no directory", 104, STREAM, local("no/such"), None),
        on("bind, too short", 104, STREAM, local("bound"), Some(1)),
        on("bind, too long", 104, STREAM, vec![0; 300], Some(300)),
        on("bind, less than it says", 104, STREAM, local("bound"), Some(0)),
        on("bind what is no socket", 104, FILE, local("bound"), None),
        on("bind to the Internet", 104, INET, internet(0), None),
        on("bind, privileged", 104, INET, internet(7), None),
        good("bind to nowhere", 104, &[], vec![Int(STREAM), Addr(16), Int(16)]),
        at("bindat", 538, TREE, STREAM, local("bound")),
        at("bindat, no descriptor", 538, 99, STREAM, local("bound")),
        on("connect", 98, STREAM, local("listener"), None),
        on("connect to none", 98, STREAM, local("none"), None),
        on("connect to a file", 98, STREAM, local("f"), None),
        on("connect again", 98, CONNECTED, local("listener"), None),
        on("connect, refused", 98, INET, internet(1), None),
        on("connect, negative length", 98, INET, internet(1), Some(-1)),
        at("connectat", 539, TREE, STREAM, local("listener")),
        at("connectat, working directory", 539, -100, STREAM, local("listener")),
        send("sendto", DATAGRAM, Some(local("box")), 0),
        send("sendto none", DATAGRAM, Some(local("none")), 0),
        send("sendto, connected", CONNECTED, None, 0),
        send("sendto, connected elsewhere", CONNECTED, Some(local("box")), 0),
        send("sendto, not connected", DATAGRAM, None, 0),
        send("sendto the Internet", INET_DATAGRAM, Some(internet(9)), 0),
        send("sendto, end of record", CONNECTED, None, 0x8),
        good(
            "sendto from nowhere",
            133,
            &[],
            vec![Int(CONNECTED), Addr(16), Int(4), Int(0), Addr(0), Int(0)],
        ),
        message("sendmsg", CONNECTED, [0, 0, iov, 1, 0, 0]),
        message("sendmsg to", DATAGRAM, [to, to_len, iov, 1, 0, 0]),
        message("sendmsg of a descriptor", CONNECTED, [0, 0, iov, 1, passed, 20]),
        message("sendmsg, bad control", CONNECTED, [0, 0, iov, 1, 16, 20]),
        message("sendmsg, short control", CONNECTED, [0, 0, iov, 1, passed, 4]),
        message("sendmsg, long control", CONNECTED, [0, 0, iov, 1, passed, 4096]),
        message("sendmsg, too many", CONNECTED, [0, 0, iov, 1025, 0, 0]),
        message("sendmsg, bad vector", CONNECTED, [0, 0, 16, 1, 0, 0]),
        good("sendmsg, bad header", 28, &[], vec![Int(CONNECTED), Addr(16), Int(0)]),
    ];
    all.into_iter().map(|g| prepared(g, descriptors)).collect()
}

fn words(words: &[u64]) -> Arg {
    Bytes(words.iter().flat_map(|w| w.to_ne_bytes()).collect())
}

fn system() -> Vec<Good> {
    let ints = |all: &[i32]| Bytes(all.iter().flat_map(|i| i.to_ne_bytes()).collect());
    let groups = |name, nr, n, list| good(name, nr, &[], vec![Int(n), list]);
    let limit = |name, which, l| good(name, 195, &[], vec![Int(which), l]);
    let sysctl = |name, mib: &[i32], n| {
        // What it says of the length is a word of its own, which is kept.
        let len = Box::leak(Box::new(16u64));
        let len = Addr(&raw mut *len as u64);
        let args = vec![ints(mib), Int(n), Out(16), len, Addr(0), Int(0)];
        Good { show: written, ..good(name, 202, &[], args) }
    };
    let (jid, zero) = (c"jid".as_ptr() as u64, Box::leak(Box::new(0u32)));
    let by_id = vector(&[(jid, 4), (&raw mut *zero as u64, 4)]);
    vec![
        groups("setgroups", 596, 2, ints(&[5, 6])),
        groups("setgroups, none", 596, 0, ints(&[5, 6])),
        groups("setgroups, negative", 596, -1, ints(&[5])),
        groups("freebsd14_setgroups", 80, 2, ints(&[5, 6])),
        limit("setrlimit", 4, words(&[0, 0])),
        limit("setrlimit, none such", 99, words(&[0, 0])),
        limit("setrlimit, bad address", 4, Addr(16)),
        good("clock_settime", 233, &[], vec![Int(4), words(&[1, 0])]),
        good("clock_settime, bad address", 233, &[], vec![Int(0), Addr(16)]),
        good("settimeofday", 122, &[], vec![Addr(0), words(&[0])]),
        good("settimeofday, not a time", 122, &[], vec![words(&[1, 9_999_999]), Addr(0)]),
        good("adjtime", 140, &[], vec![words(&[0, 0]), Out(16)]),
        good("futimes", 206, &[], vec![Int(TREE), words(&[900, 1, 901, 2])]),
        good("futimes, bad address", 206, &[], vec![Int(TREE), Addr(16)]),
        good("futimens", 546, &[], vec![Int(TREE), words(&[900, 1, 901, 2])]),
        good("futimens, no descriptor", 546, &[], vec![Int(99), words(&[900, 1, 901, 2])]),
        sysctl("__sysctl", &[1, 1], 2),
        sysctl("__sysctl, none such", &[1, 9999], 2),
        sysctl("__sysctl, too few", &[1], 1),
        sysctl("__sysctl, no room", &[1, 4], 2),
        good("nmount, odd", 378, &[], vec![vector(&[(16, 1); 3]), Int(3), Int(0)]),
        good("nmount, bad names", 378, &[], vec![vector(&[(16, 1); 4]), Int(4), Int(0)]),
        Good { show: written, ..good("jail_get", 506, &[], vec![by_id.clone(), Int(2), Int(0)]) },
        good("jail_get, odd", 506, &[], vec![by_id.clone(), Int(1), Int(0)]),
        good("jail_set", 507, &[], vec![by_id, Int(2), Int(2)]),
        good("kldload", 304, &[0], vec![path("nothing")]),
    ]
}

fn programs() -> Vec<Good> {
    let texts = |all: &[&str]| Strings(all.iter().map(|s| s.as_bytes().to_vec()).collect());
    let argv = || texts(&["me", "--show", "a b", "", "c"]);
    let env = || texts(&["A=1", "B="]);
    let exec = |name, of, argv, env| good(name, 59, &[0], vec![path(of), argv, env]);
    let fexec = |name, fd, argv, env| good(name, 492, &[], vec![Int(fd), argv, env]);
    let all = vec![
        exec("execve", "x", argv(), env()),
        exec("execve a script", "script", texts(&["me", "a"]), env()),
        exec("execve, no environment", "x", argv(), Addr(0)),
        exec("execve, no arguments", "x", texts(&[]), env()),
        exec("execve, bad arguments", "x", Addr(16), env()),
        exec("execve, null arguments", "x", Addr(0), env()),
        exec("execve, bad environment", "x", argv(), Addr(16)),
        exec("execve what is no program", "f", argv(), env()),
        fexec("fexecve", FILE, argv(), env()),
        fexec("fexecve, no descriptor", 99, argv(), env()),
        fexec("fexecve a directory", TREE, argv(), env()),
        good("__mac_execve", 415, &[], vec![path("x"), argv(), env(), Addr(0)]),
        good("__mac_execve, bad label", 415, &[], vec![path("x"), argv(), env(), Addr(16)]),
    ];
    all.into_iter().map(|g| prepared(g, program)).collect()
}

pub(crate) fn all() -> Vec<Good> {
    let groups = [extended(), transfers(), sockets(), system(), programs()];
    groups.into_iter().flatten().collect()
}
