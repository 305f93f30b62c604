"""`tongbao forms`: blank workbooks that read back as what they ask for."""
import csv
import io
import re
import xml.etree.ElementTree as ET
import zipfile

import mini
import read_xlsx
import tongbao

PROFILES = sorted(p.parent for p in
                  (tongbao.ROOT / "templates").glob("*/bulletin.xml"))


def rules(path):
    """The validations of the first sheet: {range: (type, formula 1, 2)}."""
    with zipfile.ZipFile(path) as package:
        part = read_xlsx.read(path).sheets[0].part
        root = ET.fromstring(package.read(part))
    return {v.get("sqref"): tuple(
        [v.get("type", "")] + [f.text for f in v]) for v in
        root.iter(read_xlsx.S + "dataValidation")}


def hidden(path):
    """The names of the workbook's hidden sheets."""
    with zipfile.ZipFile(path) as package:
        book = ET.fromstring(package.read("xl/workbook.xml"))
    return [s.get("name") for s in book.iter(read_xlsx.S + "sheet")
            if s.get("state") == "hidden"]


def listed(path, formula):
    """What a list's formula, 'Sheet'!$A$2:$A$9, leads to."""
    name, first, last = re.fullmatch(
        r"'(.+)'!(\$[A-Z]+\$[0-9]+):(\$[A-Z]+\$[0-9]+)", formula).groups()
    sheet = next(s for s in read_xlsx.read(path).sheets if s.name == name)
    (row, col), (last_row, last_col) = read_xlsx.place(first), read_xlsx.place(last)
    assert col == last_col
    return [sheet.cells[i, col].text for i in range(row, last_row + 1)]


@tongbao.needs_program
class Forms(tongbao.Case):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "表"

    def forms(self, profile=mini.PROFILE):
        return self.succeed("forms", profile, "-o", self.out)

    def fill(self):
        """Fills the small bulletin's rows and settings into its forms."""
        for name in ("期次", "检查结果"):
            path = self.out / (name + ".xlsx")
            sheet = read_xlsx.read(path).sheets[0]
            rows = (mini.read_table(mini.BULLETIN) if name == "检查结果" else [
                line.split(",") for line in
                (mini.BULLETIN / "期次.csv").read_text("utf-8").splitlines()])
            for i, row in enumerate(rows[1:]):
                for k, text in enumerate(row):
                    if sheet.cells[i + 2, k].kind == "":
                        read_xlsx.write(path, read_xlsx.ref(i + 2, k), text)
        (self.out / "存在问题.txt").write_bytes(
            (mini.BULLETIN / "存在问题.txt").read_bytes())

    def test_every_table_and_the_settings_have_a_form(self):
        self.assertEqual(self.forms().splitlines(), [
            "wrote %s/期次.xlsx" % self.out, "wrote %s/检查结果.xlsx" % self.out])
        self.assertEqual([p.name for p in tongbao.outputs(self.out)],
                         ["期次.xlsx", "检查结果.xlsx"])

    def test_a_form_has_a_title_and_marked_heads(self):
        self.forms()
        path = self.out / "检查结果.xlsx"
        book = read_xlsx.read(path)
        rows = read_xlsx.rows(book.sheets[0])
        self.assertEqual(rows[0][0], "检查结果")
        self.assertEqual(rows[1], ["网站标识码*", "单位名称*", "得分*", "等次*",
                                   "检查日期*", "问题"])
        self.assertEqual(book.sheets[0].merges, [(0, 0, 0, 5)])
        self.assertEqual(book.sheets[0].frozen, (2, 0))
        self.assertEqual([s.name for s in book.sheets],
                         ["检查结果", "how to fill in", "choices"])
        self.assertEqual(hidden(path), ["choices"])

    def test_cells_take_what_the_profile_takes(self):
        self.forms()
        path = self.out / "检查结果.xlsx"
        found = rules(path)
        self.assertEqual(found["C3:C5002"], ("decimal", "0", "120"))
        self.assertEqual(found["E3:E5002"][0], "date")
        self.assertEqual(found["B3:B5002"][0], "list")
        self.assertEqual(listed(path, found["B3:B5002"][1]), [
            row["全称"] for row in csv.DictReader(
                io.StringIO((mini.PROFILE / "单位名录.csv").read_text("utf-8")))])
        self.assertEqual(listed(path, found["D3:D5002"][1]),
                         ["优", "良", "合格", "不合格"])
        formats = [read_xlsx.read(path).sheets[0].cells[2, i].format.number
                   for i in range(6)]
        self.assertEqual(formats, ["@", "@", "", "@", "yyyy-mm-dd", "@"])

    def test_the_period_before_is_asked_for_where_views_read_its_tables(self):
        for city, asks in (("luan", True), ("fuyang", False)):
            out = self.folder / city
            self.succeed("forms", city, "-o", out)
            rows = read_xlsx.rows(read_xlsx.read(out / "期次.xlsx").sheets[0])
            names = [row[0] for row in rows]
            self.assertEqual("上期" in names, asks, names)
            self.assertNotIn("密级", names)

    def test_settings_stand_in_the_first_column(self):
        self.forms()
        path = self.out / "期次.xlsx"
        rows = read_xlsx.rows(read_xlsx.read(path).sheets[0])
        self.assertEqual([row[0] for row in rows[1:5]],
                         ["项目", "期次*", "检查开始*", "检查结束*"])
        self.assertIn("检查结果.xlsx", rows[6][0])
        self.assertIn("存在问题.txt", rows[7][0])
        self.assertEqual(rules(path)["B4"][0], "date")

    def test_a_sheet_explains_every_column(self):
        self.forms()
        sheet = read_xlsx.read(self.out / "检查结果.xlsx").sheets[1]
        said = {row[0]: row[1:] for row in read_xlsx.rows(sheet)}
        self.assertEqual(said["网站标识码"][1:3],
                         ["yes", "10 digits; different in every row"])
        self.assertEqual(said["得分"][1:3], ["yes", "0 to 120"])
        self.assertEqual(said["等次"][3], "优, 良, 合格, 不合格")
        self.assertEqual(said["检查日期"][2], "检查开始 to 检查结束")
        self.assertEqual(said["问题"][1], "no")
        self.assertEqual(said["问题"][4], "无")

    def test_blank_forms_lack_nothing_but_what_is_to_be_filled_in(self):
        for profile in [mini.PROFILE] + PROFILES:
            with self.subTest(profile.name):
                out = self.folder / profile.name
                self.succeed("forms", profile, "-o", out)
                for text in re.findall(r'<prose name="([^"]*)"',
                                       (profile / "bulletin.xml").read_text("utf-8")):
                    (out / (text + ".txt")).write_text("无。\n", "utf-8")
                result = tongbao.run("check", out, "--profile", profile)
                for line in result.err.splitlines():
                    self.assertRegex(
                        line, "is empty; fill it in|there are no rows below|"
                        "is missing; write it as plain text")

    def test_a_filled_form_passes(self):
        self.forms()
        self.fill()
        result = tongbao.run("check", self.out, "--profile", mini.PROFILE)
        self.assertEqual((result.status, result.err), (0, ""))
        self.assertIn("检查结果.xlsx: 4 rows", result.out)

    def test_a_filled_form_builds_what_the_table_builds(self):
        self.forms()
        self.fill()
        built = []
        for bulletin in (self.out, mini.BULLETIN):
            out = self.folder / ("out-%d" % len(built))
            self.succeed("build", bulletin, "--profile", mini.PROFILE, "-o", out)
            built.append({p.name: p.read_bytes() for p in tongbao.outputs(out)
                          if p.suffix in (".docx", ".xlsx")})
        self.assertEqual(built[0], built[1])

    def test_forms_that_were_filled_in_are_not_lost(self):
        self.forms()
        self.fill()
        before = tongbao.contents(self.out)
        self.refuse(1, "forms", mini.PROFILE, "-o", self.out)
        self.assertEqual(tongbao.contents(self.out), before)
        self.succeed("forms", mini.PROFILE, "-o", self.out, "--force")
        self.assertNotEqual(tongbao.contents(self.out), before)

    def test_the_same_profile_gives_the_same_bytes(self):
        self.forms()
        first = tongbao.contents(self.out)
        again = self.folder / "再"
        self.succeed("forms", mini.PROFILE, "-o", again,
                     env=tongbao.environment(TZ="Asia/Shanghai"))
        self.assertEqual(tongbao.contents(again), first)

    def test_group_heads_are_drawn_and_read_back(self):
        profile = mini.copy_profile(self.folder)
        path = profile / "bulletin.xml"
        text = path.read_text("utf-8")
        text = text.replace('name="得分" type', 'name="得分" header="检查/得分" type')
        text = text.replace('name="等次" type', 'name="等次" header="检查/等次" type')
        path.write_text(text, "utf-8")
        self.forms(profile)
        sheet = read_xlsx.read(self.out / "检查结果.xlsx").sheets[0]
        self.assertEqual(read_xlsx.rows(sheet)[1:3], [
            ["网站标识码*", "单位名称*", "检查", "检查", "检查日期*", "问题"],
            ["网站标识码*", "单位名称*", "得分*", "等次*", "检查日期*", "问题"]])
        result = tongbao.run("check", self.out, "--profile", profile)
        self.assertNotIn("column", result.err)
        self.assertIn("there are no rows below", result.err)

    def test_words_for_none_may_be_typed_into_cells_of_figures(self):
        profile = mini.copy_profile(self.folder)
        path = profile / "bulletin.xml"
        path.write_text(path.read_text("utf-8").replace(
            'type="number" min="0"', 'type="number" blanks="/|无" min="0"'), "utf-8")
        self.forms(profile)
        self.assertEqual(rules(self.out / "检查结果.xlsx")["C3:C5002"], (
            "custom", 'OR(AND(ISNUMBER(C3),C3>=0,C3<=120),C3="/",C3="无")'))

    def test_patterns_are_told_in_words(self):
        for pattern, words in (
                ("[0-9]{10}", "10 digits"),
                (r"bm\d{8}|\d{10}", "“bm” and 8 digits, or 10 digits"),
                (r"\d{6}M\d{3}[A-Z]{2}\d{4}",
                 "6 digits and “M” and 3 digits and 2 capital letters and 4 digits"),
                (r"(a|b)+", "of the form (a|b)+"),
                (r"\d{2,4}", r"of the form \d{2,4}"),
                (r"ab*", "of the form ab*")):
            with self.subTest(pattern):
                profile = mini.copy_profile(self.folder / str(abs(hash(pattern))))
                path = profile / "bulletin.xml"
                path.write_text(path.read_text("utf-8").replace(
                    'pattern="[0-9]{10}"', 'pattern="%s"' % pattern), "utf-8")
                out = profile.parent / "表"
                self.succeed("forms", profile, "-o", out)
                sheet = read_xlsx.read(out / "检查结果.xlsx").sheets[1]
                said = {row[0]: row[1:] for row in read_xlsx.rows(sheet)}
                self.assertEqual(said["网站标识码"][2],
                                 words + "; different in every row")

    def test_a_profile_there_is_none_of_is_named(self):
        err = self.refuse(1, "forms", "无此", "-o", self.out)
        self.assertIn("无此", err)
        self.assertFalse(self.out.exists())

    def test_a_profile_and_a_folder_are_needed(self):
        self.refuse(2, "forms", mini.PROFILE)
        self.refuse(2, "forms", "-o", self.out)

    def test_a_clerk_reads_chinese_under_a_chinese_locale(self):
        self.succeed("forms", mini.PROFILE, "-o", self.out,
                     env=tongbao.environment(LC_ALL="C.UTF-8", LANGUAGE="zh_CN"))
        book = read_xlsx.read(self.out / "检查结果.xlsx")
        self.assertEqual([s.name for s in book.sheets],
                         ["检查结果", "填表说明", "可选项"])
        for name in ("期次", "检查结果"):
            for sheet in read_xlsx.read(self.out / (name + ".xlsx")).sheets:
                for cell in sheet.cells.values():
                    said = re.sub(r"https?://|\w+\.(xlsx|txt)", "", cell.text)
                    self.assertNotRegex(said, "[A-Za-z]{3}")
