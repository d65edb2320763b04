/// The getters and setters of Date.prototype, in local time and in UTC.
/// https://tc39.es/ecma262/#sec-properties-of-the-date-prototype-object

private enum Field {
    case year, month, day, hours, minutes, seconds, milliseconds, weekday
}

let dateGetters: [BuiltinProperty] = [
    .method("getDate", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .day, true) },
    .method("getDay", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .weekday, true) },
    .method("getFullYear", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .year, true) },
    .method("getHours", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .hours, true) },
    .method("getMilliseconds", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .milliseconds, true) },
    .method("getMinutes", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .minutes, true) },
    .method("getMonth", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .month, true) },
    .method("getSeconds", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .seconds, true) },
    .method("getTimezoneOffset", 0, dateGetTimezoneOffset),
    .method("getUTCDate", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .day, false) },
    .method("getUTCDay", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .weekday, false) },
    .method("getUTCFullYear", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .year, false) },
    .method("getUTCHours", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .hours, false) },
    .method("getUTCMilliseconds", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .milliseconds, false) },
    .method("getUTCMinutes", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .minutes, false) },
    .method("getUTCMonth", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .month, false) },
    .method("getUTCSeconds", 0) { (vm, args) throws(JSException) -> Value in try getField(vm, args, .seconds, false) },
    .method("getYear", 0, dateGetYear),
]

let dateSetters: [BuiltinProperty] = [
    .method("setDate", 1) { (vm, args) throws(JSException) -> Value in try setDay(vm, args, .day, 1, true) },
    .method("setFullYear", 3) { (vm, args) throws(JSException) -> Value in try setDay(vm, args, .year, 3, true) },
    .method("setHours", 4) { (vm, args) throws(JSException) -> Value in try setTime(vm, args, .hours, 4, true) },
    .method("setMilliseconds", 1) { (vm, args) throws(JSException) -> Value in try setTime(vm, args, .milliseconds, 1, true) },
    .method("setMinutes", 3) { (vm, args) throws(JSException) -> Value in try setTime(vm, args, .minutes, 3, true) },
    .method("setMonth", 2) { (vm, args) throws(JSException) -> Value in try setDay(vm, args, .month, 2, true) },
    .method("setSeconds", 2) { (vm, args) throws(JSException) -> Value in try setTime(vm, args, .seconds, 2, true) },
    .method("setTime", 1, dateSetTime),
    .method("setUTCDate", 1) { (vm, args) throws(JSException) -> Value in try setDay(vm, args, .day, 1, false) },
    .method("setUTCFullYear", 3) { (vm, args) throws(JSException) -> Value in try setDay(vm, args, .year, 3, false) },
    .method("setUTCHours", 4) { (vm, args) throws(JSException) -> Value in try setTime(vm, args, .hours, 4, false) },
    .method("setUTCMilliseconds", 1) { (vm, args) throws(JSException) -> Value in
        try setTime(vm, args, .milliseconds, 1, false)
    },
    .method("setUTCMinutes", 3) { (vm, args) throws(JSException) -> Value in try setTime(vm, args, .minutes, 3, false) },
    .method("setUTCMonth", 2) { (vm, args) throws(JSException) -> Value in try setDay(vm, args, .month, 2, false) },
    .method("setUTCSeconds", 2) { (vm, args) throws(JSException) -> Value in try setTime(vm, args, .seconds, 2, false) },
    .method("setYear", 1, dateSetYear),
]

/// The get... methods.
private func getField(_ vm: VM, _ args: Arguments, _ field: Field, _ local: Bool) throws(JSException) -> Value {
    let time = try thisDate(vm, args).internalSlot(0).asNumber
    if time.isNaN { return .nan }
    let fields = DateMath.Fields(local ? vm.timeZone.localTime(time) : time)
    let value: Int
    switch field {
    case .year: value = fields.year
    case .month: value = fields.month
    case .day: value = fields.day
    case .hours: value = fields.hour
    case .minutes: value = fields.minute
    case .seconds: value = fields.second
    case .milliseconds: value = fields.millisecond
    case .weekday: value = fields.weekday
    }
    return Value(int32: Int32(value))
}

/// Date.prototype.getTimezoneOffset ( ) https://tc39.es/ecma262/#sec-date.prototype.gettimezoneoffset
@Sendable
private func dateGetTimezoneOffset(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let time = try thisDate(vm, args).internalSlot(0).asNumber
    if time.isNaN { return .nan }
    return Value(0 - vm.timeZone.offset(atUTC: time) / DateMath.msPerMinute)
}

/// Date.prototype.getYear ( ) https://tc39.es/ecma262/#sec-date.prototype.getyear
@Sendable
private func dateGetYear(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let year = try getField(vm, args, .year, true)
    return year.isInt32 ? Value(int32: year.asInt32 - 1900) : year
}

/// Stores a new time value and answers it.
private func store(_ date: Object, _ time: Double) -> Value {
    let value = Value(untrustedDouble: DateMath.timeClip(time))
    date.setInternalSlot(0, value)
    return value
}

/// The setters of hours, minutes, seconds and milliseconds, which also take what is smaller than their own field.
/// - Parameter count: how many fields there are from `first` on.
private func setTime(_ vm: VM, _ args: Arguments, _ first: Field, _ count: Int, _ local: Bool) throws(JSException) -> Value {
    let date = try thisDate(vm, args)
    let time = date.internalSlot(0).asNumber
    // All arguments are converted, also those of an invalid date.
    let a = try vm.toNumber(args[0])
    let b = args.count > 1 && count > 1 ? try vm.toNumber(args[1]) : nil
    let c = args.count > 2 && count > 2 ? try vm.toNumber(args[2]) : nil
    let d = args.count > 3 && count > 3 ? try vm.toNumber(args[3]) : nil
    if time.isNaN { return .nan }
    let t = local ? vm.timeZone.localTime(time) : time
    let fields = DateMath.Fields(t)
    var hour = Double(fields.hour)
    var minute = Double(fields.minute)
    var second = Double(fields.second)
    var millisecond = Double(fields.millisecond)
    switch first {
    case .hours:
        hour = a
        minute = b ?? minute
        second = c ?? second
        millisecond = d ?? millisecond
    case .minutes:
        minute = a
        second = b ?? second
        millisecond = c ?? millisecond
    case .seconds:
        second = a
        millisecond = b ?? millisecond
    default:
        millisecond = a
    }
    let result = DateMath.makeDate(DateMath.day(t), DateMath.makeTime(hour, minute, second, millisecond))
    return store(date, local ? vm.timeZone.utc(result) : result)
}

/// The setters of year, month and day.
private func setDay(_ vm: VM, _ args: Arguments, _ first: Field, _ count: Int, _ local: Bool) throws(JSException) -> Value {
    let date = try thisDate(vm, args)
    var time = date.internalSlot(0).asNumber
    let a = try vm.toNumber(args[0])
    let b = args.count > 1 && count > 1 ? try vm.toNumber(args[1]) : nil
    let c = args.count > 2 && count > 2 ? try vm.toNumber(args[2]) : nil
    if time.isNaN {
        // Only a year makes an invalid date valid.
        if first != .year { return .nan }
        time = 0
    } else if local {
        time = vm.timeZone.localTime(time)
    }
    let fields = DateMath.Fields(time)
    var year = Double(fields.year)
    var month = Double(fields.month)
    var day = Double(fields.day)
    switch first {
    case .year:
        year = a
        month = b ?? month
        day = c ?? day
    case .month:
        month = a
        day = b ?? day
    default:
        day = a
    }
    let result = DateMath.makeDate(DateMath.makeDay(year, month, day), DateMath.timeWithinDay(time))
    return store(date, local ? vm.timeZone.utc(result) : result)
}

/// Date.prototype.setTime ( time ) https://tc39.es/ecma262/#sec-date.prototype.settime
@Sendable
private func dateSetTime(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let date = try thisDate(vm, args)
    return store(date, try vm.toNumber(args[0]))
}

/// Date.prototype.setYear ( year ) https://tc39.es/ecma262/#sec-date.prototype.setyear
@Sendable
private func dateSetYear(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let date = try thisDate(vm, args)
    let time = date.internalSlot(0).asNumber
    let year = try vm.toNumber(args[0])
    if year.isNaN { return store(date, .nan) }
    let local = time.isNaN ? 0 : vm.timeZone.localTime(time)
    let fields = DateMath.Fields(local)
    let day = DateMath.makeDay(DateMath.makeFullYear(year), Double(fields.month), Double(fields.day))
    return store(date, vm.timeZone.utc(DateMath.makeDate(day, DateMath.timeWithinDay(local))))
}
