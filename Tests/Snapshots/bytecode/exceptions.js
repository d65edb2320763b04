function f(a) {
    for (const x of a) {
        try {
            if (x === 1) continue;
            if (x === 2) break;
            return g(x);
        } catch ({message}) {
            h(message);
        } finally {
            h(x);
        }
    }
}
