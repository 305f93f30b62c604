"""Cells of the input of 许昌 2020 Q1 change: every list, number and sentence that
hangs on them changes with them, and nothing else in the notice does."""
import flip
import read_xlsx
import tongbao
from flip import BODY

FAULTS = "检查问题.xlsx"
ITEMS = "信息报送统计.xlsx"
RECORDED = "录播.csv"
ACCOUNTS = "政务新媒体抽查.csv"


@tongbao.needs_program
class Xuchang(flip.Case):
    source = "xuchang-2020q1"
    charsets = {RECORDED: "gb18030", ACCOUNTS: "utf-8-sig"}

    def drop_fault(self, cell):
        """Empties the row of the list in which this cell stands."""
        for col in "ABCD":
            read_xlsx.write(self.sample / FAULTS, col + cell[1:], "")

    def first_fault(self, unit):
        return read_xlsx.find(self.sample / FAULTS, "具体表现", "单位", unit)

    def set_items(self, unit, submitted, adopted):
        """The figures of a unit, with the totals below them."""
        path = self.sample / ITEMS
        for head, figure in (("报送条数", submitted), ("采用条数", adopted)):
            cells = read_xlsx.read(path).sheets[0].cells
            name = read_xlsx.find(path, head, "单位", unit)
            total = read_xlsx.find(path, head, "序号", "合计")
            old = [int(cells[read_xlsx.place(n)].text) for n in (name, total)]
            read_xlsx.write(path, name, str(figure))
            read_xlsx.write(path, total, str(old[1] - old[0] + figure))

    def test_a_kind_without_units_drops_out_and_the_numbers_close_up(self):
        self.drop_fault(self.first_fault("市自然资源和规划局"))
        self.expect(BODY, ("二是办事指南要素类别缺失。市自然资源和规划局网站办事指南"
                           "要素类别缺失。三是", "二是"),
                    ("四是", "三是"), ("五是", "四是"), ("六是", "五是"),
                    ("七是", "六是"), ("有七个方面", "有六个方面"),
                    ("市自然资源和规划局网站办事指南要素类别缺失，", ""))
        err = self.assert_outputs()
        self.assertNotIn("网站不合格", err)

    def test_one_unit_alone_is_not_followed_by_others(self):
        path = self.sample / FAULTS
        row = next(r for (r, c), cell in read_xlsx.read(path).sheets[0].cells.items()
                   if "报表网址有误" in cell.text) + 2  # the second of its two
        self.drop_fault("B%d" % row)
        self.expect(BODY, ("市供销社、市交通局等单位在全国", "市供销社在全国"))
        self.assert_outputs()

    def test_a_fault_that_no_longer_fails_the_site(self):
        read_xlsx.write(self.sample / FAULTS,
                        "D" + self.first_fault("市住房公积金中心")[1:], "否")
        self.expect(BODY, ("，市住房公积金中心网站政府信息公开目录下有多个空白栏目，"
                           "按单项", "，按单项"))
        self.assert_outputs()

    def test_more_adopted_items(self):
        self.set_items("市卫健委", 40, 34)
        self.set_items("鄢陵县", 90, 69)
        self.expect(BODY, ("长葛市、建安区、鄢陵县", "长葛市、鄢陵县、建安区"),
                    ("市交通局、市民政局", "市交通局、市卫健委、市民政局"))
        err = self.assert_outputs()
        self.assertIn("市卫健委因“报送采用信息较多”受表扬，又因", err)

    def test_nobody_submits_too_little(self):
        self.set_items("市公路事业发展中心", 5, 1)
        self.expect(BODY, ("有的甚至为0", "有的甚至为0"))
        self.assert_outputs()
        self.set_items("市农业机械技术中心", 1, 0)
        self.expect(BODY, ("，有的甚至为0", ""))
        self.assert_outputs()
        self.set_items("市农业机械技术中心", 3, 0)
        self.expect(BODY, ("七是市政府门户网站内容保障不力。部分单位报送的信息很少。",
                           ""), ("有七个方面", "有六个方面"))
        self.assert_outputs()

    def test_who_recorded_first(self):
        self.edit(RECORDED, ("市发改委,2020/3/26", "市发改委,2020/1/2"))
        self.expect(BODY, ("市生态环境局、市城管局、市工信局、市发改委主动",
                           "市发改委、市生态环境局、市城管局、市工信局主动"))
        self.assert_outputs()

    def test_an_account_that_fails(self):
        self.edit(ACCOUNTS, ("许昌司法,微信公众号,市司法局,合格",
                             "许昌司法,微信公众号,市司法局,不合格"))
        self.expect(BODY, ("政务新媒体总体情况较好，全部合格。",
                           "抽查的16个政务新媒体账号中，“许昌司法”（微信公众号）1个不合格。"))
        err = self.assert_outputs()
        self.assertNotIn("市司法局抽查的政务新媒体全部合格", err)

    def test_the_period(self):
        path = self.sample / "期次.xlsx"
        read_xlsx.write(path, read_xlsx.find(path, "内容", "项目", "期别"),
                        "2020年第二季度")
        found, err = self.build("after")
        for name, text in found.items():
            self.assertIn("2020年第二季度", name)
            self.assertNotIn("第一季度", text)
        self.assertIn("2020年第二季度还没有结束", err)
