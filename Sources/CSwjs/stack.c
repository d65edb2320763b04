#define _GNU_SOURCE
#include "swjs_stack.h"

#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

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

#if defined(__GLIBC__)
// The stack pointer at the process's entry point.
extern void *__libc_stack_end;
#endif

void swjs_stack_bounds(const void **low, const void **high)
{
#if defined(__linux__)
    size_t size = 0;
    struct rlimit limit;
    const rlim_t allowed = getrlimit(RLIMIT_STACK, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
#if defined(__GLIBC__)
    // pthread_getattr_np reads /proc/self/maps for the main thread, which is a good part of a start.
    if (getpid() == gettid()) {
        *high = __libc_stack_end;
        size = allowed == RLIM_INFINITY ? (size_t)-1 : (size_t)allowed;
    } else
#endif
    {
        pthread_attr_t attributes;
        void *address = NULL;
        pthread_getattr_np(pthread_self(), &attributes);
        pthread_attr_getstack(&attributes, &address, &size);
        pthread_attr_destroy(&attributes);
        *high = (const char *)address + size;
        if (allowed < size) size = (size_t)allowed;
    }
    // The main thread's stack grows on demand up to the soft limit; a huge or unlimited one is treated as 8 MiB.
    if (size > (size_t)64 << 20) size = (size_t)8 << 20;
    *low = (const char *)*high - size;
#else
    char *base = pthread_get_stackaddr_np(pthread_self());
    *high = base;
    *low = base - pthread_get_stacksize_np(pthread_self());
#endif
}
