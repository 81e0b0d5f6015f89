/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Which arguments of which calls can be held, and how each call is completed:
 * as its own function does (the reference is to FreeBSD 15.0's), but for where
 * the argument is. kern/src/hold.rs has the same table, and a test compares
 * them; kmod/held.md tells of those that are not here.
 *
 * CALL(number, paths, bytes, strings, expression): the first three are sets of
 * argument registers.
 */

#define	A(n)	(1 << (n))

/* kern/vfs_syscalls.c:1141, 1157, 1381 */
CALL(SYS_open, A(0), 0, 0,
    kern_openat(td, AT_FDCWD, PATH(0), INT(1), INT(2)))
CALL(SYS_openat, A(1), 0, 0, wss_hold_openat(td, h))
CALL(8, A(0), 0, 0,
    kern_openat(td, AT_FDCWD, PATH(0), O_WRONLY | O_CREAT | O_TRUNC, INT(1)))
/* kern/vfs_syscalls.c:2216, 2232, 2297 */
CALL(SYS_access, A(0), 0, 0,
    kern_accessat(td, AT_FDCWD, PATH(0), 0, INT(1)))
CALL(SYS_faccessat, A(1), 0, 0,
    kern_accessat(td, INT(0), PATH(1), INT(3), INT(2)))
CALL(SYS_eaccess, A(0), 0, 0,
    kern_accessat(td, AT_FDCWD, PATH(0), AT_EACCESS, INT(1)))
/* kern/vfs_syscalls.c:2539, 2457, 2473, 2510, 2629, 2654, 2315, 2338 */
CALL(SYS_fstatat, A(1), 0, 0,
    wss_hold_stat(td, h, INT(3), INT(0), 1, 2, 15))
CALL(SYS_freebsd11_stat, A(0), 0, 0,
    wss_hold_stat(td, h, 0, AT_FDCWD, 0, 1, 11))
CALL(SYS_freebsd11_lstat, A(0), 0, 0,
    wss_hold_stat(td, h, AT_SYMLINK_NOFOLLOW, AT_FDCWD, 0, 1, 11))
CALL(SYS_freebsd11_fstatat, A(1), 0, 0,
    wss_hold_stat(td, h, INT(3), INT(0), 1, 2, 11))
CALL(SYS_freebsd11_nstat, A(0), 0, 0,
    wss_hold_stat(td, h, 0, AT_FDCWD, 0, 1, 2))
CALL(SYS_freebsd11_nlstat, A(0), 0, 0,
    wss_hold_stat(td, h, AT_SYMLINK_NOFOLLOW, AT_FDCWD, 0, 1, 2))
CALL(38, A(0), 0, 0,
    wss_hold_stat(td, h, 0, AT_FDCWD, 0, 1, 43))
CALL(40, A(0), 0, 0,
    wss_hold_stat(td, h, AT_SYMLINK_NOFOLLOW, AT_FDCWD, 0, 1, 43))
/* kern/vfs_syscalls.c:312, 749, 595 */
CALL(SYS_statfs, A(0), 0, 0, wss_hold_statfs(td, h, 15))
CALL(SYS_freebsd11_statfs, A(0), 0, 0, wss_hold_statfs(td, h, 11))
CALL(157, A(0), 0, 0, wss_hold_statfs(td, h, 4))
/* kern/vfs_syscalls.c:2681, 2700 */
CALL(SYS_pathconf, A(0), 0, 0, wss_hold_pathconf(td, h, FOLLOW))
CALL(SYS_lpathconf, A(0), 0, 0, wss_hold_pathconf(td, h, NOFOLLOW))
/* kern/vfs_syscalls.c:2741, 2756 */
CALL(SYS_readlink, A(0), 0, 0,
    kern_readlinkat(td, AT_FDCWD, PATH(0), USER(1), UIO_USERSPACE, ULONG(2)))
CALL(SYS_readlinkat, A(1), 0, 0,
    kern_readlinkat(td, INT(0), PATH(1), USER(2), UIO_USERSPACE, ULONG(3)))
/* kern/vfs_syscalls.c:1631, 1648 */
CALL(SYS_link, A(0) | A(1), 0, 0,
    wss_hold_link(td, h, AT_FDCWD, 0, AT_FDCWD, 1, AT_SYMLINK_FOLLOW))
CALL(SYS_linkat, A(1) | A(3), 0, 0,
    wss_hold_link(td, h, INT(0), 1, INT(2), 3, INT(4)))
/* kern/vfs_syscalls.c:1816, 1831 */
CALL(SYS_symlink, A(0) | A(1), 0, 0, wss_hold_symlink(td, h, AT_FDCWD, 1))
CALL(SYS_symlinkat, A(0) | A(2), 0, 0, wss_hold_symlink(td, h, INT(1), 2))
/* kern/vfs_syscalls.c:3722, 3738 */
CALL(SYS_rename, A(0) | A(1), 0, 0,
    wss_hold_rename(td, h, AT_FDCWD, 0, AT_FDCWD, 1))
CALL(SYS_renameat, A(1) | A(3), 0, 0,
    wss_hold_rename(td, h, INT(0), 1, INT(2), 3))
/* kern/vfs_syscalls.c:1970, 1999, 2015, 4007 */
CALL(SYS_unlink, A(0), 0, 0,
    wss_hold_unlink(td, h, AT_FDCWD, 0, FD_NONE, 0))
CALL(SYS_unlinkat, A(1), 0, 0,
    wss_hold_unlink(td, h, INT(0), 1, FD_NONE, INT(2)))
CALL(SYS_funlinkat, A(1), 0, 0,
    wss_hold_unlink(td, h, INT(0), 1, INT(2), INT(3)))
CALL(SYS_rmdir, A(0), 0, 0,
    wss_hold_unlink(td, h, AT_FDCWD, 0, FD_NONE, AT_REMOVEDIR))
/* kern/vfs_syscalls.c:3929, 3944 */
CALL(SYS_mkdir, A(0), 0, 0, kern_mkdirat(td, AT_FDCWD, PATH(0), INT(1)))
CALL(SYS_mkdirat, A(1), 0, 0,
    kern_mkdirat(td, INT(0), PATH(1), (mode_t)INT(2)))
/* kern/vfs_syscalls.c:1540, 1555 */
CALL(SYS_mkfifo, A(0), 0, 0, kern_mkfifoat(td, AT_FDCWD, PATH(0), INT(1)))
CALL(SYS_mkfifoat, A(1), 0, 0,
    kern_mkfifoat(td, INT(0), PATH(1), (mode_t)INT(2)))
/* kern/vfs_syscalls.c:1401, 1410, 1419 */
CALL(SYS_mknodat, A(1), 0, 0,
    kern_mknodat(td, INT(0), PATH(1), (mode_t)INT(2), (dev_t)ULONG(3)))
CALL(SYS_freebsd11_mknod, A(0), 0, 0,
    kern_mknodat(td, AT_FDCWD, PATH(0), INT(1), (uint32_t)ULONG(2)))
CALL(SYS_freebsd11_mknodat, A(1), 0, 0,
    kern_mknodat(td, INT(0), PATH(1), (mode_t)INT(2), (uint32_t)ULONG(3)))
/* kern/vfs_syscalls.c:3004, 3020, 3037 */
CALL(SYS_chmod, A(0), 0, 0,
    kern_fchmodat(td, AT_FDCWD, PATH(0), INT(1), 0))
CALL(SYS_fchmodat, A(1), 0, 0,
    kern_fchmodat(td, INT(0), PATH(1), (mode_t)INT(2), INT(3)))
CALL(SYS_lchmod, A(0), 0, 0,
    kern_fchmodat(td, AT_FDCWD, PATH(0), (mode_t)INT(1), AT_SYMLINK_NOFOLLOW))
/* kern/vfs_syscalls.c:3132, 3149, 3191 */
CALL(SYS_chown, A(0), 0, 0,
    kern_fchownat(td, AT_FDCWD, PATH(0), INT(1), INT(2), 0))
CALL(SYS_fchownat, A(1), 0, 0,
    kern_fchownat(td, INT(0), PATH(1), INT(2), INT(3), INT(4)))
CALL(SYS_lchown, A(0), 0, 0,
    kern_fchownat(td, AT_FDCWD, PATH(0), INT(1), INT(2), AT_SYMLINK_NOFOLLOW))
/* kern/vfs_syscalls.c:3354, 3369, 3407, 3443, 3513, 3477 */
CALL(SYS_utimes, A(0), A(1), 0,
    wss_hold_utimes(td, h, AT_FDCWD, 0, 1, true))
CALL(SYS_futimesat, A(1), A(2), 0,
    wss_hold_utimes(td, h, INT(0), 1, 2, true))
CALL(SYS_lutimes, A(0), A(1), 0,
    wss_hold_utimes(td, h, AT_FDCWD, 0, 1, false))
CALL(SYS_futimes, 0, A(1), 0, wss_hold_futimes(td, h))
CALL(SYS_utimensat, A(1), A(2), 0, wss_hold_utimens(td, h))
CALL(SYS_futimens, 0, A(1), 0, wss_hold_futimens(td, h))
/* kern/vfs_syscalls.c:3564, 3641, 3631 */
CALL(SYS_truncate, A(0), 0, 0, kern_truncate(td, PATH(0), (off_t)ULONG(1)))
CALL(200, A(0), 0, 0, kern_truncate(td, PATH(0), (off_t)ULONG(2)))
CALL(129, A(0), 0, 0, kern_truncate(td, PATH(0), (long)ULONG(1)))
/* kern/vfs_syscalls.c:943 */
CALL(SYS_chdir, A(0), 0, 0, kern_chdir(td, PATH(0)))
/* kern/vfs_syscalls.c:4527, 4541, 4564 */
CALL(SYS_lgetfh, A(0), 0, 0,
    kern_getfhat(td, AT_SYMLINK_NOFOLLOW, AT_FDCWD, PATH(0), USER(1),
    UIO_USERSPACE))
CALL(SYS_getfh, A(0), 0, 0,
    kern_getfhat(td, 0, AT_FDCWD, PATH(0), USER(1), UIO_USERSPACE))
CALL(SYS_getfhat, A(1), 0, 0,
    kern_getfhat(td, INT(3), INT(0), PATH(1), USER(2), UIO_USERSPACE))
/* kern/kern_linker.c:1161 */
CALL(SYS_kldload, A(0), 0, 0, wss_hold_kldload(td, h))

/* kern/vfs_extattr.c:277 to 802, 231, 419, 575 */
CALL(SYS_extattr_set_file, A(0) | A(2), 0, 0,
    wss_hold_extattr_set(td, h, FOLLOW))
CALL(SYS_extattr_set_link, A(0) | A(2), 0, 0,
    wss_hold_extattr_set(td, h, NOFOLLOW))
CALL(SYS_extattr_get_file, A(0) | A(2), 0, 0,
    wss_hold_extattr_get(td, h, FOLLOW))
CALL(SYS_extattr_get_link, A(0) | A(2), 0, 0,
    wss_hold_extattr_get(td, h, NOFOLLOW))
CALL(SYS_extattr_delete_file, A(0) | A(2), 0, 0,
    wss_hold_extattr_delete(td, h, FOLLOW))
CALL(SYS_extattr_delete_link, A(0) | A(2), 0, 0,
    wss_hold_extattr_delete(td, h, NOFOLLOW))
CALL(SYS_extattr_list_file, A(0), 0, 0,
    wss_hold_extattr_list(td, h, FOLLOW))
CALL(SYS_extattr_list_link, A(0), 0, 0,
    wss_hold_extattr_list(td, h, NOFOLLOW))
CALL(SYS_extattr_set_fd, A(2), 0, 0,
    wss_hold_extattr_fd(td, h, SYS_extattr_set_fd))
CALL(SYS_extattr_get_fd, A(2), 0, 0,
    wss_hold_extattr_fd(td, h, SYS_extattr_get_fd))
CALL(SYS_extattr_delete_fd, A(2), 0, 0,
    wss_hold_extattr_fd(td, h, SYS_extattr_delete_fd))

/* kern/sys_generic.c: write(2) and its like; -1: at the file's offset */
CALL(SYS_write, 0, A(1), 0, wss_hold_write(td, h, -1))
CALL(SYS_pwrite, 0, A(1), 0, wss_hold_write(td, h, 3))
CALL(174, 0, A(1), 0, wss_hold_write(td, h, 4))
CALL(SYS_readv, 0, A(1), 0, wss_hold_vector(td, h, false, -1))
CALL(SYS_preadv, 0, A(1), 0, wss_hold_vector(td, h, false, 3))
CALL(SYS_writev, 0, A(1), 0, wss_hold_vector(td, h, true, -1))
CALL(SYS_pwritev, 0, A(1), 0, wss_hold_vector(td, h, true, 3))
/* kern/uipc_syscalls.c:186, 241, 460, 536, 807, 866 */
CALL(SYS_bind, 0, A(1), 0, wss_hold_bind(td, h, false, AT_FDCWD, 0, 1, 2))
CALL(SYS_bindat, 0, A(2), 0, wss_hold_bind(td, h, false, INT(0), 1, 2, 3))
CALL(SYS_connect, 0, A(1), 0, wss_hold_bind(td, h, true, AT_FDCWD, 0, 1, 2))
CALL(SYS_connectat, 0, A(2), 0, wss_hold_bind(td, h, true, INT(0), 1, 2, 3))
CALL(SYS_sendto, 0, A(1) | A(4), 0, wss_hold_sendto(td, h))
CALL(SYS_sendmsg, 0, A(1), 0, wss_hold_sendmsg(td, h))

/* kern/kern_prot.c, kern_resource.c, kern_time.c, kern_ntptime.c */
CALL(SYS_setgroups, 0, A(1), 0, wss_hold_setgroups(td, h, false))
CALL(SYS_freebsd14_setgroups, 0, A(1), 0, wss_hold_setgroups(td, h, true))
CALL(SYS_setrlimit, 0, A(1), 0, wss_hold_setrlimit(td, h))
CALL(SYS_clock_settime, 0, A(1), 0, wss_hold_clock_settime(td, h))
CALL(SYS_settimeofday, 0, A(0) | A(1), 0, wss_hold_settimeofday(td, h))
CALL(SYS_adjtime, 0, A(0), 0, wss_hold_adjtime(td, h))
/* kern/kern_sysctl.c:2329, kern/vfs_mount.c:435, kern/kern_jail.c */
CALL(SYS___sysctl, 0, A(0), 0, wss_hold_sysctl(td, h))
CALL(SYS_nmount, 0, A(0), 0, wss_hold_nmount(td, h))
CALL(SYS_jail_set, 0, A(0), 0, wss_hold_jail(td, h, true))
CALL(SYS_jail_get, 0, A(0), 0, wss_hold_jail(td, h, false))

/* Completed by hold_exec.c. */
CALL(SYS_execve, A(0), 0, A(1) | A(2), EOPNOTSUPP)
CALL(SYS_fexecve, 0, 0, A(1) | A(2), EOPNOTSUPP)
CALL(SYS___mac_execve, A(0), 0, A(1) | A(2), EOPNOTSUPP)

#undef	A
