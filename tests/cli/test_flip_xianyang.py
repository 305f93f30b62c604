"""One cell of the input of 咸阳 2021 Q1 changes: every sentence, table and count
that hangs on it changes with it, and nothing else in any output does.  The
contradictions of the published notice are findings."""
import flip
import tongbao
from flip import BODY

SETTINGS = "期次.xlsx"
SITES = "网站检查结果.xlsx"
WORDING = "错误表述整改台账.csv"
ACCOUNTS = "不合格政务新媒体.csv"


@tongbao.needs_program
class Flip(flip.Case):
    source = "xianyang-2021q1"
    charsets = {WORDING: "gb18030", ACCOUNTS: "utf-8-sig"}

    def set_site(self, site, head, text):
        self.set_cell(SITES, "网站名称", site, head, text)

    def test_a_site_that_passes(self):
        self.set_site("咸阳市科学技术局", "应更新未更新栏目数", "9")
        self.expect(BODY, ("2家不合格，合格率为96%", "1家不合格，合格率为98%"),
                    ("市发展和改革委员会、市科学技术局网站都有",
                     "市发展和改革委员会网站有"))
        self.drop_row("附件1", "咸阳市科学技术局")
        self.assert_outputs()

    def test_a_site_that_fails_on_the_line(self):
        self.set_site("咸阳市公安局", "应更新未更新栏目数", "10")
        self.expect(BODY, ("2家不合格，合格率为96%", "3家不合格，合格率为95%"),
                    ("市科学技术局网站都有", "市科学技术局、市公安局网站都有"))
        self.expect("附件1", ("2\t咸阳市科学技术局\t6104000054\t应更新但长期未更新栏目"
                            "数量超过（含）10个。\n",
                            "2\t咸阳市科学技术局\t6104000054\t应更新但长期未更新栏目"
                            "数量超过（含）10个。\n3\t咸阳市公安局\t—\t应更新但长期未更新"
                            "栏目数量超过（含）10个。\n"))
        self.assertRegex(self.assert_outputs(),
                         "warning: 市公安局的网站不合格，单位名录里没有它的网站标识码")

    def test_a_site_that_fails_for_another_reason(self):
        self.set_site("咸阳市渭城区人民政府", "其他单项否决问题", "首页两周没有更新")
        self.expect(BODY, ("2家不合格，合格率为96%", "3家不合格，合格率为95%"),
                    ("10个栏目应更但未更新。", "10个栏目应更但未更新。渭城区政府网站首页"
                     "两周没有更新。"))
        self.expect("附件1", ("1\t咸阳市发", "2\t咸阳市发"), ("2\t咸阳市科", "3\t咸阳市科"),
                    ("存在问题\n", "存在问题\n1\t咸阳市渭城区人民政府\t—\t首页两周没有"
                     "更新。\n"))
        self.assert_outputs()

    def test_no_site_fails(self):
        self.set_site("市发展和改革委员会", "应更新未更新栏目数", "0")
        self.set_site("咸阳市科学技术局", "应更新未更新栏目数", "0")
        found, _ = self.build("after")
        self.assertEqual([name for name in found if "网站列表" in name], [])
        body = "".join(text for name, text in found.items()
                       if not name.startswith("附件"))
        self.assertIn("56家网站全部受检，没有不合格的，合格率为100%。", body)
        self.assertIn("没有发现单项否决的问题。\n", body)
        self.assertIn("（详情见附件）", body)
        self.assertIn("附件：检查发现不合格政务新媒体列表", body)

    def test_without_attachments_there_is_no_bound_volume(self):
        self.set_site("市发展和改革委员会", "应更新未更新栏目数", "0")
        self.set_site("咸阳市科学技术局", "应更新未更新栏目数", "0")
        path = self.sample / ACCOUNTS
        path.write_text(path.read_text("utf-8-sig").splitlines()[0] + "\n", "utf-8-sig")
        self.succeed("build", self.sample, "-o", self.folder / "after")
        self.assertEqual([p.name for p in (self.folder / "after").glob("*.docx")],
                         ["2021年第一季度全市政府网站与政务新媒体检查结果通报.docx"])

    def test_a_kind_of_lapse(self):
        self.edit(ACCOUNTS, ("三原交警,三原县公安局交管大队,长期未更新",
                             "三原交警,三原县公安局交管大队,超过两周未更新"))
        self.expect(BODY, ("长期不更新的账号10个，超过两周未更新的账号15个",
                           "长期不更新的账号9个，超过两周未更新的账号16个"))
        self.expect("附件2", ("三原县公安局交管大队\t长期未更新",
                            "三原县公安局交管大队\t超过两周未更新"))
        self.assert_outputs()

    def test_an_account_that_passes(self):
        self.edit(ACCOUNTS, ("24,610422M003JR0001,今日头条,三原交警,三原县公安局"
                             "交管大队,长期未更新\r\n", ""))
        self.expect(BODY, ("其中25个在检查中", "其中24个在检查中"),
                    ("长期不更新的账号10个", "长期不更新的账号9个"),
                    ("这25个账号", "这24个账号"))
        self.drop_row("附件2", "三原交警")
        self.assert_outputs()

    def test_the_accounts_on_file(self):
        self.set_cell(SETTINGS, "项目", "备案账号数", "内容", "300")
        self.expect(BODY, ("252个政务新媒体", "300个政务新媒体"),
                    ("合格率为90%", "合格率为92%"))
        self.assert_outputs()

    def test_wording_errors(self):
        self.edit(WORDING, ("市教育局,2,2", "市教育局,5,3"), ("332,312", "335,313"))
        self.expect(BODY, ("332个", "335个"), ("312个", "313个"))
        self.assert_outputs()

    def test_all_wording_errors_are_mended(self):
        path = self.sample / WORDING
        lines = [line.split(",") for line in
                 path.read_bytes().decode("gb18030").splitlines()]
        lines[1:] = [line[:2] + [line[1]] for line in lines[1:]]
        path.write_bytes("".join(",".join(line) + "\r\n" for line in lines)
                         .encode("gb18030"))
        self.expect(BODY, ("已改正312个", "已全部改正"))
        self.assert_outputs()

    def test_a_total_that_does_not_add_up(self):
        self.edit(WORDING, ("市教育局,2,2", "市教育局,3,2"))
        err = self.refuse(1, "check", self.sample)
        self.assertRegex(err, r"错误表述整改台账\.csv:44:2: error: .*332.*333")

    def test_what_the_published_notice_contradicts(self):
        said = self.build("again")[1]
        found = [line.split("/")[-1].split(": ", 1)
                 for line in said.splitlines() if ": warning: " in line]
        self.assertEqual([place for place, _ in found], [
            ACCOUNTS + ":2:2", ACCOUNTS + ":3:2", ACCOUNTS + ":4:2",
            ACCOUNTS + ":6:2", ACCOUNTS + ":7:2", ACCOUNTS + ":11:2",
            ACCOUNTS + ":16:2", ACCOUNTS + ":14:2", ACCOUNTS + ":10:2",
            SETTINGS + "!期次!B7"])
        for place, word in ((0, "是网站标识码"), (4, "WX却是微信的，应为JR"),
                            (5, "XL却是新浪微博的，应为WX"),
                            (6, "WX却是微信的，应为XL"), (7, "在第10行已经用于"),
                            (8, "属乾县，开设主体“秦都再就业服务中心”却在秦都区"),
                            (9, "2021-03-15晚于成文日期2021-02-19")):
            self.assertIn(word, found[place][1])
        self.assertRegex(said, "csv:2:5: note: .*咸阳市农业农村局的曾用名")

    def test_contradictions_that_are_mended(self):
        self.edit(ACCOUNTS, ("610402M019WX0001", "610402M019JR0001"),
                  ("13,610424M014WX0001", "13,610424M014WX0002"))
        self.expect("附件2", ("610402M019WX0001", "610402M019JR0001"),
                    ("13\t610424M014WX0001", "13\t610424M014WX0002"))
        said = self.assert_outputs()
        self.assertNotIn("应为JR", said)
        self.assertNotIn("已经用于", said)
