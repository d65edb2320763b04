import CSwjs

/// SerializeJSONProperty and what it calls https://tc39.es/ecma262/#sec-serializejsonproperty
struct JSONSerialiser {
    unowned(unsafe) let vm: VM
    private var out = JSONBuffer()
    /// The replacer function; undefined when there is none.
    var replacer = Value.undefined
    /// The names of a replacer array; the caller keeps them alive.
    var propertyList: [PropertyKey]?
    /// What a level is indented by: ASCII or any units.
    private var gap: [UInt16] = []
    /// The objects that are being written, each with the key that led to it.
    private var path: [(object: Object, key: PropertyKey)] = []
    private let toJSON: PropertyKey
    /// Shapes whose objects have no `toJSON` anywhere, as of this epoch and collection.
    private var plainShapes: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    private var nextPlain = 0
    private var plainEpoch: UInt32 = 0
    private var plainCollection = 0

    init(_ vm: VM) {
        self.vm = vm
        toJSON = vm.names[.toJSON]
    }

    func release() { out.release() }

    /// The argument `space` of JSON.stringify.
    mutating func setSpace(_ space: Value) throws(JSException) {
        var space = space
        if let object = space.object {
            if object.kind == .numberObject {
                space = Value(try vm.toNumber(space))
            } else if object.kind == .stringObject {
                space = Value(try vm.toString(space))
            }
        }
        if space.isNumber {
            let width = min(10, max(0, try vm.toIntegerOrInfinity(space)))
            gap = [UInt16](repeating: 0x20, count: Int(width))
        } else if let text = space.string?.flat(vm) {
            for i in 0..<min(10, text.length) { gap.append(text.unit(i)) }
        }
    }

    /// The text of a value, nil when it has none.
    mutating func serialise(_ value: Value) throws(JSException) -> JSString? {
        try writeText(value) ? try out.finish(vm) : nil
    }

    /// The same in UTF-8, behind bytes that are left free.
    mutating func serialise(_ value: Value, headroom: Int) throws(JSException) -> [UInt8]? {
        if !(try writeText(value)) { return nil }
        if let bytes = out.ascii(headroom: headroom) { return bytes }
        return vm.utf8(try out.finish(vm), headroom: headroom)
    }

    /// Writes the text of a value; false when it has none.
    private mutating func writeText(_ value: Value) throws(JSException) -> Bool {
        var value = value
        let key = vm.key(vm.emptyString)
        if !replacer.isUndefined {
            let wrapper = vm.makeObject()
            vm.defineOwn(wrapper, key, value)
            value = try prepare(value, key, holder: wrapper)
        } else {
            value = try prepare(value, key, holder: nil)
        }
        if !isSerialisable(value) { return false }
        try write(value, key)
        return true
    }

    // MARK: Values

    /// Steps 2 to 4 of SerializeJSONProperty: toJSON, the replacer function, wrapper objects.
    /// - Parameter holder: needed for a replacer only.
    @inline(__always)
    private mutating func prepare(_ value: Value, _ key: PropertyKey, holder: Object?) throws(JSException) -> Value {
        if !value.isCell && replacer.isUndefined { return value }
        return try prepareSlow(value, key, holder: holder)
    }

    private mutating func prepareSlow(_ value: Value, _ key: PropertyKey, holder: Object?) throws(JSException) -> Value {
        var value = value
        if value.isObject ? !isPlain(value.asObject) : value.isBigInt {
            let method = try vm.getV(value, toJSON)
            if method.isCallable { value = try vm.call(method, this: value, vm.value(of: key)) }
        }
        if !replacer.isUndefined, let holder {
            value = try vm.call(replacer, this: Value(holder), vm.value(of: key), value)
        }
        if let object = value.object {
            switch object.kind {
            case .numberObject: return Value(try vm.toNumber(value))
            case .stringObject: return Value(try vm.toString(value))
            case .booleanObject, .bigintObject: return object.internalSlot(0)
            default: break
            }
        }
        return value
    }

    /// True when neither the object nor its prototypes have a property `toJSON`; remembered by shape.
    private mutating func isPlain(_ object: Object) -> Bool {
        let id = object.shapeID
        if plainEpoch == vm.prototypeEpoch && plainCollection == vm.heap.collectionCount {
            if plainShapes.0 == id || plainShapes.1 == id || plainShapes.2 == id || plainShapes.3 == id { return true }
        } else {
            plainShapes = (0, 0, 0, 0)
            plainEpoch = vm.prototypeEpoch
            plainCollection = vm.heap.collectionCount
        }
        var current = object
        while true {
            if current.has(CellFlags.exotic | CellFlags.lazyProperties) { return false }
            let shape = vm.shape(current)
            if shape.pointee.isDictionary && current == object {
                return vm.ownProperty(object, toJSON) == nil && isPlainPrototype(shape)
            }
            if shape.pointee.find(toJSON) >= 0 { return false }
            let prototype = shape.pointee.prototype
            if !prototype.isObject { break }
            current = prototype.asObject
        }
        switch nextPlain {
        case 0: plainShapes.0 = id
        case 1: plainShapes.1 = id
        case 2: plainShapes.2 = id
        default: plainShapes.3 = id
        }
        nextPlain = (nextPlain + 1) & 3
        return true
    }

    private func isPlainPrototype(_ shape: ShapeReference) -> Bool {
        var prototype = shape.pointee.prototype
        while let object = prototype.object {
            if object.has(CellFlags.exotic | CellFlags.lazyProperties) || vm.shape(object).pointee.find(toJSON) >= 0 {
                return false
            }
            prototype = vm.shape(object).pointee.prototype
        }
        return true
    }

    /// False for what is left out of objects: undefined, functions and symbols.
    @inline(__always)
    private func isSerialisable(_ value: Value) -> Bool {
        if !value.isCell { return !value.isUndefined }
        return !value.isSymbol && !value.isCallable
    }

    /// Writes a prepared value that is serialisable.
    private mutating func write(_ value: Value, _ key: PropertyKey) throws(JSException) {
        if value.isInt32 {
            out.put(upTo: NumberText.decimalCapacity) { NumberText.toString(value.asInt32, $0) }
        } else if value.isDouble {
            let number = value.asDouble
            if number.isFinite {
                out.put(upTo: NumberText.decimalCapacity) { NumberText.toString(number, $0) }
            } else {
                out.put("null")
            }
        } else if value.isTrue {
            out.put("true")
        } else if value.isFalse {
            out.put("false")
        } else if value.isNull {
            out.put("null")
        } else if value.isString {
            out.put(quoted: value.asString.flat(vm))
        } else if value.isBigInt {
            throw vm.typeError("Do not know how to serialize a BigInt")
        } else {
            try writeObject(value.asObject, key)
        }
    }

    private mutating func writeObject(_ object: Object, _ key: PropertyKey) throws(JSException) {
        if UInt(bitPattern: swjs_stack_pointer()) < vm.nativeStackLimit { throw vm.stackOverflow() }
        for i in 0..<path.count where path[i].object == object { throw circularError(from: i, key) }
        path.append((object, key))
        if object.kind == .object && propertyList == nil && isFast(object) {
            try writeFastObject(object)
        } else if try vm.isArray(Value(object)) {
            try writeArray(object)
        } else {
            try writeSlowObject(object)
        }
        path.removeLast()
    }

    // MARK: Objects and arrays

    /// An ordinary object whose properties are all in its shape, which is not a dictionary.
    private func isFast(_ object: Object) -> Bool {
        !object.has(CellFlags.exotic | CellFlags.sparse) && object.elements == nil && !vm.shape(object).pointee.isDictionary
    }

    private mutating func writeFastObject(_ object: Object) throws(JSException) {
        let id = object.shapeID
        // Scripts that run meanwhile may change the object, but the names stay as they were.
        vm.pinnedShapes.append(id)
        defer { vm.pinnedShapes.removeLast() }
        let shape = vm.shapes[id]
        out.put(0x7B)
        var isFirst = true
        for i in 0..<shape.pointee.count {
            let entry = shape.pointee.entry(i)
            if !entry.attributes.contains(.enumerable) || !(entry.key.isIndex || Cell.kind(entry.key.cell) == .string) { continue }
            var value: Value
            if object.shapeID == id && !entry.attributes.contains(.accessor) {
                value = object.slotAddress(Int(entry.slot)).pointee
            } else {
                value = try vm.get(object, entry.key)
            }
            value = try prepare(value, entry.key, holder: object)
            if !isSerialisable(value) { continue }
            try writeMember(entry.key, value, &isFirst)
        }
        close(0x7D, isEmpty: isFirst)
    }

    private mutating func writeSlowObject(_ object: Object) throws(JSException) {
        let saved = vm.top
        defer { vm.top = saved }
        var keys: [PropertyKey] = []
        if let propertyList {
            keys = propertyList
        } else {
            let all = try vm.ownKeys(object)
            _ = vm.pushRoots(all)
            for key in all where key.isString {
                if let own = try vm.getOwnProperty(object, key), own.attributes.contains(.enumerable) { keys.append(key) }
            }
        }
        out.put(0x7B)
        var isFirst = true
        for key in keys {
            let value = try prepare(try vm.get(object, key), key, holder: object)
            if isSerialisable(value) { try writeMember(key, value, &isFirst) }
        }
        close(0x7D, isEmpty: isFirst)
    }

    @inline(__always)
    private mutating func writeMember(_ key: PropertyKey, _ value: Value, _ isFirst: inout Bool) throws(JSException) {
        if !isFirst { out.put(0x2C) }
        isFirst = false
        if !gap.isEmpty { newLine(path.count) }
        if key.isIndex {
            out.put(0x22)
            out.put(upTo: NumberText.decimalCapacity) { NumberText.toString(Double(key.index), $0) }
            out.put(0x22)
        } else {
            out.put(quoted: JSString(cell: key.cell))
        }
        out.put(0x3A)
        if !gap.isEmpty { out.put(0x20) }
        try write(value, key)
    }

    private mutating func writeArray(_ array: Object) throws(JSException) {
        let length = try vm.lengthOfArrayLike(array)
        out.put(0x5B)
        for i in 0..<length {
            if i > 0 { out.put(0x2C) }
            if !gap.isEmpty { newLine(path.count) }
            let key = i < Int(UInt32.max) ? PropertyKey(index: UInt32(i)) : vm.key(index: i)
            let element = array.kind == .array ? try vm.getElement(array, i) : try vm.get(array, key)
            let value = try prepare(element, key, holder: array)
            if isSerialisable(value) { try write(value, key) } else { out.put("null") }
        }
        close(0x5D, isEmpty: length == 0)
    }

    private mutating func close(_ bracket: UInt8, isEmpty: Bool) {
        if !isEmpty && !gap.isEmpty { newLine(path.count - 1) }
        out.put(bracket)
    }

    private mutating func newLine(_ depth: Int) {
        out.put(0x0A)
        for _ in 0..<depth { for unit in gap { out.put(unit: unit) } }
    }

    // MARK: Errors

    /// TypeError: Converting circular structure to JSON, with the way around the circle as V8 tells it.
    private func circularError(from start: Int, _ key: PropertyKey) -> JSException {
        func name(_ key: PropertyKey) -> String {
            key.isIndex ? "index \(key.index)" : "property '\(vm.describe(key))'"
        }
        func line(_ i: Int) -> String {
            "\n    |     \(name(path[i].key)) -> object with constructor '\(vm.constructorName(path[i].object))'"
        }
        var text = "Converting circular structure to JSON\n    --> starting at object with constructor "
        text += "'\(vm.constructorName(path[start].object))'"
        // The first two steps, dots when there are many, and the last one.
        let prefixEnd = min(path.count, start + 3)
        for i in (start + 1)..<prefixEnd { text += line(i) }
        if path.count > prefixEnd + 1 { text += "\n    |     ..." }
        for i in max(prefixEnd, path.count - 1)..<path.count { text += line(i) }
        text += "\n    --- \(name(key)) closes the circle"
        return vm.typeError(text)
    }
}
