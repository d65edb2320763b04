#include "swjs_atomics.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

typedef struct waiter_list {
    swjs_waiter *first, *last;
} waiter_list;

struct swjs_waiter {
    swjs_agent *agent;
    const void *address;
    /// The list that it is in: that of its address, then, when it is asynchronous, that of its agent's notified waiters.
    waiter_list *list;
    swjs_waiter *previous, *next;
    int is_async, is_notified;
};

struct swjs_agent {
    pthread_cond_t wake;
    waiter_list notified;
    int is_woken;
};

// One critical section for all lists: a wait reads the value and enters its list in one step, as the specification asks.
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

enum { LISTS = 64 };

/// Waiters by a hash of their address, in the order in which they came.
static waiter_list lists[LISTS];

static waiter_list *list_of(const void *address) { return &lists[((uintptr_t)address >> 2) * 0x9E3779B1u >> 8 & (LISTS - 1)]; }

static void append(waiter_list *list, swjs_waiter *waiter) {
    waiter->list = list;
    waiter->next = NULL;
    waiter->previous = list->last;
    if (list->last) list->last->next = waiter;
    else list->first = waiter;
    list->last = waiter;
}

static void unlink_waiter(swjs_waiter *waiter) {
    waiter_list *list = waiter->list;
    if (!list) return;
    if (waiter->previous) waiter->previous->next = waiter->next;
    else list->first = waiter->next;
    if (waiter->next) waiter->next->previous = waiter->previous;
    else list->last = waiter->previous;
    waiter->list = NULL;
}

/// A time from now, on the clock of the agents' conditions.
static struct timespec after(double milliseconds) {
    struct timespec time;
#ifdef __APPLE__
    clock_gettime(CLOCK_REALTIME, &time);
#else
    clock_gettime(CLOCK_MONOTONIC, &time);
#endif
    if (!(milliseconds > 0)) milliseconds = 0;
    if (milliseconds > 1e12) milliseconds = 1e12;
    const long long nanoseconds = time.tv_nsec + (long long)(milliseconds * 1e6) % 1000000000;
    time.tv_sec += (time_t)(milliseconds / 1e3) + nanoseconds / 1000000000;
    time.tv_nsec = nanoseconds % 1000000000;
    return time;
}

swjs_agent *swjs_agent_create(void) {
    swjs_agent *agent = calloc(1, sizeof *agent);
    if (!agent) return NULL;
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
#ifndef __APPLE__
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
#endif
    pthread_cond_init(&agent->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    return agent;
}

void swjs_agent_destroy(swjs_agent *agent) {
    pthread_cond_destroy(&agent->wake);
    free(agent);
}

swjs_waiter *swjs_wait_begin(swjs_agent *agent, const void *address, int shift, uint64_t expected, int is_async) {
    swjs_waiter *waiter = calloc(1, sizeof *waiter);
    if (!waiter) abort();
    *waiter = (swjs_waiter){.agent = agent, .address = address, .is_async = is_async};
    pthread_mutex_lock(&lock);
    const int is_equal = swjs_atomic_load(address, shift) == expected;
    if (is_equal) append(list_of(address), waiter);
    pthread_mutex_unlock(&lock);
    if (is_equal) return waiter;
    free(waiter);
    return NULL;
}

int swjs_wait_sleep(swjs_waiter *waiter, double milliseconds) {
    const struct timespec deadline = after(milliseconds);
    pthread_mutex_lock(&lock);
    while (!waiter->is_notified && pthread_cond_timedwait(&waiter->agent->wake, &lock, &deadline) != ETIMEDOUT) {}
    const int is_notified = waiter->is_notified;
    pthread_mutex_unlock(&lock);
    return is_notified;
}

int swjs_wait_end(swjs_waiter *waiter) {
    pthread_mutex_lock(&lock);
    unlink_waiter(waiter);
    pthread_mutex_unlock(&lock);
    const int is_notified = waiter->is_notified;
    free(waiter);
    return is_notified;
}

size_t swjs_notify(const void *address, size_t count) {
    size_t woken = 0;
    pthread_mutex_lock(&lock);
    for (swjs_waiter *waiter = list_of(address)->first, *next; waiter && woken < count; waiter = next) {
        next = waiter->next;
        if (waiter->address != address) continue;
        unlink_waiter(waiter);
        waiter->is_notified = 1;
        if (waiter->is_async) append(&waiter->agent->notified, waiter);
        pthread_cond_signal(&waiter->agent->wake);
        woken++;
    }
    pthread_mutex_unlock(&lock);
    return woken;
}

swjs_waiter *swjs_agent_next_notified(swjs_agent *agent) {
    pthread_mutex_lock(&lock);
    swjs_waiter *waiter = agent->notified.first;
    if (waiter) unlink_waiter(waiter);
    pthread_mutex_unlock(&lock);
    return waiter;
}

void swjs_agent_sleep(swjs_agent *agent, double milliseconds) {
    const struct timespec deadline = after(milliseconds);
    pthread_mutex_lock(&lock);
    while (!agent->is_woken && !agent->notified.first
           && pthread_cond_timedwait(&agent->wake, &lock, &deadline) != ETIMEDOUT) {}
    agent->is_woken = 0;
    pthread_mutex_unlock(&lock);
}

void swjs_agent_wake(swjs_agent *agent) {
    pthread_mutex_lock(&lock);
    agent->is_woken = 1;
    pthread_cond_signal(&agent->wake);
    pthread_mutex_unlock(&lock);
}
