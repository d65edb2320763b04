#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Date https://tc39.es/ecma262/#sec-date-objects
///
/// Internal slots of a Date object: 0 [[DateValue]], a Number.
func initialiseDate(_ realm: Realm) {
    let vm = realm.vm
    realm.defineConstructor(
        "Date", .date, .datePrototype, length: 7, dateConstructor, statics: dateStatics, prototype: datePrototypeProperties)
    let prototype = realm[.datePrototype].asObject
    realm.define(dateGetters, on: prototype)
    realm.define(dateSetters, on: prototype)
    // The Annex B name is the same function object.
    if let method = vm.ownProperty(prototype, vm.key("toUTCString")) {
        vm.defineOwn(prototype, vm.key("toGMTString"), method.value, .hidden)
    }
}

private let dateStatics: [BuiltinProperty] = [
    .method("now", 0, dateNow),
    .method("parse", 1, dateParse),
    .method("UTC", 7, dateUTC),
]

private let datePrototypeProperties: [BuiltinProperty] = [
    .method("toDateString", 0, dateToDateString),
    .method("toISOString", 0, dateToISOString),
    .method("toJSON", 1, dateToJSON),
    .method("toLocaleDateString", 0, dateToLocaleDateString),
    .method("toLocaleString", 0, dateToLocaleString),
    .method("toLocaleTimeString", 0, dateToLocaleTimeString),
    .method("toString", 0, dateToString),
    .method("toTimeString", 0, dateToTimeString),
    .method("toUTCString", 0, dateToUTCString),
    .method("valueOf", 0, dateGetTime),
    .method("getTime", 0, dateGetTime),
    .method(.toPrimitive, 1, dateToPrimitive, attributes: [.configurable]),
]

extension VM {
    /// The time now, in whole milliseconds.
    func currentTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) * 1000 + Double(time.tv_nsec / 1_000_000)
    }

    /// A Date object with a time value, which is clipped.
    public func makeDate(_ time: Double) -> Object {
        let object = makeObject(.date, prototype: realm[.datePrototype], internalSlots: 1)
        object.setInternalSlot(0, Value(untrustedDouble: DateMath.timeClip(time)))
        return object
    }

    /// The time value of a Date object, nil for another value.
    public func dateValue(_ value: Value) -> Double? { value.object(of: .date)?.internalSlot(0).asNumber }

    /// Date.parse of any text.
    func parseDate(_ string: JSString) -> Double {
        let flat = string.flat(self)
        return flat.isWide
            ? DateParser.parse(UnsafeBufferPointer(start: flat.utf16, count: flat.length), &timeZone)
            : DateParser.parse(UnsafeBufferPointer(start: flat.latin1, count: flat.length), &timeZone)
    }

    /// The text of a valid date as Date.prototype.toString writes it.
    func dateText(_ time: Double) -> JSString {
        if time.isNaN { return string("Invalid Date") }
        return string(capacity: DateText.capacity) { DateText.toString(time, &timeZone, $0) }
    }
}

/// Date ( ...values ) https://tc39.es/ecma262/#sec-date
@Sendable
private func dateConstructor(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    if !args.isConstruct { return Value(vm.dateText(vm.currentTime())) }
    var time: Double
    if args.count == 0 {
        time = vm.currentTime()
    } else if args.count == 1 {
        if let other = args[0].object(of: .date) {
            time = other.internalSlot(0).asNumber
        } else {
            let primitive = try vm.toPrimitive(args[0])
            time = primitive.isString ? vm.parseDate(primitive.asString) : DateMath.timeClip(try vm.toNumber(primitive))
        }
    } else {
        time = DateMath.timeClip(vm.timeZone.utc(try dateFromComponents(vm, args)))
    }
    let prototype = try vm.prototypeFromConstructor(args.newTarget, .datePrototype)
    let object = vm.makeObject(.date, prototype: prototype, internalSlots: 1)
    object.setInternalSlot(0, Value(untrustedDouble: time))
    return Value(object)
}

/// The time of year, month and so on, in no time zone.
private func dateFromComponents(_ vm: VM, _ args: Arguments) throws(JSException) -> Double {
    let year = try vm.toNumber(args[0])
    let month = args.count > 1 ? try vm.toNumber(args[1]) : 0
    let day = args.count > 2 ? try vm.toNumber(args[2]) : 1
    let hour = args.count > 3 ? try vm.toNumber(args[3]) : 0
    let minute = args.count > 4 ? try vm.toNumber(args[4]) : 0
    let second = args.count > 5 ? try vm.toNumber(args[5]) : 0
    let millisecond = args.count > 6 ? try vm.toNumber(args[6]) : 0
    return DateMath.makeDate(
        DateMath.makeDay(DateMath.makeFullYear(year), month, day), DateMath.makeTime(hour, minute, second, millisecond))
}

/// Date.now ( ) https://tc39.es/ecma262/#sec-date.now
@Sendable
private func dateNow(_ vm: VM, _ args: Arguments) throws(JSException) -> Value { Value(rawDouble: vm.currentTime()) }

/// Date.parse ( string ) https://tc39.es/ecma262/#sec-date.parse
@Sendable
private func dateParse(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(untrustedDouble: vm.parseDate(try vm.toString(args[0])))
}

/// Date.UTC ( year, month, date, hours, minutes, seconds, ms ) https://tc39.es/ecma262/#sec-date.utc
@Sendable
private func dateUTC(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(untrustedDouble: DateMath.timeClip(try dateFromComponents(vm, args)))
}

/// ThisTimeValue ( value ) https://tc39.es/ecma262/#sec-thistimevalue
@inline(__always)
func thisDate(_ vm: VM, _ args: Arguments) throws(JSException) -> Object {
    guard let date = args.this.object(of: .date) else { throw vm.typeError("this is not a Date object.") }
    return date
}

/// Date.prototype.getTime ( ) https://tc39.es/ecma262/#sec-date.prototype.gettime
@Sendable
private func dateGetTime(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try thisDate(vm, args).internalSlot(0)
}

/// Date.prototype [ %Symbol.toPrimitive% ] ( hint ) https://tc39.es/ecma262/#sec-date.prototype-%symbol.toprimitive%
@Sendable
private func dateToPrimitive(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    guard let object = args.this.object else {
        throw vm.typeError(
            "Method Date.prototype [ @@toPrimitive ] called on incompatible receiver \(vm.describeReceiver(args.this))")
    }
    let isString: Bool
    switch args[0].string.map({ $0.toSwift(vm) }) {
    case "string", "default": isString = true
    case "number": isString = false
    default: throw vm.typeError("Invalid hint: \(vm.describeReceiver(args[0]))")
    }
    return try vm.ordinaryToPrimitive(object, isString ? .string : .number)
}

extension VM {
    /// OrdinaryToPrimitive ( O, hint )
    ///
    /// [OrdinaryToPrimitive](https://tc39.es/ecma262/#sec-ordinarytoprimitive)
    func ordinaryToPrimitive(_ object: Object, _ hint: PreferredType) throws(JSException) -> Value {
        let order: (KnownName, KnownName) = hint == .string ? (.toString, .valueOf) : (.valueOf, .toString)
        var method = try get(object, order.0)
        if method.isCallable {
            let result = try call(method, this: Value(object))
            if !result.isObject { return result }
        }
        method = try get(object, order.1)
        if method.isCallable {
            let result = try call(method, this: Value(object))
            if !result.isObject { return result }
        }
        throw typeError("Cannot convert object to primitive value")
    }
}

// MARK: Texts

@inline(__always)
private func dateText(
    _ vm: VM, _ args: Arguments, _ write: (Double, inout LocalTimeZone, UnsafeMutablePointer<UInt8>) -> Int
) throws(JSException) -> Value {
    let time = try thisDate(vm, args).internalSlot(0).asNumber
    if time.isNaN { return Value(vm.string("Invalid Date")) }
    return Value(vm.string(capacity: DateText.capacity) { write(time, &vm.timeZone, $0) })
}

/// Date.prototype.toDateString ( ) https://tc39.es/ecma262/#sec-date.prototype.todatestring
@Sendable
private func dateToDateString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try dateText(vm, args) { DateText.toDateString($0, &$1, $2) }
}

/// Date.prototype.toISOString ( ) https://tc39.es/ecma262/#sec-date.prototype.toisostring
@Sendable
private func dateToISOString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let time = try thisDate(vm, args).internalSlot(0).asNumber
    if time.isNaN { throw vm.rangeError("Invalid time value") }
    return Value(vm.string(capacity: DateText.capacity) { DateText.toISOString(time, $0) })
}

/// Date.prototype.toJSON ( key ) https://tc39.es/ecma262/#sec-date.prototype.tojson
@Sendable
private func dateToJSON(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let object = try vm.toObject(args.this)
    let value = try vm.toPrimitive(Value(object), .number)
    if value.isNumber && !value.asNumber.isFinite { return .null }
    return try vm.invoke(Value(object), vm.names[.toISOString])
}

/// Date.prototype.toLocaleDateString ( ) https://tc39.es/ecma262/#sec-date.prototype.tolocaledatestring
@Sendable
private func dateToLocaleDateString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try dateText(vm, args) { DateText.toLocaleString($0, .date, &$1, $2) }
}

/// Date.prototype.toLocaleString ( ) https://tc39.es/ecma262/#sec-date.prototype.tolocalestring
@Sendable
private func dateToLocaleString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try dateText(vm, args) { DateText.toLocaleString($0, .dateAndTime, &$1, $2) }
}

/// Date.prototype.toLocaleTimeString ( ) https://tc39.es/ecma262/#sec-date.prototype.tolocaletimestring
@Sendable
private func dateToLocaleTimeString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try dateText(vm, args) { DateText.toLocaleString($0, .time, &$1, $2) }
}

/// Date.prototype.toString ( ) https://tc39.es/ecma262/#sec-date.prototype.tostring
@Sendable
private func dateToString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    Value(vm.dateText(try thisDate(vm, args).internalSlot(0).asNumber))
}

/// Date.prototype.toTimeString ( ) https://tc39.es/ecma262/#sec-date.prototype.totimestring
@Sendable
private func dateToTimeString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try dateText(vm, args) { DateText.toTimeString($0, &$1, $2) }
}

/// Date.prototype.toUTCString ( ) https://tc39.es/ecma262/#sec-date.prototype.toutcstring
@Sendable
private func dateToUTCString(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    try dateText(vm, args) { (time, _, out) in DateText.toUTCString(time, out) }
}
