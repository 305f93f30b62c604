#include "gen/model/calendar.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/unit/unit.h"

static const char *path; /* data/holidays.csv */

static struct date
day(const char *text)
{
    struct date date = {0, 0, 0};

    assert_true(date_parse(str_from(text), 0, &date, NULL));
    return date;
}

static void
counts_working_days(void **state)
{
    static const struct {
        const char *name, *a, *b;
        int n;
        bool is_covered;
    } cases[] = {
        {"the same day", "2021-11-04", "2021-11-04", 0, true},
        {"the next day", "2021-11-04", "2021-11-05", 1, true},
        {"over a weekend", "2021-11-05", "2021-11-08", 1, true},
        {"a Saturday is none", "2021-11-05", "2021-11-06", 0, true},
        {"back", "2021-11-08", "2021-11-05", -1, true},
        {"over the National Day week", "2021-09-30", "2021-10-08", 1, true},
        {"a Saturday made a working day", "2021-10-08", "2021-10-09", 1, true},
        {"over New Year", "2021-12-31", "2022-01-04", 1, true},
        {"a whole year", "2021-01-01", "2021-12-31", 250, true},
        {"before the list", "2018-12-30", "2019-01-04", 0, false},
        {"behind the list", "2026-12-30", "2027-01-04", 0, false},
    };
    struct calendar calendar;
    struct arena arena = {0};
    struct diags diags = {0};

    (void)state;
    assert_true(calendar_read(&calendar, path, &arena, &diags));
    assert_int_equal(calendar.first_year, 2019);
    assert_int_equal(calendar.last_year, 2026);
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        int64_t n = 0;
        bool ok =
            calendar_workdays(&calendar, day(cases[i].a), day(cases[i].b), &n);

        print_message("%s\n", cases[i].name);
        assert_int_equal(ok, cases[i].is_covered);
        assert_int_equal(n, cases[i].n);
    }
    assert_true(calendar_is_workday(&calendar, day("2021-10-09")));
    assert_false(calendar_is_workday(&calendar, day("2021-10-07")));
    arena_clear(&arena);
}

static void
counts_as_asking_day_by_day_does(void **state)
{
    struct calendar calendar;
    struct arena arena = {0};
    struct diags diags = {0};
    int64_t from = date_to_days(day("2019-01-01"));
    int64_t expected = 0;

    (void)state;
    assert_true(calendar_read(&calendar, path, &arena, &diags));
    for (int64_t i = 1; i < 8 * 365; i++) {
        struct date to = date_from_days(from + i);
        int64_t n = 0;

        expected += calendar_is_workday(&calendar, to);
        assert_true(calendar_workdays(&calendar, date_from_days(from), to, &n));
        assert_int_equal(n, expected);
    }
    arena_clear(&arena);
}

static void
names_the_line_of_a_fault(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"date,kind\n2021-13-01,holiday\n",
         "x.csv:2: error: “2021-13-01” is not a date"},
        {"date,kind\n\n2021-10-01,off\n",
         "x.csv:3: error: “off” is not a kind of day; write holiday or "
         "workday"},
        {"2021-10-01,holiday\n2021-10-01,holiday\n",
         "x.csv:2: error: this day stands in line 1 already"},
        {"date,kind\n",
         "x.csv: error: no 1 October is listed, so no year is certain"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct calendar calendar;
        struct arena arena = {0};
        struct diags diags = {0};
        struct strbuf sb = {0};
        FILE *file = fopen("x.csv", "w");

        assert_non_null(file);
        fputs(cases[i].text, file);
        fclose(file);
        assert_false(calendar_read(&calendar, "x.csv", &arena, &diags));
        diag_format(&sb, &diags.items[0]);
        assert_string_equal(sb.ptr, cases[i].message);
        remove("x.csv");
        strbuf_clear(&sb);
        diags_clear(&diags);
        arena_clear(&arena);
    }
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_working_days),
        cmocka_unit_test(counts_as_asking_day_by_day_does),
        cmocka_unit_test(names_the_line_of_a_fault),
    };

    path = argc > 1 ? argv[1] : "data/holidays.csv";
    return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
