/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The control device: /dev/wss. C moves bytes between processes and Rust,
 * waits and wakes.
 */

#ifndef WSS_SHIM_DEV_H
#define	WSS_SHIM_DEV_H

#include <sys/types.h>

/* Makes /dev/wss; 0 or an errno. */
int	wss_dev_attach(void);

/*
 * Takes it away: readers come back with ENXIO, and none is left when it
 * returns.
 */
void	wss_dev_detach(void);

/* Whether the securelevel of the calling thread's jail is above 0. */
bool	wss_dev_secure(void);

/* Process id of the calling thread. */
uint32_t wss_dev_pid(void);

/* Seconds since the system was started. */
uint64_t wss_dev_uptime(void);

/*
 * Copies the answer to the request that came with `answer`; 0 or ENOMEM. Once
 * per request.
 */
int	wss_dev_answer(void *answer, const void *bytes, size_t len);

/*
 * Says how many bytes wait for a reader, whom that wakes. Called with the
 * engine's lock; takes the reader's mutex.
 */
void	wss_dev_waiting(void *reader, size_t bytes);

/*
 * The module's version, NUL-terminated and cut to `room`. Needs no lock and no
 * state.
 */
void	wss_rs_dev_version(char *to, size_t room);

/*
 * 0, or EPERM if the process is under a wrapper, ENXIO if the engine is gone.
 */
int	wss_rs_dev_admit(uint32_t pid);

/*
 * Carries a request out and answers it by wss_dev_answer; 0, EINVAL for a
 * malformed one, ENOMEM, ENXIO. The content is kernel memory.
 */
int	wss_rs_dev_request(void *answer, uint32_t verb, const void *input,
	    size_t len);

/*
 * Begins a subscription of `reader` to the records of a wrapper, or to all;
 * its id, which is not 0. EINVAL, EMFILE, ENOMEM, ENXIO.
 */
int	wss_rs_dev_subscribe(void *reader, const char *wrapper, size_t len,
	    uint64_t *id);

/* Ends it: `reader` is not used afterwards. */
void	wss_rs_dev_unsubscribe(uint64_t id);

/*
 * Takes as many whole records as fit; how many bytes they are, 0 if none
 * waits. EMSGSIZE if the first does not fit, ENXIO. `to` is initialised. Says
 * by wss_dev_waiting what waits for `reader` still.
 */
int	wss_rs_dev_read(uint64_t id, void *reader, void *to, size_t room,
	    size_t *len);

#endif /* WSS_SHIM_DEV_H */
