"""`tongbao form`: a sound notice passes, and each departure from GB/T 9704-2012
is found with its place and clause."""
import json
import re
import zipfile

import tongbao

BASE = tongbao.ROOT / "templates/base"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FOOTERS = ('<w:footerReference w:type="default" r:id="rIdFooterOdd"/>'
           '<w:footerReference w:type="even" r:id="rIdFooterEven"/>')
UPRIGHT = ('<w:sectPr>' + FOOTERS + '<w:pgSz w:w="11906" w:h="16838"/>'
           '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
           ' w:header="851" w:footer="1417" w:gutter="0"/>'
           '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>')
SIDEWAYS = ('<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
            '<w:pgMar w:top="1588" w:right="2098" w:bottom="1474" w:left="1984"'
            ' w:header="851" w:footer="907" w:gutter="0"/>'
            '<w:docGrid w:type="lines" w:linePitch="579"/></w:sectPr>')


def run(text, rpr=""):
    lines = text.split("\n")
    inner = "<w:br/>".join('<w:t xml:space="preserve">%s</w:t>' % line
                           for line in lines)
    return "<w:r>%s%s</w:r>" % ("<w:rPr>%s</w:rPr>" % rpr if rpr else "", inner)


def para(style, text="", ppr="", runs=None):
    return '<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>\n' % (
        style, ppr, runs if runs is not None else run(text) if text else "")


def cell(text):
    return ('<w:tc><w:tcPr><w:tcW w:w="6000" w:type="dxa"/></w:tcPr>%s</w:tc>' %
            para("TableText", text))


TABLE = ('<w:tbl><w:tblPr><w:tblW w:w="12000" w:type="dxa"/></w:tblPr><w:tblGrid>'
         '<w:gridCol w:w="6000"/><w:gridCol w:w="6000"/></w:tblGrid><w:tr>%s%s'
         '</w:tr><w:tr>%s%s</w:tr></w:tbl>\n' % (
             cell("单位"), cell("网址"), cell("甲县"), cell("www.example.com")))

# A sound notice of 22 paragraphs, two attachments behind it.
BODY = [
    para("Normal", "某政办〔2026〕5号", '<w:jc w:val="center"/>'),
    para("GwTitle", "某市人民政府办公室\n关于2026年第一季度检查情况的通报"),
    para("GwAddressee", "各县区人民政府，市政府各部门、各直属机构："),
    para("GwBody", "按照《通知》（国办发〔2017〕47号），现将“四季”检查情况通报如下。"),
    para("GwHeading1", "一、检查情况"),
    para("GwBody", runs=run("（一）政府网站。", '<w:rStyle w:val="GwHeading2Run"/>') +
         run("检查了48家网站（附件1），3月5日前全部合格。")),
    para("GwBody", runs=run("（二）政务新媒体。", '<w:rStyle w:val="GwHeading2Run"/>') +
         run("检查了268个账号（附件2），截至2026年3月31日。")),
    para("GwHeading1", "二、有关要求"),
    para("GwHeading2", "（一）抓好整改"),
    para("GwBody", "1.逐项核对。对照问题清单整改。"),
    para("GwBody", "2.按时报告。整改情况及时上报。"),
    para("GwHeading2", "（二）加强管理"),
    para("GwBody", "各单位要落实责任，防止问题反弹。"),
    para("GwBody"),
    para("GwAttachments", ppr='<w:spacing w:before="0"/>', runs=run("附件：") + "<w:r><w:tab/></w:r>" + run("1.") +
         "<w:r><w:tab/></w:r>" + run("政府网站检查情况表")),
    para("GwAttachments", ppr='<w:spacing w:before="0"/>', runs="<w:r><w:tab/></w:r>" + run("2.") +
         "<w:r><w:tab/></w:r>" + run("政务新媒体检查情况表")),
    para("GwIssuer", "某市人民政府办公室", '<w:ind w:right="880" w:rightChars="0"/>'),
    para("GwDate", "2026年4月10日", '<w:ind w:right="1280" w:rightChars="0"/>'),
    para("GwNote", "（联系人：×××；电话：×××）"),
    para("AttachmentMark", "附件1", "<w:pageBreakBefore/>"),
    para("AttachmentTitle", "政府网站检查情况表"),
    para("TableNote", "注：数据截至2026年3月31日。", UPRIGHT),
    para("AttachmentMark", "附件2"),
    para("AttachmentTitle", "政务新媒体\n检查情况表"),
    TABLE,
    para("TableNote"),
]
DOCUMENT = ('<w:document xmlns:w="%s" xmlns:r="%s"><w:body>\n%s%s</w:body>'
            '</w:document>' % (W, R, "".join(BODY), SIDEWAYS))


def write(path, part="", old="", new=""):
    """The sound notice with one text of one part replaced."""
    parts = {str(p.relative_to(BASE)): p.read_text("utf-8")
             for p in sorted(BASE.rglob("*")) if p.is_file()}
    parts["word/document.xml"] = DOCUMENT
    if part:
        name = "word/%s.xml" % part
        if old not in parts[name]:
            raise AssertionError("%s is not in %s" % (old, name))
        parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


def style(name):
    """Where the style's own rPr or pPr stands in templates/base."""
    text = (BASE / "word/styles.xml").read_text("utf-8")
    return re.search(r'<w:style [^>]*w:styleId="%s">.*?</w:style>' % name, text,
                     re.S).group(0)


def restyled(name, old, new):
    whole = style(name)
    if old not in whole:
        raise AssertionError("%s is not in style %s" % (old, name))
    return "styles", whole, whole.replace(old, new)


def doc(old, new):
    return "document", old, new


def box(*paragraphs):
    """A run with a text box, as Word writes it: the new form and the old."""
    inner = "<w:txbxContent>%s</w:txbxContent>" % "".join(paragraphs)
    return ('<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
            'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>'
            '<wps:txbx xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
            'wordprocessingShape">%s</wps:txbx></w:drawing></mc:Choice><mc:Fallback>'
            '<w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml">%s</v:textbox>'
            '</w:pict></mc:Fallback></mc:AlternateContent></w:r>' % (inner, inner))


def boxed(old, *paragraphs):
    """The paragraph of that text holds a box as well."""
    return doc(run(old), run(old) + box(*paragraphs))


# 版头 in place of the bare document number.
MARK = [para("GwCopyNumber", "000001"), para("GwSecrecy", "机密★1年"),
        para("GwSecrecy", "特急"),
        para("GwMark", "某市人民政府文件")]
LINE = para("GwHeadLine")
NUMBERED = para("GwNumber", "某政办〔2026〕5号")
KAI = '<w:rFonts w:eastAsia="楷体_GB2312" w:hAnsi="楷体_GB2312"/>'
RIGHT = '<w:tabs><w:tab w:val="right" w:pos="8524"/></w:tabs><w:ind w:left="320"/>'


def signer(number, label, names, ppr=RIGHT, face=KAI):
    return para("Normal", ppr=ppr, runs=(run(number) + "<w:r><w:tab/></w:r>" if number or label
                                         else "") + run(label) + run(names, face))


def headed(*paragraphs):
    return doc(BODY[0], "".join(paragraphs))


def line(**changes):
    ppr = dict(bottom='<w:bottom w:val="single" w:sz="12" w:space="0" w:color="FF0000"/>',
               ind="")
    ppr.update(changes)
    return para("GwHeadLine", ppr="<w:pBdr>%(bottom)s</w:pBdr>%(ind)s" % ppr)


PARAGRAPH_13 = "各单位要落实责任，防止问题反弹。"
# title; the change; then of the only finding: place, severity, clause, words.
CASES = [
    # 5.1, 5.2.1 paper and margins
    ("paper of another size", doc('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
     "section 1", "error", "5.1", "A4"),
    ("a top margin of 25 mm", doc('w:top="2098"', 'w:top="1440"'),
     "section 1", "error", "5.2.1", "top margin is 25.4 mm, not 37"),
    ("a bottom margin of 30 mm", doc('w:bottom="1984"', 'w:bottom="1701"'),
     "section 1", "error", "5.2.1", "bottom"),
    ("a left margin of 31.8 mm", doc('w:left="1588"', 'w:left="1803"'),
     "section 1", "error", "5.2.1", "left"),
    ("a right margin of 31.8 mm", doc('w:right="1474"', 'w:right="1803"'),
     "section 1", "error", "5.2.1", "right"),
    ("sideways margins of another type area", doc('w:top="1588"', 'w:top="2098"'),
     "section 2", "warning", " 8", "sideways"),
    ("a table wider than the page's text", doc('w:tblW w:w="12000"', 'w:tblW w:w="13500"'),
     "table 1", "error", "5.2.1", "wide"),
    ("a table in the middle that is too wide", doc(
        '<w:tblW w:w="12000" w:type="dxa"/>', '<w:tblW w:w="13500" w:type="dxa"/><w:jc w:val="center"/>'),
     "table 1", "error", "5.2.1", "238 mm wide where 225 mm"),
    ("a table of 110 %", doc('w:tblW w:w="12000" w:type="dxa"', 'w:tblW w:w="5500" w:type="pct"'),
     "table 1", "error", "5.2.1", "247 mm wide where 225 mm"),
    ("a table that hangs out left", doc('<w:tblW w:w="12000" w:type="dxa"/>',
                                       '<w:tblW w:w="12000" w:type="dxa"/><w:tblInd w:w="-567" w:type="dxa"/>'),
     "table 1", "error", "5.2.1", "hangs 10 mm over the left margin"),
    ("a table that hangs out right", doc('<w:tblW w:w="12000" w:type="dxa"/>',
                                        '<w:tblW w:w="12000" w:type="dxa"/><w:tblInd w:w="1323" w:type="dxa"/>'),
     "table 1", "error", "5.2.1", "hangs 10 mm over the right margin"),
    # 5.2.3 lines and characters
    ("lines of exactly 29 pt", restyled("Normal", 'w:line="579"', 'w:line="580"'),
     "paragraph 3", "error", "5.2.3", "29.00 pt apart give 21 a page"),
    ("lines of 30 pt in one paragraph",
     doc(run(PARAGRAPH_13), run(PARAGRAPH_13) + "</w:p>\n" + para(
         "GwBody", "另行通知。", '<w:spacing w:line="600" w:lineRule="exact"/>')[:-7]),
     "paragraph 14", "error", "5.2.3", "30.00 pt"),
    ("lines that follow the font", restyled(
        "Normal", '<w:spacing w:line="579" w:lineRule="exact"/>',
        '<w:snapToGrid w:val="0"/><w:spacing w:line="360" w:lineRule="auto"/>'),
     "paragraph 3", "error", "5.2.3", "follows the font"),
    ("a grid of another pitch", doc('w:linePitch="579"/></w:sectPr></w:pPr>',
                                    'w:linePitch="312"/></w:sectPr></w:pPr>'),
     "section 1", "warning", "5.2.3", "15.60 pt"),
    ("27 characters a line", restyled("GwBody", '<w:rPr><w:spacing w:val="-5"/></w:rPr>', ""),
     "paragraph 4", "warning", "5.2.3", "27 characters"),
    # 7.5 page numbers
    ("no page number on even pages", ("footer2", "PAGE", "DATE"),
     "section 1", "error", "7.5", "even pages have no page number"),
    ("page numbers without dashes", ("footer1", "— ", ""),
     "section 1", "error", "7.5", "two dashes"),
    ("page numbers between hyphens", ("footer1", "—", "-"),
     "section 1", "error", "7.5", "two dashes"),
    ("page numbers in Chinese", ("footer2", " PAGE ", r" PAGE \* CHINESENUM3 "),
     "section 1", "error", "7.5", "Arabic"),
    ("odd page numbers at the left", restyled("FooterOdd", '"right"/>', '"left"/>'),
     "section 1", "error", "7.5", "odd pages does not stand right"),
    ("even page numbers at the right", restyled(
        "FooterEven", "<w:pPr>", '<w:pPr><w:jc w:val="right"/>'),
     "section 1", "error", "7.5", "even pages does not stand left"),
    ("page numbers in the middle", restyled("FooterOdd", '"right"/>', '"center"/>'),
     "section 1", "error", "7.5", "centred"),
    ("no difference of odd and even", ("settings", "<w:evenAndOddHeaders/>", ""),
     "section 1", "error", "7.5", "same side"),
    ("page numbers at the edge", restyled(
        "FooterOdd", 'w:rightChars="100" w:right="280"', 'w:right="0"'),
     "section 1", "warning", "7.5", "one character in"),
    ("page numbers of another height", doc('w:footer="1417"', 'w:footer="850"'),
     "section 1", "warning", "7.5", "mm below the text, not 7"),
    ("page numbers that begin anew", doc(
        '<w:pgSz w:w="16838"', '<w:pgNumType w:start="1"/><w:pgSz w:w="16838"'),
     "section 2", "error", "7.5", "anew with 1"),
    # 7.2.5 the document number
    ("square brackets in the number", doc("某政办〔2026〕", "某政办[2026]"),
     "paragraph 1", "error", "7.2.5", "〔〕"),
    ("round brackets in the number", doc("某政办〔2026〕", "某政办（2026）"),
     "paragraph 1", "error", "7.2.5", "〔〕"),
    ("lens brackets in the number", doc("某政办〔2026〕", "某政办【2026】"),
     "paragraph 1", "error", "7.2.5", "〔〕"),
    ("a short year in the number", doc("某政办〔2026〕", "某政办〔26〕"),
     "paragraph 1", "error", "7.2.5", "cut short"),
    ("第 in the number", doc("〔2026〕5号", "〔2026〕第5号"),
     "paragraph 1", "error", "7.2.5", "第"),
    ("zeros in the number", doc("〔2026〕5号", "〔2026〕005号"),
     "paragraph 1", "error", "7.2.5", "leading zeros"),
    ("square brackets in a cited number", doc("国办发〔2017〕", "国办发[2017]"),
     "paragraph 4", "error", "7.2.5", "〔〕"),
    # 7.2.4, 7.2.7 the masthead and the red line
    ("a masthead at the top of the text", headed(*MARK[3:], NUMBERED, LINE),
     "paragraph 1", "warning", "7.2.4", "about 5 mm below the top of the text's area, not 35"),
    ("a masthead too low", headed(para("Normal"), para("Normal"), *MARK, NUMBERED, LINE),
     "paragraph 6", "warning", "7.2.4", "about 56 mm"),
    ("no line below the number", headed(*MARK, NUMBERED),
     "paragraph 5", "error", "7.2.7", "no red line"),
    ("a black line", headed(*MARK, NUMBERED, line(
        bottom='<w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/>')),
     "paragraph 6", "error", "7.2.7", "not red"),
    ("a line narrower than the text", headed(*MARK, NUMBERED, line(
        ind='<w:ind w:left="640" w:right="640"/>')),
     "paragraph 6", "error", "7.2.7", "not as wide"),
    ("a line far below the number", headed(*MARK, NUMBERED, para("Normal"), LINE),
     "paragraph 7", "warning", "7.2.7", "about 14 mm below the document number, not 4"),
    # 7.2.6 signers
    ("a signer in 仿宋", headed(*MARK, signer("某政办〔2026〕5号", "签发人：", "张　三", face=""), LINE),
     "paragraph 5", "error", "7.2.6", "signer's name is in 仿宋_GB2312, not 楷体"),
    ("签发人 in 楷体", headed(*MARK, signer("某政办〔2026〕5号", "", "签发人：张　三"), LINE),
     "paragraph 5", "error", "7.2.6", "签发人 or the document number is in 楷体_GB2312, not 仿宋"),
    ("a half-width colon behind 签发人", headed(
        *MARK, signer("某政办〔2026〕5号", "签发人:", "张　三"), LINE),
     "paragraph 5", "error", " 9", "half-width :"),
    ("a signer at the very right", headed(*MARK, signer(
        "某政办〔2026〕5号", "签发人：", "张　三", RIGHT.replace("8524", "8844")), LINE),
     "paragraph 5", "error", "7.2.6", "0.0 characters in from the right"),
    ("a number at the very left", headed(*MARK, signer(
        "某政办〔2026〕5号", "签发人：", "张　三", RIGHT.replace('"320"', '"0"')), LINE),
     "paragraph 5", "error", "7.2.5", "begins 0.0 characters in, not 1"),
    ("a number in the middle below the signer", headed(
        *MARK, signer("", "签发人：", "张　三"), NUMBERED, LINE),
     "paragraph 6", "error", "7.2.5", "on the signer's line"),
    ("names that are not aligned", headed(
        *MARK, signer("", "签发人：", "张　三　李　四"),
        signer("某政办〔2026〕5号", "", "王　五"), LINE),
     "paragraph 6", "error", "7.2.6", "names are not aligned"),
    # 7.3.1 to 7.3.3 fonts, sizes, indents
    ("a title in 宋体", restyled("GwTitle", 'w:eastAsia="方正小标宋简体"', 'w:eastAsia="宋体"'),
     "paragraph 2", "error", "7.3.1", "the title is in 宋体, not 小标宋"),
    ("a title in 小二", restyled("GwTitle", 'w:sz w:val="44"', 'w:sz w:val="36"'),
     "paragraph 2", "error", "7.3.1", "18 pt (小二), not 22 pt (二号)"),
    ("a bold title", restyled("GwTitle", "<w:sz ", "<w:b/><w:sz "),
     "paragraph 2", "warning", "7.3.1", "bold"),
    ("a title at the left", restyled("GwTitle", '<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),
     "paragraph 2", "error", "7.3.1", "not centred"),
    ("an addressee below the title without a blank line", restyled(
        "GwTitle", 'w:after="579"', 'w:after="0"'),
     "paragraph 3", "error", "7.3.2", "no blank line"),
    ("an indented addressee", restyled(
        "GwAddressee", "<w:rPr>", '<w:pPr><w:ind w:firstLine="640"/></w:pPr><w:rPr>'),
     "paragraph 3", "error", "7.3.2", "2.0 characters in, not 0"),
    ("text in 宋体", restyled("GwBody", '<w:rPr>', '<w:rPr><w:rFonts w:eastAsia="宋体"/>'),
     "paragraph 4", "error", "7.3.3", "the body text is in 宋体, not 仿宋"),
    ("text in 四号", doc(run(PARAGRAPH_13), run(PARAGRAPH_13, '<w:sz w:val="28"/>')),
     "paragraph 13", "error", "7.3.3", "14 pt (四号), not 16 pt (三号)"),
    ("text that is not indented", doc(
        '</w:pPr>' + run(PARAGRAPH_13),
        '<w:ind w:firstLineChars="0" w:firstLine="0"/></w:pPr>' + run(PARAGRAPH_13)),
     "paragraph 13", "error", "7.3.3", "0.0 characters in, not 2"),
    ("text in red", doc(run(PARAGRAPH_13), run(PARAGRAPH_13, '<w:color w:val="FF0000"/>')),
     "paragraph 13", "error", "5.2.4", "coloured"),
    ("digits in Calibri", restyled("GwBody", '<w:rPr>', '<w:rPr><w:rFonts w:ascii="Calibri"/>'),
     "paragraph 4", "warning", "5.2.2", "Calibri"),
    ("Western quotation marks", restyled(
        "GwBody", '<w:rPr>', '<w:rPr><w:rFonts w:hint="default" w:hAnsi="Times New Roman"/>'),
     "paragraph 4", "error", " 9", "Western"),
    ("一、 in 仿宋", doc('<w:pStyle w:val="GwHeading1"/></w:pPr><w:r><w:t xml:space="preserve">二、',
                      '<w:pStyle w:val="GwBody"/></w:pPr><w:r><w:t xml:space="preserve">二、'),
     "paragraph 8", "error", "7.3.3", "level 1 is in 仿宋_GB2312, not 黑体"),
    ("（一） in 仿宋", doc('<w:rPr><w:rStyle w:val="GwHeading2Run"/></w:rPr>'
                       '<w:t xml:space="preserve">（二）', '<w:t xml:space="preserve">（二）'),
     "paragraph 7", "error", "7.3.3", "level 2 is in 仿宋_GB2312, not 楷体"),
    ("a bold heading", restyled(
        "GwHeading2", '<w:qFormat/>', '<w:qFormat/><w:rPr><w:b/></w:rPr>'),
     "paragraph 9", "warning", "7.3.3", "bold"),
    # 7.3.3 order and numbers of headings
    ("a number that comes again", doc("二、有关要求", "一、有关要求"),
     "paragraph 8", "error", "7.3.3", "number 1 of level 1 comes again"),
    ("a gap", doc("二、有关要求", "三、有关要求"),
     "paragraph 8", "error", "7.3.3", "number 3 of level 1 follows 1: a gap"),
    ("a gap in 1.", doc("2.按时报告", "3.按时报告"),
     "paragraph 11", "error", "7.3.3", "number 3 of level 3 follows 1"),
    ("a first number that is not 1", doc(PARAGRAPH_13, "3.另行通知。"),
     "paragraph 13", "error", "7.3.3", "begin with number 3"),
    ("a comma behind 一", doc("二、有关要求", "二，有关要求"),
     "paragraph 8", "error", "7.3.3", "not 、"),
    ("a mark behind （二）", doc("（二）加强管理", "（二）、加强管理"),
     "paragraph 12", "error", "7.3.3", "behind the bracket"),
    ("half-width brackets around 二", doc("（二）加强管理", "(二)加强管理"),
     "paragraph 12", "error", "7.3.3", "half-width brackets"),
    ("1、 for 1.", doc("2.按时报告", "2、按时报告"),
     "paragraph 11", "error", "7.3.3", "、 stands behind"),
    # 7.3.4 the list of attachments
    ("no blank line above the list", doc(para("GwBody"), ""),
     "paragraph 14", "error", "7.3.4", "no blank line"),
    ("a full stop behind a name", doc(
        "2.</w:t></w:r><w:r><w:tab/></w:r>" + run("政务新媒体检查情况表"),
        "2.</w:t></w:r><w:r><w:tab/></w:r>" + run("政务新媒体检查情况表。")),
     "paragraph 16", "error", "7.3.4", "behind an attachment's name"),
    ("a half-width colon behind 附件", doc("附件：<", "附件:<"),
     "paragraph 15", "error", "7.3.4", "half-width colon"),
    ("a number of the list that comes again", doc(">2.<", ">1.<"),
     "paragraph 16", "error", "7.3.4", "attachment 2 of the list has number 1"),
    ("1、 in the list", doc(">2.<", ">2、<"),
     "paragraph 16", "error", "7.3.4", "“、” stands behind"),
    ("a list at the edge", restyled(
        "GwAttachments", 'w:left="2040" w:hanging="1400"', 'w:left="1400" w:hanging="1400"'),
     "paragraph 15", "error", "7.3.4", "0.0 characters in, not 2"),
    ("a reference beyond the list", doc("（附件2），截至", "（附件3），截至"),
     "paragraph 7", "warning", "7.3.4", "attachment 3, the list has 2"),
    ("two blank lines above the list", doc(para("GwBody"), para("GwBody") * 2),
     "paragraph 16", "warning", "7.3.4", "2 blank lines stand above the list of attachments, not 1"),
    ("text below the list", doc('<w:p><w:pPr><w:pStyle w:val="GwIssuer"/>', para(
        "GwBody", "特此通报。") + '<w:p><w:pPr><w:pStyle w:val="GwIssuer"/>'),
     "paragraph 17", "error", "7.3.4", "text follows the list"),
    ("the list below the date", doc("".join(BODY[14:19]),
                                    "".join(BODY[16:18] + [para("GwBody")] + BODY[14:16])),
     "paragraph 18", "error", "7.3.4", "stands below the signature"),
    # 7.3.5 signature and date
    ("a page break before the signature", doc(
        '<w:pStyle w:val="GwIssuer"/>', '<w:pStyle w:val="GwIssuer"/><w:pageBreakBefore/>'),
     "paragraph 17", "error", "7.3.5.5", "leaves its page without text"),
    ("a break in a blank line before the signature", doc(
        '<w:p><w:pPr><w:pStyle w:val="GwIssuer"/>', para("GwBody", runs='<w:r><w:br w:type="page"/></w:r>')
        + '<w:p><w:pPr><w:pStyle w:val="GwIssuer"/>'),
     "paragraph 18", "error", "7.3.5.5", "leaves its page without text"),
    ("zeros in the date", doc("2026年4月10日", "2026年04月10日"),
     "paragraph 18", "error", "7.3.5.4", "leading zeros"),
    ("a date in Chinese digits", doc("2026年4月10日", "二〇二六年四月十日"),
     "paragraph 18", "error", "7.3.5.4", "Arabic"),
    ("a date with dots", doc("2026年4月10日", "2026.4.10"),
     "paragraph 18", "error", "7.3.5.4", "Arabic"),
    ("a date that is none", doc("2026年4月10日", "2026年4月31日"),
     "paragraph 18", "error", "7.3.5.4", "no such date"),
    ("zeros in a date of the text", doc("2026年3月31日。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val=\"GwHeading1\"",
                                       "2026年03月31日。</w:t></w:r></w:p>\n<w:p><w:pPr><w:pStyle w:val=\"GwHeading1\""),
     "paragraph 7", "warning", "7.3.5.4", "leading zeros"),
    ("a date at the left", restyled("GwDate", '<w:jc w:val="right"/>', '<w:jc w:val="left"/>'),
     "paragraph 18", "error", "7.3.5", "right"),
    ("a date at the very right", doc('<w:ind w:right="1280" w:rightChars="0"/>',
                                     '<w:ind w:right="0" w:rightChars="0"/>'),
     "paragraph 18", "warning", "7.3.5", "neither as with a seal"),
    ("no date", doc(run("2026年4月10日"), ""),
     "", "error", "7.3.5.4", "no date of issue"),
    ("此页无正文", doc(PARAGRAPH_13, "（此页无正文）"),
     "paragraph 13", "warning", "7.3.5.5", "此页无正文"),
    # 7.3.6 the remark
    ("a blank line above the remark", doc(BODY[18], para("GwBody") + BODY[18]),
     "paragraph 20", "error", "7.3.6", "on the line below the date"),
    ("an unindented remark", restyled("GwNote", 'w:firstLineChars="200" w:firstLine="640"',
                                      'w:firstLine="0"'),
     "paragraph 19", "error", "7.3.6", "0.0 characters in, not 2"),
    # 7.3.7 attachments
    ("an attachment's mark in 仿宋", restyled(
        "AttachmentMark", 'w:eastAsia="黑体"', 'w:eastAsia="仿宋_GB2312"'),
     "paragraph 20", "error", "7.3.7", "mark is in 仿宋_GB2312, not 黑体"),
    ("an indented mark", restyled(
        "AttachmentMark", '<w:jc w:val="left"/>', '<w:ind w:firstLine="640"/><w:jc w:val="left"/>'),
     "paragraph 20", "error", "7.3.7", "2.0 characters in, not 0"),
    ("a colon behind the mark", doc(">附件1<", ">附件1：<"),
     "paragraph 20", "error", "7.3.7", "“：” stands behind"),
    ("a mark in Chinese digits", doc(">附件1<", ">附件一<"),
     "paragraph 20", "error", "7.3.7", "Arabic"),
    ("an attachment on the same page", doc("<w:pageBreakBefore/>", ""),
     "paragraph 20", "error", "7.3.7", "new page"),
    ("a title of another wording", doc("政务新媒体</w:t><w:br/>", "新媒体</w:t><w:br/>"),
     "paragraph 23", "error", "7.3.7", "not that of the list, 政务新媒体检查情况表"),
    ("marks out of order", doc(">附件2<", ">附件3<"),
     "paragraph 23", "error", "7.3.7", "attachment 2 is marked 附件3"),
    ("an attachment the list does not name", doc(
        '<w:sectPr><w:pgSz w:w="16838"',
        para("AttachmentMark", "附件3", "<w:pageBreakBefore/>") +
        para("AttachmentTitle", "名单") + '<w:sectPr><w:pgSz w:w="16838"'),
     "paragraph 15", "error", "7.3.7", "names 2 attachments, 3 follow"),
    ("a title right below the mark", restyled("AttachmentTitle", 'w:before="579"', 'w:before="0"'),
     "paragraph 21", "error", "7.3.7", "third line"),
    # 9 punctuation
    ("a half-width comma", doc("落实责任，防止", "落实责任,防止"),
     "paragraph 13", "error", " 9", "half-width ,"),
    ("half-width brackets", doc("防止问题反弹。", "防止问题反弹(见附件1)。"),
     "paragraph 13", "error", " 9", "half-width ()"),
    ("a half-width full stop", doc("防止问题反弹。", "防止问题反弹."),
     "paragraph 13", "error", " 9", "half-width ."),
    ("straight quotation marks", doc("“四季”", '"四季"'),
     "paragraph 4", "error", " 9", "straight"),
    ("two marks together", doc("落实责任，防止", "落实责任，，防止"),
     "paragraph 13", "error", " 9", "together"),
    ("a quotation that does not end", doc("“四季”", "“四季"),
     "paragraph 4", "warning", " 9", "do not pair"),
    ("full-width digits", doc("防止问题反弹。", "防止３个问题反弹。"),
     "paragraph 13", "warning", " 9", "full-width"),
    ("a half-width comma in a cell", doc(">甲县<", ">甲县,乙县<"),
     "table 1, row 2, column 1", "warning", " 9", "half-width ,"),
    # text boxes: the wording is read, and nothing else
    ("a half-width comma in a text box", boxed(PARAGRAPH_13, para("Normal", "此件,公开发布")),
     "text box at paragraph 13", "warning", " 9", "half-width ,"),
    ("an imprint in a text box", boxed(PARAGRAPH_13, para(
        "Normal", "抄送：市委各部门。", runs=run("抄送：市委各部门。", '<w:sz w:val="32"/>'))),
     "text box at paragraph 13", "error", "7.4.2", "16 pt (三号), not 14 pt"),
    # drafts
    ("tracked changes", doc(run(PARAGRAPH_13), '<w:ins w:id="1" w:author="x">%s</w:ins>' %
                            run(PARAGRAPH_13)),
     "", "warning", "", "tracked changes"),
]


def findings(err):
    """[(place, severity, message)] of printed findings."""
    found = []
    for line in err.splitlines():
        m = re.fullmatch(r"\S*\.docx(?:: ([^:]*?))?: (error|warning|note): (.*)", line)
        if m:
            found.append((m.group(1) or "", m.group(2), m.group(3)))
    return found


@tongbao.needs_program
class Form(tongbao.Case):
    def check(self, path, status=None):
        result = tongbao.run("form", "--quiet", path)
        if status is not None:
            self.assertEqual(result.status, status, result.out + result.err)
        return findings(result.err)

    def test_a_sound_notice_passes_but_for_the_number_of_its_sideways_page(self):
        path = write(self.folder / "notice.docx")
        result = tongbao.run("form", path)
        self.assertEqual((result.status, result.out),
                         (0, "0 errors, 0 warnings, 1 note\n"))
        self.assertRegex(result.err, "section 2: note: the number of sideways "
                                     "pages .*GB/T 9704-2012 8")

    def test_a_sound_masthead_passes(self):
        three = RIGHT.replace("8524", "7404")
        shape = '<w:r><w:pict/></w:r>'
        for title, paragraphs in (
                ("with a line of its own", (*MARK, NUMBERED, LINE)),
                ("the number's border", (*MARK, para("GwNumber", "某政办〔2026〕5号",
                 '<w:pBdr><w:bottom w:val="single" w:color="C00000" w:space="5"/></w:pBdr>'))),
                ("a line drawn as a shape", (*MARK, NUMBERED, para("Normal", runs=shape))),
                ("one signer", (*MARK, signer("某政办〔2026〕5号", "签发人：", "张　三"), LINE)),
                ("three signers", (*MARK, signer("", "签发人：", "张　三　李　四"),
                                   signer("某政办〔2026〕5号", "", "王　五", three), LINE)),
                ("a letter's lines", (para("GwMark", "某市人民政府办公室", '<w:pBdr><w:bottom '
                 'w:val="thickThinSmallGap" w:color="FF0000"/></w:pBdr>'), para(
                     "Normal", "某政办函〔2026〕5号", '<w:jc w:val="right"/>')))):
            with self.subTest(title):
                path = write(self.folder / "notice.docx", *headed(*paragraphs))
                self.assertEqual(self.check(path, 0), [])

    def test_each_departure_is_found_with_its_place_and_clause(self):
        for i, (title, change, place, severity, clause, words) in enumerate(CASES):
            with self.subTest(title):
                path = write(self.folder / ("%d.docx" % i), *change)
                found = self.check(path, 1 if severity == "error" else 0)
                self.assertEqual([f[:2] for f in found], [(place, severity)], found)
                if clause:
                    self.assertRegex(found[0][2],
                                     r"\(GB/T 9704-2012 %s\)" % re.escape(clause.strip()))
                self.assertIn(words, found[0][2])

    def test_findings_come_as_json(self):
        path = write(self.folder / "notice.docx", *doc("落实责任，防止", "落实责任,防止"))
        result = tongbao.run("form", path, "--json", "--quiet")
        self.assertEqual((result.status, result.err), (1, ""))
        found = json.loads(result.out)
        self.assertEqual(len(found), 1)
        self.assertEqual((found[0]["severity"], found[0]["place"], found[0]["file"]),
                         ("error", "paragraph 13", str(path)))
        self.assertIn("GB/T 9704-2012 9", found[0]["message"])
        sound = tongbao.run("form", write(self.folder / "sound.docx"), "--json", "--quiet")
        self.assertEqual((sound.status, json.loads(sound.out)), (0, []))

    def test_text_boxes_are_read_and_said_to_be_beyond_judgement(self):
        path = write(self.folder / "notice.docx", *boxed(
            PARAGRAPH_13, para("Normal", "此件公开发布"), para("Normal"), TABLE))
        result = tongbao.run("form", path)
        self.assertEqual((result.status, [f[:2] for f in findings(result.err)][:1]),
                         (0, [("text box at paragraph 13", "note")]), result.err)
        self.assertIn("its place on the page cannot be", result.err)

    def test_a_title_or_date_in_a_text_box_is_not_missing(self):
        title = "某市人民政府办公室\n关于2026年第一季度检查情况的通报"
        for old in (title, "2026年4月10日"):
            with self.subTest(old):
                path = write(self.folder / "notice.docx",
                             *doc(run(old), box(para("Normal", old))))
                self.assertNotIn("was found", " ".join(f[2] for f in self.check(path)))

    def test_equal_findings_are_one_that_names_its_places(self):
        path = write(self.folder / "notice.docx",
                     *restyled("GwBody", "<w:rPr>", '<w:rPr><w:rFonts w:eastAsia="楷体"/>'))
        found = self.check(path, 1)
        self.assertEqual([f[0] for f in found], ["paragraph 4"])
        self.assertIn("also paragraph 6", found[0][2])

    def test_what_is_no_word_document_is_refused(self):
        for name, data in (("a.docx", b"PK\3\4"), ("b.docx", b""), ("c.doc", b"\xd0\xcf\x11\xe0")):
            path = self.folder / name
            path.write_bytes(data)
            self.refuse(1, "form", path)
        result = tongbao.run("form", self.folder / "none.docx")
        self.assertIn(result.status, (1, 3))

    def test_a_clerk_reads_chinese_under_a_chinese_locale(self):
        for i, (title, change, *_) in enumerate(CASES):
            with self.subTest(title):
                path = write(self.folder / ("%d.docx" % i), *change)
                result = tongbao.run("form", path, env=tongbao.environment(
                    LC_ALL="C.UTF-8", LANGUAGE="zh_CN"))
                said = re.sub(r"GB/T|Calibri|Times New Roman|Western|_GB2312|WPS|pt\b|mm\b",
                              "", result.err.replace(str(path), ""))
                self.assertNotRegex(said, "[A-Za-z]{3}")

    def test_the_samples_are_clean(self):
        for folder in sorted(tongbao.ROOT.glob("samples/*/")):
            out = self.folder / folder.name
            self.succeed("build", folder, "-o", out)
            for path in tongbao.outputs(out):
                if path.suffix == ".docx":
                    with self.subTest(path.name):
                        self.succeed("form", path)
