/// What the lexer's tokens are made of in random programs.
enum Words {
    static let identifiers = [
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "a", "b", "c", "d", "e", "f", "g", "undefined",
        "arguments", "eval", "async", "of", "get", "set", "as", "from", "\\u0061", "ünï", "NaN", "Object", "Array", "Promise", "Symbol",
        "Math", "String", "RegExp", "Reflect", "Proxy", "JSON", "Map", "Set", "Function", "Date", "Uint8Array", "ArrayBuffer", "globalThis",
    ]
    static let contextual = ["let", "yield", "await", "static"]
    static let members = [
        "a", "b", "c", "x", "y", "length", "prototype", "constructor", "call", "apply", "bind", "push", "pop", "shift", "unshift", "map",
        "filter", "reduce", "slice", "splice", "concat", "join", "sort", "forEach", "indexOf", "includes", "find", "flat", "fill", "at",
        "with", "toSorted", "toSpliced", "copyWithin", "keys", "values", "entries", "next", "return", "throw", "then", "catch", "finally",
        "resolve", "reject", "all", "get", "set", "has", "delete", "add", "clear", "size", "toString", "valueOf", "toJSON", "name",
        "defineProperty", "getPrototypeOf", "setPrototypeOf", "freeze", "assign", "create", "from", "of", "groupBy", "iterator",
        "asyncIterator", "hasInstance", "species", "toPrimitive", "unscopables", "replace", "replaceAll", "match", "matchAll",
        "split",
        "exec", "test", "lastIndex", "source", "flags", "charAt", "charCodeAt", "substring", "padStart", "repeat", "trim",
        "normalize",
        "toUpperCase", "raw", "stringify", "parse", "ownKeys", "construct", "revocable", "buffer", "byteLength", "resize",
        "transfer",
        "subarray", "union", "difference", "getTime", "toISOString", "toFixed", "callee", "caller", "__proto__", "if", "class",
        "take",
        "drop", "flatMap", "some", "every", "lastIndexOf", "localeCompare", "description", "for", "deref", "stack", "message",
        "cause"
    ]
    static let numbers = [
        "0", "1", "2", "3", "7", "10", "255", "256", "0.5", "1e3", ".5e-7", "0x1F", "0b101", "0o17", "1_000", "65535", "1e21", "5e-324",
        "1.7976931348623157e308", "4.5",
    ]
    /// Only in sloppy code.
    static let legacyNumbers = ["00", "09", "017"]
    /// Numbers that only programs that are not run may have: a loop to them takes too long.
    static let hugeNumbers = [
        "4294967295", "2147483648", "2147483647", "9007199254740993", "0xFFFFFFFFFFFFF", "1e400", "4294967296"
    ]
    static let bigints = ["0n", "1n", "255n", "0x1Fn", "123456789012345678901234567890n", "2n"]
    static let strings = [
        "''", "'a'", "\"b\"", "'length'", "'\\u{1F600}'", "'\\x41\\n\\\n'", "'constructor'", "'__proto__'", "'0'", "'1'",
        "'use strict'",
        "'é'", "'\u{2028}'", "'\\0'", "'a,b,c'", "'aaaaaaaa'", "'\\ud800'", "'abcdefghijklmnopqrstuvwxyz'"
    ]
    static let regexps = [
        "/a/", "/[/]a/g", "/(a)(?<n>b)?\\1/y", "/^(?:a|b)*?c$/m", "/\\p{L}+/u", "/[\\p{L}--[a-z]]/v", "/(?<=a)b(?!c)/", "/./s", "/(?i:a)b/",
        "/a{2,3}|b+/gi", "/\\u{61}/u", "/(?:)/", "/[^]/", "/\\bx\\B/d", "/(a+)+b/", "/(?<n>a)|(?<n>b)/",
    ]
    static let binaryOperators = [
        "+", "-", "*", "/", "%", "<<", ">>", ">>>", "<", ">", "<=", ">=", "instanceof", "in", "==", "!=", "===", "!==", "&", "|", "^", "&&",
        "||", "+", "-", "<",
    ]
    static let templates = ["", "x", "\\n", "\\u{41}", "$", "a b"]
}
