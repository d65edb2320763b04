outer: for (var key in object) {
  if (key) function hoisted() { return arguments.length; }
  with (object) { key = value; }
  try { eval("var x"); } catch ({ message = "none", ...rest }) { continue outer; }
}
label: { break label; }
[a, , b.c = 1, ...d] = `x${y?.z[0]}\n`;
