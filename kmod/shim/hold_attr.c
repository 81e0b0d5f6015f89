/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Completing calls on extended attributes, as kern/vfs_extattr.c of FreeBSD
 * 15.0. The path and the attribute's name can be held, its value cannot: the
 * kernel's functions take it from the process.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/extattr.h>
#include <sys/proc.h>
#include <sys/syscall.h>
#include <sys/syscallsubr.h>
#include <sys/uio.h>

#include "hold.h"
#include "hold_impl.h"

/* user_extattr_set_path, line 301 */
int
wss_hold_extattr_set(struct thread *td, const struct wss_hold *h,
    uint64_t follow)
{
	char name[EXTATTR_MAXNAMELEN + 1];
	int error;

	error = wss_hold_string(h, 2, name, sizeof(name));
	if (error != 0)
		return (error);
	return (kern_extattr_set_path(td, wss_hold_path(h, 0), INT(1), name,
	    USER(3), ULONG(4), follow, wss_hold_seg(h, 0)));
}

/* user_extattr_get_path, line 487 */
int
wss_hold_extattr_get(struct thread *td, const struct wss_hold *h,
    uint64_t follow)
{
	char name[EXTATTR_MAXNAMELEN + 1];
	int error;

	error = wss_hold_string(h, 2, name, sizeof(name));
	if (error != 0)
		return (error);
	return (kern_extattr_get_path(td, wss_hold_path(h, 0), INT(1), name,
	    USER(3), ULONG(4), follow, wss_hold_seg(h, 0)));
}

/* user_extattr_delete_path, line 641 */
int
wss_hold_extattr_delete(struct thread *td, const struct wss_hold *h,
    uint64_t follow)
{
	char name[EXTATTR_MAXNAMELEN + 1];
	int error;

	error = wss_hold_string(h, 2, name, sizeof(name));
	if (error != 0)
		return (error);
	return (kern_extattr_delete_path(td, wss_hold_path(h, 0), INT(1),
	    name, follow, wss_hold_seg(h, 0)));
}

/* user_extattr_list_path, line 809 */
int
wss_hold_extattr_list(struct thread *td, const struct wss_hold *h,
    uint64_t follow)
{
	struct iovec iov;
	struct uio uio, *uiop;

	uiop = NULL;
	if (USER(2) != NULL) {
		iov.iov_base = USER(2);
		iov.iov_len = ULONG(3);
		uio.uio_iov = &iov;
		uio.uio_iovcnt = 1;
		uio.uio_offset = 0;
		uio.uio_resid = ULONG(3);
		uio.uio_rw = UIO_READ;
		uio.uio_segflg = UIO_USERSPACE;
		uio.uio_td = td;
		uiop = &uio;
	}
	return (kern_extattr_list_path(td, wss_hold_path(h, 0), INT(1), uiop,
	    follow, wss_hold_seg(h, 0)));
}

/* sys_extattr_set_fd, line 231, _get_fd, line 419, _delete_fd, line 575 */
int
wss_hold_extattr_fd(struct thread *td, const struct wss_hold *h, int what)
{
	char name[EXTATTR_MAXNAMELEN + 1];
	int error;

	error = wss_hold_string(h, 2, name, sizeof(name));
	if (error != 0)
		return (error);
	switch (what) {
	case SYS_extattr_set_fd:
		return (kern_extattr_set_fd(td, INT(0), INT(1), name, USER(3),
		    ULONG(4)));
	case SYS_extattr_get_fd:
		return (kern_extattr_get_fd(td, INT(0), INT(1), name, USER(3),
		    ULONG(4)));
	default:
		return (kern_extattr_delete_fd(td, INT(0), INT(1), name));
	}
}
