#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// English names of time zones, as Date.prototype.toString writes them in parentheses.
///
/// NOTE: Node takes them from ICU. Here they follow from the abbreviation and offset that the C library knows, or, where a
/// zone has no abbreviation of letters, from its identifier. Others get ICU's own fallback, "GMT+03:00".
enum TimeZoneNames {
    /// abbreviation, offset in minutes, name; the first match counts.
    private static let byAbbreviation: [(StaticString, Int, StaticString)] = [
        ("UTC", 0, "Coordinated Universal Time"),
        ("GMT", 0, "Greenwich Mean Time"),
        ("BST", 60, "British Summer Time"),
        ("IST", 60, "Irish Standard Time"),
        ("WET", 0, "Western European Standard Time"),
        ("WEST", 60, "Western European Summer Time"),
        ("CET", 60, "Central European Standard Time"),
        ("CEST", 120, "Central European Summer Time"),
        ("MET", 60, "Central European Standard Time"),
        ("MEST", 120, "Central European Summer Time"),
        ("EET", 120, "Eastern European Standard Time"),
        ("EEST", 180, "Eastern European Summer Time"),
        ("MSK", 180, "Moscow Standard Time"),
        ("MSD", 240, "Moscow Summer Time"),
        ("NST", -210, "Newfoundland Standard Time"),
        ("NDT", -150, "Newfoundland Daylight Time"),
        ("AST", -240, "Atlantic Standard Time"),
        ("ADT", -180, "Atlantic Daylight Time"),
        ("EST", -300, "Eastern Standard Time"),
        ("EDT", -240, "Eastern Daylight Time"),
        ("CST", -360, "Central Standard Time"),
        ("CDT", -300, "Central Daylight Time"),
        ("MST", -420, "Mountain Standard Time"),
        ("MDT", -360, "Mountain Daylight Time"),
        ("PST", -480, "Pacific Standard Time"),
        ("PDT", -420, "Pacific Daylight Time"),
        ("AKST", -540, "Alaska Standard Time"),
        ("AKDT", -480, "Alaska Daylight Time"),
        ("HST", -600, "Hawaii-Aleutian Standard Time"),
        ("HDT", -540, "Hawaii-Aleutian Daylight Time"),
        ("SST", -660, "Samoa Standard Time"),
        ("IST", 330, "India Standard Time"),
        ("IST", 120, "Israel Standard Time"),
        ("IDT", 180, "Israel Daylight Time"),
        ("PKT", 300, "Pakistan Standard Time"),
        ("WIB", 420, "Western Indonesia Time"),
        ("WITA", 480, "Central Indonesia Time"),
        ("WIT", 540, "Eastern Indonesia Time"),
        ("HKT", 480, "Hong Kong Standard Time"),
        ("CST", 480, "China Standard Time"),
        ("CDT", 540, "China Daylight Time"),
        ("PST", 480, "Philippine Standard Time"),
        ("JST", 540, "Japan Standard Time"),
        ("KST", 540, "Korean Standard Time"),
        ("AWST", 480, "Australian Western Standard Time"),
        ("AWDT", 540, "Australian Western Daylight Time"),
        ("ACST", 570, "Australian Central Standard Time"),
        ("ACDT", 630, "Australian Central Daylight Time"),
        ("AEST", 600, "Australian Eastern Standard Time"),
        ("AEDT", 660, "Australian Eastern Daylight Time"),
        ("ChST", 600, "Chamorro Standard Time"),
        ("NZST", 720, "New Zealand Standard Time"),
        ("NZDT", 780, "New Zealand Daylight Time"),
        ("SAST", 120, "South Africa Standard Time"),
        ("CAT", 120, "Central Africa Time"),
        ("EAT", 180, "East Africa Time"),
        ("WAT", 60, "West Africa Time"),
    ]

    /// identifier, offset in minutes, name.
    private static let byIdentifier: [(StaticString, Int, StaticString)] = [
        ("Asia/Taipei", 480, "Taiwan Standard Time"),
        ("America/Sao_Paulo", -180, "Brasilia Standard Time"),
        ("America/Sao_Paulo", -120, "Brasilia Summer Time"),
        ("America/Manaus", -240, "Amazon Standard Time"),
        ("America/Argentina/Buenos_Aires", -180, "Argentina Standard Time"),
        ("America/Montevideo", -180, "Uruguay Standard Time"),
        ("America/Asuncion", -240, "Paraguay Standard Time"),
        ("America/La_Paz", -240, "Bolivia Time"),
        ("America/Bogota", -300, "Colombia Standard Time"),
        ("America/Lima", -300, "Peru Standard Time"),
        ("America/Guayaquil", -300, "Ecuador Time"),
        ("America/Caracas", -240, "Venezuela Time"),
        ("America/Santiago", -240, "Chile Standard Time"),
        ("America/Santiago", -180, "Chile Summer Time"),
        ("Atlantic/Azores", -60, "Azores Standard Time"),
        ("Atlantic/Azores", 0, "Azores Summer Time"),
        ("Asia/Singapore", 480, "Singapore Standard Time"),
        ("Asia/Kuala_Lumpur", 480, "Malaysia Time"),
        ("Asia/Bangkok", 420, "Indochina Time"),
        ("Asia/Ho_Chi_Minh", 420, "Indochina Time"),
        ("Asia/Saigon", 420, "Indochina Time"),
        ("Asia/Dhaka", 360, "Bangladesh Standard Time"),
        ("Asia/Kathmandu", 345, "Nepal Time"),
        ("Asia/Katmandu", 345, "Nepal Time"),
        ("Asia/Colombo", 330, "India Standard Time"),
        ("Asia/Kabul", 270, "Afghanistan Time"),
        ("Asia/Tashkent", 300, "Uzbekistan Standard Time"),
        ("Asia/Dubai", 240, "Gulf Standard Time"),
        ("Asia/Tehran", 210, "Iran Standard Time"),
        ("Asia/Riyadh", 180, "Arabian Standard Time"),
        ("Asia/Baghdad", 180, "Arabian Standard Time"),
        ("Asia/Kuwait", 180, "Arabian Standard Time"),
        ("Asia/Qatar", 180, "Arabian Standard Time"),
        ("Asia/Tbilisi", 240, "Georgia Standard Time"),
        ("Asia/Yerevan", 240, "Armenia Standard Time"),
        ("Asia/Baku", 240, "Azerbaijan Standard Time"),
        ("Asia/Yekaterinburg", 300, "Yekaterinburg Standard Time"),
        ("Asia/Novosibirsk", 420, "Novosibirsk Standard Time"),
        ("Asia/Vladivostok", 600, "Vladivostok Standard Time"),
        ("Europe/Samara", 240, "Samara Standard Time"),
        ("Europe/Minsk", 180, "Moscow Standard Time"),
        ("Australia/Lord_Howe", 630, "Lord Howe Standard Time"),
        ("Australia/Lord_Howe", 660, "Lord Howe Daylight Time"),
        ("Pacific/Fiji", 720, "Fiji Standard Time"),
    ]

    /// The identifier of the local zone ("Europe/Berlin"), from TZ, else from where /etc/localtime leads; empty when
    /// neither tells.
    static func localIdentifier() -> String {
        if let tz = getenv("TZ") {
            let name = String(cString: tz)
            return name.hasPrefix(":") ? String(name.dropFirst()) : name
        }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { buffer in
            let n = readlink("/etc/localtime", buffer.baseAddress!, 1023)
            if n <= 0 { return "" }
            let bytes = buffer.prefix(n).map { UInt8(bitPattern: $0) }
            let marker = Array("zoneinfo/".utf8)
            var i = n - marker.count
            while i >= 0 {
                if bytes[i..<(i + marker.count)].elementsEqual(marker) {
                    return String(decoding: bytes[(i + marker.count)...], as: UTF8.self)
                }
                i -= 1
            }
            return ""
        }
    }

    /// Writes a zone's English name.
    static func write(_ moment: LocalTimeZone.Moment, _ zone: inout LocalTimeZone, _ writer: inout ASCIIWriter) {
        if let name = zone.englishName(of: moment) { return writer.put(name) }
        let minutes = Int(moment.offset / DateMath.msPerMinute)
        writer.put(minutes < 0 ? "GMT-" : "GMT+")
        writer.put(decimal: abs(minutes) / 60, width: 2)
        writer.put(0x3A)
        writer.put(decimal: abs(minutes) % 60, width: 2)
    }

    /// The name of a moment's time. An offset of the past (war time, local mean time) goes by the zone's standard name.
    static func name(of moment: LocalTimeZone.Moment, _ zone: inout LocalTimeZone) -> StaticString? {
        let identifier = localIdentifier()
        return name(of: moment, identifier) ?? name(of: zone.standardMoment(), identifier)
    }

    private static func name(of moment: LocalTimeZone.Moment, _ identifier: String) -> StaticString? {
        let minutes = Int(moment.offset / DateMath.msPerMinute)
        for (id, offset, name) in byIdentifier where offset == minutes && id.description == identifier { return name }
        for (abbreviation, offset, name) in byAbbreviation
        where offset == minutes && pack(abbreviation) == moment.abbreviation { return name }
        return nil
    }

    private static func pack(_ text: StaticString) -> UInt64 {
        var packed: UInt64 = 0
        for i in 0..<text.utf8CodeUnitCount { packed |= UInt64(text.utf8Start[i]) << UInt64(8 * i) }
        return packed
    }
}
