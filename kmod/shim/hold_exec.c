/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Completing execve(2), fexecve(2) and __mac_execve(2): as sys_execve() of
 * FreeBSD 15.0 (kern/kern_exec.c:225, 254, 286), with arguments that are held
 * added to the new image's instead of being copied in.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/imgact.h>
#include <sys/proc.h>
#include <sys/syscall.h>
#include <sys/syscallsubr.h>
#include <sys/uio.h>

#include "hold_audit.h"
#include "hold.h"
#include "hold_impl.h"

struct wss_exec_state {
	struct image_args	args;
	struct vmspace		*oldvmspace;
	struct mac		*mac;
};

CTASSERT(sizeof(struct wss_exec_state) <= sizeof(struct wss_exec));

typedef int wss_exec_add(struct image_args *, const char *, enum uio_seg);

/* One vector, as exec_copyin_args() (line 1348) does. */
static int
wss_exec_strings(struct image_args *args, const struct wss_hold *h, int n,
    wss_exec_add *add)
{
	const struct wss_string *s;
	uint64_t at;
	size_t i;
	u_long string;
	int error;

	if (h->at[n] != NULL) {
		s = h->at[n]->at;
		for (i = 0; i < h->at[n]->len; i++) {
			if (s[i].len == 0 || s[i].at[s[i].len - 1] != '\0')
				return (EINVAL);
			error = add(args, s[i].at, UIO_SYSSPACE);
			if (error != 0)
				return (error);
		}
		return (0);
	}
	for (at = h->args[n];; at += sizeof(string)) {
		if (fueword((const void *)(uintptr_t)at, (long *)&string) == -1)
			return (EFAULT);
		if (string == 0)
			return (0);
		error = add(args, (const char *)(uintptr_t)string,
		    UIO_USERSPACE);
		if (error != 0)
			return (error);
	}
}

static int
wss_exec_arguments(struct wss_exec_state *e, uint32_t nr,
    const struct wss_hold *h)
{
	int error;

	/* argv may not be missing, envp may. */
	if (h->at[1] == NULL && USER(1) == NULL)
		return (EFAULT);
	error = exec_alloc_args(&e->args);
	if (error != 0)
		return (error);
	error = nr == SYS_fexecve ?
	    exec_args_add_fname(&e->args, NULL, UIO_USERSPACE) :
	    exec_args_add_fname(&e->args, PATH(0));
	if (error == 0)
		error = wss_exec_strings(&e->args, h, 1, exec_args_add_arg);
	if (error == 0 && (h->at[2] != NULL || USER(2) != NULL))
		error = wss_exec_strings(&e->args, h, 2, exec_args_add_env);
	if (error != 0)
		exec_free_args(&e->args);
	return (error);
}

static int
wss_exec_over(struct thread *td, struct wss_exec_state *e, int error)
{

	post_execve(td, error, e->oldvmspace);
	WSS_AUDIT_EXIT(td, error == EJUSTRETURN ? 0 : error);
	return (error);
}

int
wss_hold_exec_begin(void *thread, uint32_t nr, const uint64_t *args,
    const struct wss_held *held, size_t count, struct wss_exec *exec)
{
	struct wss_exec_state *e = (void *)exec;
	const struct wss_hold_call *call;
	struct wss_hold hold, *h = &hold;
	struct thread *td = thread;
	int error;

	if (nr != SYS_execve && nr != SYS_fexecve && nr != SYS___mac_execve)
		return (EOPNOTSUPP);
	error = wss_hold_prepare(nr, args, held, count, h, &call);
	if (error != 0)
		return (error);
	memset(e, 0, sizeof(*e));
	error = pre_execve(td, &e->oldvmspace);
	if (error != 0)
		return (error);
	error = wss_exec_arguments(e, nr, h);
	if (error != 0)
		return (wss_exec_over(td, e, error));
	if (nr == SYS_fexecve)
		e->args.fd = INT(0);
	if (nr == SYS___mac_execve)
		e->mac = USER(3);
	return (0);
}

int
wss_hold_exec_end(void *thread, struct wss_exec *exec)
{
	struct wss_exec_state *e = (void *)exec;
	struct thread *td = thread;
	int error;

	error = kern_execve(td, &e->args, e->mac, e->oldvmspace);
	return (wss_exec_over(td, e, error));
}
