/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A filter of kqueue(2) that tells of signals to other processes
 * (include/wss_signals.h).
 *
 * The kernel tells the knotes of a process (p_klist) of each signal when it is
 * sent, in the sender's context, with the process's lock: tdsendsignal().
 * EVFILT_SIGNAL is for one's own alone; here a knote is added to the list of
 * another process, as EVFILT_PROC does.
 *
 * What this takes of the kernel's interior, and is right for 15.0, the only
 * version that the module is loaded by:
 *
 * - struct knote, struct filterops and the hints to p_klist: NOTE_SIGNAL with
 *   the signal; NOTE_EXIT in the same stretch of the process's lock as
 *   PRS_ZOMBIE; others are to be overlooked.  A hint of ours must mean nothing
 *   to EVFILT_PROC and EVFILT_SIGNAL.
 * - kqueue_scan() takes a knote for EV_ONESHOT, or not, before it has the
 *   list's lock, and then asks the filter with a hint of 0.
 * - knote() passes over knotes that are being registered (kn_influx), whose
 *   filter is asked with a hint of 0 afterwards.  That is where an end in
 *   between is found.
 * - knote_fork() heeds NOTE_TRACK in kn_sfflags whatever filter it is.
 * - The list outlives the process for its knotes (kl_autodestroy), and struct
 *   proc, whose mutex guards it, is never freed.  A list that is not p_klist
 *   any more is of a process that was reaped.
 *
 * How it comes and goes: signals_load.c.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/event.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/priv.h>
#include <sys/proc.h>
#include <sys/queue.h>
#include <sys/signalvar.h>
#include <sys/ucred.h>

#include "../include/wss_signals.h"
#include "gate.h"
#include "mem.h"
#include "signals_var.h"
#include "vector_var.h"

/*
 * Who may know of signals, as an errno: who sees the process and could debug
 * it by his credentials, for ktrace(1) shows them too.  Linux asks CAP_PERFMON
 * since its tracepoint tells of all processes; this one tells of one's own
 * alone.  PROC_TRACE_CTL is not asked: no memory is shown, and monitors, who
 * set it, listen to each other.  Nor are policies of mac(4) asked about
 * debugging, but by cr_cansee() about seeing: what biba, mls and lomac ask of
 * debugging besides is of changing the process, and kernels need not have
 * them.  A jail's allow.unprivileged_parent_tampering permits nothing here.
 */
static int
wss_signals_may(struct ucred *cred, struct proc *p)
{
	struct ucred *of;
	int error;

	PROC_LOCK_ASSERT(p, MA_OWNED);
	of = p->p_ucred;
	error = cr_cansee(cred, of);
	if (error == 0)
		error = priv_check_cred(cred, PRIV_DEBUG_UNPRIV);
	if (error == 0 && !cr_xids_subset(cred, of))
		error = priv_check_cred(cred, PRIV_DEBUG_DIFFCRED);
	if (error == 0 && (p->p_flag & P_SUGID) != 0)
		error = priv_check_cred(cred, PRIV_DEBUG_SUGID);
	if (error == 0 && cred->cr_prison != of->cr_prison)
		error = priv_check_cred(cred, PRIV_DEBUG_DIFFJAIL);
	if (error == 0 && p->p_pid == 1)
		error = securelevel_gt(cred, 0);
	return (error);
}

/*
 * Whether there is room for one more of the same user and jail.  Whoever sends
 * the process a signal, or waits for its lock, waits for all that listen to
 * it.  The list is as long as it is for each signal anyhow.
 */
static bool
wss_signals_room(struct ucred *cred, struct proc *p)
{
	struct wss_listener *l;
	struct knote *kn;
	u_int count;

	PROC_LOCK_ASSERT(p, MA_OWNED);
	count = 0;
	SLIST_FOREACH(kn, &p->p_klist->kl_list, kn_selnext) {
		if (kn->kn_fop != wss_pool->wp_filterops)
			continue;
		l = kn->kn_hook;
		if (l->cred->cr_ruid == cred->cr_ruid &&
		    l->cred->cr_prison == cred->cr_prison &&
		    ++count == WSS_SIGNALS_LISTENERS)
			return (false);
	}
	return (true);
}

/*
 * Who sends a signal just now.  One that a tracer gives a process when it lets
 * it go on (ptracestop()) is sent in the process's own context, from which its
 * own signals are not to be told apart there.
 */
static uint64_t
wss_signals_sender(struct ucred *cred, struct proc *p)
{
	struct thread *td = curthread;

	if ((td->td_proc->p_flag & P_SYSTEM) != 0 ||
	    (td->td_proc == p && (p->p_flag & P_TRACED) != 0))
		return (0);
	if (cr_cansee(cred, td->td_ucred) != 0)
		return (WSS_SIGNALS_HIDDEN);
	return ((uint64_t)td->td_ucred->cr_ruid << 32 |
	    (uint32_t)td->td_proc->p_pid);
}

static int
wss_signals_knattach(struct knote *kn)
{
	struct wss_listener *l;
	struct proc *p;
	int error;

	if (kn->kn_sfflags != WSS_SIGNALS_ABI)
		return (EPROGMISMATCH);
	kn->kn_sfflags = 0;
	if (kn->kn_sdata == 0)
		return (EINVAL);
	l = wss_mem_alloc(sizeof(*l), true);
	l->cred = crhold(curthread->td_ucred);
	l->pid = curproc->p_pid;
	p = kn->kn_id <= PID_MAX ? pfind((pid_t)kn->kn_id) : NULL;
	if (p == NULL) {
		error = ESRCH;
		goto fail;
	}
	error = (p->p_flag & P_WEXIT) != 0 ? ESRCH : p_cansee(curthread, p);
	if (error == 0)
		error = wss_signals_may(l->cred, p);
	if (error == 0 && !wss_signals_room(l->cred, p))
		error = EDQUOT;
	if (error == 0) {
		mtx_lock(&wss_signals_mtx);
		if (wss_signals_open)
			LIST_INSERT_HEAD(&wss_listeners, l, link);
		else
			error = ENXIO;
		mtx_unlock(&wss_signals_mtx);
	}
	if (error == 0) {
		memset(kn->kn_kevent.ext, 0, sizeof(kn->kn_kevent.ext));
		kn->kn_flags |= EV_CLEAR;
		kn->kn_hook = l;
		kn->kn_ptr.p_proc = p;
		knlist_add(p->p_klist, kn, 1);
	}
	PROC_UNLOCK(p);
	if (error == 0)
		return (0);
fail:
	crfree(l->cred);
	wss_mem_free(l);
	return (error);
}

static void
wss_signals_kndetach(struct knote *kn)
{
	struct wss_listener *l = kn->kn_hook;

	knlist_remove(kn->kn_knlist, kn, 0);
	kn->kn_ptr.p_proc = NULL;
	kn->kn_hook = NULL;
	mtx_lock(&wss_signals_mtx);
	LIST_REMOVE(l, link);
	if (!wss_signals_open && LIST_EMPTY(&wss_listeners))
		wakeup(&wss_listeners);
	mtx_unlock(&wss_signals_mtx);
	crfree(l->cred);
	wss_mem_free(l);
}

/*
 * Nothing more comes: whoever takes this event takes the knote.  Somebody may
 * be about to take an earlier one; not to be cleared then lets this one wait
 * for the next time.
 */
static int
wss_signals_end(struct knote *kn, u_int why)
{

	kn->kn_ptr.p_proc = NULL;
	kn->kn_fflags |= why;
	kn->kn_flags &= ~EV_CLEAR;
	kn->kn_flags |= EV_EOF | EV_ONESHOT;
	return (1);
}

static void
wss_signals_note(struct knote *kn, int sig)
{
	struct wss_listener *l = kn->kn_hook;
	struct proc *p = kn->kn_ptr.p_proc;
	uint64_t bit, *ext = kn->kn_kevent.ext;
	int which;

	bit = sig <= 64 ? WSS_SIGNALS_BIT(sig) : 0;
	/*
	 * Asked of each one, though it may be told already: how many there
	 * were is told too.
	 */
	if ((kn->kn_sdata & bit) == 0 ||
	    wss_signals_may(l->cred, p) != 0)
		return;
	which = sig == SIGKILL ? 0 : sig == SIGSTOP ? 1 : 2;
	if (which == 2 && WSS_SIGNALS_OTHER(ext[3]) == 0) {
		ext[2] = wss_signals_sender(l->cred, p);
		ext[3] |= sig;
	} else if (which != 2 && (kn->kn_data & bit) == 0)
		ext[which] = wss_signals_sender(l->cred, p);
	if (WSS_SIGNALS_COUNT(ext[3]) < UINT32_MAX)
		ext[3] += 1ULL << 32;
	kn->kn_data |= bit;
	kn->kn_fflags |= WSS_SIGNALS_SENT;
}

/*
 * With the process's lock, and the queue's but for a hint of 0.
 */
static int
wss_signals_knevent(struct knote *kn, long hint)
{
	struct proc *p = kn->kn_ptr.p_proc;

	if (hint == WSS_HINT_ENDS)
		return (wss_signals_end(kn, WSS_SIGNALS_ENDS));
	if (p == NULL)
		return (1);
	if (hint == NOTE_EXIT)
		return (wss_signals_end(kn, 0));
	if (hint == 0 && (p->p_klist != kn->kn_knlist ||
	    p->p_state == PRS_ZOMBIE))
		return (wss_signals_end(kn, 0));
	if ((hint & NOTE_SIGNAL) != 0)
		wss_signals_note(kn, hint & ~NOTE_SIGNAL);
	return (kn->kn_fflags != 0);
}

static void
wss_signals_kntouch(struct knote *kn, struct kevent *kev, u_long type)
{

	if (type == EVENT_PROCESS) {
		*kev = kn->kn_kevent;
		/* What ends is taken as EV_ONESHOT, the next time. */
		kev->flags &= ~(EV_EOF | EV_ONESHOT);
		kev->flags |= EV_CLEAR;
		kev->fflags &= ~WSS_SIGNALS_ENDS;
		kn->kn_fflags &= ~WSS_SIGNALS_SENT;
		kn->kn_data = 0;
		memset(kn->kn_kevent.ext, 0, sizeof(kn->kn_kevent.ext));
	} else if ((kev->flags & EV_ADD) != 0 &&
	    kev->fflags == WSS_SIGNALS_ABI && kev->data != 0)
		kn->kn_sdata = kev->data;
}

const struct filterops wss_signals_ops = {
	.f_attach = wss_signals_knattach,
	.f_detach = wss_signals_kndetach,
	.f_event = wss_signals_knevent,
	.f_touch = wss_signals_kntouch,
};
