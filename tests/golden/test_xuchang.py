"""The built notice of 许昌 2020 Q1 against what was published."""
import published
import read_docx
import tongbao


@tongbao.needs_program
class Xuchang(published.Facts):
    sample = "xuchang-2020q1"
    title = "关于2020年第一季度全市政府网站和政务新媒体抽查及管理情况的通报"
    n_figures = 50

    def test_a_notice_without_attachments_lists_none(self):
        lines = read_docx.lines(self.output(".docx"))
        self.assertEqual([line for line in lines if "附件" in line], [])
        self.assertNotIn("", lines)
