#include "gen/base/diag.h"

#include "tests/unit/unit.h"

static void
a_finding_is_one_visible_line(void **state)
{
    static const struct {
        const char *name, *message, *line;
    } cases[] = {
        {"as it is", "“甲 乙”", "“甲 乙”"},
        {"a line break in a cell", "“甲\n乙”", "“甲 乙”"},
        {"all kinds of breaks", "a\r\nb\tc", "a  b c"},
        {"what would steer a terminal", "\x1b[2Jx\x07\x7f",
         "<U+001B>[2Jx<U+0007><U+007F>"},
        {"what has no width", "a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"},
        {"what turns the line around", "a\u202eb", "a<U+202E>b"},
        {"what no XML can hold", "a\xef\xbf\xbfz", "a<U+FFFF>z"},
        {"bytes that are no UTF-8", "a\xffz", "a\xffz"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct location at = {.path = "q.csv", .row = 2, .col = 3};
        struct diags diags = {0};
        struct strbuf sb = {0};
        struct strbuf wanted = {0};

        print_message("%s\n", cases[i].name);
        diag_error(&diags, at, "%s", cases[i].message);
        diag_format(&sb, &diags.items[0]);
        strbuf_addf(&wanted, "q.csv:2:3: error: %s", cases[i].line);
        assert_string_equal(sb.ptr, wanted.ptr);
        strbuf_clear(&sb);
        strbuf_clear(&wanted);
        diags_clear(&diags);
    }
}

static void
a_file_in_the_making_has_the_name_it_will_have(void **state)
{
    static const struct {
        const char *work, *shown, *path, *seen;
    } cases[] = {
        {"o/.tongbao-a", "o/out", "o/.tongbao-a/x.xlsx", "o/out/x.xlsx"},
        {"o/.tongbao-a", "o/out", "o/.tongbao-a", "o/out"},
        {"o/.tongbao-a", "", "o/.tongbao-a/x.xlsx", "x.xlsx"},
        {"o/.tongbao-a/x", "y", "o/.tongbao-a/x", "y"},
        {"o/.tongbao-a", "o/out", "o/in.csv", "o/in.csv"},
        {"o/.tongbao-a", "o/out", "q/o/.tongbao-a", "q/o/.tongbao-a"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct diags diags = {0};

        diags_show_as(&diags, "elsewhere", "nowhere");
        diags_show_as(&diags, cases[i].work, cases[i].shown);
        diag_error(&diags, (struct location){.path = cases[i].path}, "x");
        assert_string_equal(diags.items[0].at.path, cases[i].seen);
        diags_clear(&diags);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_is_one_visible_line),
        cmocka_unit_test(a_file_in_the_making_has_the_name_it_will_have),
    };

    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
