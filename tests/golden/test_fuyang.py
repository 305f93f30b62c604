"""The built notice of 阜阳 2021-05 against what was published."""
import published
import read_docx
import read_xlsx
import tongbao


@tongbao.needs_program
class Fuyang(published.Facts):
    sample = "fuyang-2021-05"
    title = "2021年5月全市政府网站与政务新媒体运维情况通报"
    n_attachments = 3
    n_figures = 40
    n_head_rows = {2: 2, 3: 2}
    landscape = (1, 3)

    def test_ranks_are_folded_into_two_halves_filled_downwards(self):
        counties, departments = read_docx.tables(
            read_docx.read(self.output(".docx", 2)))
        self.assertEqual([(row[0].text, row[3].text) for row in counties.rows[2:]],
                         [("1", "5"), ("2", "6"), ("3", "7"), ("4", "8")])
        self.assertEqual(len(departments.rows), 2 + 18)
        self.assertEqual([cell.text for cell in departments.rows[-1]],
                         ["18", "市林业局", "5", "", "", ""])

    def test_a_group_heading_stands_across(self):
        for table in read_docx.tables(read_docx.read(self.output(".docx", 2))):
            self.assertEqual((table.rows[0][0].is_first, table.rows[0][0].n_cols),
                             (True, 6))
        sheet = read_xlsx.read(self.output(".xlsx", 2)).sheets[0]
        across = [m for m in sheet.merges if m[1] == 0 and m[3] == 5
                  and sheet.cells[m[:2]].text.endswith("信息采用情况")
                  and not sheet.cells[m[:2]].text.startswith("2021")]
        self.assertEqual(len(across), 2)

    def test_a_head_has_two_levels(self):
        table = read_docx.tables(read_docx.read(self.output(".docx", 3)))[0]
        head = table.rows[0]
        self.assertEqual([(c.text, c.n_rows, c.n_cols) for c in head if c.is_first],
                         [("序号", 2, 1), ("单位名称", 2, 1), ("政务微博", 1, 2),
                          ("政务微信", 1, 2), ("存在问题", 2, 1)])

    def test_totals_are_numbers_and_so_are_counts(self):
        rows = read_xlsx.read(self.output(".xlsx", 3)).sheets[0]
        last = max(row for row, _ in rows.cells)
        self.assertEqual([(rows.cells[last, col].kind, rows.cells[last, col].text)
                          for col in (2, 4)], [("number", "24"), ("number", "40")])
        sheet = read_xlsx.read(self.output(".xlsx", 2)).sheets[0]
        first = next(row for (row, col), cell in sorted(sheet.cells.items())
                     if cell.text == "阜南县")
        self.assertEqual([sheet.cells[first, col].kind for col in range(6)],
                         ["number", "text", "number"] * 2)
