"""What the samples look like on paper: LibreOffice lays them out, with the
substitute fonts of ../shared, and the pages are measured."""
import collections
import re
import shutil
import subprocess
import sys
import unicodedata
import unittest
import xml.etree.ElementTree as ET

import read_docx
import tongbao

RENDER = tongbao.SHARED / "tools/ooxml/render.sh"
FONTS = tongbao.SHARED / "tools/ooxml/fonts-gongwen.conf"
POINT = 25.4 / 72  # millimetres
# Millimetres, GB/T 9704-2012 5.2.1; turned as templates/base turns them.
UPRIGHT = {"top": 37, "bottom": 262, "left": 28, "right": 184}
SIDEWAYS = {"top": 28, "bottom": 184, "left": 35, "right": 260}
PITCH = 28.95 * POINT
CHARACTER = 15.75 * POINT
HEADING = re.compile("[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）")
# LibreOffice lets such a mark hang out behind a full line, whatever the
# document says (w:overflowPunct); it is not counted.
HANGING = "，。、；：！？）》”"

# Page: its size and lines in millimetres; Line: its words' box and text.
Page = collections.namedtuple("Page", "width height lines")
Line = collections.namedtuple("Line", "left right top bottom text")


def missing():
    """What the pages cannot be made without, or nothing."""
    for program in ("soffice", "pdftotext", "pdftoppm", "pdfinfo"):
        if not shutil.which(program):
            return "%s is not installed" % program
    return "" if RENDER.exists() else "../shared is absent"


def setUpModule():
    if missing():
        print("test_pages: skipped, %s" % missing(), file=sys.stderr)
        raise unittest.SkipTest(missing())


def read_pages(pdf):
    """The Pages of a PDF; words on one height are a line."""
    xml = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True,
                         stdout=subprocess.PIPE).stdout.decode("utf-8")
    xml = re.sub(r"<!DOCTYPE[^>]*>", "", xml).replace(
        ' xmlns="http://www.w3.org/1999/xhtml"', "")
    xml = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", xml)
    pages = []
    for page in ET.fromstring(xml).iter("page"):
        rows = collections.defaultdict(list)
        for word in page.iter("word"):
            box = [float(word.get(k)) * POINT for k in ("xMin", "xMax", "yMin", "yMax")]
            middle = (box[2] + box[3]) / 2
            near = [key for key in rows if abs(key - middle) < 2]
            rows[near[0] if near else middle].append((box, word.text or ""))
        lines = []
        for middle in sorted(rows):
            words = sorted(rows[middle])
            lines.append(Line(words[0][0][0], max(w[0][1] for w in words),
                              min(w[0][2] for w in words), max(w[0][3] for w in words),
                              "".join(w[1] for w in words)))
        pages.append(Page(float(page.get("width")) * POINT,
                          float(page.get("height")) * POINT, lines))
    return pages


def area(page):
    return SIDEWAYS if page.width > page.height else UPRIGHT


def text_lines(page):
    """Lines of the type area: the page number stands below it."""
    return [line for line in page.lines if (line.top + line.bottom) / 2 < area(page)["bottom"]]


def unhung(line):
    """The line without a mark that hangs out behind its full width."""
    if line.text[-1:] in HANGING and line.right > UPRIGHT["right"] + 1:
        return line._replace(text=line.text[:-1], right=line.right - CHARACTER)
    return line


def is_wide(text):
    return all(unicodedata.east_asian_width(c) in "WF" or c in "“”‘’—…" for c in text)


def ink(pdf, dpi=72):
    """For each page the dark columns as (left, right) in millimetres."""
    stem = pdf.with_suffix("")
    subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), str(pdf), str(stem)], check=True)
    found = []
    for path in sorted(stem.parent.glob(stem.name + "-*.pgm")):
        data = path.read_bytes()
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
        width, height = int(head.group(1)), int(head.group(2))
        pixels = data[head.end():]
        dark = [x for x in range(width)
                if min(pixels[x:width * height:width]) < 128]
        found.append((dark[0] * 25.4 / dpi, (dark[-1] + 1) * 25.4 / dpi) if dark else None)
    return found


def layout(folder, paths):
    """PDFs of the documents, all by one LibreOffice."""
    subprocess.run(["soffice", "-env:UserInstallation=file://%s" % (folder / "office"),
                    "--headless", "--norestore", "--convert-to", "pdf", "--outdir",
                    str(folder), *map(str, paths)], timeout=300,
                   env=tongbao.environment(FONTCONFIG_FILE=FONTS, LC_ALL="C.UTF-8",
                                           SAL_USE_VCLPLUGIN="svp"),
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return [folder / (path.stem + ".pdf") for path in paths]


@tongbao.needs_program
class Samples(tongbao.Case):
    """Every document of every sample, laid out once."""

    @classmethod
    def setUpClass(cls):
        cls.room = tongbao.pathlib.Path(tongbao.tempfile.mkdtemp(prefix="tongbao-pages-"))
        cls.addClassCleanup(shutil.rmtree, cls.room, ignore_errors=True)
        cls.documents = []  # (title, .docx, .pdf, pages, is the notice itself)
        copies = []
        for sample in sorted(tongbao.ROOT.glob("samples/*/")):
            out = cls.room / sample.name
            run = tongbao.run("build", sample, "-o", out)
            if run.status:
                raise AssertionError(run.err)
            for i, path in enumerate(p for p in tongbao.outputs(out) if p.suffix == ".docx"):
                copy = cls.room / ("%s-%d.docx" % (sample.name, i))
                shutil.copy(path, copy)
                copies.append((path.name, copy))
        subprocess.run(["bash", str(RENDER), "-n", "-r", "20", "-o", str(cls.room),
                        *[str(copy) for _, copy in copies]], timeout=600, check=True,
                       env=tongbao.environment(TEXT="0"), stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for name, copy in copies:
            pdf = copy.with_suffix(".pdf")
            cls.documents.append((name, copy, pdf, read_pages(pdf), name[:2] != "附件"))

    def notices(self):
        return [d for d in self.documents if d[4] and "合订本" not in d[0]]

    def test_a_full_page_has_22_lines(self):
        full = 0
        for name, _, _, pages, _ in self.notices():
            # The last page but one gives the signature a paragraph to stand with.
            for i, page in enumerate(pages[1:-2], 2):
                with self.subTest(name, page=i):
                    lines = text_lines(page)
                    if HEADING.match(text_lines(pages[i])[0].text):
                        continue  # it left its place at the foot of this page
                    self.assertEqual(len(lines), 22)
                    middles = [(line.top + line.bottom) / 2 for line in lines]
                    for above, below in zip(middles, middles[1:]):
                        self.assertAlmostEqual(below - above, PITCH, delta=0.5)
                    self.assertGreaterEqual(lines[0].top, UPRIGHT["top"])
                    self.assertLessEqual(lines[-1].bottom, UPRIGHT["bottom"] + 0.5)
                    full += 1
        self.assertGreater(full, 0, "no sample fills a page")

    def test_a_full_line_has_28_characters(self):
        for name, _, _, pages, _ in self.notices():
            with self.subTest(name):
                lines = [unhung(line).text for page in pages for line in text_lines(page)]
                self.assertEqual(max(len(line) for line in lines if is_wide(line)), 28)

    def test_text_keeps_to_the_margins(self):
        for name, _, _, pages, _ in self.documents:
            for i, page in enumerate(pages, 1):
                for line in map(unhung, text_lines(page)):
                    with self.subTest(name, page=i, line=line.text):
                        self.assertGreater(line.left, area(page)["left"] - 1)
                        self.assertLess(line.right, area(page)["right"] + 1)

    def test_no_table_runs_over_the_margin(self):
        for name, _, pdf, pages, is_notice in self.documents:
            for i, (page, box) in enumerate(zip(pages, ink(pdf)), 1):
                if is_notice and any(unhung(line) != line for line in page.lines):
                    continue  # a page of text
                with self.subTest(name, page=i):
                    self.assertGreater(box[0], area(page)["left"] - 1)
                    self.assertLess(box[1], area(page)["right"] + 1)

    def test_head_rows_repeat_on_each_page(self):
        repeated = 0
        for name, path, _, pages, is_notice in self.documents:
            tables = [b for b in read_docx.read(path).blocks
                      if isinstance(b, read_docx.Table)]
            if is_notice or len(tables) != 1 or len(pages) < 2:
                continue
            head = [re.sub(r"\s", "", cell.text) for cell in tables[0].rows[0]
                    if cell.is_first and cell.text.strip()]
            self.assertGreater(tables[0].n_head_rows, 0, name)
            for i, page in enumerate(pages, 1):
                with self.subTest(name, page=i):
                    text = "".join(line.text for line in page.lines)
                    for title in head:
                        for character in set(title):
                            self.assertIn(character, text)
                    if all(title in text for title in head):
                        repeated += 1
        self.assertGreater(repeated, 1, "no table of a sample goes over a page")

    def test_page_numbers_stand_outside_7_mm_below_the_text(self):
        for name, _, _, pages, _ in self.notices():
            for i, page in enumerate(pages, 1):
                with self.subTest(name, page=i):
                    number = [line for line in page.lines if line not in text_lines(page)]
                    self.assertEqual([line.text for line in number], ["—%d—" % i])
                    middle = (number[0].top + number[0].bottom) / 2
                    self.assertAlmostEqual(middle, UPRIGHT["bottom"] + 7, delta=1.5)
                    if i % 2:
                        self.assertAlmostEqual(number[0].right, UPRIGHT["right"] - 4.9, delta=1.5)
                    else:
                        self.assertAlmostEqual(number[0].left, UPRIGHT["left"] + 4.9, delta=1.5)

    def test_the_signature_stands_with_text(self):
        for name, path, _, pages, _ in self.notices():
            with self.subTest(name):
                self.assertTrue(stands_with_text(path, pages), name)


def stands_with_text(path, pages):
    """Above the issuer's name, on its page, is a line of something else."""
    issuer = [b.text for b in read_docx.read(path).blocks
              if isinstance(b, read_docx.Paragraph) and b.style == "署名"][0]
    issuer = re.sub(r"\s", "", issuer)
    for page in reversed(pages):
        texts = [line.text for line in text_lines(page)]
        if issuer in texts:
            last = max(i for i, text in enumerate(texts) if text == issuer)
            return last > 0
    return False


@tongbao.needs_program
class Lengths(tongbao.Case):
    def test_the_signature_never_stands_alone_however_long_the_text(self):
        paths = []
        for n in range(22):
            bulletin = self.copy(tongbao.ROOT / "samples/xianyang-2021q1", "b%d" % n)
            prose = bulletin / "下一步工作要求.txt"
            text = prose.read_text("utf-8").rstrip("\n")
            prose.write_text(text + "\n" + "请各单位抓好落实。\n" * n, "utf-8")
            out = self.folder / ("out%d" % n)
            self.succeed("build", bulletin, "-o", out, "--profile", "xianyang")
            notice = [p for p in tongbao.outputs(out) if p.suffix == ".docx" and
                      not p.name.startswith("附件")][0]
            paths.append(self.folder / ("n%02d.docx" % n))
            shutil.copy(notice, paths[-1])
        counts = set()
        for path, pdf in zip(paths, layout(self.folder, paths)):
            pages = read_pages(pdf)
            counts.add(len(pages))
            with self.subTest(path.stem):
                self.assertTrue(stands_with_text(path, pages))
        self.assertGreater(len(counts), 1, "no length went over a page")
