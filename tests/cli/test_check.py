"""`tongbao check` finds every fault in one run and names its cell."""
import re
import shutil

import mini
import read_xlsx
import tongbao


def findings(err):
    """[(place, severity, message)] of printed findings, folders left out."""
    found = []
    for line in err.splitlines():
        m = re.fullmatch(r"(?:.*/)?([^/]*?): (error|warning|note): (.*)", line)
        if m:
            found.append(m.groups())
    return found


# What is wrong, the cell (row, head) and what it then says, words of the
# message.
CELLS = [
    ("a code that breaks its pattern", 2, "网站标识码", "34000000X1", ["34000000X1"]),
    ("a code given twice", 3, "网站标识码", "3400000001", ["3400000001"]),
    ("a required cell left empty", 3, "得分", "", ["得分"]),
    ("a number that is none", 4, "得分", "五十五", ["五十五"]),
    ("a number over its limit", 4, "得分", "555", ["555", "120"]),
    ("a unit that is not in the roster", 4, "单位名称", "丙市教育厅", ["丙市教育厅", "市教育局"]),
    ("a value that is none of the choices", 5, "等次", "特优", ["特优", "优", "不合格"]),
    ("a date before the check began", 2, "检查日期", "2024-03-01", ["2024-03-01"]),
    ("a date after the check ended", 5, "检查日期", "2024年4月8日", ["2024-03-08"]),
    ("a date that is none", 5, "检查日期", "2024-02-30", ["2024-02-30"]),
]

# What the text block 存在问题.txt says, and what check finds there; building
# refuses it too.
TEXTS = [
    ("names that are not there, in one run", "共{{合计.加数}}家。\n好{{和计.家数}}个。",
     [("存在问题.txt:1", "加数"), ("存在问题.txt:2", "和计")]),
    ("a filter there is none of", "{{不合格.简称|jion}}", [("存在问题.txt:1", "join")]),
    ("a tag without an end", "一、{{合计.家数}", [("存在问题.txt:1", "}}")]),
    ("a value that cannot be computed", "{{合计.家数|percent:零.数}}",
     [("存在问题.txt:1", "零")]),
    ("a list as a value", "{{不合格.简称}}", [("存在问题.txt:1", "不合格.简称")]),
]
NOT_TEXT = [
    ("a Word document", b"PK\3\4" + bytes(60) + b"word/document.xml" + bytes(60)),
    ("a Word 97 document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ("a PDF", b"%PDF-1.4\n"),
]


@tongbao.needs_program
class Check(tongbao.Case):
    def check(self, bulletin, status, profile=mini.PROFILE):
        result = tongbao.run("check", bulletin, "--profile", profile)
        self.assertEqual(result.status, status, result.err)
        return findings(result.err)

    def test_sound_data_pass_without_a_word(self):
        bulletin = mini.copy(self.folder)
        result = tongbao.run("check", bulletin, "--profile", mini.PROFILE)
        self.assertEqual((result.status, findings(result.err)), (0, []))
        mini.as_workbook(bulletin)
        self.assertEqual(self.check(bulletin, 0), [])

    def test_the_end_says_how_many_were_found_and_what_comes_next(self):
        bulletin = mini.copy(self.folder)
        report = self.folder / "清单.xlsx"
        out = tongbao.run("check", bulletin, "--profile", mini.PROFILE).out
        self.assertEqual(out.splitlines()[-2:], [
            "0 errors, 0 warnings, 0 notes",
            "nothing stands in the way of: tongbao build %s -p %s -o OUT"
            % (bulletin, mini.PROFILE)])
        mini.change(bulletin, 4, "得分", "五十五")
        for more, said in (
                ([], "mend the errors, then check again; --report FILE.xlsx "
                     "lists them as a workbook"),
                (["--report", report], "mend the errors, then check again")):
            out = tongbao.run("check", bulletin, "--profile", mini.PROFILE, *more).out
            self.assertEqual(out.splitlines()[-2:], [
                "1 error, 0 warnings, 0 notes", said])
        out = tongbao.run("build", bulletin, "--profile", mini.PROFILE, "-o",
                          self.folder / "out").out
        self.assertEqual(out.splitlines()[-2:], [
            "1 error, 0 warnings, 0 notes",
            "nothing was written: mend the errors, then build again"])

    def test_each_fault_of_a_cell_is_named_with_its_cell(self):
        for i, (title, row, head, text, words) in enumerate(CELLS):
            for form in ("csv", "xlsx"):
                with self.subTest(title, form=form):
                    bulletin = mini.copy(self.folder, "%d-%s" % (i, form))
                    mini.change(bulletin, row, head, text)
                    col = mini.read_table(bulletin)[0].index(head)
                    place = "检查结果.csv:%d:%d" % (row, col + 1)
                    if form == "xlsx":
                        mini.as_workbook(bulletin)
                        place = "检查结果.xlsx!结果!" + read_xlsx.ref(row - 1, col)
                    found = self.check(bulletin, 1)
                    self.assertEqual([f[:2] for f in found], [(place, "error")])
                    for word in words:
                        self.assertIn(word, found[0][2])

    def test_all_faults_are_reported_in_one_run(self):
        bulletin = mini.copy(self.folder)
        rows = mini.read_table(bulletin)
        base = len(rows)
        expected = []
        for i, (_, _, head, text, _) in enumerate(CELLS):
            row = ["34000001%02d" % i, "甲县人民政府", "90", "优", "2024-03-05", "无"]
            row[rows[0].index(head)] = text
            rows.append(row)
            expected.append("检查结果.csv:%d:%d" % (base + i + 1,
                                                rows[0].index(head) + 1))
        mini.write_table(bulletin, rows)
        found = self.check(bulletin, 1)
        self.assertEqual([f[0] for f in found if f[1] == "error"], expected)

    def test_a_missing_column_is_named(self):
        bulletin = mini.copy(self.folder)
        mini.write_table(bulletin, [row[:3] + row[4:]
                                    for row in mini.read_table(bulletin)])
        found = self.check(bulletin, 1)
        self.assertTrue(found[0][0].startswith("检查结果.csv"), found)
        self.assertIn("等次", found[0][2])

    def test_an_unknown_column_is_named_with_its_head(self):
        bulletin = mini.copy(self.folder)
        rows = [row + ["备注%d" % i if i == 0 else ""]
                for i, row in enumerate(mini.read_table(bulletin))]
        mini.write_table(bulletin, rows)
        result = tongbao.run("check", bulletin, "--profile", mini.PROFILE)
        found = findings(result.err)
        self.assertEqual([f[0] for f in found], ["检查结果.csv:1:7"])
        self.assertIn("备注0", found[0][2])

    def test_a_missing_file_is_named(self):
        for name in ("检查结果.csv", "期次.csv", "存在问题.txt"):
            with self.subTest(name):
                bulletin = mini.copy(self.folder, name)
                (bulletin / name).unlink()
                found = self.check(bulletin, 1)
                self.assertIn(name.split(".")[0], found[0][0] + found[0][2])

    def test_a_missing_file_is_the_only_fault_it_makes(self):
        bulletin = mini.copy(self.folder)
        (bulletin / "期次.csv").unlink()
        self.assertEqual([f[2] for f in self.check(bulletin, 1)],
                         ["the table “期次” is missing; put it here as 期次.xlsx "
                          "or 期次.csv"])

    def test_a_file_that_is_probably_meant_is_named(self):
        for name, meant in (("检查结果(1).csv", True), ("检查结果最终版.xls", True),
                            ("检查结果.docx", False), ("检察结果.csv", True),
                            ("照片.csv", False)):
            with self.subTest(name):
                bulletin = mini.copy(self.folder, name)
                (bulletin / "检查结果.csv").rename(bulletin / name)
                found = self.check(bulletin, 1)[0][2]
                self.assertEqual(found.endswith(
                    "if it is %s, give that file the name “检查结果”" % name),
                    meant, found)

    def test_what_wins_over_the_profile_is_used(self):
        bulletin = self.copy(tongbao.SAMPLE)
        shutil.copy(tongbao.ROOT / "templates/luan/附件2.xml", bulletin)
        (bulletin / "附件9.xml").write_text("<a/>", "utf-8")
        shutil.copytree(tongbao.ROOT / "samples/luan-2021q3",
                        self.folder / "luan-2021q3")
        said = [f for f in self.check(bulletin, 0,
                                      tongbao.ROOT / "templates/luan")
                if "is not used" in f[2]]
        self.assertEqual([f[0] for f in said], ["附件9.xml"])

    def test_a_file_that_cannot_be_read_is_named(self):
        for name, data in (("检查结果.xlsx", b"PK\3\4 broken"),
                           ("检查结果.csv", b"\xff\xff\x80,\xfe\n"),
                           ("检查结果.csv", b"")):
            with self.subTest(name, data=data):
                bulletin = mini.copy(self.folder, "%d-%s" % (len(data), name))
                (bulletin / "检查结果.csv").unlink()
                (bulletin / name).write_bytes(data)
                found = self.check(bulletin, 1)
                self.assertTrue(found[0][0].startswith(name), found)

    def test_check_finds_in_the_texts_what_building_would(self):
        for i, (title, text, expected) in enumerate(TEXTS):
            with self.subTest(title):
                bulletin = mini.copy(self.folder, str(i))
                (bulletin / "存在问题.txt").write_text(text, "utf-8")
                found = self.check(bulletin, 1)
                self.assertEqual([f[:2] for f in found],
                                 [(place, "error") for place, _ in expected])
                for finding, (_, word) in zip(found, expected):
                    self.assertIn(word, finding[2])
                self.refuse(1, "build", bulletin, "-p", mini.PROFILE, "-o",
                            self.folder / "out")

    def test_a_fault_that_documents_share_is_found_once(self):
        # Its notice is also part of the bound volume.
        self.copy(tongbao.ROOT / "samples/luan-2021q3")
        bulletin = self.copy(tongbao.SAMPLE)
        sound = self.check(bulletin, 0, "luan")
        (bulletin / "存在问题.txt").write_text("{{网站总缆.检查数}}", "utf-8")
        found = [f for f in self.check(bulletin, 1, "luan") if f not in sound]
        self.assertEqual([f[:2] for f in found], [("存在问题.txt:1", "error")])
        (bulletin / "存在问题.txt").unlink()
        found = [f for f in self.check(bulletin, 1, "luan") if f not in sound]
        self.assertEqual(len(found), 1, found)

    def test_an_empty_text_is_warned_of(self):
        bulletin = mini.copy(self.folder)
        (bulletin / "存在问题.txt").write_text(" \n\u3000\n", "utf-8")
        self.assertEqual(self.check(bulletin, 0), [
            ("存在问题.txt", "warning", "there is nothing in this text; write it, "
             "one paragraph a line, or say in the profile that it is optional")])

    def test_a_document_is_not_taken_for_a_text(self):
        for i, (title, data) in enumerate(NOT_TEXT):
            with self.subTest(title):
                bulletin = mini.copy(self.folder, str(i))
                (bulletin / "存在问题.txt").write_bytes(data)
                self.assertEqual(self.check(bulletin, 1), [
                    ("存在问题.txt", "error", "this is not plain text; open it in "
                     "WPS or Word and save it as plain text (.txt)")])
        bulletin = mini.copy(self.folder)
        (bulletin / "存在问题.txt").write_bytes("一、内容\n".encode("utf-16"))
        self.assertEqual(self.check(bulletin, 0), [])

    def test_what_windows_and_wps_leave_in_a_folder_is_no_input(self):
        bulletin = mini.copy(self.folder)
        for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$没有的.xlsx"):
            (bulletin / name).write_bytes(b"x")
        self.assertEqual(self.check(bulletin, 0), [])

    def test_a_file_that_is_open_is_warned_of(self):
        bulletin = mini.copy(self.folder)
        (bulletin / "~$检查结果.csv").write_bytes(b"x")
        self.assertEqual([f[:2] for f in self.check(bulletin, 0)],
                         [("检查结果.csv", "warning")])

    def test_a_setting_that_is_wrong_is_named_with_its_cell(self):
        bulletin = mini.copy(self.folder)
        path = bulletin / "期次.csv"
        path.write_text(path.read_text("utf-8").replace("2024年3月4日", "三月初"), "utf-8")
        found = self.check(bulletin, 1)
        self.assertEqual(found[0][:2], ("期次.csv:3:2", "error"))

    def test_contradictions_are_findings_of_the_profile(self):
        bulletin = mini.copy(self.folder)
        mini.change(bulletin, 5, "等次", "不合格")
        found = self.check(bulletin, 0)
        self.assertEqual(found, [("检查结果.csv:5:4", "warning",
                                  "丙市财政局得100分，等次却是不合格")])

    def test_an_error_check_refuses_the_data(self):
        profile = mini.copy_profile(self.folder)
        path = profile / "bulletin.xml"
        path.write_text(path.read_text("utf-8").replace('severity="warning"',
                                                        'severity="error"'), "utf-8")
        bulletin = mini.copy(self.folder)
        mini.change(bulletin, 5, "等次", "不合格")
        found = self.check(bulletin, 1, profile)
        self.assertEqual([f[:2] for f in found], [("检查结果.csv:5:4", "error")])

    def test_a_template_that_is_missing_is_reported_once(self):
        profile = self.copy(tongbao.ROOT / "templates/luan")
        (profile / "附件1.xml").unlink()
        found = self.check(tongbao.SAMPLE, 1, profile)
        self.assertEqual([(f[0].split(":")[0], f[1]) for f in found],
                         [("bulletin.xml", "error")])

    def test_a_folder_s_name_with_a_blank_is_quoted_for_the_next_command(self):
        bulletin = mini.copy(self.folder, "2024 一季度")
        out = tongbao.run("check", bulletin, "-p", mini.PROFILE).out
        self.assertIn("build '%s' -p" % bulletin, out)

    def test_check_writes_nothing(self):
        bulletin = mini.copy(self.folder)
        mini.change(bulletin, 5, "等次", "特优")
        before = tongbao.contents(self.folder)
        self.check(bulletin, 1)
        self.assertEqual(tongbao.contents(self.folder), before)

    def test_a_clerk_reads_chinese_under_a_chinese_locale(self):
        bulletin = mini.copy(self.folder)
        mini.change(bulletin, 5, "等次", "特优")
        result = tongbao.run(
            "check", bulletin, "--profile", mini.PROFILE,
            env=tongbao.environment(LC_ALL="C.UTF-8", LANGUAGE="zh_CN"))
        self.assertEqual(result.status, 1)
        said = re.sub(r"^\S*检查结果\.csv:5:4", "", result.err, flags=re.M)
        self.assertTrue(said.startswith(": 错误: "), result.err)
        self.assertNotRegex(said, "[A-Za-z]{3}")


@tongbao.needs_program
class Profile(tongbao.Case):
    """Faults of the profile itself, with the line they stand in."""

    FAULTS = [
        ("an attribute the schema does not know", "bulletin.xml", 'min="0"', 'least="0"', "least"),
        ("a type there is none of", "bulletin.xml", 'type="number"', 'type="nombre"', "xml:14: error: "),
        ("a template that is not there", "bulletin.xml", 'template="通报"', 'template="无此"', "无此"),
        ("a check of a view there is none of", "bulletin.xml", 'view="高分不合格"', 'view="无此"', "无此"),
        ("an element in a wrong place", "bulletin.xml", '<roster', '<prose name="x"/><roster', "xml:10: error: the element <prose> may not stand here"),
        ("an attribute that is missing", "bulletin.xml", 'name="得分" type', 'type', "xml:14: error: the element <column> lacks an attribute"),
        ("an element that is not closed", "bulletin.xml", 'max="120" required="yes"/>', 'max="120" required="yes">', "correct it in a text editor"),
        ("a view with a table's name", "views.sql", "CREATE VIEW 合计", "CREATE VIEW 检查 AS SELECT 1 AS x;CREATE VIEW 合计", "there is a table or view “检查” already"),
        ("a semicolon that is missing", "views.sql", "FROM 检查;", "FROM 检查", "cannot be understood at “CREATE”"),
        ("a full-width comma", "views.sql", "AS 家数,", "AS 家数，", "missing or full-width"),
        ("a bracket without an end", "views.sql", "得分 >= 90;", "(得分 >= 90", "ends too early"),
        ("a column that two tables have", "views.sql", "SELECT 名录.简称 AS 简称 FROM", "SELECT 单位, _row AS 简称 FROM", "“_row”"),
        ("SQL that is none", "views.sql", "SELECT count(*)", "SELEKT count(*)", "SELEKT"),
        ("SQL that does more than create views", "views.sql", "CREATE VIEW 合计", "DROP TABLE 检查; CREATE VIEW 合计", "sql:1: error: "),
        ("SQL over a table there is none of", "views.sql", "FROM 检查;", "FROM 检察;", "检察"),
    ]

    def test_faults_of_a_profile_are_named(self):
        for i, (title, name, old, new, word) in enumerate(self.FAULTS):
            with self.subTest(title):
                profile = mini.copy_profile(self.folder / str(i))
                path = profile / name
                text = path.read_text("utf-8")
                self.assertIn(old, text)
                path.write_text(text.replace(old, new, 1), "utf-8")
                err = self.refuse(1, "check", mini.BULLETIN, "--profile", profile)
                self.assertIn(name, err)
                self.assertIn(word, err)
