/// Time values and what they are made of. A time value is milliseconds since 1970-01-01T00:00:00Z, or NaN.
/// [Time-related Constants and abstract operations](https://tc39.es/ecma262/#sec-overview-of-date-objects-and-definitions-of-abstract-operations)
enum DateMath {
    static let msPerSecond = 1000.0
    static let msPerMinute = 60_000.0
    static let msPerHour = 3_600_000.0
    static let msPerDay = 86_400_000.0

    /// The fields of a time value that is finite.
    struct Fields {
        var year: Int
        /// 0 to 11.
        var month: Int
        /// 1 to 31.
        var day: Int
        var hour: Int
        var minute: Int
        var second: Int
        var millisecond: Int
        /// 0, Sunday, to 6.
        var weekday: Int

        /// - Parameter t: a finite time value, already in the wanted time zone.
        @inline(__always)
        init(_ t: Double) {
            let ms = Int64(t)
            let days = DateMath.floorDivide(ms, 86_400_000)
            let inDay = Int(ms &- days &* 86_400_000)
            hour = inDay / 3_600_000
            minute = inDay / 60_000 % 60
            second = inDay / 1000 % 60
            millisecond = inDay % 1000
            let w = Int((days &+ 4) % 7)
            weekday = w < 0 ? w &+ 7 : w
            (year, month, day) = DateMath.civil(fromDay: Int(days))
        }
    }

    @inline(__always)
    static func floorDivide(_ a: Int64, _ b: Int64) -> Int64 {
        let q = a / b
        return a % b < 0 ? q &- 1 : q
    }

    /// Day ( t )
    @inline(__always)
    static func day(_ t: Double) -> Double { (t / msPerDay).rounded(.down) }

    /// TimeWithinDay ( t ): 0 <= result < msPerDay.
    @inline(__always)
    static func timeWithinDay(_ t: Double) -> Double { t - day(t) * msPerDay }

    /// WeekDay ( t ): 0, Sunday, to 6.
    static func weekDay(_ t: Double) -> Int { Fields(t).weekday }

    /// Year, month and day of a day number. Years are counted from March, in eras of 400, so that the leap day is the last
    /// of its year.
    static func civil(fromDay day: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = day + 719_468
        let era = Int(floorDivide(Int64(shifted), 146_097))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 2 : marchMonth - 10
        return (yearOfEra + era * 400 + (month <= 1 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The day number of a date; `month` is 0 to 11, `day` may be any number.
    static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 1 ? year - 1 : year
        let era = Int(floorDivide(Int64(y), 400))
        let yearOfEra = y - era * 400
        let marchMonth = month <= 1 ? month + 10 : month - 2
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func daysInMonth(year: Int, month: Int) -> Int {
        switch month {
        case 1: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 3, 5, 8, 10: 30
        default: 31
        }
    }

    /// MakeTime ( hour, min, sec, ms )
    ///
    /// [MakeTime](https://tc39.es/ecma262/#sec-maketime)
    static func makeTime(_ hour: Double, _ min: Double, _ sec: Double, _ ms: Double) -> Double {
        if !hour.isFinite || !min.isFinite || !sec.isFinite || !ms.isFinite { return .nan }
        let h = NumberMath.toIntegerOrInfinity(hour)
        let m = NumberMath.toIntegerOrInfinity(min)
        let s = NumberMath.toIntegerOrInfinity(sec)
        return ((h * msPerHour + m * msPerMinute) + s * msPerSecond) + NumberMath.toIntegerOrInfinity(ms)
    }

    /// MakeDay ( year, month, date )
    ///
    /// [MakeDay](https://tc39.es/ecma262/#sec-makeday)
    static func makeDay(_ year: Double, _ month: Double, _ date: Double) -> Double {
        if !year.isFinite || !month.isFinite || !date.isFinite { return .nan }
        let y = NumberMath.toIntegerOrInfinity(year)
        let m = NumberMath.toIntegerOrInfinity(month)
        let ym = y + (m / 12).rounded(.down)
        // Far outside of the time value range, but well inside of Int.
        if ym.magnitude > 400_000 { return .nan }
        let mn = Int(m - (m / 12).rounded(.down) * 12)
        return Double(dayNumber(year: Int(ym), month: mn, day: 1)) + NumberMath.toIntegerOrInfinity(date) - 1
    }

    /// MakeDate ( day, time )
    ///
    /// [MakeDate](https://tc39.es/ecma262/#sec-makedate)
    static func makeDate(_ day: Double, _ time: Double) -> Double {
        if !day.isFinite || !time.isFinite { return .nan }
        let tv = day * msPerDay + time
        return tv.isFinite ? tv : .nan
    }

    /// MakeFullYear ( year ): 0 to 99 mean 1900 to 1999.
    ///
    /// [MakeFullYear](https://tc39.es/ecma262/#sec-makefullyear)
    static func makeFullYear(_ year: Double) -> Double {
        if year.isNaN { return .nan }
        let truncated = NumberMath.toIntegerOrInfinity(year)
        return truncated >= 0 && truncated <= 99 ? 1900 + truncated : truncated
    }

    /// TimeClip ( time )
    ///
    /// [TimeClip](https://tc39.es/ecma262/#sec-timeclip)
    @inline(__always)
    static func timeClip(_ time: Double) -> Double {
        time.magnitude <= 8.64e15 ? NumberMath.toIntegerOrInfinity(time) : .nan
    }
}
