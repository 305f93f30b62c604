#!/usr/bin/env python3
"""Measures rendering alone, by bench_render: 200 documents in one process, and
documents that grow; nothing here is a test.

usage: documents.py        (TONGBAO_BUILD names another build folder)
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(os.environ.get("TONGBAO_BUILD", HERE.parents[1] / "build"))
CASES = ((200, 200), (1000, 200), (10000, 5), (100000, 1))  # rows, documents


def main(folder):
    subprocess.run([sys.executable, HERE / "inputs.py", folder,
                    *(str(rows) for rows, _ in CASES)], check=True)
    missed = 0
    for rows, documents in CASES:
        print("%6d rows x 8, " % rows, end="", flush=True)
        missed += subprocess.run(
            [BUILD / "tests/bench_render", folder / "template.docx",
             folder / ("%d.json" % rows), str(documents), folder / "out.docx"]
        ).returncode
    return 1 if missed else 0


if __name__ == "__main__":
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="tongbao-bench-"))
    try:
        sys.exit(main(scratch))
    finally:
        shutil.rmtree(scratch)
