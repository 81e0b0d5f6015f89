/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What watch.c tells the hooks, and the device of watchers.
 */

#ifndef WSS_SHIM_WATCH_VAR_H
#define	WSS_SHIM_WATCH_VAR_H

struct image_params;
struct proc;
struct ucred;

/* Whether the calling thread has the watchers' lock. */
bool	wss_watch_locked(void);

/* The outermost jail that somebody is in; 0: none. */
uint32_t wss_watch_jail(const struct ucred *cred);

/*
 * Tell of events of the calling process, if it is watched; whether calls of
 * the new image, or of the child, are.
 */
bool	wss_watch_exec(struct proc *p, struct image_params *imgp);
bool	wss_watch_fork(struct proc *parent, struct proc *child);
void	wss_watch_exit(struct proc *p);

/* /dev/wsswatch: 0 or an errno; readers are to be hung up before it goes. */
int	wss_watch_dev_attach(void);
void	wss_watch_dev_detach(void);

#endif /* WSS_SHIM_WATCH_VAR_H */
