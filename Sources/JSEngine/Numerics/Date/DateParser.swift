/// Date.parse ( string )
///
/// First the specification's own format (and, as V8 does, `+hhmm` for `+hh:mm`), then what V8 accepts besides: month names,
/// slashes, AM/PM, offsets and US zone names, text in parentheses, unknown words before the first number.
/// [Date Time String Format](https://tc39.es/ecma262/#sec-date-time-string-format)
struct DateParser<Unit: FixedWidthInteger & UnsignedInteger> {
    private enum Failure: Error { case invalid }

    private var scanner: DateScanner<Unit>

    // What was found of the date: up to three numbers.
    private var numbers: [Int] = []
    private var namedMonth: Int?
    private var isISO = false

    // What was found of the time: hour, minute, second, millisecond; complete once `timeIsFinal`.
    private var time: [Int] = []
    private var timeIsFinal = false
    private var amPm: Int?

    // What was found of the offset from UTC.
    private var offsetSign: Int?
    private var offsetHour: Int?
    private var offsetMinute: Int?

    private init(_ text: UnsafeBufferPointer<Unit>) { scanner = DateScanner(text) }

    /// - Parameters:
    ///   - text: Latin-1 or UTF-16 code units.
    ///   - zone: what local times are relative to.
    /// - Returns: a time value; NaN when the text is no date.
    static func parse(_ text: UnsafeBufferPointer<Unit>, _ zone: inout LocalTimeZone) -> Double {
        var parser = DateParser(text)
        do {
            if try !parser.parseISO() { try parser.parseLegacy() }
            return try parser.value(&zone)
        } catch {
            return .nan
        }
    }

    // MARK: The standard format

    /// Parses the standard format as far as it goes. Returns false when the rest is for the other formats, which then
    /// keep the numbers that were read; after a `T` there is no way back.
    private mutating func parseISO() throws(Failure) -> Bool {
        if scanner.peek == .symbol(0x2B) || scanner.peek == .symbol(0x2D) {
            let negative = scanner.peek == .symbol(0x2D)
            guard let year = lookAheadSixDigits() else { return false }
            if negative && year == 0 { throw .invalid }
            numbers.append(negative ? -year : year)
        } else if let year = scanner.fixedNumber(4) {
            numbers.append(year)
        } else {
            return false
        }
        if scanner.skip(0x2D) {
            guard case .number(1...12, 2) = scanner.peek, let month = scanner.fixedNumber(2) else { return false }
            numbers.append(month)
            if scanner.skip(0x2D) {
                guard case .number(1...31, 2) = scanner.peek, let day = scanner.fixedNumber(2) else { return false }
                numbers.append(day)
            }
        }
        if scanner.peek == .word(.t) {
            _ = scanner.next()
            try parseISOTime()
            if scanner.peek != .end { throw .invalid }
        } else if scanner.peek != .end {
            return false
        }
        // A date alone is in UTC, a date with a time is local unless it says otherwise.
        if time.isEmpty && offsetSign == nil { setOffset(hours: 0) }
        isISO = true
        return true
    }

    /// Consumes a sign and six digits if both are next.
    private mutating func lookAheadSixDigits() -> Int? {
        let start = scanner
        _ = scanner.next()
        if let year = scanner.fixedNumber(6) { return year }
        scanner = start
        return nil
    }

    /// HH:mm, HH:mm:ss or HH:mm:ss.sss, with Z, +HH:mm or nothing after it.
    private mutating func parseISOTime() throws(Failure) {
        guard let hour = scanner.fixedNumber(2), hour <= 24, scanner.skip(0x3A),
            let minute = scanner.fixedNumber(2), minute < 60
        else { throw .invalid }
        time = [hour, minute]
        if scanner.skip(0x3A) {
            guard let second = scanner.fixedNumber(2), second < 60 else { throw .invalid }
            time.append(second)
            if scanner.skip(0x2E) {
                guard let ms = scanner.milliseconds() else { throw .invalid }
                time.append(ms)
            }
        }
        if hour == 24 && time.dropFirst().contains(where: { $0 != 0 }) { throw .invalid }
        timeIsFinal = true
        if scanner.peek == .word(.z) {
            _ = scanner.next()
            setOffset(hours: 0)
        } else if scanner.peek == .symbol(0x2B) || scanner.peek == .symbol(0x2D) {
            offsetSign = scanner.next() == .symbol(0x2D) ? -1 : 1
            if let both = scanner.fixedNumber(4) {
                offsetHour = both / 100
                offsetMinute = both % 100
            } else {
                guard let hour = scanner.fixedNumber(2), scanner.skip(0x3A), let minute = scanner.fixedNumber(2) else {
                    throw .invalid
                }
                offsetHour = hour
                offsetMinute = minute
            }
            if offsetHour! > 23 || offsetMinute! > 59 { throw .invalid }
        }
    }

    // MARK: The other formats

    private mutating func parseLegacy() throws(Failure) {
        var hasReadNumber = !numbers.isEmpty
        while true {
            let token = scanner.next()
            switch token {
            case .end:
                return
            case .space:
                break
            case .number(let n, _):
                hasReadNumber = true
                try number(n)
            case .word(let word):
                try self.word(word, hasReadNumber)
            case .symbol(0x2B) where offsetIsUTC || !time.isEmpty, .symbol(0x2D) where offsetIsUTC || !time.isEmpty:
                offsetSign = token == .symbol(0x2D) ? -1 : 1
                hasReadNumber = true
                try offset()
            case .symbol(0x2B), .symbol(0x2D), .symbol(0x29):
                if hasReadNumber { throw .invalid }
            case .symbol(0x28):
                scanner.skipParentheses()
            case .symbol:
                break
            }
        }
    }

    private mutating func number(_ n: Int) throws(Failure) {
        if scanner.skip(0x3A) {
            if scanner.skip(0x3A) {
                // "10::" leaves the minutes out.
                if !time.isEmpty { throw .invalid }
                time = [n, 0]
            } else {
                if timeIsFinal || time.count == 4 { throw .invalid }
                time.append(n)
                _ = scanner.skip(0x2E)
            }
        } else if scanner.skip(0x2E) && timeExpects(n) {
            time.append(n)
            guard let ms = scanner.milliseconds() else { throw .invalid }
            if time.count < 4 { time.append(ms) }
            timeIsFinal = true
        } else if offsetHour != nil && offsetMinute == nil && n < 60 {
            offsetMinute = n
        } else if timeExpects(n) {
            time.append(n)
            timeIsFinal = true
            switch scanner.peek {
            case .end, .space, .word(.z), .symbol(0x2B), .symbol(0x2D): break
            default: throw .invalid
            }
        } else {
            if numbers.count == 3 { throw .invalid }
            numbers.append(n)
            _ = scanner.skip(0x2D)
        }
    }

    /// Whether a time was begun and `n` can be its next part.
    private func timeExpects(_ n: Int) -> Bool {
        if timeIsFinal { return false }
        return switch time.count {
        case 1, 2: n < 60
        case 3: n < 1000
        default: false
        }
    }

    private mutating func word(_ word: DateScanner<Unit>.Word, _ hasReadNumber: Bool) throws(Failure) {
        switch word {
        case .amPm(let hours) where !time.isEmpty:
            amPm = hours
        case .month(let month):
            namedMonth = month
            _ = scanner.skip(0x2D)
        case .zone(let hours) where hasReadNumber:
            setOffset(hours: hours)
        case .z where hasReadNumber:
            setOffset(hours: 0)
        default:
            if hasReadNumber { throw .invalid }
            // "x1" is no garbage word in front of a number.
            if case .number = scanner.peek { throw .invalid }
        }
    }

    /// What follows the sign of an offset: h, hh, hmm, hhmm or hh:mm.
    private mutating func offset() throws(Failure) {
        var n = 0
        var length = 0
        if case .number(let value, let digits) = scanner.peek {
            _ = scanner.next()
            n = value
            length = digits
        }
        if scanner.peek == .symbol(0x3A) {
            offsetHour = n
            offsetMinute = nil
        } else if length == 1 || length == 2 {
            offsetHour = n
            offsetMinute = 0
        } else if length == 3 || length == 4 {
            offsetHour = n / 100
            offsetMinute = n % 100
        } else {
            throw .invalid
        }
    }

    private var offsetIsUTC: Bool { offsetHour == 0 && offsetMinute == 0 }

    private mutating func setOffset(hours: Int) {
        offsetSign = hours < 0 ? -1 : 1
        offsetHour = abs(hours)
        offsetMinute = 0
    }

    // MARK: The result

    private func value(_ zone: inout LocalTimeZone) throws(Failure) -> Double {
        let date = try dayNumber()
        let time = try timeInDay()
        let local = DateMath.makeDate(Double(date), Double(time))
        guard let offsetSign else { return DateMath.timeClip(zone.utc(local)) }
        let offset = offsetSign * ((offsetHour ?? 0) * 60 + (offsetMinute ?? 0))
        return DateMath.timeClip(local - Double(offset) * DateMath.msPerMinute)
    }

    private func dayNumber() throws(Failure) -> Int {
        if numbers.isEmpty { throw .invalid }
        let parts = numbers + Array(repeating: 1, count: max(0, 3 - numbers.count))
        let firstIsDay = (1...31).contains(parts[0])
        var year = 0
        let month: Int
        let day: Int
        if let namedMonth {
            month = namedMonth
            (day, year) = firstIsDay ? (parts[0], parts[1]) : (parts[1], parts[0])
        } else if isISO || !firstIsDay {
            (year, month, day) = (parts[0], parts[1], parts[2])
        } else {
            (month, day, year) = (parts[0], parts[1], parts[2])
        }
        if !isISO {
            if (0...49).contains(year) { year += 2000 } else if (50...99).contains(year) { year += 1900 }
        }
        if year.magnitude > 1_000_000 || !(1...12).contains(month) || !(1...31).contains(day) { throw .invalid }
        return DateMath.dayNumber(year: year, month: month - 1, day: 1) + day - 1
    }

    private func timeInDay() throws(Failure) -> Int {
        let parts = time + Array(repeating: 0, count: 4 - time.count)
        var hour = parts[0]
        if let amPm {
            if hour > 12 { throw .invalid }
            hour = hour % 12 + amPm
        }
        if hour > 23 || parts[1] > 59 || parts[2] > 59 || parts[3] > 999 {
            // The end of a day may be written as 24:00.
            if hour != 24 || parts[1] != 0 || parts[2] != 0 || parts[3] != 0 { throw .invalid }
        }
        return ((hour * 60 + parts[1]) * 60 + parts[2]) * 1000 + parts[3]
    }
}
