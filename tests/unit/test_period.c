#include "gen/model/period.h"

#include "tests/unit/unit.h"

static void
reads_and_writes_as_offices_do(void **state)
{
    static const struct {
        const char *text;
        const char *name; /* NULL: refused */
        const char *without_year, *previous, *first, *last;
    } cases[] = {
        {"2021年第四季度", "2021年第四季度", "第四季度", "2021年第三季度",
         "2021-10-01", "2021-12-31"},
        {"2021年4季度", "2021年第四季度", "第四季度", "2021年第三季度",
         "2021-10-01", "2021-12-31"},
        {" 2021 年 第 1 季度", "2021年第一季度", "第一季度", "2020年第四季度",
         "2021-01-01", "2021-03-31"},
        {"2021Q2", "2021年第二季度", "第二季度", "2021年第一季度", "2021-04-01",
         "2021-06-30"},
        {"二〇二一年三季度", "2021年第三季度", "第三季度", "2021年第二季度",
         "2021-07-01", "2021-09-30"},
        {"２０２１年", "2021年", "全年", "2020年", "2021-01-01", "2021-12-31"},
        {"2021年度", "2021年", "全年", "2020年", "2021-01-01", "2021-12-31"},
        {"2021年上半年", "2021年上半年", "上半年", "2020年下半年", "2021-01-01",
         "2021-06-30"},
        {"2021年5月", "2021年5月", "5月", "2021年4月", "2021-05-01",
         "2021-05-31"},
        {"2024年二月份", "2024年2月", "2月", "2024年1月", "2024-02-01",
         "2024-02-29"},
        {"2021-01", "2021年1月", "1月", "2020年12月", "2021-01-01",
         "2021-01-31"},
        {"2021年十二月", "2021年12月", "12月", "2021年11月", "2021-12-01",
         "2021-12-31"},
        {"2021年1至2月", "2021年1-2月", "1-2月", "2020年11-12月", "2021-01-01",
         "2021-02-28"},
        {"2021年3-4月", "2021年3-4月", "3-4月", "2021年1-2月", "2021-03-01",
         "2021-04-30"},
        {"2021年1-5月", "2021年1-5月", "1-5月", "2020年1-5月", "2021-01-01",
         "2021-05-31"},
        {"2021年第3次", "2021年第3次", "第3次", "2021年第2次", NULL, NULL},
        {"2021年第十期", "2021年第10期", "第10期", "2021年第9期", NULL, NULL},
        {"2021年第1次", "2021年第1次", "第1次", NULL, NULL, NULL},
        {"2021年第五季度", NULL, NULL, NULL, NULL, NULL},
        {"2021年13月", NULL, NULL, NULL, NULL, NULL},
        {"第四季度", NULL, NULL, NULL, NULL, NULL},
        {"2021年4-2月", NULL, NULL, NULL, NULL, NULL},
        {"2021年第四季度通报", NULL, NULL, NULL, NULL, NULL},
        {"", NULL, NULL, NULL, NULL, NULL},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct period period;
        struct value parts[PERIOD_N_PARTS];
        bool ok = period_parse(str_from(cases[i].text), &period);

        print_message("%s\n", cases[i].text);
        assert_int_equal(ok, cases[i].name != NULL);
        if (!ok) {
            continue;
        }
        assert_string_equal(period_name(period, true, &arena).ptr,
                            cases[i].name);
        assert_string_equal(period_name(period, false, &arena).ptr,
                            cases[i].without_year);
        period_parts(period, &arena, parts);
        assert_true(
            str_is(value_str(parts[2]), cases[i].first ? cases[i].first : ""));
        assert_true(
            str_is(value_str(parts[3]), cases[i].last ? cases[i].last : ""));
        assert_true(str_is(value_str(parts[5]),
                           cases[i].previous ? cases[i].previous : ""));
    }
    arena_clear(&arena);
}

static void
the_period_before_names_its_year_where_it_differs(void **state)
{
    struct arena arena = {0};
    struct period period;
    struct value parts[PERIOD_N_PARTS];

    (void)state;
    assert_true(period_parse(STR("2021Q4"), &period));
    period_parts(period, &arena, parts);
    assert_true(str_is(value_str(parts[0]), "2021"));
    assert_true(str_is(value_str(parts[1]), "4"));
    assert_true(str_is(value_str(parts[4]), "第三季度"));
    assert_true(period_parse(STR("2021Q1"), &period));
    period_parts(period, &arena, parts);
    assert_true(str_is(value_str(parts[4]), "2020年第四季度"));
    arena_clear(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_writes_as_offices_do),
        cmocka_unit_test(the_period_before_names_its_year_where_it_differs),
    };

    return cmocka_run_group_tests_name("period", tests, NULL, NULL);
}
