/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads and processes, and the time, lent to Rust.
 */

#ifndef WSS_SHIM_PROC_H
#define	WSS_SHIM_PROC_H

#include <sys/types.h>

struct wss_creds {
	uint32_t	ppid;
	uint32_t	uid;	/* real */
	uint32_t	euid;
	uint32_t	gid;	/* real */
	uint32_t	egid;
	uint32_t	jail;	/* 0: the host */
};

/* The current thread. */
uint32_t	wss_proc_tid(void);

/*
 * Of any thread's process, which its own id may stand for, and, with the
 * engine's lock, of the child that is being made; ESRCH if there is no such
 * thread. They take the process's lock, which the caller must not hold, and
 * sleep for nothing else.
 */
int	wss_proc_pid(uint32_t tid, uint32_t *pid);
int	wss_proc_creds(uint32_t tid, struct wss_creds *creds);
int	wss_proc_kill(uint32_t tid, int signal);

/* Nanoseconds since the epoch, or since boot. */
uint64_t	wss_proc_time(bool monotonic);

#endif /* WSS_SHIM_PROC_H */
