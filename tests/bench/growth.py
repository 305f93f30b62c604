#!/usr/bin/env python3
"""Counts the instructions of whole runs over inputs that double in one
dimension.  The cost of what was added may grow 2.3 times a doubling; the exit
status is 1 if it grows more.  By hand: callgrind takes a minute or two for
each.

usage: growth.py [NAME...]       dimensions whose name holds one of them
                                 (TONGBAO_BUILD names another build folder)

What a dimension is, is in dimensions.py.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import dimensions

GOAL = 2.3
# Fewer instructions than these, in millions, are no cost worth a ratio.
FLOOR = 20


def count(arguments, statuses):
    """Millions of instructions of one run."""
    run = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
         str(dimensions.PROGRAM), *map(str, arguments)], stdin=subprocess.DEVNULL,
        env=dict(os.environ, LC_ALL="C.UTF-8"), stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE)
    err = run.stderr.decode("utf-8", "replace")
    found = re.search(r"Collected : (\d+)", err)
    if run.returncode not in statuses or not found:
        sys.exit("status %d: tongbao %s\n%s" % (
            run.returncode, " ".join(map(str, arguments)), err[-2000:]))
    return int(found.group(1)) / 1e6


def measure(name, n, make):
    """Prints a line; whether the goal is met."""
    counts = []
    for times in (1, 2, 4, 8):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="tongbao-growth-"))
        try:
            arguments, statuses = make(folder, n * times)
            counts.append(count(arguments, statuses))
        finally:
            shutil.rmtree(folder)
    added = [b - a for a, b in zip(counts, counts[1:])]
    ratios = [b / max(a, FLOOR) for a, b in zip(added, added[1:])]
    met = max(ratios) <= GOAL
    print("%-22s n=%-6d %s   x %s%s" % (
        name, n, " ".join("%8.1f" % c for c in counts),
        " ".join("%.2f" % r for r in ratios), "" if met else "   MISSED"),
        flush=True)
    return met


def main(names):
    print("%-22s %-8s millions of instructions at n, 2n, 4n, 8n; growth of "
          "what was added" % ("dimension", ""))
    met = [measure(name, n, make) for name, n, make in dimensions.ALL
           if not names or any(part in name for part in names)]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
