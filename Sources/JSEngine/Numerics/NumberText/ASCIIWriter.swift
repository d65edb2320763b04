/// Appends ASCII to a buffer of the caller, which is known to be large enough.
struct ASCIIWriter {
    let base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0

    @inline(__always)
    init(_ base: UnsafeMutablePointer<UInt8>) { self.base = base }

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        base[count] = byte
        count &+= 1
    }

    @inline(__always)
    mutating func put(_ text: StaticString) {
        let n = text.utf8CodeUnitCount
        (base + count).update(from: text.utf8Start, count: n)
        count &+= n
    }

    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        (base + count).update(from: start, count: bytes.count)
        count &+= bytes.count
    }

    mutating func put(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { put($0) } }

    mutating func put(zeros n: Int) {
        for _ in 0..<max(0, n) { put(0x30) }
    }

    /// The decimal digits of `value`.
    @inline(__always)
    mutating func put(decimal value: UInt64) {
        let n = ASCIIWriter.decimalDigitCount(value)
        ASCIIWriter.writeDigits(value, base + count, n)
        count &+= n
    }

    /// The decimal digits of `value`, with zeros in front up to `width`.
    mutating func put(decimal value: Int, width: Int) {
        put(zeros: width &- ASCIIWriter.decimalDigitCount(UInt64(value)))
        put(decimal: UInt64(value))
    }

    /// How many decimal digits `value` has; 0 has one.
    @inline(__always)
    static func decimalDigitCount(_ value: UInt64) -> Int {
        var n = 1
        var v = value
        while v >= 10_000 {
            v /= 10_000
            n &+= 4
        }
        return v >= 100 ? (v >= 1000 ? n &+ 3 : n &+ 2) : (v >= 10 ? n &+ 1 : n)
    }

    private static let pairs: StaticString = """
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
        """

    /// Writes the lowest `count` decimal digits of `value`.
    @inline(__always)
    static func writeDigits(_ value: UInt64, _ out: UnsafeMutablePointer<UInt8>, _ count: Int) {
        let pairs = ASCIIWriter.pairs.utf8Start
        var v = value
        var i = count
        while i >= 2 {
            let (q, r) = v.quotientAndRemainder(dividingBy: 100)
            v = q
            i &-= 2
            out[i] = pairs[Int(truncatingIfNeeded: r &* 2)]
            out[i &+ 1] = pairs[Int(truncatingIfNeeded: r &* 2 &+ 1)]
        }
        if i == 1 { out[0] = 0x30 &+ UInt8(truncatingIfNeeded: v % 10) }
    }
}
