/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * /dev/wsswatch, for whoever may watch processes.  Reading, poll(2) and
 * kqueue(2) are those of dev_read.c; what is told is decided in kern/src/watch.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/conf.h>
#include <sys/event.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/poll.h>
#include <sys/proc.h>
#include <sys/selinfo.h>
#include <sys/ucred.h>
#include <sys/uio.h>

#include "../include/wss_watch.h"
#include "dev_var.h"
#include "watch.h"
#include "watch_var.h"

/* As core/abi/src/watch.rs computes them. */
CTASSERT(WSSIOC_WATCH == 0x80185720);
CTASSERT(WSSIOC_UNWATCH == 0x80045721);
CTASSERT(WSSIOC_CONDITION == 0x80185722);
CTASSERT(WSSIOC_WATCHED == 0x40305723);

static d_open_t		wss_watch_open;
static d_read_t		wss_watch_read;
static d_ioctl_t	wss_watch_ioctl;
static d_poll_t		wss_watch_poll;
static d_kqfilter_t	wss_watch_kqfilter;

static struct cdevsw wss_watch_cdevsw = {
	.d_version = D_VERSION,
	.d_name = "wsswatch",
	.d_open = wss_watch_open,
	.d_read = wss_watch_read,
	.d_ioctl = wss_watch_ioctl,
	.d_poll = wss_watch_poll,
	.d_kqfilter = wss_watch_kqfilter,
};

static struct cdev *wss_watch_cdev;

int
wss_watch_dev_attach(void)
{
	struct make_dev_args args;

	make_dev_args_init(&args);
	args.mda_flags = MAKEDEV_WAITOK | MAKEDEV_CHECKNAME;
	args.mda_devsw = &wss_watch_cdevsw;
	args.mda_uid = UID_ROOT;
	args.mda_gid = GID_WHEEL;
	/*
	 * For everybody: what is told is what the watcher may know, and what he
	 * makes others wait for is bounded, see kern/src/watch.
	 */
	args.mda_mode = 0666;
	return (make_dev_s(&args, &wss_watch_cdev, "wsswatch"));
}

void
wss_watch_dev_detach(void)
{

	if (wss_watch_cdev == NULL)
		return;
	destroy_dev(wss_watch_cdev);
	wss_watch_cdev = NULL;
}

static int
wss_watch_open(struct cdev *dev __unused, int flags __unused, int type __unused,
    struct thread *td)
{
	struct wss_reader *r;
	int error;

	r = wss_reader_new();
	error = wss_rs_watch_open(r, td->td_ucred->cr_ruid, wss_watch_jail(td->td_ucred), &r->id);
	if (error == 0) {
		r->end = wss_rs_watch_close;
		error = devfs_set_cdevpriv(r, wss_reader_free);
	}
	if (error != 0)
		wss_reader_free(r);
	return (error);
}

static int
wss_watch_read(struct cdev *dev __unused, struct uio *uio, int flags)
{
	struct wss_reader *r;
	void *records;
	size_t len, room;
	int error;

	error = devfs_get_cdevpriv((void **)&r);
	if (error != 0 || uio->uio_resid <= 0)
		return (error);
	room = MIN((size_t)uio->uio_resid, WSS_WATCH_RECORD);
	do {
		error = wss_reader_await(r, flags);
		if (error != 0)
			return (error);
		/* Who waits has no memory. */
		records = malloc(room, M_WSS, M_WAITOK | M_ZERO);
		len = 0;
		error = wss_rs_watch_read(r->id, records, room, &len);
		if (error == 0 && len != 0)
			error = uiomove(records, (int)len, uio);
		free(records, M_WSS);
		/* Another reader of the descriptor may have been faster. */
	} while (error == 0 && len == 0 && !r->idle);
	return (error);
}

static int
wss_watch_condition(struct wss_reader *r, const struct wss_watch_condition *c)
{
	void *object;
	int error;

	if (c->abi != WSS_WATCH_ABI)
		return (EPROGMISMATCH);
	if (c->len > WSS_WATCH_OBJECT)
		return (E2BIG);
	/* However many threads wait to have one verified, one has the memory. */
	if (atomic_swap_int(&r->busy, 1) != 0)
		return (EBUSY);
	object = malloc(MAX(c->len, 1), M_WSS, M_WAITOK);
	error = copyin((const void *)(uintptr_t)c->object, object, c->len);
	if (error == 0)
		error = wss_rs_watch_condition(r->id, object, c->len);
	free(object, M_WSS);
	(void)atomic_swap_int(&r->busy, 0);
	return (error);
}

static int
wss_watch_ioctl(struct cdev *dev __unused, u_long cmd, caddr_t data,
    int flags __unused, struct thread *td __unused)
{
	struct wss_watch *w;
	struct wss_reader *r;
	int error;

	error = devfs_get_cdevpriv((void **)&r);
	if (error != 0)
		return (error);
	switch (cmd) {
	case WSSIOC_WATCH:
		w = (struct wss_watch *)data;
		if (w->abi != WSS_WATCH_ABI)
			return (EPROGMISMATCH);
		return (wss_rs_watch_add(r->id, w->pid, w->flags, w->calls, w->udata));
	case WSSIOC_UNWATCH:
		return (wss_rs_watch_drop(r->id, *(uint32_t *)data));
	case WSSIOC_CONDITION:
		return (wss_watch_condition(r, (struct wss_watch_condition *)data));
	case WSSIOC_WATCHED:
		memset(data, 0, sizeof(struct wss_watch_status));
		wss_rs_watch_status(r->id, data);
		return (0);
	default:
		return (wss_reader_ioctl(r, cmd, data));
	}
}

static int
wss_watch_poll(struct cdev *dev __unused, int events, struct thread *td)
{
	struct wss_reader *r;

	if (devfs_get_cdevpriv((void **)&r) != 0)
		return (POLLERR);
	return (wss_reader_poll(r, events, td));
}

static int
wss_watch_kqfilter(struct cdev *dev __unused, struct knote *kn)
{
	struct wss_reader *r;
	int error;

	error = devfs_get_cdevpriv((void **)&r);
	return (error != 0 ? error : wss_reader_kqfilter(r, kn));
}
