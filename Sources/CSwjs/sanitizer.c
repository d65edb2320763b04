#include "swjs_sanitizer.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define INSTRUMENTED 1
#endif
#endif

#ifdef INSTRUMENTED

#include <sanitizer/asan_interface.h>

// Children get these too when their environment was replaced. Leaks: a runtime that ends by _exit frees nothing. Copies of
// frames on the side (use after return) would hide values from the scan of the stack. Undefined behaviour in C is a trap (SIGILL).
#ifndef SWJS_SANITIZER_OPTIONS
#define SWJS_SANITIZER_OPTIONS ""
#endif
const char *__asan_default_options(void);
const char *__asan_default_options(void) {
    return "detect_leaks=0:detect_stack_use_after_return=0:exitcode=99:handle_sigill=1:" SWJS_SANITIZER_OPTIONS;
}

__attribute__((no_sanitize("address"))) uintptr_t swjs_load_unchecked(const void *address) {
    return *(const volatile uintptr_t *)address;
}

void swjs_poison(const void *address, size_t size) { __asan_poison_memory_region(address, size); }

void swjs_unpoison(const void *address, size_t size) { __asan_unpoison_memory_region(address, size); }

#else

uintptr_t swjs_load_unchecked(const void *address) { return *(const uintptr_t *)address; }

void swjs_poison(const void *address, size_t size) {
    (void)address;
    (void)size;
}

void swjs_unpoison(const void *address, size_t size) {
    (void)address;
    (void)size;
}

#endif
