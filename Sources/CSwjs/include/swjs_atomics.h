#ifndef SWJS_ATOMICS_H
#define SWJS_ATOMICS_H

#include <stddef.h>
#include <stdint.h>

/// Sequentially consistent operations on 1 << shift bytes, which must be aligned. Values are their low bits.
/// https://tc39.es/ecma262/#sec-atomics-object
uint64_t swjs_atomic_load(const void *address, int shift);
void swjs_atomic_store(void *address, int shift, uint64_t value);

enum swjs_atomic_operation {
    SWJS_ATOMIC_ADD, SWJS_ATOMIC_AND, SWJS_ATOMIC_EXCHANGE, SWJS_ATOMIC_OR, SWJS_ATOMIC_SUB, SWJS_ATOMIC_XOR
};

/// The old value.
uint64_t swjs_atomic_modify(enum swjs_atomic_operation operation, void *address, int shift, uint64_t value);

/// Stores `desired` if the value is `expected`. The old value.
uint64_t swjs_atomic_compare_exchange(void *address, int shift, uint64_t expected, uint64_t desired);

// The memory of SharedArrayBuffers: counted, because the buffers of several agents have it, each on its own heap. Such memory is
// known by the address of its bytes. https://tc39.es/ecma262/#sec-createsharedbytedatablock

/// `capacity` zero bytes, of which `length` are in use, with one reference; NULL when there is no memory for them.
void *swjs_shared_bytes_create(size_t length, size_t capacity);
void swjs_shared_bytes_retain(void *bytes);
/// Drops a reference; the memory goes with the last one.
void swjs_shared_bytes_release(void *bytes);
size_t swjs_shared_bytes_length(const void *bytes);
/// Raises the length, which is at most the capacity. 0 when it is larger already.
int swjs_shared_bytes_grow(void *bytes, size_t length);

// The waiters of Atomics.wait and Atomics.waitAsync, of all agents of the process. https://tc39.es/ecma262/#sec-waiterlist-records

/// What another thread wakes when its agent sleeps.
typedef struct swjs_agent swjs_agent;
/// One wait.
typedef struct swjs_waiter swjs_waiter;

/// NULL when there is no memory.
swjs_agent *swjs_agent_create(void);

/// Ends an agent that has no waiters left.
void swjs_agent_destroy(swjs_agent *agent);

/// Adds a waiter of the agent at the end of the list of `address` if the value there is `expected`; NULL if it is not.
/// `is_async`: it shows up in `swjs_agent_next_notified` once it was notified.
swjs_waiter *swjs_wait_begin(swjs_agent *agent, const void *address, int shift, uint64_t expected, int is_async);

/// Sleeps until a waiter that is not asynchronous is notified, for so many milliseconds at most. Whether it was.
int swjs_wait_sleep(swjs_waiter *waiter, double milliseconds);

/// Ends a wait: the waiter is gone. Whether it was notified.
int swjs_wait_end(swjs_waiter *waiter);

/// Notifies the first `count` waiters of an address. How many there were.
size_t swjs_notify(const void *address, size_t count);

/// The asynchronous waiter of the agent that was notified first, to be ended; NULL when there is none.
swjs_waiter *swjs_agent_next_notified(swjs_agent *agent);

/// Sleeps until an asynchronous waiter of the agent is notified or `swjs_agent_wake`, for so many milliseconds at most.
void swjs_agent_sleep(swjs_agent *agent, double milliseconds);

/// Ends the present or the next `swjs_agent_sleep`; from any thread.
void swjs_agent_wake(swjs_agent *agent);

#endif
