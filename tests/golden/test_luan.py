"""The built notice of 六安 2021 Q4 against what was published: each figure, list
and order in its section, the attachments cell by cell, and no difference but
the errata."""
import csv
import re
import unittest

import read_docx
import read_xlsx
import tongbao

PUBLISHED = tongbao.SAMPLE / "published"
N_ATTACHMENTS = 4
STYLES = {"附件说明": "附件说明", "署名": "落款", "成文日期": "落款", "表注": "表注"}


def bare(text):
    """Without blanks: those of the published text only broke lines."""
    return re.sub(r"\s", "", text)


def errata():
    """[(place, published, ours)] of the first table of errata.md."""
    rows = []
    for line in (PUBLISHED / "errata.md").read_text("utf-8").splitlines():
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            break
    return [tuple(row[:3]) for row in rows[2:]]


def correct(place, text, used):
    """The text with the errata of its place put in."""
    for erratum in errata():
        if erratum[0] == place and erratum[1] in text:
            used.add(erratum)
            text = text.replace(erratum[1], erratum[2])
    return text


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


@tongbao.needs_program
@unittest.skipUnless(PUBLISHED.exists(), "the sample is not there")
class Luan(tongbao.Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.used = set()

    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"
        self.said = tongbao.run("build", tongbao.SAMPLE, "-o", self.out)
        self.assertEqual(self.said.status, 0, self.said.err)

    def output(self, suffix, number=None):
        """The one built file with the suffix, of an attachment or the body."""
        found = [p for p in self.out.glob("*" + suffix) if
                 (number is None and not p.name.startswith("附件")) or
                 (number is not None and p.name.startswith("附件%d" % number))]
        self.assertEqual(len(found), 1, found)
        return found[0]

    def built_sections(self):
        """{section of figures.csv: text without blanks}"""
        sections = read_docx.sections(read_docx.read(self.output(".docx")), STYLES)
        for number in range(1, N_ATTACHMENTS + 1):
            document = read_docx.read(self.output(".docx", number))
            notes = read_docx.sections(document, STYLES).get("表注", "")
            sections["附件%d表注" % number] = notes
        return {name: bare(text) for name, text in sections.items()}

    def published_rows(self, number):
        path = PUBLISHED / ("附件%d.csv" % number)
        with open(path, encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines))
        return [[correct("%s!%s" % (path.name, read_xlsx.ref(i, k)), cell, self.used)
                 for k, cell in enumerate(row)] for i, row in enumerate(rows)]

    def test_the_outputs_are_a_notice_and_four_attachments_in_two_forms(self):
        names = [p.name for p in tongbao.outputs(self.out)]
        self.assertEqual(len(names), 1 + 2 * N_ATTACHMENTS)
        self.assertIn("六安市人民政府办公室关于2021年第四季度全市政府网站和政务新媒体"
                      "检查情况的通报.docx", names)
        for name in names:
            self.assertIn(name, self.said.out)

    def test_every_figure_and_list_stands_in_its_section_in_order(self):
        sections, at = self.built_sections(), {}
        with open(PUBLISHED / "figures.csv", encoding="utf-8-sig", newline="") as lines:
            figures = list(csv.DictReader(lines))
        self.assertGreater(len(figures), 50)
        for line, figure in enumerate(figures, 2):
            section = figure["section"]
            value = correct(section, figure["value"], self.used)
            with self.subTest("figures.csv:%d %s" % (line, value), section=section):
                self.assertIn(section, sections)
                found = pattern(figure["kind"], value).search(
                    sections[section], at.get(section, 0))
                self.assertTrue(found, "not behind the figure before it in:\n"
                                + sections[section])
                at[section] = found.end()

    def test_the_attachments_are_as_published_cell_by_cell(self):
        for number in range(1, N_ATTACHMENTS + 1):
            expected = self.published_rows(number)
            with self.subTest("docx", number=number):
                tables = read_docx.tables(read_docx.read(self.output(".docx", number)))
                self.assertEqual(len(tables), 1)
                self.assertEqual([[cell.text for cell in row]
                                  for row in tables[0].rows], expected)
            with self.subTest("xlsx", number=number):
                sheets = read_xlsx.read(self.output(".xlsx", number)).sheets
                self.assertEqual(len(sheets), 1)
                rows = read_xlsx.rows(sheets[0])
                first = rows.index(expected[0])
                self.assertEqual(rows[first:first + len(expected)], expected)

    def test_each_erratum_still_occurs(self):
        self.used.clear()
        self.test_every_figure_and_list_stands_in_its_section_in_order()
        for number in range(1, N_ATTACHMENTS + 1):
            self.published_rows(number)
        self.assertEqual(set(errata()) - self.used, set())
        self.assertEqual([e for e in errata() if e[1] == e[2]], [])

    def test_word_tables_repeat_their_head_and_keep_their_rows(self):
        for number in range(1, N_ATTACHMENTS + 1):
            document = read_docx.read(self.output(".docx", number))
            table = read_docx.tables(document)[0]
            page = document.pages[-1]
            with self.subTest(number=number):
                self.assertEqual((table.n_head_rows, table.keeps_rows), (1, True))
                self.assertEqual(page.is_landscape, number in (1, 4))
                self.assertLessEqual(sum(table.widths), page.width -
                                     page.margins["left"] - page.margins["right"])

    def test_a_category_is_merged_over_its_grades(self):
        table = read_docx.tables(read_docx.read(self.output(".docx", 2)))[0]
        merged = table.rows[2][0]
        self.assertEqual((merged.text, merged.is_first, merged.n_rows),
                         ("部门（专项）网站", True, 4))
        sheet = read_xlsx.read(self.output(".xlsx", 2)).sheets[0]
        heights = [m[2] - m[0] + 1 for m in sheet.merges if m[1] == m[3] == 0]
        self.assertIn(4, heights)

    def test_workbooks_are_ready_to_print(self):
        for number in range(1, N_ATTACHMENTS + 1):
            book = read_xlsx.read(self.output(".xlsx", number))
            sheet = book.sheets[0]
            head = read_xlsx.rows(sheet).index(self.published_rows(number)[0])
            with self.subTest(number=number):
                self.assertEqual(sheet.page.get("paperSize"), "9")
                self.assertEqual(sheet.page.get("orientation"),
                                 "landscape" if number in (1, 4) else "portrait")
                self.assertEqual(sheet.page.get("fitToPage"), "1")
                self.assertEqual(sheet.page.get("fitToWidth", "1"), "1")
                self.assertEqual(sheet.page.get("fitToHeight"), "0")
                self.assertEqual(sheet.frozen[0], head + 1)
                titles = [v for k, v in book.names.items() if "Print_Titles" in k]
                self.assertEqual(len(titles), 1)
                self.assertRegex(titles[0], r"\$%d$" % (head + 1))
                title = [m for m in sheet.merges if m[0] == m[2] < head]
                self.assertTrue(title, "the title is not merged")
                for col in range(len(read_xlsx.rows(sheet)[head])):
                    self.assertIn(col, sheet.widths)
                    for row in range(head, head + len(self.published_rows(number))):
                        cell = sheet.cells[row, col]
                        self.assertEqual(cell.format.borders, "lrtb")
                        self.assertNotIn(cell.format.font, ("", "Calibri"))
                        self.assertTrue(cell.format.wraps)

    def test_counts_and_scores_are_numbers_and_codes_are_text(self):
        sheet = read_xlsx.read(self.output(".xlsx", 1)).sheets[0]
        rows = read_xlsx.rows(sheet)
        head = next(i for i, row in enumerate(rows) if "网站标识码" in row)
        first = head + 1
        self.assertEqual([sheet.cells[first, col].kind for col in range(6)],
                         ["number", "text", "text", "text", "number", "text"])
        self.assertEqual(float(sheet.cells[first, 4].text), 100)
        self.assertEqual(sheet.cells[first, 1].text, "3415220046")
        self.assertEqual(rows[first][4], "100分")
