/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What happens to processes, told to Rust: exec, fork, exit; and running processes looked up.
 */

#ifndef WSS_SHIM_HOOKS_H
#define	WSS_SHIM_HOOKS_H

#include <sys/types.h>

#include "file.h"

struct wss_text {
	const char	*at;	/* not NUL-terminated; NULL: there is none */
	size_t		 len;
};

/* An image that a process runs or is about to run. Everything lives for the call. */
struct wss_image {
	struct wss_text	path;		/* as from the host's root, links resolved */
	struct wss_text	called;		/* as the process named it, which may be another link */
	struct wss_text	script;		/* as path: the script that it interprets */
	struct wss_text	argv;		/* each ended by NUL; maybe cut */
	struct wss_text	parent;		/* as path: what the parent runs */
	const uint8_t	*sha256;	/* of the executable, if asked for; or NULL */
	struct wss_stat	stat;		/* of the script, if there is one */
	uint32_t	euid;		/* with set-id bits honoured */
	uint32_t	egid;
	uint32_t	setuid;		/* 1: it raises the user, if honoured */
	uint32_t	setgid;
	uint32_t	native;		/* 1: of the ABI that can be wrapped */
	uint32_t	unsure;		/* 1: `path` could not be had and is `called`, links unresolved */
	uint32_t	unhashed;	/* 1: sha256 was asked for, and could not be had */
	uint32_t	spare;
};

/*
 * Registers the hooks and opens the gate to the module, or ENOMEM and does neither; gives the hooks up
 * (nobody is inside them when it returns). Without locks; may sleep.
 */
int	wss_hooks_attach(void);
void	wss_hooks_detach(void);

/*
 * Every process is native, the gate is closed, and nobody is inside: EBUSY if somebody still is after some
 * seconds. Without locks, after detach, or if there was no attach.
 */
int	wss_hooks_close(void);

/* The current process's image by the name it was executed by: PATH_MAX bytes. Length, or 0. */
size_t	wss_hooks_path(char *buf);

/*
 * Process ids of all user processes but pid 1, `room` at most: how many there are. `making`: some is
 * being made, and cannot be looked up yet.
 */
uint32_t wss_hooks_pids(uint32_t *pids, uint32_t room, bool *making);
/* Hashes what processes run, so that a sweep finds it known. Without locks; it takes its time. */
void	wss_hooks_hash(void);
/*
 * Whether every fork is told, which a sweep needs: the child of a process that it has yet to come to
 * may be missing from its list. With the engine's lock.
 */
void	wss_hooks_forks(bool all);
/*
 * Shows Rust the image of a running process by wss_rs_running(context). ESRCH: it is gone, a kernel
 * process or being made; EAGAIN: it is inside an exec. With the engine's lock.
 */
int	wss_hooks_running(uint32_t pid, void *context);
void	wss_rs_running(void *context, uint32_t pid, const struct wss_image *image);

/* What is to become of an exec. */
#define	WSS_EXEC_PASS	0
#define	WSS_EXEC_JUDGE	1	/* wss_rs_judge before it runs */
#define	WSS_EXEC_KILL	2

/* An exec that will succeed or end the process. No lock held. */
int	wss_rs_exec(uint32_t pid, const struct wss_image *image);
/* The image is in place, its first instruction or remote call is not; `setid`: honoured. No lock held. */
void	wss_rs_judge(uint32_t pid, bool setid);
/*
 * A child that is complete but has not run, nor can it be found yet. No lock held. Whether it was
 * heeded: there is an engine.
 */
bool	wss_rs_fork(uint32_t parent, uint32_t child, void *proc);
/* The process has one thread left, this one. `status` as wait(2) has it. No lock held. */
void	wss_rs_exit(uint32_t pid, int status);

#endif /* WSS_SHIM_HOOKS_H */
