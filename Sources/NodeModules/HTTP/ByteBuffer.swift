#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Bytes that are gathered for one write. Raw memory that is kept for the next time.
struct ByteBuffer {
    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        base = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16).assumingMemoryBound(to: UInt8.self)
    }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
    var isEmpty: Bool { count == 0 }

    @inline(__always)
    mutating func reserve(_ more: Int) { if count + more > capacity { grow(more) } }

    @inline(never)
    private mutating func grow(_ more: Int) {
        let larger = max(capacity * 2, count + more)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        memcpy(memory, base, count)
        UnsafeMutableRawPointer(base).deallocate()
        base = memory.assumingMemoryBound(to: UInt8.self)
        capacity = larger
    }

    @inline(__always)
    mutating func append(_ p: UnsafeRawPointer, _ n: Int) {
        reserve(n)
        memcpy(base + count, p, n)
        count += n
    }
    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) { if let p = bytes.baseAddress { append(p, bytes.count) } }
    @inline(__always)
    mutating func append(_ text: StaticString) { append(text.utf8Start, text.utf8CodeUnitCount) }
    mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }
    @inline(__always)
    mutating func append(byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    mutating func append(decimal number: Int) {
        if number < 0 { return append(Array(String(number).utf8)) }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var n = number
            var i = 20
            repeat {
                i -= 1
                digits[i] = UInt8(n % 10) + 0x30
                n /= 10
            } while n > 0
            append(digits.baseAddress! + i, 20 - i)
        }
    }

    mutating func append(hex number: Int) { append(Array(String(number, radix: 16).utf8)) }

    mutating func removeAll() { count = 0 }
    mutating func removeFirst(_ n: Int) {
        if n >= count {
            count = 0
        } else if n > 0 {
            memmove(base, base + n, count - n)
            count -= n
        }
    }
    /// Gives memory back that an unusually large content needed.
    mutating func shrink(to limit: Int) {
        if capacity <= limit || count > 0 { return }
        UnsafeMutableRawPointer(base).deallocate()
        base = UnsafeMutableRawPointer.allocate(byteCount: limit, alignment: 16).assumingMemoryBound(to: UInt8.self)
        capacity = limit
    }
    func deallocate() { UnsafeMutableRawPointer(base).deallocate() }
}
