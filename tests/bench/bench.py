#!/usr/bin/env python3
"""Measures whole runs of the program: CPU (user and system) and peak memory,
medians of five.  Nothing here is a test; the exit status is 1 if a goal is
missed.

usage: bench.py        (TONGBAO_BUILD names another build folder)

Inputs are made by another process: the peak the kernel tells of a process
begins with what its parent used when it started it, so this one stays small.
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.path.join(os.environ.get("TONGBAO_BUILD", os.path.join(ROOT, "build")),
                       "cmd/tongbao")
RUNS = 5
ROWS = (10000, 100000)


def run_once(arguments):
    """(seconds, MiB) of one run, which must succeed."""
    pid = os.posix_spawn(PROGRAM, [PROGRAM, *arguments],
                         dict(os.environ, LC_ALL="C.UTF-8"),
                         file_actions=[(os.POSIX_SPAWN_OPEN, fd, "/dev/null",
                                        os.O_WRONLY, 0) for fd in (1, 2)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit("failed: tongbao %s" % " ".join(arguments))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(title, arguments, goal=None):
    """Prints the medians of several runs, the first, which warms the caches,
    not counted.  The seconds, and whether the goal is met."""
    run_once(arguments)
    runs = [run_once(arguments) for _ in range(RUNS)]
    seconds, peak = (sorted(column)[RUNS // 2] for column in zip(*runs))
    met = goal is None or (seconds <= goal[0] and peak <= goal[1])
    wanted = "" if goal is None else "   goal %.3f s %3.0f MiB%s" % (
        *goal, "" if met else "   MISSED")
    print("%-44s %8.3f s %7.1f MiB%s" % (title, seconds, peak, wanted), flush=True)
    return seconds, met


def main(folder):
    subprocess.run([sys.executable, os.path.join(HERE, "inputs.py"), folder,
                    *map(str, ROWS)], check=True)
    here = lambda name: os.path.join(folder, name)
    met = []

    sample = os.path.join(ROOT, "samples/luan-2021q4")
    met.append(measure("the whole notice, body and four attachments",
                       ["build", sample, "-o", here("notice")], (0.040, 24))[1])
    seconds = {}
    for n in ROWS:
        seconds[n], ok = measure(
            "CSV, %d rows x 8 -> .docx" % n,
            ["build", here(str(n)), "-o", here("out"), "--profile", here("docx")],
            (1.2, 64) if n == 100000 else None)
        met.append(ok)
        measure("CSV, %d rows x 8 -> .docx and .xlsx" % n,
                ["build", here(str(n)), "-o", here("out2"), "--profile", here("both")])
        measure("JSON, %d rows x 8 -> .docx" % n,
                ["render", here("template.docx"), here("%d.json" % n), "-o",
                 here("out.docx")])
    growth = seconds[ROWS[1]] / max(seconds[ROWS[0]], 0.001)
    met.append(growth < 12)
    print("ten times the rows take %.1f times the time%s" % (
        growth, "" if growth < 12 else "   MISSED"))
    return 0 if all(met) else 1


if __name__ == "__main__":
    scratch = tempfile.mkdtemp(prefix="tongbao-bench-")
    try:
        sys.exit(main(scratch))
    finally:
        shutil.rmtree(scratch)
