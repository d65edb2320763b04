function counters(start, names) {
    const list = [];
    let shared = start;
    for (let i = 0; i < names; i++) {
        const name = i;
        list.push(() => name + start + shared++, () => i++);
    }
    return list;
    function hoisted() { return list; }
}
