"""Reads an .xlsx as Excel shows it: cells with type and format, merges, print
settings; and changes single cells of one.  Knows nothing of the program."""
import collections
import decimal
import os
import re
import xml.etree.ElementTree as ET
import zipfile
from xml.sax.saxutils import escape

# All that a formula may be: counts and sums of ranges, rounded.  Data never
# become one, so no word and no other function is in it.
RANGES = r"[A-Z]+\d+(:[A-Z]+\d+)?(,[A-Z]+\d+(:[A-Z]+\d+)?)*"
SUM = r"(SUM|COUNTA|AVERAGE|MAX|MIN)\(%s\)" % RANGES
FORMULA = re.compile(r'%s|ROUND\(%s,\d+\)|COUNTA\(%s\)-COUNTIF\(%s,"(?:[^"\w]|无)"\)'
                     % (SUM, SUM, RANGES, RANGES))

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

Workbook = collections.namedtuple("Workbook", "sheets names")
# cells: {(row, col): Cell} from 0; merges: [(row, col, last row, last col)];
# widths: {col: width}; heights: {row: points}; frozen: (rows, columns);
# page: {"paperSize": "9", "orientation": ..., "oddFooter": "&C&P", ...}
Sheet = collections.namedtuple(
    "Sheet", "name cells merges widths heights frozen page part")
# kind is "text", "number", "bool" or "error", or "" for a format alone; text is
# the value as it stands in the file; formula is "" or what makes that value.
Cell = collections.namedtuple("Cell", "kind text format formula", defaults=("",))
Format = collections.namedtuple(
    "Format",
    "font size bold number borders horizontal vertical wraps shrinks quoted")


def read(path):
    """The Workbook in the .xlsx at path."""
    with zipfile.ZipFile(path) as package:
        book = ET.fromstring(package.read("xl/workbook.xml"))
        strings = read_strings(package)
        formats = read_formats(package)
        sheets = []
        targets = read_targets(package)
        for sheet in book.iter(S + "sheet"):
            part = targets[sheet.get(R + "id")]
            sheets.append(read_sheet(sheet.get("name"), part, package.read(part),
                                     strings, formats))
        names = {n.get("name"): n.text for n in book.iter(S + "definedName")}
    return Workbook(sheets, names)


def read_targets(package):
    """{relationship id: part} of the workbook."""
    found = {}
    for r in ET.fromstring(package.read("xl/_rels/workbook.xml.rels")):
        target = r.get("Target")
        found[r.get("Id")] = (target[1:] if target.startswith("/")
                              else os.path.normpath("xl/" + target))
    return found


def joined(element):
    """Text of an <si> or <is>: all its <t> but the phonetic ones."""
    return "".join(t.text or "" for child in element
                   for t in ([child] if child.tag == S + "t" else
                             child.findall(S + "t") if child.tag == S + "r" else []))


def decoded(text):
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def read_strings(package):
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    return [decoded(joined(si)) for si in
            ET.fromstring(package.read("xl/sharedStrings.xml")).findall(S + "si")]


def read_formats(package):
    if "xl/styles.xml" not in package.namelist():
        return [Format("", 0, False, "", "", "", "", False, False, False)]
    styles = ET.fromstring(package.read("xl/styles.xml"))
    numbers = {n.get("numFmtId"): n.get("formatCode")
               for n in styles.iter(S + "numFmt")}
    fonts = styles.find(S + "fonts").findall(S + "font")
    borders = styles.find(S + "borders").findall(S + "border")
    formats = []
    for xf in styles.find(S + "cellXfs"):
        font = fonts[int(xf.get("fontId", "0"))]
        border = borders[int(xf.get("borderId", "0"))]
        alignment = xf.find(S + "alignment")
        if alignment is None:
            alignment = {}
        number = xf.get("numFmtId", "0")
        name, size = font.find(S + "name"), font.find(S + "sz")
        formats.append(Format(
            name.get("val") if name is not None else "",
            float(size.get("val")) if size is not None else 0,
            font.find(S + "b") is not None,
            numbers.get(number, {"0": "", "49": "@"}.get(number, number)),
            "".join(side[0] for side in ("left", "right", "top", "bottom")
                    if border.find(S + side) is not None
                    and border.find(S + side).get("style")),
            alignment.get("horizontal", ""), alignment.get("vertical", ""),
            alignment.get("wrapText") == "1",
            alignment.get("shrinkToFit") == "1", xf.get("quotePrefix") == "1"))
    return formats


def place(ref):
    """(row, col) from 0 of a name such as C14."""
    letters, digits = re.fullmatch(r"\$?([A-Z]+)\$?([0-9]+)", ref).groups()
    col = 0
    for letter in letters:
        col = 26 * col + ord(letter) - 64
    return int(digits) - 1, col - 1


def ref(row, col):
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters + str(row + 1)


def read_cell(c, strings, formats):
    kind = c.get("t", "n")
    v = c.find(S + "v")
    text = "" if v is None or v.text is None else v.text
    fmt = formats[int(c.get("s", "0"))]
    formula = c.findtext(S + "f", "")
    if c.find(S + "f") is not None and (
            kind != "n" or not text or not FORMULA.fullmatch(formula)):
        raise AssertionError("formula in %s: %s" % (c.get("r"), formula))
    if kind == "s":
        return Cell("text", strings[int(text)], fmt)
    if kind == "inlineStr":
        return Cell("text", decoded(joined(c.find(S + "is"))), fmt)
    if kind in ("b", "e", "str"):
        return Cell({"b": "bool", "e": "error", "str": "text"}[kind], text, fmt)
    return Cell("number" if text else "", text, fmt, formula)


def read_sheet(name, part, xml, strings, formats):
    root = ET.fromstring(xml)
    cells = {place(c.get("r")): read_cell(c, strings, formats)
             for c in root.iter(S + "c")}
    merges = []
    for m in root.iter(S + "mergeCell"):
        first, _, last = m.get("ref").partition(":")
        merges.append(place(first) + place(last or first))
    widths = {}
    for col in root.iter(S + "col"):
        for i in range(int(col.get("min")), min(int(col.get("max")), 100) + 1):
            widths[i - 1] = float(col.get("width"))
    heights = {int(r.get("r")) - 1: float(r.get("ht"))
               for r in root.iter(S + "row") if r.get("ht")}
    pane = root.find(".//" + S + "pane")
    frozen = (0, 0)
    if pane is not None and pane.get("state") == "frozen":
        frozen = (int(float(pane.get("ySplit", "0"))),
                  int(float(pane.get("xSplit", "0"))))
    page = {}
    for tag in ("pageSetup", "printOptions", "pageMargins", "sheetPr/pageSetUpPr"):
        found = root.find("/".join(S + step for step in tag.split("/")))
        page.update({} if found is None else found.attrib)
    for footer in root.iter(S + "oddFooter"):
        page["oddFooter"] = footer.text
    return Sheet(name, cells, merges, widths, heights, frozen, page, part)


def shown(cell):
    """The cell's text as Excel shows it: with the decimals and the quoted words
    of its number format."""
    if cell.kind != "number":
        return cell.text
    # "0.0#" and the like, a percent sign, words in quotes before and behind.
    m = re.fullmatch(r'(?:"([^"]*)")?(General|G/通用格式|[#0,]*0?(?:\.([0#]+))?)?(%?)'
                     r'(?:"([^"]*)")?', cell.format.number)
    if not m:
        raise AssertionError("number format %s" % cell.format.number)
    before, _, digits, percent, behind = m.groups()
    number = decimal.Decimal(cell.text) * (100 if percent else 1)
    if digits is None and m.group(2) not in (None, "", "General", "G/通用格式"):
        digits = ""
    if digits is not None:
        number = number.quantize(decimal.Decimal(1).scaleb(-len(digits)),
                                 decimal.ROUND_HALF_UP)
        text = format(number, "f")
        for mark in reversed(digits):
            if mark != "#" or not text.endswith("0"):
                break
            text = text[:-1]
        text = text.rstrip(".") if "." in text else text
    else:
        text = format(decimal.Decimal("%.15g" % number), "f")
    return (before or "") + text + percent + (behind or "")


def rows(sheet):
    """Text of the sheet as a list of rows; a merged range's value stands at
    each of its places."""
    if not sheet.cells:
        return []
    n_rows = 1 + max(row for row, _ in sheet.cells)
    n_cols = 1 + max(col for _, col in sheet.cells)
    table = [["" for _ in range(n_cols)] for _ in range(n_rows)]
    for (row, col), cell in sheet.cells.items():
        table[row][col] = shown(cell)
    for row, col, last_row, last_col in sheet.merges:
        for i in range(row, last_row + 1):
            for k in range(col, last_col + 1):
                table[i][k] = table[row][col]
    return table


def find(path, header, key_header, key):
    """Name of the cell of the first sheet in the column headed header and the
    row whose cell under key_header is key."""
    sheet = read(path).sheets[0]
    heads = {}
    for (row, col), cell in sorted(sheet.cells.items()):
        if cell.text in (header, key_header) and cell.text not in heads:
            heads[cell.text] = col
        elif len(heads) == 2 and col == heads[key_header] and cell.text == key:
            return ref(row, heads[header])
    raise AssertionError("no cell %s of %s in %s" % (header, key, path))


def write(path, name, text):
    """Makes one cell of the first sheet say text; "" empties it."""
    with zipfile.ZipFile(path) as package:
        parts = [(info, package.read(info)) for info in package.infolist()]
        first = ET.fromstring(package.read("xl/workbook.xml")).find(
            "%ssheets/%ssheet" % (S, S)).get(R + "id")
        part = read_targets(package)[first]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in parts:
            if info.filename == part:
                data = replace_cell(data.decode("utf-8"), name, text).encode("utf-8")
            package.writestr(info, data)


def replace_cell(xml, name, text):
    def new(match):
        style = re.search(r'\ss="[0-9]+"', match.group(1))
        head = '<c r="%s"%s' % (name, style.group(0) if style else "")
        if text == "":
            return head + "/>"
        return '%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (
            head, escape(text))
    changed, n = re.subn(r'<c (?=[^>]*\br="%s")((?:[^>/]|/(?!>))*)'
                         r'(?:/>|>.*?</c>)' % name, new, xml, flags=re.S)
    if n != 1:
        raise AssertionError("cell %s is not there once" % name)
    return changed


def make(path, sheet_name, table):
    """A plain workbook of one sheet; numbers (int, float) are numbers."""
    def cell(row, col, value):
        if isinstance(value, (int, float)):
            return '<c r="%s"><v>%s</v></c>' % (ref(row, col), value)
        return ('<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>'
                % (ref(row, col), escape(value)))
    data = "".join('<row r="%d">%s</row>' % (i + 1, "".join(
        cell(i, k, v) for k, v in enumerate(line) if v != ""))
        for i, line in enumerate(table))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    doc = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    parts = {
        "[Content_Types].xml": '<Types xmlns="%s/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="'
        '%ssheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="%sworksheet+xml"/></Types>' % (package, kind, kind),
        "_rels/.rels": '<Relationships xmlns="%s/relationships"><Relationship '
        'Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/>'
        '</Relationships>' % (package, doc),
        "xl/workbook.xml": '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet '
        'name="%s" sheetId="1" r:id="rId1"/></sheets></workbook>' % (
            main, doc, escape(sheet_name)),
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="%s/relationships">'
        '<Relationship Id="rId1" Type="%s/worksheet" Target="worksheets/'
        'sheet1.xml"/></Relationships>' % (package, doc),
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="%s"><sheetData>%s'
        '</sheetData></worksheet>' % (main, data),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
