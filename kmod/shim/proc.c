/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Threads and processes, and the time. Nothing here touches anything of the
 * current thread.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/jail.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/signalvar.h>
#include <sys/time.h>
#include <sys/ucred.h>

#include "proc.h"
#include "vector_var.h"

/* The process of a thread, or that with an id: no thread has so low a one. It is locked. */
static struct proc *
wss_proc_find(uint32_t id)
{
	struct thread *td;

	if (id <= PID_MAX)
		return (wss_vector_find(id));
	td = tdfind(id, -1);
	return (td != NULL ? td->td_proc : NULL);
}

uint32_t
wss_proc_tid(void)
{

	return (curthread->td_tid);
}

int
wss_proc_pid(uint32_t tid, uint32_t *pid)
{
	struct proc *p;

	if (tid == (uint32_t)curthread->td_tid) {
		*pid = curproc->p_pid;
		return (0);
	}
	p = wss_proc_find(tid);
	if (p == NULL)
		return (ESRCH);
	*pid = p->p_pid;
	PROC_UNLOCK(p);
	return (0);
}

int
wss_proc_creds(uint32_t tid, struct wss_creds *creds)
{
	struct proc *p;
	struct ucred *cr;

	p = wss_proc_find(tid);
	if (p == NULL)
		return (ESRCH);
	/* Not td_ucred: that is as it was when the call was entered. */
	cr = p->p_ucred;
	creds->ppid = p->p_oppid;
	creds->uid = cr->cr_ruid;
	creds->euid = cr->cr_uid;
	creds->gid = cr->cr_rgid;
	creds->egid = cr->cr_gid;
	creds->jail = cr->cr_prison->pr_id;
	PROC_UNLOCK(p);
	return (0);
}

int
wss_proc_kill(uint32_t tid, int signal)
{
	struct thread *td;
	struct proc *p;

	if (signal != 0 && !_SIG_VALID(signal))
		return (EINVAL);
	p = wss_proc_find(tid);
	if (p == NULL)
		return (ESRCH);
	if (signal != 0 && p->p_state != PRS_NEW)
		kern_psignal(p, signal);
	else if (signal != 0) {
		/*
		 * psignal(9) discards what is sent to a child that is being
		 * made. It has one thread, which takes this before it runs.
		 */
		td = FIRST_THREAD_IN_PROC(p);
		SIGADDSET(td->td_sigqueue.sq_signals, signal);
		SIGADDSET(td->td_sigqueue.sq_kill, signal);
		signotify(td);
	}
	PROC_UNLOCK(p);
	return (0);
}

uint64_t
wss_proc_time(bool monotonic)
{
	struct timespec ts;

	if (monotonic)
		nanouptime(&ts);
	else
		nanotime(&ts);
	return ((uint64_t)ts.tv_sec * 1000000000 + ts.tv_nsec);
}
