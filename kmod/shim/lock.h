/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The engine's lock: an sx(9), outermost of the module's locks. It guards everything that Rust keeps.
 */

#ifndef WSS_SHIM_LOCK_H
#define	WSS_SHIM_LOCK_H

void	wss_lock(void);
void	wss_unlock(void);

#endif /* WSS_SHIM_LOCK_H */
