"""The small bulletin of mini/, as CSV or as a workbook, and ways to change it."""
import csv
import io
import pathlib
import shutil

import read_xlsx

HERE = pathlib.Path(__file__).resolve().parent / "mini"
PROFILE = HERE / "profile"
BULLETIN = HERE / "bulletin"
# Names of the files a build of it writes.
BODY = "2024年3月检查情况通报.docx"
LIST = ("附件 2024年3月检查结果表.docx", "附件 2024年3月检查结果表.xlsx")


def copy(folder, name="bulletin"):
    """A copy of the bulletin in the folder, to be changed."""
    return pathlib.Path(shutil.copytree(BULLETIN, pathlib.Path(folder, name)))


def copy_profile(folder):
    return pathlib.Path(shutil.copytree(PROFILE, pathlib.Path(folder, "profile")))


def read_table(bulletin):
    text = (bulletin / "检查结果.csv").read_text("utf-8")
    return list(csv.reader(io.StringIO(text)))


def write_table(bulletin, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    (bulletin / "检查结果.csv").write_text(out.getvalue(), "utf-8")


def change(bulletin, row, head, text):
    """Makes the cell under head in a row (the head is row 1) say text."""
    rows = read_table(bulletin)
    rows[row - 1][rows[0].index(head)] = text
    write_table(bulletin, rows)


def as_workbook(bulletin):
    """Turns the table into 检查结果.xlsx, sheet 结果, numbers as numbers."""
    rows = read_table(bulletin)
    score = rows[0].index("得分") if "得分" in rows[0] else -1
    for row in rows[1:]:
        try:
            row[score] = float(row[score])
        except (ValueError, IndexError):
            pass
    read_xlsx.make(bulletin / "检查结果.xlsx", "结果", rows)
    (bulletin / "检查结果.csv").unlink()
