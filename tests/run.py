#!/usr/bin/env python3
"""Runs the tests of a finished build and counts their cases.

usage: run.py BUILD [NAME...]

Three kinds of test give cases: each test of a cmocka program that meson knows,
any other program that meson knows (one case: its exit status), and each test
of the unittest modules beside this file.  Programs and modules run side by
side; what failed is printed as they end.  The last line is
`N passed, N failed`, with `, N skipped` behind it if any were.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import traceback
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = ("tests/cli", "tests/golden")

# outcome is "passed", "failed" or "skipped"; text says why.
Case = collections.namedtuple("Case", "name outcome text")


def run_program(test):
    """The cases of one program, given as meson describes it."""
    env = dict(os.environ, **test["env"])
    try:
        run = subprocess.run(test["cmd"], env=env, cwd=test["workdir"] or ROOT,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, timeout=10 * test["timeout"])
    except subprocess.TimeoutExpired:
        return [Case(test["name"], "failed", "still running after its time")]
    text = run.stdout.decode("utf-8", "replace")
    cases = read_cmocka(test["name"], text)
    if run.returncode == 77 and not cases:
        return [Case(test["name"], "skipped", text.strip())]
    if run.returncode != 0 and not any(c.outcome == "failed" for c in cases):
        why = "exit status %d\n%s" % (run.returncode, text)
        return cases + [Case(test["name"], "failed", why)]
    return cases or [Case(test["name"], "passed", "")]


def read_cmocka(program, text):
    """Cases from what a cmocka program printed; none if it is not one."""
    cases = []
    for block in re.split(r"^\[ RUN      \] ", text, flags=re.M)[1:]:
        name, _, said = block.partition("\n")
        end = re.search(r"^\[(       OK |  SKIPPED |  FAILED  )\] ", said, re.M)
        outcome = {"OK": "passed", "SKIPPED": "skipped"}.get(
            end.group(1).strip() if end else "", "failed")
        cases.append(Case(program + ": " + name, outcome,
                          said[:end.start()] if end else said))
    return cases


class Result(unittest.TestResult):
    """Keeps one case per test, however many of its sub-tests failed."""

    def __init__(self):
        super().__init__()
        self.cases = {}

    def note(self, test, outcome, text=""):
        name = test.id()
        before = self.cases.get(name)
        if before and before.outcome != "passed":
            text = before.text + "\n" + text
        self.cases[name] = Case(name, outcome, text)

    def addSuccess(self, test):
        self.cases.setdefault(test.id(), Case(test.id(), "passed", ""))

    def addError(self, test, err):
        self.note(test, "failed", self._exc_info_to_string(err, test))

    addFailure = addError

    def addSubTest(self, test, subtest, err):
        if err is not None:
            title = subtest.id()[len(test.id()):].strip()
            self.note(test, "failed",
                      title + "\n" + self._exc_info_to_string(err, test))

    def addSkip(self, test, reason):
        self.note(test, "skipped", reason)

    def addExpectedFailure(self, test, err):
        self.addSuccess(test)

    def addUnexpectedSuccess(self, test):
        self.note(test, "failed", "passed, though a failure was expected")


def run_module(name):
    """The cases of one unittest module."""
    sys.path[:0] = [str(ROOT / folder) for folder in FOLDERS]
    os.chdir(ROOT)
    result = Result()
    try:
        unittest.defaultTestLoader.loadTestsFromName(name).run(result)
    except Exception:
        return [Case(name, "failed", traceback.format_exc())]
    return list(result.cases.values())


def run_task(task):
    return run_module(task) if isinstance(task, str) else run_program(task)


def find_tasks(build, names):
    known = subprocess.run(["meson", "introspect", "--tests", build], cwd=ROOT,
                           check=True, stdout=subprocess.PIPE).stdout
    modules = sorted(p.stem for folder in FOLDERS
                     for p in (ROOT / folder).glob("test_*.py"))
    tasks = [(module, module) for module in modules]
    tasks += [(test["name"], test) for test in json.loads(known)]
    return [(name, task) for name, task in tasks
            if not names or any(part in name for part in names)]


def set_environment(build):
    os.environ["TONGBAO_BUILD"] = str(ROOT / build)
    # Not 1: that is the status of refused data.
    os.environ["ASAN_OPTIONS"] = "exitcode=99:detect_stack_use_after_return=1"
    os.environ["UBSAN_OPTIONS"] = "exitcode=99:halt_on_error=1:print_stacktrace=1"
    os.environ["LSAN_OPTIONS"] = "exitcode=99:print_suppressions=0:suppressions=%s" % (
        ROOT / "tests/lsan.txt")
    for name in ("LC_ALL", "LANG", "LANGUAGE", "TZ", "SOURCE_DATE_EPOCH"):
        os.environ.pop(name, None)
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.dont_write_bytecode = True


def main(arguments):
    build, names = arguments[0], arguments[1:]
    set_environment(build)
    counts = collections.Counter()
    skipped = collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        runs = {pool.submit(run_task, task): name
                for name, task in find_tasks(build, names)}
        for run in concurrent.futures.as_completed(runs):
            for case in run.result():
                counts[case.outcome] += 1
                if case.outcome == "failed":
                    print("FAILED %s\n    %s" % (
                        case.name, case.text.strip().replace("\n", "\n    ")))
                elif case.outcome == "skipped":
                    skipped[case.text.strip()] += 1
            sys.stdout.flush()
    for reason, n in sorted(skipped.items()):
        print("skipped %d: %s" % (n, reason))
    print("%d passed, %d failed%s" % (
        counts["passed"], counts["failed"],
        ", %d skipped" % counts["skipped"] if counts["skipped"] else ""))
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
