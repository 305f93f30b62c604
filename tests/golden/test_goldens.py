"""Every part of every sample's outputs is what was reviewed last.

`python3 tests/golden/update.py` rewrites the goldens; `git diff` reviews them.
"""
import difflib

import dump
import tongbao


@tongbao.needs_program
class Goldens(tongbao.Case):
    def test_every_part_is_what_was_reviewed(self):
        for name in dump.samples():
            fresh = dump.dump_sample(name, self.folder / name)
            folder = dump.HERE / name
            known = {str(p.relative_to(folder)): p.read_text("utf-8")
                     for p in sorted(folder.rglob("*.txt"))}
            self.assertEqual(sorted(fresh), sorted(known))
            for golden, text in fresh.items():
                with self.subTest(golden):
                    diff = list(difflib.unified_diff(
                        known[golden].splitlines(), text.splitlines(),
                        "reviewed", "built now", lineterm="", n=1))
                    self.assertFalse(diff, "\n" + "\n".join(diff[:40]))
