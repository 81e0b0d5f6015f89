/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The control device: /dev/wss. C moves bytes between processes and Rust, waits and wakes; what a
 * request means and what a reader gets is decided in kern/src/control and kern/src/audit.rs.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/conf.h>
#include <sys/event.h>
#include <sys/fcntl.h>
#include <sys/filio.h>
#include <sys/jail.h>
#include <sys/kernel.h>
#include <sys/limits.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/poll.h>
#include <sys/priv.h>
#include <sys/proc.h>
#include <sys/selinfo.h>
#include <sys/time.h>
#include <sys/uio.h>

#include "../include/wss.h"
#include "dev.h"
#include "mem.h"

MALLOC_DECLARE(M_WSS);

/* As core/abi/src/device.rs computes them. */
CTASSERT(WSSIOC_VERSION == 0x40405701);
CTASSERT(WSSIOC_REQUEST == 0xc0285702);
CTASSERT(WSSIOC_SUBSCRIBE == 0x81085703);

/* An open of the device. */
struct wss_reader {
	struct mtx	mtx;		/* all below; innermost */
	struct selinfo	sel;
	uint64_t	id;		/* of the subscription; 0: none */
	size_t		waiting;	/* bytes of records */
	bool		gone;		/* the device is taken away */
};

/* An answer on its way to the process. */
struct wss_answer {
	void	*bytes;
	size_t	len;
};

static d_open_t		wss_dev_open;
static d_read_t		wss_dev_read;
static d_ioctl_t	wss_dev_ioctl;
static d_poll_t		wss_dev_poll;
static d_kqfilter_t	wss_dev_kqfilter;
static d_purge_t	wss_dev_purge;

static struct cdevsw wss_cdevsw = {
	.d_version = D_VERSION,
	.d_name = "wss",
	.d_open = wss_dev_open,
	.d_read = wss_dev_read,
	.d_ioctl = wss_dev_ioctl,
	.d_poll = wss_dev_poll,
	.d_kqfilter = wss_dev_kqfilter,
	.d_purge = wss_dev_purge,
};

static void	wss_kq_detach(struct knote *kn);
static int	wss_kq_event(struct knote *kn, long hint);

static const struct filterops wss_filterops = {
	.f_isfd = 1,
	.f_detach = wss_kq_detach,
	.f_event = wss_kq_event,
};

static struct cdev *wss_cdev;

int
wss_dev_attach(void)
{
	struct make_dev_args args;

	make_dev_args_init(&args);
	args.mda_flags = MAKEDEV_WAITOK | MAKEDEV_CHECKNAME;
	args.mda_devsw = &wss_cdevsw;
	args.mda_uid = UID_ROOT;
	args.mda_gid = GID_WHEEL;
	args.mda_mode = 0600;
	return (make_dev_s(&args, &wss_cdev, "wss"));
}

void
wss_dev_detach(void)
{

	if (wss_cdev != NULL)
		destroy_dev(wss_cdev);
	wss_cdev = NULL;
}

bool
wss_dev_secure(void)
{

	return (securelevel_gt(curthread->td_ucred, 0) != 0);
}

uint32_t
wss_dev_pid(void)
{

	return (curproc->p_pid);
}

uint64_t
wss_dev_uptime(void)
{

	return (time_uptime);
}

/* Who may use the device: each call asks, since a descriptor can be inherited and handed on. */
static int
wss_dev_admit(struct thread *td)
{
	int error;

	if (jailed(td->td_ucred))
		return (EPERM);
	error = priv_check(td, PRIV_DRIVER);
	if (error != 0)
		return (error);
	return (wss_rs_dev_admit(td->td_proc->p_pid));
}

/* With the last reference to an open, or with the device: no thread is inside any more. */
static void
wss_dev_close(void *data)
{
	struct wss_reader *r = data;

	if (r->id != 0)
		wss_rs_dev_unsubscribe(r->id);
	/* What the module has registered must not outlive it in somebody's queue. */
	knlist_delete(&r->sel.si_note, curthread, 0);
	seldrain(&r->sel);
	knlist_destroy(&r->sel.si_note);
	mtx_destroy(&r->mtx);
	free(r, M_WSS);
}

static int
wss_dev_open(struct cdev *dev __unused, int flags __unused, int type __unused,
    struct thread *td)
{
	struct wss_reader *r;
	int error;

	error = wss_dev_admit(td);
	if (error != 0)
		return (error);
	r = malloc(sizeof(*r), M_WSS, M_WAITOK | M_ZERO);
	mtx_init(&r->mtx, "wss reader", NULL, MTX_DEF);
	knlist_init_mtx(&r->sel.si_note, &r->mtx);
	error = devfs_set_cdevpriv(r, wss_dev_close);
	if (error != 0)
		wss_dev_close(r);
	return (error);
}

int
wss_dev_answer(void *answer, const void *bytes, size_t len)
{
	struct wss_answer *a = answer;

	if (len > WSS_ANSWER_MAX || a->bytes != NULL)
		return (ENOMEM);
	a->bytes = malloc(MAX(len, 1), M_WSS, M_WAITOK);
	memcpy(a->bytes, bytes, len);
	a->len = len;
	return (0);
}

static int
wss_dev_request(struct wss_request *rq)
{
	struct wss_answer answer = { NULL, 0 };
	void *input;
	int error;

	if (rq->abi != WSS_ABI)
		return (EPROGMISMATCH);
	if (rq->input_len > WSS_REQUEST_MAX)
		return (E2BIG);
	input = malloc(MAX(rq->input_len, 1), M_WSS, M_WAITOK);
	error = copyin((const void *)(uintptr_t)rq->input, input,
	    rq->input_len);
	if (error == 0)
		error = wss_rs_dev_request(&answer, rq->verb, input,
		    rq->input_len);
	free(input, M_WSS);
	if (error == 0) {
		error = copyout(answer.bytes, (void *)(uintptr_t)rq->output,
		    MIN(answer.len, rq->output_len));
		rq->output_len = answer.len;
	}
	free(answer.bytes, M_WSS);
	return (error);
}

static int
wss_dev_subscribe(struct wss_reader *r, struct wss_subscribe *s)
{
	uint64_t id;
	size_t len;
	int error;
	bool taken;

	if (s->abi != WSS_ABI)
		return (EPROGMISMATCH);
	len = strnlen(s->wrapper, sizeof(s->wrapper));
	if (len == sizeof(s->wrapper))
		return (EINVAL);
	error = wss_rs_dev_subscribe(r, s->wrapper, len, &id);
	if (error != 0)
		return (error);
	mtx_lock(&r->mtx);
	taken = r->id != 0;
	if (!taken)
		r->id = id;
	mtx_unlock(&r->mtx);
	if (taken) {
		wss_rs_dev_unsubscribe(id);
		return (EBUSY);
	}
	return (0);
}

static int
wss_dev_ioctl(struct cdev *dev __unused, u_long cmd, caddr_t data,
    int flags __unused, struct thread *td)
{
	struct wss_version *v;
	struct wss_reader *r;
	int error;

	error = wss_dev_admit(td);
	if (error == 0)
		error = devfs_get_cdevpriv((void **)&r);
	if (error != 0)
		return (error);
	switch (cmd) {
	case WSSIOC_VERSION:
		v = (struct wss_version *)data;
		memset(v, 0, sizeof(*v));
		v->abi = WSS_ABI;
		wss_rs_dev_version(v->module, sizeof(v->module));
		return (0);
	case WSSIOC_REQUEST:
		return (wss_dev_request((struct wss_request *)data));
	case WSSIOC_SUBSCRIBE:
		return (wss_dev_subscribe(r, (struct wss_subscribe *)data));
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

/* Waits until records do. */
static int
wss_dev_await(struct wss_reader *r, int flags)
{
	int error;

	error = 0;
	mtx_lock(&r->mtx);
	while (error == 0) {
		if (r->gone)
			error = ENXIO;
		else if (r->id == 0)
			error = ENOTCONN;
		else if (r->waiting != 0)
			break;
		else if ((flags & O_NONBLOCK) != 0)
			error = EWOULDBLOCK;
		else
			error = mtx_sleep(r, &r->mtx, PCATCH, "wssrd", 0);
	}
	mtx_unlock(&r->mtx);
	return (error);
}

static int
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
		error = wss_dev_await(r, flags);
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
wss_dev_waiting(void *reader, size_t bytes)
{
	struct wss_reader *r = reader;

	mtx_lock(&r->mtx);
	r->waiting = bytes;
	if (bytes != 0) {
		wakeup(r);
		selwakeup(&r->sel);
		KNOTE_LOCKED(&r->sel.si_note, 0);
	}
	mtx_unlock(&r->mtx);
}

static int
wss_dev_poll(struct cdev *dev __unused, int events, struct thread *td)
{
	struct wss_reader *r;
	int ready;

	if (wss_dev_admit(td) != 0 || devfs_get_cdevpriv((void **)&r) != 0)
		return (POLLERR);
	ready = 0;
	mtx_lock(&r->mtx);
	if (r->gone)
		ready = POLLHUP;
	else if (r->waiting != 0)
		ready = events & (POLLIN | POLLRDNORM);
	else
		selrecord(td, &r->sel);
	mtx_unlock(&r->mtx);
	return (ready);
}

static int
wss_dev_kqfilter(struct cdev *dev __unused, struct knote *kn)
{
	struct wss_reader *r;
	int error;

	error = wss_dev_admit(curthread);
	if (error == 0)
		error = devfs_get_cdevpriv((void **)&r);
	if (error != 0)
		return (error);
	if (kn->kn_filter != EVFILT_READ)
		return (EINVAL);
	kn->kn_fop = &wss_filterops;
	kn->kn_hook = r;
	knlist_add(&r->sel.si_note, kn, 0);
	return (0);
}

static void
wss_kq_detach(struct knote *kn)
{
	struct wss_reader *r = kn->kn_hook;

	knlist_remove(&r->sel.si_note, kn, 0);
}

/* With the reader's mutex, which is the list's. */
static int
wss_kq_event(struct knote *kn, long hint __unused)
{
	struct wss_reader *r = kn->kn_hook;

	kn->kn_data = r->waiting;
	if (r->gone)
		kn->kn_flags |= EV_EOF;
	return (r->gone || r->waiting != 0);
}

static int
wss_dev_hang_up(void *data, void *arg __unused)
{
	struct wss_reader *r = data;

	mtx_lock(&r->mtx);
	r->gone = true;
	wakeup(r);
	selwakeup(&r->sel);
	KNOTE_LOCKED(&r->sel.si_note, 0);
	mtx_unlock(&r->mtx);
	return (0);
}

/* The device goes while threads are inside: until they have left, again and again. */
static void
wss_dev_purge(struct cdev *dev)
{

	(void)devfs_foreach_cdevpriv(dev, wss_dev_hang_up, NULL);
}
