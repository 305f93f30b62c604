"""`tongbao show`: each stage as text and as JSON."""
import json
import zipfile

import mini
import read_xlsx
import tongbao


@tongbao.needs_program
class Grid(tongbao.Case):
    ROWS = [["名称", "数"], ["甲", 1.5], ["", "007"]]

    def test_a_workbook_as_text(self):
        path = self.folder / "a.xlsx"
        read_xlsx.make(path, "表一", self.ROWS)
        self.assertEqual(self.succeed("show", "grid", path).splitlines(), [
            "表一!A1\ttext\t名称", "表一!B1\ttext\t数", "表一!A2\ttext\t甲",
            "表一!B2\tnumber\t1.5", "表一!B3\ttext\t007"])

    def test_a_workbook_as_json(self):
        path = self.folder / "a.xlsx"
        read_xlsx.make(path, "表一", self.ROWS)
        for options in ([], ["--sheet", "表一"]):
            shown = json.loads(self.succeed("show", "grid", path, "--json", *options))
            self.assertEqual(shown, {"sheets": [{
                "name": "表一", "state": "visible", "merged": [],
                "cells": {"A1": "名称", "B1": "数", "A2": "甲", "B2": 1.5,
                          "B3": "007"}}]})

    def test_a_sheet_that_is_not_there_is_named(self):
        path = self.folder / "a.xlsx"
        read_xlsx.make(path, "表一", self.ROWS)
        err = self.refuse(1, "show", "grid", path, "--sheet", "表二")
        self.assertIn("表二", err)

    def test_text_in_any_charset(self):
        text = '名称,数\r\n"甲,乙",１\r\n'
        for charset in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            with self.subTest(charset):
                path = self.folder / (charset + ".csv")
                path.write_bytes(text.encode(charset))
                shown = json.loads(self.succeed("show", "grid", path, "--json"))
                self.assertEqual(shown["sheets"][0]["cells"], {
                    "A1": "名称", "B1": "数", "A2": "甲,乙", "B2": "１"})

    def test_bytes_of_characters_do_not_part_cells(self):
        ends_in_bar = b"\xB5|".decode("gb18030")
        ends_in_slash = b"\xB5\\".decode("gb18030")
        path = self.folder / "a.csv"
        path.write_bytes(("sep=|\n%s|%s\n" % (ends_in_bar, ends_in_slash)).encode(
            "gb18030"))
        shown = json.loads(self.succeed("show", "grid", path, "--json"))
        self.assertEqual(shown["sheets"][0]["cells"],
                         {"A2": ends_in_bar, "B2": ends_in_slash})

    def open_document(self, body, manifest=""):
        path = self.folder / "表.ods"
        space = "urn:oasis:names:tc:opendocument:xmlns:"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype",
                             "application/vnd.oasis.opendocument.spreadsheet")
            package.writestr("META-INF/manifest.xml", "<m>%s</m>" % manifest)
            package.writestr("content.xml", body if manifest else (
                '<office:document-content xmlns:office="%soffice:1.0" '
                'xmlns:table="%stable:1.0" xmlns:text="%stext:1.0"><office:body>'
                "%s</office:body></office:document-content>") % (
                    space, space, space, body))
        return path

    def test_an_open_document_workbook(self):
        path = self.open_document(
            '<office:spreadsheet><table:table table:name="表一"><table:table-row>'
            '<table:table-cell office:value-type="string"><text:p>甲</text:p>'
            '</table:table-cell><table:table-cell office:value-type="percentage" '
            'office:value="0.98"/></table:table-row></table:table>'
            "</office:spreadsheet>")
        self.assertEqual(self.succeed("show", "grid", path).splitlines(), [
            "表一!A1\ttext\t甲", "表一!B1\tnumber\t0.98"])

    def test_an_open_document_that_is_none(self):
        err = self.refuse(1, "show", "grid", self.open_document("<office:text/>"))
        self.assertIn("not a workbook", err)
        err = self.refuse(1, "show", "grid", self.open_document(
            "\x12\x34", "<m:encryption-data/>"))
        self.assertIn("protected by a password", err)

    def test_a_file_that_is_not_there_is_named(self):
        result = tongbao.run("show", "grid", self.folder / "无.csv")
        self.assertIn(result.status, (1, 3))
        self.assertIn("无.csv", result.err)
        self.assertEqual(result.out, "")


@tongbao.needs_program
class Tables(tongbao.Case):
    def show(self, *arguments):
        return self.succeed("show", *arguments, "--profile", mini.PROFILE)

    def records(self, *arguments):
        """The rows shown as JSON, each {column: value}."""
        shown = json.loads(self.show(*arguments, "--json"))
        return [dict(zip(shown["columns"], row)) for row in shown["rows"]]

    def test_a_table_as_text_has_its_heads_and_rows(self):
        text = self.show("table", "检查", mini.BULLETIN).splitlines()
        self.assertEqual(len(text), 5)
        for word in ("代码", "单位", "得分", "等次", "检查日期", "问题"):
            self.assertIn(word, text[0])
        self.assertIn("丙市教育局", text[3])

    def test_a_table_as_json_has_its_columns_and_rows(self):
        rows = self.records("table", "检查", mini.BULLETIN)
        self.assertEqual({k: v for k, v in rows[2].items() if k[0] != "_"}, {
            "代码": "3400000003", "单位": "丙市教育局", "得分": 55.5,
            "等次": "不合格", "检查日期": "2024-03-06", "问题": "未答复留言"})
        self.assertEqual(rows[2]["_row"], 4, "where the row came from")
        self.assertIsNone(rows[0]["问题"])

    def test_settings_and_roster_are_tables_too(self):
        settings = self.records("table", "期次", mini.BULLETIN)
        self.assertEqual(settings[0]["检查开始"], "2024-03-04")
        self.assertEqual(settings[0]["期次上期"], "2月")
        roster = self.records("table", "单位名录", mini.BULLETIN)
        self.assertEqual([unit["简称"] for unit in roster],
                         ["甲县", "乙县", "市教育局", "市财政局"])

    def test_a_view_as_text_and_json(self):
        self.assertIn("83.75", self.show("view", "合计", mini.BULLETIN))
        rows = self.records("view", "合计", mini.BULLETIN)
        self.assertEqual(rows, [{"家数": 4, "平均分": 83.75}])

    def test_a_name_that_is_not_there_is_named(self):
        for stage in ("table", "view"):
            err = self.refuse(1, "show", stage, "无此", mini.BULLETIN,
                              "--profile", mini.PROFILE)
            self.assertIn("无此", err)


@tongbao.needs_program
class Tree(tongbao.Case):
    def test_a_template_shows_its_tags(self):
        text = self.succeed("show", "tree", mini.PROFILE / "结果表.xml")
        for word in ("检查", "序号", "代码", "等次", "本件.标题"):
            self.assertIn(word, text)

    def test_text_blocks_and_parts_are_named(self):
        text = self.succeed("show", "tree", mini.PROFILE / "通报.xml")
        self.assertIn("literal > 存在问题\n", text)

    def test_a_tree_as_json_is_json(self):
        shown = self.succeed("show", "tree", mini.PROFILE / "通报.xml", "--json")
        json.loads(shown)
        for word in ("期次.期次", "合计.平均分", "join"):
            self.assertIn(word, shown)

    def test_a_broken_template_is_refused(self):
        path = self.folder / "坏.xml"
        text = (mini.PROFILE / "结果表.xml").read_text("utf-8")
        path.write_text(text.replace("{{/检查}}", ""), "utf-8")
        err = self.refuse(1, "show", "tree", path)
        self.assertRegex(err, r"坏\.xml.*检查")
