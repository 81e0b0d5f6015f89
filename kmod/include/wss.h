/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the kernel module wss.ko and programs share: /dev/wss, its ioctls,
 * their version and limits. core/abi/src/device.rs mirrors this; the content
 * of requests, answers and records is described (and encoded and decoded) in
 * core/abi/src/control and core/abi/src/audit.
 *
 * The device is root's and answers only a process of the host's own jail that
 * has the privilege PRIV_DRIVER and is under no wrapper; any other gets EPERM,
 * from open(2) and from each call after.
 */

#ifndef WSS_H
#define	WSS_H

#include <sys/types.h>
#include <sys/ioccom.h>

#define	WSS_ABI		2		/* version of this interface */
#define	WSS_DEVICE	"/dev/wss"

#define	WSS_VERSION_LEN	56		/* with its NUL */
#define	WSS_NAME_LEN	256		/* of a wrapper, with its NUL */
#define	WSS_REQUEST_MAX	(8 << 20)	/* bytes of a request's content */
#define	WSS_ANSWER_MAX	(8 << 20)	/* bytes of an answer */
#define	WSS_RECORD_MAX	((128 << 10) + 4) /* of a record with its length */

/*
 * Which module is there. Works whatever the version that the program was built
 * for.
 */
struct wss_version {
	uint32_t	abi;		/* WSS_ABI of the module */
	uint32_t	spare;		/* 0 */
	char		module[WSS_VERSION_LEN]; /* its version, with a NUL */
};
#define	WSSIOC_VERSION	_IOR('W', 1, struct wss_version)

/*
 * A request and its answer. EPROGMISMATCH: another WSS_ABI; EINVAL: a
 * malformed request; E2BIG: one longer than WSS_REQUEST_MAX; EFAULT. All else,
 * refusals included, is in the answer. Of an answer longer than output_len
 * only the beginning is written; output_len tells its whole length.
 */
struct wss_request {
	uint32_t	abi;		/* WSS_ABI */
	uint32_t	verb;		/* what is asked: WSS_VERB_* */
	uint64_t	input;		/* address of the content */
	uint64_t	input_len;
	uint64_t	output;		/* address for the answer */
	uint64_t	output_len;	/* room; then the answer's length */
};
#define	WSSIOC_REQUEST	_IOWR('W', 2, struct wss_request)

#define	WSS_VERB_LOAD		1
#define	WSS_VERB_UNLOAD		2
#define	WSS_VERB_ACTIVATE	3
#define	WSS_VERB_DEACTIVATE	4
#define	WSS_VERB_DETACH		5
#define	WSS_VERB_LIST		6
#define	WSS_VERB_STATUS		7
#define	WSS_VERB_PS		8
#define	WSS_VERB_LOCK		9

/*
 * From now on this descriptor reads audit records: each a length (32 bits,
 * little-endian) and that many bytes. read(2) gives as many whole records as
 * fit, and waits for the first unless O_NONBLOCK; EMSGSIZE if not even the
 * first fits (WSS_RECORD_MAX is always enough), ENOTCONN without a
 * subscription. poll(2), select(2) and kqueue(2) (EVFILT_READ, data: bytes
 * that wait) work. A reader that does not keep up loses records; one of kind
 * Lost tells how many as soon as there is room. EBUSY: it has a subscription
 * already. EMFILE: too many subscriptions.
 */
struct wss_subscribe {
	uint32_t	abi;		/* WSS_ABI */
	uint32_t	spare;		/* 0 */
	char		wrapper[WSS_NAME_LEN]; /* its records only; "": all */
};
#define	WSSIOC_SUBSCRIBE _IOW('W', 3, struct wss_subscribe)

#endif /* WSS_H */
