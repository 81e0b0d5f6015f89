/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * SHA-256 of executables, for criteria that ask for it. What was hashed once is known by its file as long
 * as that does not change.
 */

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/mutex.h>
#include <sys/proc.h>
#include <sys/ucred.h>
#include <sys/vnode.h>

#include "image.h"

MALLOC_DECLARE(M_WSS);

/*
 * The kernel's own (crypto/sha2/sha256.h, whose header not every set of kernel headers has). Its context
 * is smaller.
 */
struct wss_sha256 {
	uint64_t	opaque[16];
};
void	_libmd_SHA256_Init(struct wss_sha256 *);
void	_libmd_SHA256_Update(struct wss_sha256 *, const void *, size_t);
void	_libmd_SHA256_Final(unsigned char [32], struct wss_sha256 *);

/* Largest executable that is hashed. */
#define	WSS_HASH_MAX	(512L << 20)
#define	WSS_HASH_CHUNK	(64 << 10)
#define	WSS_HASHES	256

struct wss_hash {
	dev_t		fsid;
	u_int64_t	fileid;
	u_long		gen;
	u_quad_t	size;
	struct timespec	ctime;
	struct timespec	mtime;
	uint8_t		hash[WSS_HASH_LEN];
};

static struct mtx wss_hash_lock;	/* what is below */
MTX_SYSINIT(wss_hash_lock, &wss_hash_lock, "wss hashes", MTX_DEF);
static struct wss_hash wss_hashes[WSS_HASHES];
static u_int wss_hash_next;

static bool
wss_hash_same(const struct wss_hash *a, const struct wss_hash *b)
{

	return (a->fileid == b->fileid && a->fsid == b->fsid && a->gen == b->gen &&
	    a->size == b->size && timespeccmp(&a->ctime, &b->ctime, ==) &&
	    timespeccmp(&a->mtime, &b->mtime, ==));
}

static bool
wss_hash_known(struct wss_hash *h)
{
	u_int i;

	mtx_lock(&wss_hash_lock);
	for (i = 0; i < WSS_HASHES; i++)
		if (wss_hashes[i].size != 0 && wss_hash_same(&wss_hashes[i], h)) {
			*h = wss_hashes[i];
			break;
		}
	mtx_unlock(&wss_hash_lock);
	return (i < WSS_HASHES);
}

static bool
wss_hash_read(struct vnode *vp, struct wss_hash *h)
{
	struct wss_sha256 context;
	ssize_t left;
	off_t at;
	char *buf;
	int error, len;

	buf = malloc(WSS_HASH_CHUNK, M_WSS, M_WAITOK);
	_libmd_SHA256_Init(&context);
	error = 0;
	for (at = 0; at < (off_t)h->size && error == 0; at += len) {
		len = MIN(WSS_HASH_CHUNK, h->size - at);
		error = vn_rdwr(UIO_READ, vp, buf, len, at, UIO_SYSSPACE, 0, curthread->td_ucred,
		    NOCRED, &left, curthread);
		if (error == 0 && left != 0)
			error = EIO;
		if (error == 0)
			_libmd_SHA256_Update(&context, buf, len);
		maybe_yield();
	}
	_libmd_SHA256_Final(h->hash, &context);
	free(buf, M_WSS);
	return (error == 0);
}

bool
wss_image_hash(struct vnode *vp, const struct vattr *va, uint8_t *hash)
{
	struct wss_hash h;

	if (va->va_size == 0 || va->va_size > WSS_HASH_MAX)
		return (false);
	h = (struct wss_hash){ .fsid = va->va_fsid, .fileid = va->va_fileid, .gen = va->va_gen,
	    .size = va->va_size, .ctime = va->va_ctime, .mtime = va->va_mtime };
	if (!wss_hash_known(&h)) {
		if (!wss_hash_read(vp, &h))
			return (false);
		mtx_lock(&wss_hash_lock);
		wss_hashes[wss_hash_next++ % WSS_HASHES] = h;
		mtx_unlock(&wss_hash_lock);
	}
	memcpy(hash, h.hash, WSS_HASH_LEN);
	return (true);
}
