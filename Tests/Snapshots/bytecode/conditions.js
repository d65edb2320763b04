function f(a, b, c) {
    if (!(a < b) || a == null && typeof c === "function") return a?.b.c?.(d);
    switch (a) { case 1: case 2: return 1; case 3: return 2; case 5: return 3; default: return a ? b : c; }
}
