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
 * The criteria's: guards the copies of the criteria that execs are looked at with. Innermost, held for no
 * longer than that takes; nothing but memory is waited for under it. Thus who holds the engine's lock for
 * long holds up no exec that concerns no wrapper.
 */
void	wss_lock_criteria(void);
void	wss_lock_criteria_end(void);

#endif /* WSS_SHIM_LOCK_H */
