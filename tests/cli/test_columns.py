"""Cells that repeat sideways, {{#…|columns}}: the same in .docx, where every row
must fill the grid, and in .xlsx."""
import drawing
import tongbao
from drawing import GO_ON, HEAD, RESTART, cell, row, table

DATA = {
    "指标": [{"指标": "更新"}, {"指标": "互动"}, {"指标": "办事"}],
    "单位": [{"单位": "甲县", "组": "县"}, {"单位": "乙县", "组": "县"}],
    "得分": [{"单位": "甲县", "指标": "更新", "分": 9.5, "级": "优"},
           {"单位": "甲县", "指标": "办事", "分": 8, "级": "良"},
           {"单位": "乙县", "指标": "互动", "分": 7, "级": "良"},
           {"单位": "乙县", "指标": "办事", "分": 8, "级": "良"}],
    "月": [{"月": "1月"}, {"月": "2月"}],
    "无": [], "空": None,
}
CROSSING = "{{#得分|by:单位,指标}}{{分}}{{/得分}}{{^得分|by:单位,指标}}—{{/得分}}"
SIMPLE = table((2000, 4000), row("单位", "{{#指标|列}}{{指标}}{{/指标}}"),
               row("{{#单位}}{{单位}}", "{{#指标|columns}}" + CROSSING +
                   "{{/指标}}{{/单位}}"))
NESTED = table(
    (2000, 1500, 1500, 1000),
    row(cell("单位", 1, 2000, RESTART), cell("得分", 2, 3000), cell("注", 1, 1000),
        more=HEAD),
    row(cell("", 1, 2000, GO_ON), cell("{{#指标|列}}{{指标}}{{/指标}}", 2, 3000), "",
        more=HEAD),
    row(cell("", 1, 2000, GO_ON), cell("{{#指标|列}}分", 1, 1500), "级{{/指标}}", "",
        more=HEAD),
    row("{{#单位}}{{单位}}", "{{#指标|列}}" + CROSSING,
        "{{#得分|by:单位,指标}}{{级}}{{/得分}}{{/指标}}", "{{/单位}}"))
BESIDE = table(
    (1000, 2000, 1000, 2000),
    row("单位", "{{#指标|列}}{{指标}}{{/指标}}", "计", "{{#月|列}}{{月}}{{/月}}"),
    row("{{#单位}}{{单位}}", "{{#指标|列}}{{序号}}{{/指标}}", "{{指标|count}}",
        "{{#月|列}}{{月}}{{/月}}{{/单位}}"))
MERGED = table(
    (2000, 4000),
    row("{{#单位}}{{组|merge}}", "{{#指标|列}}{{#得分|by:单位,指标}}{{级|merge}}{{/得分}}"
        "{{/指标}}{{/单位}}"))
HALVES = table((1000, 1000, 1000),
               row("甲", "{{#指标|列}}乙", "丙{{/指标}}"), row("一", "二", "三"))

# What is drawn, the data changed, the rows that come out, columns' widths.
GOOD = [
    ("a crossing of rows and columns", SIMPLE, {},
     [["单位", "更新", "互动", "办事"], ["甲县", "9.5", "—", "8"],
      ["乙县", "—", "7", "8"]], [2000, 1333, 1333, 1334]),
    ("one item", SIMPLE, {"指标": DATA["指标"][:1]},
     [["单位", "更新"], ["甲县", "9.5"], ["乙县", "—"]], [2000, 4000]),
    ("none: the others share the width", NESTED, {"指标": []},
     [["单位", "注"], ["单位", ""], ["单位", ""], ["甲县", ""], ["乙县", ""]],
     [4000, 2000]),
    ("two cells an item, below a heading over all and one over each", NESTED,
     {"指标": DATA["指标"][:2]},
     [["单位", "得分", "得分", "得分", "得分", "注"],
      ["单位", "更新", "更新", "互动", "互动", ""],
      ["单位", "分", "级", "分", "级", ""],
      ["甲县", "9.5", "优", "—", "", ""], ["乙县", "—", "", "7", "良", ""]],
     [2000, 750, 750, 750, 750, 1000]),
    ("two lists side by side", BESIDE, {},
     [["单位", "更新", "互动", "办事", "计", "1月", "2月"],
      ["甲县", "1", "2", "3", "3", "1月", "2月"],
      ["乙县", "1", "2", "3", "3", "1月", "2月"]],
     [1000, 666, 667, 667, 1000, 1000, 1000]),
    ("one of two lists is empty", BESIDE, {"月": []},
     [["单位", "更新", "互动", "办事", "计"], ["甲县", "1", "2", "3", "3"],
      ["乙县", "1", "2", "3", "3"]], [1500, 1000, 1000, 1000, 1500]),
    ("equal neighbours merge within those to their left", MERGED, {},
     [["县", "优", "", "良"], ["县", "", "良", "良"]], [2000, 1333, 1333, 1334]),
    ("other cells over the same columns share them", HALVES,
     {"指标": DATA["指标"][:2]},
     [["甲", "乙", "丙", "乙", "丙"], ["一", "二", "二", "三", "三"]],
     [1000, 500, 500, 500, 500]),
    ("a condition", table((1000, 1000), row("甲", "{{#空|列}}乙{{/空}}")), {},
     [["甲"]], [2000]),
    ("the opposite, where a list is empty",
     table((1000, 1000, 1000), row("甲", "{{#无|列}}乙{{/无}}", "{{^无|列}}没有{{/无}}")),
     {}, [["甲", "没有"]], [1500, 1500]),
    ("no rows, so that nobody counts the columns",
     table((1000, 2000), row("单位", "得分"),
           row("{{#无}}甲", "{{#指标|列}}乙{{/指标}}{{/无}}")), {},
     [["单位", "得分"]], [1000, 2000]),
    ("tags in cells of their own", table((1000, 1000, 1000),
                                         row("{{#月|列}}", "{{月}}", "x{{/月}}")), {},
     [["", "1月", "x", "", "2月", "x"]], [500] * 6),
    ("a grid that says nothing",
     table((), row(cell("甲", 1, 1000), cell("{{#月|列}}{{月}}{{/月}}", 1, 2000))), {},
     [["甲", "1月", "2月"]], [1000, 1000, 1000]),
]

# What is drawn, the data changed, words of the message.
BAD = [
    ("more columns than Word shows", SIMPLE,
     {"指标": [{"指标": str(i)} for i in range(63)]},
     ["table 1, row 1, column 2", "64 columns", "63", "{{#指标|列}}"]),
    ("another number of items in another row",
     table((1000, 2000), row("单位", "{{#指标|列}}{{指标}}{{/指标}}"),
           row("{{#单位}}{{单位}}", "{{#得分|by:单位|列}}{{分}}{{/得分}}{{/单位}}")), {},
     ["table 1, row 2, column 2", "2 items", "3", "|by"]),
    ("sections over columns that lie half over each other",
     table((1000, 1000, 1000), row("甲", "{{#指标|列}}乙", "丙{{/指标}}"),
           row("{{#指标|列}}甲", "乙{{/指标}}", "丙")), {},
     ["table 1, row 2, column 1", "half"]),
    ("one section within another",
     table((1000, 1000), row("{{#指标|列}}甲", "{{#月|列}}乙{{/月}}{{/指标}}")), {},
     ["table 1, row 1, column 2", "{{#月|列}}", "within"]),
    ("tags in two rows",
     table((1000, 1000), row("{{#指标|列}}甲", "乙"), row("丙", "丁{{/指标}}")), {},
     ["table 1, row 1, column 1", "one table row"]),
    ("tags outside tables", drawing.test_render.p("{{#指标|列}}{{指标}}{{/指标}}"), {},
     ["paragraph 1", "one table row"]),
    ("a section of text around it",
     table((1000, 1000), row("甲", "{{#空}}{{#指标|列}}乙{{/指标}}{{/空}}")), {},
     ["table 1, row 1, column 2", "share a row"]),
]


@tongbao.needs_program
class Columns(drawing.Case):
    def test_cells_repeat_sideways(self):
        for title, body, change, expected, widths in GOOD:
            with self.subTest(title):
                self.assertEqual(self.rows_of(body, {**DATA, **change}), expected)
                self.assertEqual(self.widths, widths)

    def test_faults_name_their_place(self):
        for title, body, change, words in BAD:
            with self.subTest(title):
                result = self.render(body, {**DATA, **change})
                self.assertEqual(result.status, 1, result.err)
                self.assertFalse(self.out.exists())
                for word in words:
                    self.assertIn(word, result.err)

    def test_lint_knows_columns(self):
        template, copy = self.folder / "a.docx", self.folder / "批注.docx"
        for title, body, change, words in BAD[2:]:
            with self.subTest(title):
                drawing.test_render.make(template, body, drawing.PAGE)
                err = self.refuse(1, "lint", template, "--annotate", copy)
                for word in words:
                    self.assertIn(word, err)
                with drawing.zipfile.ZipFile(copy) as package:
                    comments = package.read("word/comments.xml").decode("utf-8")
                self.assertIn(words[-1], comments)
        drawing.test_render.make(template, drawing.test_render.p("{{#月|列表}}{{/月}}"))
        self.assertIn("columns", self.refuse(1, "lint", template))
        drawing.test_render.make(template, SIMPLE, drawing.PAGE)
        self.succeed("lint", template)
        needs = drawing.json.loads(self.succeed("lint", template, "--data"))
        self.assertEqual(list(needs["properties"]), ["指标", "单位", "得分"])

    def test_a_workbook_may_have_more_columns(self):
        many = {"指标": [{"指标": str(i)} for i in range(100)]}
        result = self.render(SIMPLE, {**DATA, **many}, "xlsx")
        self.assertEqual(result.status, 0, result.err)

    def test_a_row_of_columns_that_are_not_there_vanishes(self):
        body = table((1000, 1000), row("甲", "乙"), row("{{#空|列}}丙", "丁{{/空}}"))
        self.render(body, DATA)
        self.assertFalse(self.out.exists() and "w:tbl>" in self.xml())
        one = table((1000, 1000), row(cell("甲", 2)), row("{{#空|列}}丙{{/空}}", "丁"))
        self.assertEqual(self.rows_of(one, DATA), [["甲"], ["丁"]])

    def test_columns_left_free_stay_free(self):
        body = table((1000, 1000, 1000), row("甲", "{{#月|列}}{{月}}{{/月}}", "乙"),
                     row("丙", more='<w:gridBefore w:val="2"/><w:wBefore w:w="2000" '
                         'w:type="dxa"/>'),
                     row("丁", more='<w:gridAfter w:val="2"/>'))
        self.assertEqual(self.render(body, DATA).status, 0)
        self.assertIn('<w:trPr><w:gridBefore w:val="3"/></w:trPr>', self.xml())
        self.assertIn('<w:trPr><w:gridAfter w:val="3"/></w:trPr>', self.xml())

    def test_each_pass_of_a_table_has_its_own_columns(self):
        p = drawing.test_render.p
        body = p("{{#表}}") + table((3000,), row("{{#列}}{{.}}{{/列}}".replace(
            "#列", "#列|列"))) + p("{{/表}}")
        self.assertEqual(self.render(body, {"表": [{"列": [1, 2, 3]}, {"列": []},
                                                  {"列": [4]}]}).status, 0)
        self.assertEqual([t.widths for t in drawing.read_docx.tables(
            drawing.read_docx.read(self.out))], [[1000] * 3, [3000]])
