/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How wss.ko tells processes of signals to other processes: a filter of
 * kqueue(2).  core/abi/src/signals.rs mirrors this.
 *
 * kevent(2) with EV_ADD, ident: a process, fflags: WSS_SIGNALS_ABI, data: the
 * signals of which to tell (WSS_SIGNALS_BIT, those up to 64).  From when it
 * has returned each of them is told when it is sent, by whomever and whatever
 * becomes of it, before kill(2) returns, in
 *
 *	fflags		WSS_SIGNALS_SENT, WSS_SIGNALS_ENDS
 *	data		the signals sent since it was last told
 *	ext[0]		who was the first to send SIGKILL, if that is in data
 *	ext[1]		the same of SIGSTOP
 *	ext[2]		the same of the first of the others
 *	ext[3]		which that was, and how many signals there were in all
 *			(WSS_SIGNALS_OTHER, WSS_SIGNALS_COUNT)
 *
 * so that no signal hides another.  Not told are signals of faults that the
 * process catches at once, and the SIGKILL of PT_KILL (ptrace(2)) where it ends
 * a process without being sent; one that a tracer gives for another is told as
 * well as that one.  It is cleared when it is told (EV_CLEAR).
 * At the end of the process it has EV_EOF and is gone afterwards, as it is
 * with WSS_SIGNALS_ENDS when the module is to be unloaded, which waits up to a
 * second for that and says EBUSY then; whoever is told may try again.  EV_ADD
 * of a process whose signals are told already changes data alone.  So it does,
 * and says 0, while the end of another that had the number, or WSS_SIGNALS_ENDS,
 * waits in the kqueue: take that first, or ask again after it.
 *
 * ESRCH: there is no such process, it ends, or may not be seen (p_cansee(9));
 * EPERM: the caller could not debug it by its credentials (p_candebug(9), but
 * for PROC_TRACE_CTL, an exec just now, and policies of mac(4), which are asked
 * whether it may be seen; allow.unprivileged_parent_tampering of jail(8)
 * permits nothing).  Both are asked again for each signal, which is not told if
 * the answer is no, by the credentials that the caller had at EV_ADD, whatever
 * it gives up or takes on later.  EDQUOT: WSS_SIGNALS_LISTENERS kqueues of the
 * caller's real user in its jail listen to that process.  EPROGMISMATCH: another WSS_SIGNALS_ABI; EINVAL:
 * no signals, or no such filter; ENXIO: the module is not there, or being
 * unloaded.
 */

#ifndef WSS_SIGNALS_H
#define	WSS_SIGNALS_H

/* EVFILT_SENDFILE, which FreeBSD 15.0 names and does not use. */
#define	EVFILT_WSS_SIGNALS	(-12)

/*
 * An integer: EVFILT_WSS_SIGNALS if the module could register it, else 0: then
 * the number may be another filter's.  It is 0 too while the module tries to
 * go, and has its value again when that fails.  To be asked first.
 */
#define	WSS_SIGNALS_SYSCTL	"security.wss.signals"

#define	WSS_SIGNALS_ABI		0x57535301	/* version of this interface */

/* Of one real user in one jail, for each process. */
#define	WSS_SIGNALS_LISTENERS	64

/* fflags of an event. */
#define	WSS_SIGNALS_SENT	0x0001		/* data says which */
#define	WSS_SIGNALS_ENDS	0x0002		/* the module is being unloaded */

#define	WSS_SIGNALS_BIT(signal)	(1ULL << ((signal) - 1))

/*
 * Who sent a signal: the process and its real user; 0: the kernel by itself, or
 * for a tracer, who is not told apart from a traced process itself.
 */
#define	WSS_SIGNALS_PID(sender)	((sender) & 0xffffffffULL)
#define	WSS_SIGNALS_UID(sender)	((sender) >> 32)
/* One whom the watcher may not see. */
#define	WSS_SIGNALS_HIDDEN	(~0ULL)

#define	WSS_SIGNALS_OTHER(ext)	((ext) & 0xffffffffULL)
#define	WSS_SIGNALS_COUNT(ext)	((ext) >> 32)

#endif /* WSS_SIGNALS_H */
