"""The dimensions of growth.py: each a name, a size to begin with, and how to
make an input of any size."""
import json
import os
import pathlib
import subprocess
import zipfile

import inputs
import tables

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASE = ROOT / "templates/base"
W = inputs.W
R = ('xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
     'relationships"')
END = ('<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" '
       'w:right="1134" w:bottom="1134" w:left="1134" w:header="851" '
       'w:footer="851" w:gutter="0"/></w:sectPr>')
PROGRAM = pathlib.Path(os.environ.get("TONGBAO_BUILD", ROOT / "build"),
                       "cmd/tongbao")
ALL = []


def dimension(n, statuses=(0,)):
    """Adds the function, which makes inputs of size n in a folder and returns
    the program's arguments."""
    def add(make):
        ALL.append((make.__name__.replace("_", " "), n,
                    lambda folder, n: (make(folder, n), statuses)))
        return make
    return add


def prepare(*arguments):
    subprocess.run([PROGRAM, *arguments], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


# ---- templates and data ----

def paragraph(*texts, properties=""):
    return "<w:p>%s%s</w:p>" % (
        "<w:pPr>%s</w:pPr>" % properties if properties else "",
        "".join("<w:r><w:t>%s</w:t></w:r>" % text for text in texts))


def cell(text, properties=""):
    return ('<w:tc><w:tcPr><w:tcW w:w="900" w:type="dxa"/>%s</w:tcPr>%s</w:tc>'
            % (properties, paragraph(text)))


def table(*rows):
    """A table of rows of texts."""
    return "<w:tbl><w:tblPr/><w:tblGrid>%s</w:tblGrid>%s</w:tbl>" % (
        '<w:gridCol w:w="900"/>' * len(rows[0]),
        "".join("<w:tr>%s</w:tr>" % "".join(map(cell, row)) for row in rows))


def document(*blocks):
    return ('<?xml version="1.0" encoding="UTF-8"?><w:document %s %s><w:body>'
            "%s%s</w:body></w:document>" % (W, R, "".join(blocks), END))


def render(folder, blocks, data, kind="docx", *options):
    (folder / "t.xml").write_text(document(*blocks), "utf-8")
    data = dict(data, 本件={"标题": "测速"},
                期次={"发文机关标志": "", "信函": "", "发文字号": ""})
    (folder / "d.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return ["render", folder / "t.xml", folder / "d.json", "-b", BASE, "-o",
            folder / ("out." + kind), *options]


def people(n, groups=10):
    return [{"组": "组%d" % (i * groups // n), "名": "单位%d" % i, "数": i % 100,
             "分": i % 997 / 10} for i in range(n)]


@dimension(2000)
def rows(folder, n):
    return render(folder, [table(("{{#行}}{{序号}}", "{{名}}", "{{数}}{{/行}}"))],
                  {"行": people(n)})


@dimension(1000)
def rows_of_a_sheet(folder, n):
    return render(folder, [table(("{{#行}}{{序号}}", "{{名}}", "{{数}}{{/行}}"))],
                  {"行": people(n)}, "xlsx")


@dimension(200)
def columns_of_a_loop(folder, n):
    return render(folder, [table(("名", "{{#列|列}}{{名}}{{/列}}"),
                                 ("{{#行}}{{名}}", "{{#列|列}}{{数}}{{/列}}{{/行}}"))],
                  {"行": people(5, 1), "列": people(n)}, "xlsx")


@dimension(100)
def cells_by_two_columns(folder, n):
    marks = [{"名": "单位%d" % i, "列": "列%d" % k, "值": i + k}
             for i in range(n) for k in range(20)]
    return render(folder, [table(
        ("名", "{{#列表|列}}{{列}}{{/列表}}"),
        ("{{#行}}{{名}}", "{{#列表|列}}{{值表|by:名,列|max:值}}{{/列表}}{{/行}}"))],
        {"行": people(n), "列表": [{"列": "列%d" % k} for k in range(20)],
         "值表": marks})


@dimension(200)
def groups(folder, n):
    return render(folder, [table(("{{#行|group:组}}{{组}}", "小计", "{{组内|sum:数}}"),
                                 ("{{#组内}}{{序号}}", "{{名}}", "{{数}}{{/组内}}{{/行}}"),
                                 ("合计", "", "{{行|sum:数}}"))],
                  {"行": people(5 * n, n)})


@dimension(100)
def groups_of_a_sheet(folder, n):
    return render(folder, [table(("{{#行|group:组}}{{组}}", "小计", "{{组内|sum:数}}"),
                                 ("{{#组内}}{{序号}}", "{{名}}", "{{数}}{{/组内}}{{/行}}"),
                                 ("合计", "", "{{行|sum:数}}"))],
                  {"行": people(5 * n, n)}, "xlsx")


@dimension(300)
def loops_by_a_column(folder, n):
    return render(folder, [paragraph("{{#组别}}{{组}}：{{#行|by:组}}{{名}}{{/行}}{{/组别}}")],
                  {"组别": [{"组": "组%d" % i} for i in range(n)],
                   "行": people(4 * n, n)})


@dimension(2000)
def merges(folder, n):
    return render(folder, [table(("{{#行}}{{组|merge}}", "{{数|merge}}", "{{名}}{{/行}}"))],
                  {"行": people(n, n // 4)})


@dimension(1000)
def merges_of_a_sheet(folder, n):
    return render(folder, [table(("{{#行}}{{组|merge}}", "{{数|merge}}", "{{名}}{{/行}}"))],
                  {"行": people(n, n // 4)}, "xlsx")


@dimension(2000)
def merges_on_every_page(folder, n):
    return render(folder, [table(
        ("{{#行}}{{组|merge:repeat}}", "{{数|merge}}", "{{名}}{{/行}}"))],
        {"行": people(n, 5)})


@dimension(2000)
def folded_rows(folder, n):
    return render(folder, [table(("{{#行|fold:3}}{{名}}", "{{2.名}}", "{{3.名}}{{/行}}"))],
                  {"行": people(n)})


@dimension(1000)
def paragraphs_with_tags(folder, n):
    return render(folder, [paragraph("共{{数}}家，", "{{名|blank:无}}。")] * n,
                  {"数": 5, "名": "甲"})


@dimension(500)
def names_of_a_template(folder, n):
    return render(folder, [paragraph("{{名%d}}" % i) for i in range(n)],
                  {"名%d" % i: i for i in range(n)})


@dimension(500)
def sections_in_a_paragraph(folder, n):
    return render(folder, [paragraph(*["{{#有}}{{数}}，{{/有}}{{^有}}无{{/有}}"] * n)],
                  {"有": True, "数": 5})


@dimension(1000)
def runs_of_a_tag(folder, n):
    return render(folder, [paragraph("{{", *["名"] * n, "}}")], {"名" * n: "甲"})


@dimension(500)
def attributes_with_tags(folder, n):
    return render(folder, [paragraph("甲", properties='<w:ind w:right="{{数}}"/>')] * n,
                  {"数": 640})


@dimension(200)
def tables_of_a_document(folder, n):
    return render(folder, [table(("{{名}}", "乙"), ("丙", "{{数}}")), paragraph("表")] * n,
                  {"数": 640, "名": "甲"})


@dimension(50)
def tables_as_sheets(folder, n):
    return render(folder, [paragraph("同一标题"), table(("{{名}}", "乙"), ("丙", "{{数}}"))] * n,
                  {"数": 640, "名": "甲"}, "xlsx", "--sheets=table")


@dimension(500)
def passes_with_a_list(folder, n):
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return render(folder, [paragraph("{{#行}}"), paragraph("{{名}}", properties=listed),
                           paragraph("甲", properties=listed), paragraph("{{/行}}")],
                  {"行": people(n)})


@dimension(500)
def passes_with_a_bookmark(folder, n):
    marked = ('<w:p><w:bookmarkStart w:id="0" w:name="b"/><w:r><w:t>{{名}}</w:t></w:r>'
              '<w:bookmarkEnd w:id="0"/></w:p>')
    return render(folder, [paragraph("{{#行}}"), marked, paragraph("{{/行}}")],
                  {"行": people(n)})


@dimension(100000)
def length_of_a_text(folder, n):
    return render(folder, [paragraph("{{名}}")], {"名": "字&<" * n})


@dimension(100000)
def length_of_a_paragraph(folder, n):
    return render(folder, [paragraph("字{{名}}" + "字" * n)], {"名": "甲"})


@dimension(2000)
def a_joined_list(folder, n):
    return render(folder, [paragraph("{{行.名|join:、}}{{行.名|etc:3}}{{行|each:名,数,件}}")],
                  {"行": people(n)})


@dimension(4000)
def keys_of_an_object(folder, n):
    return render(folder, [paragraph("{{k1}}")], {"k%d" % i: i for i in range(n)})


@dimension(300)
def formats_of_a_sheet(folder, n):
    def run(i):
        return ('<w:p><w:r><w:rPr><w:sz w:val="%d"/><w:color w:val="%06X"/></w:rPr>'
                "<w:t>甲</w:t></w:r></w:p>" % (16 + i % 40, i * 977))
    rows = "".join('<w:tr><w:tc><w:tcPr/>%s</w:tc></w:tr>' % run(i) for i in range(n))
    return render(folder, ['<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/>'
                           "</w:tblGrid>%s</w:tbl>" % rows], {}, "xlsx")


@dimension(500)
def styles_of_a_template(folder, n):
    inputs.make_template(folder / "t.docx")
    with zipfile.ZipFile(folder / "t.docx") as package:
        parts = {name: package.read(name).decode("utf-8")
                 for name in package.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "</Types>", '<Override PartName="/word/styles.xml" ContentType="%s"/></Types>' % kind)
    parts["word/_rels/document.xml.rels"] = parts["_rels/.rels"].replace(
        "officeDocument\"", 'styles"').replace("word/document.xml", "styles.xml")
    parts["word/styles.xml"] = "<w:styles %s>%s</w:styles>" % (W, "".join(
        '<w:style w:type="paragraph" w:styleId="s%d"><w:name w:val="s%d"/>%s</w:style>'
        % (i, i, '<w:basedOn w:val="s%d"/>' % (i - 1) if i % 9 else "")
        for i in range(n)))
    parts["word/document.xml"] = document(*(
        paragraph("{{名}}", properties='<w:pStyle w:val="s%d"/>' % i) for i in range(n)))
    with zipfile.ZipFile(folder / "t.docx", "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    (folder / "d.json").write_text('{"名": "甲"}', "utf-8")
    return ["render", folder / "t.docx", folder / "d.json", "-o", folder / "out.xlsx"]


@dimension(200)
def parts_of_a_template(folder, n):
    inputs.make_template(folder / "t.docx")
    with zipfile.ZipFile(folder / "t.docx", "a", zipfile.ZIP_DEFLATED) as package:
        for i in range(n):
            package.writestr("word/media/image%d.png" % i, b"x" * 500)
    (folder / "d.json").write_text('{"检查": []}', "utf-8")
    return ["render", folder / "t.docx", folder / "d.json", "-o", folder / "out.docx"]


@dimension(500, (1,))
def faults_of_a_template(folder, n):
    return render(folder, [paragraph("{{名%d}}" % i) for i in range(n)],
                  {"名": 1, "数": 2})


# ---- reading ----

def grid(path, kind="grid"):
    return ["show", kind, path]


@dimension(2000)
def rows_of_a_workbook(folder, n):
    tables.make_workbook(folder / "表.xlsx", n)
    return grid(folder / "表.xlsx")


def workbook(path, data, strings="", styles='<xf numFmtId="0"/>', more=""):
    """A workbook of one sheet, its parts given as text."""
    tables.make_workbook(path, 0)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode("utf-8")
                 for name in package.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        "<worksheet %s><sheetData>%s</sheetData>%s</worksheet>" % (
            tables.MAIN, data, more))
    parts["xl/sharedStrings.xml"] = "<sst %s>%s</sst>" % (tables.MAIN, strings)
    parts["xl/styles.xml"] = (
        '<styleSheet %s><numFmts>%s</numFmts><cellXfs>%s</cellXfs></styleSheet>' % (
            tables.MAIN, "".join('<numFmt numFmtId="%d" formatCode="0.%s&quot;%d&quot;"/>' % (
                200 + i, "0" * (i % 7), i) for i in range(styles.count("<xf "))), styles))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return grid(path)


@dimension(4000)
def merges_of_a_workbook(folder, n):
    data = "".join('<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (
        2 * i + 1, 2 * i + 1, i) for i in range(n))
    return workbook(folder / "表.xlsx", data, more="<mergeCells>%s</mergeCells>" % "".join(
        '<mergeCell ref="A%d:C%d"/>' % (2 * i + 1, 2 * i + 2) for i in range(n)))


@dimension(20000)
def strings_of_a_workbook(folder, n):
    return workbook(folder / "表.xlsx", '<row r="1"><c r="A1" t="s"><v>%d</v></c></row>' % (
        n - 1), "".join("<si><r><t>文字%d</t></r><r><t>又</t></r></si>" % i for i in range(n)))


@dimension(2000)
def styles_of_a_workbook(folder, n):
    data = "".join('<row r="%d"><c r="A%d" s="%d"><v>%d.5</v></c></row>' % (
        i + 1, i + 1, i, i) for i in range(n))
    return workbook(folder / "表.xlsx", data, styles="".join(
        '<xf numFmtId="%d"/>' % (200 + i) for i in range(n)))


@dimension(1000)
def entries_of_a_workbook(folder, n):
    workbook(folder / "表.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(folder / "表.xlsx", "a") as package:
        for i in range(n):
            package.writestr("xl/media/image%d.png" % i, b"x")
    return grid(folder / "表.xlsx")


@dimension(200)
def sheets_of_a_workbook(folder, n):
    tables.make_workbook(folder / "表.xlsx", 1)
    with zipfile.ZipFile(folder / "表.xlsx") as package:
        parts = {name: package.read(name).decode("utf-8")
                 for name in package.namelist()}
    sheet, ids = parts["xl/worksheets/sheet1.xml"], range(10, 10 + n)
    for i in ids:
        parts["xl/worksheets/sheet%d.xml" % i] = sheet
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</sheets>", "".join(
        '<sheet name="表%d" sheetId="%d" r:id="x%d"/>' % (i, i, i) for i in ids) + "</sheets>")
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "</Relationships>", "".join(
            '<Relationship Id="x%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (
                i, tables.DOC, i) for i in ids) + "</Relationships>")
    with zipfile.ZipFile(folder / "表.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return grid(folder / "表.xlsx")


@dimension(100000)
def quotes_of_a_csv(folder, n):
    (folder / "表.csv").write_text('甲,"%s",乙\n' % ('""，\n' * n), "utf-8")
    return grid(folder / "表.csv")


@dimension(20000)
def quoted_cells_of_a_csv(folder, n):
    (folder / "表.csv").write_text('"甲","乙""丙"\n' * n, "gb18030")
    return grid(folder / "表.csv")


@dimension(2000)
def columns_of_a_csv(folder, n):
    (folder / "表.csv").write_text((",".join(["甲"] * n) + "\n") * 3, "utf-8")
    return grid(folder / "表.csv")


@dimension(2000)
def rows_of_a_web_page(folder, n):
    (folder / "表.html").write_text(
        '<html><meta charset="utf-8"><table>%s</table></html>' % (
            "<tr><td>甲<td rowspan=2>乙&amp;</td><td colspan=3>丙</td></tr>" * n), "utf-8")
    return grid(folder / "表.html")


@dimension(500)
def spans_of_a_web_page(folder, n):
    (folder / "表.html").write_text(
        '<html><meta charset="utf-8"><table>%s</table></html>' % (
            "<tr>%s</tr>" % ("<td rowspan=60000>甲</td>" * 2) * n), "utf-8")
    return grid(folder / "表.html")


# ---- bulletins ----

def bulletin(folder, texts, columns, views="", documents="", roster="", extra=""):
    """A profile and a folder with one table, 表.csv; texts are its lines."""
    profile, data = folder / "profile", folder / "data"
    profile.mkdir()
    data.mkdir()
    (profile / "bulletin.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><bulletin title="测速"><settings '
        'file="期次"><setting name="期次" type="period"/></settings>%s<table '
        'name="表" file="表">%s</table>%s%s</bulletin>' % (
            '<roster file="单位名录.csv"/>' if roster else "", columns, extra,
            documents or '<document id="list" title="表" template="表" formats="docx"/>'),
        "utf-8")
    (profile / "views.sql").write_text(
        views or "CREATE VIEW 合计 AS SELECT count(*) AS 数 FROM 表;\n", "utf-8")
    if roster:
        (profile / "单位名录.csv").write_text(roster, "utf-8")
    (profile / "表.xml").write_text(document(
        table(("{{#表}}{{序号}}", "{{单位}}", "{{数}}{{/表}}"))), "utf-8")
    (data / "期次.csv").write_text("项目,内容\n期次,2024年3月\n", "utf-8")
    (data / "表.csv").write_text("\n".join(texts) + "\n", "utf-8")
    return data, profile


COLUMNS = '<column name="单位"/><column name="数" type="number"/>'


def run(verb, given, *options):
    return [verb, given[0], "-p", given[1], *options]


@dimension(2000)
def rows_of_a_bulletin(folder, n):
    return run("build", bulletin(folder, ["单位,数"] + [
        "单位%d,%d" % (i, i) for i in range(n)], COLUMNS), "-o", folder / "out")


def bad(n):
    return ["单位,数"] + ["单位%d,坏%d" % (i, i) for i in range(n)]


@dimension(5000, (1,))
def findings(folder, n):
    return run("check", bulletin(folder, bad(n), COLUMNS))


@dimension(2000, (1,))
def findings_of_a_report(folder, n):
    return run("check", bulletin(folder, bad(n), COLUMNS), "--report",
               folder / "report.xlsx")


@dimension(2000, (1,))
def doubled_codes(folder, n):
    return run("check", bulletin(folder, ["单位,数"] + ["甲,1"] * n,
                                 '<column name="单位" unique="yes"/>'
                                 '<column name="数" type="number"/>'))


@dimension(2000, (1,))
def findings_of_a_view(folder, n):
    return run("check", bulletin(
        folder, ["单位,数"] + ["甲%d,1" % i for i in range(n)], COLUMNS,
        "CREATE VIEW 坏 AS SELECT 单位, _file, _sheet, _row, '数' AS _col FROM 表;",
        extra='<check view="坏">{{单位}}不对</check>'))


def units(n):
    return "全称,简称,别名\n" + "".join(
        "某市第%d局,%d局,第%d局；%d号局\n" % (i, i, i, i) for i in range(n))


@dimension(1000)
def units_and_rows(folder, n):
    return run("build", bulletin(
        folder, ["单位,数"] + ["%d局,%d" % (i, i) for i in range(n)],
        '<column name="单位" type="unit"/><column name="数" type="number"/>',
        roster=units(n)), "-o", folder / "out")


@dimension(250, (1,))
def unknown_units(folder, n):
    return run("check", bulletin(
        folder, ["单位,数"] + ["某市弟%d局,%d" % (i, i) for i in range(n)],
        '<column name="单位" type="unit"/><column name="数" type="number"/>',
        roster=units(n)))


@dimension(50)
def views(folder, n):
    sql = "".join("CREATE VIEW 视图%d AS SELECT 单位, 数 + %d AS 数 FROM 表;\n" % (i, i)
                  for i in range(n))
    given = bulletin(folder, ["单位,数"] + ["单位%d,%d" % (i, i) for i in range(100)],
                     COLUMNS, sql)
    (given[1] / "表.xml").write_text(document(*(
        paragraph("{{视图%d|sum:数}}" % i) for i in range(n))), "utf-8")
    return run("build", given, "-o", folder / "out")


@dimension(10)
def views_upon_views(folder, n):
    """Each reads the one before it; SQLite writes it out every time."""
    sql = "CREATE VIEW 视图0 AS SELECT 单位, 数 FROM 表;\n" + "".join(
        "CREATE VIEW 视图%d AS SELECT 单位, 数 + 1 AS 数 FROM 视图%d;\n" % (i, i - 1)
        for i in range(1, n))
    given = bulletin(folder, ["单位,数"] + ["单位%d,%d" % (i, i) for i in range(100)],
                     COLUMNS, sql)
    (given[1] / "表.xml").write_text(document(
        paragraph("{{视图%d|sum:数}}" % (n - 1))), "utf-8")
    return run("build", given, "-o", folder / "out")


@dimension(100)
def columns_of_a_table(folder, n):
    given = bulletin(
        folder, [",".join("列%d" % i for i in range(n))] + [",".join(["1"] * n)] * 20,
        "".join('<column name="列%d" type="number"/>' % i for i in range(n)))
    (given[1] / "表.xml").write_text(document(paragraph("{{表|sum:列1}}")), "utf-8")
    return run("build", given, "-o", folder / "out")


@dimension(1000)
def prose_lines(folder, n):
    given = bulletin(folder, ["单位,数", "甲,1"], COLUMNS, extra='<prose name="问题"/>')
    (given[1] / "表.xml").write_text(document(paragraph("{{&gt; 问题}}")), "utf-8")
    (given[0] / "问题.txt").write_text(
        "".join("（一）第%d个问题。共{{合计.数}}个问题。\n" % i for i in range(n)), "utf-8")
    return run("build", given, "-o", folder / "out")


@dimension(10)
def documents(folder, n):
    given = bulletin(folder, ["单位,数"] + ["甲%d,1" % i for i in range(20)], COLUMNS,
                     documents="".join(
        '<document id="d%d" title="附件之%d" template="表" formats="docx xlsx" '
        'attachment="%d"/>' % (i, i, i + 1) for i in range(n)))
    return run("build", given, "-o", folder / "out")


@dimension(20)
def bound_documents(folder, n):
    given = bulletin(folder, ["单位,数"] + ["甲%d,1" % i for i in range(20)], COLUMNS,
                     documents='<document id="all" title="合订" template="合订" '
                     'formats="docx"/>' + "".join(
        '<document id="d%d" title="附件之%d" template="表" formats="xlsx" '
        'attachment="%d"/>' % (i, i, i + 1) for i in range(n)))
    (given[1] / "合订.xml").write_text(document(*(
        paragraph("{{#合订.d%d}}" % i) + paragraph("{{&gt; 表}}") +
        paragraph("{{/合订.d%d}}" % i) for i in range(n))), "utf-8")
    return run("build", given, "-o", folder / "out")


# ---- the other commands ----

@dimension(300, (0, 1))
def paragraphs_of_the_form(folder, n):
    prepare(*render(folder, [paragraph("一、标题"), paragraph("共3家,合格率50%。")] * n,
                    {}))
    return ["form", folder / "out.docx"]


@dimension(100)
def files_of_a_package(folder, n):
    given = bulletin(folder, ["单位,数", "甲,1"], COLUMNS)
    prepare(*run("build", given, "-o", folder / "out"))
    package = next((folder / "out").glob("*.zip"))
    for i in range(n):
        (folder / ("%d.pdf" % i)).write_bytes(b"%PDF-1.4 " + b"x" * 200)
    return ["seal", package, *folder.glob("*.pdf")]


@dimension(200, (0, 1))
def edits_of_a_document(folder, n):
    given = bulletin(folder, ["单位,数", "甲,1"], COLUMNS)
    (given[1] / "表.xml").write_text(document(*(
        paragraph("第%d段，共{{合计.数}}家" % i) for i in range(n))), "utf-8")
    prepare(*run("build", given, "-o", folder / "out"))
    made = next((folder / "out").glob("*.docx"))
    with zipfile.ZipFile(made) as package:
        parts = {name: package.read(name).decode("utf-8") for name in package.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace("共1家", "有2家")
    with zipfile.ZipFile(folder / "edited.docx", "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return ["verify", next((folder / "out").glob("*.zip")), "--against",
            folder / "edited.docx"]


@dimension(50)
def lines_of_a_notice(folder, n):
    (folder / "n.txt").write_text(
        "关于检查情况的通报\n\n各县区：\n" + "".join(
            "一、情况%d\n共%d家，{{总览.数%d}}家合格。\n" % (i, i, i) for i in range(n)) +
        "附件：1.表\n\n某某办公室\n2024年3月1日\n\n附件1\n表\n" + "".join(
            "序号\t名称%d\t得分\n" % i for i in range(n)), "utf-8")
    return ["template", "new", "x", "--from", folder / "n.txt", "-o", folder / "out"]
