/*
 * A utility that is not trusted: it may compute, read, write below /tmp and create new files, and
 * nothing else. The class UntrustedUtility of Jain and Sekar, "User-Level Infrastructure for System
 * Call Interposition" (NDSS 2000), section 3.1. See README.md beside this file.
 */
wrapper untrusted_utility;

/* New processes, but not threads; signals to others, but not to itself. */
newProcess ::= (fork(flags) | (flags & CLONE_THREAD) == 0)
otherKill ::= (kill(pid) | pid != _pid)

/* The paper's list, and what it leaves to "other disallowed calls omitted". */
deniedCalls ::= newProcess || execve || connect || bind || listen || accept
    || chmod || fchmod || chown || fchown || otherKill || ptrace
    || sendto || mkdir || mknod || rmdir || unlink || link || symlink || utimes || rename
    || setxattr || fsetxattr || removexattr || fremovexattr
    || process_vm_readv || process_vm_writev || pidfd_getfd || pidfd_send_signal
    || setuid || setgid || setgroups || capset || chroot || pivot_root
    || mount || umount || move_mount || mount_setattr || open_tree || fsopen || fspick
    || unshare || setns || swapon || swapoff || acct || reboot || sethostname || setdomainname
    || init_module || finit_module || delete_module || kexec_load || kexec_file_load
    || open_by_handle_at || bpf || perf_event_open || keyctl || add_key || request_key
    || io_uring_setup || userfaultfd || settimeofday || clock_settime || adjtimex
    || iopl || ioperm || quotactl || syslog;

/* Opening for writing: every member of open's family (creat is one), and truncate. */
wrOpen(f) ::= (open(f, md) | isWrite(md)) || truncate(f)

/* `unlocked`, since clone3's flags lie in memory that another thread may change. */
unix::op{deniedCalls} pre unlocked {
    violation("makes a call that an untrusted utility may not make");
    return WR_D_BADPERM;
}

/*
 * A new file may be made anywhere, an existing one changed below /tmp only. Links and `..` are
 * resolved first, so that no name leads out. Judged by path, hence `unlocked`.
 */
unix::op{wrOpen} pre unlocked {
    if (isInDir($f, "/tmp") || isInDir($f, "/dev/null") || isInDir($f, "/dev/tty"))
        return WR_CONTINUE;
    if (exists($f)) {
        violation("opens a file outside of /tmp for writing");
        return WR_D_BADPERM;
    }
}
