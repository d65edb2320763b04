"""Writes the Unicode tables of JSRegExp. See README.md beside this file."""
import os
import icu

OUT = os.path.join(os.path.dirname(__file__), "..", "..", "Sources", "JSRegExp", "Unicode", "Generated")
MAX = 0x110000
Char = icu.Char
P = icu.UProperty
SHORT, LONG = 0, 1

# https://tc39.es/ecma262/#table-binary-unicode-properties, without Any, ASCII and Assigned, which need no table.
BINARY = """ASCII_Hex_Digit AHex;Alphabetic Alpha;Bidi_Control Bidi_C;Bidi_Mirrored Bidi_M;Case_Ignorable CI;Cased;
Changes_When_Casefolded CWCF;Changes_When_Casemapped CWCM;Changes_When_Lowercased CWL;Changes_When_NFKC_Casefolded CWKCF;
Changes_When_Titlecased CWT;Changes_When_Uppercased CWU;Dash;Default_Ignorable_Code_Point DI;Deprecated Dep;Diacritic Dia;
Emoji;Emoji_Component EComp;Emoji_Modifier EMod;Emoji_Modifier_Base EBase;Emoji_Presentation EPres;
Extended_Pictographic ExtPict;Extender Ext;Grapheme_Base Gr_Base;Grapheme_Extend Gr_Ext;Hex_Digit Hex;
IDS_Binary_Operator IDSB;IDS_Trinary_Operator IDST;ID_Continue IDC;ID_Start IDS;Ideographic Ideo;Join_Control Join_C;
Logical_Order_Exception LOE;Lowercase Lower;Math;Noncharacter_Code_Point NChar;Pattern_Syntax Pat_Syn;
Pattern_White_Space Pat_WS;Quotation_Mark QMark;Radical;Regional_Indicator RI;Sentence_Terminal STerm;Soft_Dotted SD;
Terminal_Punctuation Term;Unified_Ideograph UIdeo;Uppercase Upper;Variation_Selector VS;White_Space space;
XID_Continue XIDC;XID_Start XIDS"""
BINARY = [entry.split() for entry in BINARY.replace("\n", "").split(";")]

# https://tc39.es/ecma262/#table-binary-unicode-properties-of-strings
STRINGS = ["Basic_Emoji", "Emoji_Keycap_Sequence", "RGI_Emoji_Modifier_Sequence", "RGI_Emoji_Flag_Sequence",
           "RGI_Emoji_Tag_Sequence", "RGI_Emoji_ZWJ_Sequence"]


class Table:
    def __init__(self):
        self.out = []

    def number(self, n):
        assert n >= 0
        while n >= 32:
            self.out.append(chr(40 + 32 + (n & 31)))
            n >>= 5
        self.out.append(chr(40 + n))
        return self

    def signed(self, n):
        return self.number(n * 2 if n >= 0 else -n * 2 - 1)

    def ranges(self, ranges):
        """Count, then for each range the gap since the last one and its length."""
        self.number(len(ranges))
        at = 0
        for first, last in ranges:
            self.number(first - at).number(last - first)
            at = last + 1
        return self

    def runs(self, value):
        """Length and value of each run of equal values, over all code points."""
        start = 0
        while start < MAX:
            end = start
            v = value[start]
            while end < MAX and value[end] == v:
                end += 1
            self.number(end - start).number(v)
            start = end
        return self

    @property
    def text(self):
        return "".join(self.out)


def ranges_of(code_points):
    result = []
    for c in sorted(code_points):
        if result and result[-1][1] == c - 1:
            result[-1][1] = c
        else:
            result.append([c, c])
    return result


def set_ranges(s):
    return [(ord(s.getRangeStart(i)), ord(s.getRangeEnd(i))) for i in range(s.getRangeCount())]


def code_points(text):
    return [ord(c) for c in text]


def literal(name, text, doc):
    assert '"#' not in text and "\\#" not in text
    return f"    /// {doc}\n    static let {name}: StaticString = #\"{text}\"#\n"


def write(file, enum, doc, body):
    with open(os.path.join(OUT, file), "w") as f:
        f.write("// Written by scripts/generate-unicode; do not edit.\n// swift-format-ignore-file\n\n")
        f.write(f"/// {doc} Unicode {icu.UNICODE_VERSION}.\nenum {enum} {{\n{body}}}\n")


# Property names and values.

def value_names(prop, value):
    names = []
    for choice in range(0, 6):
        try:
            name = Char.getPropertyValueName(prop, value, choice)
        except Exception:
            name = None
        if name and name not in names:
            names.append(name)
    return names


category = [Char.charType(c) for c in range(MAX)]
category_names = ["|".join(value_names(P.GENERAL_CATEGORY, v)) for v in range(30)]
script = [Char.getIntPropertyValue(c, P.SCRIPT) for c in range(MAX)]
used = sorted(set(script))
renumber = {v: i for i, v in enumerate(used)}
script_names = ["|".join(value_names(P.SCRIPT, v)) for v in used]

extensions = {}
for v in used:
    s = icu.UnicodeSet(f"[:scx={Char.getPropertyValueName(P.SCRIPT, v, SHORT)}:]")
    for first, last in set_ranges(s):
        for c in range(first, last + 1):
            extensions.setdefault(c, []).append(renumber[v])
scx = Table()
explicit = {c: tuple(e) for c, e in extensions.items() if e != [renumber[script[c]]]}
groups = []
for c in sorted(explicit):
    if groups and groups[-1][1] == c - 1 and groups[-1][2] == explicit[c]:
        groups[-1][1] = c
    else:
        groups.append([c, c, explicit[c]])
scx.number(len(groups))
at = 0
for first, last, values in groups:
    scx.number(first - at).number(last - first).number(len(values))
    for v in values:
        scx.number(v)
    at = last + 1

body = literal("generalCategoryNames", ";".join(category_names), "Names of the values in the order of their numbers.")
body += literal("generalCategory", Table().runs(category).text, "Runs over all code points: length, value.")
body += literal("scriptNames", ";".join(script_names), "Names of the values in the order of their numbers.")
body += literal("script", Table().runs([renumber[s] for s in script]).text, "Runs over all code points: length, value.")
body += literal("scriptExtensions", scx.text,
                "Code points whose Script_Extensions is not just their Script: gap, length, number of scripts, scripts.")
body += literal("binaryNames", ";".join("|".join(names) for names in BINARY), "Binary properties; the position is the number.")
body += "    /// The ranges of a binary property, by number.\n    static func binary(_ number: Int) -> StaticString {\n        switch number {\n"
for i, names in enumerate(BINARY):
    prop = Char.getPropertyEnum(names[0])
    text = Table().ranges(set_ranges(Char.getBinaryPropertySet(prop))).text
    label = "default" if i == len(BINARY) - 1 else f"case {i}"
    body += f"        {label}: return #\"{text}\"#\n"
body += "        }\n    }\n"
write("PropertyTables.swift", "PropertyTables", "Property names, values and sets.", body)

# Properties of strings.

body = literal("names", ";".join(STRINGS), "Properties of strings; RGI_Emoji is the union of all.")
body += "    /// The code points (ranges) and strings (shared prefix, rest length, rest) of a property.\n"
body += "    static func strings(_ number: Int) -> StaticString {\n        switch number {\n"
union = set()
for i, name in enumerate(STRINGS):
    s = Char.getBinaryPropertySet(getattr(P, name.upper()))
    table = Table().ranges(set_ranges(s))
    strings = sorted(code_points(x) for x in s.strings())
    union |= {tuple(x) for x in strings}
    table.number(len(strings))
    last = []
    for x in strings:
        shared = 0
        while shared < min(len(last), len(x)) and last[shared] == x[shared]:
            shared += 1
        table.number(shared).number(len(x) - shared)
        for k in range(shared, len(x)):
            table.signed(x[k] - (last[k] if k < len(last) else x[k - 1] if k else 0))
        last = x
    label = "default" if i == len(STRINGS) - 1 else f"case {i}"
    body += f"        {label}: return #\"{table.text}\"#\n"
body += "        }\n    }\n"
assert union == {tuple(code_points(x)) for x in Char.getBinaryPropertySet(P.RGI_EMOJI).strings()}
write("EmojiTables.swift", "EmojiTables", "Emoji sequences.", body)

# Case.


def case_table(mapping):
    """Runs of code points one or two apart that map with the same difference: gap, count, stride - 1, difference."""
    items = sorted((c, m - c) for c, m in mapping.items())
    runs = []
    i = 0
    while i < len(items):
        c, d = items[i]
        best = (1, 1)
        for stride in (1, 2):
            n = 1
            while i + n < len(items) and items[i + n] == (c + n * stride, d):
                n += 1
            if n > best[0]:
                best = (n, stride)
        runs.append((c, best[0], best[1], d))
        i += best[0]
    table = Table().number(len(runs))
    at = 0
    for c, n, stride, d in runs:
        table.number(c - at).number(n).number(stride - 1).signed(d)
        at = c + (n - 1) * stride + 1
    return table.text


def full_table(mapping):
    table = Table().number(len(mapping))
    at = 0
    for c in sorted(mapping):
        table.number(c - at).number(len(mapping[c]))
        for m in mapping[c]:
            table.signed(m - c)
        at = c + 1
    return table.text


scalars = [c for c in range(MAX) if not 0xD800 <= c < 0xE000]
upper = {c: Char.toupper(c) for c in scalars if Char.toupper(c) != c}
lower = {c: Char.tolower(c) for c in scalars if Char.tolower(c) != c}
fold = {c: Char.foldCase(c, Char.FOLD_CASE_DEFAULT) for c in scalars if Char.foldCase(c, Char.FOLD_CASE_DEFAULT) != c}
root = icu.Locale("")
full_upper, full_lower = {}, {}
for c in scalars:
    u = code_points(str(icu.UnicodeString(chr(c)).toUpper(root)))
    if u != [upper.get(c, c)]:
        full_upper[c] = u
    low = code_points(str(icu.UnicodeString(chr(c)).toLower(root)))
    if low != [lower.get(c, c)]:
        full_lower[c] = low
body = literal("simpleUpper", case_table(upper), "Simple_Uppercase_Mapping.")
body += literal("simpleLower", case_table(lower), "Simple_Lowercase_Mapping.")
body += literal("simpleFold", case_table(fold), "Simple_Case_Folding.")
body += literal("fullUpper", full_table(full_upper), "Unconditional special casing to upper case: gap, length, differences.")
body += literal("fullLower", full_table(full_lower), "Unconditional special casing to lower case.")
write("CaseTables.swift", "CaseTables", "Case mapping and folding.", body)

# Normalization. Hangul syllables are computed, not stored.

nfc, nfkc = icu.Normalizer2.getNFCInstance(), icu.Normalizer2.getNFKCInstance()
nfd, nfkd = icu.Normalizer2.getNFDInstance(), icu.Normalizer2.getNFKDInstance()
hangul = range(0xAC00, 0xD7A4)
classes = [Char.getCombiningClass(c) for c in range(MAX)]
canonical, compatibility, pairs = {}, {}, []
for c in scalars:
    if c in hangul:
        continue
    d = code_points(nfd.normalize(chr(c)))
    k = code_points(nfkd.normalize(chr(c)))
    if d != [c]:
        canonical[c] = d
    if k != d:
        compatibility[c] = k
    if len(d) > 1 and not Char.hasBinaryProperty(c, P.FULL_COMPOSITION_EXCLUSION):
        # A primary composite is its first part, itself composed as far as possible, and one more mark.
        first = code_points(nfc.normalize("".join(map(chr, d[:-1]))))
        assert len(first) == 1 and nfc.normalize(chr(first[0]) + chr(d[-1])) == chr(c), hex(c)
        pairs.append((first[0], d[-1], c))
pairs.sort()
assert len(pairs) > 900, len(pairs)
compose = Table().number(len(pairs))
la = 0
for a, b, c in pairs:
    compose.number(a - la).number(b).signed(c - a)
    la = a
body = literal("combiningClass", Table().runs(classes).text, "Runs over all code points: length, Canonical_Combining_Class.")
body += literal("canonical", full_table(canonical), "Full canonical decompositions: gap, length, differences.")
body += literal("compatibility", full_table(compatibility), "Full compatibility decompositions that differ from the canonical ones.")
body += literal("compositions", compose.text, "Primary composites: first (gap), second, difference to the composite.")
write("NormalizationTables.swift", "NormalizationTables", "Normalization.", body)

# Width in terminal columns as Node counts them: wide, fullwidth and emoji shown as such have two; of the others, Cc, Cf,
# Me and Mn have none, except the soft hyphen.

zero, wide = [], []
names = {Char.getPropertyValueName(P.EAST_ASIAN_WIDTH, v, SHORT): v for v in range(6)}
for c in range(MAX):
    width = Char.getIntPropertyValue(c, P.EAST_ASIAN_WIDTH)
    short = Char.getPropertyValueName(P.GENERAL_CATEGORY, category[c], SHORT)
    if width in (names["F"], names["W"]) or (width == names["N"] and Char.hasBinaryProperty(c, P.EMOJI_PRESENTATION)):
        wide.append(c)
    elif c != 0xAD and short in ("Cc", "Cf", "Me", "Mn"):
        zero.append(c)
body = literal("zero", Table().ranges(ranges_of(zero)).text, "Ranges of code points that take no column.")
body += literal("wide", Table().ranges(ranges_of(wide)).text, "Ranges of code points that take two columns.")
write("WidthTables.swift", "WidthTables", "Terminal columns.", body)
