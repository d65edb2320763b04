#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The local time zone, by the C library's rules, with a cache: asking it for each Date method call would be slow.
///
/// The engine keeps one per realm and calls ``reset()`` when `process.env.TZ` changes.
struct LocalTimeZone {
    /// A stretch of time, in seconds, known to have one offset and one abbreviation.
    private struct Stretch {
        var start: Int
        var end: Int
        var offset: Int
        var abbreviation: UInt64
    }

    /// What holds at a moment.
    struct Moment {
        /// Milliseconds to add to UTC.
        var offset: Double
        /// Up to eight ASCII letters, the first in the lowest byte.
        var abbreviation: UInt64
    }

    private var stretches: [Stretch] = []
    /// A copy of the stretch that answered last; empty at first.
    private var current = Stretch(start: 1, end: 0, offset: 0, abbreviation: 0)
    /// The name that was looked up last.
    private var name: (moment: Moment, text: StaticString?)?
    private var ready = false
    /// Two moments closer than this with the same offset are taken to have no change between them; no zone has ever
    /// changed twice within so short a time.
    private static let probe = 19 * 86_400
    private static let capacity = 32

    init() {}

    /// Forgets everything and reads the environment's TZ again.
    mutating func reset() {
        stretches.removeAll(keepingCapacity: true)
        current = Stretch(start: 1, end: 0, offset: 0, abbreviation: 0)
        name = nil
        ready = false
    }

    /// LocalTZA ( t, true ): the offset, in milliseconds, at a moment in UTC.
    ///
    /// [GetNamedTimeZoneOffsetNanoseconds](https://tc39.es/ecma262/#sec-getnamedtimezoneoffsetnanoseconds)
    @inline(__always)
    mutating func offset(atUTC t: Double) -> Double { moment(atUTC: t).offset }

    @inline(__always)
    mutating func moment(atUTC t: Double) -> Moment {
        let seconds = Int(DateMath.floorDivide(Int64(t), 1000))
        if seconds < current.start || seconds > current.end { lookUp(seconds) }
        return Moment(offset: Double(current.offset) * 1000, abbreviation: current.abbreviation)
    }

    /// The English name of the zone at a moment, nil when it has none.
    mutating func englishName(of moment: Moment) -> StaticString? {
        if let name, name.moment.offset == moment.offset, name.moment.abbreviation == moment.abbreviation {
            return name.text
        }
        let text = TimeZoneNames.name(of: moment, &self)
        name = (moment, text)
        return text
    }

    /// The zone's standard time at the end of the last century, whose name is also that of its local mean time.
    mutating func standardMoment() -> Moment {
        let january = moment(atUTC: 946_684_800_000)
        let july = moment(atUTC: 962_409_600_000)
        return january.offset <= july.offset ? january : july
    }

    /// Makes the stretch that holds a moment the current one.
    private mutating func lookUp(_ seconds: Int) {
        for s in stretches where seconds >= s.start && seconds <= s.end {
            current = s
            return
        }
        let found = query(seconds)
        // A near stretch that agrees grows up to here.
        for (i, s) in stretches.enumerated() where s.offset == found.offset && s.abbreviation == found.abbreviation {
            if seconds < s.start && s.start - seconds <= Self.probe {
                stretches[i].start = query(seconds - Self.probe) == found ? seconds - Self.probe : seconds
            } else if seconds > s.end && seconds - s.end <= Self.probe {
                stretches[i].end = query(seconds + Self.probe) == found ? seconds + Self.probe : seconds
            } else {
                continue
            }
            current = stretches[i]
            return
        }
        if stretches.count >= Self.capacity { stretches.removeAll(keepingCapacity: true) }
        // The neighbourhood is probed at once: times that are asked for tend to lie close together.
        var stretch = Stretch(start: seconds, end: seconds, offset: found.offset, abbreviation: found.abbreviation)
        let before = query(seconds - Self.probe)
        if before == found { stretch.start -= Self.probe }
        let after = query(seconds + Self.probe)
        if after == found { stretch.end += Self.probe }
        stretches.append(stretch)
        current = stretch
    }

    private mutating func query(_ seconds: Int) -> (offset: Int, abbreviation: UInt64) {
        if !ready {
            // localtime_r alone need not look at TZ.
            tzset()
            ready = true
        }
        var time = time_t(seconds)
        var fields = tm()
        guard localtime_r(&time, &fields) != nil else { return (0, 0) }
        var abbreviation: UInt64 = 0
        if let zone = fields.tm_zone {
            var i = 0
            while i < 8 && zone[i] != 0 {
                abbreviation |= UInt64(UInt8(bitPattern: zone[i])) << UInt64(8 * i)
                i += 1
            }
        }
        return (fields.tm_gmtoff, abbreviation)
    }

    /// LocalTime ( t )
    ///
    /// [LocalTime](https://tc39.es/ecma262/#sec-localtime)
    /// - Parameter t: a finite time value.
    @inline(__always)
    mutating func localTime(_ t: Double) -> Double { t + offset(atUTC: t) }

    /// UTC ( t ): of a local time that occurs twice the earlier moment, and for one that is skipped the offset before the
    /// change.
    ///
    /// [UTC](https://tc39.es/ecma262/#sec-utc-t)
    /// - Returns: NaN when `t` is not finite, or so far out that no time value can result.
    mutating func utc(_ t: Double) -> Double {
        if !(t.magnitude <= 8.64e15 + DateMath.msPerDay) { return .nan }
        let before = offset(atUTC: t - DateMath.msPerDay)
        let first = t - before
        if offset(atUTC: first) == before { return first }
        let after = offset(atUTC: t + DateMath.msPerDay)
        let second = t - after
        if offset(atUTC: second) == after { return second }
        return first
    }
}
