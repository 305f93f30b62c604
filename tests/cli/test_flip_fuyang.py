"""Cells of the input of 阜阳 2021-05 change: every sentence, rank, table and count
that hangs on them changes with them, and nothing else in any output does."""
import flip
import read_xlsx
import tongbao
from flip import BODY

SITES = "网站监测.xlsx"
ITEMS = "信息报送.csv"
CLEARED = "账号整治.xlsx"
ACCOUNTS = "政务新媒体.xlsx"
SETTINGS = "期次.csv"


@tongbao.needs_program
class Fuyang(flip.Case):
    source = "fuyang-2021-05"
    charsets = {ITEMS: "gb18030", SETTINGS: "gb18030"}

    def test_a_site_that_passes(self):
        self.set_cell(SITES, "网站名称", "阜阳市发展和改革委员会", "结果", "合格")
        self.expect(BODY, ("合格网站47家、基本合格网站2家",
                           "合格网站48家、基本合格网站1家"))
        self.expect("附件1", ("http://fgw.fy.gov.cn\t基本合格",
                            "http://fgw.fy.gov.cn\t合格"))
        err = self.assert_outputs()
        self.assertIn("阜阳市发展和改革委员会结果为合格，却写有突出问题", err)

    def test_a_code_that_is_no_longer_used_twice(self):
        self.assertIn("3412000029，第6行的临泉县人民政府已经用了",
                      self.build("before")[1])
        self.set_cell(SITES, "网站名称", "临泉县人民政府", "网站标识码", "3412210029")
        self.expect("附件1", ("3412000029\t临泉县", "3412210029\t临泉县"))
        err = self.assert_outputs()
        self.assertNotIn("3412000029", err)
        self.assertIn("3412000030", err)

    def test_an_item_that_is_adopted_moves_its_unit_up(self):
        self.edit(ITEMS, ("142,2021/5/10 16:03,界首市政府办公室,界首市扎实推进党史学习"
                          "教育,否", "142,2021/5/10 16:03,界首市政府办公室,"
                          "界首市扎实推进党史学习教育,是"))
        self.expect(BODY, ("采用469条", "采用470条"), ("政府230条", "政府231条"))
        self.expect("附件2", ("2\t颍上县\t34", "2\t界首市\t35"),
                    ("3\t界首市\t34", "3\t颍上县\t34"))
        self.assert_outputs()

    def test_equal_figures_go_by_the_first_adopted_item(self):
        self.edit(ITEMS, ("99,2021/5/8 15:28,阜阳市统计局",
                          "99,2021/5/6 8:05,阜阳市统计局"))
        self.expect("附件2", ("3\t市医保局\t13", "3\t市统计局\t13"),
                    ("4\t市统计局\t13", "4\t市医保局\t13"))
        self.assert_outputs()

    def test_a_silent_unit_that_submits(self):
        self.assertIn("市水利局有网站，本期没有报送信息", self.build("before")[1])
        last = ",市农业农村局开展志愿服务宣传活动,否\r\n"
        self.edit(ITEMS, (last, last + "732,2021/5/31 18:00,阜阳市水利局,"
                                       "市水利局部署防汛工作,是\r\n"))
        self.expect(BODY, ("信息731条", "信息732条"), ("采用469条", "采用470条"),
                    ("单位239条", "单位240条"))
        self.expect("附件2", ("18\t市林业局\t5\t\t\t",
                            "18\t市林业局\t5\t36\t市水利局\t1"))
        err = self.assert_outputs()
        self.assertNotIn("市水利局有网站", err)

    def test_halves_that_become_longer(self):
        last = ",市农业农村局开展志愿服务宣传活动,否\r\n"
        self.edit(ITEMS, (last, last + "732,2021/5/31 18:00,市水利局,"
                          "市水利局部署防汛工作,是\r\n"
                          "733,2021/5/31 18:01,市地震局,市地震局组织演练,是\r\n"))
        found = self.build("after")[0]
        for name in found:
            if name.startswith("附件2"):
                self.assertIn("18\t市林业局\t5\t37\t市地震局\t1\n"
                              "19\t市房屋管理局\t4\t\t\t\n", found[name])

    def test_a_blank_that_becomes_an_account(self):
        path = self.sample / ACCOUNTS
        row = read_xlsx.find(path, "存在问题", "单位名称", "市经济和信息化局")[1:]
        read_xlsx.write(path, "C" + row, "阜阳经信微博")
        read_xlsx.write(path, "D" + row, "每日更新")
        self.expect("附件3", ("市经济和信息化局\t\t\t阜阳经信\t",
                            "市经济和信息化局\t阜阳经信微博\t每日更新\t阜阳经信\t"),
                    ("24个", "25个"))
        err = self.assert_outputs()
        self.assertNotIn("市经济和信息化局的政务微博没有填", err)

    def test_an_account_that_is_closed(self):
        path = self.sample / ACCOUNTS
        row = read_xlsx.find(path, "存在问题", "单位名称", "市林业局")[1:]
        read_xlsx.write(path, "C" + row, "/")
        read_xlsx.write(path, "D" + row, "/")
        self.expect("附件3", ("市林业局\t阜阳林业\t每周更新", "市林业局\t/\t/"),
                    ("24个", "23个"))
        self.assert_outputs()

    def test_a_figure_of_a_unit_s_accounts_and_the_total_below(self):
        self.set_cell(CLEARED, "单位", "市教育局", "注销关停", "3")
        refused = self.refuse(1, "build", self.sample, "-o", self.folder / "x")
        self.assertIn("49", refused)
        self.set_cell(CLEARED, "序号", "合计", "注销关停", "50")
        self.expect(BODY, ("注销关停49个", "注销关停50个"))
        self.assert_outputs()

    def test_a_measure_that_nobody_took(self):
        for unit in ("颍上县", "临泉县", "市教育局"):
            self.set_cell(CLEARED, "单位", unit, "清理整合", "")
        self.set_cell(CLEARED, "序号", "合计", "清理整合", "0")
        self.expect(BODY, ("；使用率低的，清理整合3个", ""))
        self.assert_outputs()

    def test_the_period(self):
        self.edit(SETTINGS, ("期别,2021年5月", "期别,2021年4月"),
                  ("检查截止,2021年5月31日", "检查截止,2021年4月30日"))
        found, err = self.build("after")
        for name, text in found.items():
            self.assertIn("2021年4月", name)
            self.assertNotIn("2021年5月", text, name)
            self.assertNotIn("5月份", text, name)
        self.assertIn("不在2021年4月之内", err)
