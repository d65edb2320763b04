/// Number to text: every function writes ASCII to a buffer of the caller and returns how many bytes it wrote.
enum NumberText {
    /// Bytes that ``toString(_:_:)`` may write ("-1.2345678901234567e-308" has 24).
    static let decimalCapacity = 32
    /// Bytes that ``toString(_:radix:_:)`` may write: in base 2, 1024 digits before the point or 1074 after it.
    static let radixCapacity = 2200
    /// Bytes that ``toFixed(_:_:_:)``, ``toExponential(_:_:_:)`` and ``toPrecision(_:_:_:)`` may write.
    static let fixedCapacity = 160

    /// The decimal digits of an integer.
    @inline(__always)
    static func toString(_ value: Int32, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        var writer = ASCIIWriter(out)
        if value < 0 { writer.put(0x2D) }
        writer.put(decimal: UInt64(value.magnitude))
        return writer.count
    }

    /// Number::toString ( x, 10 )
    ///
    /// [Number::toString](https://tc39.es/ecma262/#sec-numeric-types-number-tostring)
    /// - Parameter out: room for ``decimalCapacity`` bytes.
    static func toString(_ value: Double, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        var writer = ASCIIWriter(out)
        if value.magnitude < 0x1p53, case let integer = Int64(value), Double(integer) == value {
            if integer < 0 { writer.put(0x2D) }
            writer.put(decimal: integer.magnitude)
            return writer.count
        }
        if !value.isFinite { return putNonFinite(value, &writer) }
        if value < 0 { writer.put(0x2D) }
        let shortest = ShortestDecimal(value.magnitude)
        let k = ASCIIWriter.decimalDigitCount(shortest.digits)
        putDecimal(digits: shortest.digits, k, point: shortest.exponent &+ k, &writer)
        return writer.count
    }

    /// Steps 6 to 11 of Number::toString: `digits` has `k` digits and the value is 0.digits * 10^point.
    private static func putDecimal(digits: UInt64, _ k: Int, point n: Int, _ writer: inout ASCIIWriter) {
        if k <= n && n <= 21 {
            writer.put(decimal: digits)
            writer.put(zeros: n &- k)
        } else if 0 < n && n <= 21 {
            // The digits go one place too far right; those before the point move back.
            let start = writer.base + writer.count
            writer.put(0x30)
            writer.put(decimal: digits)
            for i in 0..<n { start[i] = start[i &+ 1] }
            start[n] = 0x2E
        } else if -6 < n && n <= 0 {
            writer.put("0.")
            writer.put(zeros: -n)
            writer.put(decimal: digits)
        } else {
            let start = writer.base + writer.count
            if k > 1 { writer.put(0x30) }
            writer.put(decimal: digits)
            if k > 1 {
                start[0] = start[1]
                start[1] = 0x2E
            }
            putExponent(n &- 1, &writer)
        }
    }

    static func putExponent(_ exponent: Int, _ writer: inout ASCIIWriter) {
        writer.put(0x65)
        writer.put(exponent < 0 ? 0x2D : 0x2B)
        writer.put(decimal: UInt64(exponent.magnitude))
    }

    static func putNonFinite(_ value: Double, _ writer: inout ASCIIWriter) -> Int {
        if value.isNaN {
            writer.put("NaN")
        } else {
            writer.put(value < 0 ? "-Infinity" : "Infinity")
        }
        return writer.count
    }

    /// Number::toString ( x, radix ), for another radix than 10.
    ///
    /// The specification leaves the fraction's digits to the implementation: as in V8, as many are written as tell the value
    /// from its neighbours.
    /// - Parameter out: room for ``radixCapacity`` bytes.
    static func toString(_ value: Double, radix: Int, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        if radix == 10 { return toString(value, out) }
        var writer = ASCIIWriter(out)
        if !value.isFinite { return putNonFinite(value, &writer) }
        if value < 0 { writer.put(0x2D) }
        let magnitude = value.magnitude
        var integer = magnitude.rounded(.down)
        var fraction = magnitude - integer
        // Half the distance to the next double: digits smaller than that say nothing.
        var delta = max(0.5 * (magnitude.nextUp - magnitude), Double.leastNonzeroMagnitude)
        let base = Double(radix)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: radixCapacity) { scratch in
            // Integer digits grow downwards from the middle, fraction digits upwards.
            let middle = radixCapacity / 2
            var first = middle
            var end = middle
            if fraction >= delta {
                repeat {
                    fraction *= base
                    delta *= base
                    let digit = Int(fraction)
                    scratch[end] = UInt8(digit)
                    end += 1
                    fraction -= Double(digit)
                    if fraction > 0.5 || (fraction == 0.5 && digit & 1 == 1), fraction + delta > 1 {
                        // Round up, carrying through digits that are at their largest, into the integer if need be.
                        while true {
                            end -= 1
                            if end < middle {
                                end = middle
                                integer += 1
                                break
                            }
                            if Int(scratch[end]) + 1 < radix {
                                scratch[end] += 1
                                end += 1
                                break
                            }
                        }
                        break
                    }
                } while fraction >= delta
            }
            // Digits that lie below the 53 bits of the integer are zeros; the rest come from arithmetic in doubles, so that
            // integers beyond 2^53 print as they do in V8.
            while integer / base >= 0x1p53 {
                integer /= base
                first -= 1
                scratch[first] = 0
            }
            repeat {
                let rest = integer.truncatingRemainder(dividingBy: base)
                first -= 1
                scratch[first] = UInt8(rest)
                integer = (integer - rest) / base
            } while integer > 0
            for i in first..<end {
                if i == middle { writer.put(0x2E) }
                writer.put(scratch[i] < 10 ? 0x30 + scratch[i] : 0x57 + scratch[i])
            }
        }
        return writer.count
    }

    /// A Swift string of what `body` writes; for messages and tests.
    static func string(capacity: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) -> String {
        String(unsafeUninitializedCapacity: capacity) { body($0.baseAddress!) }
    }
}
