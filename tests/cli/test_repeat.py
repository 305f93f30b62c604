"""Labels of merged cells on every page, {{…|merge:repeat}}: which rows begin a
page, in the markup and as LibreOffice lays it out."""
import re
import subprocess

import drawing
import read_docx
import test_pages
import tongbao
from drawing import HEAD, cell, row, table

W = read_docx.W
ROOM = 16838 - 2098 - 1984  # twips of text on drawing.PAGE
P = drawing.test_render.p


def exact(height):
    return '<w:trHeight w:val="%d" w:hRule="exact"/>' % height


def rows_of(n, size):
    """n rows in groups of size."""
    return {"行": [{"组": "第%d组" % (i // size + 1), "名": "单位%d" % (i + 1)}
                  for i in range(n)]}


def one_table(option=":repeat", head=exact(500) + HEAD, body=exact(1000), more=""):
    return table((2000, 2000, 4000), row("组", "序号", "名", more=head),
                 row("{{#行}}{{组|merge%s}}" % option, "{{序号}}%s" % more,
                     "{{名}}{{/行}}", more=body))


# What is drawn, the data, the rows that begin a page (the head is row 0), and the
# rows that say their label.
CASES = [
    ("twelve rows fit below the head", one_table(), rows_of(30, 10),
     [13, 25], [1, 11, 13, 21, 25]),
    ("in Chinese", one_table("：重印"), rows_of(30, 10), [13, 25], [1, 11, 13, 21, 25]),
    ("a group's last row alone on its page", one_table(), rows_of(14, 13),
     [13], [1, 13, 14]),
    ("a group that begins with the page", one_table(), rows_of(24, 12),
     [13], [1, 13]),
    ("nothing to repeat on one page", one_table(), rows_of(12, 6), [], [1, 7]),
    ("a head that does not repeat", one_table(head=exact(500)), rows_of(30, 30),
     [13, 25], [1, 13, 25]),
    ("twelve and three quarters without a head's height",
     one_table(head=exact(6) + HEAD, body=exact(1275)), rows_of(21, 21), [11, 21],
     [1, 11, 21]),
    ("text above the table takes its lines",
     '<w:p><w:pPr><w:spacing w:before="100" w:line="700" w:lineRule="exact"/></w:pPr>'
     '<w:r><w:t>标题</w:t></w:r></w:p>' + one_table(), rows_of(13, 13), [12], [1, 12]),
    ("a page break above it does not", P("一") * 30 + '<w:p><w:r><w:br w:type="page"/>'
     '</w:r></w:p>' + one_table(), rows_of(13, 13), [13], [1, 13]),
    ("a section of its own page size", one_table() + '<w:p><w:pPr><w:sectPr>%s'
     '</w:sectPr></w:pPr></w:p>' % drawing.PAGE.replace("16838", "10082"),
     rows_of(13, 13), [6, 11], [1, 6, 11]),
    ("behind a section that ends", P("一") * 30 + '<w:p><w:pPr><w:sectPr>%s</w:sectPr>'
     '</w:pPr></w:p>' % drawing.PAGE + one_table(), rows_of(13, 13), [13], [1, 13]),
    ("without the option nothing is broken", one_table(""), rows_of(30, 10), [],
     [1, 11, 21]),
    ("rows higher than a page", one_table(body=exact(ROOM + 1)), rows_of(3, 3),
     [1, 2, 3], [1, 2, 3]),
    ("another column merged without it goes on",
     one_table(more="{{组|merge}}"), rows_of(13, 13), [13], [1, 13]),
]


@tongbao.needs_program
class Repeat(drawing.Case):
    def drawn(self):
        """Rows that begin a page, rows that say the label, and all w:tr."""
        root = read_docx.ET.fromstring(self.xml())
        trs = list(root.iter(W + "tr"))
        begin, said = [], []
        for i, tr in enumerate(trs):
            if tr.find(".//%spageBreakBefore" % W) is not None:
                begin.append(i)
            if "第" in "".join(t.text or "" for t in tr.find(W + "tc").iter(W + "t")):
                said.append(i)
        return begin, said, trs

    def test_labels_are_repeated_where_a_page_begins(self):
        for title, body, data, expected, labels in CASES:
            with self.subTest(title):
                result = self.render(body, data)
                self.assertEqual(result.status, 0, result.err)
                begin, said, trs = self.drawn()
                self.assertEqual((begin, said), (expected, labels))
                if expected:
                    for tr in trs:
                        self.assertIsNotNone(tr.find("%strPr/%scantSplit" % (W, W)))
                read_docx.tables(read_docx.read(self.out))

    def test_a_workbook_keeps_the_whole_range(self):
        result = self.render(one_table(), rows_of(30, 30), "xlsx")
        self.assertEqual(result.status, 0, result.err)
        sheet = drawing.read_xlsx.read(self.out).sheets[0]
        self.assertIn((1, 0, 30, 0), sheet.merges)

    def test_another_word_behind_merge_is_refused(self):
        result = self.render(one_table(":often"), rows_of(1, 1))
        self.assertEqual(result.status, 1)
        for word in ("often", "no argument", "table 1, row 2, column 1"):
            self.assertIn(word, result.err)

    def test_where_no_pages_are_counted_it_only_merges(self):
        inner = table((8000,), row(cell("外") .replace("</w:tc>", one_table() +
                                                      P("") + "</w:tc>")))
        self.assertEqual(self.render(inner, rows_of(30, 10)).status, 0)
        self.assertEqual(self.drawn()[0], [])

    def test_libreoffice_breaks_pages_where_it_is_said(self):
        if test_pages.missing():
            self.skipTest(test_pages.missing())
        spacing = '<w:pPr><w:spacing w:line="340" w:lineRule="exact"/></w:pPr>'
        data = rows_of(150, 55)
        for i, item in enumerate(data["行"]):
            item["名"] = "更新不及时、" * (i * 7 % 9)
        body = one_table(body=exact(400).replace("exact", "atLeast")).replace(
            "<w:p><w:r>", "<w:p>%s<w:r>" % spacing)
        self.assertEqual(self.render(P("标题") + body, data).status, 0)
        begin = self.drawn()[0]
        subprocess.run(["bash", str(test_pages.RENDER), "-n", "-r", "20", "-o",
                        str(self.folder), str(self.out)], check=True,
                       stdout=subprocess.PIPE)
        pages = test_pages.read_pages(self.folder / "成品.pdf")
        firsts = []
        for page in pages[1:]:
            numbers = [int(n) for line in page.lines
                       for n in re.findall(r"^(?:第\d组)?(\d+)", line.text)]
            firsts.append(min(numbers))
        self.assertGreater(len(begin), 3)
        self.assertEqual(firsts, begin)
