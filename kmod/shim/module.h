/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The module's life: what C asks of Rust when it is loaded and unloaded.
 */

#ifndef WSS_SHIM_MODULE_H
#define	WSS_SHIM_MODULE_H

/* Makes the engine; 0 or an errno. Nothing else of Rust's is called before. */
int	wss_rs_load(void);

/* Frees all that Rust keeps. Nothing of Rust's is called afterwards. */
void	wss_rs_unload(void);

#endif /* WSS_SHIM_MODULE_H */
