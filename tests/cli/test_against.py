"""What `verify --against` tells of a document that leaders edited."""
import pathlib
import re
import shutil
import tempfile
import zipfile

import tongbao

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraphs(xml):
    return re.findall(r"<w:p(?: [^>]*)?>.*?</w:p>", xml, re.S)


def rows(xml):
    return re.findall(r"<w:tr(?: [^>]*)?>.*?</w:tr>", xml, re.S)


def cells(row):
    return re.findall(r"<w:tc(?: [^>]*)?>.*?</w:tc>", row, re.S)


def text(xml):
    return re.sub("<[^>]+>", "", xml).strip()


@tongbao.needs_program
class Against(tongbao.Case):
    """The notice of a sample, built once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.built = pathlib.Path(tempfile.mkdtemp(prefix="tongbao-test-"))
        cls.addClassCleanup(shutil.rmtree, cls.built, ignore_errors=True)
        result = tongbao.run("build", tongbao.SAMPLE, "-o", cls.built)
        assert result.status == 0, result.err
        cls.package = tongbao.package(cls.built)
        documents = [p for p in tongbao.outputs(cls.built)
                     if p.suffix == ".docx"]
        cls.notice = next(p for p in documents if not p.name.startswith("附件"))
        cls.sites = next(p for p in documents if p.name.startswith("附件1"))

    def xml(self, path):
        with zipfile.ZipFile(path) as package:
            return package.read("word/document.xml").decode()

    def compare(self, xml, original=None):
        """(status, findings) for a document with that main part."""
        edited = self.folder / "edited.docx"
        with zipfile.ZipFile(original or self.notice) as old, \
                zipfile.ZipFile(edited, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(name, xml if name == "word/document.xml"
                             else old.read(name))
        result = tongbao.run("verify", self.package, "--against", edited)
        return result.status, [line.partition("edited.docx: ")[2] or line
                               for line in result.err.splitlines()]

    def edit(self, *changes, original=None):
        xml = self.xml(original or self.notice)
        for old, new in changes:
            self.assertIn(old, xml)
            xml = xml.replace(old, new, 1)
        return self.compare(xml, original)

    def test_a_document_as_built_has_no_findings(self):
        for path in tongbao.outputs(self.built):
            if path.suffix == ".docx":
                result = tongbao.run("verify", self.package, "--against", path)
                self.assertEqual((result.status, result.err), (0, ""))
                self.assertIn("0 changed, 0 new, 0 gone; 0 figures differ",
                              result.out)

    def test_reworded_sentences_are_listed_and_are_no_errors(self):
        status, found = self.edit(
            ("全部接受检查评分", "全部参加了检查"), ("没有做到应转尽转。", "没有应转尽转。"))
        self.assertEqual(status, 0)
        self.assertEqual(len(found), 2)
        self.assertRegex(found[0], "^paragraph 6: warning: was “.*全部接受检查评分"
                                   ".*”, is now “.*全部参加了检查.*”$")

    def test_a_figure_in_words_is_the_same_figure(self):
        status, found = self.edit(("48家政府网站全部", "四十八家政府网站全部"),
                                  ("其中45家合格", "其中合格45个"))
        self.assertEqual((status, len(found)), (0, 2), found)

    def test_every_figure_that_is_changed_is_found(self):
        xml = self.xml(self.notice)
        spans = [(m.start() + len(m.group(1)) + n.start(), n.group())
                 for m in re.finditer(r"(<w:t[^>]*>)([^<]*)", xml)
                 for n in re.finditer(r"\d+(?:\.\d+)?", m.group(2))]
        self.assertGreater(len(spans), 50)
        for at, figure in spans:
            wrong = str(int(figure[0]) % 9 + 1) + figure[1:]
            with self.subTest(figure, after=text(xml[at - 60:at])[-20:]):
                status, found = self.compare(
                    xml[:at] + wrong + xml[at + len(figure):])
                self.assertEqual(status, 1)
                errors = [line for line in found if " error: " in line]
                self.assertEqual(len(errors), 1, errors)
                self.assertIn("the figure is “" + wrong, errors[0])
                self.assertIn("computed was “" + figure, errors[0])

    def test_a_figure_is_found_through_rewording(self):
        for changes, message in (
                ([("其中45家合格，", ""), ("3家不合格", "3家没有达标，其余46家都合格")],
                 "the figure is “46家”, computed was “45家”"),
                ([("查出14个账号不合格，其中", "检查发现15个账号不合格。按地区看，")],
                 "the figure is “15个”, computed was “14个”"),
                ([("48家政府网站全部接受检查评分", "政府网站47家都参加了检查")],
                 "the figure is “47家”, computed was “48家”"),
                ([("合格率94.78%", "达标账号所占的比例是95.00%")],
                 "the figure is “95.00%”, computed was “94.78%”")):
            with self.subTest(message):
                status, found = self.edit(*changes)
                errors = [line for line in found if " error: " in line]
                self.assertEqual((status, len(errors)), (1, 1), found)
                self.assertIn(message, errors[0])

    def test_figures_that_changed_places_are_both_wrong(self):
        status, found = self.edit(("舒城县4个", "舒城县2个"), ("霍山县2个", "霍山县4个"))
        self.assertEqual((status, sum(" error: " in f for f in found)), (1, 2))
        status, found = self.edit(("82.9%", "@@"), ("7.3%", "82.9%"), ("@@", "7.3%"))
        self.assertEqual((status, sum(" error: " in f for f in found)), (1, 2))

    def test_paragraphs_may_move(self):
        xml = self.xml(self.notice)
        blocks = [p for p in paragraphs(xml) if len(text(p)) > 100]
        self.assertGreater(len(blocks), 4)
        for i, block in enumerate(blocks):
            xml = xml.replace(block, "<!--%d-->" % i)
        for i, block in enumerate(reversed(blocks)):
            xml = xml.replace("<!--%d-->" % i, block)
        self.assertEqual(self.compare(xml), (0, []))
        status, found = self.compare(xml.replace("94.78%", "94.87%"))
        self.assertEqual(status, 1)
        self.assertIn("computed was “94.78%”", found[1])

    def test_new_and_lost_sentences_are_listed(self):
        status, found = self.edit(
            ("没有做到应转尽转。", "没有做到应转尽转。要立即整改，并书面说明。"),
            ("现将结果通报如下。", ""))
        self.assertEqual(status, 0)
        self.assertIn("is new: “要立即整改，并书面说明。”", found[0])
        self.assertRegex(found[1], "notice.docx: paragraph 3: warning: "
                                   "is gone: “现将结果通报如下。”")

    def test_a_figure_from_nowhere_is_named(self):
        status, found = self.edit(("没有做到应转尽转。",
                                   "没有做到应转尽转。全市还清理账号77个。"))
        self.assertEqual(status, 1)
        self.assertIn("“77个” was not computed from the data", found[1])

    def test_tracked_changes_count_as_made(self):
        run = ('</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>45'
               '</w:delText></w:r></w:del><w:ins w:id="2" w:author="a"><w:r>'
               '<w:t>46</w:t></w:r></w:ins><w:r><w:t>家合格')
        status, found = self.edit(("45家合格", run))
        self.assertEqual(status, 1)
        self.assertIn("the figure is “46家”, computed was “45家”", found[1])

    def test_cells_are_compared_in_their_rows(self):
        xml = self.xml(self.sites)
        table = rows(xml)
        scores = [cells(row)[4] for row in table[4:6]]
        self.assertNotEqual(text(scores[0]), text(scores[1]))
        changed = [table[4].replace(scores[0], scores[1]),
                   table[5].replace(scores[1], scores[0])]
        status, found = self.compare(
            xml.replace(table[4], changed[0]).replace(table[5], changed[1]),
            self.sites)
        self.assertEqual(status, 1)
        self.assertEqual([f.partition(": ")[0] for f in found if "error" in f],
                         ["table 1, row 5, column 5", "table 1, row 6, column 5"])

    def test_rows_may_move_and_be_counted_anew(self):
        xml = self.xml(self.sites)
        table = rows(xml)
        first, second = cells(table[7])[0], cells(table[8])[0]
        swapped = xml.replace(table[7], "<!--first-->").replace(
            table[8], table[7].replace(first, second, 1)).replace(
                "<!--first-->", table[8].replace(second, first, 1))
        status, found = self.compare(swapped, self.sites)
        self.assertEqual(status, 0, found)
        self.assertTrue(all(", column 1: warning" in f for f in found), found)

    def test_a_lost_row_is_listed(self):
        xml = self.xml(self.sites)
        table = rows(xml)
        status, found = self.compare(xml.replace(table[7], ""), self.sites)
        self.assertEqual(status, 0)
        self.assertRegex(found[0], "sites.docx: table 1, row 8: warning: is gone")

    def test_what_is_no_document_of_the_package_is_refused(self):
        xml = ('<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>'
               'Lorem ipsum</w:t></w:r></w:p></w:body></w:document>' % W)
        status, found = self.compare(xml)
        self.assertEqual(status, 1)
        self.assertIn("has little in common", found[0])
        for path in (tongbao.SAMPLE / "期次.xlsx", self.package,
                     self.folder / "absent.docx"):
            result = tongbao.run("verify", self.package, "--against", path)
            self.assertIn(result.status, (1, 3))
            self.assertNotEqual(result.err, "")
