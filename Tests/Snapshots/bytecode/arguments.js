function reads(a, b) { return a + arguments[1] + arguments.length; }
function assigns(a, b) { a = 1; return arguments[0]; }
function escapes(a) { return f(a, arguments); }
function forwards(a) { return f.apply(this, arguments); }
function strict(a) { "use strict"; return arguments; }
