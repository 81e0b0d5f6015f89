/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The engine's lock, and that of the criteria.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/proc.h>
#include <sys/signalvar.h>
#include <sys/sx.h>
#include <sys/time.h>

#include "lock.h"

static struct sx wss_engine_lock;	/* all state of the Rust half */
SX_SYSINIT(wss_engine_lock, &wss_engine_lock, "wss engine");

static char wss_waiting;		/* what is slept on: threads whose clauses wait */

static struct sx wss_criteria;		/* the copies of the criteria */
SX_SYSINIT(wss_criteria, &wss_criteria, "wss criteria");

void
wss_lock(void)
{

	sx_xlock(&wss_engine_lock);
}

void
wss_unlock(void)
{

	sx_xunlock(&wss_engine_lock);
}

int
wss_lock_wait(bool anew)
{
	struct proc *p = curproc;

	/*
	 * No PCATCH: a signal with a handler that does not restart calls must
	 * not end one that it would not interrupt without the module.
	 */
	(void)_sleep(&wss_waiting, &wss_engine_lock.lock_object, PDROP,
	    "wssheld", SBT_1S / 10, SBT_1MS * 10, 0);
	if ((p->p_flag & (P_WKILLED | P_SINGLE_EXIT)) != 0 ||
	    curproc_sigkilled())
		return (EINTR);
	/*
	 * sig_intr() may stop the thread, which nothing hinders where a call is
	 * entered; inside a fork it is in the handler of an event. Not by a
	 * signal that shows as EINTR: that one waits.
	 */
	return (anew && sig_intr() == ERESTART ? ERESTART : 0);
}

void
wss_lock_wake(void)
{

	wakeup(&wss_waiting);
}

void
wss_lock_none(void)
{

	if (sx_xlocked(&wss_engine_lock))
		panic("wss: a look-up with the engine's lock held");
}

void
wss_lock_criteria(void)
{

	sx_xlock(&wss_criteria);
}

void
wss_lock_criteria_end(void)
{

	sx_xunlock(&wss_criteria);
}
