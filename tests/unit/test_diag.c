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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_finding_is_one_visible_line),
    };

    return cmocka_run_group_tests_name("diag", tests, NULL, NULL);
}
