#!/usr/bin/env python3
"""Rewrites the goldens of every sample from a fresh build, for review with
`git diff`.  usage: update.py [SAMPLE...]"""
import pathlib
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True
import dump


def main(names):
    for name in names or dump.samples():
        with tempfile.TemporaryDirectory() as folder:
            goldens = dump.dump_sample(name, pathlib.Path(folder, "out"))
        shutil.rmtree(dump.HERE / name, ignore_errors=True)
        for golden, text in goldens.items():
            path = dump.HERE / name / golden
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        print("%s: %d goldens" % (name, len(goldens)))


if __name__ == "__main__":
    main(sys.argv[1:])
