/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory of the current process, lent to Rust.
 */

#ifndef WSS_SHIM_USER_H
#define	WSS_SHIM_USER_H

#include <sys/types.h>

/*
 * Reads up to `len` bytes without faulting anything in: `done` of them could be
 * read. EFAULT if none. Never sleeps.
 */
int	wss_user_read(uint64_t addr, void *buf, size_t len, size_t *done);

/*
 * Writes all or, unless another thread takes the memory away meanwhile,
 * nothing, without faulting anything in: what is not resident, or not yet the
 * process's own copy, is EFAULT. Never sleeps.
 */
int	wss_user_write(uint64_t addr, const void *buf, size_t len);

/*
 * These fault memory in, so that the functions above succeed. They may sleep
 * for as long as the process's memory makes them: no lock is to be held. What
 * cannot be read is left.
 */
void	wss_user_touch(uint64_t addr, size_t len);
/* A string with its NUL, at most `max` bytes; how many. */
size_t	wss_user_touch_str(uint64_t addr, size_t max);
/* A vector of strings, ended by a null pointer: `max` bytes of both at most. */
void	wss_user_touch_vec(uint64_t addr, size_t max);

#endif /* WSS_SHIM_USER_H */
