"""tests/setup.sh, with a dpkg and an apt-get that only pretend."""
import shutil
import subprocess

import tongbao

TOOLS = ("sh", "sed", "cat", "mktemp", "tail", "rm", "env")
QUERY = """#!/bin/sh
# Knows every package but those in $ABSENT.
shift 2
for package; do
    case " $ABSENT " in
    *" $package "*) status=1 ;;
    *) echo "$package installed" ;;
    esac
done
exit ${status-0}
"""
APT = """#!/bin/sh
for word; do last=$word; done
echo "$last" >>"$LOG"
exit $APT_STATUS
"""


class SetUp(tongbao.Case):
    def run_setup(self, absent="", user=0, apt_status=0, sudo=None):
        """(status, what was printed, last words of the calls of apt-get)."""
        programs = self.folder / "bin"
        shutil.rmtree(programs, ignore_errors=True)
        programs.mkdir()
        for tool in TOOLS:
            (programs / tool).symlink_to(shutil.which(tool))
        scripts = {"dpkg-query": QUERY, "apt-get": APT,
                   "id": "#!/bin/sh\necho %d\n" % user}
        if sudo is not None:
            scripts["sudo"] = '#!/bin/sh\nshift\n[ %d = 0 ] && exec "$@"\nexit 1\n' % sudo
            (programs / "true").symlink_to(shutil.which("true"))
        for name, text in scripts.items():
            (programs / name).write_text(text)
            (programs / name).chmod(0o755)
        log = self.folder / "log"
        log.write_text("")
        run = subprocess.run(
            [shutil.which("sh"), str(tongbao.ROOT / "tests/setup.sh")],
            env={"PATH": str(programs), "ABSENT": absent, "LOG": str(log),
                 "APT_STATUS": str(apt_status), "TMPDIR": str(self.folder)},
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        return run.returncode, run.stdout.decode(), log.read_text().split()

    def test_nothing_is_run_where_everything_is_there(self):
        self.assertEqual(self.run_setup(), (0, "", []))
        self.assertEqual(self.run_setup(user=1000), (0, "", []))

    def test_root_installs_what_is_missing_and_no_more(self):
        status, said, calls = self.run_setup("meson libzip-dev")
        self.assertEqual((status, calls), (0, ["update", "libzip-dev"]))
        self.assertEqual(said, "set-up: installing meson libzip-dev\n")

    def test_a_user_installs_through_a_sudo_that_asks_nothing(self):
        status, _, calls = self.run_setup("meson", user=1000, sudo=0)
        self.assertEqual((status, calls), (0, ["update", "meson"]))

    def test_who_may_not_install_is_told_what_to_type(self):
        for sudo, command in ((None, "    apt-get update && apt-get install"),
                              (1, "    sudo apt-get update && sudo apt-get install")):
            status, said, calls = self.run_setup("meson gcc", user=1000, sudo=sudo)
            self.assertEqual((status, calls), (1, []))
            self.assertIn("missing: gcc meson\n", said)
            self.assertIn(command, said)

    def test_an_install_that_fails_is_reported(self):
        status, said, _ = self.run_setup("meson", apt_status=100)
        self.assertEqual(status, 1)
        self.assertIn("missing: meson\n", said)
