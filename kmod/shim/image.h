/*-
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Images: gathering what criteria are judged by. For hooks.c.
 */

#ifndef WSS_SHIM_IMAGE_H
#define	WSS_SHIM_IMAGE_H

struct image_params;
struct proc;
struct wss_image;

/* Of an exec under way, from its handler: no lock held, may sleep. */
struct wss_image	*wss_image_exec(struct proc *p, struct image_params *imgp);
void	wss_image_free(struct wss_image *image);

#endif /* WSS_SHIM_IMAGE_H */
