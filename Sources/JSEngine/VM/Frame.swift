/// A word below R.
///
/// NOTE: it is addressed by integer arithmetic. With a constant negative pointer index the optimiser of Swift 6.3 drops stores (it takes
/// `R[-3] = x` for overwritten by `R[0] = y`).
@frozen @usableFromInline
struct FrameSlot {
    @usableFromInline let bytes: UInt
    @inlinable @inline(__always)
    init(wordsBelow: UInt) { bytes = wordsBelow &* 8 }
}

extension UnsafeMutablePointer where Pointee == Value {
    @inlinable
    subscript(slot: FrameSlot) -> Value {
        @inline(__always) get {
            UnsafePointer<Value>(bitPattern: UInt(bitPattern: self) &- slot.bytes).unsafelyUnwrapped.pointee
        }
        @inline(__always) nonmutating set {
            UnsafeMutablePointer<Value>(bitPattern: UInt(bitPattern: self) &- slot.bytes).unsafelyUnwrapped.pointee = newValue
        }
    }
}

/// A frame on the register stack: R points at `this`, arguments and locals follow, the links lie below.
///
///     R[-5] entry frames only: caller's pc     R[-4] entry frames only: caller's R
///     R[-3] callee   R[-2] link   R[-1] return pc
///
/// A frame called by script code: the link is the caller's R (bit 0 set when called by [[Construct]]) and the return pc that of
/// the caller. An entry frame, called by native code: the return pc is 0, and the script frame below is in R[-4] and R[-5].
/// The words are raw addresses; the collector scans the stack conservatively.
enum Frame {
    static var callee: FrameSlot { @inline(__always) get { FrameSlot(wordsBelow: 3) } }
    static var link: FrameSlot { @inline(__always) get { FrameSlot(wordsBelow: 2) } }
    static var returnPC: FrameSlot { @inline(__always) get { FrameSlot(wordsBelow: 1) } }
    static var entryRegisters: FrameSlot { @inline(__always) get { FrameSlot(wordsBelow: 4) } }
    static var entryPC: FrameSlot { @inline(__always) get { FrameSlot(wordsBelow: 5) } }
    /// Words below R of an entry frame.
    static let entryHeader = 5
    static let header = 3

    typealias Registers = UnsafeMutablePointer<Value>

    struct Link {
        var callerRegisters: Registers?
        var callerPC: UnsafePointer<UInt64>?
        var isConstruct: Bool
    }

    /// Called by native code.
    static func isEntry(_ frame: Registers) -> Bool { frame[returnPC].bits == 0 }

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

    // MARK: For the run loop

    /// The function is entered through `prepareCall`.
    static let slowEntryFlags = FunctionFlags(
        [.classConstructor, .needsArguments, .needsNewTarget, .checksRealm, .unprepared]).rawValue
    static let noAppendFlags = CellFlags.nonExtensible | CellFlags.sparse | CellFlags.lengthReadOnly | CellFlags.exotic
        | CellFlags.usedAsPrototype

    @inline(__always)
    static func executable(_ frame: Registers) -> UnsafeMutableRawPointer {
        rawField(frame[callee].asCell, 24, as: UnsafeMutableRawPointer.self)
    }
    @inline(__always)
    static func code(_ frame: Registers) -> UnsafePointer<UInt64> {
        rawField(executable(frame), Executable.codeOffset, as: UnsafePointer<UInt64>.self)
    }
    @inline(__always)
    static func constants(_ frame: Registers) -> UnsafeMutablePointer<Value> {
        rawField(executable(frame), Executable.constantsOffset, as: UnsafeMutablePointer<Value>.self)
    }
    @inline(__always)
    static func flags(_ frame: Registers) -> FunctionFlags {
        FunctionFlags(rawValue: rawField(executable(frame), Executable.flagsOffset, as: UInt32.self))
    }
    @inline(__always)
    static func size(_ frame: Registers) -> Int {
        Int(rawField(executable(frame), Executable.frameSizeOffset, as: UInt32.self))
    }
    @inline(__always)
    static func realmGlobal(_ frame: Registers) -> UnsafeMutableRawPointer {
        rawField(executable(frame), Executable.globalOffset, as: UnsafeMutableRawPointer.self)
    }
    /// The caller's R of a frame that script code called.
    @inline(__always)
    static func caller(_ frame: Registers) -> Registers {
        Registers(bitPattern: UInt(frame[link].bits & ~1)).unsafelyUnwrapped
    }
    @inline(__always)
    static func capture(_ frame: Registers, _ index: Int) -> Value {
        (frame[callee].asCell + FunctionSlot.capturesOffset).assumingMemoryBound(to: Value.self)[index]
    }
    /// What a frame gives its caller: a constructor that returns no object gives `this`.
    @inline(__always)
    static func result(_ frame: Registers, _ value: Value) -> Value {
        frame[link].bits & 1 != 0 && !value.isObject ? frame[0] : value
    }
}
