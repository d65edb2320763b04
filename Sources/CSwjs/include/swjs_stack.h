#ifndef SWJS_STACK_H
#define SWJS_STACK_H

/// Calls `visit(context, low, high)` with the bounds of the native stack from this frame up to `base`, after the
/// callee-saved registers have been written to it, so that every pointer a caller holds in a register is in that range.
void swjs_scan_stack(const void *base, void *context, void (*visit)(void *context, const void *low, const void *high));

/// The address of the calling frame; used to bound native recursion.
const void *swjs_stack_pointer(void);

/// The lowest address that the calling thread's stack may grow to, and the highest (its base).
void swjs_stack_bounds(const void **low, const void **high);

#endif
