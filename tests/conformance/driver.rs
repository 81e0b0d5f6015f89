//! What the processes of a scenario run on a real system. Compiled by the runner, linked
//! statically: between exec and its first command it opens nothing and execs nothing.
//!
//! Each process and thread of a scenario listens on a socket of its own, a datagram socket with an
//! abstract name, for commands of the runner, makes the system call that the command says, by its
//! number and with nothing in between, and sends back the raw result.
#![no_main]
use std::arch::asm;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixDatagram};

unsafe extern "C" {
    fn fcntl(fd: i32, cmd: i32, arg: i32) -> i32;
    fn signal(number: i32, handler: usize) -> usize;
}

const AT_FDCWD: u64 = -100i64 as u64;
const F_DUPFD_CLOEXEC: i32 = 1030;

fn call(nr: u64, a: [u64; 5]) -> i64 {
    let result;
    // SAFETY: the commands name calls whose pointers this program provides; wild ones are wild on
    // purpose, and the kernel answers EFAULT.
    unsafe {
        asm!("syscall", inlateout("rax") nr => result, in("rdi") a[0], in("rsi") a[1],
             in("rdx") a[2], in("r10") a[3], in("r8") a[4], out("rcx") _, out("r11") _);
    }
    result
}

/// vfork: the child, on this stack, never returns from `child`.
fn vfork(child: impl FnOnce()) -> i64 {
    let result: i64;
    // SAFETY: as `call`. The parent goes on when the child has ended or left for another image.
    unsafe {
        asm!("syscall", inlateout("rax") 58i64 => result, out("rcx") _, out("r11") _);
    }
    if result == 0 {
        child();
        call(231, [0; 5]);
    }
    result
}

extern "C" fn handler(_: i32) {}

/// Makes a pointer to `text` as a scenario writes it.
fn pointer(text: &str, keep: &mut Vec<u8>) -> u64 {
    match text {
        "@bad" => return 0x10,
        "@null" => return 0,
        "@long" => keep.resize(5000, b'a'),
        other => keep.extend_from_slice(other.as_bytes()),
    }
    keep.push(0);
    keep.as_ptr() as u64
}

struct Actor {
    socket: UnixDatagram,
    runner: SocketAddr,
    channel: String,
}

fn address(channel: &str) -> SocketAddr {
    let base = std::env::var("WSS_CONFORMANCE").unwrap();
    SocketAddr::from_abstract_name(format!("{base}-{channel}")).unwrap()
}

impl Actor {
    fn new(channel: &str) -> Actor {
        let low = UnixDatagram::bind_addr(&address(channel)).unwrap();
        // Out of the way of the scenario's descriptors.
        // SAFETY: a descriptor of ours is duplicated, and the copy owned by the new socket alone.
        let socket = unsafe {
            UnixDatagram::from_raw_fd(fcntl(low.as_raw_fd(), F_DUPFD_CLOEXEC, 200))
        };
        let me = Actor { socket, runner: address("runner"), channel: channel.to_owned() };
        me.send(&format!("hello\x1f{}\x1f{}", call(186, [0; 5]), call(39, [0; 5])));
        me
    }

    fn send(&self, text: &str) {
        let text = format!("{}\x1f{text}", self.channel);
        self.socket.send_to_addr(text.as_bytes(), &self.runner).unwrap();
    }

    fn serve(&self) -> ! {
        let mut buffer = vec![0; 65536];
        loop {
            let n = self.socket.recv(&mut buffer).unwrap();
            let command = String::from_utf8_lossy(&buffer[..n]).into_owned();
            let words: Vec<&str> = command.split('\x1f').collect();
            if let Some(result) = self.obey(&words) {
                self.send(&format!("shows\x1f{result}"));
            }
        }
    }

    /// The raw result to show; `None`: somebody else shows it.
    fn obey(&self, words: &[&str]) -> Option<i64> {
        let word = |n: usize| words.get(n).copied().unwrap_or("");
        let number = |n: usize| word(n).parse::<u64>().unwrap_or(0);
        let mut keep = Vec::new();
        let result = match word(0) {
            "open" => {
                let path = pointer(word(1), &mut keep);
                call(257, [AT_FDCWD, path, number(2), 0o644, 0])
            }
            "openat" => {
                let path = pointer(word(2), &mut keep);
                call(257, [number(1), path, number(3), 0o644, 0])
            }
            "creat" => call(85, [pointer(word(1), &mut keep), 0o644, 0, 0, 0]),
            "read" => {
                keep.resize(4096, 0);
                call(0, [number(1), keep.as_mut_ptr() as u64, number(2), 0, 0])
            }
            "write" => call(1, [number(1), word(2).as_ptr() as u64, word(2).len() as u64, 0, 0]),
            "close" => call(3, [number(1), 0, 0, 0, 0]),
            "chmod" => call(90, [pointer(word(1), &mut keep), number(2), 0, 0, 0]),
            "chown" => call(92, [pointer(word(1), &mut keep), u64::MAX, u64::MAX, 0, 0]),
            "connect" => call(42, [number(1), 0, 0, 0, 0]),
            "unlink" => call(87, [pointer(word(1), &mut keep), 0, 0, 0, 0]),
            "chdir" => call(80, [pointer(word(1), &mut keep), 0, 0, 0, 0]),
            "chroot" => call(161, [pointer(word(1), &mut keep), 0, 0, 0, 0]),
            "getpid" => call(39, [0; 5]),
            "getppid" => call(110, [0; 5]),
            "setuid" => call(105, [number(1), 0, 0, 0, 0]),
            "kill" => call(62, [number(1), number(2), 0, 0, 0]),
            "exit" => call(231, [number(1), 0, 0, 0, 0]),
            "pipe" => self.pipe(),
            "exec" => self.exec(word(1), word(2), &words[3..]),
            "fork" => match call(57, [0; 5]) {
                0 => Actor::new(word(1)).serve(),
                pid => pid,
            },
            // While the child runs the parent waits, so the child answers for it.
            "vfork" => {
                let channel = word(1).to_owned();
                let pid = vfork(|| {
                    self.send(&format!("shows\x1f{}", call(39, [0; 5])));
                    Actor::new(&channel).serve();
                });
                if pid > 0 {
                    return None;
                }
                pid
            }
            "spawn" => vfork(|| {
                let path = word(2).to_owned();
                self.exec(word(1), &path, &words[2..]);
            }),
            "thread" => {
                let channel = word(1).to_owned();
                std::thread::spawn(move || Actor::new(&channel).serve());
                0
            }
            // Of the first process alone: starts a program as another user.
            "start" => match call(57, [0; 5]) {
                0 => {
                    call(105, [number(3), 0, 0, 0, 0]);
                    self.exec(word(1), word(2), &words[4..]);
                    call(231, [127, 0, 0, 0, 0])
                }
                pid => pid,
            },
            _ => -38,
        };
        Some(result)
    }

    /// execve; the new image listens on `channel`.
    fn exec(&self, channel: &str, path: &str, argv: &[&str]) -> i64 {
        let list = |words: &[String]| -> Vec<Vec<u8>> {
            words.iter().map(|w| w.bytes().chain([0]).collect()).collect()
        };
        let base = std::env::var("WSS_CONFORMANCE").unwrap();
        let argv = list(&argv.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>());
        let env =
            list(&[format!("WSS_CONFORMANCE={base}"), format!("WSS_CHANNEL={channel}")]);
        let pointers = |list: &[Vec<u8>]| -> Vec<u64> {
            list.iter().map(|w| w.as_ptr() as u64).chain([0]).collect()
        };
        let (args, env_pointers) = (pointers(&argv), pointers(&env));
        let mut keep = Vec::new();
        let path = pointer(path, &mut keep);
        call(59, [path, args.as_ptr() as u64, env_pointers.as_ptr() as u64, 0, 0])
    }

    /// A descriptor from which one reads what one writes to it.
    fn pipe(&self) -> i64 {
        let mut fds = [0i32; 2];
        call(293, [fds.as_mut_ptr() as u64, 0, 0, 0, 0]);
        let path = format!("/proc/self/fd/{}\0", fds[0]);
        let both = call(257, [AT_FDCWD, path.as_ptr() as u64, 2, 0, 0]);
        for fd in fds {
            call(3, [fd as u64, 0, 0, 0, 0]);
        }
        both
    }
}

#[unsafe(no_mangle)]
extern "C" fn main(_: i32, _: *const *const u8) -> i32 {
    // SAFETY: a handler that does nothing, restarting what it interrupts (signal(2), BSD).
    unsafe { signal(10, handler as *const () as usize) };
    let channel = std::env::var("WSS_CHANNEL").unwrap();
    Actor::new(&channel).serve()
}
