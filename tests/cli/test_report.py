"""`tongbao check --report`: a workbook of findings to send back."""
import os
import posixpath
import re
import xml.etree.ElementTree as ET
import zipfile

import mini
import read_xlsx
import tongbao

HEADS = ["level", "file", "sheet", "cell", "what it says", "what is wrong",
         "what to do"]
HEAD_ROW = 2


def listed(book):
    """The findings sheet's rows below its heads."""
    rows = read_xlsx.rows(book.sheets[0])
    return rows[HEAD_ROW + 1:]


def related(package, part, kind):
    """The parts of a kind that a part points to, {relationship id: target}."""
    folder, name = posixpath.split(part)
    path = "%s/_rels/%s.rels" % (folder, name)
    if path not in package.namelist():
        return {}
    return {r.get("Id"): posixpath.normpath(posixpath.join(folder, r.get("Target")))
            for r in ET.fromstring(package.read(path))
            if r.get("Type").endswith("/" + kind)}


def comments(path):
    """{(sheet, cell): text} of all comments."""
    found = {}
    with zipfile.ZipFile(path) as package:
        for sheet in read_xlsx.read(path).sheets:
            for part in related(package, sheet.part, "comments").values():
                root = ET.fromstring(package.read(part))
                for c in root.iter(read_xlsx.S + "comment"):
                    found[sheet.name, c.get("ref")] = "".join(
                        t.text for t in c.iter(read_xlsx.S + "t"))
    return found


def links(path):
    """{cell: place} of the first sheet's links."""
    with zipfile.ZipFile(path) as package:
        part = read_xlsx.read(path).sheets[0].part
        root = ET.fromstring(package.read(part))
    return {h.get("ref"): h.get("location")
            for h in root.iter(read_xlsx.S + "hyperlink")}


def fills(path, sheet_name):
    """{cell: colour} of the sheet's cells that have one."""
    with zipfile.ZipFile(path) as package:
        styles = ET.fromstring(package.read("xl/styles.xml"))
        part = next(s.part for s in read_xlsx.read(path).sheets
                    if s.name == sheet_name)
        root = ET.fromstring(package.read(part))
    colours = [fill.find(".//%sfgColor" % read_xlsx.S)
               for fill in styles.find(read_xlsx.S + "fills")]
    formats = [int(xf.get("fillId", "0"))
               for xf in styles.find(read_xlsx.S + "cellXfs")]
    found = {}
    for c in root.iter(read_xlsx.S + "c"):
        colour = colours[formats[int(c.get("s", "0"))]]
        if colour is not None:
            found[c.get("r")] = colour.get("rgb")[2:]
    return found


@tongbao.needs_program
class Report(tongbao.Case):
    def setUp(self):
        super().setUp()
        self.report = self.folder / "问题清单.xlsx"

    def check(self, bulletin, *arguments, status=None, env=None):
        result = tongbao.run("check", bulletin, "--profile", mini.PROFILE,
                             "--report", self.report, *arguments, env=env)
        if status is not None:
            self.assertEqual(result.status, status, result.err)
        return result

    def faulty(self, form="csv"):
        """A bulletin with a value that is none of the choices, an empty cell
        and a contradiction."""
        bulletin = mini.copy(self.folder)
        mini.change(bulletin, 5, "等次", "特优")
        mini.change(bulletin, 3, "得分", "")
        if form == "xlsx":
            mini.as_workbook(bulletin)
        return bulletin

    def test_every_finding_is_a_row(self):
        for form, sheet in (("csv", ""), ("xlsx", "结果")):
            with self.subTest(form):
                bulletin = self.faulty(form)
                result = self.check(bulletin, status=1)
                self.assertIn("wrote %s" % self.report, result.out)
                book = read_xlsx.read(self.report)
                rows = read_xlsx.rows(book.sheets[0])
                self.assertEqual(rows[HEAD_ROW], HEADS)
                name = "检查结果." + form
                found = listed(book)
                self.assertEqual([row[:5] for row in found], [
                    ["error", name, sheet, "C3", ""],
                    ["error", name, sheet, "D5", "特优"]])
                for row in found:
                    self.assertIn(row[5], result.err)
                    self.assertIn(row[6], result.err)
                os.rename(bulletin, self.folder / ("before-" + form))

    def test_the_marked_copy_tells_of_each_finding_at_its_cell(self):
        self.check(self.faulty("xlsx"), status=1)
        said = comments(self.report)
        self.assertEqual(set(said), {("检查结果", "C3"), ("检查结果", "D5")})
        self.assertIn("得分", said["检查结果", "C3"])
        self.assertIn("特优", said["检查结果", "D5"])
        self.assertEqual(fills(self.report, "检查结果"),
                         {"C3": "FFC7CE", "D5": "FFC7CE"})

    def test_a_row_of_the_list_leads_to_its_cell(self):
        self.check(self.faulty(), status=1)
        self.assertEqual(links(self.report), {"D4": "'检查结果'!C3",
                                              "D5": "'检查结果'!D5"})

    def test_a_copy_holds_what_the_input_holds(self):
        for form in ("csv", "xlsx"):
            with self.subTest(form):
                bulletin = self.faulty(form)
                self.check(bulletin, status=1)
                rows = mini.read_table(bulletin) if form == "csv" else \
                    read_xlsx.rows(read_xlsx.read(bulletin / "检查结果.xlsx").sheets[0])
                copied = next(s for s in read_xlsx.read(self.report).sheets
                              if s.name == "检查结果")
                self.assertEqual(read_xlsx.rows(copied), rows)
                os.rename(bulletin, self.folder / ("before-" + form))

    def test_warnings_have_a_colour_of_their_own_and_leave_the_status(self):
        bulletin = mini.copy(self.folder)
        mini.change(bulletin, 5, "等次", "不合格")
        self.check(bulletin, status=0)
        self.assertEqual(fills(self.report, "检查结果"), {"D5": "FFEB9C"})
        self.assertEqual(listed(read_xlsx.read(self.report))[0][0], "warning")

    def test_the_worst_come_first_and_colour_the_cell(self):
        bulletin = self.faulty()
        mini.change(bulletin, 4, "网站标识码", "340000 00０1")
        self.check(bulletin, status=1)
        levels = [row[0] for row in listed(read_xlsx.read(self.report))]
        self.assertEqual(levels, ["error"] * 3 + ["note"])
        said = comments(self.report)["检查结果", "A4"].split("\n")
        self.assertEqual([line.split(":")[0] for line in said], ["note", "error"])
        self.assertEqual(fills(self.report, "检查结果")["A4"], "FFC7CE")
        self.check(bulletin, "--quiet", status=1)
        levels = [row[0] for row in listed(read_xlsx.read(self.report))]
        self.assertEqual(levels, ["error"] * 3)

    def test_sound_data_give_a_report_that_says_so(self):
        self.check(mini.copy(self.folder), status=0)
        book = read_xlsx.read(self.report)
        self.assertEqual(listed(book), [])
        self.assertEqual([s.name for s in book.sheets],
                         ["findings", "期次", "检查结果"])
        self.assertEqual(comments(self.report), {})

    def test_a_bulletin_without_its_tables_is_reported_too(self):
        bulletin = mini.copy(self.folder)
        (bulletin / "检查结果.csv").unlink()
        (bulletin / "期次.csv").write_bytes(b"PK\3\4 broken")
        self.check(bulletin, status=1)
        found = listed(read_xlsx.read(self.report))
        self.assertEqual([row[0] for row in found], ["error"] * len(found))
        self.assertGreaterEqual(len(found), 2)

    def test_the_same_findings_give_the_same_bytes(self):
        bulletin = self.faulty()
        self.check(bulletin, status=1)
        first = self.report.read_bytes()
        self.check(bulletin, status=1, env=tongbao.environment(TZ="Asia/Shanghai"))
        self.assertEqual(self.report.read_bytes(), first)

    def test_what_begins_like_a_formula_stays_text(self):
        bulletin = self.faulty()
        for text in ("=1+1", "+86", "-5", "@x", "_x0041_"):
            with self.subTest(text):
                mini.change(bulletin, 2, "问题", text)
                self.check(bulletin, status=1)
                copied = next(s for s in read_xlsx.read(self.report).sheets
                              if s.name == "检查结果")
                self.assertEqual(copied.cells[1, 5].kind, "text")
                self.assertEqual(copied.cells[1, 5].text, text)

    def test_a_table_is_never_overwritten_by_its_report(self):
        bulletin = self.faulty("xlsx")
        before = tongbao.contents(bulletin)
        err = self.refuse(1, "check", bulletin, "--profile", mini.PROFILE,
                          "--report", bulletin / "检查结果.xlsx")
        self.assertIn("检查结果.xlsx", err)
        self.assertEqual(tongbao.contents(bulletin), before)

    def test_a_report_that_is_there_is_replaced(self):
        bulletin = self.faulty()
        self.report.write_bytes(b"old")
        self.check(bulletin, status=1)
        self.assertEqual(len(listed(read_xlsx.read(self.report))), 2)

    def test_a_report_that_cannot_be_written_is_the_systems_failure(self):
        bulletin = self.faulty()
        result = tongbao.run("check", bulletin, "--profile", mini.PROFILE,
                             "--report", self.folder / "无" / "a.xlsx")
        self.assertEqual(result.status, 3, result.err)
        self.assertNotIn("wrote", result.out)

    def test_a_report_is_a_workbook(self):
        self.refuse(2, "check", mini.BULLETIN, "--report", self.folder / "a.csv")

    def test_a_clerk_reads_chinese_under_a_chinese_locale(self):
        self.check(self.faulty(), status=1,
                   env=tongbao.environment(LC_ALL="C.UTF-8", LANGUAGE="zh_CN"))
        book = read_xlsx.read(self.report)
        self.assertEqual(book.sheets[0].name, "问题清单")
        self.assertEqual(read_xlsx.rows(book.sheets[0])[HEAD_ROW], [
            "级别", "文件", "工作表", "单元格", "单元格内容", "问题", "怎么办"])
        for row in listed(book):
            self.assertEqual(row[0], "错误")
            self.assertNotRegex(re.sub(r"\w+\.csv|[A-Z][0-9]+", "", "".join(row)),
                                "[A-Za-z]{3}")
