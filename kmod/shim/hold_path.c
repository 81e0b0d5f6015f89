/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Completing calls on paths that need more than one function of the kernel.
 * Each is as sys_*() of kern/vfs_syscalls.c in FreeBSD 15.0, but for where the
 * path is.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/fcntl.h>
#include <sys/malloc.h>
#include <sys/namei.h>
#include <sys/proc.h>
#include <sys/syscallsubr.h>
#include <sys/time.h>

#include "hold_audit.h"
#include "hold.h"
#include "hold_impl.h"

MALLOC_DECLARE(M_WSS);

/* sys_openat, line 1157 */
int
wss_hold_openat(struct thread *td, const struct wss_hold *h)
{

	WSS_AUDIT_FD(td, INT(0));
	return (kern_openat(td, INT(0), PATH(1), INT(2), INT(3)));
}

/*
 * Two paths go to a function that takes one segment for both. If only one of
 * them is held, the other is copied in here.
 */
struct wss_two_paths {
	const char	*first;
	const char	*second;
	char		*copy;
	bool		faulted;	/* the second cannot be read */
};

static int
wss_two_paths_begin(struct wss_two_paths *p, const struct wss_hold *h,
    int first, int second)
{
	int error, n;

	p->first = wss_hold_path(h, first);
	p->second = wss_hold_path(h, second);
	p->copy = NULL;
	p->faulted = false;
	if (h->at[first] != NULL && h->at[second] != NULL)
		return (0);
	n = h->at[first] == NULL ? first : second;
	p->copy = malloc(MAXPATHLEN + 1, M_WSS, M_WAITOK);
	error = copyinstr(USER(n), p->copy, MAXPATHLEN, NULL);
	if (n == first) {
		p->first = p->copy;
		if (error != 0) {
			free(p->copy, M_WSS);
			p->copy = NULL;
		}
		return (error);
	}
	p->second = p->copy;
	if (error != 0) {
		/*
		 * The call looks the first one up before it reads the second,
		 * and an error there is the one to be told. So it is given a
		 * second path that is too long, and if that is what it says,
		 * which the first may be as well, an empty one.
		 */
		memset(p->copy, 'x', MAXPATHLEN);
		p->copy[MAXPATHLEN] = '\0';
		p->faulted = error == EFAULT;
	}
	return (0);
}

/* Whether the call is to be made once more. It has changed nothing then. */
static bool
wss_two_paths_again(struct wss_two_paths *p, int error)
{

	if (!p->faulted || error != ENAMETOOLONG || p->copy[0] == '\0')
		return (false);
	p->copy[0] = '\0';
	return (true);
}

static int
wss_two_paths_end(struct wss_two_paths *p, int error)
{

	if (p->faulted && p->copy[0] == '\0' && error == ENOENT)
		error = EFAULT;
	free(p->copy, M_WSS);
	return (error);
}

/* sys_link, line 1631; sys_linkat, line 1648 */
int
wss_hold_link(struct thread *td, const struct wss_hold *h, int fd1, int path1,
    int fd2, int path2, int flag)
{
	struct wss_two_paths p;
	int error;

	/* Before any path is read. */
	if ((flag & ~(AT_SYMLINK_FOLLOW | AT_RESOLVE_BENEATH |
	    AT_EMPTY_PATH)) != 0)
		return (EINVAL);
	error = wss_two_paths_begin(&p, h, path1, path2);
	if (error != 0)
		return (error);
	do {
		error = kern_linkat(td, fd1, fd2, p.first, p.second,
		    UIO_SYSSPACE, flag);
	} while (wss_two_paths_again(&p, error));
	return (wss_two_paths_end(&p, error));
}

/* sys_rename, line 3722; sys_renameat, line 3738 */
int
wss_hold_rename(struct thread *td, const struct wss_hold *h, int fd1,
    int path1, int fd2, int path2)
{
	struct wss_two_paths p;
	int error;

	error = wss_two_paths_begin(&p, h, path1, path2);
	if (error != 0)
		return (error);
	do {
		error = kern_renameat(td, fd1, p.first, fd2, p.second,
		    UIO_SYSSPACE);
	} while (wss_two_paths_again(&p, error));
	return (wss_two_paths_end(&p, error));
}

/* sys_symlink, line 1816; sys_symlinkat, line 1831 */
int
wss_hold_symlink(struct thread *td, const struct wss_hold *h, int fd, int path)
{
	struct wss_two_paths p;
	int error;

	error = wss_two_paths_begin(&p, h, 0, path);
	if (error != 0)
		return (error);
	/*
	 * kern_symlinkat() measures a target as it copies it in, and takes one
	 * in kernel memory as it is (line 1849).
	 */
	if (strnlen(p.first, MAXPATHLEN) == MAXPATHLEN)
		error = ENAMETOOLONG;
	else {
		do {
			error = kern_symlinkat(td, p.first, fd, p.second,
			    UIO_SYSSPACE);
		} while (wss_two_paths_again(&p, error));
	}
	return (wss_two_paths_end(&p, error));
}

/* kern_funlinkat_ex, line 1978, which is static */
int
wss_hold_unlink(struct thread *td, const struct wss_hold *h, int dirfd,
    int path, int fd, int flag)
{

	if ((flag & ~(AT_REMOVEDIR | AT_RESOLVE_BENEATH)) != 0)
		return (EINVAL);
	/* The descriptor stands between the path and its segment here. */
	if ((flag & AT_REMOVEDIR) != 0)
		return (kern_frmdirat(td, dirfd, wss_hold_path(h, path), fd,
		    wss_hold_seg(h, path), 0));
	return (kern_funlinkat(td, dirfd, wss_hold_path(h, path), fd,
	    wss_hold_seg(h, path), 0, 0));
}

/* sys_pathconf, line 2681; sys_lpathconf, line 2700 */
int
wss_hold_pathconf(struct thread *td, const struct wss_hold *h, u_long follow)
{
	long value;
	int error;

	error = kern_pathconf(td, PATH(0), INT(1), follow, &value);
	if (error == 0)
		td->td_retval[0] = value;
	return (error);
}

/*
 * Times: NULL, or two of them. They are copied here wherever they are, so that
 * a bad address is told before the path is looked up, as the calls do.
 */
static int
wss_hold_times(const struct wss_hold *h, int n, void *to, size_t len,
    void **times)
{

	*times = NULL;
	if (h->at[n] == NULL && USER(n) == NULL)
		return (0);
	*times = to;
	return (wss_hold_struct(h, n, to, len));
}

/* sys_utimes, line 3354; sys_futimesat, line 3369; sys_lutimes, line 3407 */
int
wss_hold_utimes(struct thread *td, const struct wss_hold *h, int fd, int path,
    int times, bool follow)
{
	struct timeval tv[2];
	void *tvp;
	int error;

	error = wss_hold_times(h, times, tv, sizeof(tv), &tvp);
	if (error != 0)
		return (error);
	if (follow)
		return (kern_utimesat(td, fd, PATH(path), tvp, UIO_SYSSPACE));
	return (kern_lutimes(td, PATH(path), tvp, UIO_SYSSPACE));
}

/* sys_futimes, line 3443 */
int
wss_hold_futimes(struct thread *td, const struct wss_hold *h)
{
	struct timeval tv[2];
	void *tvp;
	int error;

	error = wss_hold_times(h, 1, tv, sizeof(tv), &tvp);
	if (error != 0)
		return (error);
	return (kern_futimes(td, INT(0), tvp, UIO_SYSSPACE));
}

/* sys_utimensat, line 3513 */
int
wss_hold_utimens(struct thread *td, const struct wss_hold *h)
{
	struct timespec ts[2];
	void *tsp;
	int error;

	/* Before the times are read (kern_utimensat, line 3530). */
	if ((INT(3) & ~(AT_SYMLINK_NOFOLLOW | AT_RESOLVE_BENEATH |
	    AT_EMPTY_PATH)) != 0)
		return (EINVAL);
	error = wss_hold_times(h, 2, ts, sizeof(ts), &tsp);
	if (error != 0)
		return (error);
	return (kern_utimensat(td, INT(0), PATH(1), tsp, UIO_SYSSPACE,
	    INT(3)));
}

/* sys_futimens, line 3477 */
int
wss_hold_futimens(struct thread *td, const struct wss_hold *h)
{
	struct timespec ts[2];
	void *tsp;
	int error;

	error = wss_hold_times(h, 1, ts, sizeof(ts), &tsp);
	if (error != 0)
		return (error);
	return (kern_futimens(td, INT(0), tsp, UIO_SYSSPACE));
}

/* sys_kldload, kern/kern_linker.c:1250 */
int
wss_hold_kldload(struct thread *td, const struct wss_hold *h)
{
	char *path;
	int error, id;

	td->td_retval[0] = -1;
	path = malloc(MAXPATHLEN, M_WSS, M_WAITOK);
	error = wss_hold_string(h, 0, path, MAXPATHLEN);
	if (error == 0) {
		error = kern_kldload(td, path, &id);
		if (error == 0)
			td->td_retval[0] = id;
	}
	free(path, M_WSS);
	return (error);
}
