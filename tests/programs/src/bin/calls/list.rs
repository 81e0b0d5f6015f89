//! The calls.
use crate::memory::Memory;
use libc::*;
use test_programs::raw::Call;

/// -100 as a register holds it.
const CWD: u64 = AT_FDCWD as u64;
/// A descriptor that this program has not.
const BAD: u64 = 900;
/// Descriptors that the calls make one after another; made equal by dup2.
const FILE: u64 = 800;
const DIRECTORY: u64 = 801;
const SOCKET: u64 = 802;
const EPOLL: u64 = 803;

fn c(nr: c_long, args: &[u64]) -> Call {
    let mut five = [0; 5];
    for (to, from) in five.iter_mut().zip(args) {
        *to = *from;
    }
    Call(nr, five)
}

/// A flag or number as an argument.
fn n(value: impl Into<i64>) -> u64 {
    value.into() as u64
}

pub(crate) fn calls(m: &mut Memory) -> Vec<Call> {
    [files(m), descriptors(m), directories(m), sockets(m), memory(m), signals(m), limits(m)]
        .concat()
}

fn files(m: &mut Memory) -> Vec<Call> {
    let (file, other, none) = (m.text("file"), m.text("other"), m.text("no such file"));
    let (data, long) = (m.text("hello, \"world\"\n\t\x01"), m.bytes(&[b'x'; 100]));
    let iov = m.longs(&[data, 5, long, 40]);
    let (room, status) = (m.room(128), m.room(256));
    let times = m.longs(&[1_000_000_000, 5, 1_100_000_000, 0]);
    let how = m.longs(&[O_RDONLY as u64, 0, 0]);
    let (name, value) = (m.text("user.name"), m.text("value"));
    let deep = m.text("deep");
    vec![
        c(SYS_open, &[none, n(O_RDONLY), 0]),
        c(SYS_openat, &[CWD, none, n(O_WRONLY | O_APPEND | O_CLOEXEC), 0]),
        c(SYS_openat, &[CWD, file, n(O_RDWR | O_CREAT | O_EXCL | O_TRUNC), 0o644]),
        c(SYS_openat, &[CWD, file, n(O_RDWR | O_CREAT | O_EXCL), 0o600]),
        c(SYS_creat, &[none, 0o4755]),
        c(SYS_openat2, &[CWD, other, how, 24]),
        c(SYS_dup2, &[3, FILE]),
        c(SYS_write, &[FILE, data, 17]),
        c(SYS_write, &[FILE, long, 100]),
        c(SYS_writev, &[FILE, iov, 2]),
        c(SYS_pwrite64, &[FILE, data, 3, 7]),
        c(SYS_lseek, &[FILE, 5, n(SEEK_SET)]),
        c(SYS_lseek, &[FILE, -3i64 as u64, n(SEEK_END)]),
        c(SYS_read, &[FILE, room, 3]),
        c(SYS_pread64, &[FILE, room, 100, 0]),
        c(SYS_read, &[BAD, room, 8]),
        c(SYS_stat, &[file, status]),
        c(SYS_fstat, &[FILE, status]),
        c(SYS_newfstatat, &[CWD, none, status, n(AT_SYMLINK_NOFOLLOW)]),
        c(SYS_access, &[file, n(R_OK | W_OK)]),
        c(SYS_faccessat, &[CWD, none, n(F_OK)]),
        c(SYS_chmod, &[file, 0o600]),
        c(SYS_fchmod, &[FILE, 0o4711]),
        c(SYS_fchmodat, &[CWD, file, 0o640]),
        c(SYS_fchownat, &[CWD, none, 12, -1i64 as u64, n(AT_SYMLINK_NOFOLLOW)]),
        c(SYS_truncate, &[file, 50]),
        c(SYS_ftruncate, &[FILE, 60]),
        c(SYS_fallocate, &[BAD, n(FALLOC_FL_KEEP_SIZE), 0, 4096]),
        c(SYS_link, &[file, other]),
        c(SYS_symlink, &[deep, none]),
        c(SYS_readlink, &[none, room, 100]),
        c(SYS_rename, &[other, deep]),
        c(SYS_renameat2, &[CWD, deep, CWD, file, n(RENAME_NOREPLACE as i64)]),
        c(SYS_utimensat, &[CWD, file, times, 0]),
        c(SYS_unlinkat, &[CWD, none, n(AT_REMOVEDIR)]),
        c(SYS_unlink, &[deep]),
        c(SYS_setxattr, &[none, name, value, 5, n(XATTR_CREATE)]),
        c(SYS_fsync, &[FILE]),
        c(SYS_flock, &[FILE, n(LOCK_EX | LOCK_NB)]),
    ]
}

fn descriptors(m: &mut Memory) -> Vec<Call> {
    let pair = m.room(8);
    let poll = m.bytes(&[&900i32.to_le_bytes()[..], &[1, 0, 0, 0]].concat());
    let size = m.room(8);
    let event = m.bytes(&[&1u32.to_le_bytes()[..], &7u64.to_le_bytes()].concat());
    let events = m.room(48);
    let name = m.text("memory");
    vec![
        c(SYS_fcntl, &[FILE, n(F_GETFL)]),
        c(SYS_fcntl, &[FILE, n(F_SETFD), n(FD_CLOEXEC)]),
        c(SYS_fcntl, &[FILE, n(F_SETFL), n(O_APPEND | O_NONBLOCK)]),
        c(SYS_dup, &[BAD]),
        c(SYS_dup3, &[FILE, 810, n(O_CLOEXEC)]),
        c(SYS_close, &[810]),
        c(SYS_close, &[BAD]),
        c(SYS_pipe2, &[pair, n(O_CLOEXEC | O_NONBLOCK)]),
        c(SYS_poll, &[poll, 1, 0]),
        c(SYS_ioctl, &[FILE, FIONREAD, size]),
        c(SYS_ioctl, &[BAD, TCGETS, size]),
        c(SYS_epoll_create1, &[n(EPOLL_CLOEXEC)]),
        c(SYS_dup2, &[6, EPOLL]),
        c(SYS_epoll_ctl, &[EPOLL, n(EPOLL_CTL_ADD), BAD, event]),
        c(SYS_epoll_wait, &[EPOLL, events, 4, 0]),
        c(SYS_eventfd2, &[3, n(EFD_NONBLOCK | EFD_SEMAPHORE)]),
        c(SYS_timerfd_create, &[n(CLOCK_MONOTONIC), n(TFD_NONBLOCK)]),
        c(SYS_memfd_create, &[name, n(MFD_CLOEXEC as i64 | MFD_ALLOW_SEALING as i64)]),
        c(SYS_inotify_init1, &[n(IN_NONBLOCK)]),
    ]
}

fn directories(m: &mut Memory) -> Vec<Call> {
    let (directory, dot, none) = (m.text("directory"), m.text("."), m.text("none"));
    let (room, how) = (m.room(512), m.text("tmpfs"));
    vec![
        c(SYS_mkdir, &[directory, 0o755]),
        c(SYS_mkdirat, &[CWD, directory, 0o700]),
        c(SYS_openat, &[CWD, dot, n(O_RDONLY | O_DIRECTORY | O_CLOEXEC)]),
        c(SYS_dup2, &[BAD, DIRECTORY]),
        c(SYS_rmdir, &[directory]),
        c(SYS_chdir, &[none]),
        c(SYS_fchdir, &[BAD]),
        c(SYS_getdents64, &[BAD, room, 512]),
        c(SYS_mknod, &[directory, n(S_IFIFO as i64 | 0o644), 0]),
        c(SYS_umask, &[0o27]),
        c(SYS_umask, &[0o22]),
        c(SYS_chroot, &[none]),
        c(SYS_mount, &[none, none, how, n(MS_RDONLY as i64 | MS_NOSUID as i64), 0]),
        c(SYS_umount2, &[none, n(MNT_DETACH)]),
    ]
}

fn sockets(m: &mut Memory) -> Vec<Call> {
    // sockaddr_in of 127.0.0.1:9 and 127.0.0.1:0; sockaddr_un of "none"; sockaddr_in6 of [::1]:9.
    let discard = m.bytes(&[2, 0, 0, 9, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
    let local = m.bytes(b"\x01\0none\0");
    let mut six = [0; 28];
    (six[0], six[3], six[23]) = (10, 9, 1);
    let six = m.bytes(&six);
    let one = m.ints(&[1]);
    let (address, length) = (m.room(128), m.ints(&[128]));
    let text = m.text("datagram");
    let pair = m.room(8);
    vec![
        c(SYS_socket, &[n(AF_INET), n(SOCK_STREAM | SOCK_CLOEXEC), n(IPPROTO_TCP)]),
        c(SYS_socket, &[n(AF_UNIX), n(SOCK_DGRAM | SOCK_NONBLOCK), 0]),
        c(SYS_socket, &[n(AF_INET), n(SOCK_DGRAM), n(IPPROTO_UDP)]),
        c(SYS_dup2, &[13, SOCKET]),
        c(SYS_connect, &[BAD, discard, 16]),
        c(SYS_connect, &[BAD, six, 28]),
        c(SYS_connect, &[BAD, local, 7]),
        c(SYS_bind, &[BAD, discard, 16]),
        c(SYS_listen, &[BAD, 5]),
        c(SYS_accept4, &[BAD, 0, 0, n(SOCK_NONBLOCK)]),
        c(SYS_sendto, &[BAD, text, 8, n(MSG_DONTWAIT | MSG_NOSIGNAL), 0]),
        c(SYS_setsockopt, &[BAD, n(SOL_SOCKET), n(SO_REUSEADDR), one, 4]),
        c(SYS_setsockopt, &[BAD, n(IPPROTO_TCP), n(TCP_NODELAY), one, 4]),
        c(SYS_shutdown, &[BAD, n(SHUT_RDWR)]),
        c(SYS_getsockname, &[BAD, address, length]),
        c(SYS_socketpair, &[n(AF_UNIX), n(SOCK_STREAM), 0, pair]),
    ]
}

fn memory(m: &mut Memory) -> Vec<Call> {
    let page = 0x3000_0000;
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED;
    let _ = m;
    vec![
        c(SYS_mprotect, &[page, 4096, n(PROT_READ | PROT_WRITE)]),
        c(SYS_mmap, &[page, 8192, n(PROT_READ | PROT_EXEC), n(flags), -1i64 as u64]),
        c(SYS_mprotect, &[page, 4096, n(PROT_NONE)]),
        c(SYS_madvise, &[page, 8192, n(MADV_DONTNEED)]),
        c(SYS_msync, &[page, 4096, n(MS_SYNC)]),
        c(SYS_mlock, &[0x4000_0000, 4096]),
        c(SYS_munmap, &[page, 8192]),
    ]
}

fn signals(m: &mut Memory) -> Vec<Call> {
    let set = m.longs(&[1 << (SIGUSR1 - 1) | 1 << (SIGTERM - 1)]);
    let old = m.room(8);
    // struct kernel_sigaction: handler SIG_IGN, flags, restorer, mask.
    let action = m.longs(&[1, SA_RESTART as u64, 0, 1 << (SIGUSR2 - 1)]);
    let alarm = m.longs(&[0, 0, 0, 0]);
    let pause = m.longs(&[0, 1000]);
    let none = m.longs(&[5, 2_000_000_000]);
    vec![
        c(SYS_rt_sigprocmask, &[n(SIG_BLOCK), set, old, 8]),
        c(SYS_rt_sigprocmask, &[n(SIG_SETMASK), old, 0, 8]),
        c(SYS_rt_sigaction, &[n(SIGUSR2), action, 0, 8]),
        c(SYS_kill, &[0x7fff_fff0, n(SIGHUP)]),
        c(SYS_tgkill, &[0x7fff_fff0, 0x7fff_fff0, n(SIGUSR1)]),
        c(SYS_setitimer, &[n(ITIMER_REAL), alarm, 0]),
        c(SYS_alarm, &[0]),
        c(SYS_nanosleep, &[pause, 0]),
        c(SYS_clock_nanosleep, &[n(CLOCK_REALTIME), 0, none, 0]),
        c(SYS_futex, &[old, n(FUTEX_WAKE | FUTEX_PRIVATE_FLAG), 1]),
    ]
}

fn limits(m: &mut Memory) -> Vec<Call> {
    let limit = m.longs(&[64, 1 << 30]);
    let name = m.text("renamed");
    let resolution = m.room(16);
    vec![
        c(SYS_prlimit64, &[0, n(RLIMIT_CORE as i64), limit, 0]),
        c(SYS_setrlimit, &[99, limit]),
        c(SYS_getpriority, &[n(PRIO_PROCESS as i64), 0]),
        c(SYS_setpriority, &[n(PRIO_PROCESS as i64), 0x7fff_fff0, 5]),
        c(SYS_prctl, &[n(PR_SET_NAME), name]),
        c(SYS_prctl, &[n(PR_GET_DUMPABLE)]),
        c(SYS_prctl, &[n(PR_SET_PDEATHSIG), 0]),
        c(SYS_clock_getres, &[n(CLOCK_MONOTONIC), resolution]),
        c(SYS_sched_getscheduler, &[0]),
        c(SYS_setresuid, &[-1i64 as u64, -1i64 as u64, -1i64 as u64]),
        c(SYS_personality, &[0xffff_ffff]),
        c(SYS_unshare, &[n(CLONE_NEWNS | CLONE_THREAD)]),
    ]
}
