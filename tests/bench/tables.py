#!/usr/bin/env python3
"""Makes one table of ten columns as Excel writes it and as text, and measures
how long the program's library takes to read it: bench_read beside this does
the measuring.  The exit status is 1 if a goal is missed.

usage: tables.py [ROWS]        (TONGBAO_BUILD names another build folder)
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("TONGBAO_BUILD", HERE.parent.parent / "build"))
HEADS = ("序号", "代码", "单位", "网址", "得分", "等次", "日期", "合格率", "问题", "备注")
GRADES = ("优", "良", "合格", "不合格")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
FIRST_DAY = 44197  # 2021-01-01
# Columns of numbers, and their cell styles.
STYLES = {0: "", 4: "", 6: ' s="1"', 7: ""}


def row(i):
    day = i % 365
    return (str(i), "34%08d" % i, "某市某区第%d号单位" % (i % 5000),
            "http://www%d.example.cn/" % i, "%.1f" % (60 + i % 400 / 10),
            GRADES[i % 4], str(FIRST_DAY + day), "%.4f" % (i % 10000 / 10000),
            "更新不及时；办事指南不准确" if i % 3 else "无", "第%d行" % (i % 1000))


def sheet(n, index):
    """The sheet's XML; strings go into the index."""
    out = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet %s>'
           '<dimension ref="A1:J%d"/><sheetData>' % (MAIN, n + 1)]
    for r in range(n + 1):
        texts = HEADS if r == 0 else row(r)
        out.append('<row r="%d" spans="1:10">' % (r + 1))
        for c, text in enumerate(texts):
            if r and c in STYLES:
                out.append('<c r="%s%d"%s><v>%s</v></c>' % (
                    chr(65 + c), r + 1, STYLES[c], text))
            else:
                out.append('<c r="%s%d" t="s"><v>%d</v></c>' % (
                    chr(65 + c), r + 1, index.setdefault(text, len(index))))
        out.append("</row>")
    out.append("</sheetData></worksheet>")
    return "".join(out)


def make_workbook(path, n):
    index = {}
    data = sheet(n, index)
    strings = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><sst %s '
               'count="%d" uniqueCount="%d">%s</sst>' % (
                   MAIN, len(index), len(index),
                   "".join("<si><t>%s</t></si>" % text for text in index)))
    parts = {
        "[Content_Types].xml": '<Types xmlns="%s/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType='
        '"%ssheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="%sworksheet+xml"/><Override PartName="/xl/styles.xml" '
        'ContentType="%sstyles+xml"/><Override PartName="/xl/sharedStrings.xml" '
        'ContentType="%ssharedStrings+xml"/></Types>' % (
            PACKAGE, KIND, KIND, KIND, KIND),
        "_rels/.rels": '<Relationships xmlns="%s/relationships"><Relationship '
        'Id="r1" Type="%s/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>" % (PACKAGE, DOC),
        "xl/workbook.xml": '<workbook %s xmlns:r="%s"><sheets><sheet name="表" '
        'sheetId="1" r:id="r1"/></sheets></workbook>' % (MAIN, DOC),
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="%s/relationships">'
        '<Relationship Id="r1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Type="%s/styles" Target="styles.xml"/><Relationship '
        'Id="r3" Type="%s/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>" % (PACKAGE, DOC, DOC, DOC),
        "xl/styles.xml": '<styleSheet %s><fonts count="1"><font/></fonts><fills '
        'count="1"><fill/></fills><borders count="1"><border/></borders>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>" % MAIN,
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": data,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)


def make_text(path, n, charset):
    lines = [",".join(HEADS)]
    for r in range(1, n + 1):
        texts = list(row(r))
        texts[6] = "2021-%02d-%02d" % (1 + r % 12, 1 + r % 28)
        lines.append(",".join(texts))
    path.write_bytes(("\n".join(lines) + "\n").encode(charset))


def main(folder, n):
    make_workbook(folder / "表.xlsx", n)
    make_text(folder / "表-utf8.csv", n, "utf-8")
    make_text(folder / "表-gb.csv", n, "gb18030")
    return subprocess.run([str(BUILD / "tests/bench_read"), str(folder / "表.xlsx"),
                           str(folder / "表-utf8.csv"), str(folder / "表-gb.csv")]
                          ).returncode


if __name__ == "__main__":
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="tongbao-bench-"))
    try:
        sys.exit(main(scratch, int(sys.argv[1]) if len(sys.argv) > 1 else 100000))
    finally:
        shutil.rmtree(scratch)
