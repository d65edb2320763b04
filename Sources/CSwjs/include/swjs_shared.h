#ifndef SWJS_SHARED_H
#define SWJS_SHARED_H

#include <stddef.h>
#include <stdint.h>

/// Memory that processes share: a descriptor of `size` zero bytes, close-on-exec (memfd_create, elsewhere an unlinked
/// shm_open). The descriptor, or -errno.
int swjs_shared_memory(size_t size);

/// Maps `size` bytes of such a descriptor for reading and writing. NULL when that is not possible, or when there are fewer.
void *swjs_map_shared(int fd, size_t size);

/// Lets malloc keep up to four MiB of freed memory, and take buffers of up to two MiB from it: those of messages and files come
/// and go, and their pages would be returned and faulted in again each time.
void swjs_keep_freed_memory(void);

/// Ends a mapping.
void swjs_unmap_shared(void *memory, size_t size);

/// Writes a word, seen by the other processes before anything that this one does later.
void swjs_shared_store(void *memory, size_t index, uint32_t value);

/// Reads a word, after anything that this process wrote before.
uint32_t swjs_shared_load(void *memory, size_t index);

/// Replaces the word `index` by `desired` if it is `expected`; whether it was. Of two processes that try, one succeeds.
int swjs_shared_exchange(void *memory, size_t index, uint32_t expected, uint32_t desired);

/// A descriptor that several processes ring and one waits for, non-blocking and close-on-exec (eventfd). -errno where the
/// system has none.
int swjs_doorbell(void);

/// Makes the descriptor readable.
void swjs_doorbell_ring(int fd);

/// Makes it unreadable again.
void swjs_doorbell_silence(int fd);

#endif
