/// A frame on the register stack: R points at `this`, arguments and locals follow, the links lie below.
///
///     R[-5] entry frames only: caller's pc     R[-4] entry frames only: caller's R
///     R[-3] callee   R[-2] link   R[-1] return pc
///
/// A frame called by script code: the link is the caller's R (bit 0 set when called by [[Construct]]) and the return pc that of
/// the caller. An entry frame, called by native code: the return pc is 0, and the script frame below is in R[-4] and R[-5].
/// The words are raw addresses; the collector scans the stack conservatively.
enum Frame {
    static let callee = -3
    static let link = -2
    static let returnPC = -1
    static let entryRegisters = -4
    static let entryPC = -5
    /// Words below R of an entry frame.
    static let entryHeader = 5
    static let header = 3

    typealias Registers = UnsafeMutablePointer<Value>

    struct Link {
        var callerRegisters: Registers?
        var callerPC: UnsafePointer<UInt64>?
        var isConstruct: Bool
    }

    static func link(_ frame: Registers) -> Link {
        let isConstruct = frame[link].bits & 1 != 0
        if frame[returnPC].bits == 0 {
            return Link(
                callerRegisters: Registers(bitPattern: UInt(frame[entryRegisters].bits)),
                callerPC: UnsafePointer(bitPattern: UInt(frame[entryPC].bits)), isConstruct: isConstruct)
        }
        return Link(
            callerRegisters: Registers(bitPattern: UInt(frame[link].bits & ~1)),
            callerPC: UnsafePointer(bitPattern: UInt(frame[returnPC].bits)), isConstruct: isConstruct)
    }
}
