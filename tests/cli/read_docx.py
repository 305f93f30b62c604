"""Reads a .docx as a reader sees it: paragraphs with their styles, tables with
their merges.  Knows nothing of the program that wrote it."""
import collections
import xml.etree.ElementTree as ET
import zipfile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

# runs: [(character style or "", text)]; heading: outline level from 1, 0 for text.
Paragraph = collections.namedtuple("Paragraph", "style text runs heading")
# rows of Cells, one for every place of the grid; widths in twips.
Table = collections.namedtuple("Table", "rows widths n_head_rows keeps_rows")
# A cell stands at each place it covers; is_first marks its top left place.
Cell = collections.namedtuple("Cell", "text paragraphs is_first n_rows n_cols")
# blocks: Paragraphs and Tables in order; pages: page settings of the sections.
Document = collections.namedtuple("Document", "blocks pages")
Page = collections.namedtuple("Page", "width height is_landscape margins")


def read(path):
    """The Document in the .docx at path."""
    with zipfile.ZipFile(path) as package:
        styles = read_styles(package.read("word/styles.xml"))
        body = ET.fromstring(package.read("word/document.xml")).find(W + "body")
    pages = [read_page(p) for p in body.iter(W + "sectPr")]
    return Document(read_blocks(body, styles), pages)


def value(parent, path, default=None):
    """w:val of the element at a path such as "pPr/pStyle"."""
    found = parent.find("/".join(W + step for step in path.split("/")))
    return default if found is None else found.get(W + "val", default)


def is_on(parent, path):
    found = parent.find("/".join(W + step for step in path.split("/")))
    return found is not None and found.get(W + "val", "1") in ("1", "true", "on")


def read_styles(xml):
    """{style id: (name, heading level)}; a level may come from a style below."""
    names, levels, below = {}, {}, {}
    for style in ET.fromstring(xml).iter(W + "style"):
        key = style.get(W + "styleId")
        names[key] = value(style, "name", "")
        below[key] = value(style, "basedOn")
        level = value(style, "pPr/outlineLvl")
        if level is not None:
            levels[key] = int(level) + 1 if int(level) < 9 else 0

    def level(key):
        return levels[key] if key in levels else level(below[key]) if below.get(key) else 0
    return {key: (name, level(key)) for key, name in names.items()}


def read_blocks(parent, styles):
    blocks = []
    for child in parent:
        if child.tag == W + "p":
            blocks.append(read_paragraph(child, styles))
        elif child.tag == W + "tbl":
            blocks.append(read_table(child, styles))
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            blocks += read_blocks(child, styles)
    return blocks


def read_paragraph(p, styles):
    style, heading = styles.get(value(p, "pPr/pStyle"), ("", 0))
    runs = []
    for r in visible_runs(p):
        name = styles.get(value(r, "rPr/rStyle"), ("", 0))[0]
        text = "".join(run_text(child) for child in r)
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + text)
        elif text:
            runs.append((name, text))
    return Paragraph(style, "".join(text for _, text in runs), runs, heading)


def visible_runs(element):
    for child in element:
        if child.tag == W + "r":
            yield child
        elif child.tag not in (W + "del", W + "pPr", MC + "Fallback"):
            yield from visible_runs(child)


def run_text(element):
    if element.tag == W + "t":
        return element.text or ""
    return {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}.get(element.tag, "")


def read_table(tbl, styles):
    widths = [int(col.get(W + "w")) for col in tbl.iter(W + "gridCol")]
    rows, owners = [], {}
    trs = tbl.findall(W + "tr")
    for i, tr in enumerate(trs):
        col, row = 0, []
        for tc in tr.findall(W + "tc"):
            n_cols = int(value(tc, "tcPr/gridSpan", "1"))
            merge = tc.find("%stcPr/%svMerge" % (W, W))
            if merge is not None and merge.get(W + "val") != "restart":
                owner = owners[col]
                owner["n_rows"] += 1
            else:
                paragraphs = [read_paragraph(p, styles) for p in tc.iter(W + "p")]
                owner = {"paragraphs": paragraphs, "n_rows": 1, "n_cols": n_cols,
                         "at": (i, col)}
            for k in range(col, col + n_cols):
                owners[k] = owner
                row.append(owner)
            col += n_cols
        if col != len(widths):
            raise AssertionError("row %d fills %d of %d columns" % (
                i + 1, col, len(widths)))
        rows.append(row)
    head = [is_on(tr, "trPr/tblHeader") for tr in trs]
    n_head = head.index(False) if False in head else len(head)
    keeps = all(is_on(tr, "trPr/cantSplit") for tr in trs)
    return Table([[read_cell(owner, (i, k)) for k, owner in enumerate(row)]
                  for i, row in enumerate(rows)], widths, n_head, keeps)


def read_cell(owner, place):
    text = "\n".join(p.text for p in owner["paragraphs"])
    return Cell(text, owner["paragraphs"], owner["at"] == place,
                owner["n_rows"], owner["n_cols"])


def read_page(sect):
    size, margins = sect.find(W + "pgSz"), sect.find(W + "pgMar")
    width, height = int(size.get(W + "w")), int(size.get(W + "h"))
    return Page(width, height, size.get(W + "orient") == "landscape",
                {side: int(margins.get(W + side))
                 for side in ("top", "bottom", "left", "right")})


def paragraphs(document):
    """Paragraphs outside tables."""
    return [b for b in document.blocks if isinstance(b, Paragraph)]


def tables(document):
    return [b for b in document.blocks if isinstance(b, Table)]


def lines(path):
    """All text of the .docx at path, one line a paragraph or a table row."""
    found = []
    for block in read(path).blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found += ["\t".join(c.text if c.is_first else "" for c in row)
                      for row in block.rows]
    return found


def sections(document, styles={}):
    """{heading text: text below it up to the next heading, tables left out};
    "" holds what stands before the first.  A run-in heading (its own character
    style, up to the first full stop) heads its paragraph.  Paragraphs of a style
    in styles are put under the name that it gives."""
    found, heading = {"": ""}, ""
    for p in paragraphs(document):
        name, text = styles.get(p.style), p.text
        if name is None:
            if p.heading:
                heading, text = p.text, ""
            elif p.runs and p.runs[0][0].endswith("标题字"):
                heading, text = p.runs[0][1].rstrip("。"), text[len(p.runs[0][1]):]
            name = heading
        found[name] = found.get(name, "") + text + "\n"
    return found
