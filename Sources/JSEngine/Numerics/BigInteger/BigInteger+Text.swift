extension BigInteger {
    /// For each radix, how many digits fit a limb and the radix to that power.
    private static func chunk(_ radix: UInt) -> (digits: Int, power: UInt) {
        if radix == 10 { return (19, 10_000_000_000_000_000_000) }
        var (digits, power) = (1, radix)
        while true {
            let (next, overflow) = power.multipliedReportingOverflow(by: radix)
            if overflow { return (digits, power) }
            digits += 1
            power = next
        }
    }

    // MARK: Text to integer

    /// The value of a digit in radix 36, or 255.
    @inline(__always)
    static func digitValue<Unit: FixedWidthInteger & UnsignedInteger>(_ unit: Unit) -> UInt {
        switch UInt(truncatingIfNeeded: unit) {
        case let c where c &- 0x30 < 10: c &- 0x30
        case let c where (c | 0x20) &- 0x61 < 26 && c < 0x80: (c | 0x20) &- 0x61 &+ 10
        default: 255
        }
    }

    /// Reads digits only: no sign, no prefix, no separators.
    /// - Parameters:
    ///   - digits: Latin-1 or UTF-16 code units.
    ///   - radix: 2 to 36.
    /// - Returns: nil when a unit is no digit of the radix (an empty buffer is 0).
    /// - Throws: ``BigIntegerError/tooLarge``.
    static func parse<Unit: FixedWidthInteger & UnsignedInteger>(
        digits: UnsafeBufferPointer<Unit>, radix: Int
    ) throws(BigIntegerError) -> BigInteger? {
        let radix = UInt(radix)
        var start = 0
        while start < digits.count && digits[start] == 0x30 { start += 1 }
        for i in start..<digits.count where digitValue(digits[i]) >= radix { return nil }
        let significant = UnsafeBufferPointer(rebasing: digits[start...])
        if significant.isEmpty { return .zero }
        // floor(log2(radix)) bits a digit, at least.
        let bitsPerDigit = UInt.bitWidth - 1 - radix.leadingZeroBitCount
        if (significant.count - 1) > maximumBitLength / bitsPerDigit { throw .tooLarge }
        if radix & (radix - 1) == 0 { return try parsePowerOfTwo(significant, bitsPerDigit).checked() }

        let (chunkDigits, chunkPower) = chunk(radix)
        var chunks: [UInt] = []
        chunks.reserveCapacity(significant.count / chunkDigits + 1)
        var end = significant.count
        while end > 0 {
            let begin = max(0, end - chunkDigits)
            var value: UInt = 0
            for i in begin..<end { value = value &* radix &+ digitValue(significant[i]) }
            chunks.append(value)
            end = begin
        }
        return try combine(chunks, power: chunkPower).checked()
    }

    private static func parsePowerOfTwo<Unit: FixedWidthInteger & UnsignedInteger>(
        _ digits: UnsafeBufferPointer<Unit>, _ bits: Int
    ) -> BigInteger {
        var limbs = [UInt](repeating: 0, count: (digits.count * bits + 63) / 64)
        var position = 0
        for i in stride(from: digits.count - 1, through: 0, by: -1) {
            let digit = digitValue(digits[i])
            let (limb, offset) = (position / 64, position % 64)
            limbs[limb] |= digit << UInt(offset)
            if offset + bits > 64 && limb + 1 < limbs.count { limbs[limb + 1] |= digit >> UInt(64 - offset) }
            position += bits
        }
        return BigInteger(magnitude: limbs, isNegative: false)
    }

    /// The integer whose digits in base `power` are the chunks, lowest first. Short runs are multiplied out one by one;
    /// the results are joined in pairs, so that long texts profit from fast multiplication.
    private static func combine(_ chunks: [UInt], power: UInt) -> BigInteger {
        let run = 32
        var parts: [BigInteger] = []
        var start = 0
        while start < chunks.count {
            let end = min(start + run, chunks.count)
            parts.append(
                BigInteger(capacity: end - start) { r in
                    var n = 0
                    for i in stride(from: end - 1, through: start, by: -1) {
                        let carry = Limbs.multiply(r, r, n, by: power, adding: chunks[i])
                        if carry != 0 || n == 0 {
                            r[n] = carry
                            n += 1
                        }
                    }
                    return .init(count: Limbs.normalizedCount(r, n), isNegative: false)
                })
            start = end
        }
        if parts.count == 1 { return parts[0] }
        var scale = BigInteger.one
        for _ in 0..<run { scale = scale * BigInteger(UInt64(power)) }
        while parts.count > 1 {
            var joined: [BigInteger] = []
            for i in stride(from: 0, to: parts.count, by: 2) {
                joined.append(i + 1 < parts.count ? parts[i + 1] * scale + parts[i] : parts[i])
            }
            parts = joined
            if parts.count > 1 { scale = scale * scale }
        }
        return parts[0]
    }

    /// StringToBigInt ( str )
    ///
    /// [StringToBigInt](https://tc39.es/ecma262/#sec-stringtobigint)
    /// - Returns: nil when the text is no StringIntegerLiteral.
    /// - Throws: ``BigIntegerError/tooLarge``.
    static func fromString<Unit: FixedWidthInteger & UnsignedInteger>(
        _ text: UnsafeBufferPointer<Unit>
    ) throws(BigIntegerError) -> BigInteger? {
        let body = NumberParsing.trimmed(text)
        guard let first = body.first else { return .zero }
        if first == 0x30 && body.count > 1, let radix = NumberParsing.prefixRadix(body[1]) {
            if body.count == 2 { return nil }
            return try parse(digits: UnsafeBufferPointer(rebasing: body[2...]), radix: radix)
        }
        let signed = first == 0x2B || first == 0x2D
        if signed && body.count == 1 { return nil }
        let digits = signed ? UnsafeBufferPointer(rebasing: body[1...]) : body
        guard let value = try parse(digits: digits, radix: 10) else { return nil }
        return first == 0x2D ? -value : value
    }

    // MARK: Integer to text

    /// BigInt::toString ( x, radix ), as ASCII.
    ///
    /// [BigInt::toString](https://tc39.es/ecma262/#sec-numeric-types-bigint-tostring)
    func ascii(radix: Int = 10) -> [UInt8] { withView { $0.ascii(radix: radix) } }
}

extension BigIntegerView {
    /// BigInt::toString ( x, radix ), as ASCII.
    ///
    /// [BigInt::toString](https://tc39.es/ecma262/#sec-numeric-types-bigint-tostring)
    func ascii(radix: Int = 10) -> [UInt8] {
        if isZero { return [0x30] }
        // An upper bound of the digits: bits / log2(radix), rounded up generously; one more for the sign.
        let floorLog2 = Int.bitWidth - 1 - radix.leadingZeroBitCount
        let capacity =
            radix == 10 ? bitLength * 1234 / 4096 + 24 : (bitLength + floorLog2 - 1) / floorLog2 + 2
        return Array(unsafeUninitializedCapacity: capacity) { buffer, written in
            var writer = RadixWriter(radix: UInt(radix), out: buffer.baseAddress!, end: capacity)
            if radix & (radix - 1) == 0 {
                writer.writePowerOfTwo(self, floorLog2)
            } else {
                writer.write(BigInteger(limbs: limbs, count: count))
            }
            if isNegative {
                writer.position -= 1
                buffer[writer.position] = 0x2D
            }
            written = capacity - writer.position
            buffer.baseAddress!.update(from: buffer.baseAddress! + writer.position, count: written)
        }
    }
}

extension BigInteger {
    fileprivate init(limbs: UnsafePointer<UInt>, count: Int) {
        self.init(normalized: Array(UnsafeBufferPointer(start: limbs, count: count)), isNegative: false)
    }
}

/// Writes digits from the last to the first.
private struct RadixWriter {
    let radix: UInt
    let out: UnsafeMutablePointer<UInt8>
    var position: Int
    let chunkDigits: Int
    let chunk: LimbDivisor
    /// powers[i] = radix^(chunkDigits * run * 2^i), the divisors that split a long integer in halves.
    var powers: [BigInteger] = []

    /// Up to this many limbs, dividing by one limb at a time is fastest.
    static let run = 24

    init(radix: UInt, out: UnsafeMutablePointer<UInt8>, end: Int) {
        self.radix = radix
        self.out = out
        position = end
        var (digits, power) = (1, radix)
        while case let (next, overflow) = power.multipliedReportingOverflow(by: radix), !overflow {
            digits += 1
            power = next
        }
        chunkDigits = digits
        chunk = LimbDivisor(power)
    }

    @inline(__always)
    private mutating func put(_ digit: UInt) {
        position &-= 1
        out[position] = UInt8(truncatingIfNeeded: digit < 10 ? 0x30 &+ digit : 0x57 &+ digit)
    }

    mutating func writePowerOfTwo(_ view: BigIntegerView, _ bits: Int) {
        let length = view.bitLength
        var at = 0
        while at < length {
            let (limb, offset) = (at / 64, at % 64)
            var digit = view.limbs[limb] >> UInt(offset)
            if offset + bits > 64 && limb + 1 < view.count { digit |= view.limbs[limb + 1] << UInt(64 - offset) }
            put(digit & (radix - 1))
            at += bits
        }
    }

    mutating func write(_ value: BigInteger) {
        if value.magnitude.count > Self.run {
            var power = BigInteger.one
            let base = BigInteger(UInt64(chunk.normalized >> UInt(chunk.shift)))
            for _ in 0..<Self.run { power = power * base }
            powers.append(power)
            // Squares up to about half of the integer's size.
            while powers.last!.magnitude.count * 2 <= value.magnitude.count + 1 {
                powers.append(powers.last! * powers.last!)
            }
        }
        write(value, width: 0, level: powers.count - 1)
    }

    /// Writes `value`, with zeros in front up to `width` digits.
    private mutating func write(_ value: BigInteger, width: Int, level: Int) {
        let end = position
        if level < 0 || value.magnitude.count <= Self.run {
            writeSmall(value)
        } else {
            let lowWidth = (chunkDigits * Self.run) << level
            // The divisor is not zero, so the division cannot throw.
            guard let (high, low) = try? value.quotientAndRemainder(dividingBy: powers[level]) else { return }
            if high.isZero {
                write(low, width: 0, level: level - 1)
            } else {
                write(low, width: lowWidth, level: level - 1)
                write(high, width: 0, level: level - 1)
            }
        }
        while end - position < width { put(0) }
    }

    private mutating func writeSmall(_ value: BigInteger) {
        var limbs = value.magnitude
        limbs.withUnsafeMutableBufferPointer { buffer in
            guard let p = buffer.baseAddress else { return }
            var n = buffer.count
            while n > 0 {
                var rest = Limbs.divide(p, p, n, by: chunk)
                n = Limbs.normalizedCount(p, n)
                if n == 0 {
                    while rest != 0 {
                        put(rest % radix)
                        rest /= radix
                    }
                } else {
                    for _ in 0..<chunkDigits {
                        put(rest % radix)
                        rest /= radix
                    }
                }
            }
        }
    }
}
