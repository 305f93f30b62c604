"""`tongbao render`: any template with JSON data, and what it says of faults."""
import json
import zipfile

import read_docx
import tongbao

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DATA = {"名": "张三", "空": "", "零": 0, "无": None, "表": [{"a": "甲", "n": 1},
        {"a": "乙", "n": 2.5}], "空表": [], "分": 7, "总": 8,
        "坏": "a\x0bb", "尖": "<&>\"{{名}}"}


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def p(text):
    return ('<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>' % escape(text))


def table(*rows):
    cells = "".join("<w:tr>%s</w:tr>" % "".join(
        '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>%s</w:tc>' % p(c)
        for c in row) for row in rows)
    return ('<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
            '%s</w:tblGrid>%s</w:tbl>' % ('<w:gridCol w:w="2000"/>' * len(rows[0]),
                                          cells))


def make(path, body, page=""):
    """A whole .docx around the body; page: of its w:sectPr."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="%scontent-types"><Default Extension='
        '"rels" ContentType="application/vnd.openxmlformats-package.relationships+'
        'xml"/><Override PartName="/word/document.xml" ContentType="%sdocument.main'
        '+xml"/><Override PartName="/word/styles.xml" ContentType="%sstyles+xml"/>'
        '</Types>' % (PACKAGE, TYPE, TYPE),
        "_rels/.rels": '<Relationships xmlns="%srelationships"><Relationship Id='
        '"rId1" Type="%sofficeDocument" Target="word/document.xml"/>'
        '</Relationships>' % (PACKAGE, DOCUMENT),
        "word/_rels/document.xml.rels": '<Relationships xmlns="%srelationships">'
        '<Relationship Id="rId1" Type="%sstyles" Target="styles.xml"/>'
        '</Relationships>' % (PACKAGE, DOCUMENT),
        "word/styles.xml": "<w:styles %s/>" % W,
        "word/document.xml": "<w:document %s><w:body>%s<w:sectPr>%s</w:sectPr>"
        "</w:body></w:document>" % (W, body, page),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" '
                             'standalone="yes"?>\n' + text)


def lines(path):
    """Text of the document, one line a paragraph, cells included."""
    with zipfile.ZipFile(path) as package:
        root = read_docx.ET.fromstring(package.read("word/document.xml"))
    return ["".join(t.text or "" for t in para.iter(read_docx.W + "t"))
            for para in root.iter(read_docx.W + "p")]


# What the template says; the lines that come out.
GOOD = [
    ("a value", p("我是{{名}}。"), ["我是张三。"]),
    ("an empty value", p("[{{空}}]"), ["[]"]),
    ("nought is a value", p("{{零}}"), ["0"]),
    ("null is empty", p("[{{无}}]"), ["[]"]),
    ("text is never read again", p("{{尖}}"), ["<&>\"{{名}}"]),
    ("a section", p("{{#表}}{{a}}{{^@last}}、{{/@last}}{{/表}}"), ["甲、乙"]),
    ("an inverted section", p("{{^空表}}没有{{/空表}}"), ["没有"]),
    ("paragraphs", p("{{#表}}") + p("{{序号}}. {{a}}") + p("{{/表}}"),
     ["1. 甲", "2. 乙"]),
    ("rows", table(("名", "数"), ("{{#表}}{{a}}", "{{n}}{{/表}}")),
     ["名", "数", "甲", "1", "乙", "2.5"]),
    ("filters", p("{{表.a|join:、}} {{表|count}} {{分|percent:总,1}} {{分|fixed:2}}"),
     ["甲、乙 2 87.5% 7.00"]),
    ("comments", p("前{{! 不见 }}后"), ["前后"]),
    ("full-width braces", p("｛｛名｝｝"), ["张三"]),
]

# What the template says; words the message must hold.
BAD = [
    ("a name nobody knows", p("一") + p("这是{{姓名}}的"), ["{{姓名}}", "2"]),
    ("a section never closed", p("{{#表}}{{a}}"), ["{{#表}}"]),
    ("a section never opened", p("甲{{/表}}"), ["{{/表}}"]),
    ("sections that cross", p("{{#表}}{{#名}}{{/表}}{{/名}}"), ["表", "名"]),
    ("a list used as a value", p("有{{表}}"), ["{{表}}"]),
    ("a list's column used as a value", p("有{{表.a}}"), ["{{表.a}}"]),
    ("a filter nobody knows", p("{{名|唱歌}}"), ["唱歌"]),
    ("a tag without an end", p("甲{{名"), ["{{名"]),
    ("division by nought", p("{{分|percent:零}}"), ["分"]),
    ("a name in the third row", table(("a",), ("b",), ("c{{姓名}}d",)),
     ["{{姓名}}", "3"]),
]


@tongbao.needs_program
class Render(tongbao.Case):
    def setUp(self):
        super().setUp()
        self.template = self.folder / "模板.docx"
        self.data = self.folder / "数据.json"
        self.out = self.folder / "成品.docx"
        self.data.write_text(json.dumps(DATA, ensure_ascii=False), "utf-8")

    def render(self, body, *options):
        make(self.template, body)
        self.out.unlink(missing_ok=True)
        return tongbao.run("render", self.template, self.data, "-o", self.out,
                           *options)

    def test_templates_take_their_data(self):
        for title, body, expected in GOOD:
            with self.subTest(title):
                result = self.render(body)
                self.assertEqual(result.status, 0, result.err)
                self.assertEqual(lines(self.out), expected)

    def test_faults_of_a_template_are_named_and_nothing_is_written(self):
        for title, body, words in BAD:
            with self.subTest(title):
                result = self.render(body)
                self.assertEqual(result.status, 1, result.err)
                self.assertFalse(self.out.exists())
                for word in ("模板.docx", *words):
                    self.assertIn(word, result.err)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()),
                         ["数据.json", "模板.docx"])

    def test_a_missing_name_may_be_empty_if_asked_for(self):
        result = self.render(p("[{{姓名}}{{#无此}}x{{/无此}}]"), "--missing=empty")
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual(lines(self.out), ["[]"])
        self.assertEqual(self.render(p("{{姓名}}"), "--missing=error").status, 1)

    def test_a_refused_template_leaves_the_old_output(self):
        make(self.template, p("{{姓名}}"))
        self.out.write_bytes(b"old")
        self.refuse(1, "render", self.template, self.data, "-o", self.out)
        self.assertEqual(self.out.read_bytes(), b"old")

    def test_data_that_are_no_json_are_named_with_their_line(self):
        make(self.template, p("x"))
        for text in ('{"名":\n "张三",,}', "", "[1,2", "\0", '{"名": "\xff"}'):
            with self.subTest(text):
                self.data.write_bytes(text.encode("latin-1", "ignore"))
                err = self.refuse(1, "render", self.template, self.data,
                                  "-o", self.out)
                self.assertRegex(err, r"数据\.json(:\d+)?.*: error: ")
                self.assertFalse(self.out.exists())
        self.data.write_bytes(b'{"a":\n 1,,}')
        self.assertRegex(self.refuse(1, "render", self.template, self.data,
                                     "-o", self.out), r"数据\.json:2")

    def test_a_template_that_is_none_is_named(self):
        for content in (b"", b"PK\3\4", b"text", b"\xd0\xcf\x11\xe0" + bytes(600)):
            with self.subTest(content[:4]):
                self.template.write_bytes(content)
                err = self.refuse(1, "render", self.template, self.data,
                                  "-o", self.out)
                self.assertIn("模板.docx", err)

    def test_a_character_xml_cannot_hold_is_not_written(self):
        result = self.render(p("[{{坏}}]"))
        if result.status == 0:
            self.assertNotIn("\x0b", lines(self.out)[0])
        else:
            self.assertIn("坏", result.err)

    def test_the_output_may_be_the_template(self):
        make(self.template, p("我是{{名}}。"))
        self.succeed("render", self.template, self.data, "-o", self.template)
        self.assertEqual(lines(self.template), ["我是张三。"])

    def test_the_same_input_gives_the_same_bytes(self):
        make(self.template, p("{{名}}"))
        outputs = set()
        for zone in ("UTC", "Asia/Shanghai"):
            self.succeed("render", self.template, self.data, "-o", self.out,
                         env=tongbao.environment(TZ=zone))
            outputs.add(self.out.read_bytes())
        self.assertEqual(len(outputs), 1)
