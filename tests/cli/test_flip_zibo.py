"""One cell of the input of 淄博 2021 Q1 changes: every sentence, table and count
that hangs on it changes with it, and nothing else in any output does."""
import flip
import tongbao
from flip import BODY

SETTINGS = "期次.csv"
SITES = "网站普查结果.xlsx"
LETTERS = "互动信件.csv"
ACCOUNTS = "政务新媒体普查结果.xlsx"
LAPSES = "断更记录.csv"


@tongbao.needs_program
class Flip(flip.Case):
    source = "zibo-2021q1"
    charsets = {SETTINGS: "gb18030", LETTERS: "gb18030", LAPSES: "utf-8-sig"}

    def set_site(self, site, head, text):
        self.set_cell(SITES, "主管单位", site, head, text)

    def add_lapse(self, *rows):
        path = self.sample / LAPSES
        with open(path, "ab") as out:
            out.write("".join(row + "\r\n" for row in rows).encode("utf-8"))

    def test_a_site_of_two_that_passes(self):
        self.set_site("淄博市统计局", "空白栏目数", "5")
        self.expect(BODY, ("不合格网站有4家，其中市政府部门网站2家",
                           "不合格网站有3家，其中市政府部门网站1家"), ("93%", "95%"),
                    ("市统计局、经济开发区网站的空白栏目都超过",
                     "经济开发区网站的空白栏目超过"))
        self.drop_row("附件1", "淄博市统计局")
        self.assert_outputs()

    def test_a_kind_without_sites_closes_the_numbering(self):
        self.set_site("市发展改革委", "更新不达标栏目数", "10")
        self.expect(BODY, ("不合格网站有4家，其中市政府部门网站2家",
                           "不合格网站有3家，其中市政府部门网站1家"), ("93%", "95%"),
                    ("1.栏目更新不及时。市发展改革委网站更新不达标的栏目超过10个，已构成"
                     "单项否决，网站不合格。\n", ""),
                    ("2.空白", "1.空白"), ("3.动态", "2.动态"), ("4.政民", "3.政民"))
        self.drop_row("附件1", "淄博市发展和改革委员会")
        self.assert_outputs()

    def test_a_site_with_two_problems(self):
        self.set_site("淄博市文昌湖省级旅游度假区", "空白栏目数", "6")
        self.expect(BODY, ("市统计局、经济开发区网站",
                           "市统计局、经济开发区、文昌湖省级旅游度假区网站"))
        self.expect("附件1", ("3703000015\t", "3703000015\t空白栏目数超过5个；"))
        self.assert_outputs()

    def test_only_departments_fail(self):
        self.set_site("淄博市文昌湖省级旅游度假区",
                      "动态要闻、政策文件、通知公告栏目不更新数", "0")
        self.set_site("淄博经济开发区", "空白栏目数", "0")
        self.expect(BODY, ("不合格网站有4家，其中市政府部门网站2家、区县政府网站2家",
                           "不合格网站有2家，其中市政府部门网站2家"), ("93%", "97%"),
                    ("市统计局、经济开发区网站的空白栏目都超过", "市统计局网站的空白栏目超过"),
                    ("3.动态要闻、政策文件、通知公告栏目不更新数量超标。文昌湖省级旅游度假区"
                     "网站的动态要闻、政策文件、通知公告三类栏目中，不更新的超过5个，已构成"
                     "单项否决，网站不合格。\n", ""), ("4.政民", "3.政民"))
        self.drop_row("附件1", "淄博市文昌湖省级旅游度假区")
        self.drop_row("附件1", "淄博经济开发区")
        self.assert_outputs()

    def test_a_letter_answered_in_time(self):
        self.edit(LETTERS, ("市外办,2021/1/16,", "市外办,2021/1/16,2021/1/18"))
        self.expect(BODY, ("市外办13件", "市外办12件"))
        self.assert_outputs()

    def test_the_only_letter_of_a_unit(self):
        text = (self.sample / LETTERS).read_bytes().decode("gb18030")
        waiting = [line for line in text.splitlines()
                   if ",市统计局," in line and line.endswith(",")]
        self.assertEqual(len(waiting), 1)
        self.edit(LETTERS, (waiting[0], waiting[0] + "2021/3/10"))
        self.expect(BODY, ("市统计局1件、", ""))
        self.assert_outputs()

    def test_an_answer_after_the_closing_day_comes_too_late(self):
        self.edit(LETTERS, ("市外办,2021/1/16,", "市外办,2021/1/16,2021/3/11"))
        self.assert_outputs()

    def test_the_closing_day_of_replies(self):
        # Two were answered on the 11th; the letter of 3 March is six days old.
        self.edit(SETTINGS, ("互动统计截止,2021-03-10", "互动统计截止,2021-03-11"))
        self.expect(BODY, ("截至3月10日", "截至3月11日"),
                    ("市住房城乡建设局1件", "市住房城乡建设局2件"),
                    ("市外办13件", "市外办11件"))
        self.assert_outputs()

    def test_an_account_that_passes(self):
        self.set_cell(ACCOUNTS, "服务名称", "健康淄博", "是否合格", "合格")
        self.expect(BODY, ("新媒体有44个", "新媒体有43个"))
        self.drop_row("附件2", "健康淄博")
        self.assert_outputs()

    def test_an_account_inside_a_merged_unit_that_passes(self):
        self.set_cell(ACCOUNTS, "新媒体类型", "移动客户端", "是否合格", "合格")
        self.expect(BODY, ("新媒体有44个", "新媒体有43个"))
        self.drop_row("附件2", "移动客户端")
        self.assert_outputs()

    def test_the_last_update(self):
        self.set_cell(ACCOUNTS, "服务名称", "幸福新般阳", "最后更新日期", "2021/1/5")
        self.expect("附件2", ("幸福新般阳\t微信订阅号\t不合格\t不合格（最后更新日期2021年"
                            "2月5日）", "幸福新般阳\t微信订阅号\t不合格\t不合格（最后更新"
                            "日期2021年1月5日）"))
        self.assert_outputs()

    def test_the_days_of_the_check(self):
        self.edit(SETTINGS, ("检测结束,2021-02-26", "检测结束,2021-03-01"))
        self.expect("附件2", ("2021年2月22日-26日", "2021年2月22日-3月1日"))
        self.assert_outputs()

    def test_the_accounts_on_file(self):
        self.edit(SETTINGS, ("备案账号数,493", "备案账号数,440"))
        self.expect(BODY, ("493个", "440个"), ("合格率为91%", "合格率为90%"))
        self.assert_outputs()

    def test_a_lapse_too_short_to_count(self):
        self.edit(LAPSES, ("2020-12-23,2021-01-11", "2020-12-23,2021-01-06"))
        self.expect(BODY, ("“淄博发改”新浪微博、“淄博保税物流园区管理委员会”微信订阅号均",
                           "“淄博保税物流园区管理委员会”微信订阅号"))
        self.assertIn("2020-12-23至2021-01-06只隔14天", self.assert_outputs())

    def test_a_third_lapse(self):
        self.add_lapse("市体育局,淄博市体育局,新浪微博,2020-12-27,2021-01-13")
        self.expect(BODY, ("微信订阅号均出现", "微信订阅号、“淄博市体育局”新浪微博均出现"))
        self.assert_outputs()

    def test_a_fourth_lapse(self):
        self.add_lapse("淄博保税物流园区管理委员会,淄博保税物流园区管理委员会,微信订阅号,"
                       "2021-02-19,2021-03-09")
        self.expect(BODY, ("出现三次“断更”", "出现三次以上“断更”"))
        self.assert_outputs()

    def test_a_lapse_that_contradicts_the_last_update(self):
        self.edit(LAPSES, ("淄博民政发布,新浪微博,2020-12-29",
                           "淄博民政发布,新浪微博,2020-12-28"))
        self.assertIn("普查结果的最后更新日期却是2020-12-29", self.assert_outputs())

    def test_what_the_published_notice_contradicts(self):
        said = self.build("again")[1]
        self.assertIn("断更记录.csv:4:2: warning: “淄博保税物流园区管理委员会”（微信"
                      "订阅号）断更3次，正文点名，附件里却没有它", said)
        self.assertEqual(said.count(": warning: "), 1)
        self.assertEqual(said.count(" is read as “2021-"), 2)  # 2月5日, 1月18日
        self.assertEqual(said.count(": note: "), 5)

    def test_a_bound_volume_unless_the_settings_say_no(self):
        def bound(name):
            return len(list((self.folder / name).glob("*（合订本）.docx")))
        self.assertEqual(bound("before"), 1)
        path = self.sample / SETTINGS
        path.write_bytes(path.read_bytes() + "合订本,否\r\n".encode("gb18030"))
        self.assert_outputs()
        self.assertEqual(bound("after"), 0)

    def test_the_period(self):
        self.edit(SETTINGS, ("期别,2021年第一季度", "期别,2021年第二季度"))
        found, _ = self.build("after")
        for name, text in found.items():
            self.assertIn("第二季度", name)
            self.assertNotIn("第一季度", text, name)
