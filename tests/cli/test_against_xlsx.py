"""What `verify --against` tells of a workbook that somebody edited."""
import pathlib
import re
import shutil
import tempfile
import zipfile

import tongbao

SHEET = "xl/worksheets/sheet1.xml"
CELL = r'<c r="%s"(?: [^>]*)?(?:/>|>.*?</c>)'
FIGURE = re.compile(r'<c r="([A-Z]+\d+)"(?![^>]* t=)[^>]*>(?:<f>[^<]*</f>)?<v>([\d.]+)</v>')


@tongbao.needs_program
class AgainstWorkbook(tongbao.Case):
    """The workbooks of a sample, built once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.built = pathlib.Path(tempfile.mkdtemp(prefix="tongbao-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.built, ignore_errors=True)
        result = tongbao.run("build", tongbao.SAMPLE, "-o", cls.built)
        assert result.status == 0, result.err
        cls.package = tongbao.package(cls.built)
        cls.workbooks = [p for p in tongbao.outputs(cls.built) if p.suffix == ".xlsx"]
        cls.sites = next(p for p in cls.workbooks if p.name.startswith("附件1"))

    def part(self, path=None):
        with zipfile.ZipFile(path or self.sites) as package:
            return package.read(SHEET).decode()

    def compare(self, xml, path=None, package=None):
        """(status, findings, summary) for the workbook with that sheet."""
        edited = self.folder / "edited.xlsx"
        with zipfile.ZipFile(path or self.sites) as old, \
                zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.namelist():
                new.writestr(part, xml if part == SHEET else old.read(part))
        result = tongbao.run("verify", package or self.package, "--against", edited)
        return (result.status, [line.partition("edited.xlsx!")[2] or line
                                for line in result.err.splitlines()],
                result.out.splitlines()[-1] if result.out else "")

    def replaced(self, cell, new):
        """The sheet with another text in the cell."""
        xml, n = re.subn(CELL % cell, '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' %
                         (cell, new), self.part())
        self.assertEqual(n, 1)
        return xml

    def test_a_workbook_as_built_has_no_findings(self):
        for path in self.workbooks:
            with self.subTest(path.name):
                result = tongbao.run("verify", self.package, "--against", path)
                self.assertEqual((result.status, result.err), (0, ""))
                self.assertIn("0 changed, 0 new, 0 gone; 0 figures differ", result.out)

    def test_every_figure_that_is_changed_is_found_in_its_cell(self):
        n = 0
        others = self.folder / "fuyang"
        self.succeed("build", tongbao.ROOT / "samples/fuyang-2021-05", "-o", others)
        for path in self.workbooks + sorted(others.glob("*.xlsx")):
            package = self.package if path in self.workbooks else tongbao.package(others)
            xml = self.part(path)
            for m in FIGURE.finditer(xml):
                if m.group(1).startswith("A"):
                    continue  # 序号
                n += 1
                wrong = str(int(m.group(2)[0]) % 9 + 1) + m.group(2)[1:]
                with self.subTest(path.name, cell=m.group(1)):
                    status, lines, _ = self.compare(
                        xml[:m.start(2)] + wrong + xml[m.end(2):], path, package)
                    errors = [line for line in lines if " error: " in line]
                    self.assertEqual((status, len(errors)), (1, 1), lines)
                    self.assertRegex(errors[0], "!%s: error: the figure is “%s”, "
                                                "computed was “%s”" % (
                                                    m.group(1), "%.15g" % float(wrong),
                                                    "%.15g" % float(m.group(2))))
        self.assertGreater(n, 60)

    def test_a_text_that_is_changed_is_a_warning_with_its_cell(self):
        status, found, summary = self.compare(self.replaced("F7", "无"))
        self.assertEqual((status, len(found)), (0, 1), found)
        self.assertRegex(found[0], "^检查情况!F7: warning: was “.+”, is now “无”$")
        self.assertIn("1 changed, 0 new, 0 gone; 0 figures differ", summary)

    def test_a_figure_that_is_taken_away_is_a_warning(self):
        status, found, _ = self.compare(re.sub(CELL % "E7", "", self.part()))
        self.assertEqual((status, found), (0, ["检查情况!E7: warning: was “100.8”, is now “”"]))

    def test_a_number_typed_as_text_is_the_same_figure(self):
        self.assertEqual(self.compare(self.replaced("E7", "100.8"))[:2], (0, []))

    def test_rows_may_move_and_be_counted_anew(self):
        xml = self.part()
        rows = re.findall(r'<row r="(?:7|8)".*?</row>', xml)
        seventh, eighth = rows
        self.assertEqual(len(rows), 2)
        moved = [re.sub(r'(r="[A-Z]*)%d"' % a, r'\g<1>%d"' % b, row)
                 for row, a, b in ((eighth, 8, 7), (seventh, 7, 8))]
        self.assertEqual(self.compare(xml.replace(seventh + eighth, "".join(moved)))[:2],
                         (0, []))
        moved = [re.sub(r'(<c r="A[^>]*><v>)\d+', r"\g<1>%d" % n, row)
                 for row, n in zip(moved, (4, 5))]
        status, found, _ = self.compare(xml.replace(seventh + eighth, "".join(moved)))
        self.assertEqual(status, 0, found)
        self.assertEqual([f.partition(":")[0] for f in found],
                         ["检查情况!A7", "检查情况!A8"])

    def test_figures_that_changed_places_are_both_wrong(self):
        xml = self.part()
        scores = dict(FIGURE.findall(xml))
        a, b = scores["E7"], scores["E8"]
        for cell, old, new in (("E7", a, b), ("E8", b, a)):
            xml = re.sub(r'(<c r="%s"[^>]*><v>)%s<' % (cell, re.escape(old)),
                         r"\g<1>%s<" % new, xml)
        status, found, _ = self.compare(xml)
        self.assertEqual((status, [f.partition(":")[0] for f in found if " error: " in f]),
                         (1, ["检查情况!E7", "检查情况!E8"]), found)

    def test_new_and_lost_rows_are_listed(self):
        xml = self.part()
        last = re.findall(r"<row .*?</row>", xml)[-1]
        new = ('<row r="90"><c r="B90" t="inlineStr"><is><t>另有新增的账号</t></is></c>'
               '<c r="C90"><v>77</v></c></row>')
        status, found, summary = self.compare(xml.replace(last, new))
        self.assertEqual(status, 1)
        self.assertRegex(found[0], "^检查情况!90: warning: is new: ")
        self.assertRegex(found[1], "^检查情况!C90: error: “77” was not computed")
        self.assertRegex(found[2], r"sites.xlsx!检查情况!51: warning: is gone: ")
        self.assertIn("0 changed, 1 new, 1 gone; 1 figures differ", summary)

    def test_a_column_of_remarks_changes_no_other_cell(self):
        xml = re.sub(r'(<row r="7".*?)</row>',
                     r'\1<c r="G7" t="inlineStr"><is><t>已核</t></is></c></row>', self.part())
        status, found, _ = self.compare(xml)
        self.assertEqual((status, found), (0, ["检查情况!G7: warning: was “”, is now “已核”"]))

    def test_what_is_no_document_is_refused(self):
        for name, data, said in (
                ("a.pdf", b"%PDF-1.4\n", "neither a Word document nor a workbook"),
                ("b.xlsx", b"", "neither a Word document nor a workbook"),
                ("c.xlsx", (tongbao.SAMPLE / "期次.xlsx").read_bytes(),
                 "little in common")):
            with self.subTest(name):
                path = self.folder / name
                path.write_bytes(data)
                result = tongbao.run("verify", self.package, "--against", path)
                self.assertEqual(result.status, 1)
                self.assertIn(said, result.err)
