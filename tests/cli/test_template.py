"""`tongbao template export`, and what `lint` does with one template."""
import json
import re
import zipfile

import mini
import tongbao


@tongbao.needs_program
class Export(tongbao.Case):
    def export(self, *options):
        return tongbao.run("template", "export", mini.PROFILE, self.folder / "out", *options)

    def test_an_exported_template_builds_the_same_documents(self):
        self.assertEqual(self.export().status, 0)
        bulletin = mini.copy(self.folder)
        plain = self.folder / "plain"
        drawn = self.folder / "drawn"
        self.assertEqual(tongbao.run("build", bulletin, "--profile", mini.PROFILE,
                                     "-o", plain).status, 0)
        for path in (self.folder / "out").iterdir():
            (bulletin / path.name).write_bytes(path.read_bytes())
        self.assertEqual(tongbao.run("build", bulletin, "--profile", mini.PROFILE,
                                     "-o", drawn).status, 0)
        for path in plain.glob("*.docx"):
            self.assertEqual(path.read_bytes(), (drawn / path.name).read_bytes(), path.name)

    def test_what_is_there_is_not_replaced(self):
        self.assertEqual(self.export().status, 0)
        path = self.folder / "out/通报.docx"
        path.write_bytes(b"mine")
        self.assertEqual(self.export().status, 1)
        self.assertEqual(path.read_bytes(), b"mine")
        self.assertEqual(self.export("--force").status, 0)
        self.assertTrue(zipfile.is_zipfile(path))

    def test_wrong_calls_are_refused(self):
        for call in ([], ["export"], ["export", mini.PROFILE], ["import", mini.PROFILE, "x"]):
            self.assertEqual(tongbao.run("template", *call).status, 2)


@tongbao.needs_program
class OneTemplate(tongbao.Case):
    def faulty(self):
        profile = mini.copy_profile(self.folder)
        path = profile / "通报.xml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("{{合计.家数}}", "{{合计.家}}", 1), "utf-8")
        return path

    def test_faults_stand_in_a_copy_as_comments(self):
        out = self.folder / "out.docx"
        result = tongbao.run("lint", self.faulty(), "--annotate", out)
        self.assertEqual(result.status, 1)
        with zipfile.ZipFile(out) as package:
            comments = package.read("word/comments.xml").decode("utf-8")
            body = package.read("word/document.xml").decode("utf-8")
        self.assertEqual(re.findall("“合计” has no “家”", comments), ["“合计” has no “家”"])
        around = re.search(r'<w:commentRangeStart w:id="0"/>(.*?)<w:commentRangeEnd w:id="0"/>',
                           body, re.S).group(1)
        self.assertIn("{{合计.家}}", around)

    def test_an_annotated_copy_can_be_rendered(self):
        out = self.folder / "out.docx"
        path = self.folder / "t.xml"
        path.write_bytes((mini.PROFILE / "结果表.xml").read_bytes())
        self.assertEqual(tongbao.run("lint", path, "--annotate", out).status, 0)
        self.assertEqual(tongbao.run("lint", out).status, 0)

    def test_the_data_of_a_template_are_a_schema(self):
        result = tongbao.run("lint", mini.PROFILE / "通报.xml", "--data")
        schema = json.loads(result.out)
        self.assertEqual(result.status, 0)
        self.assertEqual(schema["type"], "object")
        self.assertIn("家数", schema["properties"]["合计"]["properties"])

    def test_both_need_one_template(self):
        for option in (["--data"], ["--annotate", self.folder / "x.docx"]):
            self.assertEqual(tongbao.run("lint", mini.PROFILE, *option).status, 2)
