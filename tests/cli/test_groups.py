"""Tables in groups: heading rows, numbers that begin anew, rows of subtotals and
totals, labels merged over them; the same in .docx and .xlsx."""
import drawing
import read_docx
import tongbao
from drawing import cell, row, table

DATA = {"网站": [{"组": "县区", "单位": "甲县", "分": 90.5, "级": "优", "报": 1},
               {"组": "县区", "单位": "乙县", "分": 88, "级": "良", "报": 0},
               {"组": "部门", "单位": "丙局", "分": 95, "级": "优", "报": 1},
               {"组": "部门", "单位": "丁局", "分": 80, "级": "优", "报": 1}],
        "无": []}
FOUR = (1000, 1000, 2000, 1000)
TOTAL = row("合计", "{{网站|count}}", "", "{{网站|sum:分}}")

# What is drawn, and the rows that come out.
CASES = [
    ("a heading row, numbers that begin anew, a subtotal and a total",
     table(FOUR, row(cell("{{#网站|group:组}}{{序号|hanzi}}、{{组}}", 4)),
           row("{{#组内}}{{序号}}", "{{级}}", "{{单位}}", "{{分}}{{/组内}}"),
           row("小计", "{{组内|count}}", "", "{{组内|sum:分}}{{/网站}}"), TOTAL),
     [["一、县区"] * 4, ["1", "优", "甲县", "90.5"], ["2", "良", "乙县", "88"],
      ["小计", "2", "", "178.5"], ["二、部门"] * 4, ["1", "优", "丙局", "95"],
      ["2", "优", "丁局", "80"], ["小计", "2", "", "175"], ["合计", "4", "", "353.5"]]),
    ("a label over the group's rows and its subtotal",
     table(FOUR, row("{{#网站|group:组}}{{#组内}}{{组|merge}}", "{{序号}}", "{{单位}}",
                     "{{分}}{{/组内}}"),
           row("{{组|merge}}", "小计", "", "{{组内|sum:分}}{{/网站}}"), TOTAL),
     [["县区", "1", "甲县", "90.5"], ["县区", "2", "乙县", "88"],
      ["县区", "小计", "", "178.5"], ["部门", "1", "丙局", "95"],
      ["部门", "2", "丁局", "80"], ["部门", "小计", "", "175"],
      ["合计", "4", "", "353.5"]]),
    ("numbers through all groups: the list itself, merged by its groups",
     table(FOUR, row("{{#网站}}{{组|merge}}", "{{序号}}", "{{单位}}", "{{分}}{{/网站}}")),
     [["县区", "1", "甲县", "90.5"], ["县区", "2", "乙县", "88"],
      ["部门", "3", "丙局", "95"], ["部门", "4", "丁局", "80"]]),
    ("rows under a condition merge with those that are shown",
     table(FOUR, row("{{#网站}}{{#报}}{{级|merge}}", "{{序号}}", "{{单位}}",
                     "{{分}}{{/报}}{{/网站}}")),
     [["优", "1", "甲县", "90.5"], ["优", "3", "丙局", "95"], ["优", "4", "丁局", "80"]]),
    ("a row of its own for some stands between",
     table(FOUR, row("{{#网站}}{{#报}}{{级|merge}}", "{{序号}}", "{{单位}}", "{{分}}{{/报}}"),
           row("{{^报}}未报", "", "{{单位}}", "{{/报}}{{/网站}}")),
     [["优", "1", "甲县", "90.5"], ["未报", "", "乙县", ""], ["优", "3", "丙局", "95"],
      ["优", "4", "丁局", "80"]]),
    ("two rows an item, the label over both",
     table((1000, 2000), row("{{#网站|前:2}}{{单位|merge}}", "{{级}}"),
           row("{{单位|merge}}", "{{分}}{{/网站}}")),
     [["甲县", "优"], ["甲县", "90.5"], ["乙县", "良"], ["乙县", "88"]]),
    ("a group without rows has its heading and its nought",
     table((1000, 2000), row("{{#网站|group:组}}{{组}}", ""),
           row("{{#无}}{{.}}", "{{/无}}"), row("小计", "{{无|count}}{{/网站}}")),
     [["县区", ""], ["小计", "0"], ["部门", ""], ["小计", "0"]]),
]
# The ranges merged downwards in the first column: row, rows.
LABELS = {1: [(0, 3), (3, 3)], 2: [(0, 2), (2, 2)], 3: [(0, 3)], 4: [(2, 2)],
          5: [(0, 2), (2, 2)]}


@tongbao.needs_program
class Groups(drawing.Case):
    def test_tables_in_groups(self):
        for i, (title, body, expected) in enumerate(CASES):
            with self.subTest(title):
                self.assertEqual(self.rows_of(body, DATA), expected)
                self.assertEqual(self.render(body, DATA).status, 0)
                drawn = read_docx.tables(read_docx.read(self.out))[0]
                merged = [(k, r[0].n_rows) for k, r in enumerate(drawn.rows)
                          if r[0].is_first and r[0].n_rows > 1]
                self.assertEqual(merged, LABELS.get(i, []))
