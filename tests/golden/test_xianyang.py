"""The built notice of 咸阳 2021 Q1 against what was published."""
import published
import read_xlsx
import tongbao


@tongbao.needs_program
class Xianyang(published.Facts):
    sample = "xianyang-2021q1"
    title = "2021年第一季度全市政府网站与政务新媒体检查结果通报"
    n_attachments = 2
    n_figures = 30
    landscape = (2,)

    def test_codes_are_text(self):
        sheet = read_xlsx.read(self.output(".xlsx", 1)).sheets[0]
        rows = read_xlsx.rows(sheet)
        head = next(i for i, row in enumerate(rows) if "网站标识码" in row)
        self.assertEqual([sheet.cells[head + 1, col].kind for col in range(4)],
                         ["number", "text", "text", "text"])
