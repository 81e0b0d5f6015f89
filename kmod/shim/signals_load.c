/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How the filter of signals comes and goes.
 *
 * kqueue(2) counts who uses a filter (for_refcnt), and gives it back only where
 * nobody does; but the count is not to be relied on.  Who asks for the number
 * of a filter that is not there is counted too until he is refused.
 * kqueue_add_filteropts() sets the count to 0 under him: from then on it is one
 * too low once he has left, and he may even have found the new filter,
 * uncounted.  So 0 may mean that as many are in the filter as were there when
 * it was registered, for as long as they wait for memory, or for a turn to run;
 * and where nobody is in it, a count that is below 0 is never 0 again.
 *
 * Nothing here rests on it.  What the kernel is given is permanent (gate.h): the
 * struct filterops, which whoever has found the filter reads, counted or not,
 * and its functions, which count who goes into the module, and then read the
 * pointer to it.
 *
 * - Who has a listener in the list may be sent into the module at any time.
 *   None is added once wss_signals_open is false, for that is asked, and the
 *   listener added, in one stretch of the mutex.  The list is empty when all
 *   that were have been taken out by wss_signals_kndetach(), after which the
 *   kernel asks their knotes nothing any more.
 * - Who else comes to the functions wants to attach, and is refused: by the
 *   module while the pointer leads there, or by the gate.
 * - Who is inside one of them is counted, and wss_hooks_close(), which takes the
 *   pointer away, waits for him as for all others that are inside the module.
 *
 * Whether kqueue_del_filteropts() agrees does not matter then.  Where it does
 * not, the filter stays registered and refuses all, as the kernel's own in its
 * place would (ENXIO), until the module comes back and goes on with it.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/event.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/queue.h>
#include <sys/sx.h>
#include <sys/sysctl.h>
#include <sys/syslog.h>

#include "../include/wss_signals.h"
#include "gate.h"
#include "signals.h"
#include "signals_var.h"
#include "vector_var.h"

CTASSERT(EVFILT_WSS_SIGNALS == EVFILT_SENDFILE);

/* Times that watchers are told that the module goes, and how far apart. */
#define	WSS_SIGNALS_TELL	20
#define	WSS_SIGNALS_PAUSE	(SBT_1S / WSS_SIGNALS_TELL)

struct mtx wss_signals_mtx;
MTX_SYSINIT(wss_signals_mtx, &wss_signals_mtx, "wss signals", MTX_DEF);
struct wss_listener_list wss_listeners = LIST_HEAD_INITIALIZER(wss_listeners);
bool wss_signals_open;

static bool wss_signals_used;		/* the filter is the module's */
static int wss_signals_filter;		/* its number while it is open */
SYSCTL_DECL(_security_wss);
SYSCTL_INT(_security_wss, OID_AUTO, signals, CTLFLAG_RD, &wss_signals_filter,
    0, "Number of the filter of kqueue(2) that tells of signals");

/*
 * Nobody who asks for the number first finds one that is not to be listened
 * by, but for who asks at this very moment.
 */
static void
wss_signals_set(bool open)
{

	mtx_assert(&wss_signals_mtx, MA_OWNED);
	wss_signals_open = open;
	wss_signals_filter = open ? EVFILT_WSS_SIGNALS : 0;
}

void
wss_signals_attach(void)
{
	int error;

	atomic_store_rel_ptr((volatile uintptr_t *)&wss_pool->wp_filter,
	    (uintptr_t)&wss_signals_ops);
	if (!wss_pool->wp_filter_added) {
		error = kqueue_add_filteropts(EVFILT_WSS_SIGNALS,
		    wss_pool->wp_filterops);
		if (error != 0) {
			printf("wss: nobody is told of signals: kqueue(2) has "
			    "no room for filter %d (error %d)\n",
			    EVFILT_WSS_SIGNALS, error);
			return;
		}
		wss_pool->wp_filter_added = true;
	}
	wss_signals_used = true;
	mtx_lock(&wss_signals_mtx);
	wss_signals_set(true);
	mtx_unlock(&wss_signals_mtx);
}

/* Tells all that listen that it is over. */
static void
wss_signals_tell(void)
{
	struct proc *p;

	sx_slock(&allproc_lock);
	FOREACH_PROC_IN_SYSTEM(p) {
		PROC_LOCK(p);
		KNOTE_LOCKED(p->p_klist, WSS_HINT_ENDS);
		PROC_UNLOCK(p);
	}
	sx_sunlock(&allproc_lock);
}

int
wss_signals_detach(void)
{
	struct wss_listener *l;
	int tries;

	if (!wss_signals_used)
		return (0);
	mtx_lock(&wss_signals_mtx);
	wss_signals_set(false);
	for (tries = 0; !LIST_EMPTY(&wss_listeners) && tries < WSS_SIGNALS_TELL;
	    tries++) {
		mtx_unlock(&wss_signals_mtx);
		wss_signals_tell();
		mtx_lock(&wss_signals_mtx);
		if (!LIST_EMPTY(&wss_listeners))
			(void)msleep_sbt(&wss_listeners, &wss_signals_mtx, 0,
			    "wsssig", WSS_SIGNALS_PAUSE, 0, 0);
	}
	if (!LIST_EMPTY(&wss_listeners)) {
		LIST_FOREACH(l, &wss_listeners, link)
			log(LOG_NOTICE, "wss: unloading is hindered by process "
			    "%d (it listens for signals)\n", l->pid);
		wss_signals_set(true);
		mtx_unlock(&wss_signals_mtx);
		return (EBUSY);
	}
	mtx_unlock(&wss_signals_mtx);
	wss_signals_used = false;
	if (kqueue_del_filteropts(EVFILT_WSS_SIGNALS) == 0)
		wss_pool->wp_filter_added = false;
	return (0);
}
