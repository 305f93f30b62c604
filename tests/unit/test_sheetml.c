#include "gen/input/sheetml.h"

#include <string.h>

#include "tests/unit/shown_grid.h"
#include "tests/unit/unit.h"

#define BOOK(sheets)                                                           \
    "<?xml version=\"1.0\" encoding=\"gb2312\"?>\r\n"                          \
    "<?mso-application progid=\"Excel.Sheet\"?>"                               \
    "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "        \
    "xmlns:x=\"urn:schemas-microsoft-com:office:excel\" "                      \
    "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">" sheets        \
    "</Workbook>"
#define SHEET(name, rows)                                                      \
    "<Worksheet ss:Name=\"" name "\"><Table>" rows "</Table></Worksheet>"
#define CELL(type, value)                                                      \
    "<Cell><Data ss:Type=\"" type "\">" value "</Data></Cell>"

static struct result
read_book(const char *book)
{
    return show(sheetml_read, "f.xls", str_from(book));
}

static void
reads_cells_with_their_types(void **state)
{
    static const struct {
        const char *book;
        const char *shown;
    } cases[] = {
        {BOOK(SHEET("检查", "<Row>" CELL("String", "单位")
                                CELL("Number", "12") "</Row>")),
         "检查!A1 text 单位|检查!B1 number 12|"},
        {BOOK(SHEET("a", "<Row>" CELL("Number", "1.0")
                             CELL("Number", "0.1000000000000000055")
                                 CELL("Number", "-1.5E-3") CELL("Boolean", "1")
                                     CELL("Error", "#N/A") "</Row>")),
         "a!A1 number 1|a!B1 number 0.1|a!C1 number -0.0015|a!D1 bool TRUE|"
         "a!E1 error #N/A|"},
        {BOOK(SHEET("a", "<Row>" CELL("DateTime", "2021-01-05T00:00:00.000")
                             CELL("DateTime", "2021-01-05T08:30:15.000")
                                 CELL("DateTime",
                                      "1899-12-31T08:30:00.000") "</Row>")),
         "a!A1 date 2021-01-05|a!B1 date 2021-01-05T08:30:15|a!C1 time "
         "08:30:00|"},
        {BOOK(SHEET("a",
                    "<Row ss:Index=\"3\">" CELL(
                        "String",
                        "x") "<Cell ss:Index=\"4\"><Data "
                             "ss:Type=\"String\">y</Data></Cell>"
                             "<Cell ss:StyleID=\"s1\"/>" CELL(
                                 "String",
                                 "z") "</Row><Row/><Row>" CELL("String",
                                                               "w") "</Row>")),
         "a!A3 text x|a!D3 text y|a!F3 text z|a!A5 text w|"},
        {BOOK(SHEET("a", "<Row><Cell><Data ss:Type=\"String\">a&#10;b&amp;"
                         "<![CDATA[<c>]]></Data><Comment><ss:Data>no</ss:Data>"
                         "</Comment></Cell></Row>")),
         "a!A1 text a\\nb&<c>|"},
        {BOOK(SHEET("a", "<Row><Cell><ss:Data ss:Type=\"String\" "
                         "xmlns=\"http://www.w3.org/TR/REC-html40\"><B>合</B>"
                         "格</ss:Data></Cell></Row>")),
         "a!A1 text 合格|"},
        {BOOK(SHEET("a", "<Row>" CELL("String", "1") "</Row>")
                  SHEET("b", "<Row>" CELL("String", "2") "</Row>")),
         "a!A1 text 1|b!A1 text 2|"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct result result = read_book(cases[i].book);

        assert_true(result.ok);
        assert_string_equal(result.shown, cases[i].shown);
        clear(&result);
    }
}

static void
keeps_merges_and_what_is_hidden(void **state)
{
    struct result result = read_book(BOOK(
        "<Worksheet ss:Name=\"a\"><Table>"
        "<Column/><Column ss:Hidden=\"1\" ss:Span=\"1\"/>"
        "<Row ss:Hidden=\"1\"><Cell ss:MergeAcross=\"2\" ss:MergeDown=\"1\">"
        "<Data ss:Type=\"String\">x</Data></Cell></Row></Table>"
        "<WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\">"
        "<Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>"));
    const struct grid_sheet *sheet = result.grid.sheets;
    static const struct grid_merge merge = {0, 0, 1, 2};

    (void)state;
    assert_true(result.ok);
    assert_int_equal(sheet->state, SHEET_HIDDEN);
    assert_int_equal(sheet->n_hidden_cols, 2);
    assert_int_equal(sheet->hidden_cols[1], 2);
    assert_true(sheet->rows[0].is_hidden);
    assert_int_equal(sheet->n_merges, 1);
    assert_memory_equal(sheet->merges, &merge, sizeof merge);
    clear(&result);
}

static void
refuses_what_does_not_hold_together(void **state)
{
    static const struct {
        const char *book;
        const char *error;
    } cases[] = {
        {BOOK(SHEET("a", "<Row ss:Index=\"2\"/><Row ss:Index=\"2\"/>")),
         "rows or cells of this workbook are not in order"},
        {BOOK(SHEET("a", "<Row><Cell ss:Index=\"2\"/><Cell ss:Index=\"1\"/>"
                         "</Row>")),
         "rows or cells of this workbook are not in order"},
        {BOOK(SHEET("a", "<Row><Cell>" CELL("Number", "1") "</Cell></Row>")),
         "rows or cells of this workbook are not in order"},
        {BOOK(SHEET("a", "<Row><Cell><Row>" CELL("Number",
                                                 "1") "</Row></Cell></Row>")),
         "rows or cells of this workbook are not in order"},
        {BOOK(SHEET("a", "<Cell/>")),
         "rows or cells of this workbook are not in order"},
        {BOOK(SHEET("a", "<Row><Cell ss:MergeAcross=\"16384\"/></Row>")),
         "a cell lies outside the sheet"},
        {BOOK(SHEET("a", "<Row>" CELL("Number", "NaN") "</Row>")),
         "the cell's value does not fit its type"},
        {BOOK(SHEET("a", "<Row>" CELL("DateTime", "gestern") "</Row>")),
         "the cell's value does not fit its type"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct result result = read_book(cases[i].book);

        assert_false(result.ok);
        assert_int_equal(result.diags.n_errors, 1);
        assert_string_equal(result.diags.items[0].message, cases[i].error);
        clear(&result);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_cells_with_their_types),
        cmocka_unit_test(keeps_merges_and_what_is_hidden),
        cmocka_unit_test(refuses_what_does_not_hold_together),
    };

    return cmocka_run_group_tests_name("sheetml", tests, NULL, NULL);
}
