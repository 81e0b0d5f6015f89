/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory for compiled programs. No page of it is ever writable and executable
 * at once.
 */

#ifndef WSS_SHIM_JIT_H
#define	WSS_SHIM_JIT_H

#include <sys/types.h>

/*
 * A copy of code, executable and not writable; NULL if there is no memory.  May
 * sleep.
 */
void	*wss_jit_seal(const void *code, size_t len);

/* Takes back one of len bytes, when nobody runs in it nor will. */
void	 wss_jit_free(void *code, size_t len);

#endif /* WSS_SHIM_JIT_H */
