/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Completing a call with arguments that are held in kernel memory. Which they
 * can be, per call, is in hold_calls.h.
 */

#ifndef WSS_SHIM_HOLD_H
#define	WSS_SHIM_HOLD_H

#include <sys/types.h>

/* Form of a held argument. */
#define	WSS_HELD_PATH		0	/* a string with its NUL */
#define	WSS_HELD_BYTES		1
#define	WSS_HELD_STRINGS	2

struct wss_string {
	const char	*at;
	uint64_t	len;	/* with its NUL */
};

struct wss_held {
	uint32_t	arg;	/* argument register, 0..5 */
	uint32_t	kind;	/* WSS_HELD_* */
	const void	*at;	/* bytes, or struct wss_string[len] */
	uint64_t	len;
};

/* What can be held: one entry for each argument. */
struct wss_held_arg {
	uint16_t	nr;
	uint8_t		arg;
	uint8_t		kind;
};

/* Room for what exec needs between its two halves. */
struct wss_exec {
	uint64_t	opaque[32];
};

/*
 * Runs call `nr` of the current thread `td` to its end with `args`, six of
 * them, in which the `count` held ones replace what the registers point to.
 * Returns what the call's own function would (an errno, or ERESTART and its
 * kind), with td_retval set as it would be. Sleeps as the call does: no lock is
 * to be held. EOPNOTSUPP for what cannot be held.
 */
int	wss_hold_run(void *td, uint32_t nr, const uint64_t *args,
	    const struct wss_held *held, size_t count);

/*
 * execve and its kin in two halves: the first copies all arguments, the second
 * runs the program. The second may not return (the process is killed when it
 * fails too late), so that its caller must own nothing. If the first does not
 * return 0 the call is over, else the second must follow.
 */
int	wss_hold_exec_begin(void *td, uint32_t nr, const uint64_t *args,
	    const struct wss_held *held, size_t count, struct wss_exec *exec);
int	wss_hold_exec_end(void *td, struct wss_exec *exec);

/* What can be held, the `n`th: false past the end. */
bool	wss_hold_arg(size_t n, struct wss_held_arg *arg);

#endif /* WSS_SHIM_HOLD_H */
