/// Well-known symbols https://tc39.es/ecma262/#sec-well-known-symbols
public enum WellKnownSymbol: Int, CaseIterable, Sendable {
    case asyncDispose, asyncIterator, dispose
    case hasInstance, isConcatSpreadable, iterator, match, matchAll, replace, search, species, split
    case toPrimitive, toStringTag, unscopables

    /// `Symbol.iterator`: its description, as the specification writes it.
    var description: StaticString {
        switch self {
        case .asyncDispose: "Symbol.asyncDispose"
        case .asyncIterator: "Symbol.asyncIterator"
        case .dispose: "Symbol.dispose"
        case .hasInstance: "Symbol.hasInstance"
        case .isConcatSpreadable: "Symbol.isConcatSpreadable"
        case .iterator: "Symbol.iterator"
        case .match: "Symbol.match"
        case .matchAll: "Symbol.matchAll"
        case .replace: "Symbol.replace"
        case .search: "Symbol.search"
        case .species: "Symbol.species"
        case .split: "Symbol.split"
        case .toPrimitive: "Symbol.toPrimitive"
        case .toStringTag: "Symbol.toStringTag"
        case .unscopables: "Symbol.unscopables"
        }
    }
}

/// The well-known symbols of a VM; all its realms share them.
public struct WellKnownSymbols {
    private let keys: UnsafeMutablePointer<PropertyKey>
    private let count: Int

    init() {
        keys = .allocate(capacity: 1)
        count = 0
    }

    init(_ vm: VM) {
        count = WellKnownSymbol.allCases.count
        keys = .allocate(capacity: count)
        for symbol in WellKnownSymbol.allCases {
            let cell = vm.makeSymbol(description: Value(vm.string(symbol.description))).cell
            keys.advanced(by: symbol.rawValue).initialize(to: PropertyKey(cell: cell))
        }
    }

    func forEach(_ body: (PropertyKey) -> Void) { for i in 0..<count { body(keys[i]) } }

    @inline(__always)
    public subscript(symbol: WellKnownSymbol) -> PropertyKey { keys[symbol.rawValue] }
}

extension VM {
    /// A new unique symbol.
    /// - Parameter description: a string or undefined.
    public func makeSymbol(description: Value, isPrivateName: Bool = false) -> JSSymbol {
        let cell = heap.allocate(16)
        Cell.setHeader(cell, kind: .symbol, flags: isPrivateName ? CellFlags.privateName : 0, word: 0x8000_0000)
        cell.storeBytes(of: description, toByteOffset: 8, as: Value.self)
        return JSSymbol(cell: cell)
    }
}
