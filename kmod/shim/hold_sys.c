/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Completing calls that take a structure, as their functions in FreeBSD 15.0.
 * Of nmount(2) and jail(2) the array is held, the names and values that it
 * names are the process's.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/malloc.h>
#include <sys/mount.h>
#include <sys/proc.h>
#include <sys/resource.h>
#include <sys/resourcevar.h>
#include <sys/syscallsubr.h>
#include <sys/sysctl.h>
#include <sys/time.h>
#include <sys/ucred.h>
#include <sys/uio.h>

#include "hold_audit.h"
#include "hold.h"
#include "hold_impl.h"

MALLOC_DECLARE(M_WSS);

/*
 * sys_setgroups, kern/kern_prot.c; freebsd14_setgroups, whose first group is
 * the effective one.
 */
int
wss_hold_setgroups(struct thread *td, const struct wss_hold *h, bool with_egid)
{
	gid_t *groups;
	int count, error, skip, supplementary;

	count = INT(0);
	if (count > ngroups_max + (with_egid ? 1 : 0) || count < 0)
		return (EINVAL);
	groups = malloc(MAX(count, 1) * sizeof(*groups), M_WSS, M_WAITOK);
	error = wss_hold_struct(h, 1, groups, count * sizeof(*groups));
	if (error == 0) {
		skip = with_egid && count > 0 ? 1 : 0;
		supplementary = count - skip;
		error = kern_setgroups(td, &supplementary, groups + skip);
		if (error == 0 && skip != 0)
			td->td_proc->p_ucred->cr_gid = groups[0];
	}
	free(groups, M_WSS);
	return (error);
}

/* sys_setrlimit, kern/kern_resource.c */
int
wss_hold_setrlimit(struct thread *td, const struct wss_hold *h)
{
	struct rlimit limit;
	int error;

	error = wss_hold_struct(h, 1, &limit, sizeof(limit));
	if (error != 0)
		return (error);
	return (kern_setrlimit(td, (u_int)ULONG(0), &limit));
}

/* sys_clock_settime, kern/kern_time.c */
int
wss_hold_clock_settime(struct thread *td, const struct wss_hold *h)
{
	struct timespec ts;
	int error;

	error = wss_hold_struct(h, 1, &ts, sizeof(ts));
	if (error != 0)
		return (error);
	return (kern_clock_settime(td, INT(0), &ts));
}

/* sys_settimeofday, kern/kern_time.c */
int
wss_hold_settimeofday(struct thread *td, const struct wss_hold *h)
{
	struct timeval tv;
	struct timezone tz;
	bool has_tv, has_tz;
	int error;

	has_tv = h->at[0] != NULL || USER(0) != NULL;
	has_tz = h->at[1] != NULL || USER(1) != NULL;
	error = has_tv ? wss_hold_struct(h, 0, &tv, sizeof(tv)) : 0;
	if (error == 0 && has_tz)
		error = wss_hold_struct(h, 1, &tz, sizeof(tz));
	if (error != 0)
		return (error);
	return (kern_settimeofday(td, has_tv ? &tv : NULL,
	    has_tz ? &tz : NULL));
}

/* sys_adjtime, kern/kern_ntptime.c */
int
wss_hold_adjtime(struct thread *td, const struct wss_hold *h)
{
	struct timeval delta, old;
	int error;

	error = wss_hold_struct(h, 0, &delta, sizeof(delta));
	if (error != 0)
		return (error);
	error = kern_adjtime(td, &delta, &old);
	if (error == 0 && USER(1) != NULL)
		error = copyout(&old, USER(1), sizeof(old));
	return (error);
}

/* sys___sysctl, kern/kern_sysctl.c:2421: the name alone can be held. */
int
wss_hold_sysctl(struct thread *td, const struct wss_hold *h)
{
	int name[CTL_MAXNAME];
	size_t len;
	u_int namelen;
	int error, failed;

	namelen = (u_int)ULONG(1);
	if (namelen > CTL_MAXNAME || namelen < 2)
		return (EINVAL);
	error = wss_hold_struct(h, 0, name, namelen * sizeof(int));
	if (error != 0)
		return (error);
	error = userland_sysctl(td, name, namelen, USER(2), USER(3), 0,
	    USER(4), ULONG(5), &len, 0);
	if (error != 0 && error != ENOMEM)
		return (error);
	if (USER(3) != NULL) {
		failed = copyout(&len, USER(3), sizeof(len));
		if (failed != 0)
			return (failed);
	}
	return (error);
}

/* sys_nmount, kern/vfs_mount.c:431 */
int
wss_hold_nmount(struct thread *td, const struct wss_hold *h)
{
	struct uio *uio;
	uint64_t flags;
	u_int count;
	int error;

	flags = (u_int)ULONG(2);
	count = (u_int)ULONG(1);
	WSS_AUDIT_FFLAGS(td, (int)flags);
	flags &= ~MNT_ROOTFS;
	if ((count & 1) != 0 || count < 4)
		return (EINVAL);
	error = wss_hold_uio(h, 0, count, &uio);
	if (error != 0)
		return (error);
	error = vfs_donmount(td, flags, uio);
	freeuio(uio);
	return (error);
}

/* sys_jail_set and sys_jail_get, kern/kern_jail.c */
int
wss_hold_jail(struct thread *td, const struct wss_hold *h, bool set)
{
	struct uio *uio;
	u_int count;
	int error;

	count = (u_int)ULONG(1);
	if ((count & 1) != 0)
		return (EINVAL);
	error = wss_hold_uio(h, 0, count, &uio);
	if (error != 0)
		return (error);
	if (set)
		error = kern_jail_set(td, uio, INT(2));
	else {
		error = kern_jail_get(td, uio, INT(2));
		if (error == 0)
			error = copyout(uio->uio_iov, USER(0),
			    count * sizeof(struct iovec));
	}
	freeuio(uio);
	return (error);
}
