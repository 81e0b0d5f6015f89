//! What the recorded calls of `strace.rs` do not reach: addresses of every family, statuses,
//! truncation, results that only a tracer sees, other events; and that nothing a process can put
//! into its memory makes rendering fail.
use wss_abi::audit::{Event, Value};
use wss_abi::clause::Source;
use wss_abi::target::Target;
use wss_calls::{Table, decode, table};

fn linux() -> &'static Table {
    table(Target::LinuxX86_64).expect("this build characterises Linux")
}

fn render(event: &Event) -> String {
    let mut out = String::new();
    decode::event(&mut out, event).expect("a String takes everything");
    out
}

/// Renders `name(args)` with bytes captured behind some parameters.
fn call(name: &str, args: &[u64], captured: &[(&str, Value)], ret: Option<i64>) -> String {
    let desc = linux().by_name(name).expect("a call");
    let mut all = [0; 6];
    all.iter_mut().zip(args).for_each(|(to, from)| *to = *from);
    let index = |name| desc.param(name).expect("a parameter").0;
    let params = captured.iter().map(|(name, v)| (index(name), v.clone())).collect();
    let (target, post) = (Target::LinuxX86_64, ret.is_some());
    render(&Event::Call { target, nr: desc.nr, post, args: all, ret, params })
}

fn bytes(b: &[u8]) -> Value {
    Value::Bytes(0x1000, b.to_vec(), false)
}

fn connect(address: &[u8]) -> String {
    let len = address.len() as u64;
    let text = call("connect", &[3, 0x1000, len], &[("addr", bytes(address))], Some(0));
    let text = text.strip_prefix("connect(3, ").expect("the call");
    text.strip_suffix(&format!(", {len}) = 0")).expect("its end").to_string()
}

#[test]
fn socket_addresses() {
    let unix = |path: &[u8]| [&[1, 0], path].concat();
    assert_eq!(connect(&unix(b"/run/x\0\0\0")), r#"{sa_family=AF_UNIX, sun_path="/run/x"}"#);
    assert_eq!(connect(&unix(b"\0bus\0a")), r#"{sa_family=AF_UNIX, sun_path=@"bus\0a"}"#);
    assert_eq!(connect(&unix(b"")), "{sa_family=AF_UNIX}");
    let inet = [2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    let expected = r#"{sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}"#;
    assert_eq!(connect(&inet), expected);
    let mut inet6 = [0; 28];
    [inet6[0], inet6[3], inet6[23], inet6[24]] = [10, 53, 1, 2];
    let expected = "{sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), \
                    inet_pton(AF_INET6, \"::1\", &sin6_addr), sin6_scope_id=2}";
    assert_eq!(connect(&inet6), expected);
    let netlink = [16, 0, 0, 0, 7, 0, 0, 0, 1, 0, 0, 0];
    assert_eq!(connect(&netlink), "{sa_family=AF_NETLINK, nl_pid=7, nl_groups=00000001}");
    assert_eq!(connect(&[0, 0, 1, 2]), r#"{sa_family=AF_UNSPEC, sa_data="\1\2"}"#);
    assert_eq!(connect(&[99, 0]), "{sa_family=0x63 /* AF_??? */}");
    assert_eq!(connect(&[2, 0, 0]), r#"{sa_family=AF_INET, sa_data="\0"}"#);
    assert_eq!(connect(&[2]), r#""\2""#);
}

#[test]
fn wait_statuses() {
    let wait = |status: u32| {
        let status = bytes(&status.to_le_bytes());
        let text = call("wait4", &[7, 0x1000, 0, 0], &[("status", status)], Some(7));
        text.replace("wait4(7, [{", "").replace("}], 0, NULL) = 7", "")
    };
    assert_eq!(wait(0x0100), "WIFEXITED(s) && WEXITSTATUS(s) == 1");
    assert_eq!(wait(9), "WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL");
    assert_eq!(wait(0x8b), "WIFSIGNALED(s) && WTERMSIG(s) == SIGSEGV && WCOREDUMP(s)");
    assert_eq!(wait(0x137f), "WIFSTOPPED(s) && WSTOPSIG(s) == SIGSTOP");
    assert_eq!(wait(0xffff), "WIFCONTINUED(s)");
}

#[test]
fn results() {
    assert_eq!(call("exit_group", &[2], &[], None), "exit_group(2) = ?");
    assert_eq!(call("getpid", &[], &[], None), "getpid()");
    let read = |ret| call("read", &[0, 0x10, 5], &[], Some(ret)).replace("read(0, 0x10, 5) = ", "");
    assert_eq!(read(-4), "-1 EINTR (Interrupted system call)");
    assert_eq!(read(-512), "? ERESTARTSYS (To be restarted if SA_RESTART is set)");
    assert_eq!(read(-4000), "-1 (errno 4000)");
    assert_eq!(call("brk", &[0], &[], Some(0x5000)), "brk(NULL) = 0x5000");
    assert_eq!(call("read", &[0, 0x10, 5], &[], Some(0)), r#"read(0, "", 5) = 0"#);
}

#[test]
fn what_was_not_captured_is_an_address() {
    let open = |path| call("open", &[0xdead, 0, 0], &[("path", path)], Some(-14));
    let expected = "open(0xdead, O_RDONLY) = -1 EFAULT (Bad address)";
    assert_eq!(open(Value::Unreadable(0xdead)), expected);
    assert_eq!(call("open", &[0xdead, 0, 0], &[], Some(-14)), expected);
    // What a failed call should have written is not there, whatever was captured.
    let stat = [("statbuf", bytes(&[1; 144]))];
    assert!(
        call("fstat", &[3, 0x1000], &stat, Some(-9)).starts_with("fstat(3, 0x1000) = -1 EBADF")
    );
    assert_eq!(call("fstat", &[3, 0x1000], &[], None), "fstat(3, 0x1000)");
}

#[test]
fn long_things_are_cut() {
    let write = [("buf", bytes(&[b'a'; 40]))];
    let expected = format!("write(1, \"{}\"..., 40) = 40", "a".repeat(32));
    assert_eq!(call("write", &[1, 0x1000, 40], &write, Some(40)), expected);
    let path = "/".repeat(300);
    let whole = [("path", bytes(path.as_bytes()))];
    assert_eq!(call("chdir", &[0x1000], &whole, Some(0)), format!("chdir(\"{path}\") = 0"));
    let argv = Value::Strings(0x10, vec![b"x".to_vec(); 40], false);
    let envp = Value::Strings(0x20, vec![b"A=1".to_vec()], false);
    let captured = [("path", bytes(b"/bin/x")), ("argv", argv), ("envp", envp)];
    let text = call("execve", &[0x1000, 0x10, 0x20], &captured, Some(0));
    assert!(text.ends_with(r#""x", "x", ...], 0x20 /* 1 var */) = 0"#), "{text}");
    let iov = [("iov", bytes(&[0; 16 * 40]))];
    let text = call("writev", &[1, 0x1000, 40], &iov, Some(0));
    assert!(text.ends_with("{iov_base=NULL, iov_len=0}, ...], 40) = 0"), "{text}");
}

#[test]
fn clone_names_its_arguments() {
    // As strace 6.1 prints glibc's fork().
    let text = call("clone", &[0x0120_0011, 0, 0, 0x7f00, 0], &[], Some(12));
    let expected = "clone(child_stack=NULL, \
                    flags=CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID|SIGCHLD, child_tidptr=0x7f00) = 12";
    assert_eq!(text, expected);
    assert_eq!(call("clone", &[0, 0x10], &[], Some(1)), "clone(child_stack=0x10, flags=0) = 1");
    let mut args = [0u8; 88];
    [args[1], args[32]] = [0x41, 17];
    let text = call("clone3", &[0x1000, 88], &[("args", bytes(&args))], Some(9));
    let expected = "clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD, stack=NULL, \
                    stack_size=0}, 88) = 9";
    assert_eq!(text, expected);
}

#[test]
fn other_events() {
    let params = vec![("n".into(), Value::Scalar(-1i64 as u64)), ("s".into(), bytes(b"a\"b"))];
    let raised = Event::Raised { wrapper: "w".into(), name: "warning".into(), params };
    assert_eq!(render(&raised), r#"w::warning(n=-1, s="a\"b")"#);
    assert_eq!(render(&Event::Life("exec")), "exec");
}

/// A generator of pseudo-random numbers (xorshift64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Small values are likely: they pick operations and flags.
    fn number(&mut self) -> u64 {
        let n = self.next();
        n >> (self.next() % 64)
    }

    fn bytes(&mut self) -> Vec<u8> {
        let len = self.next() % 300;
        let sparse = self.next().is_multiple_of(2);
        let mut byte = || self.next();
        (0..len).map(|_| if sparse && byte() % 4 > 0 { 0 } else { byte() as u8 }).collect()
    }
}

#[test]
fn nothing_a_process_does_breaks_rendering() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..200 {
        let freebsd = table(Target::FreebsdAmd64).expect("this build characterises FreeBSD");
        let all =
            [linux(), freebsd].into_iter().flat_map(|t| t.calls().iter().map(move |c| (t, c)));
        for (table, desc) in all {
            let args = std::array::from_fn(|_| random.number());
            let mut params = Vec::new();
            for (p, i) in desc.params.iter().zip(0u8..) {
                let more = random.next().is_multiple_of(8);
                let value = match (p.source, random.next() % 8) {
                    (_, 0) => continue,
                    (_, 1) => Value::Unreadable(random.number()),
                    (_, 2) => Value::Scalar(random.number()),
                    (_, 3) => Value::Strings(random.number(), vec![random.bytes(); 3], more),
                    (Source::Capture { .. }, _) => {
                        Value::Bytes(random.number(), random.bytes(), more)
                    }
                    _ => Value::Scalar(random.number()),
                };
                params.push((i, value));
            }
            let ret = match round % 3 {
                0 => None,
                1 => Some(random.number() as i64),
                _ => Some(-(random.number() as i64 % 4096)),
            };
            let (target, nr) = (table.target(), desc.nr);
            let text = render(&Event::Call { target, nr, post: true, args, ret, params });
            assert!(text.starts_with(desc.name), "{text}");
            assert!(text.len() < 20_000, "{}: {} bytes", desc.name, text.len());
        }
    }
}
