#include "gen/input/html.h"

#include <string.h>

#include "tests/unit/shown_grid.h"
#include "tests/unit/unit.h"

static struct result
read_page(struct str page)
{
    return show(html_read, "f.xls", page);
}

static void
reads_the_tables_of_a_page(void **state)
{
    static const struct {
        const char *page;
        const char *shown;
    } cases[] = {
        {"<table><tr><td>单位</td><th>数</th></tr>"
         "<tr><td>甲</td><td>1</td></tr></table>",
         "Table1!A1 text 单位|Table1!B1 text 数|Table1!A2 text "
         "甲|Table1!B2 text 1|"},
        /* tags left open, cells left empty */
        {"<table><tr><td>a<td>&nbsp;<td> c <tr><td>d</table>",
         "Table1!A1 text a|Table1!C1 text c|Table1!A2 text d|"},
        {"<table><thead><tr><td>a</thead><tbody><tr><td>b</tbody></table>",
         "Table1!A1 text a|Table1!A2 text b|"},
        /* blanks, line breaks, entities */
        {"<table><tr><td> a\n   b <br> c&lt;d&amp;e&#21333;&nbsp;</td></table>",
         "Table1!A1 text a b\\nc<d&e单|"},
        {"<table><tr><td><p>a</p><p>b</p><div>c</div></td></table>",
         "Table1!A1 text a\\nb\\nc|"},
        {"<table><tr><td><b>合</b><font color=red>格</font></table>",
         "Table1!A1 text 合格|"},
        {"<table><tr><td>a<script>x<1</script><style>b</style>c</table>",
         "Table1!A1 text ac|"},
        {"<table><tr><td>&bogus; &copy;</table>", "Table1!A1 text &bogus; ©|"},
        /* spans move the cells behind and below */
        {"<table><tr><td rowspan=2>a<td colspan=2>b<td>c"
         "<tr><td>d<td>e<td>f</table>",
         "Table1!A1 text a|Table1!B1 text b|Table1!D1 text c|Table1!B2 text "
         "d|Table1!C2 text e|Table1!D2 text f|"},
        {"<table><tr><td colspan=x rowspan=0>a<td colspan=-2>b</table>",
         "Table1!A1 text a|Table1!B1 text b|"},
        /* more than one table; one that only lays out the page */
        {"<table><caption>汇总</caption><tr><td>a</table><p>x"
         "<table><tr><td>b</table>",
         "汇总!A1 text a|Table2!A1 text b|"},
        {"<table><tr><td><table><tr><td>a</table></table>",
         "Table1!A1 text a|"},
        {"<table><tr><td>x<table><tr><td>a</table>y<td>z</table>",
         "Table1!A1 text xy|Table1!B1 text z|Table2!A1 text a|"},
        /* types by Excel's attributes only */
        {"<table><tr><td x:num>1,2<td x:num>12.50<td x:num=\"0.123456\">0.12"
         "<td x:num=\"44200\">2021-1-5<td x:str>12<td>12"
         "<td x:num style='mso-number-format:\"\\@\"'>007</table>",
         "Table1!A1 text 1,2|Table1!B1 number 12.5|Table1!C1 number "
         "0.123456|Table1!D1 text 2021-1-5|Table1!E1 text 12|Table1!F1 text "
         "12|Table1!G1 text 007|"},
        {"<html><head><meta charset=gb2312><title>t</title></head><body>"
         "<!-- <table><tr><td>no</table> --><![if x]><table><tr><td>单"
         "</table><![endif]></body></html>",
         "Table1!A1 text 单|"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct result result = read_page(str_from(cases[i].page));

        assert_true(result.ok);
        assert_string_equal(result.shown, cases[i].shown);
        clear(&result);
    }
}

static void
turns_spans_into_merges_within_the_table(void **state)
{
    struct result result =
        read_page(STR("<table><tr style='DISPLAY:none;display: none'>"
                      "<td rowspan=2 colspan=2>a<td rowspan=9>b"
                      "<tr><td>c<tr><td colspan=3>d</table>"));
    const struct grid_sheet *sheet = result.grid.sheets;
    static const struct grid_merge merges[] = {
        {0, 0, 1, 1}, {0, 2, 2, 2}, {2, 0, 2, 1}};

    (void)state;
    assert_true(result.ok);
    assert_true(sheet->rows[0].is_hidden);
    assert_false(sheet->rows[1].is_hidden);
    assert_int_equal(sheet->n_merges, 3);
    assert_memory_equal(sheet->merges, merges, 2 * sizeof merges[0]);
    clear(&result);
}

static struct strbuf
repeated(const char *before, const char *piece, size_t n, const char *after)
{
    struct strbuf sb = {0};

    strbuf_add_cstr(&sb, before);
    for (size_t i = 0; i < n; i++) {
        strbuf_add_cstr(&sb, piece);
    }
    strbuf_add_cstr(&sb, after);
    return sb;
}

static void
stops_at_its_limits(void **state)
{
    static const struct {
        const char *before, *piece;
        size_t n;
        const char *after;
        const char *error; /* NULL: it is read */
    } cases[] = {
        {"<p>", "text", 1, "</p>", "this is a web page without a table"},
        {"", "<table><tr><td></table>", 3, "",
         "this is a web page without a table"},
        {"<table><tr><td", " a", 999, ">x</table>", NULL},
        {"<table><tr><td", " a", 1001, ">x</table>",
         "a tag of this page is too long (1001 attributes, 2004 bytes)"},
        {"<table><tr><td", " a='>'", 1001, ">x</table>",
         "a tag of this page is too long (1001 attributes, 6008 bytes)"},
        {"<table><tr><td>", "<b>", 200, "x</table>", NULL},
        {"<table><tr><td>", "<b>", 2000, "x</table>",
         "the elements of this page are nested more than 256 deep"},
        {"", "<table><tr><td>x", 50, "", NULL},
        {"<table><tr>", "<td colspan=1000>x", 16, "</table>", NULL},
        {"<table><tr>", "<td colspan=1000>x", 17, "</table>",
         "a table of this page has more than 16384 columns"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf page = repeated(cases[i].before, cases[i].piece,
                                      cases[i].n, cases[i].after);
        struct result result = read_page(strbuf_str(&page));

        assert_int_equal(result.ok, cases[i].error == NULL);
        assert_int_equal(result.diags.n_errors, !result.ok);
        if (!result.ok) {
            assert_string_equal(result.diags.items[0].message, cases[i].error);
        }
        strbuf_clear(&page);
        clear(&result);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_tables_of_a_page),
        cmocka_unit_test(turns_spans_into_merges_within_the_table),
        cmocka_unit_test(stops_at_its_limits),
    };

    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
