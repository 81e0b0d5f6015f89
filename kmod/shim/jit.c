/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory for compiled programs.  See jit.h.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/malloc.h>

#include <vm/vm.h>
#include <vm/pmap.h>

#include "jit.h"

MALLOC_DEFINE(M_WSSJIT, "wssjit", "wrappers compiled to native code");

/* More than the compiler makes of a program. */
#define	WSS_JIT_MAX	(8UL << 20)

/*
 * pmap_change_prot() changes the direct map of the pages too.  Whoever gets them
 * next must find them writable; should that fail, nobody gets them.
 */
static void
wss_jit_give_back(void *at, size_t size)
{

	if (pmap_change_prot((vm_offset_t)at, size, VM_PROT_READ | VM_PROT_WRITE) == 0)
		free(at, M_WSSJIT);
}

void *
wss_jit_seal(const void *code, size_t len)
{
	void *at;
	size_t size;

	if (len == 0 || len > WSS_JIT_MAX)
		return (NULL);
	size = round_page(len);
	/* Whole pages, and writable as well as executable: not for long. */
	at = malloc_exec(size, M_WSSJIT, M_WAITOK);
	KASSERT(((vm_offset_t)at & PAGE_MASK) == 0, ("unaligned code"));
	if (pmap_change_prot((vm_offset_t)at, size, VM_PROT_READ | VM_PROT_WRITE) != 0) {
		wss_jit_give_back(at, size);
		return (NULL);
	}
	memset(at, 0xcc, size);
	memcpy(at, code, len);
	if (pmap_change_prot((vm_offset_t)at, size, VM_PROT_READ | VM_PROT_EXECUTE) != 0) {
		wss_jit_give_back(at, size);
		return (NULL);
	}
	return (at);
}

void
wss_jit_free(void *code, size_t len)
{

	wss_jit_give_back(code, round_page(len));
}
