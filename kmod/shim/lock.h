/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The engine's lock: an sx(9), outermost of the module's locks. It guards everything that Rust keeps.
 */

#ifndef WSS_SHIM_LOCK_H
#define	WSS_SHIM_LOCK_H

void	wss_lock(void);
void	wss_unlock(void);

/*
 * Gives the lock up and waits until state was given back that a clause needs
 * (wss_lock_wake()), or for a tenth of a second: 0, and the request is to be made
 * again. ERESTART (only where `anew`): a signal or another thread wants this one
 * at the boundary to user mode, and nobody will see that the call comes again.
 * EINTR: the thread will not return to user mode.
 */
int	wss_lock_wait(bool anew);
/* State was given back. With or without the lock. */
void	wss_lock_wake(void);

/* Panics if the current thread holds the lock: what follows may wait for a file system. */
void	wss_lock_none(void);

/*
 * The criteria's: guards the copies of the criteria that execs are looked at with. Innermost, held for no
 * longer than that takes; nothing but memory is waited for under it. Thus who holds the engine's lock for
 * long holds up no exec that concerns no wrapper.
 */
void	wss_lock_criteria(void);
void	wss_lock_criteria_end(void);

#endif /* WSS_SHIM_LOCK_H */
