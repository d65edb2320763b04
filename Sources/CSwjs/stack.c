#define _GNU_SOURCE
#include "swjs_stack.h"

#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>
#include <sys/resource.h>

__attribute__((noinline)) void swjs_scan_stack(
    const void *base, void *context, void (*visit)(void *context, const void *low, const void *high))
{
    // setjmp mangles some registers on glibc; __builtin_unwind_init forces all callee-saved ones onto this frame.
    __builtin_unwind_init();
    const void *volatile here = __builtin_frame_address(0);
    jmp_buf registers;
    (void)setjmp(registers);
    const void *low = (const void *)&registers;
    if ((const void *)here < low) low = here;
    const void *sp = __builtin_alloca(16);
    if (sp < low) low = sp;
    visit(context, low, base);
}

__attribute__((noinline)) const void *swjs_stack_pointer(void) { return __builtin_frame_address(0); }

void swjs_stack_bounds(const void **low, const void **high)
{
#if defined(__linux__)
    pthread_attr_t attributes;
    void *address = NULL;
    size_t size = 0;
    pthread_getattr_np(pthread_self(), &attributes);
    pthread_attr_getstack(&attributes, &address, &size);
    pthread_attr_destroy(&attributes);
    *high = (const char *)address + size;
    // The main thread's stack grows on demand up to the soft limit; a huge or unlimited one is treated as 8 MiB.
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < size) size = limit.rlim_cur;
    if (size > (size_t)64 << 20) size = (size_t)8 << 20;
    *low = (const char *)*high - size;
#else
    char *base = pthread_get_stackaddr_np(pthread_self());
    *high = base;
    *low = base - pthread_get_stacksize_np(pthread_self());
#endif
}
