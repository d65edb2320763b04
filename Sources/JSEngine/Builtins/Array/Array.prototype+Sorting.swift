/// Array.prototype.sort(comparator) https://tc39.es/ecma262/#sec-array.prototype.sort
func arrayPrototypeSort(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let comparator = args[0]
    if !comparator.isUndefined && !comparator.isCallable {
        throw vm.typeError("The comparison function must be either a function or undefined")
    }
    let object = try vm.arrayThis(args, "Array.prototype.sort")
    let length = try vm.lengthOfArrayLike(object)
    // 1. SortIndexedProperties with holes skipped: the values go to a list of their own, since the comparator may change the array.
    let list = vm.makeArray(capacity: min(length, 1 << 20))
    var k = 0
    while k < length {
        let value = try vm.elementIfPresent(object, k)
        if !value.isEmpty { vm.arrayAppend(list, value) }
        k += 1
    }
    let saved = vm.pushRoot(Value(list))
    defer { vm.top = saved }
    try vm.sortValues(list, comparator)
    // 2. Write back; what was a hole comes last.
    let count = Int(list.arrayLength)
    if vm.isFullyStored(object, length), count > 0 {
        let values = Storage.values(object.elements.unsafelyUnwrapped)
        values.update(from: Storage.values(list.elements.unsafelyUnwrapped), count: count)
        if count < length { (values + count).update(repeating: .empty, count: length - count) }
        return Value(object)
    }
    for i in 0..<count { try vm.set(object, vm.key(index: i), Storage.values(list.elements.unsafelyUnwrapped)[i]) }
    k = count
    while k < length {
        let key = vm.key(index: k)
        if try vm.hasProperty(object, key) { try vm.deletePropertyOrThrow(object, key) }
        k += 1
    }
    return Value(object)
}

/// Array.prototype.toSorted(comparator) https://tc39.es/ecma262/#sec-array.prototype.tosorted
func arrayPrototypeToSorted(_ vm: VM, _ args: Arguments) throws(JSException) -> Value {
    let comparator = args[0]
    if !comparator.isUndefined && !comparator.isCallable {
        throw vm.typeError("The comparison function must be either a function or undefined")
    }
    let object = try vm.arrayThis(args, "Array.prototype.toSorted")
    let length = try vm.lengthOfArrayLike(object)
    let list = try vm.copyElements(object, length)
    let saved = vm.pushRoot(Value(list))
    defer { vm.top = saved }
    try vm.sortValues(list, comparator)
    return Value(list)
}

extension VM {
    /// Sorts a dense array by SortCompare (https://tc39.es/ecma262/#sec-comparearrayelements): undefined last, then by the
    /// comparator or by the texts of the values.
    func sortValues(_ list: Object, _ comparator: Value) throws(JSException) {
        let total = Int(list.arrayLength)
        if total < 2 { return }
        let values = Storage.values(list.elements.unsafelyUnwrapped)
        // Undefined values move to the end, the others keep their order.
        var count = 0
        for i in 0..<total where !values[i].isUndefined {
            values[count] = values[i]
            count += 1
        }
        (values + count).update(repeating: .undefined, count: total - count)
        if count < 2 { return }
        let scratch = allocateStorage(count)
        let saved = pushRoot(Value(cell: scratch))
        defer { top = saved }
        if comparator.isUndefined {
            try sortByText(values, Storage.values(scratch), count)
        } else {
            try mergeSort(values, Storage.values(scratch), count) { (a, b) throws(JSException) in
                let order = try self.call(comparator, this: .undefined, a, b)
                if order.isInt32 { return order.asInt32 < 0 }
                return try self.toNumber(order) < 0
            }
        }
    }

    private func sortByText(
        _ values: UnsafeMutablePointer<Value>, _ scratch: UnsafeMutablePointer<Value>, _ count: Int
    ) throws(JSException) {
        var allStrings = true
        for i in 0..<count where !values[i].isString {
            allStrings = false
            break
        }
        if allStrings {
            try mergeSort(values, scratch, count) { (a, b) throws(JSException) in a.asString.compare(self, b.asString) < 0 }
            return
        }
        // Each text is made once: pairs of text and value are sorted as indices.
        let texts = allocateStorage(count)
        let order = allocateStorage(count)
        let saved = pushRoot(Value(cell: texts))
        _ = pushRoot(Value(cell: order))
        let originals = allocateStorage(count)
        _ = pushRoot(Value(cell: originals))
        defer { top = saved }
        for i in 0..<count {
            Storage.values(texts)[i] = Value(try toString(values[i]).flat(self))
            Storage.values(order)[i] = Value(int32: Int32(i))
            Storage.values(originals)[i] = values[i]
        }
        let text = Storage.values(texts)
        try mergeSort(Storage.values(order), scratch, count) { (a, b) throws(JSException) in
            text[Int(a.asInt32)].asString.compare(self, text[Int(b.asInt32)].asString) < 0
        }
        for i in 0..<count { values[i] = Storage.values(originals)[Int(Storage.values(order)[i].asInt32)] }
    }

    /// A stable merge sort; `less` is only asked whether a later value comes before an earlier one.
    /// Both memories must be seen by the collector.
    @inline(__always)
    private func mergeSort(
        _ values: UnsafeMutablePointer<Value>, _ scratch: UnsafeMutablePointer<Value>, _ count: Int,
        _ less: (_ later: Value, _ earlier: Value) throws(JSException) -> Bool
    ) throws(JSException) {
        let runLength = 8
        // 1. Insertion sort of short runs.
        var start = 0
        while start < count {
            let end = min(start + runLength, count)
            var i = start + 1
            while i < end {
                let value = values[i]
                var j = i
                while j > start, try less(value, values[j - 1]) {
                    values[j] = values[j - 1]
                    j -= 1
                }
                // While it is looked for its place the value is in this function's frame, which is scanned.
                values[j] = value
                i += 1
            }
            start = end
        }
        // 2. Merge neighbours; the left one is moved away, so that merging forwards never overtakes the right one.
        var width = runLength
        while width < count {
            var left = 0
            while left + width < count {
                let middle = left + width
                let end = min(middle + width, count)
                if try less(values[middle], values[middle - 1]) {
                    scratch.update(from: values + left, count: width)
                    var (i, j, k) = (0, middle, left)
                    while i < width && j < end {
                        if try less(values[j], scratch[i]) {
                            values[k] = values[j]
                            j += 1
                        } else {
                            values[k] = scratch[i]
                            i += 1
                        }
                        k += 1
                    }
                    if i < width { (values + k).update(from: scratch + i, count: width - i) }
                }
                left = end
            }
            width *= 2
        }
    }
}
