"""Totals and sheets of workbooks: LibreOffice computes every formula anew and
comes to the figure that is shown; text of the data never becomes one."""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unittest
import zipfile

import mini
import read_xlsx
import tongbao

BASE = tongbao.ROOT / "templates/base"
PAYLOADS = ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "=cmd|'/C calc'!A0", "\t=1+1",
            "\r=1+1", "\n=1+1", "＝1+1", '=HYPERLINK("http://x.example","y")',
            '=WEBSERVICE("http://x.example")', "=SUM(B1:B3)", '=IMPORTXML("x","y")']
ROW = "<w:tr>%s</w:tr>"
CELL = "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>"
DOCUMENT = ('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
            '2006/main"><w:body>%s</w:body></w:document>')
# Rows of tables, cell by cell.
TABLES = [
    # every way of summing up, decimals that binary fractions are not
    [["{{#数}}{{名}}", "{{整}}", "{{小|fixed:2}}", "{{率|percent:100}}",
      "{{钱|thousands}}", "{{缺|blank:/}}{{/数}}"]] +
    [["计"] + ["{{数|%s:%s%s}}" % (how, column, look) for column, look in (
        ("整", ""), ("小", "|fixed:2"), ("率", "|fixed:1"), ("钱", "|thousands"),
        ("缺", ""))] for how in ("sum", "avg", "max", "min")] +
    [["计", "{{数|count}}家", "{{数|count:缺}}", "{{总.整|核对:数.整}}",
      "{{数|avg:小|fixed:1}}", "{{数|sum:小|fixed:1}}"]],
    # folded
    [["{{#数|fold:3}}{{整}}", "{{2.整}}", "{{3.整}}{{/数}}"],
     ["{{数|sum:整}}", "{{数|count}}", "{{数|avg:整|fixed:3}}"]],
    # grouped, with subtotals
    [["{{#数|group:组}}{{组}}", ""], ["{{#组内}}{{名}}", "{{小}}{{/组内}}"],
     ["小计", "{{组内|sum:小}}{{/数}}"], ["合计", "{{数|sum:小}}"],
     ["家数", "{{数|count}}"]],
    # columns that repeat, totals of rows and of columns
    [["", "{{#组别|columns}}{{组}}{{/组别}}", "合计"],
     ["{{#名单}}{{名}}", "{{#组别|columns}}{{数|by:名,组|max:小|blank:/}}{{/组别}}",
      "{{数|by:名|sum:小}}{{/名单}}"],
     ["合计", "{{#组别|columns}}{{数|by:组|sum:小}}{{/组别}}", "{{数|sum:小}}"]],
    # a sign where there is none
    [["{{#数}}{{名}}", "{{缺}}{{^缺}}/{{/缺}}{{/数}}"], ["有", "{{数|count:缺}}"]],
]


def table(rows):
    return "<w:tbl>%s</w:tbl><w:p/>" % "".join(
        ROW % "".join(CELL % cell for cell in row) for row in rows)


def data(n=23):
    rows = [{"名": "n%d" % i, "组": "g%d" % (i % 4), "整": i * 7 % 11,
             "小": round(i * 0.37 % 3, 2), "率": i * 3 % 101,
             "钱": i * 12345.25, "缺": i if i % 3 else None} for i in range(1, n + 1)]
    for row in rows:
        row["名"] = row["名"][:2]
    groups = [{"组": "g%d" % i} for i in range(4)]
    names = [{"名": name} for name in sorted({row["名"] for row in rows})]
    return {"数": rows, "组别": groups, "名单": names, "总": {"整": sum(row["整"] for row in rows)}}


def without_results(source, target):
    """A copy in which formulas have no cached values."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            new.writestr(info, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1",
                                      old.read(info.filename)))


@tongbao.needs_program
class Formulas(tongbao.Case):
    def render(self, rows, values, *options):
        template = self.folder / "t.xml"
        template.write_text(DOCUMENT % "".join(map(table, rows)), "utf-8")
        source = self.folder / "d.json"
        source.write_text(json.dumps(values), "utf-8")
        out = self.folder / "out.xlsx"
        self.succeed("render", template, source, "-b", BASE, "-o", out, *options)
        return out

    def formulas(self, path):
        return [(sheet.name, place, cell) for sheet in read_xlsx.read(path).sheets
                for place, cell in sorted(sheet.cells.items()) if cell.formula]

    def test_libreoffice_comes_to_the_same_figures(self):
        if not shutil.which("soffice"):
            print("test_formulas: skipped, soffice is not installed",
                  file=sys.stderr)
            self.skipTest("soffice is not installed")
        self.succeed("build", tongbao.ROOT / "samples/fuyang-2021-05", "-o",
                     self.folder / "built")
        sources = [self.render(TABLES, data())] + [
            p for p in tongbao.outputs(self.folder / "built") if p.suffix == ".xlsx"]
        bare, again = self.folder / "bare", self.folder / "again"
        bare.mkdir()
        for i, source in enumerate(sources):
            without_results(source, bare / ("%d.xlsx" % i))
        subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://%s" %
                        (self.folder / "office"), "--convert-to", "xlsx", "--outdir",
                        str(again), *map(str, sorted(bare.iterdir()))],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=300)
        n = 0
        for i, source in enumerate(sources):
            computed = {(sheet.name, place): cell for sheet in
                        read_xlsx.read(again / ("%d.xlsx" % i)).sheets
                        for place, cell in sheet.cells.items()}
            for name, place, cell in self.formulas(source):
                with self.subTest("%s %s" % (source.name, cell.formula)):
                    self.assertEqual(float(computed[name, place].text),
                                     float(cell.text))
                n += 1
        # Rates are not what their sum adds up, so that is a number: 4 x 4 + 5,
        # 3, 4 groups + 2, 9 names x 4 groups of which 15 are filled in, their 9
        # + 4 + 1 totals, 1; and what the sample has.
        self.assertEqual(n, 21 + 3 + 6 + (15 + 14) + 1 + 2)

    def test_text_of_the_data_never_becomes_a_formula(self):
        rows = [{"文": text, "数": i} for i, text in enumerate(PAYLOADS)]
        plain = self.render([[["{{文}}", "1+1"]]], {"文": "甲"})
        self.assertFalse(any(cell.format.quoted for cell in
                             read_xlsx.read(plain).sheets[0].cells.values()))
        out = self.render([[["{{#行}}{{文}}", "{{数}}{{/行}}"],
                            ["{{行|count:文}}", "{{行|sum:数}}"]]], {"行": rows})
        cells = read_xlsx.read(out).sheets[0].cells
        self.assertEqual([cells[i, 0].text for i in range(len(PAYLOADS))],
                         [text.replace("\r", "\n") for text in PAYLOADS])
        self.assertEqual({(cell.kind, cell.formula, cell.format.quoted)
                          for (_, col), cell in cells.items()
                          if col == 0 and cell.kind == "text"},
                         {("text", "", True)})
        self.assertEqual([cell.formula for _, _, cell in self.formulas(out)],
                         ["COUNTA(A1:A13)", "SUM(B1:B13)"])

    def test_each_table_is_a_sheet_if_asked_for(self):
        out = self.render(TABLES, data(), "--sheets=table")
        book = read_xlsx.read(out)
        self.assertEqual([sheet.name for sheet in book.sheets],
                         ["Sheet1"] + ["Sheet1(%d)" % n for n in range(2, 6)])
        self.assertIn("SUM(A1:A8,B1:B8,C1:C7)",
                      [cell.formula for _, _, cell in self.formulas(out)])
        err = self.refuse(2, "render", "t", "d", "-o", "x", "--sheets=page")
        self.assertIn("--sheets", err)

    def test_a_document_says_what_its_sheets_are(self):
        profile = mini.copy_profile(self.folder)
        document = profile / "bulletin.xml"
        text = document.read_text("utf-8")
        document.write_text(text.replace(
            'formats="docx xlsx"', 'formats="docx xlsx" sheets="table" sheet="一|二"'),
            "utf-8")
        template = profile / "结果表.xml"
        body = template.read_text("utf-8")
        tables = re.findall("<w:tbl>.*</w:tbl>", body, re.S)
        template.write_text(body.replace(tables[0], tables[0] + "<w:p/>" + tables[0]),
                            "utf-8")
        out = self.folder / "out"
        self.succeed("build", mini.BULLETIN, "-o", out, "--profile", profile)
        book = read_xlsx.read(pathlib.Path(out, mini.LIST[1]))
        self.assertEqual([sheet.name for sheet in book.sheets], ["一", "二"])
        self.assertEqual(read_xlsx.rows(book.sheets[1])[-1],
                         read_xlsx.rows(book.sheets[0])[-1])
