"""The package of a build, read back by tools of others."""
import hashlib
import shutil
import subprocess
import unittest
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


def rewrite(package, changes, manifests=False):
    """Changes files of a package: {path: bytes, or None to take it out}; with
    manifests those are made anew, as whoever falsifies a package would."""
    found = files(package)
    for name, data in changes.items():
        if data is None:
            del found[name]
        else:
            found[name] = data
    if manifests:
        renew_manifests(found)
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(found.items()):
            archive.writestr("%s/%s" % (package.stem, name), data)


def renew_manifests(found):
    payload = {n: d for n, d in found.items() if n.startswith("data/")}
    for name, algorithm in (("manifest-sha256.txt", "sha256"),
                            ("manifest-sm3.txt", "sm3")):
        found[name] = "".join(
            "%s  %s\n" % (hashlib.new(algorithm, d).hexdigest(), n)
            for n, d in sorted(payload.items())).encode()
    info = [line for line in found["bag-info.txt"].decode().splitlines()
            if not line.startswith("Payload-Oxum")]
    info.append("Payload-Oxum: %d.%d" % (sum(map(len, payload.values())),
                                         len(payload)))
    found["bag-info.txt"] = ("\n".join(info) + "\n").encode()
    root = ET.fromstring(found["metadata/record.xml"])
    for file in root.iterfind("文件"):
        data = found[file.findtext("归档名")]
        file.find("计算机文件大小").text = str(len(data))
        for digest in file.iterfind("数字摘要"):
            digest.text = hashlib.new(
                {"SHA-256": "sha256", "SM3": "sm3"}[digest.get("算法")],
                data).hexdigest()
    found["metadata/record.xml"] = ET.tostring(root, "utf-8", xml_declaration=True)
    found["tagmanifest-sha256.txt"] = "".join(
        "%s  %s\n" % (hashlib.sha256(d).hexdigest(), n)
        for n, d in sorted(found.items())
        if not n.startswith(("data/", "tagmanifest-"))).encode()


needs_sm3 = unittest.skipUnless("sm3" in hashlib.algorithms_available,
                                "this Python has no SM3")


@tongbao.needs_program
class Verify(Case):
    def verify(self, status, *options):
        result = tongbao.run("verify", self.package, *options)
        self.assertEqual(result.status, status, result.out + result.err)
        return result.out + result.err

    def test_a_package_as_built_is_whole(self):
        self.assertRegex(self.verify(0), "[0-9]+ files of \\d+ bytes, all as packed")
        self.assertIn("all 3 documents come out the same",
                      self.verify(0, "--rebuild"))

    def test_a_package_unpacked_is_checked_too(self):
        with zipfile.ZipFile(self.package) as archive:
            archive.extractall(self.folder)
        folder = self.folder / self.package.stem
        self.succeed("verify", "--rebuild", folder)
        (folder / "data/inputs/more.txt").write_text("x")
        self.assertIn("data/inputs/more.txt: error: is not listed in manifest-"
                      "sha256.txt", self.refuse(1, "verify", folder))

    def test_each_broken_thing_is_named(self):
        found = files(self.package)
        changed = bytearray(found["data/profile/views.sql"])
        changed[7] ^= 1
        rewrite(self.package, {
            "data/profile/views.sql": bytes(changed),
            "data/documents/list.xlsx": None,
            "data/documents/more.docx": b"more",
            "metadata/readme.txt": b"other"})
        said = self.verify(1)
        for pattern in ("data/profile/views.sql: .*SHA-256",
                        "data/profile/views.sql: .*SM3",
                        "data/documents/list.xlsx: .*is missing",
                        "data/documents/more.docx: .*is not listed",
                        "metadata/readme.txt: .*SHA-256",
                        "bag-info.txt: .*Payload-Oxum"):
            self.assertRegex(said, pattern)

    def test_any_file_that_goes_is_missed(self):
        original = self.package.read_bytes()
        for name in files(self.package):
            rewrite(self.package, {name: None})
            with self.subTest(name):
                self.assertIn(name, self.verify(1))
            self.package.write_bytes(original)

    def test_damage_of_the_archive_is_found(self):
        original = self.package.read_bytes()
        for n in (0, 1, 100, len(original) // 2, len(original) - 1):
            self.package.write_bytes(original[:n])
            with self.subTest(kept=n):
                self.assertNotIn("Office", self.verify(1))
        with zipfile.ZipFile(self.package, "w") as archive:
            archive.writestr("a.txt", "a")
        self.assertIn("no bagit.txt", self.verify(1))
        self.package.unlink()
        self.assertIn("no such file", self.verify(1))

    @needs_sm3
    def test_a_document_that_does_not_open_is_named(self):
        rewrite(self.package, {"data/documents/body.docx": b"no document"}, True)
        self.assertIn("data/documents/body.docx: error: this is not an Office",
                      self.verify(1))

    @needs_sm3
    def test_a_figure_changed_by_hand_does_not_come_out_again(self):
        name = "data/documents/body.docx"
        source = self.folder / "body.docx"
        source.write_bytes(files(self.package)[name])
        with zipfile.ZipFile(source) as old:
            parts = {n: old.read(n) for n in old.namelist()}
        text = parts["word/document.xml"].decode()
        self.assertIn("83.75", text)
        parts["word/document.xml"] = text.replace("83.75", "85.75").encode()
        with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as new:
            for part, data in parts.items():
                new.writestr(part, data)
        rewrite(self.package, {name: source.read_bytes()}, True)
        self.verify(0)
        said = self.verify(1, "--rebuild")
        self.assertIn(name + ": error: comes out otherwise", said)

    @needs_sm3
    def test_data_changed_by_hand_are_found_by_building_again(self):
        path = next(path for path, name in names(self.package).items()
                    if name == "检查结果.csv")
        table = files(self.package)[path].decode("utf-8")
        lines = table.splitlines(True)
        rewrite(self.package, {path: "".join(lines[:-1]).encode()}, True)
        self.verify(0)
        self.assertRegex(self.verify(1, "--rebuild"),
                         "comes out otherwise|cannot be built")

    @needs_sm3
    def test_another_packing_of_the_same_parts_is_no_difference(self):
        name = "data/documents/body.docx"
        source = self.folder / "body.docx"
        source.write_bytes(files(self.package)[name])
        with zipfile.ZipFile(source) as old:
            parts = [(n, old.read(n)) for n in old.namelist()]
        with zipfile.ZipFile(source, "w", zipfile.ZIP_STORED) as new:
            for part, data in parts:
                new.writestr(part, data)
        rewrite(self.package, {name: source.read_bytes()}, True)
        self.assertIn("same contents", self.verify(0, "--rebuild"))

    @needs_sm3
    def test_names_in_the_record_do_not_leave_the_folder(self):
        found = files(self.package)
        for wrong in ("../../../escaped.csv", "/tmp/escaped.csv", "..", "a/b"):
            rewrite(self.package, {"metadata/record.xml": found[
                "metadata/record.xml"].replace("检查结果.csv".encode(),
                                               wrong.encode())}, True)
            with self.subTest(wrong):
                self.assertIn("is no name of a file", self.verify(1, "--rebuild"))

    def test_nothing_stays_behind(self):
        temporary = self.folder / "tmp"
        temporary.mkdir()
        self.succeed("verify", "--rebuild", self.package,
                     env=tongbao.environment(TMPDIR=temporary))
        self.assertEqual(list(temporary.iterdir()), [])


PDF = b"%PDF-1.4\n%%EOF\n"


@tongbao.needs_program
class Seal(Case):
    def setUp(self):
        super().setUp()
        self.copy_of = self.folder / "通报（盖章）.pdf"
        self.copy_of.write_bytes(PDF)

    def ofd(self, text):
        path = self.folder / "通报.ofd"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("OFD.xml", text)
        return path

    def test_stamped_copies_come_in_and_all_else_stays(self):
        before = files(self.package)
        said = self.succeed("seal", self.package, self.copy_of, self.ofd("<a/>"))
        self.assertIn("sealed 通报（盖章）.pdf as data/sealed/sealed-01.pdf", said)
        after = files(self.package)
        self.assertEqual(after["data/sealed/sealed-01.pdf"], PDF)
        renewed = {name for name in before if before[name] != after[name]}
        self.assertEqual(renewed, {
            "bag-info.txt", "manifest-sha256.txt", "manifest-sm3.txt",
            "tagmanifest-sha256.txt", "metadata/record.xml",
            "metadata/文件目录.xml"})
        self.assertEqual(names(self.package)["data/sealed/sealed-01.pdf"],
                         "通报（盖章）.pdf")
        self.succeed("verify", "--rebuild", self.package)
        listed = ET.fromstring(after["metadata/文件目录.xml"])
        self.assertEqual([f.findtext("备注") for f in listed],
                         [None, None, None, "盖章件", "盖章件"])

    def test_sealing_again_adds_and_changes_nothing(self):
        self.succeed("seal", self.package, self.copy_of)
        once = self.package.read_bytes()
        self.succeed("seal", self.package, self.copy_of)
        self.assertEqual(self.package.read_bytes(), once)
        self.succeed("seal", self.package, self.ofd("<a/>"))
        self.assertIn("data/sealed/sealed-02.ofd", files(self.package))

    def test_order_of_sealing_makes_no_difference_to_a_repeat(self):
        self.succeed("seal", self.package, self.copy_of, self.copy_of)
        self.assertEqual([n for n in files(self.package) if "sealed/" in n],
                         ["data/sealed/sealed-01.pdf"])

    def test_what_is_sealed_is_never_changed(self):
        self.succeed("seal", self.package, self.copy_of)
        before = self.package.read_bytes()
        self.copy_of.write_bytes(PDF + b"other")
        said = self.refuse(1, "seal", self.package, self.ofd("<a/>"), self.copy_of)
        self.assertIn("is sealed already and would be changed", said)
        self.assertEqual(self.package.read_bytes(), before)

    def test_a_draft_is_no_stamped_copy(self):
        before = self.package.read_bytes()
        for path in (self.out / mini.BODY, mini.BULLETIN / "期次.csv",
                     self.folder / "absent.pdf", self.folder):
            self.refuse(1, "seal", self.package, path)
        self.assertEqual(self.package.read_bytes(), before)

    def test_a_broken_package_is_not_sealed(self):
        rewrite(self.package, {"data/profile/views.sql": b"other"})
        before = self.package.read_bytes()
        said = self.refuse(1, "seal", self.package, self.copy_of)
        self.assertIn("data/profile/views.sql", said)
        self.assertEqual(self.package.read_bytes(), before)

    def test_sealing_at_the_same_time_loses_nothing(self):
        paths = []
        for i in range(6):
            paths.append(self.folder / ("%d.pdf" % i))
            paths[-1].write_bytes(PDF + b"%d" % i)
        runs = [subprocess.Popen([str(tongbao.PROGRAM), "seal",
                                  str(self.package), str(path)],
                                 stdout=subprocess.DEVNULL) for path in paths]
        self.assertEqual({run.wait(timeout=60) for run in runs}, {0})
        sealed = {name for path, name in names(self.package).items()
                  if path.startswith("data/sealed/")}
        self.assertEqual(sealed, {path.name for path in paths})
        self.succeed("verify", self.package)

    def test_a_build_does_not_replace_a_sealed_package(self):
        self.succeed("seal", self.package, self.copy_of)
        result = build(mini.BULLETIN, self.out)
        self.assertEqual(result.status, 1)
        self.assertIn(self.package.name, result.err)

    def test_a_wrong_call_is_shown_how(self):
        self.refuse(2, "seal", self.package)
        self.refuse(2, "seal")
        self.refuse(2, "verify")
        self.refuse(2, "verify", self.package, self.package)
