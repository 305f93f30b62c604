"""Templates drawn in Python: tables with their grids, and what comes of them as
.docx and as .xlsx."""
import json
import zipfile

import read_docx
import read_xlsx
import test_render
import tongbao

RESTART = '<w:vMerge w:val="restart"/>'
GO_ON = "<w:vMerge/>"
HEAD = "<w:tblHeader/>"
PAGE = ('<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" '
        'w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/>')


def cell(text, span=1, width=None, more=""):
    """Lines of the text are paragraphs; width in twips; more: of its w:tcPr."""
    return "<w:tc><w:tcPr>%s%s%s</w:tcPr>%s</w:tc>" % (
        '<w:tcW w:w="%d" w:type="dxa"/>' % width if width else "",
        '<w:gridSpan w:val="%d"/>' % span if span > 1 else "", more,
        "".join(map(test_render.p, text.split("\n"))))


def row(*cells, more=""):
    """Cells drawn, or texts of cells; more: of the row's w:trPr."""
    return "<w:tr>%s%s</w:tr>" % (
        "<w:trPr>%s</w:trPr>" % more if more else "",
        "".join(c if c.startswith("<w:tc>") else cell(c) for c in cells))


def table(widths, *rows):
    return ('<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type='
            '"fixed"/></w:tblPr><w:tblGrid>%s</w:tblGrid>%s</w:tbl>' % (
                sum(widths), "".join('<w:gridCol w:w="%d"/>' % w for w in widths),
                "".join(rows)))


class Case(tongbao.Case):
    def render(self, body, data, form="docx"):
        """What the program says of a template; self.out is its output."""
        template = self.folder / "模板.docx"
        given = self.folder / "数据.json"
        self.out = self.folder / ("成品." + form)
        self.out.unlink(missing_ok=True)
        test_render.make(template, body, PAGE)
        given.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        return tongbao.run("render", template, given, "-o", self.out)

    def xml(self):
        """The main part of the output."""
        with zipfile.ZipFile(self.out) as package:
            return package.read("word/document.xml").decode("utf-8")

    def rows_of(self, body, data):
        """Text of the first table, where .docx and .xlsx agree in it: merged
        ranges say theirs everywhere.  self.widths are those of the columns."""
        texts = []
        for form in ("docx", "xlsx"):
            result = self.render(body, data, form)
            self.assertEqual(result.status, 0, result.err)
            if form == "docx":
                drawn = read_docx.tables(read_docx.read(self.out))[0]
                self.widths = drawn.widths
                texts.append([[c.text for c in r] for r in drawn.rows])
            else:
                texts.append(read_xlsx.rows(read_xlsx.read(self.out).sheets[0]))
        n_columns = len(texts[0][0])
        texts[1] = [r + [""] * (n_columns - len(r)) for r in texts[1]]
        self.assertEqual(texts[0], texts[1])
        return texts[0]
