"""One cell of the input of 六安 2021 Q4 changes: every sentence, table and count
that hangs on it changes with it, and nothing else in any output does."""
import unittest

import flip
import read_xlsx
import tongbao
from flip import BODY

SITES = "网站检查结果.xlsx"
REPLIES = "互动答复.csv"
ACCOUNTS = "政务新媒体.csv"


@tongbao.needs_program
@unittest.skipUnless(tongbao.SAMPLE.exists(), "the sample is not there")
class Flip(flip.Case):
    source = "luan-2021q4"
    earlier = ("luan-2021q3",)
    charsets = {REPLIES: "gb18030", ACCOUNTS: "utf-8-sig"}

    def set_site(self, site, head, text):
        self.set_cell(SITES, "单位名称", site, head, text)

    def test_a_grade(self):
        self.set_site("六安市住房和城乡建设局", "等次", "优")
        self.expect(BODY,
                    ("45家合格，霍山县政府、市住建局、信用六安3家不合格",
                     "46家合格，霍山县政府、信用六安2家不合格"),
                    ("第三季度相比持平", "第三季度相比上升"),
                    ("市发改委等34家", "市发改委等35家"), ("82.9%", "85.4%"),
                    ("市住建局的政府网站和政务新媒体在本次检查中双双不合格，反映出对这项"
                     "工作重视不够。", ""))
        self.expect("附件1", ("http://zjj.luan.gov.cn\t不合格",
                            "http://zjj.luan.gov.cn\t优"))
        self.expect("附件2", ("优（34家）", "优（35家）"),
                    ("市生态环境局、市交通局", "市生态环境局、市住建局、市交通局"),
                    ("不合格（2家）\t市住建局、信用六安", "不合格（1家）\t信用六安"))
        # Graded 优, and yet with a problem: a check says so.
        self.assertRegex(self.assert_outputs(), "warning: 市住建局等次为优")

    def test_a_score_that_becomes_high(self):
        self.set_site("六安市叶集区人民政府", "得分", "101")
        self.expect(BODY, ("平均分为90.96分", "平均分为94.16分"),
                    ("5家进入加分指标评分环节", "6家进入加分指标评分环节"),
                    ("100分以上的有5家，由高到低是金安、裕安、舒城、霍邱、金寨",
                     "100分以上的有6家，由高到低是金安、裕安、叶集、舒城、霍邱、金寨"))
        self.expect("附件1", ("78.6分", "101分"))
        self.expect("附件2", ("裕安区政府、舒城县政府",
                            "裕安区政府、叶集区政府、舒城县政府"))
        self.assert_outputs()

    def test_a_score_that_passes(self):
        self.set_site("霍山县人民政府", "得分", "60")
        # 46 of 48 against 45 of 48; 647.2 / 7.
        self.expect(BODY,
                    ("45家合格，霍山县政府、市住建局、信用六安3家不合格",
                     "46家合格，市住建局、信用六安2家不合格"),
                    ("第三季度相比持平", "第三季度相比上升"),
                    ("平均分为90.96分", "平均分为92.46分"))
        self.expect("附件1", ("49.5分（不合格）", "60分"))
        self.assert_outputs()

    def test_an_answer_that_comes_sooner(self):
        self.edit(REPLIES, ("市公管局,2021/11/5 9:30,2021/11/10 15:09",
                            "市公管局,2021/11/5 9:30,2021/11/5 15:09"))
        self.expect(BODY, ("43.8%", "45.8%"), ("91.7%", "93.8%"))
        self.expect("附件3", ("当天答复（21家）", "当天答复（22家）"),
                    ("市数管局、市投创中心", "市数管局、市公管局、市投创中心"),
                    ("5个工作日内答复（3家）\t市卫健委、市公管局、市机关事务处",
                     "5个工作日内答复（2家）\t市卫健委、市机关事务处"))
        err = self.assert_outputs()
        self.assertRegex(err, "市公管局：存在问题写着未在1个工作日内答复")

    def test_an_answer_that_comes_at_all(self):
        self.edit(REPLIES, ("信用六安,2021/11/4 9:22,",
                            "信用六安,2021/11/4 9:22,2021/11/5 9:22"))
        self.expect(BODY, ("91.7%", "93.8%"),
                    ("对网友的简单常见咨询，“信用六安”网站5个工作日内没有答复。", ""))
        self.expect("附件3", ("答复（23家）", "答复（24家）"),
                    ("市供销社、开放六安", "市供销社、开放六安、信用六安"),
                    ("\n超5个工作日内答复（1家）\t信用六安", ""))
        err = self.assert_outputs()
        self.assertRegex(err, "信用六安：存在问题写着未在5个工作日内答复")

    def test_an_account_that_passes(self):
        self.edit(ACCOUNTS, ("霍山警方,微信订阅号,不合格",
                            "霍山警方,微信订阅号,合格"))
        self.expect(BODY, ("查出14个账号不合格", "查出13个账号不合格"),
                    ("霍山县2个", "霍山县1个"), ("94.78%", "95.15%"))
        self.drop_row("附件4", "霍山警方")
        self.assert_outputs()

    def test_the_last_account_of_a_district_that_passes(self):
        self.edit(ACCOUNTS, ("金寨县应急管理局,微信订阅号,不合格",
                            "金寨县应急管理局,微信订阅号,合格"))
        self.expect(BODY, ("查出14个账号不合格", "查出13个账号不合格"),
                    ("金寨县1个，", ""), ("94.78%", "95.15%"),
                    ("霍邱县、金安区、裕安区0个", "霍邱县、金寨县、金安区、裕安区0个"))
        self.drop_row("附件4", "金寨县应急管理局")
        self.assert_outputs()

    def test_the_period(self):
        path = self.sample / "期次.xlsx"
        read_xlsx.write(path, read_xlsx.find(path, "内容", "项目", "期别"),
                        "2021年第三季度")
        found, _ = self.build("after")
        for name, text in found.items():
            if name.startswith("附件"):
                self.assertIn("2021年第三季度", name)
            self.assertNotIn("第四季度", text, name)


class CloserLook(unittest.TestCase):
    """The reader's own way of showing numbers, which these tests rely on."""

    def test_numbers_are_shown_by_their_format(self):
        plain = read_xlsx.Format("", 0, False, "", "", "", "", False, False, False)
        for text, number, shown in (
                ("100", 'General"分"', "100分"), ("78.59999999999999", "", "78.6"),
                ("90.956", "0.00", "90.96"), ("0.9478", "0.00%", "94.78%"),
                ("49.5", '0.0#"分"', "49.5分"), ("2.5", "0", "3"),
                ("100", '0.##"分"', "100分"), ("1", '"第"0"名"', "第1名")):
            cell = read_xlsx.Cell("number", text, plain._replace(number=number))
            self.assertEqual(read_xlsx.shown(cell), shown)
