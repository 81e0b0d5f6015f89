/*
 * Keeps what it is bound to away from rings of process monitors (wssctl ring): no signal, no tracing, no stopping,
 * no starving, no other priority, and none of their files. Chinchani et al. (2003) leave to the operating system's
 * access control what may be done to a monitor; this is for those whom access control lets pass, root above all.
 * See README.md beside this file.
 */
wrapper wss_guard;

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

/* Whether a path leads to something by which a ring can be hindered. What can't be resolved can't be opened. */
static int guarded(const char *path) {
    char real[4096];
    long n = wr_path(path, real, sizeof real - 1);
    if (n <= 0)
        return 0;
    real[n] = 0;
    if (names_monitor(real) || wr_glob("/sys/fs/cgroup/**", real))
        return 1;
    if (wr_glob("/run/wss/**", real) || wr_glob("/var/log/wss/**", real))
        return 1;
    return wr_glob("/dev/log", real) || wr_glob("/run/systemd/journal/dev-log", real);
}

/* Whether a path leads into /proc/PID of a monitor: by it one reaches memory, descriptors, and a handle on it. */
static int into_member(const char *path) {
    char real[4096];
    long pid = 0;
    int at = 6;
    long n = wr_path(path, real, sizeof real - 1);
    if (n <= 6 || strncmp(real, "/proc/", 6) != 0)
        return 0;
    real[n] = 0;
    for (; real[at] >= '0' && real[at] <= '9' && pid < 100000000; at++)
        pid = pid * 10 + (real[at] - '0');
    return (real[at] == 0 || real[at] == '/') && member(pid);
}

/* Signals: to a monitor, to its process group (each has its own), to everybody. */
linux::op{kill} ($pid == -1 || member($pid < 0 ? -$pid : $pid)) pre {
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
linux::op{setpriority, ioprio_set} ($which == PRIO_USER || member($who)) pre {
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
linux::op{open} (isWrite($flags) ? guarded($path) || into_member($path) : into_member($path)) pre unlocked {
    violation("opens a file of a ring");
    return WR_D_BADPERM;
}
linux::op{truncate, unlink, chmod, chown} (guarded($path)) pre unlocked {
    violation("changes a file of a ring");
    return WR_D_BADPERM;
}
