/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory, messages and the end of the world, lent to Rust.
 */

#ifndef WSS_SHIM_MEM_H
#define	WSS_SHIM_MEM_H

#include <sys/types.h>

/* malloc(9) of type M_WSS, may sleep; NULL over 16 MiB. Aligned to 16. */
void	*wss_mem_alloc(size_t size, bool zero);
void	*wss_mem_realloc(void *at, size_t size);
void	 wss_mem_free(void *at);

/* log(9): priority as syslog(3), text without newline. */
void	 wss_mem_log(int priority, const char *text, size_t len);

/* panic(9) with Rust's message. */
void	 wss_mem_panic(const char *text, size_t len) __attribute__((noreturn));

#endif /* WSS_SHIM_MEM_H */
