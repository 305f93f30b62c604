"""Command lines: help, version, wrong usage."""
import re
import subprocess
import unicodedata

import mini
import tongbao

COMMANDS = ("build", "check", "show", "render", "forms", "lint", "verify",
            "seal", "form", "template")
CHINESE = tongbao.environment(LC_ALL="C.UTF-8", LANGUAGE="zh_CN")
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
    ["build", "", "-o", "OUT"],
    ["build", "FOLDER", "-o", ""],
    ["check", ""],
    ["forms"],
    ["lint"],
    ["verify"],
    ["seal", "PACKAGE.zip"],
    ["template", "export"],
]
# What a Chinese clerk reads, below it where the usage is told.
SAID = [
    ("biuld 六安", "tongbao：没有命令“biuld”；是不是“build”？"),
    ("六安市", "tongbao：没有命令“六安市”"),
    ("check 六安 2021年", "tongbao check: “2021年”多出来了；名称里有空格的，前后要加引号"),
    ("lint a b c", "tongbao lint: “c”多出来了；名称里有空格的，前后要加引号"),
    ("check 六安 --repot=a.xlsx", "tongbao check: 没有选项 --repot；是不是 --report？"),
    ("check 六安 --zzzzzz", "tongbao check: 没有选项 --zzzzzz"),
    ("check -qx 六安", "tongbao check: 没有选项 -x"),
    ("check 六安 -qp", "tongbao check: -p 后面缺内容"),
    ("build 六安 --output", "tongbao build: --output 后面缺内容"),
    ("check 六安 --quiet=yes", "tongbao check: --quiet 后面不能跟内容，或者写得不全"),
    ("check -é", "tongbao check: 没有选项 -é"),
    ("build 六安", "tongbao build: 要写明通报的文件夹和 -o 文件夹"),
    ("check", "tongbao check: 要写明通报的文件夹"),
    ("verify", "tongbao verify: 要给出归档包"),
]


def columns(line):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


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
            with self.subTest(arguments):
                text = self.succeed(*arguments, env=CHINESE)
                self.assertRegex(text, "[一-鿿]{4}")
                # A library's own English would be a line without any.
                self.assertEqual([line for line in text.splitlines()
                                  if line and not re.search("[一-鿿]", line)], [])

    def test_a_help_s_columns_are_those_a_chinese_font_has(self):
        for command in COMMANDS:
            lines = self.succeed(command, "--help", env=CHINESE).splitlines()
            for line in lines:
                self.assertLessEqual(columns(line), 79, line)
            starts = {columns(m.group(1)) for m in (
                re.match(r"(  -.+?  +)[^ -]", line) for line in lines) if m}
            self.assertEqual(starts, {30}, command)

    def test_wrong_usage_is_said_in_chinese_with_what_was_meant(self):
        for line, said in SAID:
            with self.subTest(line):
                result = tongbao.run(*line.split(), cwd=self.folder, env=CHINESE)
                name = said.split(":")[0] if ": " in said else "tongbao"
                self.assertEqual(result.err.splitlines(), [
                    said, "用法见“%s --help”。" % name])
                self.assertEqual((result.status, result.out), (2, ""))

    def test_h_and_the_question_mark_ask_for_help_too(self):
        for command in COMMANDS:
            for word in ("-h", "-?"):
                self.assertEqual(self.succeed(command, word),
                                 self.succeed(command, "--help"))

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

    def test_the_profiles_there_are_are_listed_where_none_is_found(self):
        there = "; there are: fuyang, luan, xianyang, xuchang, zibo"
        for command in (["forms", "lian", "-o", self.folder / "x"],
                        ["lint", "lian"],
                        ["template", "export", "lian", self.folder / "x"]):
            self.assertTrue(self.refuse(1, *command).strip().endswith(there))
        mini.copy_profile(self.folder)
        self.assertIn("write ./profile for the folder", self.refuse(
            1, "forms", "profile", "-o", "x", cwd=self.folder))
