/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Completing calls that take a buffer, a vector of buffers or a socket address.
 * Of a vector the array is held, the buffers it names are the process's.
 *
 * setsockopt(2) is not here: with an option in kernel memory the kernel takes
 * the caller for itself (sopt_td is NULL, kern/uipc_syscalls.c:1252) and asks
 * for no privilege (netinet/ip_output.c: IP_BINDANY).
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/fcntl.h>
#include <sys/malloc.h>
#include <sys/mbuf.h>
#include <sys/proc.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/syscallsubr.h>
#include <sys/uio.h>

#include "hold.h"
#include "hold_impl.h"

MALLOC_DECLARE(M_WSS);

/*
 * sys_write, kern/sys_generic.c:467; kern_pwrite, line 502. What is held is
 * far shorter than the longest transfer, so that this needs no check.
 */
int
wss_hold_write(struct thread *td, const struct wss_hold *h, int offset)
{
	struct iovec iov;
	struct uio uio;

	if (ULONG(2) > h->at[1]->len)
		return (EFAULT);
	iov.iov_base = __DECONST(void *, h->at[1]->at);
	iov.iov_len = ULONG(2);
	uio.uio_iov = &iov;
	uio.uio_iovcnt = 1;
	uio.uio_resid = ULONG(2);
	uio.uio_segflg = UIO_SYSSPACE;
	if (offset == -1)
		return (kern_writev(td, INT(0), &uio));
	return (kern_pwritev(td, INT(0), &uio, (off_t)ULONG(offset)));
}

/* sys_readv, sys_preadv, sys_writev, sys_pwritev, kern/sys_generic.c */
int
wss_hold_vector(struct thread *td, const struct wss_hold *h, bool write,
    int offset)
{
	struct uio *uio;
	int error;

	error = wss_hold_uio(h, 1, (u_int)ULONG(2), &uio);
	if (error != 0)
		return (error);
	if (offset == -1)
		error = write ? kern_writev(td, INT(0), uio) :
		    kern_readv(td, INT(0), uio);
	else
		error = write ?
		    kern_pwritev(td, INT(0), uio, (off_t)ULONG(offset)) :
		    kern_preadv(td, INT(0), uio, (off_t)ULONG(offset));
	freeuio(uio);
	return (error);
}

/* getsockaddr, kern/uipc_syscalls.c:1511 */
static int
wss_hold_sockaddr(const struct wss_hold *h, int n, socklen_t length,
    struct sockaddr **sap)
{
	struct sockaddr *sa;
	size_t len;
	int error;

	len = length;
	if (h->at[n] == NULL)
		return (getsockaddr(sap, USER(n), len));
	if (len > SOCK_MAXADDRLEN)
		return (ENAMETOOLONG);
	if (len < offsetof(struct sockaddr, sa_data[0]))
		return (EINVAL);
	sa = malloc(len, M_SONAME, M_WAITOK);
	error = wss_hold_struct(h, n, sa, len);
	if (error != 0) {
		free(sa, M_SONAME);
		return (error);
	}
	sa->sa_len = len;
	*sap = sa;
	return (0);
}

/* sys_bind, kern/uipc_syscalls.c:186, 241; sys_connect, lines 460, 536 */
int
wss_hold_bind(struct thread *td, const struct wss_hold *h, bool connect,
    int dirfd, int fd, int addr, int len)
{
	struct sockaddr *sa;
	int error;

	error = wss_hold_sockaddr(h, addr, (socklen_t)ULONG(len), &sa);
	if (error != 0)
		return (error);
	if (connect)
		error = kern_connectat(td, dirfd, INT(fd), sa);
	else
		error = kern_bindat(td, dirfd, INT(fd), sa);
	free(sa, M_SONAME);
	return (error);
}

/* sendit, kern/uipc_syscalls.c:661: in capability mode no address is named. */
static int
wss_hold_send(struct thread *td, int s, struct msghdr *msg,
    struct sockaddr *to, int flags, struct mbuf *control, enum uio_seg seg)
{
	int error;

	if (to != NULL && IN_CAPABILITY_MODE(td)) {
		m_freem(control);
		error = ECAPMODE;
	} else
		error = kern_sendit(td, s, msg, flags, control, seg);
	free(to, M_SONAME);
	return (error);
}

/* sys_sendto, kern/uipc_syscalls.c:807 */
int
wss_hold_sendto(struct thread *td, const struct wss_hold *h)
{
	struct iovec iov;
	struct msghdr msg;
	struct sockaddr *to;
	enum uio_seg seg;
	int error;

	to = NULL;
	if (h->at[4] != NULL || USER(4) != NULL) {
		error = wss_hold_sockaddr(h, 4, (socklen_t)ULONG(5), &to);
		if (error != 0)
			return (error);
	}
	seg = wss_hold_seg(h, 1);
	if (seg == UIO_SYSSPACE && ULONG(2) > h->at[1]->len) {
		free(to, M_SONAME);
		return (EFAULT);
	}
	memset(&msg, 0, sizeof(msg));
	msg.msg_name = to;
	msg.msg_iov = &iov;
	msg.msg_iovlen = 1;
	iov.iov_base = seg == UIO_SYSSPACE ?
	    __DECONST(void *, h->at[1]->at) : USER(1);
	iov.iov_len = ULONG(2);
	return (wss_hold_send(td, INT(0), &msg, to, INT(3), NULL, seg));
}

/* sockargs, kern/uipc_syscalls.c:1473, of ancillary data */
static int
wss_hold_control(const struct msghdr *msg, struct mbuf **control)
{
	struct mbuf *m;
	int error;

	if (msg->msg_controllen < sizeof(struct cmsghdr))
		return (EINVAL);
	if (msg->msg_controllen > MCLBYTES)
		return (EMSGSIZE);
	m = m_get2(msg->msg_controllen, M_WAITOK, MT_CONTROL, 0);
	m->m_len = msg->msg_controllen;
	error = copyin(msg->msg_control, mtod(m, void *), m->m_len);
	if (error != 0) {
		m_freem(m);
		return (error);
	}
	*control = m;
	return (0);
}

/* sys_sendmsg, kern/uipc_syscalls.c:866, and sendit, line 661 */
int
wss_hold_sendmsg(struct thread *td, const struct wss_hold *h)
{
	struct msghdr msg;
	struct iovec *iov;
	struct mbuf *control;
	struct sockaddr *to;
	int error;

	error = wss_hold_struct(h, 1, &msg, sizeof(msg));
	if (error != 0)
		return (error);
	error = copyiniov(msg.msg_iov, msg.msg_iovlen, &iov, EMSGSIZE);
	if (error != 0)
		return (error);
	msg.msg_iov = iov;
	to = NULL;
	control = NULL;
	if (msg.msg_name != NULL) {
		error = getsockaddr(&to, msg.msg_name, msg.msg_namelen);
		msg.msg_name = to;
	}
	/* Told before the control data is looked at. */
	if (error == 0 && to != NULL && IN_CAPABILITY_MODE(td))
		error = ECAPMODE;
	if (error == 0 && msg.msg_control != NULL)
		error = wss_hold_control(&msg, &control);
	if (error == 0)
		error = wss_hold_send(td, INT(0), &msg, to, INT(2), control,
		    UIO_USERSPACE);
	else
		free(to, M_SONAME);
	free(iov, M_IOV);
	return (error);
}
