"""Command lines: help, version, wrong usage."""
import subprocess

import mini
import tongbao

COMMANDS = ("build", "check", "show", "render", "form")
WRONG = [
    [],
    ["no-such-command"],
    ["--no-such-option"],
    ["build"],
    ["build", "FOLDER"],
    ["build", "FOLDER", "-o"],
    ["build", "FOLDER", "OTHER", "-o", "OUT"],
    ["build", "FOLDER", "-o", "OUT", "--no-such-option"],
    ["check"],
    ["check", "FOLDER", "OTHER"],
    ["show"],
    ["show", "no-such-stage", "FILE"],
    ["show", "grid"],
    ["show", "table", "NAME"],
    ["show", "view", "NAME"],
    ["show", "tree"],
    ["form"],
    ["form", "FILE.docx", "OTHER.docx"],
    ["form", "FILE.docx", "--no-such-option"],
    ["render", "TEMPLATE.docx", "DATA.json"],
    ["render", "TEMPLATE.docx", "-o", "OUT.docx"],
    ["render", "TEMPLATE.docx", "DATA.json", "-o", "OUT.docx", "--missing=no"],
]


@tongbao.needs_program
class Usage(tongbao.Case):
    def test_wrong_usage_is_status_2_with_a_word_on_stderr(self):
        for arguments in WRONG:
            with self.subTest(" ".join(arguments)):
                result = tongbao.run(*arguments, cwd=self.folder)
                self.assertEqual((result.status, result.out), (2, ""), result.err)
                self.assertIn("tongbao", result.err)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_the_version_is_that_of_the_build(self):
        version = tongbao.ROOT.joinpath("meson.build").read_text().split(
            "version: '")[1].split("'")[0]
        self.assertEqual(self.succeed("--version"), "tongbao %s\n" % version)

    def test_help_names_every_command(self):
        text = self.succeed("--help")
        for command in COMMANDS:
            self.assertRegex(text, r"(?m)^ +%s\b" % command)

    def test_every_command_has_help(self):
        for command in COMMANDS:
            with self.subTest(command):
                text = self.succeed(command, "--help")
                self.assertRegex(text, r"^Usage: .*\b%s\b" % command)
                self.assertIn("--help", text)

    def test_help_is_chinese_under_a_chinese_locale(self):
        for arguments in (["--help"], *([c, "--help"] for c in COMMANDS)):
            text = self.succeed(*arguments, env=tongbao.environment(
                LC_ALL="C.UTF-8", LANGUAGE="zh_CN"))
            self.assertRegex(text, "[一-鿿]{4}")

    def test_a_full_standard_output_is_the_system_s_failure(self):
        for arguments in (["--help"], ["--version"],
                          ["show", "grid", str(mini.BULLETIN / "检查结果.csv")]):
            with self.subTest(arguments), open("/dev/full", "wb") as full:
                run = subprocess.run([str(tongbao.PROGRAM), *arguments],
                                     stdout=full, stderr=subprocess.PIPE)
                self.assertEqual(run.returncode, 3, run.stderr)
                self.assertNotEqual(run.stderr, b"")

    def test_a_folder_that_is_not_there_is_named(self):
        for command in (["check"], ["build", "-o", str(self.folder / "out")]):
            result = tongbao.run(*command, self.folder / "不在", "--profile",
                                 mini.PROFILE)
            self.assertIn(result.status, (1, 3))
            self.assertIn("不在", result.err)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_a_profile_that_is_not_there_is_named(self):
        err = self.refuse(1, "check", mini.BULLETIN, "--profile", "无此城市")
        self.assertIn("无此城市", err)
