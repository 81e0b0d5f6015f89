/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The filter of kqueue(2) that tells of signals.
 */

#ifndef WSS_SHIM_SIGNALS_H
#define	WSS_SHIM_SIGNALS_H

/* Registers the filter; where that cannot be, says so. */
void	wss_signals_attach(void);

/*
 * Ends what listens and takes the filter back.  EBUSY: processes did not take
 * notice in time, which the log names, and all is as it was.
 */
int	wss_signals_detach(void);

#endif /* WSS_SHIM_SIGNALS_H */
