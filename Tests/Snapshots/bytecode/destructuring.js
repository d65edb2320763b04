function f({a, b: [c = 2, , ...d], ...e}, g = a) {
    let x, y;
    [x, y] = [y, x];
    ({p: d.q, [a]: x = 1} = e);
    return {x, y, ...e, f() { return super.f; }, get z() { return 1; }};
}
