/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Completing stat(2), statfs(2) and their forms of old. A form is the release
 * whose structure the call fills in; 2 is NetBSD's, 43 that of 4.3BSD.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/limits.h>
#include <sys/malloc.h>
#include <sys/proc.h>
#include <sys/syscallsubr.h>

/* Structures of old calls, whose converters are in kernels that have them. */
#define	COMPAT_FREEBSD11
#include <sys/stat.h>
#include <sys/mount.h>

#include "hold.h"
#include "hold_impl.h"

MALLOC_DECLARE(M_WSS);

int	freebsd11_cvtstat(struct stat *st, struct freebsd11_stat *ost)
	    __weak_symbol;
int	freebsd11_cvtnstat(struct stat *sb, struct nstat *nsb) __weak_symbol;
void	cvtstat(struct stat *st, struct ostat *ost) __weak_symbol;

/* sys_fstatat, kern/vfs_syscalls.c:2539, and its like */
int
wss_hold_stat(struct thread *td, const struct wss_hold *h, int flag, int fd,
    int path, int to, int form)
{
	struct stat sb;
	union {
		struct freebsd11_stat	freebsd11;
		struct nstat		netbsd;
		struct ostat		bsd43;
	} old;
	int error;

	error = kern_statat(td, flag, fd, PATH(path), &sb);
	if (error != 0)
		return (error);
	switch (form) {
	case 11:
		error = freebsd11_cvtstat(&sb, &old.freebsd11);
		if (error == 0)
			error = copyout(&old.freebsd11, USER(to),
			    sizeof(old.freebsd11));
		return (error);
	case 2:
		error = freebsd11_cvtnstat(&sb, &old.netbsd);
		if (error == 0)
			error = copyout(&old.netbsd, USER(to),
			    sizeof(old.netbsd));
		return (error);
	case 43:
		cvtstat(&sb, &old.bsd43);
		return (copyout(&old.bsd43, USER(to), sizeof(old.bsd43)));
	default:
		return (copyout(&sb, USER(to), sizeof(sb)));
	}
}

/* The functions that convert a struct statfs are static in the kernel. */
static void
wss_statfs_11(const struct statfs *from, struct freebsd11_statfs *to)
{

	memset(to, 0, sizeof(*to));
	to->f_version = FREEBSD11_STATFS_VERSION;
	to->f_type = from->f_type;
	to->f_flags = from->f_flags;
	to->f_bsize = from->f_bsize;
	to->f_iosize = from->f_iosize;
	to->f_blocks = from->f_blocks;
	to->f_bfree = from->f_bfree;
	to->f_bavail = from->f_bavail;
	to->f_files = from->f_files;
	to->f_ffree = from->f_ffree;
	to->f_syncwrites = from->f_syncwrites;
	to->f_asyncwrites = from->f_asyncwrites;
	to->f_syncreads = from->f_syncreads;
	to->f_asyncreads = from->f_asyncreads;
	to->f_namemax = from->f_namemax;
	to->f_owner = from->f_owner;
	to->f_fsid = from->f_fsid;
	strlcpy(to->f_fstypename, from->f_fstypename,
	    sizeof(to->f_fstypename));
	strlcpy(to->f_mntfromname, from->f_mntfromname,
	    sizeof(to->f_mntfromname));
	strlcpy(to->f_mntonname, from->f_mntonname, sizeof(to->f_mntonname));
}

static void
wss_statfs_4(const struct statfs *from, struct ostatfs *to)
{

	memset(to, 0, sizeof(*to));
	to->f_type = from->f_type;
	to->f_flags = from->f_flags;
	to->f_bsize = from->f_bsize;
	to->f_iosize = MIN(from->f_iosize, LONG_MAX);
	/* Nothing is to be scaled: a long has 64 bits. */
	to->f_blocks = from->f_blocks;
	to->f_bfree = from->f_bfree;
	to->f_bavail = from->f_bavail;
	to->f_files = MIN(from->f_files, LONG_MAX);
	to->f_ffree = from->f_ffree;
	to->f_syncwrites = MIN(from->f_syncwrites, LONG_MAX);
	to->f_asyncwrites = MIN(from->f_asyncwrites, LONG_MAX);
	to->f_syncreads = MIN(from->f_syncreads, LONG_MAX);
	to->f_asyncreads = MIN(from->f_asyncreads, LONG_MAX);
	to->f_owner = from->f_owner;
	to->f_fsid = from->f_fsid;
	strlcpy(to->f_fstypename, from->f_fstypename,
	    sizeof(to->f_fstypename));
	strlcpy(to->f_mntfromname, from->f_mntfromname,
	    sizeof(to->f_mntfromname));
	strlcpy(to->f_mntonname, from->f_mntonname, sizeof(to->f_mntonname));
}

/* sys_statfs, kern/vfs_syscalls.c:312, and its like at 595 and 749 */
int
wss_hold_statfs(struct thread *td, const struct wss_hold *h, int form)
{
	union {
		struct freebsd11_statfs	freebsd11;
		struct ostatfs		freebsd4;
	} *old;
	struct statfs *sfp;
	int error;

	sfp = malloc(sizeof(*sfp) + sizeof(*old), M_WSS, M_WAITOK);
	old = (void *)(sfp + 1);
	error = kern_statfs(td, PATH(0), sfp);
	if (error == 0) {
		switch (form) {
		case 11:
			wss_statfs_11(sfp, &old->freebsd11);
			error = copyout(&old->freebsd11, USER(1),
			    sizeof(old->freebsd11));
			break;
		case 4:
			wss_statfs_4(sfp, &old->freebsd4);
			error = copyout(&old->freebsd4, USER(1),
			    sizeof(old->freebsd4));
			break;
		default:
			error = copyout(sfp, USER(1), sizeof(*sfp));
			break;
		}
	}
	free(sfp, M_WSS);
	return (error);
}
