/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel module: loading and unloading, in the order that its parts depend on each other.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/module.h>

#include "module.h"

static int
wss_modevent(module_t mod __unused, int what, void *arg __unused)
{

	switch (what) {
	case MOD_LOAD:
		return (wss_rs_load());
	case MOD_UNLOAD:
		wss_rs_unload();
		return (0);
	case MOD_QUIESCE:
	case MOD_SHUTDOWN:
		return (0);
	default:
		return (EOPNOTSUPP);
	}
}

static moduledata_t wss_module = {
	"wss",
	wss_modevent,
	NULL
};

/* After the file systems, devices and event handlers that its parts use. */
DECLARE_MODULE(wss, wss_module, SI_SUB_DRIVERS, SI_ORDER_ANY);
MODULE_VERSION(wss, 1);
