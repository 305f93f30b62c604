#include "gen/model/view_names.h"

#include "tests/unit/unit.h"

static void
views_and_what_they_use_are_listed(void **state)
{
    static const struct {
        const char *name;
        const char *sql;
        const char *expected; /* line, view: words; */
    } cases[] = {
        {"none", "-- 无\n", ""},
        {"one", "CREATE VIEW 甲 AS SELECT a FROM 乙;",
         "1甲:AS SELECT a FROM 乙;"},
        {"lines are counted",
         "\n-- x\nCREATE\nVIEW 甲 AS SELECT 1;\n/* \n */"
         "create view 乙 as select 2",
         "4甲:AS SELECT 1;6乙:as select 2;"},
        {"quoted names", "CREATE VIEW \"甲 乙\" AS SELECT [丙], `丁`;",
         "1甲 乙:AS SELECT 丙 丁;"},
        {"texts and comments are none",
         "CREATE VIEW 甲 AS SELECT '乙;''丙' -- 丁\n/* 戊 */;",
         "1甲:AS SELECT;"},
        {"a semicolon in a comment", "CREATE VIEW 甲 AS -- ;\nSELECT 1;",
         "1甲:AS SELECT 1;"},
        {"cut short", "CREATE VIEW", "1:;"},
        {"never closed", "CREATE VIEW 甲 AS SELECT 'x", "1甲:AS SELECT;"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct arena arena = {0};
        struct strbuf got = {0};
        size_t n;
        struct view_names *views =
            view_names_read(str_from(cases[i].sql), &n, &arena);

        print_message("%s\n", cases[i].name);
        for (size_t v = 0; v < n; v++) {
            strbuf_addf(&got, "%u%.*s:", (unsigned)views[v].line,
                        STR_ARG(views[v].name));
            for (size_t u = 0; u < views[v].n_uses; u++) {
                strbuf_addf(&got, "%s%.*s", u ? " " : "",
                            STR_ARG(views[v].uses[u]));
            }
            strbuf_add_char(&got, ';');
        }
        assert_string_equal(got.ptr ? got.ptr : "", cases[i].expected);
        strbuf_clear(&got);
        arena_clear(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_and_what_they_use_are_listed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
