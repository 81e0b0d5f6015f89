//! A process or thread of a scenario: takes commands on its socket, makes calls, shows results.
use crate::call::{self, call, vfork};
use crate::text::{Text, number};
use core::arch::x86_64::_rdtsc;
use core::fmt::Write;

const AT_FDCWD: u64 = -100i64 as u64;
const AF_UNIX: u64 = 1;
const AF_INET: u64 = 2;
const SOCK_DGRAM: u64 = 2;
const F_DUPFD_CLOEXEC: u64 = 17;
/// Above the scenario's descriptors.
const HIGH: u64 = 200;
const O_WRONLY_CREAT_TRUNC: u64 = 0x601;
const STACK: u64 = 256 << 10;
/// Where a command is split.
const SEPARATOR: u8 = 0x1f;

/// One process or thread.
pub(crate) struct Actor {
    socket: u64,
    /// Folder of the sockets.
    base: Text,
    channel: Text,
}

/// `struct sockaddr_un`.
#[repr(C)]
struct Address {
    length: u8,
    family: u8,
    path: [u8; 104],
}

impl Address {
    fn of(base: &Text, name: &[u8]) -> Address {
        let mut address = Address { length: 106, family: AF_UNIX as u8, path: [0; 104] };
        let bytes = base.bytes().iter().chain(b"/").chain(name);
        for (place, byte) in address.path.iter_mut().take(103).zip(bytes) {
            *place = *byte;
        }
        address
    }

    fn words(&self) -> [u64; 2] {
        [core::ptr::from_ref(self) as u64, size_of::<Address>() as u64]
    }
}

impl Actor {
    /// Binds a socket and says hello.
    pub(crate) fn new(base: Text, channel: Text) -> Actor {
        // SAFETY: every processor of this architecture has the instruction.
        let unique = unsafe { _rdtsc() };
        let mut name = channel;
        // Cut, never failing.
        let _ = write!(name, "-{unique:x}");
        let low = call(call::SOCKET, [AF_UNIX, SOCK_DGRAM, 0, 0, 0, 0]) as u64;
        let socket = call(call::FCNTL, [low, F_DUPFD_CLOEXEC, HIGH, 0, 0, 0]) as u64;
        call(call::CLOSE, [low, 0, 0, 0, 0, 0]);
        let own = Address::of(&base, name.bytes());
        let [at, size] = own.words();
        call(call::BIND, [socket, at, size, 0, 0, 0]);
        // Whoever the runner is, it may write there.
        call(call::CHMOD, [own.path.as_ptr() as u64, 0o777, 0, 0, 0, 0]);
        let actor = Actor { socket, base, channel };
        let mut tid = 0u64;
        call(call::THR_SELF, [&raw mut tid as u64, 0, 0, 0, 0, 0]);
        let mut hello = Text::of(b"hello");
        let _ = write!(hello, "\x1f{tid}\x1f{}\x1f", call(call::GETPID, [0; 6]));
        hello.push(name.bytes());
        actor.send(&hello);
        actor
    }

    fn send(&self, text: &Text) {
        let mut message = self.channel;
        message.push(&[SEPARATOR]);
        message.push(text.bytes());
        let runner = Address::of(&self.base, b"runner");
        let [at, size] = runner.words();
        let length = message.bytes().len() as u64;
        call(call::SENDTO, [self.socket, message.address(), length, 0, at, size]);
    }

    fn shows(&self, result: i64) {
        let mut text = Text::of(b"shows\x1f");
        let _ = write!(text, "{result}");
        self.send(&text);
    }

    /// Obeys until it is told to exit.
    pub(crate) fn serve(&self) -> ! {
        let mut buffer = [0u8; 6000];
        loop {
            let room = buffer.len() as u64;
            // Not read: that is a call that scenarios are about.
            let at = buffer.as_mut_ptr() as u64;
            let n = call(call::RECVFROM, [self.socket, at, room, 0, 0, 0]);
            if n == -4 {
                continue;
            }
            if n < 0 {
                call(call::EXIT, [102, 0, 0, 0, 0, 0]);
            }
            let mut words: [&[u8]; 12] = [b""; 12];
            let command = buffer.get(..n as usize).unwrap_or_default();
            for (place, word) in words.iter_mut().zip(command.split(|b| *b == SEPARATOR)) {
                *place = word;
            }
            let count = command.split(|b| *b == SEPARATOR).count().min(words.len());
            if let Some(result) = self.obey(words.get(..count).unwrap_or_default()) {
                self.shows(result);
            }
        }
    }

    /// The raw result to show; `None`: somebody else shows it.
    fn obey(&self, words: &[&[u8]]) -> Option<i64> {
        let word = |n: usize| words.get(n).copied().unwrap_or_default();
        let n = |at: usize| number(word(at));
        let mut keep = [0u8; 5001];
        let mut path = |at: usize| pointer(word(at), &mut keep);
        Some(match word(0) {
            b"open" => call(call::OPENAT, [AT_FDCWD, path(1), n(2), 0o644, 0, 0]),
            b"openat" => call(call::OPENAT, [n(1), path(2), n(3), 0o644, 0, 0]),
            b"creat" => call(call::OPENAT, [AT_FDCWD, path(1), O_WRONLY_CREAT_TRUNC, 0o644, 0, 0]),
            b"read" => call(call::READ, [n(1), keep.as_mut_ptr() as u64, n(2), 0, 0, 0]),
            b"write" => {
                let text = word(2);
                call(call::WRITE, [n(1), text.as_ptr() as u64, text.len() as u64, 0, 0, 0])
            }
            b"close" => call(call::CLOSE, [n(1), 0, 0, 0, 0, 0]),
            b"chmod" => call(call::CHMOD, [path(1), n(2), 0, 0, 0, 0]),
            b"unlink" => call(call::UNLINK, [path(1), 0, 0, 0, 0, 0]),
            b"chdir" => call(call::CHDIR, [path(1), 0, 0, 0, 0, 0]),
            b"chroot" => call(call::CHROOT, [path(1), 0, 0, 0, 0, 0]),
            b"getpid" => call(call::GETPID, [0; 6]),
            b"getppid" => call(call::GETPPID, [0; 6]),
            b"setuid" => call(call::SETUID, [n(1), 0, 0, 0, 0, 0]),
            b"kill" => call(call::KILL, [n(1), n(2), 0, 0, 0, 0]),
            b"exit" => call(call::EXIT, [n(1), 0, 0, 0, 0, 0]),
            b"pipe" => echo(),
            b"exec" => self.exec(word(1), word(2), words.get(3..).unwrap_or_default()),
            b"fork" => match call(call::FORK, [0; 6]) {
                0 => Actor::new(self.base, Text::of(word(1))).serve(),
                pid => pid,
            },
            // While the child runs the parent waits, so the child answers for it.
            b"vfork" => {
                let pid = vfork(|| {
                    self.shows(call(call::GETPID, [0; 6]));
                    Actor::new(self.base, Text::of(word(1))).serve();
                });
                return (pid <= 0).then_some(pid);
            }
            b"spawn" => vfork(|| {
                self.exec(word(1), word(2), words.get(2..).unwrap_or_default());
            }),
            b"thread" => self.thread(word(1)),
            _ => -78,
        })
    }

    /// execve; the new image listens on `channel`.
    fn exec(&self, channel: &[u8], path: &[u8], argv: &[&[u8]]) -> i64 {
        let mut text = [Text::of(b""); 4];
        let mut pointers = [0u64; 5];
        for ((text, pointer), word) in text.iter_mut().zip(&mut pointers).zip(argv) {
            text.push(word);
            *pointer = text.address();
        }
        let mut base = Text::of(b"WSS_CONFORMANCE=");
        base.push(self.base.bytes());
        let mut name = Text::of(b"WSS_CHANNEL=");
        name.push(channel);
        let env = [base.address(), name.address(), 0];
        let mut keep = [0u8; 5001];
        let path = pointer(path, &mut keep);
        call(call::EXECVE, [path, pointers.as_ptr() as u64, env.as_ptr() as u64, 0, 0, 0])
    }

    /// Another thread, which listens on `channel`.
    fn thread(&self, channel: &[u8]) -> i64 {
        const PROT_READ_WRITE: u64 = 3;
        const MAP_PRIVATE_ANON: u64 = 0x1002;
        let map = [0, STACK, PROT_READ_WRITE, MAP_PRIVATE_ANON, u64::MAX, 0];
        let stack = call(call::MMAP, map);
        if stack < 0 {
            return stack;
        }
        let own = stack as *mut Actor;
        let new = Actor { socket: 0, base: self.base, channel: Text::of(channel) };
        // SAFETY: freshly mapped, aligned to a page and large enough; the thread alone reads it, and
        // its stack begins at the other end.
        unsafe { own.write(new) };
        let mut ids = [0u64; 2];
        let [child, parent] = &mut ids;
        // struct thr_param: start, argument, stack and TLS with their sizes, where its number goes.
        let param: [u64; 13] = [
            begin as *const () as u64,
            own as u64,
            stack as u64,
            STACK,
            0,
            0,
            child as *mut u64 as u64,
            parent as *mut u64 as u64,
            0,
            0,
            0,
            0,
            0,
        ];
        let begun = call(call::THR_NEW, [param.as_ptr() as u64, 104, 0, 0, 0, 0]);
        // The kernel wrote the numbers before it came back.
        core::hint::black_box(ids);
        begun
    }
}

/// Where a thread begins.
extern "C" fn begin(actor: *const Actor) -> ! {
    // SAFETY: `thread` wrote it there and leaves it to this thread.
    let given = unsafe { &*actor };
    Actor::new(given.base, given.channel).serve()
}

/// Makes a pointer to `text` as a scenario writes it.
fn pointer(text: &[u8], keep: &mut [u8; 5001]) -> u64 {
    match text {
        b"@bad" => return 0x10,
        b"@null" => return 0,
        b"@long" => keep.iter_mut().take(5000).for_each(|b| *b = b'a'),
        other => {
            keep.iter_mut().take(5000).zip(other.iter().chain(&[0])).for_each(|(k, b)| *k = *b);
        }
    }
    keep.as_ptr() as u64
}

/// A descriptor from which one reads what one writes to it: a datagram socket connected to itself.
fn echo() -> i64 {
    // struct sockaddr_in: 127.0.0.1, any port.
    let mut address = [16u8, AF_INET as u8, 0, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    let mut size = address.len() as u32;
    let socket = call(call::SOCKET, [AF_INET, SOCK_DGRAM, 0, 0, 0, 0]);
    let at = address.as_mut_ptr() as u64;
    let (fd, length) = (socket as u64, u64::from(size));
    call(call::BIND, [fd, at, length, 0, 0, 0]);
    call(call::GETSOCKNAME, [fd, at, &raw mut size as u64, 0, 0, 0]);
    match call(call::CONNECT, [fd, at, length, 0, 0, 0]) {
        0 => socket,
        failed => failed,
    }
}
