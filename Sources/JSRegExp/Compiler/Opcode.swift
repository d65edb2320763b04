/// The instructions of a program. An instruction is one 32-bit word, the opcode in the low 8 bits and operand A above it,
/// and extension words W1, W2, … "Set" operands are offsets of set records in the program's data.
enum Opcode: UInt8 {
    /// The match is complete.
    case accept
    /// Backtracks.
    case fail
    /// A = code unit.
    case unit
    /// A = number of words that follow: mask << 16 | value; a unit matches when it equals the value, the mask's bits set.
    case string
    /// Any code unit; any code point.
    case any
    case anyPoint
    /// A = set, of code units; of code points.
    case set
    case setPoint
    // The same towards the start of the input.
    case stringBack
    case anyBack
    case anyPointBack
    case setBack
    case setPointBack
    /// Assertions. A of `wordBoundary`: 1 negated, 2 wide.
    case lineStart
    case lineStartMultiline
    case lineEnd
    case lineEndMultiline
    case wordBoundary
    /// W1 = target.
    case jump
    /// W1 = where to go on when what follows fails.
    case split
    /// W1 = where to go; what follows is tried when that fails.
    case splitJump
    /// A = set, W1 = where to go when the next unit is not in it.
    case peek
    /// A = offset of a table of 256 bytes, W1 = target for other units, W2… = targets by table value. At the end of the
    /// input or with value 255 it fails.
    case dispatch
    /// A = register that takes the position.
    case save
    /// A, W1 = first and last register to set to -1.
    case resetCaptures
    /// A = register, W1 = value.
    case setRegister
    /// A = register: fails when the position is the one it holds.
    case emptyCheck
    /// A = counter, W1 = min, W2 = max, W3 = exit, W4 = 1 for greedy. The next register holds the iteration's start.
    case loopHead
    /// A = counter: counts and saves the position.
    case loopEnter
    /// A = set, W1 = min, W2 = max, W3 = set of what may follow, or 0. Consumes units of the set, gives back one at a time.
    case loop
    /// The same, but gives nothing back.
    case loopPossessive
    /// The same by code points.
    case loopPoint
    case loopPointPossessive
    /// The same with every unit in the set.
    case loopAny
    /// A = set, W1 = set of what may follow, or 0. Consumes one unit of the set, then more while none may follow.
    case lazyAdvance
    /// A = register for the height of the backtrack stack; the next one takes the position.
    case lookBegin
    /// A = the register of `lookBegin`, W1 = 1 when undoing captures must stay possible.
    case lookEnd
    /// A = register, W1 = where to go on when the body fails.
    case negativeLookBegin
    case negativeLookEnd
    /// A = 1 ignoring case, 2 backwards, 4 unicode; W1 = count, W2… = groups.
    case backreference
}

/// A record for a set in the data: 8 words of bits for Latin-1, the number of ranges above, whether the end of the input
/// counts as a member (of `peek` sets), and the ranges, first and last, in order.
enum SetRecord {
    static let count = 8
    static let isEndAllowed = 9
    static let ranges = 10
}
