/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Images: what a process runs or is about to run, for criteria.
 *
 * Paths are as from the host's root, whatever root or jail the process has: an administrator's
 * criterion means one file.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/fcntl.h>
#include <sys/file.h>
#include <sys/filedesc.h>
#include <sys/imgact.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/namei.h>
#include <sys/proc.h>
#include <sys/resourcevar.h>
#include <sys/stat.h>
#include <sys/sx.h>
#include <sys/sysent.h>
#include <sys/ucred.h>
#include <sys/vnode.h>

#include "hooks.h"
#include "image.h"
#include "vector.h"
#include "vector_var.h"

MALLOC_DECLARE(M_WSS);

/* Bytes of argv that criteria see. */
#define	WSS_IMAGE_ARGV	8192

/* An image with the memory that it points into. */
struct wss_held_image {
	struct wss_image	 image;		/* first */
	char			*bufs[4];	/* of M_TEMP: the kernel's path functions' */
	int			 nbufs;
	struct pargs		*pargs;
	char			 names[2][MAXPATHLEN];
	uint8_t			 hash[WSS_HASH_LEN];
};

static struct wss_text
wss_image_text(const char *s)
{

	return ((struct wss_text){ .at = s, .len = strlen(s) });
}

/* The path of a vnode; it stays referenced and unlocked. */
static bool
wss_image_vnode(struct wss_held_image *h, struct vnode *vp, struct wss_text *text)
{
	char *path, *buf;

	if (vn_fullpath_global(vp, &path, &buf) != 0)
		return (false);
	h->bufs[h->nbufs++] = buf;
	*text = wss_image_text(path);
	return (true);
}

/* The path that a process's image was executed by. The process is locked, and unlocked on return. */
static bool
wss_image_running(struct wss_held_image *h, struct proc *p, char *name, struct wss_text *text)
{
	struct vnode *vp, *dvp;
	char *dir, *buf;
	bool found;

	vp = p->p_textvp;
	dvp = p->p_textdvp;
	/* Exiting processes give theirs up without the lock. */
	if (vp == NULL || (p->p_flag & P_WEXIT) != 0) {
		PROC_UNLOCK(p);
		return (false);
	}
	vref(vp);
	name[0] = '\0';
	if (dvp != NULL && p->p_binname != NULL) {
		vref(dvp);
		strlcpy(name, p->p_binname, MAXPATHLEN);
	} else
		dvp = NULL;
	PROC_UNLOCK(p);
	found = false;
	if (name[0] != '\0' && vn_fullpath_global(dvp, &dir, &buf) == 0) {
		size_t len = strlen(dir), base = strlen(name);

		if (len + 1 + base < MAXPATHLEN) {
			memmove(name + len + 1, name, base + 1);
			memcpy(name, dir, len);
			name[len] = '/';
			/* The root's own path ends with its slash. */
			if (len == 1)
				memmove(name, name + 1, base + 2);
			*text = wss_image_text(name);
			found = true;
		}
		free(buf, M_TEMP);
	}
	if (!found)
		found = wss_image_vnode(h, vp, text);
	vrele(vp);
	if (dvp != NULL)
		vrele(dvp);
	return (found);
}

static void
wss_image_parent(struct wss_held_image *h, pid_t ppid)
{
	struct proc *p;

	p = pfind(ppid);
	if (p != NULL)
		(void)wss_image_running(h, p, h->names[0], &h->image.parent);
}

static void
wss_image_attr(struct wss_stat *to, const struct vattr *va)
{

	to->nodeid = va->va_fileid;
	to->dev = va->va_fsid;
	to->size = va->va_size;
	to->rdev = va->va_rdev;
	to->mtime = va->va_mtime.tv_sec;
	to->ctime = va->va_ctime.tv_sec;
	to->mode = S_IFREG | va->va_mode;
	to->nlink = va->va_nlink;
	to->uid = va->va_uid;
	to->gid = va->va_gid;
}

/*
 * The script that an interpreter is executed for. Its vnode is gone by now: it is looked up again, as
 * the interpreter itself will do.
 */
static void
wss_image_script(struct wss_held_image *h, struct image_args *args)
{
	struct nameidata nd;
	struct vattr va;
	struct vnode *vp;

	/* args->buf begins with the name given to execve, fexecve gives none. */
	if (args->begin_argv == args->buf) {
		if (fgetvp(curthread, args->fd, &cap_fexecve_rights, &vp) != 0)
			return;
	} else {
		NDINIT(&nd, LOOKUP, FOLLOW, UIO_SYSSPACE, args->buf);
		if (namei(&nd) != 0)
			return;
		NDFREE_PNBUF(&nd);
		vp = nd.ni_vp;
	}
	vn_lock(vp, LK_SHARED | LK_RETRY);
	if (VOP_GETATTR(vp, &va, curthread->td_ucred) == 0)
		wss_image_attr(&h->image.stat, &va);
	VOP_UNLOCK(vp);
	if (!wss_image_vnode(h, vp, &h->image.script) && args->begin_argv != args->buf)
		h->image.script = wss_image_text(args->buf);
	vrele(vp);
}

/* Where criteria ask for it. */
static void
wss_image_hashed(struct wss_held_image *h, struct vnode *vp, const struct vattr *va)
{

	if (!wss_vector_hashes())
		return;
	if (wss_image_hash(vp, va, h->hash))
		h->image.sha256 = h->hash;
	else
		h->image.unhashed = 1;
}

struct wss_image *
wss_image_exec(struct proc *p, struct image_params *imgp)
{
	struct wss_held_image *h;
	struct image_args *args;
	struct ucred *now;
	size_t len;

	args = imgp->args;
	now = p->p_ucred;
	h = malloc(sizeof(*h), M_WSS, M_WAITOK | M_ZERO);
	h->image.native = wss_vector_ours(imgp->sysent);
	wss_image_attr(&h->image.stat, imgp->attr);
	if (imgp->execpath != NULL)
		h->image.called = wss_image_text(imgp->execpath);
	if (!wss_image_vnode(h, imgp->vp, &h->image.path)) {
		h->image.path = h->image.called;
		h->image.unsure = 1;
	}
	wss_image_hashed(h, imgp->vp, imgp->attr);
	if (imgp->interpreted != 0)
		wss_image_script(h, args);
	len = exec_args_get_begin_envv(args) - args->begin_argv;
	h->image.argv.at = args->begin_argv;
	h->image.argv.len = MIN(len, WSS_IMAGE_ARGV);
	h->image.euid = now->cr_uid;
	h->image.egid = now->cr_gid;
	if (imgp->credential_setid && imgp->newcred != NULL) {
		h->image.euid = imgp->newcred->cr_uid;
		h->image.egid = imgp->newcred->cr_gid;
		h->image.setuid = h->image.euid != now->cr_uid;
		h->image.setgid = h->image.egid != now->cr_gid;
	}
	wss_image_parent(h, p->p_oppid);
	return (&h->image);
}

void
wss_image_free(struct wss_image *image)
{
	struct wss_held_image *h;

	h = (struct wss_held_image *)image;
	while (h->nbufs > 0)
		free(h->bufs[--h->nbufs], M_TEMP);
	if (h->pargs != NULL)
		pargs_drop(h->pargs);
	free(h, M_WSS);
}

size_t
wss_image_path(struct proc *p, char *buf)
{
	struct wss_held_image *h;
	struct wss_text text;
	size_t len;

	/* malloc may sleep. */
	_PHOLD(p);
	PROC_UNLOCK(p);
	h = malloc(sizeof(*h), M_WSS, M_WAITOK | M_ZERO);
	PROC_LOCK(p);
	_PRELE(p);
	len = 0;
	if (wss_image_running(h, p, h->names[0], &text)) {
		len = MIN(text.len, MAXPATHLEN - 1);
		memcpy(buf, text.at, len);
		buf[len] = '\0';
	}
	wss_image_free(&h->image);
	return (len);
}

size_t
wss_hooks_path(char *buf)
{

	PROC_LOCK(curproc);
	return (wss_image_path(curproc, buf));
}

uint32_t
wss_hooks_pids(uint32_t *pids, uint32_t room, bool *making)
{
	struct proc *p;
	uint32_t n;

	n = 0;
	*making = false;
	sx_slock(&allproc_lock);
	FOREACH_PROC_IN_SYSTEM(p) {
		/* What becomes a zombie or a kernel process meanwhile is found out by pid. */
		if ((p->p_flag & P_SYSTEM) != 0 || p->p_pid <= 1)
			continue;
		if (p->p_state == PRS_NEW) {
			*making = true;
			continue;
		}
		if (n < room)
			pids[n] = p->p_pid;
		n++;
	}
	sx_sunlock(&allproc_lock);
	return (n);
}

static void
wss_image_hash_pid(uint32_t pid)
{
	uint8_t hash[WSS_HASH_LEN];
	struct proc *p;
	struct vattr va;
	struct vnode *vp;
	int error;

	p = pfind(pid);
	if (p == NULL)
		return;
	vp = p->p_textvp;
	if (vp == NULL || (p->p_flag & (P_WEXIT | P_INEXEC)) != 0) {
		PROC_UNLOCK(p);
		return;
	}
	vref(vp);
	PROC_UNLOCK(p);
	vn_lock(vp, LK_SHARED | LK_RETRY);
	error = VOP_GETATTR(vp, &va, curthread->td_ucred);
	VOP_UNLOCK(vp);
	if (error == 0)
		(void)wss_image_hash(vp, &va, hash);
	vrele(vp);
}

void
wss_hooks_hash(void)
{
	uint32_t i, n, room, *pids;
	bool making;

	pids = NULL;
	for (room = 0; (n = wss_hooks_pids(pids, room, &making)) > room;) {
		free(pids, M_WSS);
		room = n + 64;
		pids = malloc(room * sizeof(*pids), M_WSS, M_WAITOK);
	}
	for (i = 0; i < n; i++)
		wss_image_hash_pid(pids[i]);
	free(pids, M_WSS);
}

int
wss_hooks_running(uint32_t pid, void *context)
{
	struct wss_held_image *h;
	struct proc *p;
	struct vattr va;
	struct vnode *vp;
	pid_t ppid;

	p = pfind(pid);
	if (p == NULL)
		return (ESRCH);
	if ((p->p_flag & (P_SYSTEM | P_WEXIT)) != 0 || p->p_textvp == NULL) {
		PROC_UNLOCK(p);
		return (ESRCH);
	}
	if ((p->p_flag & P_INEXEC) != 0) {
		PROC_UNLOCK(p);
		return (EAGAIN);
	}
	/* Nothing below needs the lock, and malloc may sleep. */
	_PHOLD(p);
	PROC_UNLOCK(p);
	h = malloc(sizeof(*h), M_WSS, M_WAITOK | M_ZERO);
	PROC_LOCK(p);
	h->image.native = wss_vector_ours(wss_vector_native(p->p_sysent));
	h->image.euid = p->p_ucred->cr_uid;
	h->image.egid = p->p_ucred->cr_gid;
	h->pargs = p->p_args;
	if (h->pargs != NULL)
		pargs_hold(h->pargs);
	ppid = p->p_oppid;
	vp = p->p_textvp;
	if (vp != NULL && (p->p_flag & P_WEXIT) == 0)
		vref(vp);
	else
		vp = NULL;
	(void)wss_image_running(h, p, h->names[1], &h->image.path);
	if (h->pargs != NULL) {
		h->image.argv.at = (char *)h->pargs->ar_args;
		h->image.argv.len = MIN(h->pargs->ar_length, WSS_IMAGE_ARGV);
	}
	if (vp != NULL) {
		vn_lock(vp, LK_SHARED | LK_RETRY);
		if (VOP_GETATTR(vp, &va, curthread->td_ucred) == 0)
			wss_image_attr(&h->image.stat, &va);
		else
			va.va_size = 0;
		VOP_UNLOCK(vp);
		wss_image_hashed(h, vp, &va);
		vrele(vp);
	}
	wss_image_parent(h, ppid);
	PRELE(p);
	wss_rs_running(context, pid, &h->image);
	wss_image_free(&h->image);
	return (0);
}
