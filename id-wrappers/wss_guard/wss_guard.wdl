/*
 * Keeps what it is bound to away from rings of process monitors (wssctl ring): no signal, no tracing, no stopping,
 * no starving, no other priority, and none of their files. Chinchani et al. (2003) leave to the operating system's
 * access control what may be done to a monitor; this is for those whom access control lets pass, root above all.
 * See README.md beside this file.
 */
wrapper wss_guard;

#define BY_PIPE_OR_SOCKET_IO(cmd) ((cmd) == 0x8901 || (cmd) == 0x8902) /* FIOSETOWN, SIOCSPGRP */
#define TO_TRACEPOINT(cmd) ((cmd) == 0x40042408)                       /* PERF_EVENT_IOC_SET_BPF */
#define REAL_TIME(policy) ((policy) == 1 || (policy) == 2 || (policy) == 6)

/* Whether a name is that of the monitor program, by its last component. */
static int names_monitor(const char *path) {
    return wr_glob("**/wss-monitor", path) || wr_glob("**/wss-monitor (deleted)", path);
}

/*
 * Whether a process is a monitor. A monitor is not dumpable: who it is, is hidden from processes without privileges.
 * So one that exists and is hidden counts as a monitor.
 */
static int member(long pid) {
    char link[32] = "/proc/";
    char exe[4096];
    char digits[12];
    int n = 0;
    int at = 6;
    if (pid <= 0 || pid == _pid)
        return 0;
    for (long rest = pid; rest > 0 && n < 12; rest /= 10)
        digits[n++] = (char)('0' + rest % 10);
    while (n > 0)
        link[at++] = digits[--n];
    memcpy(link + at, "/exe", 5);
    long length = wr_readlink(link, exe, sizeof exe - 1);
    if (length == -EACCES || length == -EPERM)
        return 1;
    if (length <= 0)
        return 0;
    exe[length] = 0;
    return names_monitor(exe);
}

/* Whether an absolute path without links is of something by which a ring can be hindered. */
static int hinders(const char *real) {
    if (names_monitor(real) || wr_glob("/sys/**", real) || wr_glob("/proc/sys/**", real))
        return 1;
    if (wr_glob("/proc/sysrq-trigger", real) || wr_glob("/run/wss", real) || wr_glob("/var/log/wss", real))
        return 1;
    if (wr_glob("/run/wss/**", real) || wr_glob("/var/log/wss/**", real))
        return 1;
    return wr_glob("/dev/log", real) || wr_glob("/run/systemd/journal/dev-log", real);
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

/* Whether a path leads to what hinders. What can't be resolved can't be opened. */
static int guarded(const char *path) {
    char real[4096];
    long n = wr_path(path, real, sizeof real - 1);
    if (n <= 0)
        return 0;
    real[n] = 0;
    return hinders(real);
}

/*
 * Whether a path leads into /proc/PID of a monitor: by it one reaches memory, descriptors, and a handle on it. What lies
 * there can lead on to somewhere else (a descriptor to its file), so it is the folders on the way that count.
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

/* Whether a descriptor is of a file that hinders, or of a monitor. */
static int guarded_fd(int fd) {
    char real[4096];
    long n = wr_fd_path(fd, real, sizeof real - 1);
    if (n <= 0)
        return 0;
    real[n] = 0;
    return hinders(real) || of_member(real);
}

/* Signals: to a monitor, to its process group (each has its own), to everybody. */
linux::op{kill} ($pid == -1 || member($pid < 0 ? -$pid : $pid)) pre {
    violation("signals a monitor");
    return WR_D_BADPERM;
}

#ifndef __linux__
#define F_SETOWN_EX (-1) /* elsewhere an owner is always named by number */
#endif

/* A descriptor can be told to signal its owner when something comes, by any signal, SIGKILL too (F_SETSIG). Of an owner
   that is named in memory, nobody can say who it will be. */
linux::op{fcntl} ($cmd == F_SETOWN ? member((int)$arg < 0 ? -(int)$arg : (int)$arg) : $cmd == F_SETOWN_EX) pre {
    violation("lets a descriptor signal others");
    return WR_D_BADPERM;
}
linux::op{ioctl} (BY_PIPE_OR_SOCKET_IO($cmd)) pre {
    violation("lets a descriptor signal others");
    return WR_D_BADPERM;
}

/* By a descriptor of /proc/PID that was opened before, or elsewhere. */
linux::op{pidfd_send_signal, pidfd_getfd} (guarded_fd($pidfd)) pre {
    violation("signals a monitor");
    return WR_D_BADPERM;
}

/* A handle on a monitor, by which it could be signalled, read and advised; tracing; its memory. */
linux::op{pidfd_open, ptrace, process_vm_readv, process_vm_writev, perf_event_open, migrate_pages, move_pages}
(member($pid)) pre {
    violation("reaches for a monitor");
    return WR_D_BADPERM;
}
linux::op{kcmp} (member($pid) || member($pid2)) pre {
    violation("reaches for a monitor");
    return WR_D_BADPERM;
}

/* Priorities, processors, limits. setrlimit has no $pid (the compiler says so): it is of its caller. */
linux::op{sched_setscheduler, sched_setaffinity, sched_setattr, prlimit64} (member($pid)) pre {
    violation("changes how a monitor runs");
    return WR_D_BADPERM;
}
linux::op{setpriority} ($which == PRIO_USER || member($who)) pre {
    violation("changes how a monitor runs");
    return WR_D_BADPERM;
}
linux::op{ioprio_set} ($which == IOPRIO_WHO_USER || member($who)) pre {
    violation("changes how a monitor runs");
    return WR_D_BADPERM;
}

/* Monitors have the lowest real-time priority: a process that takes one could starve them. sched_setparam, which
   keeps the policy, shows as 0. */
linux::op{sched_setattr} pre {
    violation("might take a real-time priority");
    return WR_D_BADPERM;
}
linux::op{sched_setscheduler} (REAL_TIME($policy & 0xff)) pre {
    violation("takes a real-time priority");
    return WR_D_BADPERM;
}

/* The clock that alerts are dated by. */
linux::op{settimeofday, clock_settime, adjtimex} pre {
    violation("sets the clock");
    return WR_D_BADPERM;
}

/* Files. Judged by path, hence `unlocked`. */
linux::op{open} (into_member($dirfd, $path) || isWrite($flags) && guarded($path)) pre unlocked {
    violation("opens a file of a ring");
    return WR_D_BADPERM;
}
linux::op{truncate, unlink, rmdir, mkdir, mknod, symlink, chmod, chown, utimes, setxattr, removexattr}
(guarded($path)) pre unlocked {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
linux::op{rename} (guarded($oldpath) || guarded($newpath)) pre unlocked {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
/* From within, a path shows nothing of where it is. */
linux::op{chdir, chroot} (into_member(AT_FDCWD, $path)) pre unlocked {
    violation("goes into a monitor's /proc");
    return WR_D_BADPERM;
}
/* By another name it could be written to. */
linux::op{link} (guarded($oldpath) || into_member($olddirfd, $oldpath) || guarded($newpath)) pre unlocked {
    violation("gives a file of a ring another name");
    return WR_D_BADPERM;
}
linux::op{open_by_handle_at} (isWrite($flags)) pre {
    violation("opens a file that has no path");
    return WR_D_BADPERM;
}
#ifdef __linux__
/* A lease delays whoever opens the file, such as a monitor's replacement. */
linux::op{fcntl} ($cmd == F_SETLEASE && guarded_fd($fd)) pre {
    violation("delays who opens a file of a ring");
    return WR_D_BADPERM;
}
#endif
/* So does who is asked whether a file may be opened. */
linux::op{fanotify_init} ($flags & 0xc) pre {
    violation("decides on what others open");
    return WR_D_BADPERM;
}
/* What is mounted can hide files of a ring, or show them elsewhere. */
linux::op{mount, umount, move_mount, fsmount, open_tree, mount_setattr, pivot_root} pre {
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
