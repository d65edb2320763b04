/// A realm (ECMA-262 §9.3): a global object and its intrinsics. Builtins are set up on first use, group by group, so that
/// start-up does not grow with their number.
public final class Realm {
    unowned(unsafe) public let vm: VM
    private let intrinsics: UnsafeMutablePointer<Value>
    public internal(set) var global: Object
    /// Top-level let, const and class bindings of scripts: name to box cell.
    var lexicals: [PropertyKey: GlobalLexical] = [:]

    /// Names declared by var and function in scripts: a later lexical declaration of the same name is an error.
    var varNames: Set<PropertyKey> = []

    struct GlobalLexical {
        var box: Value
        var isConstant: Bool
    }

    // Shapes of common objects.
    let objectShape: ShapeReference
    let arrayShape: ShapeReference
    let functionShapes: FunctionShapes
    /// Properties: value, done.
    let iteratorResultShape: ShapeReference
    /// Of RegExp objects as they are made, once RegExp is set up.
    var regexpShape: ShapeReference?
    /// Of the arrays that `exec` makes.
    var regexpResultShape: ShapeReference?
    /// The values of %RegExp.prototype%'s properties as they were made, in a storage cell, and the getter of RegExp[Symbol.species].
    var regexpOriginal: UnsafeMutableRawPointer!
    var regexpSpeciesGetter: Value = .undefined
    /// For data that a host attaches to a realm.
    public var hostData: AnyObject?

    /// Creates a realm with an ordinary global object; it becomes the VM's current realm if there was none.
    public init(_ vm: VM) {
        self.vm = vm
        intrinsics = .allocate(capacity: Intrinsic.allCases.count)
        intrinsics.initialize(repeating: .empty, count: Intrinsic.allCases.count)
        let wasPaused = vm.heap.paused
        vm.heap.paused += 1
        defer { vm.heap.paused = wasPaused }
        // %Object.prototype%, %Function.prototype% and %Array.prototype% exist before all else.
        let rootShape = vm.shapes.root(prototype: .null)
        let objectPrototype = vm.allocateObject(shape: rootShape)
        intrinsics[Intrinsic.objectPrototype.rawValue] = Value(objectPrototype)
        objectShape = vm.shapes.root(prototype: Value(objectPrototype), inlineCapacity: VM.commonInlineCapacity)
        let plainShape = vm.shapes.root(prototype: Value(objectPrototype))
        let functionPrototype = vm.allocateNativeFunction(
            shape: plainShape, function: { (_, _) throws(JSException) -> Value in .undefined }, name: Value(vm.emptyString), length: 0,
            constructor: false)
        intrinsics[Intrinsic.functionPrototype.rawValue] = Value(functionPrototype)
        let arrayPrototype = vm.allocateArray(shape: plainShape, length: 0, capacity: 0)
        intrinsics[Intrinsic.arrayPrototype.rawValue] = Value(arrayPrototype)
        arrayShape = vm.shapes.root(prototype: Value(arrayPrototype))
        functionShapes = FunctionShapes(vm, functionPrototype: Value(functionPrototype))
        iteratorResultShape = vm.shapes.adding(
            vm.names[.done], .all,
            to: vm.shapes.adding(
                vm.names[.value], .all, to: vm.shapes.root(prototype: Value(objectPrototype), inlineCapacity: 2)))
        global = vm.allocateGlobal(shape: plainShape)
        vm.allRealms.append(self)
        let outer: Realm = vm.realm ?? self
        // Functions made here belong to this realm.
        vm.realm = self
        defer { vm.realm = outer }
        functionPrototype.shapeID = functionShapes.builtinOfObjectPrototype(vm, prototype: Value(objectPrototype)).pointee.id
        initialiseObject(self)
        initialiseFunction(self)
        initialiseArray(self)
        defineGlobals()
    }

    /// An intrinsic object (ECMA-262 §6.1.7.4); its group of builtins is set up when this is its first use.
    public subscript(intrinsic: Intrinsic) -> Value {
        get {
            let value = intrinsics[intrinsic.rawValue]
            return value.isEmpty ? materialise(intrinsic) : value
        }
        set { intrinsics[intrinsic.rawValue] = newValue }
    }

    /// False while an intrinsic has not been used.
    func isMaterialised(_ intrinsic: Intrinsic) -> Bool { !intrinsics[intrinsic.rawValue].isEmpty }

    @inline(never)
    private func materialise(_ intrinsic: Intrinsic) -> Value {
        let outer = vm.realm
        vm.realm = self
        defer { vm.realm = outer }
        let pause = vm.heap.paused
        vm.heap.paused += 1
        intrinsic.group.initialise(self)
        vm.heap.paused = pause
        let value = intrinsics[intrinsic.rawValue]
        precondition(!value.isEmpty, "swjs: builtin group did not define \(intrinsic)")
        return value
    }

    func trace(_ heap: Heap) {
        for i in 0..<Intrinsic.allCases.count { heap.mark(intrinsics[i]) }
        heap.mark(Value(global))
        for (key, lexical) in lexicals {
            heap.mark(cell: key.cell)
            heap.mark(lexical.box)
        }
        for key in varNames where !key.isIndex { heap.mark(cell: key.cell) }
        heap.mark(shape: objectShape.pointee.id)
        heap.mark(shape: arrayShape.pointee.id)
        heap.mark(shape: iteratorResultShape.pointee.id)
        functionShapes.forEach { heap.mark(shape: $0.pointee.id) }
        if let shape = regexpShape { heap.mark(shape: shape.pointee.id) }
        if let shape = regexpResultShape { heap.mark(shape: shape.pointee.id) }
        if let cell = regexpOriginal { heap.mark(cell: cell) }
        heap.mark(regexpSpeciesGetter)
    }

    /// Runs the initialiser behind a lazy property of the global object.
    func lazyGlobal(_ number: Int32) -> Value {
        if number >= 0 { return self[Intrinsic.allCases[Int(number)]] }
        return vm.usingStackReserve { vm.hooks.lazyGlobal(self, Int(-1 - number)) }
    }

    /// A property of the global object whose value the host makes when it is first read (`HostHooks.lazyGlobal`).
    /// - Parameter index: what the hook is asked for.
    public func defineLazyGlobal(_ name: StaticString, index: Int, _ attributes: PropertyAttributes = .hidden) {
        let number = vm.allocateBox(Value(int32: Int32(-1 - index)))
        vm.defineOwn(global, vm.key(name), Value(cell: number), attributes.union(.lazy))
    }

    /// Whether the global object has a property of this name; the value of a lazy one is not made.
    public func hasGlobal(_ key: PropertyKey) -> Bool { vm.shape(global).pointee.find(key) >= 0 }

    private func defineGlobals() {
        let vm = vm
        vm.defineOwn(global, vm.names[.globalThis], Value(global), .hidden)
        for intrinsic in Intrinsic.allCases {
            if let name = intrinsic.globalName {
                let number = vm.allocateBox(Value(int32: Int32(intrinsic.rawValue)))
                vm.defineOwn(global, vm.key(name), Value(cell: number), [.writable, .configurable, .lazy])
            }
        }
        defineGlobalValues(self)
    }
}

/// The shapes of function objects before and after `length`, `name` and `prototype` were materialised.
struct FunctionShapes {
    /// Properties: length, name.
    var plain: ShapeReference
    /// Properties: length, name, prototype (writable).
    var withPrototype: ShapeReference
    /// Properties: length, name, prototype (read-only): classes.
    var classConstructor: ShapeReference

    init(_ vm: VM, functionPrototype: Value) {
        let root = vm.shapes.lazyFunctionRoot(prototype: functionPrototype)
        plain = FunctionShapes.plain(vm, root)
        withPrototype = vm.shapes.adding(vm.names[.prototype], [.writable], to: plain)
        classConstructor = vm.shapes.adding(vm.names[.prototype], [], to: plain)
    }

    static func plain(_ vm: VM, _ root: ShapeReference) -> ShapeReference {
        let length = vm.shapes.adding(vm.names[.length], [.configurable], to: root)
        return vm.shapes.adding(vm.names[.name], [.configurable], to: length)
    }

    func builtinOfObjectPrototype(_ vm: VM, prototype: Value) -> ShapeReference {
        FunctionShapes.plain(vm, vm.shapes.lazyFunctionRoot(prototype: prototype))
    }

    func forEach(_ body: (ShapeReference) -> Void) {
        body(plain)
        body(withPrototype)
        body(classConstructor)
    }
}

extension VM {
    /// Runs native code with another realm as the current one.
    public func withRealm<Result>(_ other: Realm, _ body: () throws(JSException) -> Result) throws(JSException) -> Result {
        let outer = realm
        realm = other
        defer { realm = outer }
        return try body()
    }

    /// Runs native code in the realm of a function.
    public func withRealm<Result>(
        of function: Object, _ body: () throws(JSException) -> Result
    ) throws(JSException) -> Result {
        try withRealm(try functionRealm(function), body)
    }
}
