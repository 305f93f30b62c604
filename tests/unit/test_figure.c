#include "gen/bulletin/figure.h"

#include <string.h>

#include "tests/unit/unit.h"

static void
figures_are_found_as_they_are_written(void **state)
{
    static const struct {
        const char *text;
        const char *figures; /* with a blank between */
    } cases[] = {
        {"检查48家，合格率94.78%。", "48家 94.78%"},
        {"全市共１２３４个", "１２３４个"},
        {"共1,234件，2,3项和两项", "1,234件 2 3项 两项"},
        {"第四季度四十八家", "四季度 四十八家"},
        {"百分之九十五的网站", "百分之九十五的"},
        {"一、检查情况，统一百姓三农", ""},
        {"2022年1月6日", "2022年 1月 6日"},
        {"341500M007YD0001", "341500M007YD0001"},
        {"bm34150001和bm34", "bm34150001 bm34"},
        {"1.2万户，3.5.", "1.2万户 3.5"},
        {"六政办秘〔2021〕148号", "2021 148号"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct arena arena = {0};
        struct figures figures = {0};
        struct strbuf sb = {0};

        figures_add(&figures, str_from(cases[i].text), 0, SIZE_MAX, &arena);
        strbuf_add_cstr(&sb, "");
        for (size_t k = 0; k < figures.n_items; k++) {
            strbuf_add_cstr(&sb, k ? " " : "");
            strbuf_add(&sb, figures.items[k].text);
        }
        if (strcmp(sb.ptr, cases[i].figures) != 0) {
            fail_msg("%s gives %s", cases[i].text, sb.ptr);
        }
        strbuf_clear(&sb);
        arena_clear(&arena);
    }
}

static void
figures_are_equal_by_value(void **state)
{
    static const struct {
        const char *a;
        const char *b;
        bool equal;
    } cases[] = {
        {"48家", "四十八家", true},      {"48家", "48个", true},
        {"95%", "百分之九十五", true},   {"95%", "95分", false},
        {"95%", "95.0%", true},          {"1.2万人", "12000人", true},
        {"1,234件", "１２３４件", true}, {"105家", "一百零五家", true},
        {"10家", "十家", true},          {"20家", "二十家", true},
        {"2021年", "二〇二一年", true},  {"12000人", "一万二千人", true},
        {"94.78%", "94.79%", false},     {"3家", "5家", false},
        {"a1", "a2", false},             {"2家", "两家", true},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct arena arena = {0};
        struct figures figures = {0};

        figures_add(&figures, str_from(cases[i].a), 0, SIZE_MAX, &arena);
        figures_add(&figures, str_from(cases[i].b), 1, SIZE_MAX, &arena);
        assert_int_equal(figures.n_items, 2);
        if (figure_equals(&figures.items[0], &figures.items[1]) !=
            cases[i].equal) {
            fail_msg("%s and %s", cases[i].a, cases[i].b);
        }
        arena_clear(&arena);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_found_as_they_are_written),
        cmocka_unit_test(figures_are_equal_by_value),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
