/*
 * Makes system calls with known values and writes, for each, its registers, its result and the
 * memory behind its pointers, so that tests/record.sh can pair them with what strace printed.
 *
 * A call's memory is described by words: sN a string at register N, vN a vector of strings,
 * iN=LEN bytes before the call, oN=LEN bytes after it (LEN `r`: as many as the result says).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <linux/futex.h>
#include <linux/falloc.h>
#include <linux/openat2.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <time.h>
#include <unistd.h>

static char text[1 << 20];
static size_t at;

static void put(const char *format, unsigned long value)
{
	at += snprintf(text + at, sizeof text - at, format, value);
}

static void hex(int reg, const unsigned char *p, size_t n)
{
	put(" b%lu@", reg);
	put("%lx=", (unsigned long)p);
	if (p)
		for (size_t i = 0; i < n; i++)
			put("%02lx", p[i]);
}

static void capture(const char *spec, long *a, long ret, int after)
{
	while (*spec) {
		char kind = *spec++;
		int reg = *spec++ - '0';
		unsigned char *p = (unsigned char *)a[reg];
		size_t n = 0;
		if (*spec == '=') {
			spec++;
			n = *spec == 'r' ? (ret > 0 ? ret : 0) : strtoul(spec, NULL, 10);
		}
		while (*spec && *spec != ' ')
			spec++;
		while (*spec == ' ')
			spec++;
		if (kind == 's' && !after)
			hex(reg, p, p ? strlen((char *)p) : 0);
		if ((kind == 'i' && !after) || (kind == 'o' && after && ret >= 0))
			hex(reg, p, n);
		if (kind == 'v' && !after) {
			put(" v%lu@", reg);
			put("%lx=", (unsigned long)p);
			for (char **v = (char **)p; v && *v; v++) {
				for (char *c = *v; *c; c++)
					put("%02lx", (unsigned char)*c);
				if (v[1])
					put(",", 0);
			}
		}
	}
}

static long call(const char *spec, long nr, long a0, long a1, long a2, long a3, long a4, long a5)
{
	long a[6] = {a0, a1, a2, a3, a4, a5};
	put("%lu", nr);
	for (int i = 0; i < 6; i++)
		put(" %lx", a[i]);
	capture(spec, a, 0, 0);
	long ret = syscall(nr, a0, a1, a2, a3, a4, a5);
	ret = ret == -1 ? -errno : ret;
	capture(spec, a, ret, 1);
	put(" = %ld\n", ret);
	return ret;
}

/* Missing arguments are 0. */
#define P(x) ((long)(x))
#define C(spec, nr, ...) C_(spec, nr, ##__VA_ARGS__, 0, 0, 0, 0, 0, 0)
#define C_(spec, nr, a, b, c, d, e, f, ...) \
	call(spec, nr, P(a), P(b), P(c), P(d), P(e), P(f))

static void files(void)
{
	char buf[4096];
	struct stat st;
	long fd = C("s1", SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY | O_CLOEXEC);
	C("o1=r", SYS_read, fd, buf, 20);
	C("o1=r", SYS_read, fd, buf, 100);
	C("o1=r", SYS_pread64, fd, buf, 10, 5);
	C("", SYS_lseek, fd, 3, SEEK_SET);
	C("", SYS_lseek, fd, -1, SEEK_END);
	C("o1=144", SYS_fstat, fd, &st);
	C("", SYS_fcntl, fd, F_GETFD);
	C("", SYS_fcntl, fd, F_GETFL);
	C("", SYS_fcntl, fd, F_SETFD, 0);
	C("", SYS_fcntl, fd, F_SETFD, FD_CLOEXEC);
	C("", SYS_fcntl, fd, F_SETFL, O_NONBLOCK | O_APPEND);
	long dup = C("", SYS_fcntl, fd, F_DUPFD_CLOEXEC, 40);
	C("", SYS_dup2, fd, 41);
	C("", SYS_dup3, fd, 42, O_CLOEXEC);
	C("", SYS_dup, 9999);
	C("", SYS_flock, fd, LOCK_SH | LOCK_NB);
	C("", SYS_fadvise64, fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	C("", SYS_close, dup);
	C("", SYS_close, fd);
	C("", SYS_close, 9999);
	C("", SYS_close_range, 40, 50, 0);
	C("s0", SYS_open, "/nonexistent/x", O_RDWR | O_CREAT | O_EXCL, 0640);
	C("s0", SYS_open, "wss-\"a\"\n\001b\0019", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
	C("s0", SYS_unlink, "wss-\"a\"\n\001b\0019");
	C("s0", SYS_creat, "wss-c", 0644);
	C("s0", SYS_chmod, "wss-c", 0);
	C("s1", SYS_fchmodat, AT_FDCWD, "wss-c", 0755);
	C("", SYS_fchmod, 3, 04711);
	C("s0", SYS_chown, "wss-c", -1, -1);
	C("s0", SYS_lchown, "wss-c", -1, 0);
	C("", SYS_fchown, 3, 0, 0);
	C("s1", SYS_fchownat, AT_FDCWD, "wss-c", 0, 0, AT_SYMLINK_NOFOLLOW);
	C("i1=13", SYS_write, 3, "hello\nworld\t\377", 13);
	C("", SYS_ftruncate, 3, 5);
	C("", SYS_fallocate, 3, FALLOC_FL_KEEP_SIZE, 0, 4096);
	C("", SYS_fsync, 3);
	C("", SYS_fdatasync, 3);
	C("s0", SYS_truncate, "wss-c", 100);
	C("s0 o1=144", SYS_stat, "wss-c", &st);
	C("s0 o1=144", SYS_lstat, "/nonexistent", &st);
	C("s0 o1=144", SYS_stat, "/dev/null", &st);
	C("s1 o2=144", SYS_newfstatat, AT_FDCWD, "wss-c", &st, AT_SYMLINK_NOFOLLOW);
	C("s1 o2=144", SYS_newfstatat, 3, "", &st, AT_EMPTY_PATH);
	C("s0", SYS_access, "/etc/passwd", R_OK | W_OK);
	C("s0", SYS_access, "/etc/passwd", F_OK);
	C("s1", SYS_faccessat2, AT_FDCWD, "/nonexistent", X_OK, AT_EACCESS);
	C("s0 s1", SYS_link, "wss-c", "wss-d");
	C("s1 s3", SYS_linkat, AT_FDCWD, "wss-c", AT_FDCWD, "wss-d", AT_SYMLINK_FOLLOW);
	C("s0 s1", SYS_rename, "wss-d", "wss-e");
	C("s1 s3", SYS_renameat2, AT_FDCWD, "wss-e", AT_FDCWD, "wss-c", RENAME_NOREPLACE);
	C("s0 s1", SYS_symlink, "target", "wss-l");
	C("s0 o1=r", SYS_readlink, "wss-l", buf, 100);
	C("s1 o2=r", SYS_readlinkat, AT_FDCWD, "/nonexistent", buf, 100);
	C("s1", SYS_unlinkat, AT_FDCWD, "wss-l", 0);
	C("s0", SYS_unlink, "wss-c");
	C("s0", SYS_unlink, "wss-e");
	C("s0", SYS_mkdir, "wss-m", 0700);
	C("s1", SYS_mkdirat, AT_FDCWD, "wss-m", 01777);
	C("s0", SYS_rmdir, "wss-m");
	C("s1", SYS_unlinkat, AT_FDCWD, "wss-m", AT_REMOVEDIR);
	C("s0", SYS_mknod, "/nonexistent/f", S_IFIFO | 0666, 0);
	C("s1", SYS_mknodat, AT_FDCWD, "/nonexistent/c", S_IFCHR | 0600, makedev(1, 3));
	C("", SYS_umask, 022);
	C("", SYS_umask, 0);
	struct timespec ts[2] = {{1, 5}, {0, UTIME_OMIT}};
	ts[0].tv_nsec = UTIME_NOW;
	C("s1 i2=32", SYS_utimensat, AT_FDCWD, "/nonexistent", ts, AT_SYMLINK_NOFOLLOW);
	C("s1", SYS_utimensat, AT_FDCWD, "/nonexistent", NULL, 0);
	struct open_how how = {.flags = O_RDONLY | O_DIRECTORY, .resolve = RESOLVE_BENEATH};
	C("s1 i2=24", SYS_openat2, AT_FDCWD, ".", &how, sizeof how);
	long dir = C("s1", SYS_openat, AT_FDCWD, "/proc/self", O_RDONLY | O_DIRECTORY);
	C("o1=r", SYS_getdents64, dir, buf, 4096);
	C("", SYS_fchdir, dir);
	C("s0", SYS_chdir, "/nonexistent");
	C("s0", SYS_chroot, "/nonexistent");
	C("s0 s1 i2=5", SYS_setxattr, "/nonexistent", "user.a", "value", 5, XATTR_CREATE);
	C("s0 s1 o2=r", SYS_getxattr, "/nonexistent", "user.a", buf, 100);
	struct statfs fs;
	C("s0 o1=120", SYS_statfs, "/proc", &fs);
	C("", SYS_copy_file_range, 3, 0, 9999, 0, 10, 0);
	C("s1", SYS_inotify_add_watch, 9999, "/x", IN_CREATE | IN_DELETE | IN_ONLYDIR);
}

static void memory(void)
{
	long p = C("", SYS_mmap, 0, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	C("", SYS_mprotect, p, 4096, PROT_READ);
	C("", SYS_mprotect, p, 4096, PROT_NONE);
	C("", SYS_madvise, p, 4096, MADV_DONTNEED);
	C("", SYS_mremap, p, 8192, 12288, MREMAP_MAYMOVE);
	C("", SYS_munmap, p, 8192);
	C("", SYS_mmap, 0, 4096, PROT_READ | PROT_EXEC, MAP_SHARED, 9999, 0x2000);
	C("", SYS_mmap, 0x10000000, 4096, PROT_READ, MAP_PRIVATE | MAP_FIXED_NOREPLACE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
	C("", SYS_brk, 0);
	C("", SYS_mlock, 0x10000000, 4096);
	C("", SYS_mlockall, MCL_CURRENT | MCL_FUTURE | 64);
	C("", SYS_msync, 0x10000000, 4096, MS_SYNC | MS_INVALIDATE);
	C("s0", SYS_memfd_create, "name", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	C("", SYS_shmget, IPC_PRIVATE, 4096, IPC_CREAT | 0600);
	C("", SYS_semget, 0x1234, 1, 0);
	C("", SYS_msgget, 0x1234, 0644);
}

static void sockets(void)
{
	int pair[2], one = 1;
	socklen_t len;
	long s = C("", SYS_socket, AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP);
	struct sockaddr_in in = {AF_INET, htons(80), {htonl(INADDR_LOOPBACK)}, {0}};
	struct sockaddr_in6 in6 = {.sin6_family = AF_INET6, .sin6_port = htons(443), .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	struct sockaddr_un un = {AF_UNIX, "/nonexistent"};
	C("i3=4", SYS_setsockopt, s, SOL_SOCKET, SO_REUSEADDR, &one, 4);
	C("i3=4", SYS_setsockopt, s, SOL_TCP, TCP_NODELAY, &one, 4);
	len = 4;
	C("o3=4 o4=4", SYS_getsockopt, s, SOL_SOCKET, SO_ERROR, &one, &len);
	C("i1=16", SYS_connect, s, &in, sizeof in);
	in.sin_port = 0;
	C("i1=16", SYS_bind, s, &in, sizeof in);
	C("", SYS_listen, s, 5);
	C("o1=16 o2=4", SYS_accept4, s, 0, 0, SOCK_CLOEXEC);
	len = sizeof in;
	C("o1=16 o2=4", SYS_getsockname, s, &in, &len);
	C("i1=28", SYS_connect, s, &in6, sizeof in6);
	C("i1=110", SYS_connect, s, &un, sizeof un);
	C("", SYS_shutdown, s, SHUT_RDWR);
	C("", SYS_socket, AF_UNIX, SOCK_DGRAM, 0);
	C("", SYS_socket, AF_NETLINK, SOCK_RAW, 0);
	C("", SYS_socket, AF_INET6, SOCK_DGRAM, 0);
	C("", SYS_socket, 99, SOCK_DGRAM, 0);
	C("o3=8", SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, pair);
	C("i1=5", SYS_sendto, pair[0], "hello", 5, MSG_NOSIGNAL | MSG_DONTWAIT, 0, 0);
	char buf[100];
	C("o1=r", SYS_recvfrom, pair[1], buf, 100, MSG_DONTWAIT, 0, 0);
	C("o1=r", SYS_recvfrom, pair[1], buf, 100, MSG_DONTWAIT | MSG_PEEK, 0, 0);
	C("i1=5 i4=16", SYS_sendto, 9999, "hello", 5, 0, &in, 16);
}

static void signals(void)
{
	struct { void *h; unsigned long flags; void *restorer; unsigned long mask; } sa = {SIG_IGN, SA_RESTART, 0, 0x4002}, old;
	unsigned long set = 0x4002;
	C("i1=32 o2=32", SYS_rt_sigaction, SIGUSR1, &sa, 0, 8);
	C("i1=32 o2=32", SYS_rt_sigaction, SIGUSR1, 0, &old, 8);
	C("i1=32 o2=32", SYS_rt_sigaction, SIGKILL, &sa, 0, 8);
	C("i1=8 o2=8", SYS_rt_sigprocmask, SIG_BLOCK, &set, 0, 8);
	C("i1=8 o2=8", SYS_rt_sigprocmask, SIG_SETMASK, 0, &set, 8);
	set = ~0ul;
	C("i1=8 o2=8", SYS_rt_sigprocmask, SIG_UNBLOCK, &set, 0, 8);
	C("o0=8", SYS_rt_sigpending, &set, 8);
	C("", SYS_kill, 1, 0);
	C("", SYS_kill, 999999, SIGTERM);
	C("", SYS_tgkill, 999999, 999999, SIGUSR2);
	C("", SYS_tkill, 999999, 34);
	C("", SYS_alarm, 0);
	stack_t ss = {0, SS_DISABLE, 0};
	C("i0=24 o1=24", SYS_sigaltstack, &ss, 0);
	C("i1=8", SYS_signalfd4, -1, &set, 8, SFD_CLOEXEC);
}

static void processes(void)
{
	int status;
	struct rlimit rl;
	char *argv[] = {"prog", "-x", "a b", NULL}, *envp[] = {"A=1", "B=2", NULL};
	C("s0 v1 v2", SYS_execve, "/nonexistent", argv, envp);
	C("s1 v2 v3", SYS_execveat, AT_FDCWD, "/nonexistent", argv, envp, AT_SYMLINK_NOFOLLOW);
	C("", SYS_getpid);
	C("", SYS_getuid);
	C("", SYS_geteuid);
	C("", SYS_setuid, 0);
	C("", SYS_setresuid, -1, 0, -1);
	C("", SYS_setreuid, -1, -1);
	C("o0=4 o1=4 o2=4", SYS_getresuid, &status, &status, &status);
	C("", SYS_getpgid, 0);
	C("", SYS_getsid, 0);
	C("", SYS_setpgid, 999999, 0);
	C("o1=16", SYS_getrlimit, RLIMIT_NOFILE, &rl);
	C("i1=16", SYS_setrlimit, RLIMIT_CORE, &rl);
	C("i2=16 o3=16", SYS_prlimit64, 0, RLIMIT_STACK, 0, &rl);
	C("i2=16 o3=16", SYS_prlimit64, 999999, RLIMIT_AS, &rl, 0);
	C("", SYS_getpriority, PRIO_PROCESS, 0);
	C("", SYS_setpriority, PRIO_PROCESS, 999999, 5);
	C("o1=4 o3=144", SYS_wait4, -1, &status, WNOHANG, 0);
	pid_t child = vfork();
	if (child == 0)
		_exit(3);
	put("skip\n", 0);
	C("o1=4", SYS_wait4, child, &status, WUNTRACED | __WALL, 0);
	C("", SYS_prctl, PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	C("", SYS_prctl, PR_GET_DUMPABLE);
	C("", SYS_prctl, PR_SET_DUMPABLE, 1);
	C("", SYS_prctl, PR_CAPBSET_READ, 10);
	C("", SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	C("", SYS_unshare, 0x7);
	C("", SYS_sched_yield);
	C("", SYS_sched_getscheduler, 0);
	C("", SYS_sched_get_priority_max, SCHED_FIFO);
	C("o0=390", SYS_uname, (&(struct utsname){0}));
	C("", SYS_ptrace, 7, 999999, 0, SIGCONT);
	C("", SYS_getppid);
	C("", SYS_gettid);
	C("", SYS_setns, 9999, CLONE_NEWNET);
	C("s0 s1 s2", SYS_mount, "none", "/nonexistent", "tmpfs", MS_NOSUID | MS_NODEV, 0);
	C("s0", SYS_umount2, "/nonexistent", MNT_DETACH | UMOUNT_NOFOLLOW);
	C("s0", SYS_swapoff, "/nonexistent");
	C("", SYS_pidfd_open, 999999, 0);
	C("o0=r", SYS_getrandom, &rl, 8, GRND_NONBLOCK);
}

static void timing(void)
{
	struct timespec ts = {0, 1000};
	struct timeval tv = {0, 0};
	struct itimerspec its = {{1, 0}, {2, 500}};
	struct itimerval it;
	C("i0=16 o1=16", SYS_nanosleep, &ts, 0);
	C("i2=16 o3=16", SYS_clock_nanosleep, CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, 0);
	C("o1=16", SYS_clock_gettime, CLOCK_BOOTTIME, &ts);
	C("o1=16", SYS_clock_getres, CLOCK_REALTIME, &ts);
	C("o0=16", SYS_gettimeofday, &tv, 0);
	C("o1=32", SYS_getitimer, ITIMER_PROF, &it);
	long fd = C("", SYS_timerfd_create, CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	C("i2=32 o3=32", SYS_timerfd_settime, fd, TFD_TIMER_ABSTIME, &its, 0);
	int fds[2];
	C("o0=8", SYS_pipe2, fds, O_CLOEXEC);
	C("o0=8", SYS_pipe2, fds, 0);
	C("o0=8", SYS_pipe, fds);
	struct pollfd pfd[2] = {{fds[0], POLLIN, 0}, {fds[0], POLLIN | POLLPRI, 0}};
	C("i0=16", SYS_poll, pfd, 2, 0);
	long ep = C("", SYS_epoll_create1, EPOLL_CLOEXEC);
	struct epoll_event ev = {EPOLLIN | EPOLLET, {.u64 = 7}};
	C("i3=12", SYS_epoll_ctl, ep, EPOLL_CTL_ADD, fds[0], &ev);
	C("", SYS_epoll_wait, ep, &ev, 1, 0);
	C("", SYS_eventfd2, 5, EFD_CLOEXEC | EFD_SEMAPHORE);
	C("", SYS_inotify_init1, IN_NONBLOCK | IN_CLOEXEC);
	int word = 3;
	C("i3=16", SYS_futex, &word, FUTEX_WAIT_PRIVATE, 5, 0);
	C("", SYS_futex, &word, FUTEX_WAKE_PRIVATE, 1);
	C("i3=16", SYS_futex, &word, FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME, 5, 0, 0, -1);
	fd_set set;
	FD_ZERO(&set);
	FD_SET(fds[0], &set);
	tv.tv_sec = tv.tv_usec = 0;
	C("i1=128 i4=16", SYS_select, fds[0] + 1, &set, 0, 0, &tv);
	C("", SYS_ioctl, 0, 0x5401, 0);
	C("", SYS_ioctl, 9999, 0xc0101234, 0x55);
	C("", SYS_splice, 9999, 0, 9999, 0, 10, SPLICE_F_MOVE | SPLICE_F_MORE);
	C("", SYS_sendfile, 9999, 9999, 0, 10);
	C("", SYS_sync_file_range, 9999, 0, 0, 2);
	C("", 9000);
}

static void others(void)
{
	unsigned char buf[4096];
	int ints[8];
	struct timespec ts = {0, 0};
	unsigned long set = 1ul << 9;
	C("s1 o4=256", SYS_statx, AT_FDCWD, "/dev/null", AT_STATX_DONT_SYNC, STATX_TYPE | STATX_SIZE, buf);
	C("s1 o4=256", SYS_statx, AT_FDCWD, "/etc/passwd", 0, STATX_BASIC_STATS, buf);
	C("o0=r", SYS_getcwd, buf, 1);
	C("o1=r", SYS_getgroups, 0, 0);
	C("o2=r", SYS_sched_getaffinity, 0, 128, buf);
	C("o1=144", SYS_getrusage, RUSAGE_SELF, buf);
	C("o0=32", SYS_times, buf);
	C("", SYS_personality, -1);
	C("i0=8 i2=16", SYS_rt_sigtimedwait, &set, 0, &ts, 8);
	struct itimerval it = {{0, 0}, {0, 0}};
	C("i1=32 o2=32", SYS_setitimer, ITIMER_REAL, &it, 0);
	struct sched_param sp = {0};
	C("i1=4", SYS_sched_setparam, 0, &sp);
	C("o1=4", SYS_sched_getparam, 0, &sp);
	C("i2=4", SYS_sched_setscheduler, 0, SCHED_BATCH, &sp);
	C("o1=16", SYS_sched_rr_get_interval, 0, &ts);
	C("o0=4 o1=4", SYS_getcpu, &ints[0], 0, 0);
	C("", SYS_capget, 0, 0);
	C("", SYS_prctl, PR_SET_SECCOMP, 2, 0, 0, 0);
	C("", SYS_seccomp, 1, 1 << 3, 0);
	C("", SYS_bpf, 5, 0, 0);
	C("", SYS_arch_prctl, 0x1003, 0);
	C("", SYS_modify_ldt, 0, 0, 0);
	C("i0=16 i2=16 i3=8", SYS_ppoll, 0, 0, (&(struct timespec){0, 0}), &set, 8);
	C("i1=8", SYS_signalfd4, -1, &set, 8, SFD_NONBLOCK | SFD_CLOEXEC);
	C("", SYS_fanotify_init, 0x800, O_RDONLY);
	C("s4", SYS_fanotify_mark, 9999, 1, 8, AT_FDCWD, "/");
	C("", SYS_io_uring_setup, 0, 0);
	C("s1", SYS_open_tree, AT_FDCWD, "/nonexistent", 1);
	C("s1 s3", SYS_move_mount, AT_FDCWD, "/nonexistent", AT_FDCWD, "/x", 4);
	C("s0", SYS_fsopen, "nonexistent", 1);
	C("", SYS_fsmount, 9999, 1, 2);
	C("s1", SYS_fspick, AT_FDCWD, "/nonexistent", 1);
	C("", SYS_pidfd_send_signal, 9999, SIGTERM, 0, 0);
	C("", SYS_pidfd_getfd, 9999, 1, 0);
	C("s0 s1", SYS_pivot_root, "/nonexistent", "/x");
	C("s0", SYS_acct, "/nonexistent");
	C("s0", SYS_delete_module, "nonexistent", O_NONBLOCK);
	C("s1", SYS_finit_module, 9999, "a=1", 0);
	C("", SYS_userfaultfd, 12345678);
	C("", SYS_mbind, 0, 0, 2, 0, 0, 1);
	C("", SYS_set_mempolicy, 1000, 0, 0);
	C("", SYS_pkey_alloc, 1, 0);
	C("", SYS_pkey_mprotect, 0x1000, 4096, PROT_READ, -1);
	C("", SYS_mlock2, 0, 0, 1);
	C("", SYS_mincore, 1, 1, 0);
	C("", SYS_process_vm_readv, 999999, 0, 0, 0, 0, 1);
	C("", SYS_kcmp, 999999, 999999, 1, 0, 0);
	C("", SYS_tee, 9999, 9999, 1, SPLICE_F_NONBLOCK);
	C("", SYS_vmsplice, 9999, 0, 0, SPLICE_F_GIFT);
	C("", SYS_readahead, 9999, 0, 10);
	C("", SYS_syncfs, 9999);
	C("", SYS_getpgrp);
	C("", SYS_setsid);
	C("", SYS_vhangup + 1000);
	C("o1=r", SYS_preadv, 9999, 0, 0, 5);
	C("", SYS_pwritev2, 9999, 0, 0, 5, 0, 2);
	C("s0", SYS_mq_unlink, "nonexistent");
	C("s0", SYS_mq_open, "nonexistent", O_RDONLY, 0, 0);
	C("", SYS_shmat, -1, 0, 010000);
	C("", SYS_shmdt, 1);
	C("", SYS_shmctl, -1, 0, 0);
	C("", SYS_msgctl, -1, 0, 0);
	C("i1=6", SYS_semop, -1, (&(short[3]){0, -1, 04000}), 1);
	C("i1=6 i3=16", SYS_semtimedop, -1, (&(short[3]){0, -1, 0x1000}), 1, &ts);
	C("s0 s1 s2", SYS_request_key, "user", "nonexistent", 0, -3);
	C("", SYS_keyctl, 0, -3, 0);
	C("o1=120", SYS_fstatfs, 9999, buf);
	C("", SYS_timer_delete, 99);
	C("i2=32", SYS_timer_settime, 99, 1, (&(struct itimerspec){{1, 2}, {3, 4}}), 0);
	C("o1=16", SYS_clock_settime, 99, 0);
	C("", SYS_landlock_create_ruleset, 0, 0, 1);
	C("", SYS_setns, 9999, 0);
	C("", SYS_name_to_handle_at, 9999, 0, 0, 0, AT_EMPTY_PATH);
	C("", SYS_sched_getattr, 0, 0, 0, 0);
	C("", SYS_getitimer, 9, 0);
	C("", SYS_socket, AF_INET, SOCK_DGRAM, IPPROTO_UDP);
	C("", SYS_lookup_dcookie, 0, 0, 0);
	C("", SYS_iopl, 9);
	C("", SYS_adjtimex, 0);
	C("", SYS_get_robust_list, 0, 0, 0);
	C("", SYS_close_range, 1000, -1, CLOSE_RANGE_CLOEXEC);
	C("", SYS_faccessat, AT_FDCWD, 0, R_OK);
	C("", SYS_creat, 0, 0);
	C("", SYS_fchmod, -1, 0);
	C("", SYS_dup, -1);
	C("", SYS_fcntl, 0, F_GETSIG);
	C("", SYS_fcntl, 0, F_SETOWN, -1);
	C("", SYS_fcntl, 9999, F_GET_SEALS);
	C("", SYS_fcntl, 9999, F_ADD_SEALS, 3);
	C("", SYS_fcntl, 9999, 999, 3);
}

int main(void)
{
	syscall(SYS_getpriority, PRIO_USER, 4242);
	files();
	memory();
	sockets();
	signals();
	processes();
	timing();
	others();
	syscall(SYS_getpriority, PRIO_USER, 4243);
	return write(1, text, at) != (ssize_t)at;
}
