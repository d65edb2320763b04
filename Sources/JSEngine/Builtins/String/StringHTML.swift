/// The HTML methods of String.prototype https://tc39.es/ecma262/#sec-additional-properties-of-the-string.prototype-object
let stringHTMLMethods: [BuiltinProperty] = [
    .method("anchor", 1) { (vm, args) throws(JSException) in try createHTML(vm, args, "anchor", "a", "name") },
    .method("big", 0) { (vm, args) throws(JSException) in try createHTML(vm, args, "big", "big") },
    .method("blink", 0) { (vm, args) throws(JSException) in try createHTML(vm, args, "blink", "blink") },
    .method("bold", 0) { (vm, args) throws(JSException) in try createHTML(vm, args, "bold", "b") },
    .method("fixed", 0) { (vm, args) throws(JSException) in try createHTML(vm, args, "fixed", "tt") },
    .method("fontcolor", 1) { (vm, args) throws(JSException) in try createHTML(vm, args, "fontcolor", "font", "color") },
    .method("fontsize", 1) { (vm, args) throws(JSException) in try createHTML(vm, args, "fontsize", "font", "size") },
    .method("italics", 0) { (vm, args) throws(JSException) in try createHTML(vm, args, "italics", "i") },
    .method("link", 1) { (vm, args) throws(JSException) in try createHTML(vm, args, "link", "a", "href") },
    .method("small", 0) { (vm, args) throws(JSException) in try createHTML(vm, args, "small", "small") },
    .method("strike", 0) { (vm, args) throws(JSException) in try createHTML(vm, args, "strike", "strike") },
    .method("sub", 0) { (vm, args) throws(JSException) in try createHTML(vm, args, "sub", "sub") },
    .method("sup", 0) { (vm, args) throws(JSException) in try createHTML(vm, args, "sup", "sup") },
]

/// CreateHTML ( string, tag, attribute, value )
///
/// [CreateHTML](https://tc39.es/ecma262/#sec-createhtml)
private func createHTML(
    _ vm: VM, _ args: Arguments, _ method: StaticString, _ tag: StaticString, _ attribute: StaticString? = nil
) throws(JSException) -> Value {
    if args.this.isNullish { throw vm.typeError("String.prototype.\(method) called on null or undefined") }
    let string = try vm.toString(args.this)
    var builder = StringBuilder()
    builder.append("<")
    builder.append(tag)
    if let attribute {
        let value = try vm.toString(args[0]).flat(vm)
        builder.append(" ")
        builder.append(attribute)
        builder.append("=\"")
        for i in 0..<value.length {
            let unit = value.unit(i)
            if unit == 0x22 { builder.append("&quot;") } else { builder.append(unit) }
        }
        builder.append("\"")
    }
    builder.append(">")
    builder.append(vm, string)
    builder.append("</")
    builder.append(tag)
    builder.append(">")
    return Value(try builder.finish(vm))
}
