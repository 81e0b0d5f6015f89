/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Completing a call with arguments that are held in kernel memory: what was
 * judged is what runs. Calls are completed by the kernel's kern_*() functions,
 * which take some pointers with a segment, or kernel memory alone. Arguments
 * that are not held are read from the process, as the call itself would.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/fcntl.h>
#include <sys/namei.h>
#include <sys/proc.h>
#include <sys/syscall.h>
#include <sys/syscallsubr.h>
#include <sys/sysent.h>
#include <sys/uio.h>

#include "hold.h"
#include "hold_impl.h"

#define	CALL(nr, paths, bytes, strings, ...)				\
static int								\
wss_call_##nr(struct thread *td __unused,				\
    const struct wss_hold *h __unused)					\
{									\
									\
	return (__VA_ARGS__);						\
}
#include "hold_calls.h"
#undef	CALL

static const struct wss_hold_call {
	uint16_t	nr;
	uint8_t		kinds[3];	/* sets of arguments by WSS_HELD_* */
	int		(*run)(struct thread *, const struct wss_hold *);
} wss_hold_calls[] = {
#define	A(n)	(1 << (n))
#define	CALL(nr, paths, bytes, strings, ...)				\
	{ nr, { paths, bytes, strings }, wss_call_##nr },
#include "hold_calls.h"
#undef	CALL
};

bool
wss_hold_arg(size_t n, struct wss_held_arg *arg)
{
	const struct wss_hold_call *c;
	int i, kind;

	for (c = wss_hold_calls; c < wss_hold_calls + nitems(wss_hold_calls);
	    c++) {
		for (i = 0; i < 6; i++) {
			for (kind = 0; kind < nitems(c->kinds); kind++) {
				if ((c->kinds[kind] & (1 << i)) == 0)
					continue;
				if (n-- > 0)
					continue;
				arg->nr = c->nr;
				arg->arg = i;
				arg->kind = kind;
				return (true);
			}
		}
	}
	return (false);
}

int
wss_hold_prepare(uint32_t nr, const uint64_t *args,
    const struct wss_held *held, size_t count, struct wss_hold *h,
    const struct wss_hold_call **call)
{
	const struct wss_hold_call *c;
	size_t n;

	for (c = wss_hold_calls; c->nr != nr; c++) {
		if (c == &wss_hold_calls[nitems(wss_hold_calls) - 1])
			return (EOPNOTSUPP);
	}
	memset(h, 0, sizeof(*h));
	h->args = args;
	for (n = 0; n < count; n++) {
		if (held[n].arg >= nitems(h->at) ||
		    held[n].kind >= nitems(c->kinds) ||
		    (c->kinds[held[n].kind] & (1 << held[n].arg)) == 0)
			return (EOPNOTSUPP);
		if (held[n].kind == WSS_HELD_PATH && (held[n].len == 0 ||
		    ((const char *)held[n].at)[held[n].len - 1] != '\0'))
			return (EINVAL);
		h->at[held[n].arg] = &held[n];
	}
	*call = c;
	return (0);
}

int
wss_hold_run(void *td, uint32_t nr, const uint64_t *args,
    const struct wss_held *held, size_t count)
{
	const struct wss_hold_call *call;
	struct nosys_args none = { 0 };
	struct wss_hold h;
	int error;

	error = wss_hold_prepare(nr, args, held, count, &h, &call);
	if (error != 0)
		return (error);
	/* An old call that this kernel is built without. */
	if (sysent[nr].sy_call == (sy_call_t *)nosys)
		return (nosys(td, &none));
	return (call->run(td, &h));
}

/* What a pointer refers to, which has `len` bytes. */
int
wss_hold_struct(const struct wss_hold *h, int n, void *to, size_t len)
{

	if (h->at[n] == NULL)
		return (copyin(USER(n), to, len));
	/* Memory that a wrapper gave may be shorter: it ends there. */
	if (h->at[n]->len < len)
		return (EFAULT);
	memcpy(to, h->at[n]->at, len);
	return (0);
}

/* A string of at most `max` bytes with its NUL. */
int
wss_hold_string(const struct wss_hold *h, int n, char *to, size_t max)
{

	if (h->at[n] == NULL)
		return (copyinstr(USER(n), to, max, NULL));
	return (copystr(h->at[n]->at, to, max, NULL));
}

/* As copyinuio() (kern/subr_uio.c). */
int
wss_hold_uio(const struct wss_hold *h, int n, u_int count, struct uio **uiop)
{
	struct uio *uio;
	u_int i;
	int error;

	if (h->at[n] == NULL)
		return (copyinuio(USER(n), count, uiop));
	if (count > UIO_MAXIOV)
		return (EINVAL);
	uio = allocuio(count);
	error = wss_hold_struct(h, n, uio->uio_iov,
	    count * sizeof(struct iovec));
	uio->uio_iovcnt = count;
	uio->uio_segflg = UIO_USERSPACE;
	uio->uio_offset = -1;
	uio->uio_resid = 0;
	for (i = 0; error == 0 && i < count; i++) {
		if (uio->uio_iov[i].iov_len > IOSIZE_MAX - uio->uio_resid)
			error = EINVAL;
		else
			uio->uio_resid += uio->uio_iov[i].iov_len;
	}
	if (error != 0) {
		freeuio(uio);
		return (error);
	}
	*uiop = uio;
	return (0);
}
