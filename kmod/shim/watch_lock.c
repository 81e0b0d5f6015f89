/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The watchers' lock: who may contend for it, or for the engine's on behalf of
 * watchers, and who is woken when it is given back.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/conf.h>
#include <sys/event.h>
#include <sys/jail.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/queue.h>
#include <sys/selinfo.h>
#include <sys/sx.h>
#include <sys/ucred.h>

#include "dev_var.h"
#include "watch.h"
#include "watch_var.h"

/*
 * All that Rust knows of watchers.  It is not fair: who comes by while those
 * that sleep are being woken may have it before them.  Handing it on in the
 * order of arrival was measured in a guest with two processors, four users
 * having it in a loop and a fifth now and then: half of his requests took 12 ms
 * rather than 11 us, 1 in 100 more than 52 ms rather than 8, and the longest
 * was no shorter: all wait then, each time, until the next one has been given a
 * processor.
 */
static struct sx wss_watch_sx;
SX_SYSINIT(wss_watch_sx, &wss_watch_sx, "wss watchers");

/*
 * Turns: whoever wants the watchers' lock has one first, so that of the threads
 * of a user, or of a jail, one at a time contends for it with those of others.
 * What requests take without it (the engine's lock, time to verify a condition)
 * has turns of its own, for that can last, and users whose numbers meet here
 * would wait for it at their events.  The first is root's, who shares it with
 * nobody.
 */
#define	WSS_WATCH_TURNS	256
static struct sx wss_watch_turns[WSS_WATCH_TURNS];
static struct sx wss_watch_requests[WSS_WATCH_TURNS];

static struct sx *wss_watch_has;	/* the turn of who has the lock; with it */
static struct wss_reader *wss_watch_wake; /* to be woken; with the lock */

static void
wss_watch_turns_init(void *arg __unused)
{
	int n;

	for (n = 0; n < WSS_WATCH_TURNS; n++) {
		sx_init(&wss_watch_turns[n], "wss watchers' turn");
		sx_init(&wss_watch_requests[n], "wss watchers' request");
	}
}
SYSINIT(wss_watch_turns, SI_SUB_LOCK, SI_ORDER_MIDDLE, wss_watch_turns_init, NULL);

static void
wss_watch_turns_end(void *arg __unused)
{
	int n;

	for (n = 0; n < WSS_WATCH_TURNS; n++) {
		sx_destroy(&wss_watch_turns[n]);
		sx_destroy(&wss_watch_requests[n]);
	}
}
SYSUNINIT(wss_watch_turns, SI_SUB_LOCK, SI_ORDER_MIDDLE, wss_watch_turns_end, NULL);

uint32_t
wss_watch_jail(const struct ucred *cred)
{
	const struct prison *pr;

	/* The host's own is the parent of all, and has none. */
	for (pr = cred->cr_prison; pr->pr_parent != NULL &&
	    pr->pr_parent->pr_parent != NULL; pr = pr->pr_parent)
		;
	return (pr->pr_id);
}

static struct sx *
wss_watch_take(struct sx *turns)
{
	const struct ucred *cred = curthread->td_ucred;
	uint32_t jail, who;

	jail = wss_watch_jail(cred);
	/* A jail's root may be any of its users. */
	who = jail != 0 ? jail : cred->cr_ruid;
	turns += who == 0 ? 0 : 1 + who % (WSS_WATCH_TURNS - 1);
	sx_xlock(turns);
	return (turns);
}

void *
wss_watch_turn(void)
{

	return (wss_watch_take(wss_watch_requests));
}

void
wss_watch_turn_end(void *turn)
{

	sx_xunlock((struct sx *)turn);
}

void
wss_watch_lock(void)
{
	struct sx *turn;

	turn = wss_watch_take(wss_watch_turns);
	sx_xlock(&wss_watch_sx);
	wss_watch_has = turn;
}

bool
wss_watch_locked(void)
{

	return (sx_xlocked(&wss_watch_sx));
}

/*
 * How many threads and queues wait for records is for who reads them to choose:
 * they are woken when others may have the lock.
 */
void
wss_watch_unlock(void)
{
	struct wss_reader *next, *r;
	struct sx *turn;

	turn = wss_watch_has;
	r = wss_watch_wake;
	wss_watch_wake = NULL;
	sx_xunlock(&wss_watch_sx);
	sx_xunlock(turn);
	for (; r != NULL; r = next) {
		next = r->next;
		wss_reader_woken(r);
	}
}

void
wss_watch_waiting(void *reader, size_t bytes, bool idle)
{
	struct wss_reader *r = reader;

	if (wss_reader_has(r, bytes, idle)) {
		r->next = wss_watch_wake;
		wss_watch_wake = r;
	}
}
