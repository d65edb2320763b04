#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Testing

@testable import JSEngine

/// Serialized, because the time zone belongs to the process.
@Suite(.serialized) struct DateTests {
    private func inZone(_ name: String, _ body: (inout LocalTimeZone) -> Void) {
        let old = getenv("TZ").map { String(cString: $0) }
        setenv("TZ", name, 1)
        var zone = LocalTimeZone()
        body(&zone)
        if let old { setenv("TZ", old, 1) } else { unsetenv("TZ") }
        tzset()
    }

    private func parse(_ text: String, _ zone: inout LocalTimeZone) -> Double {
        Array(text.utf16).withUnsafeBufferPointer { DateParser.parse($0, &zone) }
    }

    private func text(_ body: (UnsafeMutablePointer<UInt8>) -> Int) -> String {
        NumberText.string(capacity: DateText.capacity, body)
    }

    @Test func fieldsReadBack() {
        for day in stride(from: -100_000_000, through: 100_000_000, by: 9973) {
            let f = DateMath.Fields(Double(day) * DateMath.msPerDay + 86_399_999)
            #expect(DateMath.makeDay(Double(f.year), Double(f.month), Double(f.day)) == Double(day))
            #expect(f.hour == 23 && f.minute == 59 && f.second == 59 && f.millisecond == 999)
        }
        #expect(DateMath.Fields(0).weekday == 4)
        #expect(DateMath.Fields(-1).weekday == 3)
    }

    @Test func making() {
        #expect(DateMath.makeDay(1970, 12, 1) == 365)
        #expect(DateMath.makeDay(1970, -1, 1) == -31)
        #expect(DateMath.makeDay(.nan, 0, 1).isNaN)
        #expect(DateMath.makeDay(1e300, 0, 1).isNaN)
        #expect(DateMath.makeTime(1, 2, 3.9, -4.9) == 3_722_996)
        #expect(DateMath.timeClip(8.64e15) == 8.64e15)
        #expect(DateMath.timeClip(8.64e15 + 1).isNaN)
        #expect(DateMath.timeClip(-0.0).sign == .plus)
        #expect(DateMath.makeFullYear(99) == 1999)
        #expect(DateMath.makeFullYear(100) == 100)
    }

    @Test func changesOfOffset() {
        inZone("Europe/Berlin") { zone in
            func local(_ month: Double, _ day: Double, _ hour: Double, _ minute: Double) -> Double {
                DateMath.makeDate(DateMath.makeDay(2022, month, day), DateMath.makeTime(hour, minute, 0, 0))
            }
            // 02:30 does not exist on 27 March, and exists twice on 30 October.
            #expect(zone.utc(local(2, 27, 2, 30)) == 1_648_344_600_000)
            #expect(zone.utc(local(2, 27, 3, 0)) == 1_648_342_800_000)
            #expect(zone.utc(local(9, 30, 2, 30)) == 1_667_089_800_000)
            #expect(zone.utc(local(9, 30, 3, 30)) == 1_667_097_000_000)
            #expect(zone.localTime(1_667_093_400_000) == local(9, 30, 2, 30))
        }
    }

    @Test func standardFormat() {
        inZone("America/New_York") { zone in
            let cases: [(String, Double)] = [
                ("2022-03-01", 1_646_092_800_000), ("2022-03-01T10:00", 1_646_146_800_000), ("2022", 1_640_995_200_000),
                ("2022-03-01T10:00:00.5Z", 1_646_128_800_500), ("2022-03-01T24:00", 1_646_197_200_000),
                ("2022-03-01T10:00+01:00", 1_646_125_200_000), ("+275760-09-13", 8.64e15), ("-271821-04-20", -8.64e15),
                ("-000001-01-01T00:00Z", -62_198_755_200_000), ("2022-03-01T10:00:00.123456Z", 1_646_128_800_123),
            ]
            for (text, value) in cases { #expect(parse(text, &zone) == value, "\(text)") }
            for text in [
                "-000000-01-01T00:00Z", "2022-03-01T10", "2022-03-01T24:01", "2022-02-32", "2022-03-01T10:00:60",
                "+275760-09-13T00:00:00.001Z", "2022-03-01T10:00:00Z ", "2022-13-01", "", "2022-03-01T10:00:00.Z"
            ] {
                #expect(parse(text, &zone).isNaN, "\(text)")
            }
        }
    }

    @Test func otherFormats() {
        inZone("America/New_York") { zone in
            let cases: [(String, Double)] = [
                ("Tue Mar 01 2022 10:00:00 GMT+0100 (CET)", 1_646_125_200_000), ("Mar 1, 2022", 1_646_110_800_000),
                ("2022/03/01 10:00", 1_646_146_800_000), ("1 March 2022 10:00 UTC", 1_646_128_800_000),
                ("Sat, 22 Jan 2022 10:00:00 +0100", 1_642_842_000_000), ("3/1/2022, 10:00:00 PM", 1_646_190_000_000),
                ("2022-3-1", 1_646_110_800_000), ("Mar 1 2022 10:00 -5", 1_646_146_800_000), ("12", 1_007_182_800_000),
                ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Mar 1 2022 10:00 PDT", 1_646_154_000_000),
                ("Mar 1 2022 (a (b) c)", 1_646_110_800_000), ("01-Mar-22 10:11:12", 1_646_147_472_000),
            ]
            for (text, value) in cases { #expect(parse(text, &zone) == value, "\(text)") }
            for text in ["Mar 1 2022 foo", "foo", "12:30", "Mar 32 2022", "13/1/2022", "1e3", "Mar 1 2022 13:00 PM", "1 2 3 4"] {
                #expect(parse(text, &zone).isNaN, "\(text)")
            }
        }
    }

    @Test func texts() {
        inZone("Europe/Berlin") { zone in
            let t = 1_646_125_200_007.0
            #expect(text { DateText.toISOString(t, $0) } == "2022-03-01T09:00:00.007Z")
            #expect(text { DateText.toUTCString(t, $0) } == "Tue, 01 Mar 2022 09:00:00 GMT")
            #expect(text { DateText.toDateString(t, &zone, $0) } == "Tue Mar 01 2022")
            #expect(text { DateText.toTimeString(t, &zone, $0) } == "10:00:00 GMT+0100 (Central European Standard Time)")
            #expect(text { DateText.toLocaleString(t, .dateAndTime, &zone, $0) } == "3/1/2022, 10:00:00 AM")
            #expect(text { DateText.toLocaleString(t, .date, &zone, $0) } == "3/1/2022")
            #expect(text { DateText.toLocaleString(t, .time, &zone, $0) } == "10:00:00 AM")
            #expect(text { DateText.toISOString(-8.64e15, $0) } == "-271821-04-20T00:00:00.000Z")
            #expect(text { DateText.toISOString(8.64e15, $0) } == "+275760-09-13T00:00:00.000Z")
            #expect(text { DateText.toUTCString(-62_198_755_200_000, $0) } == "Fri, 01 Jan -0001 00:00:00 GMT")
        }
        inZone("UTC") { zone in
            #expect(text { DateText.toString(0, &zone, $0) }
                == "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)")
        }
        inZone("America/St_Johns") { zone in
            #expect(text { DateText.toString(0, &zone, $0) }
                == "Wed Dec 31 1969 20:30:00 GMT-0330 (Newfoundland Standard Time)")
        }
    }
}
