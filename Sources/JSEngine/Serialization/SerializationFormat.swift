/// Which of the formats that share V8's tags is written or read.
///
/// [The serialization API of Node's v8 module](https://nodejs.org/docs/latest-v20.x/api/v8.html#serialization-api)
public enum SerializationStyle: Sendable {
    /// `v8.serialize`: views of buffers are Node's host objects, `[type: varint][byte length: varint][bytes]`.
    case node
    /// Messages of channels with `serialization: 'advanced'`: as `node`, with a number before the host object that tells a view (0)
    /// from the properties of an object of the host (1).
    case channel
    /// `structuredClone`: views share the buffers that are written before them.
    case clone
}

/// V8's structured clone format, version 15 (that of Node 20). Every value begins with a tag.
///
/// `varint`: seven bits a byte, least significant first. `zigzag`: a varint of a signed number, its sign in the lowest bit.
enum SerializationTag {
    static let version: UInt8 = 0xFF
    static let latestVersion: UInt32 = 15
    static let oldestVersion: UInt32 = 13

    /// Ignored between values.
    static let padding: UInt8 = 0
    /// Count of objects: varint. Ignored.
    static let objectCount = UInt8(ascii: "?")
    static let hole = UInt8(ascii: "-")
    static let undefined = UInt8(ascii: "_")
    static let null = UInt8(ascii: "0")
    static let `true` = UInt8(ascii: "T")
    static let `false` = UInt8(ascii: "F")
    /// zigzag
    static let int32 = UInt8(ascii: "I")
    /// varint
    static let uint32 = UInt8(ascii: "U")
    /// Eight bytes.
    static let double = UInt8(ascii: "N")
    /// varint: byte length * 2 + sign; the magnitude, least significant byte first.
    static let bigint = UInt8(ascii: "Z")
    /// varint: byte length; then the text. The units of `twoByte` lie at an even offset.
    static let utf8 = UInt8(ascii: "S")
    static let oneByte = UInt8(ascii: "\"")
    static let twoByte = UInt8(ascii: "c")
    /// Not V8's, in `clone` only: a long string that is not copied. varint: where it is among what both sides have.
    static let sharedString: UInt8 = 1
    /// varint: the number of an object that came before.
    static let reference = UInt8(ascii: "^")
    /// Keys and values, `objectEnd`, varint: number of properties.
    static let object = UInt8(ascii: "o")
    static let objectEnd = UInt8(ascii: "{")
    /// varint: length; keys and values, `sparseEnd`, number of properties, length.
    static let sparse = UInt8(ascii: "a")
    static let sparseEnd = UInt8(ascii: "@")
    /// varint: length; so many values or holes; keys and values, `denseEnd`, number of properties, length.
    static let dense = UInt8(ascii: "A")
    static let denseEnd = UInt8(ascii: "$")
    /// Eight bytes: the time.
    static let date = UInt8(ascii: "D")
    static let trueObject = UInt8(ascii: "y")
    static let falseObject = UInt8(ascii: "x")
    static let numberObject = UInt8(ascii: "n")
    static let bigintObject = UInt8(ascii: "z")
    static let stringObject = UInt8(ascii: "s")
    /// A string, varint: flags.
    static let regexp = UInt8(ascii: "R")
    /// Keys and values, `mapEnd`, varint: number of both.
    static let map = UInt8(ascii: ";")
    static let mapEnd = UInt8(ascii: ":")
    static let set = UInt8(ascii: "'")
    static let setEnd = UInt8(ascii: ",")
    /// varint: byte length; the bytes.
    static let arrayBuffer = UInt8(ascii: "B")
    /// varint: byte length; varint: maximum; the bytes.
    static let resizableBuffer = UInt8(ascii: "~")
    /// varint: which of the transferred, or shared, buffers.
    static let transferredBuffer = UInt8(ascii: "t")
    static let sharedBuffer = UInt8(ascii: "u")
    /// Behind a buffer: `[type: 1]`, varints: byte offset, byte length, flags (1: the length follows the buffer's, 2: that can change).
    static let view = UInt8(ascii: "V")
    /// Parts with tags of their own (`SerializedErrorTag`).
    static let error = UInt8(ascii: "r")
    static let host = UInt8(ascii: "\\")
}

/// The parts of an error, in any order.
enum SerializedErrorTag {
    static let message = UInt8(ascii: "m")
    static let cause = UInt8(ascii: "c")
    static let stack = UInt8(ascii: "s")
    static let end = UInt8(ascii: ".")
    /// Which native error it is; a plain Error has no such part.
    static let prototypes: [(tag: UInt8, name: StaticString, prototype: Intrinsic)] = [
        (UInt8(ascii: "E"), "EvalError", .evalErrorPrototype),
        (UInt8(ascii: "R"), "RangeError", .rangeErrorPrototype),
        (UInt8(ascii: "F"), "ReferenceError", .referenceErrorPrototype),
        (UInt8(ascii: "S"), "SyntaxError", .syntaxErrorPrototype),
        (UInt8(ascii: "T"), "TypeError", .typeErrorPrototype),
        (UInt8(ascii: "U"), "URIError", .uriErrorPrototype),
    ]
}

/// V8's bits of regular expression flags.
enum SerializedRegExpFlags {
    static let bits: [(letter: UInt8, bit: UInt32)] = [
        (UInt8(ascii: "g"), 1), (UInt8(ascii: "i"), 2), (UInt8(ascii: "m"), 4), (UInt8(ascii: "y"), 8), (UInt8(ascii: "u"), 16),
        (UInt8(ascii: "s"), 32), (UInt8(ascii: "d"), 128), (UInt8(ascii: "v"), 256),
    ]
}

/// The types of views: Node's number, V8's letter.
enum SerializedView {
    static let dataView: UInt32 = 9
    static let buffer: UInt32 = 10
    static let dataViewLetter = UInt8(ascii: "?")
    static let types: [(type: ElementType, number: UInt32?, letter: UInt8)] = [
        (.int8, 0, UInt8(ascii: "b")), (.uint8, 1, UInt8(ascii: "B")), (.uint8Clamped, 2, UInt8(ascii: "C")),
        (.int16, 3, UInt8(ascii: "w")), (.uint16, 4, UInt8(ascii: "W")), (.int32, 5, UInt8(ascii: "d")),
        (.uint32, 6, UInt8(ascii: "D")), (.float16, nil, UInt8(ascii: "h")), (.float32, 7, UInt8(ascii: "f")),
        (.float64, 8, UInt8(ascii: "F")), (.bigInt64, 11, UInt8(ascii: "q")), (.bigUint64, 12, UInt8(ascii: "Q")),
    ]

    /// The entry of an element type; they stand in the order of the types.
    static func entry(_ type: ElementType) -> (type: ElementType, number: UInt32?, letter: UInt8) { types[Int(type.rawValue)] }
    static func type(number: UInt32) -> ElementType? { types.first { $0.number == number }?.type }
    static func type(letter: UInt8) -> ElementType? { types.first { $0.letter == letter }?.type }
}
