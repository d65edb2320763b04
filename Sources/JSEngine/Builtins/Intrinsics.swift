/// The intrinsic objects of a realm (ECMA-262 §6.1.7.4), grouped by what sets them up.
public enum Intrinsic: Int, CaseIterable, Sendable {
    // Object
    case object
    case objectPrototype
    // Function
    case function
    case functionPrototype
    case throwTypeError
    case functionPrototypeHasInstance
    // Array
    case array
    case arrayPrototype
    case arrayPrototypeValues
    case arrayIteratorPrototype
    case arrayIteratorPrototypeNext
    // Iterator
    case iterator
    case iteratorPrototype
    case iteratorHelperPrototype
    case wrapForValidIteratorPrototype
    // AsyncIterator
    case asyncIteratorPrototype
    case asyncFromSyncIteratorPrototype
    // String
    case string
    case stringPrototype
    case stringIteratorPrototype
    // Number
    case number
    case numberPrototype
    // Boolean
    case boolean
    case booleanPrototype
    // Symbol
    case symbol
    case symbolPrototype
    // BigInt
    case bigint
    case bigintPrototype
    // Math
    case math
    // JSON
    case json
    // Reflect
    case reflect
    // Proxy
    case proxy
    // Error
    case error
    case errorPrototype
    case evalError
    case evalErrorPrototype
    case rangeError
    case rangeErrorPrototype
    case referenceError
    case referenceErrorPrototype
    case syntaxError
    case syntaxErrorPrototype
    case typeError
    case typeErrorPrototype
    case uriError
    case uriErrorPrototype
    case aggregateError
    case aggregateErrorPrototype
    case callSitePrototype
    // Map
    case map
    case mapPrototype
    case mapIteratorPrototype
    // Set
    case set
    case setPrototype
    case setIteratorPrototype
    // WeakMap
    case weakMap
    case weakMapPrototype
    // WeakSet
    case weakSet
    case weakSetPrototype
    // WeakRef
    case weakRef
    case weakRefPrototype
    // FinalizationRegistry
    case finalizationRegistry
    case finalizationRegistryPrototype
    // Promise
    case promise
    case promisePrototype
    // RegExp
    case regexp
    case regexpPrototype
    case regexpStringIteratorPrototype
    // Date
    case date
    case datePrototype
    // Generator
    case generatorFunction
    case generatorFunctionPrototype
    case generatorPrototype
    case generatorPrototypeNext
    case asyncFunction
    case asyncFunctionPrototype
    case asyncGeneratorFunction
    case asyncGeneratorFunctionPrototype
    case asyncGeneratorPrototype
    // ArrayBuffer
    case arrayBuffer
    case arrayBufferPrototype
    // SharedArrayBuffer
    case sharedArrayBuffer
    case sharedArrayBufferPrototype
    // TypedArray
    case typedArray
    case typedArrayPrototype
    case int8Array
    case int8ArrayPrototype
    case uint8Array
    case uint8ArrayPrototype
    case uint8ClampedArray
    case uint8ClampedArrayPrototype
    case int16Array
    case int16ArrayPrototype
    case uint16Array
    case uint16ArrayPrototype
    case int32Array
    case int32ArrayPrototype
    case uint32Array
    case uint32ArrayPrototype
    case float16Array
    case float16ArrayPrototype
    case float32Array
    case float32ArrayPrototype
    case float64Array
    case float64ArrayPrototype
    case bigInt64Array
    case bigInt64ArrayPrototype
    case bigUint64Array
    case bigUint64ArrayPrototype
    // DataView
    case dataView
    case dataViewPrototype
    // Atomics
    case atomics
    // GlobalFunctions
    case eval
    case parseInt
    case parseFloat
    case isNaN
    case isFinite
    case decodeURI
    case decodeURIComponent
    case encodeURI
    case encodeURIComponent
    case escape
    case unescape
    case queueMicrotask
    // StructuredClone
    case structuredClone

    /// The name of the global property that holds it.
    var globalName: StaticString? {
        switch self {
        case .object: "Object"
        case .function: "Function"
        case .array: "Array"
        case .iterator: "Iterator"
        case .string: "String"
        case .number: "Number"
        case .boolean: "Boolean"
        case .symbol: "Symbol"
        case .bigint: "BigInt"
        case .math: "Math"
        case .json: "JSON"
        case .reflect: "Reflect"
        case .proxy: "Proxy"
        case .error: "Error"
        case .evalError: "EvalError"
        case .rangeError: "RangeError"
        case .referenceError: "ReferenceError"
        case .syntaxError: "SyntaxError"
        case .typeError: "TypeError"
        case .uriError: "URIError"
        case .aggregateError: "AggregateError"
        case .map: "Map"
        case .set: "Set"
        case .weakMap: "WeakMap"
        case .weakSet: "WeakSet"
        case .weakRef: "WeakRef"
        case .finalizationRegistry: "FinalizationRegistry"
        case .promise: "Promise"
        case .regexp: "RegExp"
        case .date: "Date"
        case .arrayBuffer: "ArrayBuffer"
        case .sharedArrayBuffer: "SharedArrayBuffer"
        case .int8Array: "Int8Array"
        case .uint8Array: "Uint8Array"
        case .uint8ClampedArray: "Uint8ClampedArray"
        case .int16Array: "Int16Array"
        case .uint16Array: "Uint16Array"
        case .int32Array: "Int32Array"
        case .uint32Array: "Uint32Array"
        case .float16Array: "Float16Array"
        case .float32Array: "Float32Array"
        case .float64Array: "Float64Array"
        case .bigInt64Array: "BigInt64Array"
        case .bigUint64Array: "BigUint64Array"
        case .dataView: "DataView"
        case .atomics: "Atomics"
        case .eval: "eval"
        case .parseInt: "parseInt"
        case .parseFloat: "parseFloat"
        case .isNaN: "isNaN"
        case .isFinite: "isFinite"
        case .decodeURI: "decodeURI"
        case .decodeURIComponent: "decodeURIComponent"
        case .encodeURI: "encodeURI"
        case .encodeURIComponent: "encodeURIComponent"
        case .escape: "escape"
        case .unescape: "unescape"
        case .queueMicrotask: "queueMicrotask"
        case .structuredClone: "structuredClone"
        default: nil
        }
    }

    /// The builtins that are set up together with it.
    var group: BuiltinGroup {
        switch self {
        case .object, .objectPrototype: BuiltinGroup(initialise: initialiseObject)
        case .function, .functionPrototype, .throwTypeError, .functionPrototypeHasInstance:
            BuiltinGroup(initialise: initialiseFunction)
        case .array, .arrayPrototype, .arrayPrototypeValues, .arrayIteratorPrototype, .arrayIteratorPrototypeNext:
            BuiltinGroup(initialise: initialiseArray)
        case .iterator, .iteratorPrototype, .iteratorHelperPrototype, .wrapForValidIteratorPrototype:
            BuiltinGroup(initialise: initialiseIterator)
        case .asyncIteratorPrototype, .asyncFromSyncIteratorPrototype: BuiltinGroup(initialise: initialiseAsyncIterator)
        case .string, .stringPrototype, .stringIteratorPrototype: BuiltinGroup(initialise: initialiseString)
        case .number, .numberPrototype: BuiltinGroup(initialise: initialiseNumber)
        case .boolean, .booleanPrototype: BuiltinGroup(initialise: initialiseBoolean)
        case .symbol, .symbolPrototype: BuiltinGroup(initialise: initialiseSymbol)
        case .bigint, .bigintPrototype: BuiltinGroup(initialise: initialiseBigInt)
        case .math: BuiltinGroup(initialise: initialiseMath)
        case .json: BuiltinGroup(initialise: initialiseJSON)
        case .reflect: BuiltinGroup(initialise: initialiseReflect)
        case .proxy: BuiltinGroup(initialise: initialiseProxy)
        case .error, .errorPrototype, .evalError, .evalErrorPrototype, .rangeError, .rangeErrorPrototype, .referenceError,
            .referenceErrorPrototype, .syntaxError, .syntaxErrorPrototype, .typeError, .typeErrorPrototype, .uriError,
            .uriErrorPrototype, .aggregateError, .aggregateErrorPrototype, .callSitePrototype:
            BuiltinGroup(initialise: initialiseError)
        case .map, .mapPrototype, .mapIteratorPrototype: BuiltinGroup(initialise: initialiseMap)
        case .set, .setPrototype, .setIteratorPrototype: BuiltinGroup(initialise: initialiseSet)
        case .weakMap, .weakMapPrototype: BuiltinGroup(initialise: initialiseWeakMap)
        case .weakSet, .weakSetPrototype: BuiltinGroup(initialise: initialiseWeakSet)
        case .weakRef, .weakRefPrototype: BuiltinGroup(initialise: initialiseWeakRef)
        case .finalizationRegistry, .finalizationRegistryPrototype: BuiltinGroup(initialise: initialiseFinalizationRegistry)
        case .promise, .promisePrototype: BuiltinGroup(initialise: initialisePromise)
        case .regexp, .regexpPrototype, .regexpStringIteratorPrototype: BuiltinGroup(initialise: initialiseRegExp)
        case .date, .datePrototype: BuiltinGroup(initialise: initialiseDate)
        case .generatorFunction, .generatorFunctionPrototype, .generatorPrototype, .generatorPrototypeNext, .asyncFunction, .asyncFunctionPrototype, .asyncGeneratorFunction, .asyncGeneratorFunctionPrototype, .asyncGeneratorPrototype: BuiltinGroup(initialise: initialiseGenerator)
        case .arrayBuffer, .arrayBufferPrototype: BuiltinGroup(initialise: initialiseArrayBuffer)
        case .sharedArrayBuffer, .sharedArrayBufferPrototype: BuiltinGroup(initialise: initialiseSharedArrayBuffer)
        case .typedArray, .typedArrayPrototype, .int8Array, .int8ArrayPrototype, .uint8Array, .uint8ArrayPrototype,
            .uint8ClampedArray, .uint8ClampedArrayPrototype, .int16Array, .int16ArrayPrototype, .uint16Array,
            .uint16ArrayPrototype, .int32Array, .int32ArrayPrototype, .uint32Array, .uint32ArrayPrototype, .float16Array,
            .float16ArrayPrototype, .float32Array, .float32ArrayPrototype, .float64Array, .float64ArrayPrototype, .bigInt64Array,
            .bigInt64ArrayPrototype, .bigUint64Array, .bigUint64ArrayPrototype:
            BuiltinGroup(initialise: initialiseTypedArray)
        case .dataView, .dataViewPrototype: BuiltinGroup(initialise: initialiseDataView)
        case .atomics: BuiltinGroup(initialise: initialiseAtomics)
        case .eval, .parseInt, .parseFloat, .isNaN, .isFinite, .decodeURI, .decodeURIComponent, .encodeURI, .encodeURIComponent, .escape, .unescape, .queueMicrotask: BuiltinGroup(initialise: initialiseGlobalFunctions)
        case .structuredClone: BuiltinGroup(initialise: initialiseStructuredClone)
        }
    }
}

/// Builtins that are set up together: the function fills in all of the group's intrinsics.
struct BuiltinGroup {
    let initialise: (Realm) -> Void
}
