/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * sysctl security.wss: what the administrator sets before the module is
 * loaded, and what it tells.
 */

#ifndef WSS_SHIM_SYSCTL_H
#define	WSS_SHIM_SYSCTL_H

#include <sys/types.h>

/* Loader tunables, read when the module is loaded. */
struct wss_sysctl_tunables {
	uint32_t	queue_records;	/* records that the queue holds */
	uint32_t	queue_bytes;	/* bytes of them */
	uint32_t	reader_bytes;	/* bytes that wait for one reader */
	uint32_t	jit;		/* wrappers run as native code */
};

/* security.wss.enabled: 0 means that the module does nothing at all. */
bool	wss_sysctl_enabled(void);

void	wss_sysctl_tunables(struct wss_sysctl_tunables *to);

/* What is counted. */
#define	WSS_SYSCTL_LOCKED	0	/* `wssctl lock` was given */
#define	WSS_SYSCTL_WRAPPERS	1	/* wrappers loaded */
#define	WSS_SYSCTL_PROCESSES	2	/* processes known */
#define	WSS_SYSCTL_BOUND	3	/* bindings */
#define	WSS_SYSCTL_RECORDS	4	/* records made */
#define	WSS_SYSCTL_DROPPED	5	/* records without room in the queue */
#define	WSS_SYSCTL_UNREAD	6	/* records not read in time */
#define	WSS_SYSCTL_READERS	7	/* subscriptions */

/* One of them; 0 while there is no engine. */
uint64_t wss_rs_sysctl_count(uint32_t what);

#endif /* WSS_SHIM_SYSCTL_H */
