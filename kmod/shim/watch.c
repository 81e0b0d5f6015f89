/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Watching processes: their execs, forks and exits are told to Rust, which
 * asks here what the kernel knows of credentials.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/bitstring.h>
#include <sys/imgact.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/priv.h>
#include <sys/proc.h>
#include <sys/sysent.h>
#include <sys/time.h>
#include <sys/ucred.h>
#include <sys/wait.h>

#include "vector.h"
#include "vector_var.h"
#include "watch.h"
#include "watch_var.h"

/*
 * Watched processes.  Set and cleared with the watchers' lock, read by the
 * hooks without: the bit of a process is set before WSSIOC_WATCH returns,
 * and that of a child before it runs.
 */
static bitstr_t bit_decl(wss_watched, PID_MAX + 1);

void
wss_watch_mark(uint32_t pid, bool watched)
{

	if (pid > PID_MAX)
		return;
	if (watched)
		bit_set(wss_watched, pid);
	else
		bit_clear(wss_watched, pid);
}

void *
wss_watch_cred(void)
{

	return (crhold(curthread->td_ucred));
}

void *
wss_watch_cred_hold(void *cred)
{

	return (crhold(cred));
}

void
wss_watch_cred_free(void *cred)
{

	crfree(cred);
}

/*
 * As p_candebug asks of credentials; `sugid`: they are, or are to be, other
 * ones than those that the image was executed with.
 */
static bool
wss_watch_debugs(struct ucred *cred, struct ucred *of, struct proc *p, bool sugid)
{

	if (priv_check_cred(cred, PRIV_DEBUG_UNPRIV) != 0 ||
	    (!cr_xids_subset(cred, of) && priv_check_cred(cred, PRIV_DEBUG_DIFFCRED) != 0))
		return (false);
	if (sugid && priv_check_cred(cred, PRIV_DEBUG_SUGID) != 0)
		return (false);
	if (p->p_pid == 1 && securelevel_gt(cred, 0) != 0)
		return (false);
	if (cred->cr_prison != of->cr_prison && priv_check_cred(cred, PRIV_DEBUG_DIFFJAIL) != 0)
		return (false);
	return ((p->p_flag2 & P2_NOTRACE) == 0 || priv_check_cred(cred, PRIV_DEBUG_DENIED) == 0);
}

uint32_t
wss_watch_rights(void *cred, const void *next)
{
	const struct image_params *imgp = next;
	struct proc *p = curproc;
	struct ucred *will;
	bool sugid;
	uint32_t rights;

	will = imgp != NULL ? imgp->newcred : NULL;
	rights = 0;
	PROC_LOCK(p);
	if (cr_cansee(cred, p->p_ucred) == 0 && (will == NULL || cr_cansee(cred, will) == 0)) {
		sugid = (p->p_flag & P_SUGID) != 0 || (imgp != NULL && imgp->credential_setid);
		rights = WSS_RIGHTS_SEE;
		if (wss_watch_debugs(cred, p->p_ucred, p, sugid) &&
		    (will == NULL || wss_watch_debugs(cred, will, p, sugid)))
			rights |= WSS_RIGHTS_DEBUG;
	}
	PROC_UNLOCK(p);
	return (rights);
}

int
wss_watch_may(uint32_t pid, bool debug)
{
	struct proc *p;
	int error;

	p = pid <= PID_MAX ? pfind((pid_t)pid) : NULL;
	if (p == NULL)
		return (ESRCH);
	/* Its exit is told by now, or is about to be. */
	error = (p->p_flag & P_WEXIT) != 0 ? ESRCH : p_cansee(curthread, p);
	if (error == 0 && debug) {
		error = p_candebug(curthread, p);
		if (error == 0 && !wss_vector_ours(wss_vector_native(p->p_sysent)))
			error = EOPNOTSUPP;
	}
	PROC_UNLOCK(p);
	return (error);
}

uint64_t
wss_watch_time(void)
{
	struct timespec now;

	nanotime(&now);
	return ((uint64_t)now.tv_sec * 1000000000 + now.tv_nsec);
}

bool
wss_watch_exec(struct proc *p, struct image_params *imgp)
{
	struct wss_watch_image image;
	struct image_args *args;
	char *env;

	if (bit_test(wss_watched, p->p_pid) == 0)
		return (false);
	args = imgp->args;
	env = exec_args_get_begin_envv(args);
	memset(&image, 0, sizeof(image));
	if (imgp->execpath != NULL) {
		image.path.at = imgp->execpath;
		image.path.len = strlen(imgp->execpath);
	}
	image.args.at = args->begin_argv;
	image.args.len = env - args->begin_argv;
	image.next = imgp;
	image.argc = args->argc;
	image.envc = args->envc;
	image.env = args->endp - env;
	image.native = wss_vector_ours(wss_vector_native(imgp->sysent));
	return (wss_rs_watch_exec(p->p_pid, curthread->td_tid, &image));
}

bool
wss_watch_fork(struct proc *parent, struct proc *child)
{

	return (bit_test(wss_watched, parent->p_pid) != 0 &&
	    wss_rs_watch_fork(parent->p_pid, curthread->td_tid, child->p_pid));
}

void
wss_watch_exit(struct proc *p)
{

	if (bit_test(wss_watched, p->p_pid) != 0)
		wss_rs_watch_exit(p->p_pid, KW_EXITCODE(p->p_xexit, p->p_xsig));
}
