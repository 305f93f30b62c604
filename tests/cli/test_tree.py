"""The rules of the tree that a compiler does not see."""
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import tongbao

ROOT = tongbao.ROOT
STAGES = ("base", "opc", "input", "model", "template", "render", "form", "archive",
          "bulletin")
CITIES = ("六安", "阜阳", "许昌", "咸阳", "淄博", "luan", "fuyang", "xuchang",
          "xianyang", "zibo")
# Names the linked libraries own: a global of ours would replace theirs.
FOREIGN = re.compile(r"(workbook|worksheet|chart\w*|format|lxw|zip|sqlite3)_"
                     r"|(xml|html)([A-Z]|$)|pcre2|freexl")
TOP = {".ci", ".clang-format", ".clang-tidy", ".gitignore", "README.md", "cmd",
       "data", "gen", "meson.build", "meson_options.txt", "samples",
       "templates", "tests"}


def tracked_files():
    """What git tracks, or in a plain copy of the tree what git would."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True,
                             stdout=subprocess.PIPE)
        names = run.stdout.decode().split("\0")
        return sorted(ROOT / n for n in names if n and (ROOT / n).is_file())
    return sorted(p for top in sorted(TOP) if (ROOT / top).exists()
                  for p in [ROOT / top, *(ROOT / top).rglob("*")]
                  if p.is_file() and "__pycache__" not in p.parts)


def sources(*folders):
    return sorted(p for folder in folders for p in (ROOT / folder).rglob("*")
                  if p.suffix in (".c", ".h"))


def name(path):
    return str(path.relative_to(ROOT))


class Layering(unittest.TestCase):
    def test_a_stage_includes_only_stages_to_its_left(self):
        wrong = []
        for path in sources("gen"):
            stage = path.relative_to(ROOT / "gen").parts[0]
            self.assertIn(stage, STAGES, name(path))
            for header in re.findall(r'^\s*#\s*include\s*"([^"]+)"',
                                     path.read_text(), re.M):
                parts = header.split("/")
                if parts[0] != "gen" or parts[1] not in STAGES or \
                        STAGES.index(parts[1]) > STAGES.index(stage):
                    wrong.append("%s includes %s" % (name(path), header))
        self.assertEqual(wrong, [])

    def test_the_program_is_made_of_the_library_only(self):
        wrong = [name(path) + " includes " + header
                 for path in sources("cmd")
                 for header in re.findall(r'^\s*#\s*include\s*"([^"]+)"',
                                          path.read_text(), re.M)
                 if header.split("/")[0] not in ("cmd", "gen", "config.h")]
        self.assertEqual(wrong, [])

    def test_every_source_is_built(self):
        listed = "".join((ROOT / folder / "meson.build").read_text()
                         for folder in ("gen", "cmd"))
        missing = [name(p) for p in sources("gen", "cmd") if p.suffix == ".c"
                   and p.stem not in listed]
        self.assertEqual(missing, [])


class Text(unittest.TestCase):
    def test_no_source_names_a_city(self):
        found = ["%s: %s" % (name(path), city)
                 for path in sources("cmd", "gen") for city in CITIES
                 if re.search(r"(?<![A-Za-z])%s(?![A-Za-z])" % city,
                              path.read_text())]
        self.assertEqual(found, [])

    def test_no_tracked_file_names_a_machine(self):
        # Written so that this file does not name them either.
        pattern = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root)/"
                             r"|/tmp/(?:wt|spec)\b|https?://registry\."
                             .replace("/", "[/]"), re.M)
        found = []
        for path in tracked_files():
            try:
                text = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue
            found += ["%s: %s" % (name(path), m.group(0))
                      for m in pattern.finditer(text)]
        self.assertEqual(found, [])

    def test_sources_are_files_one_can_read(self):
        long = []
        for path in sources("cmd", "gen"):
            n_lines = path.read_text().count("\n")
            if n_lines > (200 if path.suffix == ".h" else 600):
                long.append("%s has %d lines" % (name(path), n_lines))
        self.assertEqual(long, [])

    def test_no_tracked_file_is_large(self):
        large = [name(path) for path in tracked_files()
                 if path.stat().st_size > 300000]
        self.assertEqual(large, [])

    def test_the_top_level_stays_as_it_is(self):
        tops = {p.relative_to(ROOT).parts[0] for p in tracked_files()}
        self.assertEqual(tops - TOP, set())


class Messages(unittest.TestCase):
    def test_the_chinese_catalogue_is_complete(self):
        with tempfile.TemporaryDirectory() as folder:
            fresh = pathlib.Path(folder, "zh_CN.po")
            subprocess.run(["sh", str(ROOT / "data/po/update.sh"), str(fresh)],
                           check=True, stdin=subprocess.DEVNULL)
            run = subprocess.run(
                ["msgfmt", "--check", "--statistics", "-o", "/dev/null",
                 str(fresh)], stderr=subprocess.PIPE,
                env=dict(tongbao.environment(), LC_ALL="C"), check=True)
            self.assertNotRegex(run.stderr, b"fuzzy")
            untranslated = subprocess.run(
                ["msgattrib", "--untranslated", "--no-wrap", str(fresh)],
                stdout=subprocess.PIPE, check=True).stdout.decode()
            missing = re.findall(r'^msgid "(.+)"$', untranslated, re.M)
            self.assertEqual(missing, [], "data/po/update.sh, then translate")
            self.assertNotIn(b"untranslated", run.stderr)
            self.assertEqual(
                fresh.read_text(), (ROOT / "data/po/zh_CN.po").read_text(),
                "the catalogue is behind the sources: data/po/update.sh")

    def test_translations_keep_the_form_of_the_message(self):
        text = (ROOT / "data/po/zh_CN.po").read_text()
        pairs = re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', text, re.M)
        for message, chinese in pairs:
            with self.subTest(message):
                self.assertEqual(message.endswith("\\n"), chinese.endswith("\\n"))
                self.assertEqual(*(text.replace("%%", "").count("%")
                                   for text in (message, chinese)))


class Symbols(unittest.TestCase):
    """Debian's libraries export their internals; a global of ours with such a
    name would silently replace the library's."""

    def symbols(self, path, *options):
        run = subprocess.run(["nm", "-P", "--defined-only", *options, str(path)],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        fields = [line.split() for line in run.stdout.decode().splitlines()]
        return {f[0].split("@")[0] for f in fields
                if len(f) > 1 and f[1].isupper() and not f[0].startswith("_")}

    def ours(self):
        library = tongbao.BUILD / "gen/libgen.a"
        found = self.symbols(library)
        self.assertNotEqual(found, set(), library)
        return found

    def test_no_global_is_named_like_a_library_s(self):
        self.assertEqual([s for s in self.ours() if FOREIGN.match(s)], [])

    @tongbao.needs_program
    def test_no_global_is_defined_by_a_library_too(self):
        run = subprocess.run(["ldd", str(tongbao.PROGRAM)], check=True,
                             stdout=subprocess.PIPE)
        for library in re.findall(r"=> (/\S+)", run.stdout.decode()):
            with self.subTest(library):
                self.assertEqual(self.ours() & self.symbols(library, "-D"), set())

    @tongbao.needs_program
    def test_the_program_exports_none_of_ours(self):
        exported = self.symbols(tongbao.PROGRAM, "-D")
        self.assertEqual(exported & self.ours(), set())
