// Layouts of functions, classes and module items. The substance of a function is in its FunctionInfo.

/// FunctionExpression and ArrowFunctionExpression (also the value of a method).
public struct FunctionNode: NodeLayout {
    public var header: NodeHeader
    public unowned(unsafe) var function: FunctionInfo
    public static func accepts(_ kind: NodeKind) -> Bool {
        kind == .functionExpression || kind == .arrowFunctionExpression
    }
}

/// A function declaration. It is instantiated on entry of its scope (`Scope.functions`); the statement itself does nothing,
/// except that with `annexBVariable` it copies `binding` to that `var`.
public struct FunctionDeclaration: NodeLayout {
    public var header: NodeHeader
    public unowned(unsafe) var function: FunctionInfo
    /// The variable that holds the function (nil for an `export default` without a name: see ModuleInfo).
    public var binding: Binding?
    /// Annex B.3.2: the `var` of the enclosing function to assign when the declaration is evaluated.
    public var annexBVariable: Binding?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .functionDeclaration }
}

/// ClassDeclaration and ClassExpression.
public struct ClassNode: NodeLayout {
    public var header: NodeHeader
    /// Identifier whose binding is the outer variable (declarations only; nil for expressions).
    public var id: Node?
    /// The name as written, or nil (for expressions too).
    public var name: Name?
    /// Scope of the heritage and the body: the immutable inner name and the private names.
    public unowned(unsafe) var scope: Scope?
    /// The inner immutable binding of `name` in `scope`.
    public var innerBinding: Binding?
    public var superclass: Node?
    /// The `constructor` method; nil: a default one.
    public unowned(unsafe) var constructor: FunctionInfo?
    /// `MethodDefinition` (without the constructor), `PropertyDefinition`, `StaticBlock`, in order.
    public var elements: NodeList
    /// A function that stands for all instance field initializers (its `this` is the instance); nil without fields.
    public unowned(unsafe) var instanceFields: FunctionInfo?
    /// A function that stands for all static field initializers and static blocks; nil without any.
    public unowned(unsafe) var staticElements: FunctionInfo?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .classDeclaration || kind == .classExpression }
}

public enum MethodKind: UInt8, Sendable, BitwiseCopyable { case method, get, set }

public struct MethodDefinition: NodeLayout {
    public var header: NodeHeader
    public var methodKind: MethodKind
    public var isStatic: Bool
    public var isComputed: Bool
    /// As in Property; or a PrivateIdentifier.
    public var key: Node
    public unowned(unsafe) var function: FunctionInfo
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .methodDefinition }
}

/// A field. The key, when computed, is evaluated with the class; the value in `instanceFields` or `staticElements`.
public struct PropertyDefinition: NodeLayout {
    public var header: NodeHeader
    public var isStatic: Bool
    public var isComputed: Bool
    public var key: Node
    public var value: Node?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .propertyDefinition }
}

/// `static { ... }`, part of `ClassNode.staticElements`.
public struct StaticBlock: NodeLayout {
    public var header: NodeHeader
    /// A `var` scope of its own, of kind `.classStaticBlock`.
    public unowned(unsafe) var scope: Scope
    public var body: NodeList
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .staticBlock }
}

/// `import ...`: nothing to execute; see ModuleInfo.
public struct ImportDeclaration: NodeLayout {
    public var header: NodeHeader
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .importDeclaration }
}

/// `export var ...`, `export function ...`, `export { ... }`: execute the declaration, if any.
public struct ExportNamedDeclaration: NodeLayout {
    public var header: NodeHeader
    public var declaration: Node?
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .exportNamedDeclaration }
}

/// `export default ...`
public struct ExportDefaultDeclaration: NodeLayout {
    public var header: NodeHeader
    /// FunctionDeclaration, ClassDeclaration or an expression.
    public var declaration: Node
    /// The variable to initialise: `*default*`, or the declared name (functions are already hoisted to it).
    public var binding: Binding
    public static func accepts(_ kind: NodeKind) -> Bool { kind == .exportDefaultDeclaration }
}
