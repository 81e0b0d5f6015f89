/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the parts of hold share among themselves.
 */

#ifndef WSS_SHIM_HOLD_IMPL_H
#define	WSS_SHIM_HOLD_IMPL_H

#include <sys/_uio.h>

struct msghdr;
struct thread;
struct wss_held;

/* A call with the held ones among its arguments. */
struct wss_hold {
	const uint64_t		*args;
	const struct wss_held	*at[6];	/* NULL: in the process's memory */
};

/* An argument by its C type. */
#define	INT(n)		((int)h->args[n])
#define	ULONG(n)	((u_long)h->args[n])
#define	USER(n)		((void *)(uintptr_t)h->args[n])
/* A path, and where it is: two arguments of a kern_*() function. */
#define	PATH(n)		wss_hold_path(h, n), wss_hold_seg(h, n)

#define	WSS_USER_PATH(h, n)	((const char *)(uintptr_t)(h)->args[n])

static inline enum uio_seg
wss_hold_seg(const struct wss_hold *h, int n)
{

	return (h->at[n] != NULL ? UIO_SYSSPACE : UIO_USERSPACE);
}

static inline const char *
wss_hold_path(const struct wss_hold *h, int n)
{

	return (h->at[n] != NULL ? h->at[n]->at : WSS_USER_PATH(h, n));
}

struct wss_hold_call;

/* hold.c: what several calls need. */
int	wss_hold_prepare(uint32_t nr, const uint64_t *args,
	    const struct wss_held *held, size_t count, struct wss_hold *h,
	    const struct wss_hold_call **call);
int	wss_hold_struct(const struct wss_hold *h, int n, void *to, size_t len);
int	wss_hold_string(const struct wss_hold *h, int n, char *to, size_t max);
int	wss_hold_uio(const struct wss_hold *h, int n, u_int count,
	    struct uio **uio);

/* hold_path.c: calls on paths. */
int	wss_hold_openat(struct thread *td, const struct wss_hold *h);
int	wss_hold_link(struct thread *td, const struct wss_hold *h, int fd1,
	    int path1, int fd2, int path2, int flag);
int	wss_hold_rename(struct thread *td, const struct wss_hold *h, int fd1,
	    int path1, int fd2, int path2);
int	wss_hold_symlink(struct thread *td, const struct wss_hold *h, int fd,
	    int path);
int	wss_hold_unlink(struct thread *td, const struct wss_hold *h, int dirfd,
	    int path, int fd, int flag);
int	wss_hold_stat(struct thread *td, const struct wss_hold *h, int flag,
	    int fd, int path, int to, int form);
int	wss_hold_statfs(struct thread *td, const struct wss_hold *h, int form);
int	wss_hold_pathconf(struct thread *td, const struct wss_hold *h,
	    u_long follow);
int	wss_hold_utimes(struct thread *td, const struct wss_hold *h, int fd,
	    int path, int times, bool follow);
int	wss_hold_utimens(struct thread *td, const struct wss_hold *h);
int	wss_hold_futimes(struct thread *td, const struct wss_hold *h);
int	wss_hold_futimens(struct thread *td, const struct wss_hold *h);
int	wss_hold_kldload(struct thread *td, const struct wss_hold *h);

/* hold_attr.c: extended attributes. */
int	wss_hold_extattr_set(struct thread *td, const struct wss_hold *h,
	    uint64_t follow);
int	wss_hold_extattr_get(struct thread *td, const struct wss_hold *h,
	    uint64_t follow);
int	wss_hold_extattr_delete(struct thread *td, const struct wss_hold *h,
	    uint64_t follow);
int	wss_hold_extattr_list(struct thread *td, const struct wss_hold *h,
	    uint64_t follow);
int	wss_hold_extattr_fd(struct thread *td, const struct wss_hold *h,
	    int what);

/* hold_io.c: buffers, vectors and sockets. */
int	wss_hold_write(struct thread *td, const struct wss_hold *h, int offset);
int	wss_hold_vector(struct thread *td, const struct wss_hold *h, bool write,
	    int offset);
int	wss_hold_bind(struct thread *td, const struct wss_hold *h, bool connect,
	    int dirfd, int fd, int addr, int len);
int	wss_hold_sendto(struct thread *td, const struct wss_hold *h);
int	wss_hold_sendmsg(struct thread *td, const struct wss_hold *h);

/* hold_sys.c: structures. */
int	wss_hold_setgroups(struct thread *td, const struct wss_hold *h,
	    bool with_egid);
int	wss_hold_setrlimit(struct thread *td, const struct wss_hold *h);
int	wss_hold_clock_settime(struct thread *td, const struct wss_hold *h);
int	wss_hold_settimeofday(struct thread *td, const struct wss_hold *h);
int	wss_hold_adjtime(struct thread *td, const struct wss_hold *h);
int	wss_hold_sysctl(struct thread *td, const struct wss_hold *h);
int	wss_hold_nmount(struct thread *td, const struct wss_hold *h);
int	wss_hold_jail(struct thread *td, const struct wss_hold *h, bool set);

#endif /* WSS_SHIM_HOLD_IMPL_H */
