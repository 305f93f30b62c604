"""The built notice of 淄博 2021 Q1 against what was published."""
import published
import read_docx
import read_xlsx
import tongbao

# 主办单位 with several accounts, and how many.
MERGED = [("市人力资源社会保障局", 3), ("市水利局", 2), ("淄川区文化和旅游局", 2),
          ("博山区自然资源局", 2), ("淄博市公安局临淄分局", 3)]


@tongbao.needs_program
class Zibo(published.Facts):
    sample = "zibo-2021q1"
    title = ("淄博市人民政府办公室关于2021年第一季度政府网站和政务新媒体"
             "检查情况的通报")
    n_attachments = 2
    n_figures = 45
    landscape = (2,)

    def published_tables(self, number):
        """The last head breaks before its days, where the page has no room."""
        tables = super().published_tables(number)
        if number == 2:
            tables[0][0][-1] = tables[0][0][-1].replace("（检测", "\n（检测")
        return tables

    def test_a_unit_is_merged_over_its_accounts(self):
        table = read_docx.tables(read_docx.read(self.output(".docx", 2)))[0]
        self.assertEqual([(row[1].text, row[1].n_rows) for row in table.rows
                          if row[1].is_first and row[1].n_rows > 1], MERGED)
        sheet = read_xlsx.read(self.output(".xlsx", 2)).sheets[0]
        self.assertEqual(sorted(m[2] - m[0] + 1 for m in sheet.merges
                                if m[1] == m[3] == 1),
                         sorted(n for _, n in MERGED))
