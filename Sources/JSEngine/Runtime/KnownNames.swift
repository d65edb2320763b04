/// Property keys that the engine and its builtins use, interned once. Keep sorted.
public struct KnownNames {
    private static let count = knownNameList.count
    private let keys: UnsafeMutablePointer<PropertyKey>

    init() { keys = UnsafeMutablePointer<PropertyKey>.allocate(capacity: 1) }

    init(_ vm: VM) {
        keys = .allocate(capacity: KnownNames.count)
        for (i, name) in knownNameList.enumerated() { keys.advanced(by: i).initialize(to: vm.key(name)) }
    }

    func forEach(_ body: (PropertyKey) -> Void) { for i in 0..<KnownNames.count { body(keys[i]) } }

    @inline(__always)
    public subscript(name: KnownName) -> PropertyKey { keys[name.rawValue] }
}

/// Names of `KnownNames`; the case is the text unless `knownNameList` says otherwise.
public enum KnownName: Int {
    case add
    case aggregateErrors
    case anonymous
    case apply
    case arguments
    case asyncIterator
    case `await`
    case bigint
    case boolean
    case buffer
    case byteLength
    case byteOffset
    case call
    case callSite
    case callee
    case caller
    case captureStackTrace
    case cause
    case code
    case column
    case configurable
    case construct
    case constructor
    case `default`
    case defineProperty
    case deleteProperty
    case description
    case dirname
    case done
    case dotAll
    case entries
    case enumerable
    case errors
    case eval
    case exec
    case fileName
    case filename
    case flags
    case `function`
    case get
    case getOwnPropertyDescriptor
    case getPrototypeOf
    case global
    case globalThis
    case groups
    case has
    case hasIndices
    case hasInstance
    case ignoreCase
    case index
    case indices
    case input
    case isConcatSpreadable
    case isExtensible
    case iterator
    case join
    case keys
    case lastIndex
    case length
    case line
    case lineNumber
    case match
    case maxByteLength
    case message
    case multiline
    case name
    case next
    case `null`
    case number
    case object
    case of
    case ownKeys
    case prepareStackTrace
    case preventExtensions
    case promise
    case proto
    case `prototype`
    case proxy
    case push
    case raw
    case reason
    case reject
    case replace
    case resolve
    case resolveId
    case `return`
    case revoke
    case search
    case set
    case setPrototypeOf
    case size
    case source
    case species
    case split
    case stack
    case stackTraceLimit
    case status
    case sticky
    case string
    case symbol
    case target
    case then
    case `this`
    case `throw`
    case toISOString
    case toJSON
    case toPrimitive
    case toString
    case toStringTag
    case transfer
    case undefined
    case unicode
    case unicodeSets
    case unscopables
    case url
    case value
    case valueOf
    case values
    case `with`
    case writable
}

/// The texts of `KnownName`, in the order of its cases.
let knownNameList: [StaticString] = [
    "add", "aggregateErrors", "anonymous", "apply", "arguments", "asyncIterator", "await", "bigint", "boolean",
    "buffer", "byteLength", "byteOffset", "call", "callSite", "callee", "caller", "captureStackTrace", "cause", "code",
    "column", "configurable", "construct", "constructor", "default", "defineProperty", "deleteProperty", "description",
    "dirname", "done", "dotAll", "entries", "enumerable", "errors", "eval", "exec", "fileName", "filename", "flags",
    "function", "get", "getOwnPropertyDescriptor", "getPrototypeOf", "global", "globalThis", "groups", "has",
    "hasIndices", "hasInstance", "ignoreCase", "index", "indices", "input", "isConcatSpreadable", "isExtensible",
    "iterator", "join", "keys", "lastIndex", "length", "line", "lineNumber", "match", "maxByteLength", "message",
    "multiline", "name", "next", "null", "number", "object", "of", "ownKeys", "prepareStackTrace", "preventExtensions",
    "promise", "__proto__", "prototype", "proxy", "push", "raw", "reason", "reject", "replace", "resolve", "resolveId",
    "return", "revoke", "search", "set", "setPrototypeOf", "size", "source", "species", "split", "stack",
    "stackTraceLimit", "status", "sticky", "string", "symbol", "target", "then", "this", "throw", "toISOString",
    "toJSON", "toPrimitive", "toString", "toStringTag", "transfer", "undefined", "unicode", "unicodeSets",
    "unscopables", "url", "value", "valueOf", "values", "with", "writable",
]
