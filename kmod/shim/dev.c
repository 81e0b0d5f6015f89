/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The control device: /dev/wss. C moves bytes between processes and Rust,
 * waits and wakes; what a request means and what a reader gets is decided in
 * kern/src/control and kern/src/audit.rs.
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
#include <sys/priv.h>
#include <sys/proc.h>
#include <sys/selinfo.h>

#include "../include/wss.h"
#include "dev.h"
#include "dev_var.h"
#include "mem.h"
#include "watch_var.h"

/* As core/abi/src/device.rs computes them. */
CTASSERT(WSSIOC_VERSION == 0x40405701);
CTASSERT(WSSIOC_REQUEST == 0xc0285702);
CTASSERT(WSSIOC_SUBSCRIBE == 0x81085703);

/* An answer on its way to the process. */
struct wss_answer {
	void	*bytes;
	size_t	len;
};

static d_open_t		wss_dev_open;
static d_ioctl_t	wss_dev_ioctl;

static struct cdevsw wss_cdevsw = {
	.d_version = D_VERSION,
	.d_name = "wss",
	.d_open = wss_dev_open,
	.d_read = wss_dev_read,
	.d_ioctl = wss_dev_ioctl,
	.d_poll = wss_dev_poll,
	.d_kqfilter = wss_dev_kqfilter,
};

static struct cdev *wss_cdev;

int
wss_dev_attach(void)
{
	struct make_dev_args args;
	int error;

	error = wss_watch_dev_attach();
	if (error != 0)
		return (error);
	make_dev_args_init(&args);
	args.mda_flags = MAKEDEV_WAITOK | MAKEDEV_CHECKNAME;
	args.mda_devsw = &wss_cdevsw;
	args.mda_uid = UID_ROOT;
	args.mda_gid = GID_WHEEL;
	args.mda_mode = 0600;
	error = make_dev_s(&args, &wss_cdev, "wss");
	if (error != 0) {
		/* Somebody may sleep in the other one already. */
		wss_readers_hang_up();
		wss_watch_dev_detach();
	}
	return (error);
}

void
wss_dev_detach(void)
{

	if (wss_cdev == NULL)
		return;
	/* Nobody may sleep inside when the device goes. */
	wss_readers_hang_up();
	wss_watch_dev_detach();
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

int
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

static int
wss_dev_open(struct cdev *dev __unused, int flags __unused, int type __unused,
    struct thread *td)
{
	struct wss_reader *r;
	int error;

	error = wss_dev_admit(td);
	if (error != 0)
		return (error);
	r = wss_reader_new();
	error = devfs_set_cdevpriv(r, wss_reader_free);
	if (error != 0)
		wss_reader_free(r);
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
	if (!taken) {
		r->end = wss_rs_dev_unsubscribe;
		r->id = id;
	}
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
	default:
		return (wss_reader_ioctl(r, cmd, data));
	}
}
