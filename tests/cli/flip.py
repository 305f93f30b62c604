"""Changing cells of a sample's input and comparing all outputs: every sentence,
table and count that hangs on a cell changes with it, and nothing else does."""
import re

import read_docx
import read_xlsx
import tongbao

BODY = ""


def read_outputs(folder):
    """{file name: its text, a line a paragraph or row}, but for the bound volume:
    it must say what the notice and its attachments say, in their order."""
    found, bound = {}, None
    for path in tongbao.outputs(folder):
        if path.suffix == ".docx":
            lines = read_docx.lines(path)
        else:
            lines = ["\t".join(row) for sheet in read_xlsx.read(path).sheets
                     for row in read_xlsx.rows(sheet)]
        if path.name.endswith("（合订本）.docx"):
            bound = "\n".join(lines)
        else:
            found[path.name] = "\n".join(lines) + "\n"
    if bound is not None:
        names = sorted((n for n in found if n.endswith(".docx")),
                       key=lambda n: (n.startswith("附件"), n))
        said = "".join(found[name] for name in names)
        assert filled(bound) == filled(said), "bound volume\n" + bound
    return found


def filled(text):
    return [line for line in text.splitlines() if line.strip()]


class Case(tongbao.Case):
    source = None  # folder below samples/
    charsets = {}  # {text file: charset}
    earlier = ()   # folders below samples/ that it names

    def setUp(self):
        super().setUp()
        self.sample = self.copy(tongbao.ROOT / "samples" / self.source)
        for earlier in self.earlier:
            self.copy(tongbao.ROOT / "samples" / earlier)
        self.expected = self.build("before")[0]

    def build(self, name):
        out = self.folder / name
        result = tongbao.run("build", self.sample, "-o", out)
        self.assertEqual(result.status, 0, result.err)
        return read_outputs(out), result.err

    def set_cell(self, name, key_head, key, head, text):
        """In the workbook's row whose cell under key_head is key, the cell under
        head says text."""
        path = self.sample / name
        read_xlsx.write(path, read_xlsx.find(path, head, key_head, key), text)

    def edit(self, name, *changes):
        """In the text file each (old, new), which stands there once."""
        path = self.sample / name
        text = path.read_bytes().decode(self.charsets[name])
        for old, new in changes:
            self.assertEqual(text.count(old), 1, old)
            text = text.replace(old, new)
        path.write_bytes(text.encode(self.charsets[name]))

    def expect(self, start, *changes):
        """Files whose name begins with start (BODY: the notice itself) differ by
        these (old, new), each of which stands there once."""
        names = [name for name in self.expected if
                 (name.startswith(start) if start != BODY
                  else not name.startswith("附件"))]
        self.assertEqual(len(names), 1 if start == BODY else 2, start)
        for name in names:
            for old, new in changes:
                self.assertEqual(self.expected[name].count(old), 1,
                                 "%s in %s" % (old, name))
                self.expected[name] = self.expected[name].replace(old, new)

    def drop_row(self, start, text):
        """Attachments whose name begins with start lose the row that has a cell
        with the text, and the numbered rows behind it move up."""
        for name in self.expected:
            if not name.startswith(start):
                continue
            lines, gone = [], 0
            for line in self.expected[name].splitlines():
                if "\t%s\t" % text in line:
                    gone += 1
                    continue
                m = re.match(r"(\d+)(\t.*)", line)
                lines.append("%d%s" % (int(m.group(1)) - 1, m.group(2))
                             if m and gone else line)
            self.assertEqual(gone, 1, name)
            self.expected[name] = "\n".join(lines) + "\n"

    def assert_outputs(self):
        """Builds again; only what was expected changed.  The messages."""
        found, err = self.build("after")
        self.assertEqual(sorted(found), sorted(self.expected))
        for name in found:
            self.assertEqual(found[name].splitlines(),
                             self.expected[name].splitlines(), name)
        return err
