/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the devices share: an open of /dev/wss or /dev/wsswatch, who waits for
 * records.
 */

#ifndef WSS_SHIM_DEV_VAR_H
#define	WSS_SHIM_DEV_VAR_H

MALLOC_DECLARE(M_WSS);

struct wss_reader {
	LIST_ENTRY(wss_reader) link;	/* with wss_readers_mtx */
	struct mtx	mtx;		/* for who waits; innermost */
	struct selinfo	sel;
	uint64_t	id;		/* of the subscription or watcher; 0: none */
	void		(*end)(uint64_t); /* ends it */
	volatile size_t	waiting;	/* bytes of records */
	volatile bool	idle;		/* a watcher of nothing */
	bool		dead;		/* nobody waits any more, or will */
	volatile u_int	refs;		/* the open, and who is about to wake it */
	volatile u_int	woken;		/* somebody is about to; watchers' alone */
	volatile u_int	busy;		/* a condition is on its way; likewise */
	struct wss_reader *next;	/* whom the same thread is to wake */
};

/*
 * Who may use the device, as an errno: each call asks, since a descriptor can
 * be inherited and handed on.
 */
int	wss_dev_admit(struct thread *td);

/* An open begins and ends; when it ends, no thread is inside. */
struct wss_reader *wss_reader_new(void);
void	wss_reader_free(void *data);

/* Wakes every reader: from now on reading fails with ENXIO. */
void	wss_readers_hang_up(void);

/* Waits until records do, or none can come. */
int	wss_reader_await(struct wss_reader *r, int flags);
/* Says how many bytes wait, and wakes who waits for them. */
void	wss_reader_tell(struct wss_reader *r, size_t bytes);
/*
 * The same in two steps, for watchers: without the reader's mutex, with the
 * watchers' lock; and if that was true, once, without.
 */
bool	wss_reader_has(struct wss_reader *r, size_t bytes, bool idle);
void	wss_reader_woken(struct wss_reader *r);
/* What ioctl(2) asks of every descriptor, poll(2) and kqueue(2) of one. */
int	wss_reader_ioctl(struct wss_reader *r, u_long cmd, caddr_t data);
int	wss_reader_poll(struct wss_reader *r, int events, struct thread *td);
int	wss_reader_kqfilter(struct wss_reader *r, struct knote *kn);

d_read_t	wss_dev_read;
d_poll_t	wss_dev_poll;
d_kqfilter_t	wss_dev_kqfilter;

#endif /* WSS_SHIM_DEV_VAR_H */
