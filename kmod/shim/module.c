/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel module: loading and unloading, in the order that its parts depend
 * on each other.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/module.h>

#include "dev.h"
#include "hooks.h"
#include "module.h"
#include "signals.h"
#include "sysctl.h"

static bool wss_attached;

static int
wss_load(void)
{
	int error;

	if (!wss_sysctl_enabled()) {
		printf("wss: off by security.wss.enabled=0\n");
		return (0);
	}
	error = wss_rs_load();
	if (error != 0)
		return (error);
	/*
	 * Whoever finds the device may ask for anything.
	 */
	error = wss_hooks_attach();
	if (error != 0) {
		wss_rs_unload();
		return (error);
	}
	error = wss_dev_attach();
	if (error != 0) {
		wss_hooks_detach();
		wss_rs_unload();
		(void)wss_hooks_close();
		return (error);
	}
	wss_signals_attach();
	wss_attached = true;
	return (0);
}

static int
wss_unload(void)
{
	int error;

	/*
	 * Asked again: `kldunload -f` does not heed the answer to MOD_QUIESCE.
	 */
	error = wss_rs_quiesce(wss_dev_pid(), wss_dev_secure());
	if (error == 0)
		error = wss_signals_detach();
	if (error != 0)
		return (error);
	if (wss_attached) {
		wss_attached = false;
		wss_hooks_detach();
		wss_dev_detach();
		wss_rs_unload();
	}
	/*
	 * There is no way back: what cannot be proved to be unused stays in
	 * memory, and does nothing.
	 */
	return (wss_hooks_close());
}

static int
wss_modevent(module_t mod __unused, int what, void *arg __unused)
{

	switch (what) {
	case MOD_LOAD:
		return (wss_load());
	case MOD_UNLOAD:
		return (wss_unload());
	case MOD_QUIESCE:
		return (wss_rs_quiesce(wss_dev_pid(), wss_dev_secure()));
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

/*
 * After the file systems, devices and event handlers that its parts use; and for no kernel but those of
 * the version that it was built for, whose processes, threads and system call tables the gate knows.
 */
DECLARE_MODULE_TIED(wss, wss_module, SI_SUB_DRIVERS, SI_ORDER_ANY);
MODULE_VERSION(wss, 1);
