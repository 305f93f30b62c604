"""`tongbao lint` finds every fault of templates and profiles in one run."""
import re

import mini
import tongbao

# A change of the profile (file, from, to) and what lint then says.
FAULTS = [
    ("an unknown view", "通报.xml", "{{合计.家数}}", "{{总计.家数}}",
     r"通报\.xml: paragraph \d+: error: there is no name “总计”.*did you mean “合计”"),
    ("an unknown column", "通报.xml", "{{合计.家数}}", "{{合计.家}}",
     r"通报\.xml: paragraph \d+: error: “合计” has no “家”.*did you mean “家数”"),
    ("an unknown filter", "通报.xml", "{{合计.家数}}", "{{合计.家数|fixde:1}}",
     r"error: there is no filter “fixde”.*did you mean fixed \(小数\)"),
    ("rows as a value", "通报.xml", "{{合计.家数}}", "{{检查.得分}}",
     r"error: “检查\.得分” is a list"),
    ("a section that stays open", "通报.xml", "{{合计.家数}}", "{{#合计}}",
     r"error: this section is not closed"),
    ("a lone brace", "通报.xml", "{{合计.家数}}", "{合计.家数}",
     r"warning: a single brace"),
    ("a mistyped title", "bulletin.xml", "title=\"{{期次.期次}}检查情况通报\"",
     "title=\"{{期次.期刺}}检查情况通报\"",
     r"bulletin\.xml:\d+: error: “期次” has no “期刺”"),
    ("a mistyped message", "bulletin.xml", "得{{得分}}分", "得{{得份}}分",
     r"bulletin\.xml:\d+: error: there is no name “得份”.*“得分”"),
    ("a condition that is none", "bulletin.xml", "id=\"list\"", "id=\"list\" when=\"不及格\"",
     r"bulletin\.xml:\d+: error: there is no name “不及格”.*“不合格”"),
    ("a view nobody uses", "views.sql", "CREATE VIEW 合计",
     "CREATE VIEW 多余 AS SELECT 1 AS 一;\nCREATE VIEW 合计",
     r"views\.sql:1: (warning|note): the view “多余” is used nowhere"),
    ("a setting nobody uses", "bulletin.xml", "</settings>", "<setting name=\"多余\"/></settings>",
     r"bulletin\.xml:\d+: (warning|note): the setting “多余” is used nowhere"),
    ("a text nobody prints", "bulletin.xml", "<prose name=\"存在问题\"/>",
     "<prose name=\"存在问题\"/><prose name=\"多余\"/>",
     r"bulletin\.xml:\d+: warning: no template prints the text block “多余”"),
]


@tongbao.needs_program
class Lint(tongbao.Case):
    def test_sound_profiles_pass_without_a_word(self):
        result = tongbao.run("lint", mini.PROFILE)
        self.assertEqual(result.out, "0 errors, 0 warnings, 0 notes\n")
        self.assertEqual((result.status, result.err), (0, ""))
        for profile in sorted((tongbao.ROOT / "templates").glob("*/bulletin.xml")):
            with self.subTest(profile.parent.name):
                result = tongbao.run("lint", "--quiet", profile.parent)
                self.assertEqual((result.status, result.err), (0, ""))

    def test_each_fault_is_named(self):
        for i, (title, name, old, new, said) in enumerate(FAULTS):
            with self.subTest(title):
                (self.folder / str(i)).mkdir()
                profile = mini.copy_profile(self.folder / str(i))
                text = (profile / name).read_text("utf-8")
                self.assertIn(old, text)
                (profile / name).write_text(text.replace(old, new, 1), "utf-8")
                result = tongbao.run("lint", profile)
                self.assertRegex(result.err, said)
                self.assertEqual(result.status, 1 if "error" in said else 0)

    def test_all_faults_come_in_one_run(self):
        profile = mini.copy_profile(self.folder)
        for _, name, old, new, said in (FAULTS[2], FAULTS[6], FAULTS[7]):
            text = (profile / name).read_text("utf-8")
            (profile / name).write_text(text.replace(old, new, 1), "utf-8")
        result = tongbao.run("lint", profile)
        self.assertEqual(len(re.findall(": error:", result.err)), 3, result.err)

    def test_texts_of_a_bulletin_are_read_with_its_profile(self):
        bulletin = mini.copy(self.folder)
        path = bulletin / "存在问题.txt"
        path.write_text(path.read_text("utf-8") + "\n共{{合计.家}}家。\n", "utf-8")
        result = tongbao.run("lint", bulletin, "--profile", mini.PROFILE)
        self.assertEqual(result.status, 1)
        self.assertRegex(result.err, r"存在问题\.txt:\d+: error: “合计” has no “家”")

    def test_a_template_is_read_with_the_profile_around_it(self):
        result = tongbao.run("lint", mini.PROFILE / "通报.xml")
        self.assertEqual((result.status, result.err), (0, ""))

    def test_a_template_alone_is_read_for_its_form(self):
        path = self.folder / "t.xml"
        path.write_bytes((mini.PROFILE / "通报.xml").read_bytes())
        self.assertEqual(tongbao.run("lint", path).status, 0)
        data = self.folder / "d.json"
        data.write_text('{"合计": {"家": 1}}', "utf-8")
        result = tongbao.run("lint", path, data)
        self.assertEqual(result.status, 1)
        self.assertIn("“合计” has no “家数”", result.err)
        self.assertIn("there is no name “期次”", result.err)

    def test_what_is_not_there_is_said(self):
        for name in ("no-such-profile", self.folder / "none.docx"):
            result = tongbao.run("lint", name)
            self.assertIn(result.status, (1, 3))
            self.assertIn("error", result.err)
