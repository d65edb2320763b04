import CSwjs

/// The stack of the calling thread, for recursion that ends before it does.
enum NativeStack {
    /// Left for code that does not ask: what the parser calls, and for the shallower recursion of compiler and release.
    private static let margin: UInt = 96 << 10

    /// The lowest address that recursion may come to.
    static func floor() -> UInt {
        var low: UnsafeRawPointer?
        var high: UnsafeRawPointer?
        swjs_stack_bounds(&low, &high)
        return UInt(bitPattern: low) + margin
    }

    /// Where the stack is now.
    static var position: UInt { UInt(bitPattern: swjs_stack_pointer()) }
}
