#ifndef SWJS_SANITIZER_H
#define SWJS_SANITIZER_H

#include <stddef.h>
#include <stdint.h>

/// What the heap tells AddressSanitizer, which knows malloc's memory but not ours. In an ordinary build nothing calls these
/// functions, and they do nothing; `scripts/sanitize` makes the other kind.

/// Reads a word wherever it lies: a scan of the native stack goes over the gaps between variables too.
uintptr_t swjs_load_unchecked(const void *address);

/// Forbids a range of memory (aligned to 8 bytes) to instrumented code.
void swjs_poison(const void *address, size_t size);

/// Permits a range of memory again.
void swjs_unpoison(const void *address, size_t size);

#endif
