/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Files, sockets and programs as the current process sees them. The kernel's
 * own functions do the work, with the thread's td_ucred, so that a wrapper
 * learns what the process could, and no more. They run inside a call that was
 * interrupted before or after it ran; what they may change of its thread is put
 * back by wss_quiet_end():
 *
 *  td_retval   kern_readlinkat() puts its result there;
 *  td_errno    some paths set it;
 *  td_dupfd    VOP_OPEN of /dev/fd sets it, which none of these reaches;
 *  TDP_AUDITREC, td_ar
 *              the record of the call must not name the files that a wrapper
 *              asked for: while the flag is off, AUDIT_ARG_*() does nothing
 *              (security/audit/audit.h:155);
 *  TDP2_UEXTERR, td_kexterr
 *              an extended error is the call's own: while the flag is off,
 *              exterr_set() does nothing (kern/sys_generic.c:2331).
 *
 * What remains to be seen: ktrace(2) shows NAMI, STRU and CAP records of these
 * functions (it has no switch per thread), the access time of links and files
 * is updated as for any reader, and rusage counts their blocks.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/fcntl.h>
#include <sys/file.h>
#include <sys/filedesc.h>
#include <sys/kernel.h>
#include <sys/limits.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/namei.h>
#include <sys/proc.h>
#include <sys/signalvar.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/stat.h>
#include <sys/syscallsubr.h>
#include <sys/user.h>
#include <sys/vnode.h>

#include <machine/stack.h>

#include "file.h"
#include "image.h"
#include "lock.h"

/*
 * Stack that a look-up may need: file systems differ, and the engine lies above
 * it. What cannot have it fails, rather than run into the guard page.
 */
#define	WSS_FILE_STACK	(6 * 1024)

CTASSERT(WSS_FILE_PATH == MAXPATHLEN);
CTASSERT(WSS_FILE_SOCKADDR == sizeof(struct sockaddr_storage));

MALLOC_DECLARE(M_WSS);

struct wss_quiet {
	struct file	*fp;		/* held, if there is one */
	int		stop;
	syscallarg_t	retval[2];
	int		error;
	int		dupfd;
	int		pflags;
	int		pflags2;
};

/* `fd`: what the service starts from; AT_FDCWD, or maybe no descriptor. */
static void
wss_quiet_begin(struct wss_quiet *q, int fd)
{
	struct thread *td = curthread;

	wss_lock_none();
	/*
	 * Who stops in here would keep others from the state that the clause
	 * holds: it stops when it is back at the boundary to user mode.
	 */
	q->stop = sigdeferstop(SIGDEFERSTOP_SILENT);
	q->fp = NULL;
	if (fd >= 0 && fget(td, fd, &cap_no_rights, &q->fp) != 0)
		q->fp = NULL;
	q->retval[0] = td->td_retval[0];
	q->retval[1] = td->td_retval[1];
	q->error = td->td_errno;
	q->dupfd = td->td_dupfd;
	q->pflags = td->td_pflags & TDP_AUDITREC;
	q->pflags2 = td->td_pflags2 & TDP2_UEXTERR;
	td->td_pflags &= ~TDP_AUDITREC;
	td->td_pflags2 &= ~TDP2_UEXTERR;
}

/*
 * Puts back what the service may have changed; `error` as an errno that a
 * process may see.
 */
static int
wss_quiet_end(const struct wss_quiet *q, int error)
{
	struct thread *td = curthread;

	td->td_retval[0] = q->retval[0];
	td->td_retval[1] = q->retval[1];
	td->td_errno = q->error;
	td->td_dupfd = q->dupfd;
	td->td_pflags |= q->pflags;
	td->td_pflags2 |= q->pflags2;
	if (q->fp != NULL)
		fdrop(q->fp, td);
	sigallowstop(q->stop);
	if (error >= 0)
		return (error);
	/* ERESTART and its kind are the kernel's own. */
	return (error == ERESTART ? EINTR : EIO);
}

static bool
wss_file_room(void)
{
	size_t total, used;

	GET_STACK_USAGE(total, used);
	return (total - used >= WSS_FILE_STACK);
}

static void
wss_file_convert(const struct stat *sb, struct wss_stat *stat)
{

	stat->nodeid = sb->st_ino;
	stat->dev = sb->st_dev;
	stat->size = sb->st_size;
	stat->rdev = sb->st_rdev;
	stat->mtime = sb->st_mtim.tv_sec;
	stat->ctime = sb->st_ctim.tv_sec;
	stat->mode = sb->st_mode;
	stat->nlink = MIN(sb->st_nlink, UINT32_MAX);
	stat->uid = sb->st_uid;
	stat->gid = sb->st_gid;
}

int
wss_file_stat(int dirfd, const char *path, bool follow, struct wss_stat *stat)
{
	struct stat sb;
	struct wss_quiet q;
	int error;

	if (!wss_file_room())
		return (ENOMEM);
	wss_quiet_begin(&q, dirfd);
	error = kern_statat(curthread, follow ? 0 : AT_SYMLINK_NOFOLLOW, dirfd,
	    path, UIO_SYSSPACE, &sb);
	if (error == 0)
		wss_file_convert(&sb, stat);
	return (wss_quiet_end(&q, error));
}

int
wss_file_fstat(int fd, struct wss_stat *stat)
{
	struct stat sb;
	struct wss_quiet q;
	int error;

	if (!wss_file_room())
		return (ENOMEM);
	wss_quiet_begin(&q, fd);
	/* Not every kind of descriptor fills all of it in. */
	memset(&sb, 0, sizeof(sb));
	error = kern_fstat(curthread, fd, &sb);
	if (error == 0)
		wss_file_convert(&sb, stat);
	return (wss_quiet_end(&q, error));
}

/* Copies a path that vn_fullpath() and its like made, and frees it. */
static int
wss_file_put(const char *path, char *freebuf, char *buf, size_t *len)
{
	int error;

	*len = strlen(path);
	error = *len < WSS_FILE_PATH ? 0 : ENAMETOOLONG;
	if (error == 0)
		memcpy(buf, path, *len + 1);
	free(freebuf, M_TEMP);
	return (error);
}

static int
wss_file_name(struct vnode *vp, char *buf, size_t *len)
{
	char *freebuf, *path;
	int error;

	error = vn_fullpath(vp, &path, &freebuf);
	if (error != 0)
		return (error);
	return (wss_file_put(path, freebuf, buf, len));
}

/* A file that is there: as kern___realpathat() does, kern/vfs_cache.c:3255. */
static int
wss_file_existing(int dirfd, const char *path, uint64_t follow, char *buf,
    size_t *len)
{
	struct nameidata nd;
	struct vnode *covered;
	char *freebuf, *name;
	size_t size;
	int error;

	NDINIT_ATRIGHTS(&nd, LOOKUP, follow | WANTPARENT, UIO_SYSSPACE, path,
	    dirfd, &cap_fstat_rights);
	error = namei(&nd);
	if (error != 0)
		return (error);
	if (nd.ni_vp->v_type == VREG && nd.ni_dvp->v_type != VDIR &&
	    (nd.ni_vp->v_vflag & VV_ROOT) != 0) {
		/* A file mounted on a file: the covered one has the name. */
		vref(nd.ni_vp);
		error = vn_lock(nd.ni_vp, LK_SHARED);
		if (error == 0) {
			covered = nd.ni_vp->v_mount->mnt_vnodecovered;
			vref(covered);
			vput(nd.ni_vp);
			error = wss_file_name(covered, buf, len);
			vrele(covered);
		} else
			vrele(nd.ni_vp);
	} else {
		size = MAXPATHLEN;
		error = vn_fullpath_hardlink(nd.ni_vp, nd.ni_dvp,
		    nd.ni_cnd.cn_nameptr, nd.ni_cnd.cn_namelen, &name, &freebuf,
		    &size);
		if (error == 0)
			error = wss_file_put(name, freebuf, buf, len);
	}
	vrele(nd.ni_vp);
	vrele(nd.ni_dvp);
	NDFREE_PNBUF(&nd);
	return (error);
}

/* Appends a component. */
static int
wss_file_append(char *buf, size_t *len, const char *name, size_t more)
{

	if (*len > 0 && buf[*len - 1] != '/')
		buf[(*len)++] = '/';
	if (*len + more >= WSS_FILE_PATH)
		return (ENAMETOOLONG);
	memcpy(buf + *len, name, more);
	*len += more;
	buf[*len] = '\0';
	return (0);
}

/*
 * A file that is to be made: the lookup that goes before creating one says in
 * which directory, and by which name, wherever links lead.
 */
static int
wss_file_missing(int dirfd, const char *path, uint64_t follow, char *buf,
    size_t *len)
{
	struct nameidata nd;
	int error;

	NDINIT_ATRIGHTS(&nd, CREATE, follow | WANTPARENT | NOCACHE | WILLBEDIR,
	    UIO_SYSSPACE, path, dirfd, &cap_fstat_rights);
	error = namei(&nd);
	if (error != 0)
		return (error);
	error = wss_file_name(nd.ni_dvp, buf, len);
	if (error == 0)
		error = wss_file_append(buf, len, nd.ni_cnd.cn_nameptr,
		    nd.ni_cnd.cn_namelen);
	if (nd.ni_vp != NULL)
		vrele(nd.ni_vp);
	vrele(nd.ni_dvp);
	NDFREE_PNBUF(&nd);
	return (error);
}

/*
 * The same where the process could not make a file, which that lookup does not
 * answer: the path's directory and its last component.
 */
static int
wss_file_unmade(int dirfd, const char *path, char *buf, size_t *len)
{
	const char *last;
	char *dir;
	size_t end, start;
	int error;

	end = strlen(path);
	while (end > 0 && path[end - 1] == '/')
		end--;
	for (start = end; start > 0 && path[start - 1] != '/'; start--)
		;
	last = path + start;
	if (end - start == 0 || (end - start == 1 && last[0] == '.') ||
	    (end - start == 2 && last[0] == '.' && last[1] == '.'))
		return (ENOENT);
	if (start == 0)
		error = wss_file_existing(dirfd, ".", FOLLOW, buf, len);
	else {
		dir = malloc(start + 1, M_WSS, M_WAITOK);
		memcpy(dir, path, start);
		dir[start] = '\0';
		error = wss_file_existing(dirfd, dir, FOLLOW, buf, len);
		free(dir, M_WSS);
	}
	if (error == 0)
		error = wss_file_append(buf, len, last, end - start);
	return (error);
}

int
wss_file_resolve(int dirfd, const char *path, bool follow, char *buf,
    size_t *len)
{
	struct wss_quiet q;
	uint64_t how;
	int error;

	if (!wss_file_room())
		return (ENOMEM);
	how = follow ? FOLLOW : NOFOLLOW;
	wss_quiet_begin(&q, dirfd);
	error = wss_file_existing(dirfd, path, how, buf, len);
	if (error == ENOENT)
		error = wss_file_missing(dirfd, path, how, buf, len);
	if (error == EACCES || error == EPERM || error == EROFS)
		error = wss_file_unmade(dirfd, path, buf, len);
	return (wss_quiet_end(&q, error));
}

int
wss_file_path(int fd, char *buf, size_t *len)
{
	struct thread *td = curthread;
	struct file *fp;
	struct kinfo_file *kif;
	struct wss_quiet q;
	int error;

	if (!wss_file_room())
		return (ENOMEM);
	wss_quiet_begin(&q, fd);
	error = fget(td, fd, &cap_no_rights, &fp);
	if (error != 0)
		return (wss_quiet_end(&q, error));
	switch (fp->f_type) {
	case DTYPE_VNODE:
	case DTYPE_FIFO:
		error = wss_file_name(fp->f_vnode, buf, len);
		break;
	case DTYPE_SHM:
		kif = malloc(sizeof(*kif), M_WSS, M_WAITOK | M_ZERO);
		error = fo_fill_kinfo(fp, kif, td->td_proc->p_fd);
		if (error == 0) {
			kif->kf_path[sizeof(kif->kf_path) - 1] = '\0';
			*len = strlen(kif->kf_path);
			memcpy(buf, kif->kf_path, *len + 1);
			if (*len == 0)
				error = EINVAL;
		}
		free(kif, M_WSS);
		break;
	default:
		error = EINVAL;
		break;
	}
	fdrop(fp, td);
	return (wss_quiet_end(&q, error));
}

int
wss_file_pid_exe(uint32_t pid, char *buf, size_t *len)
{
	struct proc *p;
	struct thread *td;
	struct wss_quiet q;
	int error;

	if (!wss_file_room())
		return (ENOMEM);
	wss_quiet_begin(&q, AT_FDCWD);
	if (pid <= PID_MAX)
		p = pfind(pid);
	else {
		td = tdfind(pid, -1);
		p = td != NULL ? td->td_proc : NULL;
	}
	if (p == NULL)
		return (wss_quiet_end(&q, ESRCH));
	error = 0;
	if (p_cansee(curthread, p) != 0)
		error = ESRCH;
	else if ((p->p_flag & P_WEXIT) != 0 || p->p_textvp == NULL)
		error = ENOENT;
	if (error != 0) {
		PROC_UNLOCK(p);
		return (wss_quiet_end(&q, error));
	}
	*len = wss_image_path(p, buf);
	return (wss_quiet_end(&q, *len != 0 ? 0 : EACCES));
}

int
wss_file_readlink(int dirfd, const char *path, char *buf, size_t *len)
{
	struct thread *td = curthread;
	struct wss_quiet q;
	int error;

	if (!wss_file_room())
		return (ENOMEM);
	wss_quiet_begin(&q, dirfd);
	if (*path == '\0')
		/* kern_readlinkat() permits the empty path. */
		error = ENOENT;
	else
		error = kern_readlinkat(td, dirfd, path, UIO_SYSSPACE, buf,
		    UIO_SYSSPACE, WSS_FILE_PATH - 1);
	if (error == 0) {
		*len = td->td_retval[0];
		buf[*len] = '\0';
	}
	return (wss_quiet_end(&q, error));
}

int
wss_file_pread(int fd, void *buf, size_t len, uint64_t offset, size_t *done)
{
	struct thread *td = curthread;
	struct file *fp;
	struct wss_quiet q;
	ssize_t resid;
	int error;

	if (offset > OFF_MAX || len > INT_MAX)
		return (EINVAL);
	if (!wss_file_room())
		return (ENOMEM);
	wss_quiet_begin(&q, fd);
	error = fget_read(td, fd, &cap_pread_rights, &fp);
	if (error != 0)
		return (wss_quiet_end(&q, error));
	if (fp->f_type == DTYPE_VNODE && fp->f_vnode->v_type == VREG) {
		/*
		 * The file's range lock, which makes writes atomic, is not
		 * waited for: who holds it may be faulting memory in.
		 */
		error = vn_rdwr(UIO_READ, fp->f_vnode, buf, (int)len, offset,
		    UIO_SYSSPACE, IO_RANGELOCKED, td->td_ucred, fp->f_cred,
		    &resid, td);
		if (error == 0)
			*done = len - resid;
	} else
		error = EINVAL;
	fdrop(fp, td);
	return (wss_quiet_end(&q, error));
}

int
wss_file_sockaddr(int fd, bool peer, void *buf, size_t *len)
{
	struct sockaddr_storage ss = { .ss_len = sizeof(ss) };
	struct wss_quiet q;
	int error;

	wss_quiet_begin(&q, fd);
	if (peer)
		error = kern_getpeername(curthread, fd, (struct sockaddr *)&ss);
	else
		error = kern_getsockname(curthread, fd, (struct sockaddr *)&ss);
	if (error == 0) {
		*len = MIN(ss.ss_len, sizeof(ss));
		memcpy(buf, &ss, *len);
	}
	return (wss_quiet_end(&q, error));
}
