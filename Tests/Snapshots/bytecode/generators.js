function* g(a) { const x = yield a; yield* x; }
async function f(a) { for await (const x of a) { try { await x; } catch { return 1; } } }
async function* h() { yield 1; return 2; }
