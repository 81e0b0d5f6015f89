/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reading records from the devices: waiting for them by read(2), poll(2),
 * select(2) and kqueue(2). What a reader of audit records gets is decided in
 * kern/src/audit.rs; dev_watch.c is for watchers.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/conf.h>
#include <sys/event.h>
#include <sys/fcntl.h>
#include <sys/filio.h>
#include <sys/kernel.h>
#include <sys/limits.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/poll.h>
#include <sys/proc.h>
#include <sys/queue.h>
#include <sys/refcount.h>
#include <sys/selinfo.h>
#include <sys/uio.h>

#include "../include/wss.h"
#include "dev.h"
#include "dev_var.h"

/* Every open; taken before the mutex of one. */
static struct mtx wss_readers_mtx;
MTX_SYSINIT(wss_readers_mtx, &wss_readers_mtx, "wss readers", MTX_DEF);
static LIST_HEAD(, wss_reader) wss_readers =
    LIST_HEAD_INITIALIZER(wss_readers);

/*
 * The device is being taken away: set before the readers' mutexes are taken,
 * read with them.
 */
static volatile bool wss_gone;

static void	wss_kq_detach(struct knote *kn);
static int	wss_kq_event(struct knote *kn, long hint);

static const struct filterops wss_filterops = {
	.f_isfd = 1,
	.f_detach = wss_kq_detach,
	.f_event = wss_kq_event,
};

/* Of an event that the readers are told of, rather than asked for by kevent(2). */
#define	WSS_KQ_TOLD	1
/* Hundredths of a second that who waits in kevent(2) has to see the end. */
#define	WSS_KQ_PATIENCE	200

static void
wss_reader_wake(struct wss_reader *r)
{

	wakeup(r);
	selwakeup(&r->sel);
	KNOTE_LOCKED(&r->sel.si_note, WSS_KQ_TOLD);
}

/* Whether somebody's kqueue has yet to see that the device goes. */
static bool
wss_readers_unseen(void)
{
	struct wss_reader *r;
	struct knote *kn;
	bool unseen;

	unseen = false;
	mtx_lock(&wss_readers_mtx);
	LIST_FOREACH(r, &wss_readers, link) {
		mtx_lock(&r->mtx);
		SLIST_FOREACH(kn, &r->sel.si_note.kl_list, kn_selnext)
			unseen |= kn->kn_sdata == 0;
		mtx_unlock(&r->mtx);
	}
	mtx_unlock(&wss_readers_mtx);
	return (unseen);
}

void
wss_readers_hang_up(void)
{
	struct wss_reader *r;
	int patience;

	wss_gone = true;
	mtx_lock(&wss_readers_mtx);
	LIST_FOREACH(r, &wss_readers, link) {
		mtx_lock(&r->mtx);
		wss_reader_wake(r);
		mtx_unlock(&r->mtx);
	}
	mtx_unlock(&wss_readers_mtx);
	/* The knotes go with the device: nobody would be told by them then. */
	for (patience = WSS_KQ_PATIENCE; patience > 0 && wss_readers_unseen(); patience--)
		pause("wsskq", MAX(hz / 100, 1));
}

struct wss_reader *
wss_reader_new(void)
{
	struct wss_reader *r;

	r = malloc(sizeof(*r), M_WSS, M_WAITOK | M_ZERO);
	mtx_init(&r->mtx, "wss reader", NULL, MTX_DEF);
	knlist_init_mtx(&r->sel.si_note, &r->mtx);
	refcount_init(&r->refs, 1);
	mtx_lock(&wss_readers_mtx);
	LIST_INSERT_HEAD(&wss_readers, r, link);
	mtx_unlock(&wss_readers_mtx);
	return (r);
}

static void
wss_reader_drop(struct wss_reader *r)
{

	if (!refcount_release(&r->refs))
		return;
	mtx_destroy(&r->mtx);
	free(r, M_WSS);
}

/* With the last reference to the open, or with the device. */
void
wss_reader_free(void *data)
{
	struct wss_reader *r = data;

	mtx_lock(&wss_readers_mtx);
	LIST_REMOVE(r, link);
	mtx_unlock(&wss_readers_mtx);
	if (r->id != 0)
		(*r->end)(r->id);
	/* Who is about to wake it does not any more. */
	mtx_lock(&r->mtx);
	r->dead = true;
	mtx_unlock(&r->mtx);
	/*
	 * What the module has registered must not outlive it in somebody's
	 * queue.
	 */
	knlist_delete(&r->sel.si_note, curthread, 0);
	seldrain(&r->sel);
	knlist_destroy(&r->sel.si_note);
	wss_reader_drop(r);
}

int
wss_reader_await(struct wss_reader *r, int flags)
{
	int error;

	error = 0;
	mtx_lock(&r->mtx);
	while (error == 0) {
		if (wss_gone)
			error = ENXIO;
		else if (r->id == 0)
			error = ENOTCONN;
		else if (r->waiting != 0 || r->idle)
			break;
		else if ((flags & O_NONBLOCK) != 0)
			error = EWOULDBLOCK;
		else
			error = mtx_sleep(r, &r->mtx, PCATCH, "wssrd", 0);
	}
	mtx_unlock(&r->mtx);
	return (error);
}

int
wss_dev_read(struct cdev *dev __unused, struct uio *uio, int flags)
{
	struct wss_reader *r;
	void *records;
	size_t len, room;
	int error;

	error = wss_dev_admit(uio->uio_td);
	if (error == 0)
		error = devfs_get_cdevpriv((void **)&r);
	if (error != 0 || uio->uio_resid <= 0)
		return (error);
	room = MIN((size_t)uio->uio_resid, WSS_RECORD_MAX);
	records = malloc(room, M_WSS, M_WAITOK | M_ZERO);
	/* Another reader of the descriptor may have been faster. */
	for (len = 0; error == 0 && len == 0;) {
		error = wss_reader_await(r, flags);
		if (error == 0)
			error = wss_rs_dev_read(r->id, r, records, room,
			    &len);
	}
	if (error == 0)
		error = uiomove(records, (int)len, uio);
	free(records, M_WSS);
	return (error);
}

void
wss_reader_tell(struct wss_reader *r, size_t bytes)
{

	mtx_lock(&r->mtx);
	r->waiting = bytes;
	if (bytes != 0)
		wss_reader_wake(r);
	mtx_unlock(&r->mtx);
}

bool
wss_reader_has(struct wss_reader *r, size_t bytes, bool idle)
{

	r->waiting = bytes;
	r->idle = idle;
	/* Who is about to wake it says so no more before it does. */
	if ((bytes == 0 && !idle) || atomic_swap_int(&r->woken, 1) != 0)
		return (false);
	/* There is the open's: the watcher is there. */
	refcount_acquire(&r->refs);
	return (true);
}

void
wss_reader_woken(struct wss_reader *r)
{

	(void)atomic_swap_int(&r->woken, 0);
	mtx_lock(&r->mtx);
	if (!r->dead)
		wss_reader_wake(r);
	mtx_unlock(&r->mtx);
	wss_reader_drop(r);
}

void
wss_dev_waiting(void *reader, size_t bytes)
{

	wss_reader_tell(reader, bytes);
}

int
wss_reader_ioctl(struct wss_reader *r, u_long cmd, caddr_t data)
{

	switch (cmd) {
	case FIONBIO:
		/* The descriptor's flags say it at each read. */
		return (0);
	case FIOASYNC:
		return (*(int *)data != 0 ? EOPNOTSUPP : 0);
	case FIONREAD:
		mtx_lock(&r->mtx);
		*(int *)data = (int)MIN(r->waiting, INT_MAX);
		mtx_unlock(&r->mtx);
		return (0);
	default:
		return (ENOTTY);
	}
}

int
wss_reader_poll(struct wss_reader *r, int events, struct thread *td)
{
	int ready;

	ready = 0;
	mtx_lock(&r->mtx);
	if (wss_gone)
		ready = POLLHUP;
	else if (r->waiting != 0)
		ready = events & (POLLIN | POLLRDNORM);
	else
		selrecord(td, &r->sel);
	mtx_unlock(&r->mtx);
	return (ready);
}

int
wss_reader_kqfilter(struct wss_reader *r, struct knote *kn)
{

	if (kn->kn_filter != EVFILT_READ)
		return (EINVAL);
	kn->kn_fop = &wss_filterops;
	kn->kn_hook = r;
	/* Of no use to this filter: 1 when the end was seen. */
	kn->kn_sdata = 0;
	knlist_add(&r->sel.si_note, kn, 0);
	return (0);
}

int
wss_dev_poll(struct cdev *dev __unused, int events, struct thread *td)
{
	struct wss_reader *r;

	if (wss_dev_admit(td) != 0 || devfs_get_cdevpriv((void **)&r) != 0)
		return (POLLERR);
	return (wss_reader_poll(r, events, td));
}

int
wss_dev_kqfilter(struct cdev *dev __unused, struct knote *kn)
{
	struct wss_reader *r;
	int error;

	error = wss_dev_admit(curthread);
	if (error == 0)
		error = devfs_get_cdevpriv((void **)&r);
	return (error != 0 ? error : wss_reader_kqfilter(r, kn));
}

static void
wss_kq_detach(struct knote *kn)
{
	struct wss_reader *r = kn->kn_hook;

	knlist_remove(&r->sel.si_note, kn, 0);
}

/* With the reader's mutex, which is the list's. */
static int
wss_kq_event(struct knote *kn, long hint)
{
	struct wss_reader *r = kn->kn_hook;

	kn->kn_data = r->waiting;
	if (wss_gone) {
		kn->kn_flags |= EV_EOF;
		if (hint != WSS_KQ_TOLD)
			kn->kn_sdata = 1;
	}
	return (wss_gone || r->waiting != 0);
}
