#ifndef SWJS_CORK_H
#define SWJS_CORK_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Bytes for a socket that are gathered and sent together.
///
/// Whoever gathers sends them before it waits for anything. When it does not come to it, because its program computes for long, a
/// thread does after a millisecond. All functions are for one thread; the other one is this file's own.
typedef struct swjs_cork swjs_cork;

/// For a non-blocking stream socket, which stays the caller's. NULL when there is no memory.
swjs_cork *swjs_cork_create(int fd);

/// Adds two ranges of bytes. 0, or -ENOMEM with nothing added.
int swjs_cork_append(swjs_cork *cork, const void *head, size_t head_length, const void *body, size_t body_length);

/// The number of bytes that wait.
size_t swjs_cork_pending(swjs_cork *cork);

/// Sends what waits. 0 when all of it went, -errno when it cannot be sent at all, and otherwise 1: `*rest` and `*length` are what
/// the socket did not take. It is the caller's from here on, and valid until the next call.
int swjs_cork_flush(swjs_cork *cork, const void **rest, size_t *length);

/// Sends what waits anywhere, as far as the sockets take it. Before the process ends; `exit` calls it by itself.
void swjs_cork_flush_all(void);

/// Forgets it. To be called before the socket is closed.
void swjs_cork_destroy(swjs_cork *cork);

#endif
