/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Images: gathering what criteria are judged by. For hooks.c and file.c.
 */

#ifndef WSS_SHIM_IMAGE_H
#define	WSS_SHIM_IMAGE_H

#define	WSS_HASH_LEN	32

struct image_params;
struct proc;
struct vattr;
struct vnode;
struct wss_image;

/* Of an exec under way, from its handler: no lock held, may sleep. */
struct wss_image	*wss_image_exec(struct proc *p, struct image_params *imgp);
void	wss_image_free(struct wss_image *image);

/*
 * The path that a process's image was executed by, as from the host's root: of PATH_MAX bytes, ended by NUL; its
 * length, or 0.  The process is locked, and unlocked on return; may sleep in a file system.
 */
size_t	wss_image_path(struct proc *p, char *buf);

/*
 * SHA-256 of an executable with these attributes; false: it can't be read, or is too large. The vnode is
 * referenced and not locked, no lock held.
 */
bool	wss_image_hash(struct vnode *vp, const struct vattr *va, uint8_t *hash);

#endif /* WSS_SHIM_IMAGE_H */
