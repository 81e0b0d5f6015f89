/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory, messages and the end of the world, lent to Rust.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/malloc.h>
#include <sys/syslog.h>

#include "mem.h"
#include "watch_var.h"

MALLOC_DEFINE(M_WSS, "wss", "wrappers around running processes");

/* No object, table or message comes near it; a length gone wrong does. */
#define	WSS_MEM_MAX	(16UL << 20)

/*
 * Whoever ends, with all the memory that he has, may wait for the watchers'
 * lock: nobody waits for memory with it.  Records can be lost.
 */
static int
wss_mem_wait(void)
{

	return (wss_watch_locked() ? M_NOWAIT : M_WAITOK);
}

void *
wss_mem_alloc(size_t size, bool zero)
{

	if (size > WSS_MEM_MAX)
		return (NULL);
	return (malloc(size, M_WSS, wss_mem_wait() | (zero ? M_ZERO : 0)));
}

void *
wss_mem_realloc(void *at, size_t size)
{

	if (size > WSS_MEM_MAX)
		return (NULL);
	return (realloc(at, size, M_WSS, wss_mem_wait()));
}

void
wss_mem_free(void *at)
{

	free(at, M_WSS);
}

void
wss_mem_log(int priority, const char *text, size_t len)
{

	log(priority, "wss: %.*s\n", (int)MIN(len, 1024), text);
}

void
wss_mem_panic(const char *text, size_t len)
{

	panic("wss: %.*s", (int)MIN(len, 1024), text);
}
