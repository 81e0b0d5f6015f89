/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * sysctl security.wss: what the administrator sets before the module is
 * loaded, and what it tells. Nothing in it can be written: changes go through
 * the device, which can be frozen.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/sysctl.h>

#include "../include/wss.h"
#include "dev.h"
#include "sysctl.h"

SYSCTL_NODE(_security, OID_AUTO, wss, CTLFLAG_RD | CTLFLAG_MPSAFE, NULL,
    "Wrappers around running processes");

static bool wss_enabled = true;
SYSCTL_BOOL(_security_wss, OID_AUTO, enabled, CTLFLAG_RDTUN, &wss_enabled, 0,
    "The module does its work (loader tunable)");

static u_int wss_queue_records = 8192;
SYSCTL_UINT(_security_wss, OID_AUTO, queue_records, CTLFLAG_RDTUN,
    &wss_queue_records, 0, "Records that the queue holds (loader tunable)");

static u_int wss_queue_bytes = 16 << 20;
SYSCTL_UINT(_security_wss, OID_AUTO, queue_bytes, CTLFLAG_RDTUN,
    &wss_queue_bytes, 0, "Bytes of records that it holds (loader tunable)");

static u_int wss_reader_bytes = 1 << 20;
SYSCTL_UINT(_security_wss, OID_AUTO, reader_bytes, CTLFLAG_RDTUN,
    &wss_reader_bytes, 0, "Bytes that wait for a reader (loader tunable)");

static bool wss_jit = true;
SYSCTL_BOOL(_security_wss, OID_AUTO, jit, CTLFLAG_RDTUN, &wss_jit, 0,
    "Wrappers run as native code (loader tunable)");

SYSCTL_INT(_security_wss, OID_AUTO, abi, CTLFLAG_RD, SYSCTL_NULL_INT_PTR,
    WSS_ABI, "Version of the interface that /dev/wss has");

static int
wss_sysctl_version(SYSCTL_HANDLER_ARGS)
{
	char version[WSS_VERSION_LEN];

	wss_rs_dev_version(version, sizeof(version));
	return (SYSCTL_OUT(req, version, strlen(version) + 1));
}
SYSCTL_PROC(_security_wss, OID_AUTO, version,
    CTLTYPE_STRING | CTLFLAG_RD | CTLFLAG_MPSAFE, NULL, 0, wss_sysctl_version,
    "A", "Version of the module");

static int
wss_sysctl_count(SYSCTL_HANDLER_ARGS)
{
	uint64_t count;

	count = wss_enabled ? wss_rs_sysctl_count(arg2) : 0;
	return (SYSCTL_OUT(req, &count, sizeof(count)));
}
#define	WSS_COUNT(name, what, text)					\
SYSCTL_PROC(_security_wss, OID_AUTO, name,				\
    CTLTYPE_U64 | CTLFLAG_RD | CTLFLAG_MPSAFE, NULL, what,		\
    wss_sysctl_count, "QU", text)

WSS_COUNT(locked, WSS_SYSCTL_LOCKED, "Changes are refused until the next boot");
WSS_COUNT(wrappers, WSS_SYSCTL_WRAPPERS, "Wrappers loaded");
WSS_COUNT(processes, WSS_SYSCTL_PROCESSES, "Processes known");
WSS_COUNT(bindings, WSS_SYSCTL_BOUND, "Wrappers bound to processes");
WSS_COUNT(records, WSS_SYSCTL_RECORDS, "Audit records made");
WSS_COUNT(dropped, WSS_SYSCTL_DROPPED,
    "Audit records that the queue had no room for");
WSS_COUNT(unread, WSS_SYSCTL_UNREAD,
    "Audit records that readers did not take in time");
WSS_COUNT(readers, WSS_SYSCTL_READERS, "Readers of audit records");

bool
wss_sysctl_enabled(void)
{

	return (wss_enabled);
}

void
wss_sysctl_tunables(struct wss_sysctl_tunables *to)
{

	to->queue_records = wss_queue_records;
	to->queue_bytes = wss_queue_bytes;
	to->reader_bytes = wss_reader_bytes;
	to->jit = wss_jit;
}
