"""What a loop copies keeps its own numbers: lists begin anew, shapes of the older
kind and what refers to them have ids of their own."""
import re
import zipfile

import drawing
import test_render
import tongbao

P = test_render.p
SPACES = ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
NUMBERING = (
    '<w:numbering %s><w:abstractNum w:abstractNumId="0">%s</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="5">'
    '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/>'
    '</w:lvlOverride></w:num><w:numIdMacAtCleanup w:val="1"/></w:numbering>' % (
        test_render.W, "".join(
            '<w:lvl w:ilvl="%d"><w:start w:val="%d"/><w:numFmt w:val="decimal"/><w:lvlText '
            'w:val="%%%d."/><w:lvlJc w:val="left"/></w:lvl>' % (i, i + 1, i + 1)
            for i in range(2))))
DATA = {"组": [{"名": "甲", "员": ["a", "b"]}, {"名": "乙", "员": ["c"]},
              {"名": "丙", "员": ["d", "e"]}], "有": True, "无": False}


def item(text, number=1, level=0):
    return ('<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>'
            '</w:pPr><w:r><w:t>%s</w:t></w:r></w:p>' % (level, number, text))


def loop(name, *blocks):
    return P("{{#%s}}" % name) + "".join(blocks) + P("{{/%s}}" % name)


# What is repeated, and the number each item of a list comes out with: 6, 7 … are
# new ones.
LISTS = [
    ("a list in each pass", loop("组", P("{{名}}"), item("一"), item("二")),
     "1 1 6 6 7 7"),
    ("an item in each pass: one list", loop("组", item("{{名}}"), P("说明")), "1 1 1"),
    ("items of a group: a list each", loop("组", P("{{名}}"), loop("员", item("{{.}}"))),
     "1 1 6 7 7"),
    ("items within items: one list",
     loop("组", item("{{名}}"), loop("员", item("{{.}}", level=1))), "1 1 1 1 1 1 1 1"),
    ("two loops over one list",
     loop("组", loop("员", item("{{.}}")), loop("员", item("{{.}}"))),
     "1 1 1 1 6 6 7 7 7 7"),
    ("a list that goes on outside", loop("组", item("一"), item("二")) + item("三"),
     "1 1 1 1 1 1 1"),
    ("two lists", loop("组", item("一"), item("二", 5), item("三"), item("四", 5)),
     "1 5 1 5 6 7 6 7 8 9 8 9"),
    ("under a condition", loop("有", item("一"), item("二")), "1 1"),
    ("under a condition in a loop", loop("组", loop("有", item("一"), item("二"))),
     "1 1 6 6 7 7"),
    ("an item under a condition in a loop", loop("组", loop("有", item("一"))), "1 1 1"),
    ("under an inverted section",
     loop("组", P("{{^无}}"), item("一"), item("二"), P("{{/无}}")), "1 1 6 6 7 7"),
    ("a list nobody knows", loop("组", item("一", 9), item("二", 9)), "9 9 9 9 9 9"),
    ("no number", loop("组", item("一", 0), item("二", 0)), "0 0 0 0 0 0"),
    ("a list in a cell of each row",
     drawing.table((2000, 2000), drawing.row("{{#组}}{{名}}", "{{/组}}").replace(
         "</w:tc>", item("一") + item("二") + "</w:tc>", 1)),
     "1 1 6 6 7 7"),
]


def shape(text, number, with_type=True):
    kind = ('<v:shapetype%s id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
            'path="m,l,21600r21600,l21600,xe"/>' % SPACES if with_type else "")
    return ('<w:p><w:r><w:pict>%s<v:shape%s id="_x0000_s%d" o:spid="_x0000_s%d" type='
            '"#_x0000_t202" style="width:9pt"><v:textbox><w:txbxContent>%s'
            '</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>' % (
                kind, SPACES, number, number, P(text)))


OBJECT = ('<w:p><w:r><w:object><v:shape%s id="图 1" style="width:1pt"/><o:OLEObject%s '
          'ShapeID="图 1"/></w:object></w:r></w:p>' % (SPACES, SPACES))
# What is drawn; the ids, and what refers to them: t type, s shape, # a reference.
SHAPES = [
    ("a type in the loop", loop("组", shape("{{名}}", 1026)),
     "t1 s2 s3 #t1 t4 s5 s6 #t4 t7 s8 s9 #t7"),
    ("a type before the loop", shape("外", 1025) + loop("员组", shape("内", 1026, False)),
     "t202 s1025 s1025 #t202 s1 s2 #t202 s3 s4 #t202"),
    ("a type in the loop that is used behind it",
     loop("员组", shape("内", 1026)) + shape("外", 1027, False) + shape("外", 1028, False),
     "t1 s2 s3 #t1 t4 s5 s6 #t4 t202 s1027 s1027 #t202 s1028 s1028 #t202"),
    ("an object and its shape", loop("员组", OBJECT), "图 1_1 图 1_1 图 1_2 图 1_2"),
    ("numbers beyond ours", shape("外", 2000000) + loop("员组", shape("内", 5, False)),
     "t202 s2000000 s2000000 #t202 s+1 s+2 #t202 s+3 s+4 #t202"),
    ("outside loops nothing changes", shape("{{有}}", 1026), "t202 s1026 s1026 #t202"),
]


def shorten(text):
    """_x0000_s1048577 as s1, the first number of ours."""
    def number(match):
        n = int(match.group(2))
        if n > 2000000:
            return "%s+%d" % (match.group(1), n % 1024)
        return match.group(1) + str(n - (1 << 20) if 1 << 20 < n < 2000000 else n)
    return re.sub(r"(?:_x0000_)?([st]|图 1_)(\d+)$", number, text)


@tongbao.needs_program
class Copies(drawing.Case):
    def add_numbering(self, path):
        with zipfile.ZipFile(path) as package:
            parts = {n: package.read(n).decode("utf-8") for n in package.namelist()}
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            "</Types>", '<Override PartName="/word/numbering.xml" ContentType="%s'
            'numbering+xml"/></Types>' % test_render.TYPE)
        rels = "word/_rels/document.xml.rels"
        parts[rels] = parts[rels].replace(
            "</Relationships>", '<Relationship Id="rId9" Type="%snumbering" Target='
            '"numbering.xml"/></Relationships>' % test_render.DOCUMENT)
        parts["word/numbering.xml"] = NUMBERING
        with zipfile.ZipFile(path, "w") as package:
            for name, text in parts.items():
                package.writestr(name, text)

    def test_lists_begin_anew_in_each_pass(self):
        template, out = self.folder / "a.docx", self.folder / "b.docx"
        data = self.folder / "d.json"
        data.write_text(drawing.json.dumps(DATA), "utf-8")
        for title, body, expected in LISTS:
            with self.subTest(title):
                test_render.make(template, body, drawing.PAGE)
                self.add_numbering(template)
                self.succeed("render", template, data, "-o", out)
                with zipfile.ZipFile(out) as package:
                    text = package.read("word/document.xml").decode("utf-8")
                    numbering = package.read("word/numbering.xml").decode("utf-8")
                self.assertEqual(re.findall(r'numId w:val="(\d+)"', text),
                                 expected.split())
                known = re.findall(r'<w:num w:numId="(\d+)"', numbering)
                self.assertEqual(len(known), len(set(known)))
                for number in set(expected.split()) - {"0", "9"}:
                    self.assertIn(number, known)
                self.assertRegex(numbering, r"</w:num><w:numIdMacAtCleanup")

    def test_a_list_begins_anew_where_it_began(self):
        template, out = self.folder / "a.docx", self.folder / "b.docx"
        data = self.folder / "d.json"
        data.write_text(drawing.json.dumps(DATA), "utf-8")
        test_render.make(template, LISTS[6][1], drawing.PAGE)
        self.add_numbering(template)
        self.succeed("render", template, data, "-o", out)
        with zipfile.ZipFile(out) as package:
            numbering = package.read("word/numbering.xml").decode("utf-8")
        starts = {n: re.findall(r'startOverride w:val="(\d+)"', inside)
                  for n, inside in re.findall(r'w:numId="(\d+)">(.*?)</w:num>',
                                              numbering)}
        self.assertEqual(starts["1"], [])
        self.assertEqual(starts["6"], ["1", "2"] + ["1"] * 7)
        self.assertEqual(starts["7"], ["3", "2"] + ["1"] * 7)

    def test_shapes_have_ids_of_their_own(self):
        for title, body, expected in SHAPES:
            with self.subTest(title):
                result = self.render(body, {**DATA, "员组": [1, 2]})
                self.assertEqual(result.status, 0, result.err)
                found = re.findall(r' (?:id|o:spid|type|ShapeID)="([^"]*)"', self.xml())
                short = [("#" if f[0] == "#" else "") + shorten(f.lstrip("#"))
                         for f in found]
                self.assertEqual(" ".join(short), expected)
                drawing.read_docx.read(self.out)
