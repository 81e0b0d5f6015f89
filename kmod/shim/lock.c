/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The engine's lock, and that of the criteria.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/sx.h>

#include "file_var.h"
#include "lock.h"

static struct sx wss_engine_lock;	/* all state of the Rust half */
SX_SYSINIT(wss_engine_lock, &wss_engine_lock, "wss engine");

static struct sx wss_criteria;		/* the copies of the criteria */
SX_SYSINIT(wss_criteria, &wss_criteria, "wss criteria");

void
wss_lock(void)
{

	sx_xlock(&wss_engine_lock);
}

void
wss_unlock(void)
{
	struct wss_late *late;

	late = wss_file_late_take();
	sx_xunlock(&wss_engine_lock);
	wss_file_late_drop(late);
}

void
wss_lock_criteria(void)
{

	sx_xlock(&wss_criteria);
}

void
wss_lock_criteria_end(void)
{

	sx_xunlock(&wss_criteria);
}
