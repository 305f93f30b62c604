"""Running the program under test, and the folders it works on."""
import collections
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(os.environ.get("TONGBAO_BUILD", ROOT / "build"))
PROGRAM = BUILD / "cmd/tongbao"
SAMPLE = ROOT / "samples/luan-2021q4"
# Judges, specifications and notices that may lie beside a checkout.
SHARED = pathlib.Path(os.environ.get("TONGBAO_SHARED", ROOT.parent / "shared"))

needs_program = unittest.skipUnless(PROGRAM.exists(), "%s is not built" %
                                    PROGRAM.relative_to(BUILD.parent))
needs_shared = unittest.skipUnless(SHARED.is_dir(), "../shared is absent")

# status is an exit status; out and err are text.
Run = collections.namedtuple("Run", "status out err")


def environment(**changes):
    """The caller's environment with the changes; None takes a name out."""
    env = dict(os.environ)
    for name, value in changes.items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = str(value)
    return env


def run(*arguments, cwd=None, env=None, timeout=120, umask=-1):
    """Runs the program to its end; whatever happens, it never crashes."""
    done = subprocess.run([str(PROGRAM), *map(str, arguments)], cwd=cwd,
                          env=env, timeout=timeout, umask=umask,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE)
    result = Run(done.returncode, done.stdout.decode("utf-8"),
                 done.stderr.decode("utf-8"))
    if result.status not in (0, 1, 2, 3):
        raise AssertionError("exit status %d of tongbao %s\n%s" % (
            result.status, " ".join(map(str, arguments)), result.err))
    return result


def contents(folder):
    """Every file below the folder: {relative name: bytes}; None if there is
    no folder."""
    folder = pathlib.Path(folder)
    if not folder.is_dir():
        return None
    return {str(p.relative_to(folder)): p.read_bytes()
            for p in sorted(folder.rglob("*")) if p.is_file()}


def standing(folder, **known):
    """Which of the known contents the folder has: its name, "absent", or what
    else is in it, short enough for a message."""
    found = contents(folder)
    if found is None:
        return "absent"
    for name, files in known.items():
        if found == files:
            return name
    return sorted((name, len(data)) for name, data in found.items())


def outputs(folder):
    """The documents a build wrote into the folder."""
    return sorted(p for p in pathlib.Path(folder).iterdir()
                  if p.is_file() and not p.name.startswith(".")
                  and p.suffix != ".zip")


def package(folder):
    """The package a build wrote into the folder."""
    found = list(pathlib.Path(folder).glob("*.zip"))
    if len(found) != 1:
        raise AssertionError("packages: %s" % found)
    return found[0]


class Case(unittest.TestCase):
    """A test with a folder of its own, self.folder, and assertions on runs."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tongbao-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def copy(self, source, name=None):
        """A copy of a folder that the test may change."""
        target = self.folder / (name or pathlib.Path(source).name)
        shutil.copytree(source, target)
        return target

    def succeed(self, *arguments, **options):
        """Runs the program, which must end well; its standard output."""
        result = run(*arguments, **options)
        self.assertEqual(result.status, 0, result.err)
        return result.out

    def refuse(self, status, *arguments, **options):
        """Runs the program, which must end with the status; its messages."""
        result = run(*arguments, **options)
        self.assertEqual(result.status, status, result.out + result.err)
        self.assertNotEqual(result.err, "", "refused without a word")
        return result.err
