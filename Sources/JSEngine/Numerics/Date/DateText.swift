/// Dates to text: every function writes ASCII to a buffer of the caller, with room for ``capacity`` bytes, and returns how
/// many bytes it wrote. Invalid dates ("Invalid Date", or a RangeError for toISOString) are the engine's.
enum DateText {
    static let capacity = 128

    private static let weekdays: StaticString = "SunMonTueWedThuFriSat"
    private static let months: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"

    private static func putName(_ names: StaticString, _ index: Int, _ writer: inout ASCIIWriter) {
        writer.put(UnsafeBufferPointer(start: names.utf8Start + 3 * index, count: 3))
    }

    /// Date.prototype.toISOString ( )
    ///
    /// [toISOString](https://tc39.es/ecma262/#sec-date.prototype.toisostring)
    static func toISOString(_ t: Double, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        let f = DateMath.Fields(t)
        var writer = ASCIIWriter(out)
        if f.year >= 0 && f.year <= 9999 {
            writer.put(decimal: f.year, width: 4)
        } else {
            writer.put(f.year < 0 ? 0x2D : 0x2B)
            writer.put(decimal: abs(f.year), width: 6)
        }
        writer.put(0x2D)
        writer.put(decimal: f.month + 1, width: 2)
        writer.put(0x2D)
        writer.put(decimal: f.day, width: 2)
        writer.put(0x54)
        putClock(f, &writer)
        writer.put(0x2E)
        writer.put(decimal: f.millisecond, width: 3)
        writer.put(0x5A)
        return writer.count
    }

    /// Date.prototype.toUTCString ( )
    ///
    /// [toUTCString](https://tc39.es/ecma262/#sec-date.prototype.toutcstring)
    static func toUTCString(_ t: Double, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        let f = DateMath.Fields(t)
        var writer = ASCIIWriter(out)
        putName(weekdays, f.weekday, &writer)
        writer.put(", ")
        writer.put(decimal: f.day, width: 2)
        writer.put(0x20)
        putName(months, f.month, &writer)
        writer.put(0x20)
        putYear(f.year, &writer)
        writer.put(0x20)
        putClock(f, &writer)
        writer.put(" GMT")
        return writer.count
    }

    /// Date.prototype.toString ( ): ToDateString of a valid time value.
    ///
    /// [ToDateString](https://tc39.es/ecma262/#sec-todatestring)
    static func toString(_ t: Double, _ zone: inout LocalTimeZone, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        let moment = zone.moment(atUTC: t)
        let f = DateMath.Fields(t + moment.offset)
        var writer = ASCIIWriter(out)
        putDate(f, &writer)
        writer.put(0x20)
        putTime(f, moment, &zone, &writer)
        return writer.count
    }

    /// Date.prototype.toDateString ( )
    ///
    /// [toDateString](https://tc39.es/ecma262/#sec-date.prototype.todatestring)
    static func toDateString(_ t: Double, _ zone: inout LocalTimeZone, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        var writer = ASCIIWriter(out)
        putDate(DateMath.Fields(zone.localTime(t)), &writer)
        return writer.count
    }

    /// Date.prototype.toTimeString ( )
    ///
    /// [toTimeString](https://tc39.es/ecma262/#sec-date.prototype.totimestring)
    static func toTimeString(_ t: Double, _ zone: inout LocalTimeZone, _ out: UnsafeMutablePointer<UInt8>) -> Int {
        let moment = zone.moment(atUTC: t)
        var writer = ASCIIWriter(out)
        putTime(DateMath.Fields(t + moment.offset), moment, &zone, &writer)
        return writer.count
    }

    /// Which of the three toLocale...String methods.
    enum LocaleStyle {
        case dateAndTime, date, time
    }

    /// Date.prototype.toLocaleString ( ), toLocaleDateString ( ) and toLocaleTimeString ( )
    ///
    /// NOTE: there is no Intl. Whatever locale and options are given, the result is the default of en-US:
    /// "3/1/2022, 10:00:00 AM".
    static func toLocaleString(
        _ t: Double, _ style: LocaleStyle, _ zone: inout LocalTimeZone, _ out: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let f = DateMath.Fields(zone.localTime(t))
        var writer = ASCIIWriter(out)
        if style != .time {
            writer.put(decimal: UInt64(f.month + 1))
            writer.put(0x2F)
            writer.put(decimal: UInt64(f.day))
            writer.put(0x2F)
            // Years before 1 count backwards from 1 BC; the era is not written.
            writer.put(decimal: UInt64(f.year > 0 ? f.year : 1 - f.year))
        }
        if style == .dateAndTime { writer.put(", ") }
        if style != .date {
            writer.put(decimal: UInt64(f.hour % 12 == 0 ? 12 : f.hour % 12))
            writer.put(0x3A)
            writer.put(decimal: f.minute, width: 2)
            writer.put(0x3A)
            writer.put(decimal: f.second, width: 2)
            writer.put(f.hour < 12 ? " AM" : " PM")
        }
        return writer.count
    }

    /// HH:mm:ss
    private static func putClock(_ f: DateMath.Fields, _ writer: inout ASCIIWriter) {
        writer.put(decimal: f.hour, width: 2)
        writer.put(0x3A)
        writer.put(decimal: f.minute, width: 2)
        writer.put(0x3A)
        writer.put(decimal: f.second, width: 2)
    }

    /// Four digits at least, and a sign when negative.
    private static func putYear(_ year: Int, _ writer: inout ASCIIWriter) {
        if year < 0 { writer.put(0x2D) }
        writer.put(decimal: abs(year), width: 4)
    }

    /// DateString ( tv )
    private static func putDate(_ f: DateMath.Fields, _ writer: inout ASCIIWriter) {
        putName(weekdays, f.weekday, &writer)
        writer.put(0x20)
        putName(months, f.month, &writer)
        writer.put(0x20)
        writer.put(decimal: f.day, width: 2)
        writer.put(0x20)
        putYear(f.year, &writer)
    }

    /// TimeString ( tv ) and TimeZoneString ( tv )
    private static func putTime(
        _ f: DateMath.Fields, _ moment: LocalTimeZone.Moment, _ zone: inout LocalTimeZone, _ writer: inout ASCIIWriter
    ) {
        putClock(f, &writer)
        writer.put(moment.offset < 0 ? " GMT-" : " GMT+")
        let minutes = Int(moment.offset.magnitude / DateMath.msPerMinute)
        writer.put(decimal: minutes / 60, width: 2)
        writer.put(decimal: minutes % 60, width: 2)
        writer.put(" (")
        TimeZoneNames.write(moment, &zone, &writer)
        writer.put(0x29)
    }
}
