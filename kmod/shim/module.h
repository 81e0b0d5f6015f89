/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The module's life: what C asks of Rust when it is loaded and unloaded.
 */

#ifndef WSS_SHIM_MODULE_H
#define	WSS_SHIM_MODULE_H

#include <sys/types.h>

/* Makes the engine; 0 or an errno. Nothing else of Rust's is called before. */
int	wss_rs_load(void);

/*
 * Whether the module may be unloaded by that process now: 0; EPERM while
 * changes are refused or from under a wrapper; EBUSY while processes hinder
 * it, which `wssctl status` names. `secure`: its securelevel is above 0.
 */
int	wss_rs_quiesce(uint32_t pid, bool secure);

/* Frees all that Rust keeps. Nothing of Rust's is called afterwards. */
void	wss_rs_unload(void);

#endif /* WSS_SHIM_MODULE_H */
