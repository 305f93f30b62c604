#!/usr/bin/env python3
"""Makes the inputs of bench.py: profiles, bulletin folders, JSON, a template.

usage: inputs.py FOLDER ROWS...
"""
import json
import pathlib
import sys
import zipfile

COLUMNS = ("代码", "单位", "地址", "得分", "等次", "日期", "问题", "备注")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GRADES = ("优", "良", "合格", "不合格")


def row(i):
    return ("34%08d" % i, "某市某区第%d号单位" % i, "http://www%d.example.cn/" % i,
            "%.1f" % (60 + i % 400 / 10), GRADES[i % 4],
            "2024-03-%02d" % (1 + i % 28), "更新不及时；办事指南不准确" if i % 3 else "无",
            "第%d行" % i)


def document(section):
    """document.xml with one table: a head row and a row per item."""
    def cells(texts):
        return "<w:tr>%s</w:tr>" % "".join(
            '<w:tc><w:tcPr><w:tcW w:w="1700" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>'
            '%s</w:t></w:r></w:p></w:tc>' % text for text in texts)
    tags = ["{{%s}}" % name for name in COLUMNS]
    tags[0] = "{{#%s}}%s" % (section, tags[0])
    tags[-1] += "{{/%s}}" % section
    return ('<?xml version="1.0" encoding="UTF-8"?><w:document %s><w:body><w:tbl>'
            '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>%s'
            '</w:tblGrid>%s%s</w:tbl><w:p/><w:sectPr><w:pgSz w:w="16838" '
            'w:h="11906" w:orient="landscape"/><w:pgMar w:top="1134" '
            'w:right="1134" w:bottom="1134" w:left="1134" w:header="851" '
            'w:footer="851" w:gutter="0"/></w:sectPr></w:body></w:document>' % (
                W, '<w:gridCol w:w="1700"/>' * len(COLUMNS), cells(COLUMNS),
                cells(tags)))


def make_profile(folder, formats):
    folder.mkdir()
    columns = "".join('<column name="%s"%s/>' % (name, {
        "得分": ' type="number"', "日期": ' type="date"', "代码": ' type="code"',
        "等次": ' type="choice" choices="优|良|合格|不合格"'}.get(name, ""))
        for name in COLUMNS)
    (folder / "bulletin.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><bulletin title="测速"><settings '
        'file="期次"><setting name="期次" type="period"/></settings><table '
        'name="检查" file="检查">%s</table><document id="list" title="测速表" '
        'template="表" formats="%s" attachment="1"/></bulletin>' % (columns, formats),
        "utf-8")
    (folder / "views.sql").write_text(
        "CREATE VIEW 合计 AS SELECT count(*) AS 数 FROM 检查;\n", "utf-8")
    (folder / "表.xml").write_text(document("检查"), "utf-8")


def make_bulletin(folder, n):
    folder.mkdir()
    (folder / "期次.csv").write_text("项目,内容\n期次,2024年3月\n", "utf-8")
    lines = [",".join(COLUMNS)] + [",".join(row(i)) for i in range(n)]
    (folder / "检查.csv").write_text("\n".join(lines) + "\n", "utf-8")


def make_json(path, n):
    rows = [dict(zip(COLUMNS, row(i))) for i in range(n)]
    path.write_text(json.dumps({"检查": rows}, ensure_ascii=False), "utf-8")


def make_template(path):
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.'
            'openxmlformats.org/package/2006/content-types"><Default Extension='
            '"rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Override PartName="/word/document.xml" '
            'ContentType="%sdocument.main+xml"/></Types>' % kind)
        package.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.'
            'openxmlformats.org/package/2006/relationships"><Relationship '
            'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
            '2006/relationships/officeDocument" Target="word/document.xml"/>'
            '</Relationships>')
        package.writestr("word/document.xml", document("检查"))


def main(arguments):
    folder = pathlib.Path(arguments[0])
    make_profile(folder / "docx", "docx")
    make_profile(folder / "both", "docx xlsx")
    make_template(folder / "template.docx")
    for n in map(int, arguments[1:]):
        make_bulletin(folder / str(n), n)
        make_json(folder / ("%d.json" % n), n)


if __name__ == "__main__":
    main(sys.argv[1:])
