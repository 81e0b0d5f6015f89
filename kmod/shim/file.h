/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Files, sockets and programs as the current process sees them, lent to Rust.
 */

#ifndef WSS_SHIM_FILE_H
#define	WSS_SHIM_FILE_H

#include <sys/types.h>

/* Longest path with its NUL, and longest socket address. */
#define	WSS_FILE_PATH	1024
#define	WSS_FILE_SOCKADDR	128

struct wss_stat {
	uint64_t	nodeid;
	uint64_t	dev;
	uint64_t	size;
	uint64_t	rdev;
	int64_t		mtime;	/* seconds */
	int64_t		ctime;
	uint32_t	mode;
	uint32_t	nlink;
	uint32_t	uid;
	uint32_t	gid;
};

/*
 * All of these act with the credentials, root, working directory, descriptors
 * and capability rights of the current process, may sleep in a file system, and
 * answer 0 or an errno in 1..4095. `dirfd`: AT_FDCWD (-100) or a descriptor;
 * `path`: kernel memory, ended by NUL. A `buf` for a path has WSS_FILE_PATH
 * bytes; `len` is without the NUL.
 */
int	wss_file_stat(int dirfd, const char *path, bool follow,
	    struct wss_stat *stat);
int	wss_file_fstat(int fd, struct wss_stat *stat);
/*
 * Absolute path below the process's root, links resolved; the last component
 * may be yet to be made.
 */
int	wss_file_resolve(int dirfd, const char *path, bool follow, char *buf,
	    size_t *len);
/* Path of an open file or of POSIX shared memory; EINVAL without a name. */
int	wss_file_path(int fd, char *buf, size_t *len);
/*
 * Path of the program that a process runs, as image.h has it; `pid`: its id or
 * a thread's. ESRCH if the current process may see none such; ENOENT if it
 * runs none: one of the kernel's own, or one that ends; EACCES if it has no
 * name.
 */
int	wss_file_pid_exe(uint32_t pid, char *buf, size_t *len);
int	wss_file_readlink(int dirfd, const char *path, char *buf,
	    size_t *len);
/* Of a regular file (else EINVAL); waits for no writer, moves no offset. */
int	wss_file_pread(int fd, void *buf, size_t len, uint64_t offset,
	    size_t *done);
/* `buf` has WSS_FILE_SOCKADDR bytes. */
int	wss_file_sockaddr(int fd, bool peer, void *buf, size_t *len);

#endif /* WSS_SHIM_FILE_H */
