"""A build whose system calls fail one by one: the old output or the new, never
anything else, and no lie in the exit status."""
import errno
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import unittest

import dump
import mini
import tongbao

SHIM = tongbao.SHARED / "tools/faults/failshim.c"
CHECKER = tongbao.SHARED / "tools/ooxml/ooxml_check.py"
POINTS = 60


@tongbao.needs_program
@unittest.skipUnless(SHIM.exists(), "../shared is absent")
@unittest.skipIf(tongbao.BUILD.name.endswith("-san"),
                 "the sanitizers cannot be preloaded over")
class Faults(tongbao.Case):
    def setUp(self):
        super().setUp()
        self.shim = self.folder / "failshim.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-w", "-o", str(self.shim),
                        str(SHIM), "-ldl"], check=True)
        self.there = self.folder / "there"
        self.there.mkdir()
        self.out = self.there / "out"
        self.data = mini.copy(self.folder)
        mini.change(self.data, 4, "得分", "66")
        self.new = self.built(self.data, self.folder / "new")
        self.old = self.built(mini.BULLETIN, self.out)
        self.safe = self.folder / "old"
        shutil.copytree(self.out, self.safe)

    def built(self, data, out):
        self.succeed("build", data, "-o", out, "--profile", mini.PROFILE)
        return tongbao.contents(out)

    def build(self, **faults):
        """Exit status of a build of the new data with faults."""
        env = tongbao.environment(LD_PRELOAD=self.shim, **faults)
        run = subprocess.run(
            [str(tongbao.PROGRAM), "build", str(self.data), "-o", str(self.out),
             "--profile", str(mini.PROFILE)], env=env, timeout=60,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        return run.returncode, run.stderr

    def standing(self):
        return tongbao.standing(self.out, old=self.old, new=self.new)

    def assert_as_good_as_new(self):
        """The library may lose a property of a workbook when memory ends, but
        nothing that shows and nothing that a package must have."""
        known = tongbao.outputs(self.folder / "new")
        found = tongbao.outputs(self.out)
        self.assertEqual([p.name for p in found], [p.name for p in known])
        for path, good in zip(found, known):
            self.assertEqual(dump.dump(path), dump.dump(good))
        run = subprocess.run(["/usr/bin/python3", str(CHECKER), "-q",
                              *map(str, found)], stdout=subprocess.PIPE)
        self.assertEqual(run.returncode, 0, run.stdout.decode())

    def restore(self):
        shutil.rmtree(self.there)
        self.there.mkdir()
        shutil.copytree(self.safe, self.out)

    def points(self, kind):
        """Some of the numbers of the calls that a clean build makes."""
        count = self.folder / "count"
        self.assertEqual(self.build(FS_COUNT=count)[0], 0)
        self.restore()
        n = int(count.read_text().split()[-2 if kind == "malloc" else -1])
        return sorted(random.Random(1).sample(range(1, n + 1), min(n, POINTS)))

    def test_calls_that_fail_once_or_for_good(self):
        points = self.points("io")
        for mode in ("once", "after"):
            for code in (errno.ENOSPC, errno.EIO):
                for point in points:
                    with self.subTest(mode=mode, errno=code, point=point):
                        status, err = self.build(FS_IO=point, FS_MODE=mode,
                                                 FS_ERRNO=code)
                        after = self.standing()
                        names = os.listdir(self.there)
                        self.restore()
                        self.assertIn(status, (0, 1, 3), err)
                        self.assertEqual(after, "old" if status else "new", err)
                        if mode == "once":
                            self.assertEqual(names, ["out"])

    def test_a_kill_before_any_call(self):
        for point in self.points("io"):
            with self.subTest(point=point):
                self.build(FS_IO=point, FS_KILL=1)
                self.assertIn(self.standing(), ("old", "new"))
                self.assertLessEqual(len(os.listdir(self.there)), 2)
                self.built(mini.BULLETIN, self.out)
                self.assertEqual(os.listdir(self.there), ["out"])
                self.restore()

    def test_memory_that_ends(self):
        for point in self.points("malloc"):
            with self.subTest(point=point):
                status, err = self.build(FS_MALLOC=point)
                after = self.standing()
                names = os.listdir(self.there)
                if status == 0 and after != "new":
                    self.assert_as_good_as_new()
                elif status != 0:
                    self.assertEqual(after, "old", err)
                if status >= 0:  # libxlsxwriter reads a NULL now and then
                    self.assertEqual(names, ["out"])
                self.restore()


@tongbao.needs_program
@unittest.skipIf(tongbao.BUILD.name.endswith("-san"),
                 "the sanitizers need files and stack of their own")
class Reading(tongbao.Case):
    """A file that the machine cannot read is not called damaged."""

    @unittest.skipUnless(os.path.exists("/proc/self/mem"), "no file fails here")
    def test_a_file_whose_bytes_the_machine_refuses(self):
        data = self.folder / "d.json"
        data.write_text("{}")
        base = tongbao.ROOT / "templates/base"
        for arguments in (
                ("form", "/proc/self/mem"), ("verify", "/proc/self/mem"),
                ("render", "/proc/self/mem", data, "-o", self.folder / "x.docx"),
                ("render", mini.PROFILE / "结果表.xml", "/proc/self/mem", "-b", base,
                 "-o", self.folder / "x.docx")):
            with self.subTest(arguments[0]):
                self.assertIn("/proc/self/mem: error: cannot be read: ",
                              self.refuse(3, *arguments))
        self.assertEqual(os.listdir(self.folder), ["d.json"])

    def test_a_file_that_cannot_be_opened_was_not_changed(self):
        out = self.folder / "out"
        self.succeed("build", mini.BULLETIN, "-o", out, "--profile", mini.PROFILE)
        known = tongbao.contents(out)
        for limit, status in ((4, 3), (5, 3), (64, 0)):
            run = self.limited(resource.RLIMIT_NOFILE, limit, "build", mini.BULLETIN,
                               "-o", out, "--profile", mini.PROFILE)
            self.assertEqual(run.returncode, status, run.stderr.decode())
            self.assertNotIn(b"changed", run.stderr)
            self.assertEqual(tongbao.contents(out), known)
            self.assertEqual(os.listdir(self.folder), ["out"])

    def test_a_file_that_cannot_be_looked_at_is_not_left_out(self):
        data = mini.copy(self.folder)
        (data / "附加.csv").symlink_to("x" * 300)
        err = self.refuse(3, "check", data, "--profile", mini.PROFILE)
        self.assertIn("附加.csv: error: cannot be looked at: ", err)
        (data / "附加.csv").unlink()
        (data / "附加.csv").symlink_to("nowhere")
        self.succeed("check", data, "--profile", mini.PROFILE)

    def test_a_reader_who_has_gone(self):
        read_end, write_end = os.pipe()
        os.close(read_end)
        run = subprocess.run(
            [str(tongbao.PROGRAM), "build", str(mini.BULLETIN), "-o",
             str(self.folder / "out"), "--profile", str(mini.PROFILE)],
            stdin=subprocess.DEVNULL, stdout=write_end, stderr=subprocess.PIPE)
        os.close(write_end)
        self.assertIn(run.returncode, (3, -signal.SIGPIPE), run.stderr)
        self.assertIn(os.listdir(self.folder), ([], ["out"]))

    def test_a_small_stack(self):
        # minizip, below libxlsxwriter, lays 64 KiB on it
        run = self.limited(resource.RLIMIT_STACK, 112 << 10, "build", mini.BULLETIN,
                           "-o", self.folder / "out", "--profile", mini.PROFILE)
        self.assertEqual(run.returncode, 0, run.stderr.decode())

    def limited(self, what, limit, *arguments):
        """A run that may have so much of a resource."""
        return subprocess.run(
            [str(tongbao.PROGRAM), *map(str, arguments)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            preexec_fn=lambda: resource.setrlimit(what, (limit, limit)))


@tongbao.needs_program
class Names(tongbao.Case):
    """An output that cannot be written is called by the name it was to have."""

    def test_every_writer_names_the_file_the_user_asked_for(self):
        self.succeed("build", mini.BULLETIN, "-o", self.folder / "out", "--profile",
                     mini.PROFILE)
        package = str(tongbao.package(self.folder / "out"))
        template, data = mini.PROFILE / "结果表.xml", self.folder / "d.json"
        data.write_text('{"本件": {"号": 1, "标题": "表"}, "排名": []}')
        added = self.folder / "a.pdf"
        added.write_bytes(b"%PDF-1.4 " + bytes(range(256)) * 40)
        notice = self.folder / "notice.txt"
        notice.write_text("关于检查情况的通报\n\n各县区：\n一、情况\n共10家。\n附件：表\n")
        base = tongbao.ROOT / "templates/base"
        for said, *arguments in (
                ("x.docx", "render", template, data, "--missing=empty", "-b", base,
                 "-o", "x.docx"),
                ("x.xlsx", "render", template, data, "--missing=empty", "-b", base,
                 "-o", "x.xlsx"),
                ("forms/期次.xlsx", "forms", "luan", "-o", "forms"),
                ("r.xlsx", "check", mini.BULLETIN, "--profile", mini.PROFILE,
                 "--report", "r.xlsx"),
                (package, "seal", package, added),
                ("made/通报.xml", "template", "new", "city", "--from", notice, "-o", "made"),
                ("exported/通报.docx", "template", "export", "luan", "exported")):
            with self.subTest(arguments[0]):
                run = subprocess.run(
                    [str(tongbao.PROGRAM), *map(str, arguments)], cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                    preexec_fn=lambda: resource.setrlimit(
                        resource.RLIMIT_FSIZE, (400, 400)))
                err = run.stderr.decode()
                self.assertEqual(run.returncode, 3, err)
                self.assertRegex(err, "(?m)^%s: error: " % re.escape(said))
                self.assertNotRegex(err, r"\.tongbao-|\.again")
