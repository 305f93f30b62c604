"""The period before: a package or a folder whose tables views read as 上期."""
import pathlib
import re
import shutil
import zipfile

import mini
import test_archive
import tongbao

PACKAGES = pathlib.Path(__file__).resolve().parent / "packages"

VIEWS = """
CREATE VIEW 比较 AS
SELECT (SELECT count(*) FROM 上期.检查) AS 上期数,
       (SELECT sum(得分) FROM 上期 . "检查" w WHERE w.得分 > 0) AS 上期分,
       -- 上期.没有
       '上期.检查' AS 字样;

CREATE VIEW 连续 AS
SELECT 单位 FROM 检查 WHERE 等次 = '不合格'
INTERSECT SELECT 上期.检查.单位 FROM 上期.检查 WHERE 上期.检查.等次 = '不合格';

CREATE VIEW 累计(期数, 总分) AS
SELECT 1 + coalesce(sum(l.期数), 0),
       coalesce(sum(l.总分), 0) + (SELECT sum(得分) FROM 检查)
FROM 上期.累计 l;
"""
BODY = ("{{#比较.上期数}}上期{{比较.上期数}}家{{比较.上期分}}分；{{/比较.上期数}}"
        "{{#连续|count}}连续两期：{{连续.单位|join:、}}；{{/连续|count}}"
        "共{{累计.期数}}期{{累计.总分}}分{{比较.字样}}")


@tongbao.needs_program
class Case(tongbao.Case):
    def setUp(self):
        super().setUp()
        self.profile = mini.copy_profile(self.folder)
        path = self.profile / "views.sql"
        path.write_text(path.read_text("utf-8") + VIEWS, "utf-8")

    def bulletin(self, name, period, earlier=None):
        folder = mini.copy(self.folder, name)
        path = folder / "期次.csv"
        text = path.read_text("utf-8").replace("2024年3月\n", period + "\n", 1)
        if earlier is not None:
            text += "上期,%s\n" % earlier
        path.write_text(text, "utf-8")
        (folder / "存在问题.txt").write_text(BODY + "\n", "utf-8")
        return folder

    def build(self, folder, status=0):
        out = self.folder / "out" / folder.name
        result = tongbao.run("build", folder, "-o", out, "--profile",
                             self.profile)
        self.assertEqual(result.status, status, result.err)
        if status:
            return result.err
        body = next(p for p in tongbao.outputs(out)
                    if not p.name.startswith("附件"))
        with zipfile.ZipFile(body) as document:
            return re.sub("<[^>]+>", "",
                          document.read("word/document.xml").decode())

    def package(self, folder):
        return tongbao.package(self.folder / "out" / folder.name)


class Earlier(Case):
    def test_without_one_its_tables_are_empty(self):
        said = self.build(self.bulletin("a", "2024年3月"))
        self.assertIn("共1期335分上期.检查", said)
        said = self.build(self.bulletin("b", "2024年3月", "无"))
        self.assertIn("共1期335分上期.检查", said)

    def test_a_folder_beside_it(self):
        first = self.bulletin("first", "2024年2月")
        mini.change(first, 2, "得分", "90")
        said = self.build(self.bulletin("second", "2024年3月", "first"))
        rows = mini.read_table(first)
        score = rows[0].index("得分")
        total = sum(float(row[score]) for row in rows[1:])
        self.assertIn("上期4家%g分；连续两期：" % total, said)
        self.assertIn("共2期%g分" % (total + 335), said)

    def test_a_package_says_the_same_as_its_folder(self):
        first = self.bulletin("first", "2024年2月")
        mini.change(first, 2, "得分", "90")
        self.build(first)
        by_folder = self.build(self.bulletin("second", "2024年3月", "first"))
        package = self.package(first)
        third = self.bulletin("third", "2024年3月", package.stem)
        shutil.copy(package, third)
        self.assertEqual(self.build(third), by_folder)
        beside = self.bulletin("fourth", "2024年3月", package.name)
        shutil.copy(package, self.folder)
        self.assertEqual(self.build(beside), by_folder)
        whole = self.bulletin("fifth", "2024年3月", str(package))
        self.assertEqual(self.build(whole), by_folder)

    def test_views_with_named_columns_go_on_from_period_to_period(self):
        self.bulletin("p1", "2024年1月")
        self.bulletin("p2", "2024年2月", "p1")
        said = self.build(self.bulletin("p3", "2024年3月", "p2"))
        self.assertIn("共3期1005分", said)

    def test_a_package_is_built_again_without_the_one_before(self):
        first = self.bulletin("first", "2024年2月")
        self.build(first)
        second = self.bulletin("second", "2024年3月", "first")
        self.build(second)
        before = test_archive.files(self.package(first))["data/tables.json"]
        found = test_archive.files(self.package(second))
        self.assertEqual(found["data/earlier.json"], before)
        self.assertIn("<上期>first</上期>".encode(), found["metadata/record.xml"])
        shutil.rmtree(first)
        self.succeed("verify", "--rebuild", self.package(second))

    def test_figures_from_a_period_changed_by_hand_are_found(self):
        self.bulletin("first", "2024年2月")
        second = self.bulletin("second", "2024年3月", "first")
        self.build(second)
        package = self.package(second)
        changed = test_archive.files(package)["data/earlier.json"].replace(
            b"[1,", b"[7,")
        tables = test_archive.files(package)["data/tables.json"]
        test_archive.rewrite(package, {"data/earlier.json": changed,
                                       "data/tables.json": tables}, True)
        said = self.refuse(1, "verify", "--rebuild", package)
        self.assertIn("data/tables.json: error: comes out otherwise", said)

    def test_a_period_that_was_passed_over_is_a_warning(self):
        self.bulletin("first", "2023年12月")
        second = self.bulletin("second", "2024年3月", "first")
        result = tongbao.run("check", second, "--profile", self.profile)
        self.assertEqual(result.status, 0)
        self.assertIn("warning: the earlier period is 2023年12月, not 2024年2月",
                      result.err)

    def test_what_cannot_be_is_refused(self):
        said = self.build(self.bulletin("a", "2024年3月", "nowhere"), 1)
        self.assertRegex(said, "期次.csv: error: there is no package or folder "
                               "“nowhere”")
        said = self.build(self.bulletin("b", "2024年3月", "b"), 1)
        self.assertIn("in a circle", said)
        broken = self.bulletin("c", "2024年2月")
        mini.change(broken, 2, "等次", "特优")
        said = self.build(self.bulletin("d", "2024年3月", "c"), 1)
        self.assertIn("c/检查结果.csv:2:4: error", said)
        package = self.folder / "e.zip"
        package.write_bytes(b"PK\3\4")
        self.build(self.bulletin("f", "2024年3月", "e.zip"), 1)

    def test_an_unknown_table_of_it_is_named(self):
        path = self.profile / "views.sql"
        path.write_text(path.read_text("utf-8") +
                        "CREATE VIEW 错 AS SELECT 1 FROM 上期.检察;", "utf-8")
        self.assertRegex(self.build(self.bulletin("a", "2024年3月"), 1),
                         "views.sql:\\d+: error: the earlier period has no table "
                         "of this name")


class Fixtures(Case):
    """Packages of every version that was given out are still understood."""

    def test_they_are_whole(self):
        packages = sorted(PACKAGES.glob("*.zip"))
        self.assertNotEqual(packages, [])
        for package in packages:
            with self.subTest(package.name):
                self.succeed("verify", package)

    def test_they_serve_as_the_period_before(self):
        for package in sorted(PACKAGES.glob("*.zip")):
            with self.subTest(package.name):
                second = self.bulletin(package.stem, "2024年4月", str(package))
                self.assertIn("上期4家335分；", self.build(second))

    def test_they_can_be_sealed(self):
        for package in sorted(PACKAGES.glob("*.zip")):
            copy = pathlib.Path(shutil.copy(package, self.folder))
            stamped = self.folder / "a.pdf"
            stamped.write_bytes(test_archive.PDF)
            self.succeed("seal", copy, stamped)
            self.succeed("verify", copy)
