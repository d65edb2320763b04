import CSwjs

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reads values from V8's structured clone format (`SerializationTag`), versions 13 to 15. The bytes may be anything: what is wrong
/// with them is an error. No more memory is taken than their length justifies.
///
/// No script runs meanwhile, and collections must be paused: numbered objects and the members of the arrays and objects that are
/// being read are in memory that the collector does not see.
struct ValueDeserializer {
    let style: SerializationStyle
    let bytes: UnsafeRawPointer
    let end: Int
    var position = 0
    private let rootShape: ShapeReference
    private let arrayShape: ShapeReference
    /// Set when the bytes were found wrong; the caller makes the error.
    private var isMalformed = false

    /// The objects by number; empty for those that are not made yet.
    private var objects = ValueBuffer()
    private var members = ValueBuffer()

    /// `clone`: arrays of the buffers that were moved, and of what both sides have.
    var transferred: Object?
    var shared: Object?

    init(_ vm: VM, _ bytes: UnsafeRawBufferPointer, _ style: SerializationStyle) {
        self.style = style
        // An empty message has no address; nothing is read from this one.
        self.bytes = bytes.baseAddress ?? UnsafeRawPointer(Unmanaged.passUnretained(vm).toOpaque())
        end = bytes.count
        rootShape = vm.realm.objectShape
        arrayShape = vm.realm.arrayShape
    }

    func release() {
        objects.release()
        members.release()
    }

    /// The header and the value behind it; what follows is ignored.
    mutating func readMessage(_ vm: VM) throws(JSException) -> Value {
        if end == 0 || byte(0) != SerializationTag.version { throw unsupportedVersion(vm) }
        position = 1
        do throws(JSException) {
            let version = try varint()
            if version < SerializationTag.oldestVersion || version > SerializationTag.latestVersion {
                throw unsupportedVersion(vm)
            }
            return try read(vm)
        } catch {
            if isMalformed { throw self.error(vm, "Unable to deserialize cloned data.") }
            throw error
        }
    }

    // MARK: Bytes

    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { bytes.load(fromByteOffset: offset, as: UInt8.self) }

    /// The next tag, which is not taken; padding before it is skipped.
    @inline(__always)
    mutating func peek() throws(JSException) -> UInt8 {
        while position < end {
            let tag = byte(position)
            if tag != SerializationTag.padding { return tag }
            position &+= 1
        }
        throw malformed()
    }

    @inline(__always)
    mutating func varint() throws(JSException) -> UInt32 {
        if position < end, byte(position) < 0x80 {
            position &+= 1
            return UInt32(byte(position &- 1))
        }
        return try longVarint()
    }

    /// Bits beyond the 32nd are dropped, as V8 does.
    @inline(never)
    private mutating func longVarint() throws(JSException) -> UInt32 {
        var value: UInt32 = 0
        var shift: UInt32 = 0
        while position < end {
            let next = byte(position)
            position &+= 1
            if shift < 32 {
                value |= UInt32(next & 0x7F) &<< shift
                shift &+= 7
            }
            if next < 0x80 { return value }
        }
        throw malformed()
    }

    /// The address of the next bytes, which are taken.
    @inline(__always)
    mutating func take(_ count: Int) throws(JSException) -> UnsafeRawPointer {
        if count > end &- position { throw malformed() }
        position &+= count
        return bytes + (position &- count)
    }

    mutating func double() throws(JSException) -> Double {
        Double(bitPattern: UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self)))
    }

    // MARK: Values

    mutating func read(_ vm: VM) throws(JSException) -> Value {
        let value = try readOne(vm)
        // A view stands behind the buffer that it shares.
        guard value.isCell, value.cellKind == .arrayBuffer || value.cellKind == .sharedArrayBuffer, position < end,
            try peek() == SerializationTag.view
        else { return value }
        position += 1
        return try readSharingView(vm, value.asObject)
    }

    private mutating func readOne(_ vm: VM) throws(JSException) -> Value {
        var tag = try peek()
        position &+= 1
        while tag == SerializationTag.objectCount {
            _ = try varint()
            tag = try peek()
            position &+= 1
        }
        switch tag {
        case SerializationTag.oneByte, SerializationTag.twoByte, SerializationTag.utf8: return Value(try readText(vm, tag))
        case SerializationTag.sharedString where style == .clone: return Value(try readText(vm, tag))
        case SerializationTag.int32:
            let bits = try varint()
            return Value(int32: Int32(bitPattern: bits >> 1) ^ -Int32(bitPattern: bits & 1))
        case SerializationTag.uint32: return Value(try varint())
        case SerializationTag.double: return Value(untrustedDouble: try double())
        case SerializationTag.undefined: return .undefined
        case SerializationTag.null: return .null
        case SerializationTag.true: return .true
        case SerializationTag.false: return .false
        case SerializationTag.bigint: return Value(try readDigits(vm))
        case SerializationTag.reference:
            let number = Int(try varint())
            if number >= objects.count || objects.values[number].isEmpty { throw malformed() }
            return objects.values[number]
        default: break
        }
        if UInt(bitPattern: swjs_stack_pointer()) < vm.nativeStackLimit { throw vm.stackOverflow() }
        switch tag {
        case SerializationTag.object: return try readObject(vm)
        case SerializationTag.dense: return try readDense(vm)
        case SerializationTag.sparse: return try readSparse(vm)
        default: return try readBuiltin(vm, tag)
        }
    }

    /// Gives an object the next number.
    mutating func keep(_ object: Object) -> Value {
        objects.append(Value(object))
        return Value(object)
    }

    /// Reserves the next number for an object that is made later, by `settle`.
    mutating func reserve() -> Int {
        objects.append(.empty)
        return objects.count - 1
    }

    func settle(_ number: Int, _ object: Object) -> Value {
        objects.values[number] = Value(object)
        return Value(object)
    }

    // MARK: Text

    /// The string behind a tag that was read.
    mutating func readText(_ vm: VM, _ tag: UInt8) throws(JSException) -> JSString {
        if tag == SerializationTag.sharedString {
            guard style == .clone, let string = try readElement(of: shared).string else { throw malformed() }
            return string
        }
        let size = Int(try varint())
        let start = try take(size)
        switch tag {
        case SerializationTag.oneByte:
            if size > JSString.maxLength { throw malformed() }
            return vm.string(latin1: UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: size))
        case SerializationTag.twoByte:
            if size & 1 != 0 || size >> 1 > JSString.maxLength { throw malformed() }
            return vm.string(unalignedUTF16: start, count: size >> 1)
        default:
            if size > JSString.maxLength { throw malformed() }
            return vm.string(utf8: UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: size))
        }
    }

    /// A value that must be a string.
    mutating func readString(_ vm: VM) throws(JSException) -> JSString {
        let tag = try peek()
        switch tag {
        case SerializationTag.oneByte, SerializationTag.twoByte, SerializationTag.utf8, SerializationTag.sharedString: break
        default: throw malformed()
        }
        position &+= 1
        return try readText(vm, tag)
    }

    mutating func readDigits(_ vm: VM) throws(JSException) -> JSBigInt {
        let bits = try varint()
        let count = Int(bits >> 1)
        // There is no -0n.
        if count > BigInteger.maximumBitLength / 8 || bits == 1 { throw malformed() }
        let start = try take(count)
        var limbs = [UInt](repeating: 0, count: (count + 7) / 8)
        for i in 0..<count { limbs[i / 8] |= UInt(start.load(fromByteOffset: i, as: UInt8.self)) &<< UInt(i % 8 * 8) }
        return vm.makeBigInt(BigInteger(magnitude: limbs, isNegative: bits & 1 != 0))
    }

    // MARK: Objects

    /// Objects that look alike mostly take the transition that was taken last, so that a key is compared with one name only.
    private mutating func readObject(_ vm: VM) throws(JSException) -> Value {
        let object = vm.allocateObject(shape: rootShape)
        let start = position
        let result = keep(object)
        let base = members.count
        var shape = rootShape
        // Set when the members do not fit a shape: indices, too many of them.
        var isSlow = false
        var count: UInt32 = 0
        while true {
            let tag = try peek()
            if tag == SerializationTag.objectEnd { break }
            if !isSlow, tag == SerializationTag.oneByte, let child = takeExpectedKey(shape) {
                members.append(try read(vm))
                shape = child
            } else {
                let key = try readKey(vm)
                if isSlow {
                    try define(vm, object, key, try read(vm), from: start)
                } else if !key.isIndex, shape.pointee.count < Shape.transitionLimit {
                    if shape.pointee.find(key) >= 0 { throw malformed() }
                    members.append(try read(vm))
                    shape = vm.shapes.adding(key, .all, to: shape)
                } else {
                    fill(vm, object, shape, from: base)
                    isSlow = true
                    try define(vm, object, key, try read(vm), from: start)
                }
            }
            count &+= 1
        }
        position &+= 1
        if try varint() != count { throw malformed() }
        if !isSlow { fill(vm, object, shape, from: base) }
        return result
    }

    /// Gives an object its shape and the values from `base` on.
    private mutating func fill(_ vm: VM, _ object: Object, _ shape: ShapeReference, from base: Int) {
        let count = members.count &- base
        if count == 0 { return }
        let inline = min(count, object.inlineCapacity)
        (object.cell + Object.slotsEnd).assumingMemoryBound(to: Value.self).update(from: members.values + base, count: inline)
        if count > inline {
            let slots = vm.allocateStorage(count - inline)
            Storage.values(slots).update(from: members.values + base + inline, count: count - inline)
            object.slots = slots
        }
        object.shapeID = shape.pointee.id
        members.truncate(base)
    }

    /// The shape that the last transition leads to, when the key it adds is the one that comes; which is then taken.
    @inline(__always)
    private mutating func takeExpectedKey(_ shape: ShapeReference) -> ShapeReference? {
        let last = shape.pointee.lastTransition
        guard let child = last.child, last.attributes == .all, !last.key.isIndex, Cell.kind(last.key.cell) == .string else {
            return nil
        }
        let name = JSString(cell: last.key.cell)
        let length = name.length
        guard length < 0x80, !name.isWide, position &+ 2 &+ length <= end,
            byte(position &+ 1) == UInt8(truncatingIfNeeded: length), memcmp(name.latin1, bytes + position + 2, length) == 0
        else { return nil }
        position &+= 2 &+ length
        return child
    }

    /// A property's key: a string or a number.
    private mutating func readKey(_ vm: VM) throws(JSException) -> PropertyKey {
        let tag = try peek()
        if tag == SerializationTag.oneByte {
            position &+= 1
            let size = Int(try varint())
            let start = try take(size).assumingMemoryBound(to: UInt8.self)
            let text = UnsafeBufferPointer(start: start, count: size)
            if size > 0, start[0] > 0x39 {
                let found = vm.atoms.find(hash: JSString.hash(text)) { atom in
                    atom.length == size && !atom.isWide && memcmp(atom.latin1, start, size) == 0
                }
                if let found { return PropertyKey(cell: found.cell) }
            }
            return vm.key(vm.string(latin1: text))
        }
        switch tag {
        case SerializationTag.twoByte, SerializationTag.utf8, SerializationTag.sharedString: return vm.key(try readString(vm))
        case SerializationTag.int32, SerializationTag.uint32, SerializationTag.double:
            let number = try readOne(vm)
            if number.isInt32, number.asInt32 >= 0 { return PropertyKey(index: UInt32(number.asInt32)) }
            return vm.key(try vm.toString(number))
        default: throw malformed()
        }
    }

    /// Adds a property, which must not be there.
    /// - Parameter start: where the object began. Indices that are larger than the bytes since then explain take no room.
    private mutating func define(
        _ vm: VM, _ object: Object, _ key: PropertyKey, _ value: Value, from start: Int
    ) throws(JSException) {
        if vm.ownProperty(object, key) != nil { throw malformed() }
        if key.isIndex, Int(key.index) > 1024 + 8 * (position - start), !object.has(CellFlags.sparse) {
            vm.makeElementsSparse(object)
        }
        vm.defineOwn(object, key, value)
    }

    private mutating func readProperties(_ vm: VM, _ object: Object, until tag: UInt8, from start: Int) throws(JSException) {
        var count: UInt32 = 0
        while try peek() != tag {
            let key = try readKey(vm)
            try define(vm, object, key, try read(vm), from: start)
            count &+= 1
        }
        position &+= 1
        if try varint() != count { throw malformed() }
    }

    // MARK: Arrays

    private mutating func readDense(_ vm: VM) throws(JSException) -> Value {
        let length = try varint()
        let start = position
        if Int(length) > end &- position { throw malformed() }
        let array = vm.allocateArray(shape: arrayShape, length: 0, capacity: 0)
        let result = keep(array)
        let base = members.count
        for _ in 0..<length {
            if try peek() == SerializationTag.hole {
                position &+= 1
                members.append(.empty)
            } else {
                members.append(try read(vm))
            }
        }
        if length > 0 {
            let storage = vm.allocateStorage(Int(length))
            Storage.values(storage).update(from: members.values + base, count: Int(length))
            array.elements = storage
            array.arrayLength = length
            members.truncate(base)
        }
        try readProperties(vm, array, until: SerializationTag.denseEnd, from: start)
        if try varint() != length { throw malformed() }
        return result
    }

    private mutating func readSparse(_ vm: VM) throws(JSException) -> Value {
        let length = try varint()
        let start = position
        let array = vm.allocateArray(shape: arrayShape, length: 0, capacity: 0)
        let result = keep(array)
        array.arrayLength = length
        try readProperties(vm, array, until: SerializationTag.sparseEnd, from: start)
        if try varint() != length { throw malformed() }
        return result
    }

    // MARK: Errors

    /// To be thrown for bytes that are wrong.
    @inline(never)
    mutating func malformed() -> JSException {
        isMalformed = true
        return JSException()
    }

    private func unsupportedVersion(_ vm: VM) -> JSException {
        error(vm, "Unable to deserialize cloned data due to invalid or unsupported version.")
    }

    private func error(_ vm: VM, _ message: String) -> JSException {
        if style == .clone { return vm.dataCloneError(message) }
        return vm.throwValue(Value(vm.makeError(.errorPrototype, message)))
    }
}
