"""Beginning a profile from a notice in plain text: it lints without a word and
builds as soon as there are inputs."""
import re

import read_docx
import read_xlsx
import tongbao

PLAIN = """某市人民政府办公室文件

某市人民政府办公室
关于2024年第一季度检查情况的通报

各县区人民政府：
　　检查已经结束，结果通报如下。
　　一、总体情况
　　（一）政府网站。2家合格 & 1家<不合格>。
　　二、要求
　　按期整改。
　　附件：1.检查情况表
　　　　　2.不合格名单

某市人民政府办公室
2024年4月3日
（此件公开发布）

附件1
检查情况表
序号\t单位名称（全称）\t标识码\t得分\t检查日期\t存在问题
1\t甲县\t3400000001\t95.5\t2024-3-1\t无
2\t乙县\t3400000002\t88\t2024-3-2\t首页栏目更新不及时，有错别字，互动留言无人答复
注：满分100分。

附件2
不合格名单
| 名称 | 问题 |
|------|------|
| 丙站 | 不更新 |
"""
TAGGED = """关于{{期次.期别}}检查情况的通报
{{期次.检查开始|date:年月日}}起检查{{总览.检查数}}家，合格率{{总览.合格数|percent:总览.检查数}}，{{不合格.简称|join:、}}{{不合格|count}}家不合格。
一、存在问题
{{> 存在问题}}
{{#问题}}
{{序号|hanzi}}是{{名称}}：{{#单位|by:问题}}{{简称}}{{^@last}}、{{/@last}}{{/单位|by:问题}}。
{{/问题}}
附件：检查结果表
某局
{{期次.成文日期|date:年月日}}
附件
检查结果表
序号|单位|得分
{{#检查结果}}{{序号}}|{{单位}}|{{得分|fixed:2}}{{/检查结果}}
"""


@tongbao.needs_program
class New(tongbao.Case):
    def make(self, text, charset="utf-8"):
        """The profile begun from the text, linted."""
        notice, profile = self.folder / "通报.txt", self.folder / "某市"
        notice.write_bytes(text.encode(charset))
        said = self.succeed("template", "new", "某市", "--from", notice, "-o", profile)
        for path in tongbao.outputs(profile):
            self.assertIn(path.name, said)
        self.assertTrue(said.endswith("then: tongbao lint %s\n" % profile), said)
        linted = tongbao.run("lint", profile)
        self.assertEqual((linted.status, linted.err), (0, ""))
        for path in profile.glob("*.xml"):
            if path.name != "bulletin.xml":
                self.succeed("show", "tree", path)
        return profile

    def build(self, profile, **files):
        bulletin, out = self.folder / "某市-2024q1", self.folder / "out"
        bulletin.mkdir()
        for name, text in files.items():
            name += ".txt" if name == "存在问题" else ".csv"
            (bulletin / name).write_text(text, "utf-8")
        self.succeed("build", bulletin, "--profile", profile, "-o", out)
        return out

    def test_a_plain_notice_becomes_a_profile_that_builds(self):
        out = self.build(
            self.make(PLAIN), 期次="成文日期,2024-06-07\n",
            表1="单位名称（全称）,标识码,得分,检查日期,存在问题\n丁县,3400000004,90.5,2024-6-1,略\n",
            表2="名称,问题\n戊站,空白\n")
        title = "某市人民政府办公室关于2024年第一季度检查情况的通报"
        self.assertEqual({p.name for p in tongbao.outputs(out) if p.suffix != ".zip"}, {
            title + ".docx", title + "（合订本）.docx", "附件1 检查情况表.docx",
            "附件1 检查情况表.xlsx", "附件2 不合格名单.docx", "附件2 不合格名单.xlsx"})
        body = read_docx.read(out / (title + ".docx")).blocks
        self.assertEqual([(p.style, p.text) for p in body if p.text], [
            ("发文机关标志", "某市人民政府办公室文件"),
            ("公文标题", "某市人民政府办公室\n关于2024年第一季度检查情况的通报"),
            ("主送机关", "各县区人民政府："), ("正文(公文)", "检查已经结束，结果通报如下。"),
            ("一级标题", "一、总体情况"),
            ("正文(公文)", "（一）政府网站。2家合格 & 1家<不合格>。"),
            ("一级标题", "二、要求"), ("正文(公文)", "按期整改。"),
            ("附件说明", "附件：\t1.\t检查情况表"), ("附件说明", "\t2.\t不合格名单"),
            ("署名", "某市人民政府办公室"), ("成文日期", "2024年6月7日"),
            ("附注", "（此件公开发布）")])
        self.assertEqual(body[[p.text for p in body].index(
            "（一）政府网站。2家合格 & 1家<不合格>。")].runs[0], ("二级标题字", "（一）政府网站。"))
        found = read_docx.read(out / "附件1 检查情况表.docx")
        self.assertTrue(found.pages[-1].is_landscape)
        rows = [[c.text for c in row] for row in read_docx.tables(found)[0].rows]
        self.assertEqual(rows[1], ["1", "丁县", "3400000004", "90.5", "2024年6月1日", "略"])
        cells = read_xlsx.read(out / "附件1 检查情况表.xlsx").sheets[0].cells
        self.assertIn("90.5", {c.text for c in cells.values() if c.kind == "number"})

    def test_every_name_a_tag_uses_has_its_place(self):
        profile = self.make(TAGGED, "gb18030")
        views = (profile / "views.sql").read_text("utf-8")
        for name in ("总览", "不合格", "问题", "单位"):
            self.assertIn("CREATE VIEW %s AS" % name, views)
        self.assertNotIn("VIEW 检查结果", views)
        out = self.build(
            profile, 期次="期别,2024年第一季度\n检查开始,2024-3-1\n成文日期,2024-4-3\n",
            检查结果="单位,得分\n甲,9.5\n", 存在问题="（一）更新。略。\n")
        found = read_docx.read(out / "附件 检查结果表.docx")
        self.assertEqual([c.text for c in read_docx.tables(found)[0].rows[1]],
                         ["1", "甲", "9.50"])
        self.assertIn("2024年3月1日起检查", "\n".join(
            read_docx.lines(out / "关于2024年第一季度检查情况的通报.docx")))

    def test_a_table_s_columns_are_as_wide_as_what_its_tags_will_print(self):
        out = self.build(
            self.make("通报\n结果如下。\n附件：得分表\n某局\n2024年4月3日\n附件\n得分表\n"
                      "名次|单位|得分|扣分原因\n"
                      "{{#得分表}}{{名次}}|{{单位}}|{{得分|fixed:1}}|"
                      "{{扣分原因|blank:无}}{{/得分表}}\n"),
            期次="成文日期,2024-4-3\n",
            得分表="名次,单位,得分,扣分原因\n1,市自然资源局,9.5,\n")
        table = read_docx.tables(read_docx.read(out / "附件 得分表.docx"))[0]
        rank, unit, score, why = table.widths
        self.assertTrue(rank < score < unit < why, table.widths)
        self.assertEqual([c.paragraphs[0].style for c in table.rows[1]],
                         ["表格居中"] * 3 + ["表格正文"])

    def test_the_manual_s_own_city_is_made_as_it_says(self):
        """templates/LANGUAGE.md: its blocks are the files, the last the notice."""
        text = (tongbao.ROOT / "templates/LANGUAGE.md").read_text("utf-8")
        files = dict(re.findall(r"^```甲市 (\S+)\n(.*?)^```$", text, re.M | re.S))
        notice, here = files.pop("="), {"cwd": self.folder}
        (self.folder / "通报.txt").write_text(files.pop("通报.txt"), "utf-8")
        self.succeed("template", "new", "甲市", "--from", "通报.txt", "-o", "甲市", **here)
        (self.folder / "甲市-2024q1").mkdir()
        self.assertEqual(len(files), 6)
        for name, data in files.items():
            (self.folder / name).write_text(data, "utf-8")
        self.assertEqual(self.succeed("lint", "./甲市", **here),
                         "0 errors, 0 warnings, 0 notes\n")
        result = tongbao.run("check", "甲市-2024q1", "-p", "./甲市", **here)
        self.assertEqual((result.status, result.err), (0, ""))
        self.succeed("build", "甲市-2024q1", "-p", "./甲市", "-o", "输出", **here)
        body = self.folder / ("输出/甲市人民政府办公室关于2024年第一季度政府网站检查情况的通报.docx")
        self.assertEqual([line for p in read_docx.read(body).blocks
                          for line in p.text.split("\n") if line], notice.splitlines())
        rows = read_docx.tables(read_docx.read(
            self.folder / "输出/附件 2024年第一季度政府网站检查得分表.docx"))[0].rows
        self.assertEqual([[c.text for c in row] for row in rows[1:]], [
            ["1", "市水利局", "100.0", "无"], ["2", "市教育局", "94.5", "内容更新"],
            ["3", "甲东县政府", "70.0", "内容更新；互动回应"]])

    def test_nothing_is_overwritten_or_left_half_done(self):
        notice = self.folder / "n.txt"
        notice.write_text("通报\n共{{总览.数|nope}}家。\n", "utf-8")
        self.refuse(1, "template", "new", "某市", "--from", notice, "-o", self.folder / "p")
        self.assertEqual([p.name for p in self.folder.iterdir()], ["n.txt"])
        notice.write_text("通报\n好。\n", "utf-8")
        (self.folder / "p").mkdir()
        self.assertIn("-o", self.refuse(
            1, "template", "new", "某市", "--from", notice, "-o", self.folder / "p"))
        self.refuse(2, "template", "new", "某/市", "--from", notice)
        self.refuse(2, "template", "new", "某市")
