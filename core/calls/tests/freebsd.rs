//! What FreeBSD's characterisation says beyond what every one must (`table.rs`): families without a
//! way round, names shared with Linux, and the rendering of what FreeBSD has its own way.
use wss_abi::audit::{Event, Value};
use wss_abi::clause::{Source, Width};
use wss_abi::target::Target;
use wss_calls::{Table, decode, table, tables};

fn linux() -> &'static Table {
    table(Target::LinuxX86_64).expect("this build characterises Linux")
}

fn freebsd() -> &'static Table {
    table(Target::FreebsdAmd64).expect("this build characterises FreeBSD")
}

fn family(name: &str) -> Vec<&'static str> {
    freebsd().family(name).map(|c| c.name).collect()
}

#[test]
fn the_table_has_no_gaps() {
    // sys/kern/syscalls.master: 0 to 598 without those marked OBSOL and RESERVED, and without 210
    // to 219, slots that modules fill.
    let free: &[std::ops::RangeInclusive<u32>] = &[
        11..=11,
        67..=70,
        76..=77,
        91..=91,
        94..=94,
        107..=107,
        115..=115,
        119..=119,
        139..=139,
        151..=153,
        159..=159,
        167..=168,
        172..=172,
        177..=180,
        184..=187,
        193..=193,
        208..=208,
        210..=219,
        223..=223,
        245..=246,
        249..=249,
        252..=252,
        258..=271,
        273..=273,
        275..=275,
        277..=277,
        281..=288,
        291..=296,
        313..=313,
        322..=323,
        364..=370,
        375..=375,
        379..=383,
        399..=399,
        418..=420,
        440..=440,
        467..=470,
        505..=505,
        514..=514,
        521..=521,
        548..=549,
    ];
    let expected: Vec<u32> =
        (0..=598).filter(|n| !free.iter().any(|range| range.contains(n))).collect();
    let numbers: Vec<u32> = freebsd().calls().iter().map(|c| c.nr).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn old_numbers_are_no_way_round() {
    assert_eq!(family("open"), ["open", "ocreat", "openat"]);
    assert_eq!(family("fork"), ["fork", "vfork", "rfork", "thr_create", "thr_new", "pdfork"]);
    assert_eq!(family("execve"), ["execve", "__mac_execve", "fexecve"]);
    for (name, old) in [
        ("stat", "freebsd11_stat"),
        ("stat", "olstat"),
        ("fstat", "freebsd11_nfstat"),
        ("mknod", "freebsd11_mknodat"),
        ("getdents", "freebsd11_getdents"),
        ("shm_open", "freebsd12_shm_open"),
        ("read", "freebsd6_pread"),
        ("read", "aio_readv"),
        ("write", "lio_listio"),
        ("read", "sendfile"),
        ("kevent", "freebsd11_kevent"),
        ("mmap", "freebsd6_mmap"),
        ("setuid", "setcred"),
        ("setgroups", "freebsd14_setgroups"),
        ("connect", "connectat"),
        ("chroot", "chroot"),
        ("umount", "unmount"),
        ("mount", "nmount"),
        ("unlink", "funlinkat"),
        ("rmdir", "funlinkat"),
        ("kill", "thr_kill2"),
        ("kill", "procctl"),
        ("sethostname", "__sysctlbyname"),
        ("adjtimex", "adjtime"),
        ("ioperm", "sysarch"),
        ("shmget", "shmsys"),
    ] {
        assert!(family(name).contains(&old), "{name}: {old}");
    }
    // A compatibility entry stands beside what replaced it, never alone, but for what the kernel
    // has no other call for.
    let alone = ["getpagesize", "gethostname", "gethostid", "sethostid", "quota", "uname"];
    let alone = [&alone[..], &["getdomainname", "vadvise"]].concat();
    for call in freebsd().calls().iter().filter(|c| c.has_tag("obsolete")) {
        let others = freebsd().family(call.family).any(|c| !c.has_tag("obsolete"));
        let module = matches!(call.name, "afs3_syscall" | "nnpfs_syscall");
        assert!(others || module || alone.contains(&call.family), "{} is alone", call.name);
    }
}

#[test]
fn sources_are_ready() {
    let source = |call: &str, param: &str| {
        freebsd().by_name(call).and_then(|c| c.param(param)).map(|(_, p)| p.source)
    };
    let field = Source::Field { arg: 0, offset: 0, width: Width::I32 };
    assert_eq!(source("aio_read", "fd"), Some(field));
    assert_eq!(source("sendfile", "fd"), source("sendfile", "infd"));
    assert_eq!(source("sendfile", "flags"), None);
    assert_eq!(source("mkfifo", "mode"), Some(Source::Const(0o010_000)));
    assert_eq!(source("lchown", "flags"), Some(Source::Const(0x200)));
    assert_eq!(source("vfork", "flags"), Some(Source::Const(0xffff_ffff_8000_0034)));
}

#[test]
fn threads_are_no_processes() {
    let thread = freebsd().constant("CLONE_THREAD").expect("Linux's name");
    let set = freebsd().set("rfork_flags").expect("rfork's flags");
    assert!(set.members.iter().all(|c| c.value & thread == 0), "rfork knows the bit");
    // The signal of RFTSIGZMB lies in bits 20 to 27.
    assert_eq!(thread & 0xff0_0000, 0);
    for call in freebsd().family("fork") {
        let (_, flags) = call.param("flags").expect("every member has flags");
        let threads = matches!(flags.source, Source::Const(c) if c & thread != 0);
        assert_eq!(threads, call.name.starts_with("thr_"), "{}", call.name);
    }
}

#[test]
fn both_systems_share_names() {
    for name in ["open", "execve", "chmod", "fork", "connect", "kill", "unlink", "rename", "mkdir"]
    {
        assert_eq!(freebsd().family_name(name), Some(name));
        assert_eq!(linux().family_name(name), Some(name));
    }
    // What one system's members all name, the other's family names too, but for what it lacks.
    let xattr = ["getxattr", "listxattr", "removexattr", "setxattr"];
    let spaces = xattr.into_iter().flat_map(|n| [n.to_string(), format!("f{n}")]);
    let mut lacking: Vec<String> = spaces.map(|n| format!("{n}: namespace")).collect();
    let sigset = ["sigaction", "sigpending", "sigprocmask", "sigsuspend", "sigtimedwait"];
    lacking.extend(sigset.map(|n| format!("{n}: sigsetsize")));
    let others = [
        "bind: dirfd",
        "connect: dirfd",
        "inotify_add_watch: dirfd",
        "gettid: tidptr",
        "ioperm: args",
        "ioperm: from",
        "ioperm: num",
        "ioperm: on",
        "ioperm: op",
        "mount: source",
        "reboot: magic",
        "reboot: magic2",
        "reboot: arg",
        "sendfile: hdtr",
        "sendfile: sbytes",
        "sendfile: fd",
        "swapoff: flags",
        "sysctl: args",
        "sysctl: old",
        "sysctl: oldlen",
    ];
    lacking.extend(others.map(String::from));
    let mut shared = 0;
    let mut odd = Vec::new();
    for name in linux().families().filter(|n| freebsd().family_name(n) == Some(n)) {
        shared += 1;
        for (of, other) in [(linux(), freebsd()), (freebsd(), linux())] {
            let Some(first) = of.family(name).next() else { continue };
            for p in first.params {
                let all = of.family(name).all(|c| c.param(p.name).is_some());
                let there = other.family(name).any(|c| c.param(p.name).is_some());
                if all && !there {
                    odd.push(format!("{name}: {}", p.name));
                }
            }
        }
    }
    lacking.sort_unstable();
    odd.sort_unstable();
    assert_eq!(odd, lacking);
    assert!(shared > 150, "only {shared} families have a name in common");
    let knows = |name: &str| -> Vec<Target> {
        tables().filter(|t| t.family_name(name).is_some()).map(Table::target).collect()
    };
    assert_eq!(knows("execve"), [Target::LinuxX86_64, Target::FreebsdAmd64]);
    assert_eq!(knows("cap_enter"), [Target::FreebsdAmd64]);
    assert_eq!(knows("pidfd_getfd"), [Target::LinuxX86_64]);
    assert_eq!(knows("no_such_call"), []);
}

/// Renders `name(args)` with bytes captured behind some parameters.
fn call(name: &str, args: &[u64], captured: &[(&str, Value)], ret: Option<i64>) -> String {
    let desc = freebsd().by_name(name).expect("a call");
    let mut all = [0; 6];
    all.iter_mut().zip(args).for_each(|(to, from)| *to = *from);
    let index = |name| desc.param(name).expect("a parameter").0;
    let params = captured.iter().map(|(name, v)| (index(name), v.clone())).collect();
    let (target, post) = (Target::FreebsdAmd64, ret.is_some());
    let mut out = String::new();
    let event = Event::Call { target, nr: desc.nr, post, args: all, ret, params };
    decode::event(&mut out, &event).expect("a String takes everything");
    out
}

fn bytes(b: &[u8]) -> Value {
    Value::Bytes(0x1000, b.to_vec(), false)
}

#[test]
fn socket_addresses_begin_with_length_and_family() {
    let connect = |b: &[u8]| {
        let text = call("connect", &[3, 0x1000, b.len() as u64], &[("addr", bytes(b))], None);
        text.trim_start_matches("connect(3, ").to_string()
    };
    let inet = [16, 2, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    let expected =
        "{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr(\"127.0.0.1\")}, 16)";
    assert_eq!(connect(&inet), expected);
    let mut inet6 = [0; 28];
    [inet6[0], inet6[1], inet6[3], inet6[23], inet6[24]] = [28, 28, 53, 1, 2];
    let expected = "{sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), \
                    inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=2}, 28)";
    assert_eq!(connect(&inet6), expected);
    let unix = [&[106, 1][..], b"/var/run/log\0"].concat();
    assert_eq!(connect(&unix), "{sa_family=AF_UNIX, sun_path=\"/var/run/log\"}, 15)");
    assert_eq!(connect(&[2]), "\"\\2\", 1)");
}

#[test]
fn its_own_ways() {
    let open = [("path", bytes(b"/etc/passwd"))];
    let text = call("openat", &[-100i64 as u64, 0x1000, 0x10_0000, 0], &open, Some(3));
    assert_eq!(text, "openat(AT_FDCWD, \"/etc/passwd\", O_RDONLY|O_CLOEXEC) = 3");
    assert_eq!(
        call("kill", &[7, 65], &[], Some(-94)).split(" = ").nth(1),
        Some("-1 ECAPMODE (Not permitted in capability mode)")
    );
    assert_eq!(call("kill", &[7, 66], &[], None), "kill(7, SIGRT_1)");
    let mut set = [0; 16];
    [set[0], set[8]] = [1, 1];
    let text = call("sigsuspend", &[0x1000], &[("set", bytes(&set))], None);
    assert_eq!(text, "sigsuspend([HUP RTMIN])");
    let text = call("sigsuspend", &[0x1000], &[("set", bytes(&[0xff; 16]))], None);
    assert_eq!(text, "sigsuspend(~[])");
    let status = |s: u32| {
        let text =
            call("wait4", &[7, 0x1000, 0, 0], &[("status", bytes(&s.to_le_bytes()))], Some(7));
        text.replace("wait4(7, [{", "").replace("}], 0, NULL) = 7", "")
    };
    assert_eq!(status(0x13), "WIFCONTINUED(s)");
    assert_eq!(status(0x117f), "WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP");
    let limit =
        [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], [0, 8, 0, 0, 0, 0, 0, 0]].concat();
    let text = call("setrlimit", &[3, 0x1000], &[("rlim", bytes(&limit))], None);
    assert_eq!(text, "setrlimit(RLIMIT_STACK, {rlim_cur=RLIM_INFINITY, rlim_max=2*1024})");
    assert_eq!(
        call("ioctl", &[1, 0x4004_7877, 0], &[], None),
        "ioctl(1, _IOC(IOC_OUT, 0x78, 0x77, 0x4), NULL)"
    );
    // A second name for a register is not shown twice, and what lies on the stack not at all.
    assert_eq!(
        call("sendfile", &[3, 4, 0, 9, 0, 0], &[], Some(0)),
        "sendfile(3, 4, 0, 9, NULL, NULL) = 0"
    );
}
