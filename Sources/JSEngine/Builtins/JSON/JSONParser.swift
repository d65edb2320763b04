import CSwjs

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// ParseJSON over Latin-1 (or ASCII) bytes or UTF-16 code units.
///
/// Members of an object are collected first, while the keys walk along the transitions of shapes; the object is then made at
/// once with room for all of them. Objects that look alike mostly take the transition that was taken last, so that a key
/// is compared with one name only. Collections must be paused while a parser is in use.
struct JSONParser<Unit: FixedWidthInteger & UnsignedInteger> {
    unowned(unsafe) let vm: VM
    let text: UnsafePointer<Unit>
    let end: Int
    var position = 0
    private let rootShape: ShapeReference
    private let arrayShape: ShapeReference

    // Values of the arrays and objects that are being read.
    private var scratch: UnsafeMutablePointer<Value>
    private var capacity = 256
    private var count = 0

    init(_ vm: VM, _ text: UnsafePointer<Unit>, _ count: Int) {
        self.vm = vm
        self.text = text
        end = count
        rootShape = vm.realm.objectShape
        arrayShape = vm.realm.arrayShape
        scratch = .allocate(capacity: capacity)
    }

    func release() { scratch.deallocate() }

    @inline(__always)
    private mutating func push(_ value: Value) {
        if count == capacity { grow() }
        scratch[count] = value
        count &+= 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
        larger.update(from: scratch, count: count)
        scratch.deallocate()
        scratch = larger
        capacity *= 2
    }

    // MARK: Values

    /// The value of a whole text.
    mutating func parse() throws(JSException) -> Value {
        let value = try parseValue()
        skipWhiteSpace()
        if position < end { throw error("Unexpected non-whitespace character after JSON", in: "") }
        return value
    }

    @inline(__always)
    private mutating func skipWhiteSpace() {
        while position < end {
            let unit = text[position]
            if unit > 0x20 || !(unit == 0x20 || unit == 0x0A || unit == 0x0D || unit == 0x09) { return }
            position &+= 1
        }
    }

    /// The unit at the position, 0 at the end.
    @inline(__always)
    private var current: Unit { position < end ? text[position] : 0 }

    private mutating func parseValue() throws(JSException) -> Value {
        skipWhiteSpace()
        switch current {
        case 0x22:
            position &+= 1
            return Value(try parseString())
        case 0x7B:
            position &+= 1
            return try parseObject()
        case 0x5B:
            position &+= 1
            return try parseArray()
        case 0x2D, 0x30...0x39: return try parseNumber()
        case 0x74: return try parseLiteral("true", .true)
        case 0x66: return try parseLiteral("false", .false)
        case 0x6E: return try parseLiteral("null", .null)
        default: throw unexpected()
        }
    }

    private mutating func parseLiteral(_ name: StaticString, _ value: Value) throws(JSException) -> Value {
        for i in 0..<name.utf8CodeUnitCount {
            if current != Unit(truncatingIfNeeded: name.utf8Start[i]) || position >= end { throw unexpected() }
            position &+= 1
        }
        return value
    }

    @inline(__always)
    private func checkDepth() throws(JSException) {
        if UInt(bitPattern: swjs_stack_pointer()) < vm.nativeStackLimit { throw vm.stackOverflow() }
    }

    private mutating func parseArray() throws(JSException) -> Value {
        try checkDepth()
        let base = count
        skipWhiteSpace()
        if current == 0x5D && position < end {
            position &+= 1
            return Value(vm.makeArray())
        }
        while true {
            push(try parseValue())
            skipWhiteSpace()
            let unit = current
            if unit == 0x2C {
                position &+= 1
            } else if unit == 0x5D {
                position &+= 1
                break
            } else {
                throw error("Expected ',' or ']' after array element")
            }
        }
        let length = count &- base
        let array = vm.allocateArray(shape: arrayShape, length: length, capacity: length)
        Storage.values(array.elements.unsafelyUnwrapped).update(from: scratch + base, count: length)
        count = base
        return Value(array)
    }

    private mutating func parseObject() throws(JSException) -> Value {
        try checkDepth()
        let base = count
        var shape = rootShape
        // Set when the members do not fit a shape: index keys, repeated keys, too many of them.
        var slow: Object?
        skipWhiteSpace()
        if current == 0x7D && position < end {
            position &+= 1
            return Value(vm.makeObject())
        }
        while true {
            if current != 0x22 {
                throw error(
                    count == base && slow == nil ? "Expected property name or '}'" : "Expected double-quoted property name")
            }
            position &+= 1
            var next = shape
            var key = PropertyKey.none
            let start = position
            scanString()
            if current == 0x22 {
                let last = shape.pointee.lastTransition
                if slow == nil, let child = last.child, last.attributes == .all, isText(start, position, of: last.key) {
                    next = child
                } else {
                    key = self.key(start, position)
                }
                position &+= 1
            } else {
                position = start
                key = vm.key(try parseString())
            }
            if slow == nil && key != .none {
                if key.isIndex || shape.pointee.count >= Shape.transitionLimit || shape.pointee.find(key) >= 0 {
                    slow = makeObject(shape, base)
                } else {
                    next = vm.shapes.adding(key, .all, to: shape)
                }
            }
            skipWhiteSpace()
            if current != 0x3A { throw error("Expected ':' after property name") }
            position &+= 1
            let value = try parseValue()
            if let slow {
                vm.defineOwn(slow, key, value)
            } else {
                push(value)
                shape = next
            }
            skipWhiteSpace()
            let unit = current
            if unit == 0x2C {
                position &+= 1
                skipWhiteSpace()
                if current != 0x22 { throw error("Expected double-quoted property name") }
            } else if unit == 0x7D {
                position &+= 1
                break
            } else {
                throw error("Expected ',' or '}' after property value")
            }
        }
        return Value(slow ?? makeObject(shape, base))
    }

    /// An object with the collected values from `base` on.
    private mutating func makeObject(_ shape: ShapeReference, _ base: Int) -> Object {
        let n = count &- base
        let inline = min(n, Int(shape.pointee.inlineCapacity))
        let object = vm.allocateObject(shape: shape)
        (object.cell + 24).assumingMemoryBound(to: Value.self).update(from: scratch + base, count: inline)
        if n > inline {
            let slots = vm.allocateStorage(n - inline)
            Storage.values(slots).update(from: scratch + base + inline, count: n - inline)
            object.slots = slots
        }
        count = base
        return object
    }

    // MARK: Strings

    /// Moves to the next unit that ends a plain run of a string: a quote, a backslash, a control character or the end.
    @inline(__always)
    private mutating func scanString() {
        if MemoryLayout<Unit>.size == 1 {
            let bytes = UnsafeRawPointer(text)
            let (low, high): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
            while position &+ 8 <= end {
                let x = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self).littleEndian
                let quote = x ^ (low &* 0x22)
                let backslash = x ^ (low &* 0x5C)
                let found =
                    ((x &- low &* 0x20) & ~x | (quote &- low) & ~quote | (backslash &- low) & ~backslash) & high
                if found != 0 {
                    position &+= found.trailingZeroBitCount >> 3
                    return
                }
                position &+= 8
            }
        }
        while position < end {
            let unit = text[position]
            if unit == 0x22 || unit == 0x5C || unit < 0x20 { return }
            position &+= 1
        }
    }

    /// The string whose opening quote was read.
    private mutating func parseString() throws(JSException) -> JSString {
        let start = position
        scanString()
        if current == 0x22 && position < end {
            position &+= 1
            return string(start, position &- 1)
        }
        var builder = StringBuilder()
        append(start, position, &builder)
        while true {
            if position >= end { throw error("Unterminated string") }
            let unit = text[position]
            if unit == 0x22 {
                position &+= 1
                return try builder.finish(vm)
            }
            if unit < 0x20 { throw error("Bad control character in string literal") }
            position &+= 1
            try parseEscape(&builder)
            let from = position
            scanString()
            append(from, position, &builder)
        }
    }

    private mutating func parseEscape(_ builder: inout StringBuilder) throws(JSException) {
        if position >= end { throw unexpected() }
        switch text[position] {
        case 0x22: builder.append(0x22)
        case 0x5C: builder.append(0x5C)
        case 0x2F: builder.append(0x2F)
        case 0x62: builder.append(8)
        case 0x66: builder.append(12)
        case 0x6E: builder.append(10)
        case 0x72: builder.append(13)
        case 0x74: builder.append(9)
        case 0x75:
            var unit: UInt16 = 0
            for _ in 0..<4 {
                position &+= 1
                let digit = position < end ? BigInteger.digitValue(text[position]) : 255
                if digit > 15 { throw error("Bad Unicode escape") }
                unit = unit << 4 | UInt16(digit)
            }
            builder.append(unit)
        default: throw error("Bad escaped character")
        }
        position &+= 1
    }

    private func append(_ start: Int, _ end: Int, _ builder: inout StringBuilder) {
        for i in start..<end { builder.append(UInt16(truncatingIfNeeded: text[i])) }
    }

    @inline(__always)
    private func string(_ start: Int, _ end: Int) -> JSString {
        if MemoryLayout<Unit>.size == 1 {
            let bytes = UnsafeRawPointer(text + start).assumingMemoryBound(to: UInt8.self)
            return vm.string(latin1: UnsafeBufferPointer(start: bytes, count: end &- start))
        }
        let units = UnsafeRawPointer(text + start).assumingMemoryBound(to: UInt16.self)
        return vm.string(utf16: UnsafeBufferPointer(start: units, count: end &- start))
    }

    private func key(_ start: Int, _ end: Int) -> PropertyKey {
        if MemoryLayout<Unit>.size == 1 && end > start && text[start] > 0x39 {
            let bytes = UnsafeRawPointer(text + start).assumingMemoryBound(to: UInt8.self)
            let buffer = UnsafeBufferPointer(start: bytes, count: end &- start)
            let found = vm.atoms.find(hash: JSString.hash(buffer)) { atom in
                atom.length == buffer.count && !atom.isWide && memcmp(atom.latin1, bytes, buffer.count) == 0
            }
            if let found { return PropertyKey(cell: found.cell) }
        }
        return vm.key(string(start, end))
    }

    /// Whether a key is the name written in the text.
    @inline(__always)
    private func isText(_ start: Int, _ end: Int, of key: PropertyKey) -> Bool {
        if key.isIndex || Cell.kind(key.cell) != .string { return false }
        let name = JSString(cell: key.cell)
        if name.length != end &- start || name.isWide { return false }
        let units = name.latin1
        if MemoryLayout<Unit>.size == 1 { return memcmp(units, text + start, end &- start) == 0 }
        for i in 0..<(end &- start) where Unit(truncatingIfNeeded: units[i]) != text[start &+ i] { return false }
        return true
    }

    // MARK: Numbers

    private mutating func parseNumber() throws(JSException) -> Value {
        let start = position
        let negative = text[position] == 0x2D
        if negative { position &+= 1 }
        func isDigit(_ at: Int) -> Bool { at < end && text[at] &- 0x30 < 10 }
        if !isDigit(position) { throw error("No number after minus sign") }
        let first = position
        var small: Int64 = 0
        if text[position] == 0x30 {
            position &+= 1
            if isDigit(position) { throw error("Unexpected number") }
        } else {
            while isDigit(position) {
                small = small &* 10 &+ Int64(truncatingIfNeeded: text[position] &- 0x30)
                position &+= 1
            }
        }
        let unit = current
        if unit != 0x2E && unit | 0x20 != 0x65 && position &- first <= 15 {
            if negative { return small == 0 ? Value(rawDouble: -0.0) : Value(Int(-small)) }
            return Value(Int(small))
        }
        if current == 0x2E {
            position &+= 1
            if !isDigit(position) { throw error("Unterminated fractional number") }
            while isDigit(position) { position &+= 1 }
        }
        if current == 0x65 || current == 0x45 {
            position &+= 1
            if current == 0x2B || current == 0x2D { position &+= 1 }
            if !isDigit(position) { throw error("Exponent part is missing a number") }
            while isDigit(position) { position &+= 1 }
        }
        let (value, _) = NumberParsing.scanDecimal(UnsafeBufferPointer(start: text + start, count: position &- start))
        return Value(value)
    }

    // MARK: Errors, worded as V8 does

    @inline(never)
    private func error(_ message: String, in place: String = " in JSON") -> JSException {
        vm.syntaxError("\(message)\(place) at position \(position)")
    }

    /// The SyntaxError for what stands at the position.
    @inline(never)
    private func unexpected() -> JSException {
        if position >= end { return vm.syntaxError("Unexpected end of JSON input") }
        let unit = text[position]
        if unit == 0x22 { return error("Unexpected string") }
        if unit == 0x2D || unit &- 0x30 < 10 { return error("Unexpected number") }
        let whole = swift(0, end)
        if ["NaN", "Infinity", "undefined", "[object Object]"].contains(whole) {
            return vm.syntaxError("\"\(whole)\" is not valid JSON")
        }
        let token = swift(position, position + 1)
        let context = 10
        let excerpt: String
        if end <= 2 * context {
            excerpt = "\"\(whole)\""
        } else if position < context {
            excerpt = "\"\(swift(0, position + context))\"..."
        } else if position < end - context {
            excerpt = "...\"\(swift(position - context, position + context))\"..."
        } else {
            excerpt = "...\"\(swift(position - context, end))\""
        }
        return vm.syntaxError("Unexpected token '\(token)', \(excerpt) is not valid JSON")
    }

    private func swift(_ start: Int, _ end: Int) -> String {
        String(decoding: (start..<end).map { UInt16(truncatingIfNeeded: text[$0]) }, as: UTF16.self)
    }
}
