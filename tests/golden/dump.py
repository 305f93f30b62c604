"""The text form of an output's parts: one file a part, one line a paragraph or
cell, everything that shows or is printed in it and nothing of how a zip or an
XML writer spells it."""
import pathlib
import sys
import xml.etree.ElementTree as ET
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "cli")]
import read_docx
import read_xlsx
import tongbao

BASE = tongbao.ROOT / "templates/base"
W = read_docx.W


def dump(path):
    """{name of a golden: its text} of one .docx or .xlsx."""
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    if path.suffix == ".xlsx":
        return dump_workbook(path, parts)
    found, listed = {}, []
    for name in names:
        shared = BASE / name
        if shared.exists() and shared.read_bytes() == parts[name]:
            listed.append(name + "    as in templates/base")
            continue
        listed.append(name)
        if name.endswith((".xml", ".rels")):
            lines, root = [], ET.fromstring(parts[name])
            drop_usual_widths(root)
            outline(root, 0, lines)
            found[name + ".txt"] = "\n".join(lines) + "\n"
    found["parts.txt"] = "\n".join(listed) + "\n"
    return found


def drop_usual_widths(root):
    """A cell as wide as its columns need not say so on its line."""
    for table in root.iter(W + "tbl"):
        widths = [int(col.get(W + "w")) for col in table.find(W + "tblGrid")]
        for row in table.findall(W + "tr"):
            at = 0
            for settings in row.iterfind("%stc/%stcPr" % (W, W)):
                span = int(read_docx.value(settings, "gridSpan", "1"))
                width = settings.find(W + "tcW")
                if width is not None and width.get(W + "type") == "dxa" and \
                        int(width.get(W + "w")) == sum(widths[at:at + span]):
                    settings.remove(width)
                at += span


def short(tag):
    return tag.rpartition("}")[2]


def attributes(element):
    return " ".join('%s="%s"' % (short(k), v) for k, v in element.attrib.items())


def outline(element, depth, lines):
    """Lines of any XML.  In Word's, a paragraph is one line, and so is a cell of
    one paragraph."""
    pad = "  " * depth
    if element.tag == W + "p":
        lines.append(pad + paragraph(element))
        return
    if element.tag == W + "sectPr":
        lines.append(pad + "sectPr " + properties(element))
        return
    head, children = attributes(element), list(element)
    if children and children[0].tag in (W + "tblPr", W + "trPr", W + "tcPr"):
        head = properties(children.pop(0))
    head = pad + " ".join(filter(None, [short(element.tag), head]))
    if element.tag == W + "tc" and [c.tag for c in children] == [W + "p"]:
        lines.append(head + " " + paragraph(children[0]))
        return
    text = (element.text or "").strip()
    lines.append(head + (": " + text if text else ""))
    for child in children:
        outline(child, depth + 1, lines)


def properties(element):
    """"jc=center ind(firstLine=640)" of an element full of settings."""
    found = []
    for child in element:
        value = child.get(W + "val")
        inner = properties(child)
        others = ",".join("%s=%s" % (short(k), v) for k, v in child.attrib.items()
                          if k != W + "val")
        found.append(short(child.tag) + ("=" + value if value is not None else "")
                     + ("(%s)" % others if others else "")
                     + ("[%s]" % inner if inner else ""))
    return " ".join(found)


def paragraph(p):
    settings = p.find(W + "pPr")
    head = properties(settings) if settings is not None else ""
    pieces = []
    for r in read_docx.visible_runs(p):
        form = r.find(W + "rPr")
        form = properties(form) if form is not None else ""
        text = "".join(run_content(child) for child in r if child.tag != W + "rPr")
        if pieces and pieces[-1][0] == form:
            pieces[-1][1] += text
        else:
            pieces.append([form, text])
    return "p %s| %s" % (head + " " if head else "", "".join(
        "{%s: %s}" % (form, text) if form else text for form, text in pieces))


def run_content(element):
    if element.tag in (W + "t", W + "tab", W + "br", W + "cr"):
        return read_docx.run_text(element).replace("\n", "⏎").replace("\t", "⇥")
    return "<%s>" % " ".join(filter(None, [
        short(element.tag), attributes(element), (element.text or "").strip()]))


def dump_workbook(path, parts):
    book = read_xlsx.read(path)
    found = {sheet.part + ".txt": dump_sheet(sheet) for sheet in book.sheets}
    found["xl/workbook.xml.txt"] = "".join(
        ["sheet %s\n" % sheet.name for sheet in book.sheets] +
        ["%s = %s\n" % item for item in sorted(book.names.items())])
    lines = []
    outline(ET.fromstring(parts["docProps/core.xml"]), 0, lines)
    found["docProps/core.xml.txt"] = "\n".join(lines) + "\n"
    return found


def dump_sheet(sheet):
    lines = ["widths " + " ".join("%s=%.2f" % (read_xlsx.ref(0, col)[:-1], width)
                                  for col, width in sorted(sheet.widths.items())),
             "frozen %d rows %d columns" % sheet.frozen,
             "page " + " ".join("%s=%s" % (short(k), v)
                                for k, v in sorted(sheet.page.items()))]
    lines += ["merged %s:%s" % (read_xlsx.ref(*m[:2]), read_xlsx.ref(*m[2:]))
              for m in sheet.merges]
    formats = {}
    for cell in sheet.cells.values():
        formats.setdefault(cell.format, len(formats) + 1)
    lines += ["f%d %s" % (n, describe(form)) for form, n in formats.items()]
    heights = dict(sheet.heights)
    for (row, col), cell in sorted(sheet.cells.items()):
        if row in heights:
            lines.append("row %d height %g" % (row + 1, heights.pop(row)))
        lines.append(("%s f%d %s %s%s" % (
            read_xlsx.ref(row, col), formats[cell.format], cell.kind,
            cell.text.replace("\n", "⏎"),
            cell.formula and " =" + cell.formula)).rstrip())
    return "\n".join(lines) + "\n"


def describe(form):
    return " ".join(filter(None, [
        form.font, "%g" % form.size, form.bold and "bold", form.number,
        form.borders and "borders=" + form.borders, form.horizontal,
        form.vertical, form.wraps and "wraps", form.shrinks and "shrinks",
        form.quoted and "quoted"]))


def samples():
    return sorted(p.name for p in (tongbao.ROOT / "samples").glob("*/"))


def dump_sample(name, folder):
    """{golden below tests/golden/<sample>: text} of a fresh build."""
    result = tongbao.run("build", tongbao.ROOT / "samples" / name, "-o", folder)
    if result.status != 0:
        raise AssertionError(result.err)
    return {"%s/%s" % (path.name, part): text
            for path in tongbao.outputs(folder)
            for part, text in dump(path).items()}
