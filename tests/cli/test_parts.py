"""The elements of an official document that settings switch on, as a reader
sees them (GB/T 9704-2012 7.2 to 7.4, 10.1)."""
import unittest
import xml.etree.ElementTree as ET
import zipfile

import mini
import tongbao

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
BODY = """<?xml version="1.0" encoding="UTF-8"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<w:body>%s<w:sectPr><w:headerReference w:type="first" r:id="rIdHeaderFirst"/><w:footerReference w:type="default" r:id="rIdFooterOdd"/><w:footerReference w:type="even" r:id="rIdFooterEven"/><w:footerReference w:type="first" r:id="rIdFooterFirst"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="1701" w:footer="1417" w:gutter="0"/><w:titlePg w:val="{{期次.信函|flag}}"/></w:sectPr></w:body>
</w:document>
"""
PARTS = ("版头", "正文", "附件说明", "落款", "附注", "版记")


def paragraph(text):
    return "<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % text


@tongbao.needs_program
class Elements(tongbao.Case):
    def setUp(self):
        super().setUp()
        self.bulletin = mini.copy(self.folder)
        self.profile = mini.copy_profile(self.folder)
        (self.profile / "通报.xml").write_text(BODY % "".join(
            paragraph(p if p == "正文" else "{{> %s}}" % p) for p in PARTS), "utf-8")

    def build(self, **settings):
        """(style, text, right indent) of each paragraph, and all parts."""
        with open(self.bulletin / "期次.csv", "a", encoding="utf-8") as file:
            for name, text in settings.items():
                file.write("%s,%s\n" % (name, text))
        out = self.folder / "out"
        self.succeed("build", self.bulletin, "--profile", self.profile, "-o", out)
        with zipfile.ZipFile(out / mini.BODY) as package:
            self.parts = {n: package.read(n) for n in package.namelist()}
        self.body = ET.fromstring(self.parts["word/document.xml"]).find(W + "body")
        found = []
        for p in self.body.findall(W + "p"):
            style = p.find(W + "pPr/" + W + "pStyle")
            ind = p.find(W + "pPr/" + W + "ind")
            text = "".join("\t" if t.tag == W + "tab" else t.text or ""
                           for r in p.findall(W + "r") for t in r
                           if t.tag in (W + "t", W + "tab"))
            found.append((style.get(W + "val") if style is not None else "", text,
                          ind.get(W + "right") if ind is not None else None))
        return found

    def test_nothing_is_printed_that_is_not_given(self):
        self.assertEqual(self.build(), [
            ("", "正文", None), ("GwAttachment", "附件：2024年3月检查结果表", None)])
        self.assertEqual(self.body.find(W + "sectPr/" + W + "titlePg").get(W + "val"), "0")

    def test_every_element_stands_in_its_order(self):
        found = self.build(
            份号="000001", 密级="秘密", 保密期限="1年", 紧急程度="加急",
            发文机关标志="某某市人民政府办公室文件", 发文字号="某政办〔2024〕5号",
            发文机关="某某市人民政府办公室", 成文日期="2024-04-03", 附注="此件公开发布",
            抄送机关="市委办公室", 印发机关="某某市人民政府办公室", 印发日期="2024-04-05")
        self.assertEqual(found, [
            ("GwCopyNumber", "000001", None), ("GwSecrecy", "秘密★1年", None),
            ("GwSecrecy", "加急", None), ("GwMark", "某某市人民政府办公室文件", None),
            ("GwNumber", "某政办〔2024〕5号", None), ("GwHeadLine", "", None),
            ("", "正文", None), ("GwAttachment", "附件：2024年3月检查结果表", None),
            ("GwIssuer", "某某市人民政府办公室", "640"), ("GwDate", "2024年4月3日", "1280"),
            ("GwNote", "（此件公开发布）", None),
            ("GwThick", "", None), ("GwCopy", "抄送：市委办公室。", None),
            ("GwThin", "", None), ("GwIssue", "某某市人民政府办公室\t2024年4月5日印发", None),
            ("GwThick", "", None), ("GwAnchor", "", None)])

    def test_three_lines_are_left_free_above_the_mark(self):
        found = self.build(发文机关标志="某市文件", 紧急程度="特急")
        self.assertEqual([p[:2] for p in found[:4]], [
            ("GwCopyNumber", ""), ("GwSecrecy", "特急"), ("GwSecrecy", ""),
            ("GwMark", "某市文件")])

    def test_without_a_seal_the_date_follows_the_name(self):
        found = self.build(发文机关="某某市人民政府办公室", 成文日期="2024-11-13", 盖章="否")
        self.assertEqual(found[2:], [("GwIssuer", "某某市人民政府办公室", "640"),
                                     ("GwDate", "2024年11月13日", "960")])

    def test_a_letter_has_its_mark_above_the_first_page(self):
        found = self.build(信函="是", 发文机关标志="某某市人民政府办公室",
                           发文字号="某政办函〔2024〕5号", 抄送机关="市委办公室",
                           印发机关="某某市人民政府办公室")
        self.assertEqual([p[:2] for p in found], [
            ("GwLetterHead", "\t某政办函〔2024〕5号"), ("GwLetterHead", ""), ("", "正文"),
            ("GwAttachment", "附件：2024年3月检查结果表"),
            ("GwCopy", "抄送：市委办公室。"), ("GwAnchor", "")])
        self.assertIn("某某市人民政府办公室", self.parts["word/header1.xml"].decode("utf-8"))
        self.assertEqual(self.body.find(W + "sectPr/" + W + "titlePg").get(W + "val"), "1")

    def test_the_year_of_a_number_stands_in_its_own_brackets(self):
        with open(self.bulletin / "期次.csv", "a", encoding="utf-8") as file:
            file.write("发文字号,某政办[2024]5号\n")
        self.assertIn("发文字号", self.refuse(
            1, "build", self.bulletin, "--profile", self.profile, "-o", self.folder / "o"))

    def test_a_profile_draws_its_own_part(self):
        (self.profile / "落款.xml").write_text(
            '<w:body xmlns:w="%s">%s</w:body>' % (W[1:-1], paragraph("本处落款")), "utf-8")
        self.assertIn(("", "本处落款", None), self.build(发文机关="某市", 成文日期="2024-4-3"))

    def test_a_word_document_is_no_part(self):
        (self.profile / "落款.docx").write_bytes(b"PK")
        self.assertIn("落款.docx", self.refuse(
            1, "build", self.bulletin, "--profile", self.profile, "-o", self.folder / "o"))


@tongbao.needs_program
class Bound(tongbao.Case):
    def test_sections_follow_each_other_without_an_empty_one(self):
        profile = mini.copy_profile(self.folder)
        bound = "".join(paragraph("{{#合订.%s}}" % key) + paragraph("{{> %s}}" % name) +
                        paragraph("{{/合订.%s}}" % key)
                        for key, name in (("body", "通报"), ("list", "结果表")))
        (profile / "合订本.xml").write_text(BODY % (bound + paragraph("{{> 版记}}")), "utf-8")
        xml = (profile / "bulletin.xml").read_text("utf-8").replace(
            "</bulletin>", '<document id="all" title="合订" template="合订本" '
            'formats="docx"/></bulletin>')
        (profile / "bulletin.xml").write_text(xml, "utf-8")
        out = self.folder / "out"
        self.succeed("build", mini.BULLETIN, "--profile", profile, "-o", out)
        with zipfile.ZipFile(out / "合订.docx") as package:
            body = ET.fromstring(package.read("word/document.xml")).find(W + "body")
        pages = [s.find(W + "pgSz").get(W + "orient") for s in body.iter(W + "sectPr")]
        self.assertEqual(pages, [None, "landscape"])
        self.assertEqual(body[-1].tag, W + "sectPr")
        self.assertIn("2024年3月检查结果表", "".join(body.itertext()))


if __name__ == "__main__":
    unittest.main()
