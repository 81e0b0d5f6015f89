/*
 * Keeps what it is bound to away from rings of process monitors (wssctl ring): no signal, no tracing, no stopping,
 * no starving, no other priority, and none of their files. Chinchani et al. (2003) leave to the operating system's
 * access control what may be done to a monitor; this is for those whom access control lets pass, root above all.
 * See README.md beside this file. It is long because it is one wrapper for two systems, each with many ways to a process,
 * and what `wrapc doc` describes is one file.
 */
wrapper wss_guard;

#ifdef __FreeBSD__
#define LONGEST 1024 /* of a path */
#define NAMES_OWNER(cmd) ((cmd) == FIOSETOWN || (cmd) == SIOCSPGRP)
#define REAL_TIME(policy) ((policy) == SCHED_FIFO || (policy) == SCHED_RR)
#define KDENABIO 0x20004b3c
#define OF_PROCESS(which) ((which) == CPU_WHICH_PID || (which) == CPU_WHICH_TID || (which) == CPU_WHICH_TIDPID)
#else
#define LONGEST 4096
#define NAMES_OWNER(cmd) ((cmd) == 0x8901 || (cmd) == 0x8902)  /* FIOSETOWN, SIOCSPGRP */
#define TO_TRACEPOINT(cmd) ((cmd) == 0x40042408)               /* PERF_EVENT_IOC_SET_BPF */
#define REAL_TIME(policy) ((policy) == 1 || (policy) == 2 || (policy) == 6)
#endif

/* Whether a name is that of the monitor program, by its last component. Most paths are none of what is looked for here
   and below: that is asked first, for a glob costs more. */
static int names_monitor(const char *path) {
    if (!strstr(path, "/wss-monitor"))
        return 0;
    return wr_glob("**/wss-monitor", path) || wr_glob("**/wss-monitor (deleted)", path);
}

/*
 * Whether a process, or the process of a thread, is a monitor. A monitor is not dumpable: on Linux that hides from
 * processes without privileges who it is. So one that exists and of which nothing is learnt counts as a monitor.
 */
static int member(int pid) {
    char exe[LONGEST];
    if (pid <= 0 || pid == _pid)
        return 0;
    long length = wr_pid_exe(pid, exe, sizeof exe);
    if (length <= 0)
        return length != -ESRCH && length != -ENOENT;
    return names_monitor(exe);
}

/* Whether an absolute path without links is of something by which a ring can be hindered. */
static int hinders(const char *real) {
    if (names_monitor(real))
        return 1;
    if (strncmp(real, "/var/log/wss", 12) == 0 && (real[12] == 0 || real[12] == '/'))
        return 1;
#ifdef __FreeBSD__
    if (strncmp(real, "/var/", 5) == 0)
        return wr_glob("/var/run/log", real) || wr_glob("/var/run/logpriv", real);
    return strstr(real, "/dev/") && (wr_glob("**/dev/wss*", real) || wr_glob("/dev/log", real));
#else
    if (wr_glob("/sys/**", real) || wr_glob("/proc/sys/**", real) || wr_glob("/proc/sysrq-trigger", real))
        return 1;
    if (wr_glob("/run/wss", real) || wr_glob("/run/wss/**", real))
        return 1;
    return wr_glob("/dev/log", real) || wr_glob("/run/systemd/journal/dev-log", real);
#endif
}

/* Whether a folder has some of that below it, or is some: where it is a root, or is renamed, that has other paths. */
static int encloses(const char *real) {
    if (hinders(real) || wr_glob("/dev", real) || wr_glob("/var", real) || wr_glob("/var/log", real))
        return 1;
#ifdef __FreeBSD__
    return wr_glob("/var/run", real);
#else
    if (wr_glob("/sys", real) || wr_glob("/proc", real) || wr_glob("/proc/sys", real))
        return 1;
    return wr_glob("/run", real) || wr_glob("/run/systemd", real) || wr_glob("/run/systemd/journal", real);
#endif
}

/* Whether it is of /proc/PID of a monitor, or below, wherever a /proc is mounted. */
static int of_member(const char *real) {
    for (const char *at = strstr(real, "/proc/"); at; at = strstr(at, "/proc/")) {
        long pid = 0;
        for (at += 6; *at >= '0' && *at <= '9' && pid < 100000000; at++)
            pid = pid * 10 + (*at - '0');
        if ((*at == 0 || *at == '/') && member(pid))
            return 1;
        at--;
    }
    return 0;
}

/* Whether a question about a file had no answer, for a signal or want of memory; to ask again is the caller's. */
static int unanswered(long n) {
    return n == -EINTR || n == -ENOMEM;
}

/* Whether a path leads to what hinders. What can't be resolved can't be opened. */
static int guarded(const char *path) {
    char real[LONGEST];
    long n = wr_path(path, real, sizeof real - 1);
    if (n <= 0)
        return unanswered(n);
    real[n] = 0;
    return hinders(real);
}

#ifdef __FreeBSD__
/* Whether a path leads into /proc/PID of a monitor, where a procfs(4) is mounted: nothing there leads on. */
static int into_member(int dirfd, const char *path) {
    char real[LONGEST];
    long n = wr_path(path, real, sizeof real);
    return n > 0 ? of_member(real) : unanswered(n);
}

/* Whether it is of /proc/PID of anybody else: who writes there makes him do as he likes. */
static int of_other(const char *real) {
    const char *at = strstr(real, "/proc/");
    long pid = 0;
    for (at = at ? at + 6 : ""; *at >= '0' && *at <= '9' && pid < 100000000; at++)
        pid = pid * 10 + (*at - '0');
    return pid > 0 && pid != _pid;
}

/* Devices, by their names, that may be opened to write: sinks, noise, terminals, sound, the network. Others may be
   memory, or disks. */
static int harmless(const char *name) {
    if (wr_glob("null", name) || wr_glob("zero", name) || wr_glob("full", name) || wr_glob("*random", name))
        return 1;
    if (wr_glob("tty*", name) || wr_glob("cua*", name) || wr_glob("pt[sm]*/*", name) || wr_glob("ptmx", name))
        return 1;
    if (wr_glob("console", name) || wr_glob("std*", name) || wr_glob("fd/*", name) || wr_glob("dsp*", name))
        return 1;
    return wr_glob("mixer*", name) || wr_glob("bpf*", name) || wr_glob("tun*", name) || wr_glob("tap*", name);
}

/* And to read: these, and clocks, which the C library reads. No more, for many take commands from who opened them to
   read: zfs, geom.ctl, mdctl, controllers, the disks of NVMe. */
static int readable(const char *name) {
    if (wr_glob("hpet[0-9]*", name) || wr_glob("hv_tsc", name) || wr_glob("pvclock", name))
        return 1;
    return harmless(name) || wr_glob("sndstat", name);
}

/* Whether what is opened, by a path or, where that is empty, by a descriptor in its place, is guarded. */
static int opens_guarded(int dirfd, const char *path, int writes) {
    char real[LONGEST];
    struct wr_stat st;
    int named = path && path[0];
    long n = 0;
    if (!writes) {
        /* Where processes are files, these have no size. To ask for that costs half of what the path does. */
        n = named ? wr_stat(path, &st) : wr_fstat(dirfd, &st);
        if (n < 0)
            return unanswered(n);
        if (IsDir(st) || IsReg(st) && st.size > 0)
            return 0;
    }
    n = named ? wr_path(path, real, sizeof real) : wr_fd_path(dirfd, real, sizeof real);
    if (n <= 0)
        return unanswered(n);
    if (of_member(real) || writes && (hinders(real) || of_other(real)))
        return 1;
    /* A devfs(4) is anywhere; that a folder is called so does not make it one. */
    const char *name = 0;
    for (const char *at = strstr(real, "/dev/"); at; at = strstr(name, "/dev/"))
        name = at + 5;
    if (!name || (writes ? harmless(name) : readable(name)))
        return 0;
    if (writes)
        n = named ? wr_stat(path, &st) : wr_fstat(dirfd, &st);
    return n < 0 ? unanswered(n) : IsCharDev(st);
}
#else
/*
 * Whether a path leads into /proc/PID of a monitor: by it one reaches memory, descriptors, and a handle on it. What
 * lies there can lead on to somewhere else (a descriptor to its file), so it is the folders on the way that count.
 */
static int into_member(int dirfd, const char *path) {
    char at[2600];
    char real[2600];
    long n = 0;
    if (path[0] != '/')
        n = dirfd == AT_FDCWD ? wr_path(".", at, 2000) : wr_fd_path(dirfd, at, 2000);
    if (n == -EBADF || n == -ENOENT)
        return 0;
    if (n < 0 || strlen(path) > 2000 || n + strlen(path) > 2500)
        return 1;
    if (n > 0)
        at[n++] = '/';
    memcpy(at + n, path, strlen(path) + 1);
    for (int links = 0; links < 9; links++) {
        long last = strlen(at);
        while (last > 0 && at[last] != '/')
            last--;
        /* The last component is looked at when it is a folder, and when it leads on. */
        n = wr_path(at, real, 2000);
        if (n > 0) {
            real[n] = 0;
            if (of_member(real))
                return 1;
        }
        at[last] = 0;
        n = wr_path(last > 0 ? at : "/", real, 2000);
        if (n <= 0)
            return 0;
        real[n] = 0;
        if (of_member(real))
            return 1;
        real[n++] = '/';
        long rest = strlen(at + last + 1);
        if (n + rest > 2500)
            return 1;
        memcpy(real + n, at + last + 1, rest + 1);
        long length = wr_readlink(real, at, 2000);
        if (length <= 0)
            return 0;
        at[length] = 0;
        if (at[0] != '/') {
            if (n + length > 2500)
                return 1;
            memcpy(real + n, at, length + 1);
            memcpy(at, real, n + length + 1);
        }
    }
    return 1;
}
#endif

/* Whether a descriptor is of a file that hinders, or of a monitor. */
static int guarded_fd(int fd) {
    char real[LONGEST];
    long n = wr_fd_path(fd, real, sizeof real - 1);
    if (n <= 0)
        return unanswered(n);
    real[n] = 0;
    return hinders(real) || of_member(real);
}

/* The same of what a call changes: by a path, or, where it has none or an empty one, by the descriptor in its place. */
static int guarded_at(int dirfd, const char *path) {
    return path && path[0] ? guarded(path) : guarded_fd(dirfd);
}

#ifndef __FreeBSD__
/* Whether what is opened is guarded. */
static int opens_guarded(int dirfd, const char *path, int writes) {
    return into_member(dirfd, path) || writes && guarded_at(dirfd, path);
}
#endif

/* Whether a folder that is renamed has something guarded below it. */
static int encloses_at(const char *path) {
    char real[LONGEST];
    long n = wr_path(path, real, sizeof real);
    return n > 0 ? encloses(real) : unanswered(n);
}

/* The same of one that becomes the root, which can be where devices or processes are mounted. */
static int hides_at(const char *path) {
    char real[LONGEST];
    long n = wr_path(path, real, sizeof real);
    if (n <= 0)
        return unanswered(n);
#ifdef __FreeBSD__
    if (wr_glob("**/dev", real) || wr_glob("**/proc", real))
        return 1;
#endif
    return encloses(real);
}

/* Signals: to a monitor, to its process group (each has its own), to everybody. */
unix::op{kill} ($pid == -1 || member($pid < 0 ? -$pid : $pid)) pre {
    violation("signals a monitor");
    return WR_D_BADPERM;
}

#ifndef __linux__
#define F_SETOWN_EX (-1) /* elsewhere an owner is always named by number */
#endif

/* A descriptor can be told to signal its owner when something comes, by any signal, SIGKILL too (F_SETSIG). Of an owner
   that is named in memory, nobody can say who it will be. */
unix::op{fcntl} ($cmd == F_SETOWN ? member((int)$arg < 0 ? -(int)$arg : (int)$arg) : $cmd == F_SETOWN_EX) pre {
    violation("lets a descriptor signal others");
    return WR_D_BADPERM;
}
/* On FreeBSD TIOCSPGRP names one of a pipe and of a bpf as well; but there the kernel takes no owner of another session,
   and each monitor has a session of its own. */
unix::op{ioctl} (NAMES_OWNER($cmd)) pre {
    violation("lets a descriptor signal others");
    return WR_D_BADPERM;
}

/* Tracing. */
unix::op{ptrace} (member($pid)) pre {
    violation("reaches for a monitor");
    return WR_D_BADPERM;
}

/* Priorities, policies, processors. Monitors have the lowest real-time priority: a process that takes one could starve
   them. sched_setparam, which keeps the policy, shows as 0. */
unix::op{sched_setscheduler} (member($pid)) pre {
    violation("changes how a monitor runs");
    return WR_D_BADPERM;
}
unix::op{sched_setscheduler} (REAL_TIME($policy & 0xff)) pre {
    violation("takes a real-time priority");
    return WR_D_BADPERM;
}
unix::op{setpriority} ($which == PRIO_USER || member($who)) pre {
    violation("changes how a monitor runs");
    return WR_D_BADPERM;
}

/* The clock that alerts are dated by. */
unix::op{settimeofday, clock_settime, adjtimex} pre {
    violation("sets the clock");
    return WR_D_BADPERM;
}

/* Files. Judged by path, hence `unlocked`. What is opened to read may be made by that. */
unix::op{open} (opens_guarded($dirfd, $path, isWrite($flags) || ($flags & O_CREAT))) pre unlocked {
    violation("opens a file of a ring");
    return WR_D_BADPERM;
}
unix::op{truncate, unlink, rmdir, mkdir, mknod, symlink} (guarded($path)) pre unlocked {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
unix::op{chmod, chown, utimes, setxattr, removexattr} (guarded_at($dirfd, $path)) pre unlocked {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
/* For these it may be open for reading. */
unix::op{fchmod, fchown, fsetxattr, fremovexattr} (guarded_fd($fd)) pre {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
/* Two can change places, hence both. */
unix::op{rename} (encloses_at($oldpath) || encloses_at($newpath)) pre unlocked {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
/* From within, a path shows nothing of where it is; from below another root, not all of it. */
unix::op{chdir} (into_member(AT_FDCWD, $path)) pre unlocked {
    violation("goes into a monitor's /proc");
    return WR_D_BADPERM;
}
unix::op{chroot} (into_member(AT_FDCWD, $path) || hides_at($path)) pre unlocked {
    violation("gives the files of a ring other paths");
    return WR_D_BADPERM;
}
/* By another name it could be written to. */
unix::op{link}
(guarded_at($olddirfd, $oldpath) || $oldpath && into_member($olddirfd, $oldpath) || guarded($newpath)) pre unlocked {
    violation("gives a file of a ring another name");
    return WR_D_BADPERM;
}
/* What is mounted can hide files of a ring, or show them elsewhere. */
unix::op{mount, umount} pre {
    violation("mounts");
    return WR_D_BADPERM;
}

#ifdef __linux__
/* By a descriptor of /proc/PID that was opened before, or elsewhere. */
linux::op{pidfd_send_signal, pidfd_getfd} (guarded_fd($pidfd)) pre {
    violation("signals a monitor");
    return WR_D_BADPERM;
}

/* A handle on a monitor, by which it could be signalled, read and advised; its memory. */
linux::op{pidfd_open, process_vm_readv, process_vm_writev, perf_event_open, migrate_pages, move_pages}
(member($pid)) pre {
    violation("reaches for a monitor");
    return WR_D_BADPERM;
}
linux::op{kcmp} (member($pid) || member($pid2)) pre {
    violation("reaches for a monitor");
    return WR_D_BADPERM;
}

/* Processors, limits. setrlimit has no $pid (the compiler says so): it is of its caller. */
linux::op{sched_setaffinity, sched_setattr, prlimit64} (member($pid)) pre {
    violation("changes how a monitor runs");
    return WR_D_BADPERM;
}
linux::op{ioprio_set} ($which == IOPRIO_WHO_USER || member($who)) pre {
    violation("changes how a monitor runs");
    return WR_D_BADPERM;
}
linux::op{sched_setattr} pre {
    violation("might take a real-time priority");
    return WR_D_BADPERM;
}

linux::op{open_by_handle_at} (isWrite($flags)) pre {
    violation("opens a file that has no path");
    return WR_D_BADPERM;
}
/* A lease delays whoever opens the file, such as a monitor's replacement. */
linux::op{fcntl} ($cmd == F_SETLEASE && guarded_fd($fd)) pre {
    violation("delays who opens a file of a ring");
    return WR_D_BADPERM;
}
/* So does who is asked whether a file may be opened. */
linux::op{fanotify_init} ($flags & 0xc) pre {
    violation("decides on what others open");
    return WR_D_BADPERM;
}
linux::op{move_mount, fsmount, open_tree, mount_setattr, pivot_root} pre {
    violation("mounts");
    return WR_D_BADPERM;
}

/* A program of the kernel's own machine can make the tracepoint drop what monitors listen for; a module, anything. */
linux::op{bpf} ($cmd == BPF_PROG_LOAD) pre {
    violation("loads a program into the kernel");
    return WR_D_BADPERM;
}
linux::op{ioctl} (TO_TRACEPOINT($cmd)) pre {
    violation("attaches a program to a tracepoint");
    return WR_D_BADPERM;
}
linux::op{init_module, finit_module, delete_module} pre {
    violation("changes the kernel");
    return WR_D_BADPERM;
}
#endif

#ifdef __FreeBSD__
/* Of the family of kill: thr_kill2 names a thread, okillpg a group. */
bsd::op{kill} (member($tid) || member($pgid)) pre {
    violation("signals a monitor");
    return WR_D_BADPERM;
}

/*
 * PROC_REAP_KILL signals what descends from the reaper: from init's, if none is nearer, and that is everybody. Who
 * acquired it himself means his own; nobody may give that up, or one thread could between another's judgement and call.
 */
static int reaper;
bsd::op{procctl} ($errno == 0 && $cmd == PROC_REAP_ACQUIRE) post {
    reaper = 1;
}
life{fork} {
    reaper = 0;
}
bsd::op{procctl} ($cmd == PROC_REAP_KILL && !(reaper && ($id == 0 || $id == _pid))) pre {
    violation("signals what it did not start");
    return WR_D_BADPERM;
}
bsd::op{procctl} ($cmd == PROC_REAP_RELEASE) pre {
    violation("gives up to reap");
    return WR_D_BADPERM;
}

/* What else is done to a process, or to a group: unprotected, traced, its image laid out otherwise. */
bsd::op{procctl} (member($id)) pre {
    violation("reaches for a monitor");
    return WR_D_BADPERM;
}
/* Whoever traces another process can have him do what he may not. */
bsd::op{ptrace} ($request == PT_ATTACH) pre {
    violation("traces what it did not start");
    return WR_D_BADPERM;
}
/* What is traced is written to a file. */
bsd::op{ktrace} (guarded($path)) pre unlocked {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
bsd::op{ktrace} (member($pid < 0 ? -$pid : $pid) || ($ops & KTRFLAG_DESCEND) && $pid != _pid) pre {
    violation("reaches for a monitor");
    return WR_D_BADPERM;
}

/* The sets of processors that monitors are in are others' too, and so are those of jails. */
bsd::op{cpuset_setid} (!OF_PROCESS($which) || member($id)) pre {
    violation("changes how a monitor runs");
    return WR_D_BADPERM;
}
bsd::op{cpuset_setaffinity, cpuset_setdomain}
($level != CPU_LEVEL_WHICH || !OF_PROCESS($which) || member($id)) pre {
    violation("changes how a monitor runs");
    return WR_D_BADPERM;
}
bsd::op{rtprio, rtprio_thread} ($function == RTP_SET) pre {
    violation("might take a real-time priority");
    return WR_D_BADPERM;
}

/* A thread can begin with a priority: the tenth field of struct thr_param points to it. Of what can't be read, or is
   half there, nobody knows which. Bit 3 of the class tells first come from in turn. */
static int begins_in_real_time(const uint64_t *param, long size) {
    uint16_t rtp[2];
    if (!param || size <= 72)
        return 0;
    if (size < 80)
        return 1;
    if (!param[9])
        return 0;
    return wr_read(param[9], rtp, sizeof rtp) != 4 || (rtp[0] & ~8) == RTP_PRIO_REALTIME;
}
bsd::op{fork} (begins_in_real_time((const uint64_t *)$param, $size)) pre unlocked {
    violation("takes a real-time priority");
    return WR_D_BADPERM;
}

/* Limits by rule; and those of the kernel, which sysctl sets: of a process (kern.proc.rlimit), of all. A process may
   set its own title (kern.proc.args: the kernel permits no other's) and ask for a variable by its name. Whatever has an
   address of a new value sets, be that value empty. */
static int sets_nothing(const int *mib, long n) {
    if (mib && n == 2 && mib[0] == 0 && mib[1] == 3)
        return 1;
    return mib && n == 4 && mib[0] == 1 && mib[1] == 14 && mib[2] == 7;
}
bsd::op{sysctl} (($new || $newlen != 0) && !sets_nothing((const int *)$mib, $namelen)) pre {
    violation("changes the kernel");
    return WR_D_BADPERM;
}
bsd::op{rctl_add_rule, rctl_remove_rule, kldload, kldunload, ioperm} pre {
    violation("changes the kernel");
    return WR_D_BADPERM;
}
/* At a socket's word netgraph loads the module of a node's type. */
bsd::op{socket} ($domain == AF_NETGRAPH) pre {
    violation("might change the kernel");
    return WR_D_BADPERM;
}
/* On a console this permits input and output by ports, as ioperm does. */
bsd::op{ioctl} ($cmd == KDENABIO) pre {
    violation("changes the kernel");
    return WR_D_BADPERM;
}
/* The kernel writes to the files that these name, or stops when it cannot. */
bsd::op{acct, auditctl, auditon, quotactl, swapon, swapoff, nfssvc} pre {
    violation("changes the kernel");
    return WR_D_BADPERM;
}
/* With a jail goes whoever is in it; and who is in another has other paths. */
bsd::op{jail, jail_set, jail_attach, jail_remove, fchroot} pre {
    violation("changes jails");
    return WR_D_BADPERM;
}

bsd::op{fhopen} pre {
    violation("opens a file that has no path");
    return WR_D_BADPERM;
}
/* fhlink, of the same family: it names a file by its handle. */
bsd::op{link} (!$oldpath) pre unlocked {
    violation("gives a file that has no path another name");
    return WR_D_BADPERM;
}
/* A file that is immutable takes no alert. A device that is revoked is closed for who has it open. */
bsd::op{chflags} (guarded_at($dirfd, $path)) pre unlocked {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
bsd::op{futimes, fchflags, acl_set_fd, acl_delete_fd} (guarded_fd($fd)) pre {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
bsd::op{revoke, acl_set_file, acl_delete_file} (guarded($path)) pre unlocked {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
#endif
