"""The package of a build, read back by tools of others."""
import hashlib
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile

import mini
import tongbao

BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def build(bulletin, out, *options):
    return tongbao.run("build", bulletin, "-o", out, "--profile", mini.PROFILE,
                       *options)


def files(package):
    """{path in the bag: bytes} of a package."""
    with zipfile.ZipFile(package) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
        if tops != {package.stem}:
            raise AssertionError("folders at the top: %s" % tops)
        return {name.partition("/")[2]: archive.read(name)
                for name in archive.namelist()}


def names(package):
    """{path in the bag: name the file had} by record.xml."""
    root = ET.fromstring(files(package)["metadata/record.xml"])
    return {f.findtext("归档名"): f.findtext("计算机文件名")
            for f in root.iterfind("文件")}


class Case(tongbao.Case):
    def setUp(self):
        super().setUp()
        self.out = self.folder / "out"
        result = build(mini.BULLETIN, self.out)
        self.assertEqual(result.status, 0, result.err)
        self.package = tongbao.package(self.out)


@tongbao.needs_program
class Package(Case):
    def run_tool(self, *command):
        if not shutil.which(command[0]):
            self.skipTest(command[0] + " is absent")
        run = subprocess.run(command, cwd=self.folder / self.package.stem,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(run.returncode, 0, run.stdout.decode())

    def unpack(self):
        with zipfile.ZipFile(self.package) as archive:
            archive.extractall(self.folder)

    def test_others_can_check_it(self):
        self.unpack()
        self.run_tool("sha256sum", "--strict", "-c", "manifest-sha256.txt")
        self.run_tool("sha256sum", "--strict", "-c", "tagmanifest-sha256.txt")
        self.run_tool("cksum", "-a", "sm3", "--check", "manifest-sm3.txt")

    def test_its_metadata_follow_their_schemas(self):
        self.unpack()
        for name in ("record", "文件目录"):
            self.run_tool("xmllint", "--nonet", "--noout", "--schema",
                          "metadata/%s.xsd" % name, "metadata/%s.xml" % name)

    def test_other_readers_see_the_same_names(self):
        expected = sorted("%s/%s" % (self.package.stem, name)
                          for name in files(self.package))
        for command in (["bsdtar", "-tf"], ["zipinfo", "-1"]):
            if shutil.which(command[0]):
                run = subprocess.run(command + [str(self.package)], check=True,
                                     env=tongbao.environment(LC_ALL="C.UTF-8"),
                                     stdout=subprocess.PIPE)
                self.assertEqual(sorted(run.stdout.decode().split("\n")[:-1]),
                                 expected, command)

    def test_it_is_a_whole_bag(self):
        found = files(self.package)
        self.assertEqual(found["bagit.txt"], BAGIT)
        payload = sorted(name for name in found if name.startswith("data/"))
        tags = sorted(set(found) - set(payload) - {"tagmanifest-sha256.txt"})
        for name, covered, algorithm in (
                ("manifest-sha256.txt", payload, "sha256"),
                ("manifest-sm3.txt", payload, "sm3"),
                ("tagmanifest-sha256.txt", tags, "sha256")):
            lines = [line.split("  ", 1)
                     for line in found[name].decode().splitlines()]
            self.assertEqual([path for _, path in lines], covered, name)
            if algorithm in hashlib.algorithms_available:
                self.assertEqual(
                    [digest for digest, _ in lines],
                    [hashlib.new(algorithm, found[path]).hexdigest()
                     for path in covered], name)
        size = sum(len(found[name]) for name in payload)
        info = found["bag-info.txt"].decode().splitlines()
        self.assertIn("Payload-Oxum: %d.%d" % (size, len(payload)), info)
        self.assertIn("External-Identifier: profile-2024m03", info)

    def test_every_output_and_every_input_is_in_it(self):
        found, called = files(self.package), names(self.package)
        kinds = {"documents": tongbao.outputs(self.out),
                 "inputs": [p for p in mini.BULLETIN.iterdir()
                            if p.suffix != ".md"],
                 "profile": [p for p in mini.PROFILE.iterdir()]}
        for kind, paths in kinds.items():
            packed = {called[name]: data for name, data in found.items()
                      if name.startswith("data/%s/" % kind) and
                      name.count("/") == 2}
            self.assertEqual(packed, {p.name: p.read_bytes() for p in paths})
        base = tongbao.ROOT / "templates/base"
        for path in base.rglob("*"):
            if path.is_file():
                name = "data/profile/base/" + str(path.relative_to(base))
                self.assertEqual(found[name], path.read_bytes())

    def test_payload_names_are_ascii(self):
        for name in files(self.package):
            if name.startswith("data/"):
                self.assertTrue(name.isascii(), name)

    def test_the_record_says_what_the_files_are(self):
        found = files(self.package)
        root = ET.fromstring(found["metadata/record.xml"])
        self.assertEqual(root.findtext("电子文件号"), self.package.stem)
        self.assertEqual(root.findtext("题名"), mini.BODY[:-len(".docx")])
        for name in ("日期", "密级", "文件编号"):
            self.assertIsNone(root.find(name), "nobody said it")
        for file in root.iterfind("文件"):
            data = found[file.findtext("归档名")]
            self.assertEqual(int(file.findtext("计算机文件大小")), len(data))
            digests = {d.get("算法"): d.text for d in file.iterfind("数字摘要")}
            self.assertEqual(digests["SHA-256"],
                             hashlib.sha256(data).hexdigest())
            self.assertEqual(set(digests), {"SHA-256", "SM3"})
        listed = ET.fromstring(found["metadata/文件目录.xml"])
        self.assertEqual(
            [f.findtext("电子档案名称") for f in listed],
            [f.findtext("归档名") for f in root.iterfind("文件")
             if f.get("类别") == "文件"])

    def test_the_same_input_gives_the_same_package(self):
        again = self.folder / "again"
        bulletin = self.copy(mini.BULLETIN, "copy/bulletin")
        result = tongbao.run(
            "build", bulletin, "-o", again, "--profile", mini.PROFILE,
            env=tongbao.environment(TZ="Asia/Shanghai", LC_ALL="C"))
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual(tongbao.package(again).read_bytes(),
                         self.package.read_bytes())

    def test_a_template_of_the_bulletin_is_in_it(self):
        bulletin = self.copy(mini.BULLETIN)
        shutil.copy(mini.PROFILE / "结果表.xml", bulletin / "结果表.xml")
        out = self.folder / "own"
        self.assertEqual(build(bulletin, out).status, 0)
        called = names(tongbao.package(out))
        self.assertIn(("结果表.xml", "data/inputs/"), {
            (name, path[:len("data/inputs/")])
            for path, name in called.items()})


@tongbao.needs_program
class Particulars(tongbao.Case):
    def record(self, text):
        """(result, package) of a build whose profile has that <record>."""
        profile = mini.copy_profile(self.folder)
        path = profile / "bulletin.xml"
        path.write_text(path.read_text("utf-8").replace(
            "</bulletin>", text + "</bulletin>"), "utf-8")
        out = self.folder / "out"
        result = tongbao.run("build", mini.BULLETIN, "-o", out, "--profile",
                             profile)
        shutil.rmtree(profile)
        return result, tongbao.package(out) if result.status == 0 else None

    def test_what_the_profile_says_is_in_the_record(self):
        result, package = self.record(
            '<record id="a-{{期次.期次年}}" number="甲〔2024〕1号" issuer="甲市" '
            'kind="通报" to="各县" copy="乙" secrecy="内部" retention="30年" '
            'date="{{期次.检查结束}}" pages="3"/>')
        self.assertEqual(result.status, 0, result.err)
        self.assertEqual(package.name, "a-2024.zip")
        info = files(package)["bag-info.txt"].decode().splitlines()
        self.assertIn("Bagging-Date: 2024-03-08", info)
        self.assertIn("Source-Organization: 甲市", info)
        root = ET.fromstring(files(package)["metadata/record.xml"])
        for name, text in (("文件编号", "甲〔2024〕1号"), ("责任者", "甲市"),
                           ("文种", "通报"), ("主送", "各县"), ("抄送", "乙"),
                           ("密级", "内部"), ("保管期限", "30年"),
                           ("年度", "2024"), ("页数", "3")):
            self.assertEqual(root.findtext(name), text)

    def test_what_cannot_be_is_refused(self):
        for attribute, message in (
                ('id="通报"', "names no package"), ('id="../a"', "no package"),
                ('date="2024年4月"', "no date"), ('pages="三"', "no number"),
                ('year="24"', "no number"), ('size="1"', "size")):
            result, _ = self.record("<record %s/>" % attribute)
            self.assertEqual(result.status, 1, attribute)
            self.assertRegex(result.err, "bulletin.xml:\\d+: error: .*" + message)
