"""The built notice of 六安 2021 Q4 against what was published."""
import unittest

import published
import read_docx
import read_xlsx
import tongbao


@tongbao.needs_program
@unittest.skipUnless(tongbao.SAMPLE.exists(), "the sample is not there")
class Luan(published.Facts):
    sample = "luan-2021q4"
    title = "六安市人民政府办公室关于2021年第四季度全市政府网站和政务新媒体检查情况的通报"
    n_attachments = 4
    n_figures = 80
    landscape = (1, 4)

    def test_a_category_is_merged_over_its_grades(self):
        table = read_docx.tables(read_docx.read(self.output(".docx", 2)))[0]
        merged = table.rows[2][0]
        self.assertEqual((merged.text, merged.is_first, merged.n_rows),
                         ("部门（专项）网站", True, 4))
        sheet = read_xlsx.read(self.output(".xlsx", 2)).sheets[0]
        heights = [m[2] - m[0] + 1 for m in sheet.merges if m[1] == m[3] == 0]
        self.assertIn(4, heights)

    def test_counts_and_scores_are_numbers_and_codes_are_text(self):
        sheet = read_xlsx.read(self.output(".xlsx", 1)).sheets[0]
        rows = read_xlsx.rows(sheet)
        head = next(i for i, row in enumerate(rows) if "网站标识码" in row)
        first = head + 1
        self.assertEqual([sheet.cells[first, col].kind for col in range(6)],
                         ["number", "text", "text", "text", "number", "text"])
        self.assertEqual(float(sheet.cells[first, 4].text), 100)
        self.assertEqual(sheet.cells[first, 1].text, "3415220046")
        self.assertEqual(rows[first][4], "100分")
