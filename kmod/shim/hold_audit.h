/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What few records of audit(4) a call's own function makes, rather than the
 * kern_*() function behind it. The macros of security/audit/audit.h are empty
 * but in a kernel's own build; a kernel without audit(4) lacks the functions,
 * and never sets the flag.
 */

#ifndef WSS_SHIM_HOLD_AUDIT_H
#define	WSS_SHIM_HOLD_AUDIT_H

struct thread;

void	audit_arg_fd(int fd) __weak_symbol;
void	audit_arg_fflags(int fflags) __weak_symbol;
void	audit_syscall_exit(int error, struct thread *td) __weak_symbol;

#define	WSS_AUDITING(td)	(((td)->td_pflags & TDP_AUDITREC) != 0)

#define	WSS_AUDIT_FD(td, fd) do {					\
	if (__predict_false(WSS_AUDITING(td)))				\
		audit_arg_fd(fd);					\
} while (0)

#define	WSS_AUDIT_FFLAGS(td, flags) do {				\
	if (__predict_false(WSS_AUDITING(td)))				\
		audit_arg_fflags(flags);				\
} while (0)

#define	WSS_AUDIT_EXIT(td, error) do {					\
	if (__predict_false(WSS_AUDITING(td)))				\
		audit_syscall_exit((error), (td));			\
} while (0)

#endif /* WSS_SHIM_HOLD_AUDIT_H */
