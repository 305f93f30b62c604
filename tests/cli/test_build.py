"""`tongbao build` writes everything or nothing, and always the same bytes."""
import os
import pathlib
import resource
import shutil
import signal
import stat
import subprocess
import time
import unittest

import mini
import read_docx
import read_xlsx
import tongbao


def build(bulletin, out, *options, **how):
    return tongbao.run("build", bulletin, "-o", out, "--profile", mini.PROFILE,
                       *options, **how)


@tongbao.needs_program
class Output(tongbao.Case):
    def test_the_files_are_named_by_the_titles_of_the_profile(self):
        out = self.folder / "out"
        result = build(mini.BULLETIN, out)
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual([p.name for p in tongbao.outputs(out)],
                         sorted((mini.BODY, *mini.LIST)))
        for name in (mini.BODY, *mini.LIST):
            self.assertIn(name, result.out, "what was written is printed")
        for name in ("检查结果.csv", "期次.csv", "存在问题.txt"):
            self.assertIn(name, result.out, "what was read is printed")

    def test_the_body_says_what_the_data_say(self):
        out = self.folder / "out"
        build(mini.BULLETIN, out)
        document = read_docx.read(out / mini.BODY)
        self.assertEqual([p.text for p in read_docx.paragraphs(document)], [
            "2024年3月检查情况通报",
            "本次检查4家网站，平均83.75分；1家不合格：市教育局。",
            "一、内容更新", "乙县更新不及时。", "（一）互动。市教育局未答复留言。"])
        self.assertEqual(document.blocks[2].style, "一级标题")
        self.assertEqual(document.blocks[4].runs[0], ("二级标题字", "（一）互动。"))

    def test_both_forms_of_an_attachment_hold_the_same_table(self):
        out = self.folder / "out"
        build(mini.BULLETIN, out)
        document = read_docx.read(out / mini.LIST[0])
        table = read_docx.tables(document)[0]
        rows = [[cell.text for cell in row] for row in table.rows]
        self.assertEqual(rows[0], ["序号", "网站标识码", "单位名称", "得分", "等次"])
        self.assertEqual(rows[3], ["3", "3400000003", "丙市教育局", "55.5", "不合格"])
        self.assertEqual((table.n_head_rows, table.keeps_rows), (1, True))
        self.assertTrue(document.pages[-1].is_landscape)
        sheet = read_xlsx.read(out / mini.LIST[1]).sheets[0]
        self.assertEqual(read_xlsx.rows(sheet)[-5:], rows)
        last = max(row for row, _ in sheet.cells)
        self.assertEqual([sheet.cells[last, col].kind for col in range(5)],
                         ["number", "text", "text", "number", "text"])

    def test_folder_and_files_have_the_modes_of_the_user_s_mask(self):
        for mask, folder_mode, file_mode in ((0o022, 0o755, 0o644),
                                             (0o077, 0o700, 0o600)):
            out = self.folder / oct(mask)
            build(mini.BULLETIN, out, umask=mask)
            self.assertEqual(stat.S_IMODE(out.stat().st_mode), folder_mode)
            for path in tongbao.outputs(out):
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), file_mode)

    def test_a_rebuild_replaces_its_files_and_keeps_the_others(self):
        out = self.folder / "out"
        build(mini.BULLETIN, out)
        (out / "领导批示.txt").write_text("阅", "utf-8")
        bulletin = mini.copy(self.folder)
        mini.change(bulletin, 4, "得分", "66")
        result = build(bulletin, out)
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual((out / "领导批示.txt").read_text("utf-8"), "阅")
        self.assertEqual(len(tongbao.outputs(out)), 4)
        self.assertIn("66", "\n".join(read_docx.lines(out / mini.LIST[0])))

    def test_work_in_the_output_folder_is_not_lost(self):
        for title, name, in (("a built file that was edited", mini.BODY),
                             ("another's file of the same name", mini.LIST[0]),
                             ("a folder", "备份/旧稿.docx")):
            with self.subTest(title):
                out = self.folder / title
                if name == mini.LIST[0]:
                    out.mkdir()
                else:
                    build(mini.BULLETIN, out)
                (out / name).parent.mkdir(exist_ok=True)
                (out / name).write_bytes(b"mine")
                before = tongbao.contents(out)
                result = build(mini.BULLETIN, out)
                self.assertIn(result.status, (1, 3))
                self.assertIn(name.split("/")[0], result.err)
                self.assertEqual(tongbao.contents(out), before)

    def test_an_edited_output_is_replaced_if_asked_for(self):
        out = self.folder / "out"
        build(mini.BULLETIN, out)
        built = tongbao.contents(out)
        (out / mini.BODY).write_bytes(b"mine")
        self.assertEqual(build(mini.BULLETIN, out, "--force").status, 0)
        self.assertEqual(tongbao.contents(out), built)

    def test_warnings_do_not_stop_a_build(self):
        bulletin = mini.copy(self.folder)
        mini.change(bulletin, 5, "等次", "不合格")
        result = build(bulletin, self.folder / "out")
        self.assertEqual(result.status, 0)
        self.assertIn("warning: 丙市财政局得100分", result.err)


@tongbao.needs_program
class SameBytes(tongbao.Case):
    """No clock, locale, mask or path reaches an output."""

    def builds_of(self, sample, options, *beside):
        first = self.folder / "first"
        self.succeed("build", sample, "-o", first, *options)
        expected = tongbao.contents(first)
        locales = subprocess.run(["locale", "-a"], stdout=subprocess.PIPE).stdout
        settings = [{"TZ": "Asia/Shanghai", "LC_ALL": "C"},
                    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8",
                     "LANGUAGE": "zh_CN"},
                    {"TMPDIR": str(self.folder), "HOME": "/", "LC_ALL": "POSIX"}]
        settings += [{"LC_ALL": name} for name in
                     ("zh_CN.utf8", "zh_CN.gbk", "de_DE.utf8", "tr_TR.utf8")
                     if name.encode() in locales.split()]
        for i, setting in enumerate(settings):
            with self.subTest(**setting):
                out = self.folder / str(i)
                self.succeed("build", sample, "-o", out, *options,
                             env=tongbao.environment(**setting), umask=0o077)
                self.assertEqual(tongbao.standing(out, same=expected), "same")
        with self.subTest("relative names, from inside a copy"):
            copy = self.copy(sample, "copy/" + pathlib.Path(sample).name)
            for path in beside:
                self.copy(path, "copy/" + path.name)
            self.succeed("build", ".", "-o", "../out", *options, cwd=copy)
            self.assertEqual(tongbao.standing(copy.parent / "out", same=expected),
                             "same")

    def test_of_the_small_bulletin(self):
        self.builds_of(mini.BULLETIN, ("--profile", mini.PROFILE))

    @unittest.skipUnless(tongbao.SAMPLE.exists(), "the sample is not there")
    def test_of_a_whole_notice(self):
        self.builds_of(tongbao.SAMPLE,
                       ("--profile", tongbao.ROOT / "templates/luan"),
                       tongbao.SAMPLE.parent / "luan-2021q3")


@tongbao.needs_program
class AllOrNothing(tongbao.Case):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "there/out"
        self.out.parent.mkdir()
        self.bulletin = mini.copy(self.folder)
        self.assertEqual(build(self.bulletin, self.out).status, 0)
        self.old = tongbao.contents(self.out)

    def assert_untouched(self):
        self.assertEqual(tongbao.standing(self.out, old=self.old), "old")
        self.assertEqual([p.name for p in self.out.parent.iterdir()], ["out"],
                         "a leftover stands beside the output")

    def test_refused_data_leave_the_old_output(self):
        mini.change(self.bulletin, 5, "等次", "特优")
        self.assertEqual(build(self.bulletin, self.out).status, 1)
        self.assert_untouched()

    def test_a_refused_template_leaves_the_old_output(self):
        profile = mini.copy_profile(self.folder)
        path = profile / "结果表.xml"
        path.write_text(path.read_text("utf-8").replace("{{代码}}", "{{号码}}"), "utf-8")
        result = tongbao.run("build", self.bulletin, "-o", self.out,
                             "--profile", profile)
        self.assertEqual(result.status, 1)
        self.assertRegex(result.err, r"结果表\.xml.*号码")
        self.assert_untouched()

    def test_refused_data_make_no_output_where_none_was(self):
        mini.change(self.bulletin, 5, "等次", "特优")
        fresh = self.folder / "fresh/out"
        self.assertEqual(build(self.bulletin, fresh).status, 1)
        self.assertFalse(fresh.exists())

    def test_an_output_that_is_a_file_is_refused(self):
        target = self.folder / "file"
        target.write_bytes(b"mine")
        self.assertIn(build(self.bulletin, target).status, (2, 3))
        self.assertEqual(target.read_bytes(), b"mine")
        self.assertEqual(build(self.bulletin, target / "below").status, 3)

    def test_the_input_folder_is_never_the_output(self):
        before = tongbao.contents(self.bulletin)
        result = build(self.bulletin, self.bulletin)
        after = tongbao.contents(self.bulletin)
        self.assertEqual({name: after.get(name) for name in before}, before,
                         result.err)

    def test_a_file_size_limit_leaves_the_old_output(self):
        mini.change(self.bulletin, 4, "得分", "66")
        for size in (0, 1, 1000, 4096, 6000):
            with self.subTest(size):
                # Python ignores SIGXFSZ and so does its child here: EFBIG.
                run = subprocess.run(
                    [str(tongbao.PROGRAM), "build", str(self.bulletin), "-o",
                     str(self.out), "--profile", str(mini.PROFILE)],
                    restore_signals=False, stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                    preexec_fn=lambda: resource.setrlimit(
                        resource.RLIMIT_FSIZE, (size, size)))
                said = run.stderr.decode()
                self.assertEqual(run.returncode, 3, said)
                self.assertIn("%s/" % self.out, said)
                self.assertNotRegex(said, r"\.tongbao-|\.again")
                self.assert_untouched()

    def test_a_full_disk_leaves_the_old_output(self):
        disk = self.folder / "disk"
        disk.mkdir()
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tongbao",
                               str(disk)], stderr=subprocess.DEVNULL)
        if made.returncode != 0:
            self.skipTest("only root can mount a small disk")
        self.addCleanup(subprocess.run, ["umount", "-l", str(disk)], check=True)
        out = disk / "out"
        self.assertEqual(build(self.bulletin, out).status, 0)
        old = tongbao.contents(out)
        mini.change(self.bulletin, 4, "得分", "66")
        for room in (0, 4096, 8192, 16384):
            with self.subTest(room):
                free = os.statvfs(disk)
                filler = disk / "filler"
                filler.write_bytes(b"x" * max(
                    0, free.f_bavail * free.f_frsize - room))
                result = build(self.bulletin, out)
                filler.unlink()
                self.assertEqual(result.status, 3, result.err)
                self.assertNotRegex(result.err, r"\.tongbao-|\.again")
                self.assertEqual(tongbao.standing(out, old=old), "old")
                self.assertEqual([p.name for p in disk.iterdir()], ["out"])

    def test_a_read_only_folder_is_the_system_s_failure(self):
        if os.geteuid() == 0:
            self.skipTest("root may write anywhere")
        self.out.parent.chmod(0o555)
        self.out.chmod(0o555)
        self.addCleanup(self.out.parent.chmod, 0o755)
        self.addCleanup(self.out.chmod, 0o755)
        mini.change(self.bulletin, 4, "得分", "66")
        self.assertEqual(build(self.bulletin, self.out).status, 3)
        self.assert_untouched()

    def kill(self, number, delay):
        """Starts a build of new data and ends it with a signal; its status."""
        run = subprocess.Popen(
            [str(tongbao.PROGRAM), "build", str(self.new), "-o", str(self.out),
             "--profile", str(mini.PROFILE)], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        run.send_signal(number)
        return run.wait(timeout=60)

    def test_a_killed_build_leaves_the_old_output_or_the_new(self):
        self.new = mini.copy(self.folder, "new")
        mini.change(self.new, 4, "得分", "66")
        other = self.folder / "other"
        start = time.monotonic()
        self.assertEqual(build(self.new, other).status, 0)
        whole = time.monotonic() - start
        new = tongbao.contents(other)
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            for step in range(24):
                with self.subTest(number.name, step=step):
                    self.kill(number, whole * step / 20)
                    self.assertIn(tongbao.standing(self.out, old=self.old, new=new),
                                  ("old", "new"))
                    names = [p.name for p in self.out.parent.iterdir()]
                    if number == signal.SIGKILL:
                        self.assertLessEqual(len(names), 2, names)
                    else:
                        self.assertEqual(names, ["out"])
                    result = build(self.bulletin, self.out)
                    self.assertEqual(result.status, 0, result.err)
                    self.assert_untouched()

    def test_builds_at_the_same_time_leave_one_whole_output(self):
        self.new = mini.copy(self.folder, "new")
        mini.change(self.new, 4, "得分", "66")
        other = self.folder / "other"
        build(self.new, other)
        new = tongbao.contents(other)
        for _ in range(5):
            runs = [subprocess.Popen(
                [str(tongbao.PROGRAM), "build", str(data), "-o", str(self.out),
                 "--profile", str(mini.PROFILE)], stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                for data in (self.bulletin, self.new) * 3]
            self.assertLessEqual({run.wait(timeout=60) for run in runs}, {0, 3})
            self.assertIn(tongbao.standing(self.out, old=self.old, new=new),
                          ("old", "new"))
            self.assertEqual([p.name for p in self.out.parent.iterdir()], ["out"])


@tongbao.needs_program
class Hostile(tongbao.Case):
    def test_a_symlink_in_the_output_is_not_followed(self):
        out = self.folder / "out"
        self.assertEqual(build(mini.BULLETIN, out).status, 0)
        victim = self.folder / "victim"
        victim.write_bytes(b"mine")
        (out / mini.BODY).unlink()
        (out / mini.BODY).symlink_to(victim)
        build(mini.BULLETIN, out)
        self.assertEqual(victim.read_bytes(), b"mine")

    def test_a_title_cannot_leave_the_output_folder(self):
        profile = mini.copy_profile(self.folder)
        path = profile / "bulletin.xml"
        path.write_text(path.read_text("utf-8").replace(
            'title="{{期次.期次}}检查情况通报"', 'title="../../{{期次.期次}}/通报"'), "utf-8")
        out = self.folder / "a/b/out"
        result = tongbao.run("build", mini.BULLETIN, "-o", out, "--profile", profile)
        if result.status == 0:
            self.assertEqual(len(tongbao.outputs(out)), 3)
        shutil.rmtree(out, ignore_errors=True)
        self.assertEqual([p for p in (self.folder / "a").rglob("*")
                          if p.is_file()], [])

    def test_text_that_looks_like_a_formula_stays_text(self):
        bulletin = mini.copy(self.folder)
        profile = mini.copy_profile(self.folder)
        path = profile / "结果表.xml"
        path.write_text(path.read_text("utf-8").replace("{{代码}}", "{{问题}}"), "utf-8")
        mini.change(bulletin, 2, "问题", "=1+1")
        mini.change(bulletin, 3, "问题", "@SUM(A1)")
        mini.change(bulletin, 4, "问题", "<b>&amp;{{得分}}_x0041_")
        out = self.folder / "out"
        result = tongbao.run("build", bulletin, "-o", out, "--profile", profile)
        self.assertEqual(result.status, 0, result.err)
        expected = ["=1+1", "@SUM(A1)", "<b>&amp;{{得分}}_x0041_"]
        table = read_docx.tables(read_docx.read(out / mini.LIST[0]))[0]
        self.assertEqual([row[1].text for row in table.rows[1:4]], expected)
        sheet = read_xlsx.read(out / mini.LIST[1]).sheets[0]
        self.assertEqual([row[1] for row in read_xlsx.rows(sheet)[-4:-1]], expected)
