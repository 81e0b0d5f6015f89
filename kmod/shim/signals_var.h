/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The inside of the filter of signals: for signals.c and signals_load.c.
 */

#ifndef WSS_SHIM_SIGNALS_VAR_H
#define	WSS_SHIM_SIGNALS_VAR_H

#include <sys/param.h>
#include <sys/event.h>
#include <sys/queue.h>

struct ucred;

/* To the knotes of a process: those of this filter are to end. */
#define	WSS_HINT_ENDS	1L
CTASSERT((WSS_HINT_ENDS & (NOTE_PCTRLMASK | NOTE_SIGNAL)) == 0);

/* Who listens to one process. */
struct wss_listener {
	LIST_ENTRY(wss_listener) link;
	struct ucred	*cred;
	pid_t		pid;
};

/* After processes'; it guards the two below. */
extern struct mtx wss_signals_mtx;
extern LIST_HEAD(wss_listener_list, wss_listener) wss_listeners;
/* Nobody becomes a listener else; who unloads sleeps on the list then. */
extern bool wss_signals_open;

/* What the pool's functions lead to. */
extern const struct filterops wss_signals_ops;

#endif /* WSS_SHIM_SIGNALS_VAR_H */
