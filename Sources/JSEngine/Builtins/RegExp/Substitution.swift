extension VM {
    /// GetSubstitution of a match without captures: appends the replacement to `builder`.
    func appendSubstitution(
        _ builder: inout StringBuilder, _ template: JSString, _ input: JSString, _ position: Int, _ length: Int
    ) {
        // Without named captures nothing is called, so that nothing can throw.
        try? appendSubstitution(
            &builder, template, input, position, input: .position(length), captureCount: 0, namedCaptures: .undefined
        ) { (_, _) in }
    }

    /// What stands for `$&` in GetSubstitution.
    enum MatchedText {
        /// The units of the input from the position on.
        case position(Int)
        /// A text that an `exec` of a script gave.
        case text(JSString)

        var length: Int {
            switch self {
            case .position(let length): length
            case .text(let text): text.length
            }
        }
    }

    /// GetSubstitution ( matched, str, position, captures, namedCaptures, replacementTemplate )
    ///
    /// [GetSubstitution](https://tc39.es/ecma262/#sec-getsubstitution)
    /// - Parameters:
    ///   - builder: where the replacement is appended.
    ///   - string: `str`.
    ///   - captureCount: without the whole match.
    ///   - namedCaptures: an object or undefined.
    ///   - capture: appends a capture, counted from 1, if it took part.
    /// - Throws: what reading a named capture throws.
    func appendSubstitution(
        _ builder: inout StringBuilder, _ template: JSString, _ string: JSString, _ position: Int, input matched: MatchedText,
        captureCount: Int, namedCaptures: Value, _ capture: (Int, inout StringBuilder) -> Void
    ) throws(JSException) {
        let text = template.flat(self)
        let n = text.length
        var i = 0
        while i < n {
            // A plain run up to the next dollar sign.
            var end = i
            while end < n && text.unit(end) != 0x24 { end += 1 }
            builder.append(self, text, i, end)
            i = end
            if i >= n { return }
            let next = i + 1 < n ? text.unit(i + 1) : 0
            switch next {
            case 0x24:
                builder.append(0x24)
                i += 2
            case 0x26:
                switch matched {
                case .position(let length): builder.append(self, string, position, position + length)
                case .text(let text): builder.append(self, text)
                }
                i += 2
            case 0x60:
                builder.append(self, string, 0, min(position, string.length))
                i += 2
            case 0x27:
                builder.append(self, string, min(position + matched.length, string.length), string.length)
                i += 2
            case 0x30...0x39:
                var index = Int(next - 0x30)
                var width = 2
                if i + 2 < n, case let digit = text.unit(i + 2), digit >= 0x30 && digit <= 0x39 {
                    let both = index * 10 + Int(digit - 0x30)
                    if both <= captureCount {
                        index = both
                        width = 3
                    }
                }
                if index >= 1 && index <= captureCount {
                    capture(index, &builder)
                } else {
                    builder.append(self, text, i, i + width)
                }
                i += width
            case 0x3C where !namedCaptures.isUndefined:
                var close = i + 2
                while close < n && text.unit(close) != 0x3E { close += 1 }
                if close >= n {
                    builder.append("$<")
                    i += 2
                } else {
                    let name = substring(text, i + 2, close)
                    let value = try get(try toObject(namedCaptures), key(name))
                    if !value.isUndefined { builder.append(self, try toString(value)) }
                    i = close + 1
                }
            default:
                builder.append(0x24)
                i += 1
            }
        }
    }
}
