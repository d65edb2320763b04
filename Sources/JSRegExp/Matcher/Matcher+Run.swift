extension Matcher {
    /// Makes room on the backtrack stack for a few entries; false at its limit.
    @inline(never)
    private func grow(
        _ base: inout UnsafeMutablePointer<UInt64>, _ top: inout UnsafeMutablePointer<UInt64>,
        _ limit: inout UnsafeMutablePointer<UInt64>
    ) -> Bool {
        let height = top - base
        return context._withUnsafeGuaranteedRef { context in
            guard context.growStack(), let stack = context.stack else { return false }
            base = stack
            top = base + height
            limit = base + (context.stackCapacity - 4)
            return true
        }
    }

    /// Takes the choices off the stack above a height, but keeps what undoes captures.
    @inline(never)
    private func cutKeepingUndo(
        _ height: Int, _ base: UnsafeMutablePointer<UInt64>, _ top: inout UnsafeMutablePointer<UInt64>
    ) {
        var kept = base + height
        var entry = kept
        while entry < top {
            if entry.pointee &>> 62 == 2 {
                kept.pointee = entry.pointee
                kept += 1
            }
            entry += 1
        }
        top = kept
    }

    /// Tries to match at one position. The run loop: instructions that succeed `continue` it, those that fail `break` out
    /// of the switch into backtracking.
    mutating func attempt(at start: Int) -> RegExpMatchResult {
        let code = self.code
        let data = self.data
        let input = self.input
        let length = self.length
        let registers = self.registers
        var base: UnsafeMutablePointer<UInt64>
        var limit: UnsafeMutablePointer<UInt64>
        guard let stack = context._withUnsafeGuaranteedRef({ $0.stack }) else { return .stackOverflow }
        base = stack
        limit = stack + (context._withUnsafeGuaranteedRef { $0.stackCapacity } - 4)
        var top = base
        for register in 0..<captureRegisters { registers[register] = -1 }
        registers[0] = Int32(truncatingIfNeeded: start)
        var position = start
        var ip = code

        while true {
            let word = ip[0]
            let a = Int(word &>> 8)
            body: switch unsafeBitCast(UInt8(truncatingIfNeeded: word), to: Opcode.self) {
            case .accept:
                registers[1] = Int32(truncatingIfNeeded: position)
                return .match
            case .fail: break
            case .unit:
                if position < length, Int(truncatingIfNeeded: input[position]) == a {
                    position &+= 1
                    ip += 1
                    continue
                }
            case .string:
                if length &- position < a { break }
                let end = ip + (a &+ 1)
                var next = ip + 1
                var at = input + position
                while next < end {
                    let expected = next[0]
                    if UInt32(truncatingIfNeeded: at[0]) | expected &>> 16 != expected & 0xFFFF { break body }
                    next += 1
                    at += 1
                }
                position &+= a
                ip = end
                continue
            case .any:
                if position < length {
                    position &+= 1
                    ip += 1
                    continue
                }
            case .anyPoint:
                if position < length {
                    _ = point(at: &position)
                    ip += 1
                    continue
                }
            case .set:
                if position < length, contains(data + a, UInt32(truncatingIfNeeded: input[position])) {
                    position &+= 1
                    ip += 1
                    continue
                }
            case .setPoint:
                if position < length, contains(data + a, point(at: &position)) {
                    ip += 1
                    continue
                }
            case .stringBack:
                if position < a { break }
                let from = position &- a
                for offset in 0..<a {
                    let expected = ip[offset &+ 1]
                    if UInt32(truncatingIfNeeded: input[from &+ offset]) | expected &>> 16 != expected & 0xFFFF { break body }
                }
                position = from
                ip += a &+ 1
                continue
            case .anyBack:
                if position > 0 {
                    position &-= 1
                    ip += 1
                    continue
                }
            case .anyPointBack:
                if position > 0 {
                    _ = point(before: &position)
                    ip += 1
                    continue
                }
            case .setBack:
                if position > 0, contains(data + a, UInt32(truncatingIfNeeded: input[position &- 1])) {
                    position &-= 1
                    ip += 1
                    continue
                }
            case .setPointBack:
                if position > 0, contains(data + a, point(before: &position)) {
                    ip += 1
                    continue
                }
            case .lineStart:
                if position == 0 {
                    ip += 1
                    continue
                }
            case .lineStartMultiline:
                if position == 0 || Unicode.isLineTerminator(UInt32(truncatingIfNeeded: input[position &- 1])) {
                    ip += 1
                    continue
                }
            case .lineEnd:
                if position == length {
                    ip += 1
                    continue
                }
            case .lineEndMultiline:
                if position == length || Unicode.isLineTerminator(UInt32(truncatingIfNeeded: input[position])) {
                    ip += 1
                    continue
                }
            case .wordBoundary:
                if isWordBoundary(position, wide: a & 2 != 0) != (a & 1 != 0) {
                    ip += 1
                    continue
                }
            case .jump:
                ip = code + Int(ip[1])
                continue
            case .split:
                if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                top[0] = UInt64(ip[1]) &<< 32 | UInt64(UInt32(truncatingIfNeeded: position))
                top += 1
                ip += 2
                continue
            case .splitJump:
                if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                top[0] = UInt64(UInt32(truncatingIfNeeded: ip - code &+ 2)) &<< 32 | UInt64(UInt32(truncatingIfNeeded: position))
                top += 1
                ip = code + Int(ip[1])
                continue
            case .peek:
                let record = data + a
                if position < length
                    ? contains(record, UInt32(truncatingIfNeeded: input[position])) : record[SetRecord.isEndAllowed] != 0
                {
                    ip += 2
                } else {
                    ip = code + Int(ip[1])
                }
                continue
            case .dispatch:
                if position == length { break }
                let unit = UInt32(truncatingIfNeeded: input[position])
                if unit < 256 {
                    let table = UnsafeRawPointer(data + a).assumingMemoryBound(to: UInt8.self)
                    let target = table[Int(unit)]
                    if target == 255 { break }
                    ip = code + Int(ip[2 &+ Int(target)])
                } else {
                    ip = code + Int(ip[2 &+ Int(ip[1])])
                }
                continue
            case .save:
                if top != base {
                    if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                    top[0] =
                        Matcher.undo | UInt64(UInt32(truncatingIfNeeded: a)) &<< 32
                        | UInt64(UInt32(bitPattern: registers[a]))
                    top += 1
                }
                registers[a] = Int32(truncatingIfNeeded: position)
                ip += 1
                continue
            case .resetCaptures:
                let last = Int(ip[1])
                var register = a
                while register <= last {
                    let old = registers[register]
                    if old >= 0 {
                        if top != base {
                            if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                            top[0] =
                                Matcher.undo | UInt64(UInt32(truncatingIfNeeded: register)) &<< 32
                                | UInt64(UInt32(bitPattern: old))
                            top += 1
                        }
                        registers[register] = -1
                    }
                    register &+= 1
                }
                ip += 2
                continue
            case .setRegister:
                if top != base {
                    if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                    top[0] =
                        Matcher.undo | UInt64(UInt32(truncatingIfNeeded: a)) &<< 32
                        | UInt64(UInt32(bitPattern: registers[a]))
                    top += 1
                }
                registers[a] = Int32(bitPattern: ip[1])
                ip += 2
                continue
            case .emptyCheck:
                if Int(registers[a]) != position {
                    ip += 1
                    continue
                }
            case .loopHead:
                let count = UInt32(bitPattern: registers[a])
                let least = ip[1]
                ticks &-= 1
                if ticks <= 0, let stop = checkLimits() { return stop }
                if count > 0, Int(registers[a &+ 1]) == position {
                    // An empty iteration that was not required fails.
                    if count > least { break }
                    // Many more required ones would all be as empty.
                    if least &- count > 100 {
                        ip = code + Int(ip[3])
                        continue
                    }
                }
                if count < least {
                    ip += 5
                    continue
                }
                if count >= ip[2], ip[2] != Node.infinity {
                    ip = code + Int(ip[3])
                    continue
                }
                if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                let isGreedy = ip[4] != 0
                let body = UInt32(truncatingIfNeeded: ip - code &+ 5)
                top[0] = UInt64(isGreedy ? ip[3] : body) &<< 32 | UInt64(UInt32(truncatingIfNeeded: position))
                top += 1
                ip = isGreedy ? ip + 5 : code + Int(ip[3])
                continue
            case .loopEnter:
                if top != base {
                    if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                    top[0] =
                        Matcher.undo | UInt64(UInt32(truncatingIfNeeded: a)) &<< 32
                        | UInt64(UInt32(bitPattern: registers[a]))
                    top[1] =
                        Matcher.undo | UInt64(UInt32(truncatingIfNeeded: a &+ 1)) &<< 32
                        | UInt64(UInt32(bitPattern: registers[a &+ 1]))
                    top += 2
                }
                if registers[a] < Int32.max { registers[a] &+= 1 }
                registers[a &+ 1] = Int32(truncatingIfNeeded: position)
                ip += 1
                continue
            case .loop, .loopPossessive:
                let record = data + a
                let end = min(length, position &+ Int(ip[2]))
                var at = position
                while at < end, contains(record, UInt32(truncatingIfNeeded: input[at])) { at &+= 1 }
                let least = position &+ Int(ip[1])
                ticks &-= (at &- position) &>> 7
                if at < least { break }
                if at > least, UInt8(truncatingIfNeeded: word) == Opcode.loop.rawValue {
                    if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                    top[0] = Matcher.least | UInt64(UInt32(truncatingIfNeeded: least))
                    top[1] =
                        Matcher.range | UInt64(UInt32(truncatingIfNeeded: ip - code)) &<< 32
                        | UInt64(UInt32(truncatingIfNeeded: at))
                    top += 2
                }
                position = at
                ip += 4
                continue
            case .loopPoint, .loopPointPossessive:
                let record = data + a
                let least = ip[1]
                let most = ip[2]
                var count: UInt32 = 0
                var at = position
                var leastPosition = position
                while at < length, count < most {
                    var next = at
                    if !contains(record, point(at: &next)) { break }
                    at = next
                    count &+= 1
                    if count == least { leastPosition = at }
                }
                if count < least { break }
                if count > least, UInt8(truncatingIfNeeded: word) == Opcode.loopPoint.rawValue {
                    if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                    top[0] = Matcher.least | UInt64(UInt32(truncatingIfNeeded: leastPosition))
                    top[1] =
                        Matcher.range | UInt64(UInt32(truncatingIfNeeded: ip - code)) &<< 32
                        | UInt64(UInt32(truncatingIfNeeded: at))
                    top += 2
                }
                position = at
                ip += 4
                continue
            case .loopAny:
                let at = min(length, position &+ Int(ip[2]))
                let least = position &+ Int(ip[1])
                if at < least { break }
                if at > least {
                    if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                    top[0] = Matcher.least | UInt64(UInt32(truncatingIfNeeded: least))
                    top[1] =
                        Matcher.range | UInt64(UInt32(truncatingIfNeeded: ip - code)) &<< 32
                        | UInt64(UInt32(truncatingIfNeeded: at))
                    top += 2
                }
                position = at
                ip += 4
                continue
            case .lazyAdvance:
                let record = data + a
                if position == length || !contains(record, UInt32(truncatingIfNeeded: input[position])) { break }
                position &+= 1
                if ip[1] != 0 {
                    let follow = data + Int(ip[1])
                    while true {
                        if position == length { break body }
                        let unit = UInt32(truncatingIfNeeded: input[position])
                        if contains(follow, unit) { break }
                        if !contains(record, unit) { break body }
                        position &+= 1
                    }
                }
                ip += 2
                continue
            case .lookBegin:
                registers[a] = Int32(truncatingIfNeeded: top - base)
                registers[a &+ 1] = Int32(truncatingIfNeeded: position)
                ip += 1
                continue
            case .lookEnd:
                position = Int(registers[a &+ 1])
                if ip[1] == 0 {
                    top = base + Int(registers[a])
                } else {
                    cutKeepingUndo(Int(registers[a]), base, &top)
                }
                ip += 2
                continue
            case .negativeLookBegin:
                registers[a] = Int32(truncatingIfNeeded: top - base)
                if top >= limit, !grow(&base, &top, &limit) { return .stackOverflow }
                top[0] = UInt64(ip[1]) &<< 32 | UInt64(UInt32(truncatingIfNeeded: position))
                top += 1
                ip += 2
                continue
            case .negativeLookEnd:
                let floor = base + Int(registers[a])
                while top > floor {
                    top -= 1
                    if top[0] &>> 62 == 2 {
                        registers[Int(truncatingIfNeeded: top[0] &>> 32 & 0x3FFF_FFFF)] =
                            Int32(truncatingIfNeeded: top[0])
                    }
                }
            case .backreference:
                let next = backreference(ip + 1, options: UInt32(a), position)
                if next >= 0 {
                    position = next
                    ip += 2 &+ Int(ip[1])
                    continue
                }
            }

            // Backtrack.
            ticks &-= 1
            if ticks <= 0, let stop = checkLimits() { return stop }
            backtracking: while true {
                if top == base { return .noMatch }
                let entry = top[-1]
                let payload = Int(truncatingIfNeeded: entry &>> 32 & 0x3FFF_FFFF)
                switch entry &>> 62 {
                case 0:
                    top -= 1
                    position = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)
                    ip = code + payload
                    break backtracking
                case 2:
                    top -= 1
                    registers[payload] = Int32(truncatingIfNeeded: entry)
                default:
                    let loop = code + payload
                    var at = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)
                    let least = Int(truncatingIfNeeded: top[-2] & 0xFFFF_FFFF)
                    let isByPoint = Unit.bitWidth == 16 && UInt8(truncatingIfNeeded: loop[0]) == Opcode.loopPoint.rawValue
                    let follow = Int(loop[3])
                    while true {
                        if isByPoint { _ = point(before: &at) } else { at &-= 1 }
                        if follow == 0 || contains(data + follow, UInt32(truncatingIfNeeded: input[at])) {
                            if at > least {
                                top[-1] = entry & 0xFFFF_FFFF_0000_0000 | UInt64(UInt32(truncatingIfNeeded: at))
                            } else {
                                top -= 2
                            }
                            position = at
                            ip = loop + 4
                            break backtracking
                        }
                        if at <= least {
                            top -= 2
                            break
                        }
                    }
                }
            }
        }
    }
}
