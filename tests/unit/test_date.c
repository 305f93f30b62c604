#include "gen/base/date.h"

#include "tests/unit/unit.h"

static void
parses_the_forms_offices_write(void **state)
{
    static const struct {
        const char *text;
        int year;
        const char *iso; /* NULL: refused */
        int time;
    } cases[] = {
        {"2021-01-05", 0, "2021-01-05", -1},
        {"2021/1/5", 0, "2021-01-05", -1},
        {"2021.1.5", 0, "2021-01-05", -1},
        {"2021年1月5日", 0, "2021-01-05", -1},
        {" 2021 年 1 月 5 日 ", 0, "2021-01-05", -1},
        {"2021年1月5日 08:30", 0, "2021-01-05", 30600},
        {"20210105", 0, "2021-01-05", -1},
        {"二〇二一年十一月五日", 0, "2021-11-05", -1},
        {"二〇二一年十月二十日", 0, "2021-10-20", -1},
        {"二〇二一年十二月三十一日", 0, "2021-12-31", -1},
        {"２０２１年１月５日", 0, "2021-01-05", -1},
        {"1月5日", 2021, "2021-01-05", -1},
        {"1月5日", 0, NULL, 0},
        {"2021-11-04 09:05", 0, "2021-11-04", 32700},
        {"2021-11-04T09:05:07", 0, "2021-11-04", 32707},
        {"2021年11月4日 9:05", 0, "2021-11-04", 32700},
        {"2021-02-29", 0, NULL, 0},
        {"2020-02-29", 0, "2020-02-29", -1},
        {"21-1-5", 0, NULL, 0},
        {"2021-13-01", 0, NULL, 0},
        {"2021-11-04 25:00", 0, NULL, 0},
        {"未答复", 0, NULL, 0},
        {"", 2021, NULL, 0},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sb = {0};
        struct date date;
        int time;
        bool ok = date_parse(str_from(cases[i].text), cases[i].year, &date,
                             &time);

        if (!cases[i].iso) {
            assert_false(ok);
            continue;
        }
        assert_true(ok);
        date_format_iso(&sb, date);
        assert_string_equal(sb.ptr, cases[i].iso);
        assert_int_equal(time, cases[i].time);
        strbuf_clear(&sb);
    }
}

static void
counts_days_both_ways(void **state)
{
    struct date epoch = {1970, 1, 1};
    struct date leap = {2000, 2, 29};

    (void)state;
    assert_int_equal(date_to_days(epoch), 0);
    assert_int_equal(date_to_days(leap), 11016);
    assert_int_equal(date_weekday((struct date){2021, 11, 4}), 4);
    for (int64_t days = -800000; days < 800000; days += 997) {
        assert_int_equal(date_to_days(date_from_days(days)), days);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_the_forms_offices_write),
        cmocka_unit_test(counts_days_both_ways),
    };

    return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
