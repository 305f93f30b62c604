"""The clerk's guide, samples/使用说明.md: its commands are run from top to
bottom and must print what the guide quotes.

A ```console block holds commands behind `$ ` and below each what it prints; a
line …… stands for any number of lines, …… within a line for any text.  What the guide tells the reader to do
by hand stands before the block in a comment that is not shown, one step each:

    <!-- 复制 SOURCE TARGET -->          <!-- 还原 -->  the samples as they were
    <!-- 填 FILE.xlsx CELL TEXT -->      <!-- 删 FILE -->
    <!-- 加行 FILE.xlsx A|B|C -->        <!-- 写 FILE TEXT -->
    <!-- 改字 FILE OLD NEW -->           in a text, or in a .docx
"""
import pathlib
import re
import shlex
import shutil
import subprocess
import zipfile

import read_xlsx
import tongbao

GUIDE = tongbao.ROOT / "samples/使用说明.md"
SAMPLES = ("luan-2021q4", "luan-2021q3")
STEP = re.compile(r"^<!-- (\S+) ?(.*) -->$")
REST = "……"


def steps(text):
    """(line, verb, words) of everything to be done: verb $ is a command, its
    words the line and what it prints."""
    found = []
    lines = text.splitlines()
    i = 0
    while i < len(lines):
        match = STEP.match(lines[i])
        if match:
            found.append((i + 1, match.group(1), match.group(2)))
        elif lines[i] == "```console":
            i += 1
            while lines[i] != "```":
                if lines[i].startswith("$ "):
                    found.append((i + 1, "$", [lines[i][2:]]))
                else:
                    found[-1][2].append(lines[i])
                i += 1
        i += 1
    return found


def fits(printed, quoted):
    """Whether the lines are those quoted, …… being any lines."""
    if not quoted:
        return not printed
    if quoted[0] == REST:
        return any(fits(printed[i:], quoted[1:]) for i in range(len(printed) + 1))
    line = ".*".join(map(re.escape, quoted[0].split(REST)))
    return bool(printed and re.fullmatch(line, printed[0])) and fits(
        printed[1:], quoted[1:])


def change_docx(path, old, new):
    with zipfile.ZipFile(path) as package:
        parts = [(info, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, data in parts:
            if info.filename == "word/document.xml":
                text = data.decode("utf-8")
                if old not in text:
                    raise AssertionError("%s is not in %s" % (old, path))
                data = text.replace(old, new, 1).encode("utf-8")
            package.writestr(info, data)


def change_text(path, old, new):
    data = path.read_bytes()
    for name in ("utf-8", "gb18030"):
        try:
            text = data.decode(name)
            break
        except UnicodeDecodeError:
            pass
    if old not in text:
        raise AssertionError("%s is not in %s" % (old, path))
    path.write_bytes(text.replace(old, new, 1).encode(name))


def append_row(path, cells):
    """A row below the last of the first sheet."""
    sheet = read_xlsx.read(path).sheets[0]
    row = max(r for r, _ in sheet.cells) + 1
    data = "".join('<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (
        read_xlsx.ref(row, i), text) for i, text in enumerate(cells) if text)
    with zipfile.ZipFile(path) as package:
        parts = [(info, package.read(info)) for info in package.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for info, part in parts:
            if info.filename == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</sheetData>", (
                    '<row r="%d">%s</row></sheetData>' % (row + 1, data)).encode())
            package.writestr(info, part)


@tongbao.needs_program
class Guide(tongbao.Case):
    def restore(self):
        for name in SAMPLES:
            shutil.rmtree(self.folder / name, ignore_errors=True)
            shutil.copytree(tongbao.ROOT / "samples" / name, self.folder / name)

    def act(self, verb, words):
        """What the reader does by hand."""
        name, _, rest = words.partition(" ")
        path = self.folder / name
        if verb == "还原":
            self.restore()
        elif verb == "复制":
            target = self.folder / rest
            source = path if path.exists() else tongbao.ROOT / name
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, target)
        elif verb == "删":
            path.unlink()
        elif verb == "写":
            path.write_text(rest.replace("\\n", "\n"), "utf-8")
        elif verb == "填":
            cell, _, text = rest.partition(" ")
            read_xlsx.write(path, cell, text)
        elif verb == "加行":
            append_row(path, rest.split("|"))
        elif verb == "改字":
            old, new = rest.split(" ")
            (change_docx if path.suffix == ".docx" else change_text)(path, old, new)
        else:
            raise AssertionError("no such step: " + verb)

    def run_line(self, line):
        words = shlex.split(line)
        self.assertEqual(words[0], "tongbao", line)
        done = subprocess.run(
            [str(tongbao.PROGRAM), *words[1:]], cwd=self.folder, timeout=120,
            env=tongbao.environment(LC_ALL="C.UTF-8", LANGUAGE="zh_CN"),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        return done.stdout.decode("utf-8").splitlines()

    def test_every_command_prints_what_the_guide_quotes(self):
        self.restore()
        found = steps(GUIDE.read_text("utf-8"))
        self.assertGreater(len([s for s in found if s[1] == "$"]), 25)
        for line, verb, words in found:
            with self.subTest("%s:%d" % (GUIDE.name, line)):
                if verb != "$":
                    self.act(verb, words)
                    continue
                printed = self.run_line(words[0])
                if not fits(printed, words[1:]):
                    self.assertEqual("\n".join(printed), "\n".join(words[1:]))

    def test_every_option_and_command_it_names_is_there(self):
        text = GUIDE.read_text("utf-8")
        for command, rest in re.findall(r"`tongbao ([a-z]+)([^`\n]*)`", text):
            help_text = self.succeed(command, "--help")
            for option in re.findall(r"(?<!\S)--?[a-z]+", rest):
                self.assertIn(option, help_text, "tongbao " + command)

    def test_every_file_it_points_to_is_there(self):
        for target in re.findall(r"\]\(([^)#]+)\)", GUIDE.read_text("utf-8")):
            self.assertTrue((GUIDE.parent / target).exists(), target)

    def test_the_readme_points_to_it(self):
        self.assertIn("samples/使用说明.md",
                      pathlib.Path(tongbao.ROOT / "README.md").read_text("utf-8"))
