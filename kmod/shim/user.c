/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory of the current process. copyin(9) and its like work on the address
 * space that is in place, so that all of these are about curthread's process;
 * they touch td_pflags (TDP_NOFAULTING, which they put back) and nothing else
 * of the thread.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/proc.h>

#include <vm/vm.h>
#include <vm/vm_param.h>
#include <vm/pmap.h>
#include <vm/vm_extern.h>

#include "user.h"

/* The bytes from `addr` to the end of its page, at most `len`. */
static size_t
wss_user_in_page(uint64_t addr, size_t len)
{

	return (MIN(len, PAGE_SIZE - (addr & PAGE_MASK)));
}

int
wss_user_read(uint64_t addr, void *buf, size_t len, size_t *done)
{
	size_t n;

	*done = 0;
	if (copyin_nofault((const void *)addr, buf, len) == 0) {
		*done = len;
		return (0);
	}
	while (*done < len) {
		n = wss_user_in_page(addr + *done, len - *done);
		if (copyin_nofault((const void *)(addr + *done),
		    (char *)buf + *done, n) != 0)
			break;
		*done += n;
	}
	return (*done == 0 ? EFAULT : 0);
}

int
wss_user_write(uint64_t addr, const void *buf, size_t len)
{
	uint64_t at;
	uint32_t old;
	int failed, save;

	if (len == 0)
		return (0);
	if (addr + len < addr || addr + len > VM_MAXUSER_ADDRESS)
		return (EFAULT);
	/*
	 * Whether each page takes a write is asked first: of a word, replaced
	 * by itself at once if it is still what it was, so that no other
	 * thread's write is lost.
	 */
	for (at = addr; at < addr + len;
	    at = rounddown2(at, PAGE_SIZE) + PAGE_SIZE) {
		save = vm_fault_disable_pagefaults();
		failed = fueword32((const void *)rounddown2(at, 4), &old);
		if (failed == 0)
			failed = casueword32(
			    (volatile uint32_t *)rounddown2(at, 4), old, &old,
			    old) == -1;
		vm_fault_enable_pagefaults(save);
		if (failed != 0)
			return (EFAULT);
	}
	return (copyout_nofault(buf, (void *)addr, len));
}

void
wss_user_touch(uint64_t addr, size_t len)
{
	size_t n;

	while (len > 0) {
		if (fubyte((const void *)addr) == -1)
			return;
		n = wss_user_in_page(addr, len);
		addr += n;
		len -= n;
	}
}

size_t
wss_user_touch_str(uint64_t addr, size_t max)
{
	char part[128];
	size_t done, n;
	int error;

	for (done = 0; done < max; done += n) {
		n = MIN(sizeof(part), max - done);
		error = copyinstr((const void *)(addr + done), part, n, &n);
		if (error == 0)
			return (done + n);
		if (error != ENAMETOOLONG)
			break;
	}
	return (done);
}

void
wss_user_touch_vec(uint64_t addr, size_t max)
{
	uint64_t string;
	size_t used;

	for (used = 0; used < max; addr += sizeof(string)) {
		if (fueword64((const void *)addr, (int64_t *)&string) != 0 ||
		    string == 0)
			return;
		used += sizeof(string);
		used += wss_user_touch_str(string, max - MIN(used, max));
	}
}
