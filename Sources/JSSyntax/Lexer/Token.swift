/// Tokens. Words come first, with the raw values of their names' ids (see `wellKnownNames`).
enum Token: UInt8 {
    case `break`, `case`, `catch`, `class`, const, `continue`, debugger, `default`, delete, `do`, `else`, `enum`
    case export, extends, `false`, finally, `for`, function, `if`, `import`, `in`, instanceof, new, null
    case `return`, `super`, `switch`, this, `throw`, `true`, `try`, typeof, `var`, void, `while`, with
    case implements, interface, package, `private`, protected, `public`, `let`, `static`, yield
    case await, async, of, get, set, `as`, from, target, meta

    case identifier
    /// An always reserved word written with an escape: only good as a property name.
    case escapedKeyword
    case privateName
    case number, bigint, string
    /// "`": the parser asks for the parts.
    case template
    case eof, invalid

    case leftBrace, rightBrace, leftParen, rightParen, leftBracket, rightBracket
    case dot, ellipsis, semicolon, comma, question, questionDot, colon, arrow
    case tilde, exclamation, increment, decrement
    // Assignment operators
    case assign, addAssign, subtractAssign, multiplyAssign, divideAssign, remainderAssign, exponentiateAssign
    case shiftLeftAssign, shiftRightAssign, shiftRightUnsignedAssign
    case andAssign, orAssign, xorAssign, logicalAndAssign, logicalOrAssign, nullishAssign
    // Binary operators, besides `in` and `instanceof`
    case plus, minus, star, slash, percent, starStar
    case shiftLeft, shiftRight, shiftRightUnsigned
    case ampersand, bar, caret
    case equal, notEqual, strictEqual, strictNotEqual
    case less, lessEqual, greater, greaterEqual
    case logicalAnd, logicalOr, nullish

    @inline(__always) static func keyword(_ name: Name) -> Token {
        unsafeBitCast(UInt8(truncatingIfNeeded: name.id), to: Token.self)
    }
    static let keywordCount: UInt32 = 54
    /// Ids below this are always reserved.
    static let reservedCount: UInt32 = 36

    @inline(__always) var isWord: Bool { rawValue < 54 || self == .identifier || self == .escapedKeyword }
    @inline(__always) var isAssignment: Bool {
        rawValue >= Token.assign.rawValue && rawValue <= Token.nullishAssign.rawValue
    }
    /// May be an identifier (reserved words excepted), depending on the context.
    @inline(__always) var mayBeIdentifier: Bool {
        (rawValue >= Token.implements.rawValue && rawValue <= Token.identifier.rawValue)
    }

    /// 0: no binary operator. `in` is left to the caller.
    @inline(__always) var precedence: Int {
        switch self {
        case .nullish: 1
        case .logicalOr: 2
        case .logicalAnd: 3
        case .bar: 4
        case .caret: 5
        case .ampersand: 6
        case .equal, .notEqual, .strictEqual, .strictNotEqual: 7
        case .less, .lessEqual, .greater, .greaterEqual, .instanceof, .in: 8
        case .shiftLeft, .shiftRight, .shiftRightUnsigned: 9
        case .plus, .minus: 10
        case .star, .slash, .percent: 11
        case .starStar: 12
        default: 0
        }
    }

    var binaryOperator: BinaryOperator {
        switch self {
        case .plus, .addAssign: .add
        case .minus, .subtractAssign: .subtract
        case .star, .multiplyAssign: .multiply
        case .slash, .divideAssign: .divide
        case .percent, .remainderAssign: .remainder
        case .starStar, .exponentiateAssign: .exponentiate
        case .shiftLeft, .shiftLeftAssign: .shiftLeft
        case .shiftRight, .shiftRightAssign: .shiftRight
        case .shiftRightUnsigned, .shiftRightUnsignedAssign: .shiftRightUnsigned
        case .ampersand, .andAssign: .bitwiseAnd
        case .bar, .orAssign: .bitwiseOr
        case .caret, .xorAssign: .bitwiseXor
        case .equal: .equal
        case .notEqual: .notEqual
        case .strictEqual: .strictEqual
        case .strictNotEqual: .strictNotEqual
        case .less: .less
        case .lessEqual: .lessEqual
        case .greater: .greater
        case .greaterEqual: .greaterEqual
        case .instanceof: .instanceof
        default: .in
        }
    }
}
