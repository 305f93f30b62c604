#include "gen/base/hanzi.h"

#include "tests/unit/unit.h"

static void
numbers_in_words(void **state)
{
    static const struct {
        int64_t n;
        const char *words;
    } cases[] = {
        {0, "零"},
        {4, "四"},
        {10, "十"},
        {11, "十一"},
        {20, "二十"},
        {99, "九十九"},
        {100, "一百"},
        {105, "一百零五"},
        {110, "一百一十"},
        {1001, "一千零一"},
        {1010, "一千零一十"},
        {10000, "一万"},
        {10010, "一万零一十"},
        {120000, "十二万"},
        {20305, "二万零三百零五"},
        {-3, "负三"},
        {100000000, ""},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sb = {0};

        assert_int_equal(hanzi_format(&sb, cases[i].n),
                         cases[i].words[0] != '\0');
        assert_string_equal(strbuf_str(&sb).ptr, cases[i].words);
        strbuf_clear(&sb);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_words),
    };

    return cmocka_run_group_tests_name("hanzi", tests, NULL, NULL);
}
