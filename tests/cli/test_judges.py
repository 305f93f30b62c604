"""What judges from outside say: they lie beside a checkout, in ../shared, or
are absent.  tests/judges.sh sets up those that need packages."""
import os
import shutil
import subprocess
import sys
import unittest

import mini
import tongbao

JUDGES = tongbao.ROOT / "build/judges"
TOOLS = tongbao.SHARED / "tools"
# Cases of the judges that later work takes on; each must still fail.
OPEN_TRAPS = set()
OPEN_TEMPLATES = set()

needs_judges = unittest.skipUnless(
    (JUDGES / "ready").exists(), "the judges are not set up: tests/judges.sh")


def has_lxml(python):
    return os.path.exists(python) and subprocess.run(
        [python, "-c", "import lxml"], stderr=subprocess.DEVNULL).returncode == 0


@tongbao.needs_program
@tongbao.needs_shared
class Cases(tongbao.Case):
    def failing(self, command):
        """Names of the cases a judge found failing, and all it printed."""
        run = subprocess.run([*command, "--tongbao", str(tongbao.PROGRAM), "--keep",
                              str(self.folder)], stdin=subprocess.DEVNULL,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        *lines, last = run.stdout.decode("utf-8").splitlines() or [""]
        self.assertRegex(last, r"^[1-9]\d* passed, \d+ failed$", run.stderr.decode())
        return {line.split(":")[0] for line in lines if ": " in line}, "\n".join(lines)

    def test_workbooks_with_traps_are_read(self):
        failing, said = self.failing([sys.executable, TOOLS / "xlsx-traps/run.py"])
        self.assertEqual(failing, OPEN_TRAPS, said)

    @unittest.skipUnless(has_lxml("/usr/bin/python3"), "python3-lxml is not installed")
    def test_word_templates_behave(self):
        failing, said = self.failing(["/usr/bin/python3", TOOLS / "docx-behaviour.py"])
        self.assertEqual(failing, OPEN_TEMPLATES, said)


@tongbao.needs_program
@needs_judges
class Documents(tongbao.Case):
    def build(self):
        """Every file of every build, by paths short enough for any program."""
        files = []
        builds = [(mini.BULLETIN, ("--profile", mini.PROFILE))]
        builds += [(folder, ()) for folder in sorted(tongbao.ROOT.glob("samples/*/"))]
        for i, (folder, options) in enumerate(builds):
            out = self.folder / str(i)
            self.succeed("build", folder, "-o", out, *options)
            files += tongbao.outputs(out)
        self.assertGreaterEqual(len(files), 3)
        return [str(path) for path in files]

    def test_both_judges_pass_every_file(self):
        run = subprocess.run(
            ["bash", str(JUDGES / "check_all.sh"), *self.build()],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=tongbao.environment(OPTS="--werror"))
        self.assertEqual(run.returncode, 0, run.stdout.decode("utf-8"))

    @unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
    def test_libreoffice_opens_every_file(self):
        files, pages = self.build(), self.folder / "pages"
        for i, path in enumerate(files):
            # A refused file gives no PDF, but exit status 0.
            shutil.copy(path, self.folder / ("%d%s" % (i, os.path.splitext(path)[1])))
        names = [str(self.folder / ("%d%s" % (i, os.path.splitext(path)[1])))
                 for i, path in enumerate(files)]
        subprocess.run(["soffice", "--headless", "-env:UserInstallation=file://%s" %
                        (self.folder / "office"), "--convert-to", "pdf", "--outdir",
                        str(pages), *names], stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       timeout=300)
        for i, path in enumerate(files):
            with self.subTest(path):
                self.assertTrue((pages / ("%d.pdf" % i)).exists())
