/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Files that are to be given back without the engine's lock: for file.c and lock.c.
 */

#ifndef WSS_SHIM_FILE_VAR_H
#define	WSS_SHIM_FILE_VAR_H

struct wss_late;

/* Takes what has come together, with the engine's lock; gives it back, without: may sleep for long. */
struct wss_late	*wss_file_late_take(void);
void	wss_file_late_drop(struct wss_late *all);

#endif /* WSS_SHIM_FILE_VAR_H */
