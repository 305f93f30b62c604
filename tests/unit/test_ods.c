#include "gen/input/ods.h"

#include <string.h>

#include "tests/unit/shown_grid.h"
#include "tests/unit/unit.h"

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define BOOK(styles, sheets)                                                   \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                             \
    "<office:document xmlns:office=\"" ODF "office:1.0\" xmlns:table=\"" ODF   \
    "table:1.0\" xmlns:text=\"" ODF "text:1.0\" xmlns:style=\"" ODF            \
    "style:1.0\" xmlns:draw=\"" ODF "drawing:1.0\" xmlns:calcext=\"urn:org:"   \
    "documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">"          \
    "<office:automatic-styles>" styles "</office:automatic-styles>"            \
    "<office:body><office:spreadsheet>" sheets                                 \
    "</office:spreadsheet></office:body></office:document>"
#define SHEET(rows)                                                            \
    BOOK("", "<table:table table:name=\"表\">" rows "</table:table>")
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define CELL(attributes, text)                                                 \
    "<table:table-cell " attributes ">" text "</table:table-cell>"
#define TEXT(text)                                                             \
    CELL("office:value-type=\"string\"", "<text:p>" text "</text:p>")
#define NUMBER(type, value)                                                    \
    CELL("office:value-type=\"" type "\" office:value=\"" value "\"",          \
         "<text:p>shown</text:p>")

static struct result
read_book(const char *book)
{
    return show(ods_read_flat, "f.fods", str_from(book));
}

static void
cells_are_read_with_their_types(void **state)
{
    static const struct {
        const char *book;
        const char *shown;
    } cases[] = {
        {SHEET(ROW(NUMBER("float", "98.50"))), "表!A1 number 98.5|"},
        {SHEET(ROW(NUMBER("percentage", "0.98"))), "表!A1 number 0.98|"},
        {SHEET(ROW(NUMBER("currency", "1200"))), "表!A1 number 1200|"},
        {SHEET(ROW(TEXT("市发改委"))), "表!A1 text 市发改委|"},
        {SHEET(ROW(CELL("office:value-type=\"string\"",
                        "<text:p>甲</text:p><text:p>乙</text:p>"))),
         "表!A1 text 甲\\n乙|"},
        {SHEET(ROW(TEXT("a<text:s text:c=\"3\"/>b<text:span>c</text:span>"
                        "<text:line-break/>d<text:s/>"))),
         "表!A1 text a   bc\\nd |"},
        {SHEET(ROW(TEXT("汉<text:ruby-text>hàn</text:ruby-text>字"))),
         "表!A1 text 汉字|"},
        {SHEET(ROW(CELL("office:value-type=\"string\"",
                        "<office:annotation><text:p>批注</text:p>"
                        "</office:annotation><text:p>甲</text:p>"
                        "<draw:frame><text:p>图</text:p></draw:frame>"))),
         "表!A1 text 甲|"},
        {SHEET(ROW(CELL("office:value-type=\"string\" "
                        "office:string-value=\"全\"",
                        "<text:p>…</text:p>"))),
         "表!A1 text 全|"},
        {SHEET(ROW(CELL("office:value-type=\"date\" "
                        "office:date-value=\"2021-10-08\"",
                        ""))),
         "表!A1 date 2021-10-08|"},
        {SHEET(ROW(CELL("office:value-type=\"date\" "
                        "office:date-value=\"2021-10-08T08:30:15.5\"",
                        ""))),
         "表!A1 date 2021-10-08T08:30:15|"},
        {SHEET(ROW(CELL("office:value-type=\"time\" "
                        "office:time-value=\"PT08H30M00S\"",
                        ""))),
         "表!A1 time 08:30:00|"},
        {SHEET(ROW(CELL("office:value-type=\"time\" "
                        "office:time-value=\"PT25H00M00.5S\"",
                        ""))),
         "表!A1 duration 25:00:00|"},
        {SHEET(ROW(CELL("office:value-type=\"boolean\" "
                        "office:boolean-value=\"false\"",
                        ""))),
         "表!A1 bool FALSE|"},
        {SHEET(ROW(CELL("office:value-type=\"string\" "
                        "calcext:value-type=\"error\" "
                        "office:string-value=\"\"",
                        "<text:p>#N/A</text:p>"))),
         "表!A1 error #N/A|"},
        {SHEET(ROW(CELL("", "") TEXT("乙"))), "表!B1 text 乙|"},
        {SHEET(ROW(CELL("office:value-type=\"string\"", "<text:p/>"))), ""},
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
repeated_cells_and_rows_stand_where_they_are_shown(void **state)
{
    static const struct {
        const char *book;
        const char *shown;
    } cases[] = {
        {SHEET(
             ROW("<table:table-cell table:number-columns-repeated=\"3\"/>" TEXT(
                 "丁"))),
         "表!D1 text 丁|"},
        {SHEET(ROW(CELL("office:value-type=\"float\" office:value=\"1\" "
                        "table:number-columns-repeated=\"2\"",
                        "") TEXT("丙"))),
         "表!A1 number 1|表!B1 number 1|表!C1 text 丙|"},
        {SHEET("<table:table-row table:number-rows-repeated=\"4\">"
               "<table:table-cell/></table:table-row>" ROW(TEXT("五"))),
         "表!A5 text 五|"},
        {SHEET("<table:table-header-rows>" ROW(
             TEXT("头")) "</table:table-header-rows><table:table-row "
                         "table:number-rows-repeated=\"2\">" TEXT(
                             "同") "</table:table-row>" ROW(TEXT("末"))),
         "表!A1 text 头|表!A2 text 同|表!A3 text 同|表!A4 text 末|"},
        {SHEET(ROW(TEXT(
             "甲")) "<table:table-row "
                    "table:number-rows-repeated=\"1048575\"><table:table-cell "
                    "table:number-columns-repeated=\"16384\"/></"
                    "table:table-row>"),
         "表!A1 text 甲|"},
        {SHEET("<table:tracked-changes>" ROW(TEXT(
             "旧")) "</table:tracked-changes><table:shapes><draw:g><text:p>图"
                    "</text:p></draw:g></table:shapes>" ROW(TEXT("新"))),
         "表!A1 text 新|"},
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
merged_and_hidden_is_told(void **state)
{
    static const char book[] = BOOK(
        "<style:style style:name=\"ta1\"><style:table-properties "
        "table:display=\"true\"/></style:style><style:style "
        "style:name=\"ta2\"><style:table-properties table:display=\"false\"/>"
        "</style:style>",
        "<table:table table:name=\"甲\" table:style-name=\"ta1\">"
        "<table:table-column/><table:table-column "
        "table:number-columns-repeated=\"2\" table:visibility=\"collapse\"/>"
        "<table:table-row table:visibility=\"filter\">" CELL(
            "office:value-type=\"string\" table:number-columns-spanned=\"2\" "
            "table:number-rows-spanned=\"3\"",
            "<text:p>合</text:p>") "<table:covered-table-cell/></"
                                   "table:table-row></table:table>"
                                   "<table:table table:name=\"乙\" "
                                   "table:style-name=\"ta2\">" ROW(
                                       TEXT("藏")) "</table:table>");
    struct result result = read_book(book);
    const struct grid_sheet *sheet = result.grid.sheets;

    (void)state;
    assert_true(result.ok);
    assert_int_equal(result.grid.n_sheets, 2);
    assert_int_equal(sheet[0].state, SHEET_VISIBLE);
    assert_int_equal(sheet[1].state, SHEET_HIDDEN);
    assert_true(sheet[0].rows[0].is_hidden);
    assert_int_equal(sheet[0].n_hidden_cols, 2);
    assert_int_equal(sheet[0].hidden_cols[0], 1);
    assert_int_equal(sheet[0].n_merges, 1);
    assert_int_equal(sheet[0].merges[0].last_row, 2);
    assert_int_equal(sheet[0].merges[0].last_col, 1);
    clear(&result);
}

static void
what_cannot_be_read_is_one_error(void **state)
{
    static const struct {
        const char *book;
        const char *message;
    } cases[] = {
        {"<office:document xmlns:office=\"" ODF "office:1.0\"><office:body>"
         "<office:text/></office:body></office:document>",
         "f.fods: error: this is an OpenDocument file, but not a workbook"},
        {SHEET(ROW(TEXT("甲") NUMBER("float", "1,5"))),
         "f.fods!表!B1: error: the cell's value does not fit its type"},
        {SHEET(ROW(CELL("office:value-type=\"date\" "
                        "office:date-value=\"2021-02-30\"",
                        ""))),
         "f.fods!表!A1: error: the cell's value does not fit its type"},
        {SHEET("<table:table-row table:number-rows-repeated=\"1048576\">" TEXT(
             "甲") "</table:table-row>"),
         "f.fods!表!1: error: more than 1000000 cells are repeated"},
        {SHEET("<table:table-row table:number-rows-repeated=\"1000\">" CELL(
             "office:value-type=\"float\" office:value=\"1\" "
             "table:number-columns-repeated=\"16384\"",
             "") "</table:table-row>"),
         "f.fods!表!1: error: more than 1000000 cells are repeated"},
        {SHEET(ROW("<table:table-cell table:number-columns-repeated="
                   "\"16384\"/>" TEXT("外"))),
         "f.fods!表!XFE1: error: a cell lies outside the sheet"},
        {SHEET("<table:table-row table:number-rows-repeated=\"1048576\"/>" ROW(
             TEXT("外"))),
         "f.fods!表!1048577: error: more than 1048576 rows"},
        {SHEET(ROW(TEXT("<draw:x>"))), "f.fods:2: error: the XML is damaged"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct result result = read_book(cases[i].book);
        struct strbuf line = {0};

        assert_false(result.ok);
        assert_int_equal(result.diags.n_errors, 1);
        diag_format(&line, &result.diags.items[0]);
        if (strncmp(line.ptr, cases[i].message, strlen(cases[i].message))) {
            fail_msg("%s", line.ptr);
        }
        strbuf_clear(&line);
        clear(&result);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_read_with_their_types),
        cmocka_unit_test(repeated_cells_and_rows_stand_where_they_are_shown),
        cmocka_unit_test(merged_and_hidden_is_told),
        cmocka_unit_test(what_cannot_be_read_is_one_error),
    };

    return cmocka_run_group_tests_name("ods", tests, NULL, NULL);
}
