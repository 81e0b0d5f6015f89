/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Watching processes: what C lends, and what it tells Rust.  Who may know
 * what, and what is told, is decided in kern/src/watch.
 */

#ifndef WSS_SHIM_WATCH_H
#define	WSS_SHIM_WATCH_H

#include <sys/types.h>

#include "hooks.h"

/*
 * The watchers' lock, an sx(9).  Nobody takes it who has the engine's, or the
 * other way round; processes' locks are taken after it.  Whoever takes it waits
 * with the other threads of his user for a turn first.
 */
void	wss_watch_lock(void);
void	wss_watch_unlock(void);

/*
 * A turn of another kind: one thread of a user has it at a time, without the
 * watchers' lock.  The engine's lock is taken after it.
 */
void	*wss_watch_turn(void);
void	 wss_watch_turn_end(void *turn);

/*
 * Whether events of a process are told to Rust.  With the watchers' lock; read
 * without.
 */
void	wss_watch_mark(uint32_t pid, bool watched);

/*
 * Credentials, as opaque pointers: those of the calling thread, once more,
 * and no longer.
 */
void	*wss_watch_cred(void);
void	*wss_watch_cred_hold(void *cred);
void	 wss_watch_cred_free(void *cred);

/*
 * What the bearer of credentials may do with the calling process: p_cansee(9),
 * and what p_candebug(9) says of credentials.  `next`: as it will be after
 * its exec, too; NULL: no exec.
 */
uint32_t wss_watch_rights(void *cred, const void *next);
#define	WSS_RIGHTS_SEE	1
#define	WSS_RIGHTS_DEBUG	2

/*
 * Whether the calling thread may watch a process, as an errno: 0, ESRCH (it is
 * not there, ends, or cannot be seen), EPERM; with `debug`, also EPERM, EBUSY
 * or EOPNOTSUPP, see WSSIOC_WATCH.
 */
int	wss_watch_may(uint32_t pid, bool debug);

/* Nanoseconds since the epoch. */
uint64_t wss_watch_time(void);

/*
 * Says how many bytes wait for a watcher, and whether it watches nothing.
 * With the watchers' lock; who waits is woken when that is given back.
 */
void	wss_watch_waiting(void *reader, size_t bytes, bool idle);

/* An exec.  Everything lives for the call. */
struct wss_watch_image {
	struct wss_text	path;		/* as the program is told it */
	struct wss_text	args;		/* each ended by NUL */
	const void	*next;		/* struct image_params, for rights */
	uint32_t	argc;
	uint32_t	envc;
	uint32_t	env;		/* bytes of the environment */
	uint32_t	native;		/* 1: of the native ABI */
};

/*
 * A watcher comes and goes; `reader` is its side here, `uid` the real user,
 * `jail` the outermost jail or 0.  EDQUOT, ENOMEM.
 */
int	wss_rs_watch_open(void *reader, uint32_t uid, uint32_t jail,
	    uint64_t *id);
void	wss_rs_watch_close(uint64_t id);
/* The ioctls, see wss_watch.h.  The object is kernel memory. */
int	wss_rs_watch_add(uint64_t id, uint32_t pid, uint32_t flags,
	    uint32_t calls, uint64_t udata);
int	wss_rs_watch_drop(uint64_t id, uint32_t pid);
int	wss_rs_watch_condition(uint64_t id, const void *object, size_t len);
/* `to`: a struct wss_watch_status. */
void	wss_rs_watch_status(uint64_t id, void *to);
/*
 * Takes as many whole records as fit; how many bytes they are, 0 if none
 * waits.  EMSGSIZE if the first does not fit.  `to` is initialised.
 */
int	wss_rs_watch_read(uint64_t id, void *to, size_t room, size_t *len);

/*
 * Events of the calling process.  Without locks; may sleep.  The exec will
 * succeed or end the process; the child has not run, nor can it be found yet.
 * Whether calls of the new image, or of the child, are watched.
 */
bool	wss_rs_watch_exec(uint32_t pid, uint32_t tid,
	    const struct wss_watch_image *image);
bool	wss_rs_watch_fork(uint32_t pid, uint32_t tid, uint32_t child);
void	wss_rs_watch_exit(uint32_t pid, int status);

#endif /* WSS_SHIM_WATCH_H */
