"""What every sample's built notice is held against: the facts in its published/
folder.  Each figure, list and order in its section, the attachments cell by
cell, and no difference but the errata.

A test module makes a class of Facts per sample; a module that only imports this
one does not run it.  The files are described in
samples/luan-2021q4/published/README.md."""
import csv
import re

import read_docx
import read_xlsx
import tongbao

STYLES = {"附件说明": "附件说明", "署名": "落款", "成文日期": "落款", "表注": "表注",
          "附件标题": "标题"}


def bare(text):
    """Without blanks: those of the published text only broke lines."""
    return re.sub(r"\s", "", text)


def read_errata(path):
    """[(place, published, ours)] of the first table of an errata.md."""
    rows = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            break
    return [tuple(row[:3]) for row in rows[2:]]


def read_blocks(path):
    """The tables of an attachment's CSV, one below the other: lists of rows with
    the place of each cell.  A blank line ends a table."""
    with open(path, encoding="utf-8-sig", newline="") as lines:
        blocks, rows = [], list(csv.reader(lines))
    for i, row in enumerate(rows):
        if row and (i == 0 or not rows[i - 1]):
            blocks.append([])
        if row:
            blocks[-1].append([(cell, "%s!%s" % (path.name, read_xlsx.ref(i, k)))
                               for k, cell in enumerate(row)])
    return blocks


def pattern(kind, value):
    """Finds the value whole: no digit or name goes on before or behind it."""
    found = re.escape(bare(value))
    if re.match(r"[0-9]", value):
        found = r"(?<![0-9.])" + found
    if re.search(r"[0-9]$", value):
        found += r"(?![0-9.%])"
    if kind == "names" and "、" in value:
        found = "(?<!、)" + found + "(?!、)"
    return re.compile(found)

# How the name of the whole notice in one file ends.
BOUND = "（合订本）"


class Facts(tongbao.Case):
    sample = None      # folder below samples/
    title = None       # of the body, as its file is named
    n_attachments = 0
    n_figures = 20     # figures.csv holds at least so many
    n_head_rows = {}   # {attachment: rows of each table's head}; otherwise 1
    landscape = ()     # attachments

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.folder_in = tongbao.ROOT / "samples" / cls.sample
        cls.published = cls.folder_in / "published"
        cls.errata = read_errata(cls.published / "errata.md")
        cls.used = set()

    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"
        self.said = tongbao.run("build", self.folder_in, "-o", self.out)
        self.assertEqual(self.said.status, 0, self.said.err)

    def correct(self, place, text):
        """The text with the errata of its place put in."""
        for erratum in self.errata:
            if erratum[0] == place and erratum[1] in text:
                self.used.add(erratum)
                text = text.replace(erratum[1], erratum[2])
        return text

    def attachments(self):
        return range(1, self.n_attachments + 1)

    def head_rows(self, number):
        return self.n_head_rows.get(number, 1)

    def output(self, suffix, number=None):
        """The one built file with the suffix, of an attachment or the body."""
        found = [p for p in self.out.glob("*" + suffix) if
                 not p.stem.endswith(BOUND) and
                 (number is None and not p.name.startswith("附件")) or
                 (number is not None and p.name.startswith("附件%d" % number))]
        self.assertEqual(len(found), 1, found)
        return found[0]

    def built_sections(self):
        """{section of figures.csv: text without blanks}"""
        sections = read_docx.sections(read_docx.read(self.output(".docx")), STYLES)
        for number in self.attachments():
            document = read_docx.read(self.output(".docx", number))
            found = read_docx.sections(document, STYLES)
            for part in ("标题", "表注"):
                sections["附件%d%s" % (number, part)] = found.get(part, "")
        return {name: bare(text) for name, text in sections.items()}

    def published_tables(self, number):
        """The attachment's tables, errata put in."""
        blocks = read_blocks(self.published / ("附件%d.csv" % number))
        return [[[self.correct(place, cell) for cell, place in row]
                 for row in block] for block in blocks]

    def test_the_outputs_are_a_notice_and_its_attachments_in_two_forms(self):
        names = [p.name for p in tongbao.outputs(self.out)
                 if not p.stem.endswith(BOUND)]
        self.assertEqual(len(names), 1 + 2 * self.n_attachments)
        self.assertIn(self.title + ".docx", names)
        for name in names:
            self.assertIn(name, self.said.out)

    def test_every_figure_and_list_stands_in_its_section_in_order(self):
        sections, at = self.built_sections(), {}
        path = self.published / "figures.csv"
        with open(path, encoding="utf-8-sig", newline="") as lines:
            figures = list(csv.DictReader(lines))
        self.assertGreaterEqual(len(figures), self.n_figures)
        for line, figure in enumerate(figures, 2):
            section = figure["section"]
            value = self.correct(section, figure["value"])
            with self.subTest("figures.csv:%d %s" % (line, value), section=section):
                self.assertIn(section, sections)
                found = pattern(figure["kind"], value).search(
                    sections[section], at.get(section, 0))
                self.assertTrue(found, "not behind the figure before it in:\n"
                                + sections[section])
                at[section] = found.end()

    def test_the_attachments_are_as_published_cell_by_cell(self):
        for number in self.attachments():
            expected = self.published_tables(number)
            with self.subTest("docx", number=number):
                tables = read_docx.tables(read_docx.read(self.output(".docx", number)))
                self.assertEqual([[[cell.text for cell in row] for row in table.rows]
                                  for table in tables], expected)
            with self.subTest("xlsx", number=number):
                sheets = read_xlsx.read(self.output(".xlsx", number)).sheets
                self.assertEqual(len(sheets), 1)
                rows, end = read_xlsx.rows(sheets[0]), 0
                for table in expected:
                    first = rows.index(table[0], end)
                    end = first + len(table)
                    self.assertEqual(rows[first:end], table)

    def test_each_erratum_still_occurs(self):
        self.used.clear()
        self.test_every_figure_and_list_stands_in_its_section_in_order()
        for number in self.attachments():
            self.published_tables(number)
        self.assertEqual(set(self.errata) - self.used, set())
        self.assertEqual([e for e in self.errata if e[1] == e[2]], [])

    def test_word_tables_repeat_their_head_and_keep_their_rows(self):
        for number in self.attachments():
            document = read_docx.read(self.output(".docx", number))
            page = document.pages[-1]
            with self.subTest(number=number):
                self.assertEqual(page.is_landscape, number in self.landscape)
                for table in read_docx.tables(document):
                    self.assertEqual((table.n_head_rows, table.keeps_rows),
                                     (self.head_rows(number), True))
                    self.assertLessEqual(sum(table.widths), page.width -
                                         page.margins["left"] - page.margins["right"])

    def test_workbooks_are_ready_to_print(self):
        for number in self.attachments():
            book = read_xlsx.read(self.output(".xlsx", number))
            with self.subTest(number=number):
                page = book.sheets[0].page
                self.assertEqual(page.get("paperSize"), "9")
                self.assertEqual(page.get("orientation"), "landscape"
                                 if number in self.landscape else "portrait")
                self.assertEqual(page.get("fitToPage"), "1")
                self.assertEqual(page.get("fitToWidth", "1"), "1")
                self.assertEqual(page.get("fitToHeight"), "0")
                self.check_cells(book.sheets[0], self.published_tables(number))
                self.check_head(book, number)

    def check_cells(self, sheet, tables):
        rows, end = read_xlsx.rows(sheet), 0
        for table in tables:
            first = rows.index(table[0], end)
            end = first + len(table)
            for col in range(len(table[0])):
                self.assertIn(col, sheet.widths)
                for row in range(first, end):
                    cell = sheet.cells[row, col]
                    self.assertEqual(cell.format.borders, "lrtb")
                    self.assertNotIn(cell.format.font, ("", "Calibri"))
                    self.assertTrue(cell.format.wraps or
                                    cell.kind == "number" and cell.format.shrinks)

    def check_head(self, book, number):
        """The head is frozen and printed on each page, unless there are several
        tables: the head of one would stand over the other."""
        sheet, tables = book.sheets[0], self.published_tables(number)
        head = read_xlsx.rows(sheet).index(tables[0][0])
        title = [m for m in sheet.merges if m[0] == m[2] < head]
        self.assertTrue(title, "the title is not merged")
        repeated = [v for k, v in book.names.items() if "Print_Titles" in k]
        if len(tables) > 1:
            self.assertEqual(repeated, [])
            return
        last = head + self.head_rows(number)
        self.assertEqual(sheet.frozen[0], last)
        self.assertEqual(len(repeated), 1)
        self.assertRegex(repeated[0], r"\$%d:.*\$%d$" % (head + 1, last))
