#include "swjs_atomics.h"

#include <stdlib.h>

// Calls BODY with `target` as a pointer to an unsigned integer of 1 << shift bytes.
#define WITH_TARGET(address, shift, BODY) \
    switch (shift) { \
    case 0: { uint8_t *target = (uint8_t *)(address); BODY } break; \
    case 1: { uint16_t *target = (uint16_t *)(address); BODY } break; \
    case 2: { uint32_t *target = (uint32_t *)(address); BODY } break; \
    default: { uint64_t *target = (uint64_t *)(address); BODY } break; \
    }

uint64_t swjs_atomic_load(const void *address, int shift) {
    WITH_TARGET(address, shift, return __atomic_load_n(target, __ATOMIC_SEQ_CST);)
}

void swjs_atomic_store(void *address, int shift, uint64_t value) {
    WITH_TARGET(address, shift, __atomic_store_n(target, (__typeof__(*target))value, __ATOMIC_SEQ_CST);)
}

uint64_t swjs_atomic_modify(enum swjs_atomic_operation operation, void *address, int shift, uint64_t value) {
#define MODIFY(name) WITH_TARGET(address, shift, return __atomic_##name(target, (__typeof__(*target))value, __ATOMIC_SEQ_CST);)
    switch (operation) {
    case SWJS_ATOMIC_ADD: MODIFY(fetch_add)
    case SWJS_ATOMIC_AND: MODIFY(fetch_and)
    case SWJS_ATOMIC_OR: MODIFY(fetch_or)
    case SWJS_ATOMIC_SUB: MODIFY(fetch_sub)
    case SWJS_ATOMIC_XOR: MODIFY(fetch_xor)
    case SWJS_ATOMIC_EXCHANGE: break;
    }
    MODIFY(exchange_n)
#undef MODIFY
}

uint64_t swjs_atomic_compare_exchange(void *address, int shift, uint64_t expected, uint64_t desired) {
    WITH_TARGET(address, shift, {
        __typeof__(*target) old = (__typeof__(*target))expected;
        __atomic_compare_exchange_n(target, &old, (__typeof__(*target))desired, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
        return old;
    })
}

/// Stands before the bytes; a cache line of its own.
typedef struct {
    size_t references, length;
} shared_header;

enum { HEADER = 64 };

static shared_header *header_of(const void *bytes) { return (shared_header *)((char *)bytes - HEADER); }

void *swjs_shared_bytes_create(size_t length, size_t capacity) {
    if (capacity > SIZE_MAX - HEADER) return NULL;
    char *memory = calloc(1, HEADER + capacity);
    if (!memory) return NULL;
    *(shared_header *)memory = (shared_header){1, length};
    return memory + HEADER;
}

void swjs_shared_bytes_retain(void *bytes) { __atomic_fetch_add(&header_of(bytes)->references, 1, __ATOMIC_RELAXED); }

void swjs_shared_bytes_release(void *bytes) {
    if (__atomic_fetch_sub(&header_of(bytes)->references, 1, __ATOMIC_ACQ_REL) == 1) free(header_of(bytes));
}

size_t swjs_shared_bytes_length(const void *bytes) { return __atomic_load_n(&header_of(bytes)->length, __ATOMIC_SEQ_CST); }

int swjs_shared_bytes_grow(void *bytes, size_t length) {
    size_t *place = &header_of(bytes)->length, old = __atomic_load_n(place, __ATOMIC_SEQ_CST);
    do {
        if (length < old) return 0;
    } while (!__atomic_compare_exchange_n(place, &old, length, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
    return 1;
}
