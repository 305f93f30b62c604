#include "gen/base/decimal.h"

#include "tests/unit/unit.h"

static struct decimal
parsed(const char *text)
{
    struct decimal d = {0, 0};

    assert_true(decimal_parse(str_from(text), &d));
    return d;
}

static void
assert_shows(struct decimal d, const char *expected)
{
    struct strbuf sb = {0};

    decimal_format(&sb, d);
    assert_string_equal(sb.ptr, expected);
    strbuf_clear(&sb);
}

static void
reads_what_spreadsheets_write(void **state)
{
    static const struct {
        const char *text;
        const char *shown; /* NULL: refused */
    } cases[] = {
        {"0", "0"},         {"-0", "0"},          {"100", "100"},
        {"104.30", "104.3"}, {"+5", "5"},         {".5", "0.5"},
        {"1e3", "1000"},    {"1.5E-3", "0.0015"}, {"3.415000001E9", "3415000001"},
        {"", NULL},         {"-", NULL},          {"1.2.3", NULL},
        {"1,000", NULL},    {"98分", NULL},       {"1e", NULL},
        {"9999999999999999999999999999999", NULL}, {"1e999999999", NULL},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct decimal d;
        bool ok = decimal_parse(str_from(cases[i].text), &d);

        assert_int_equal(ok, cases[i].shown != NULL);
        if (ok) {
            assert_shows(d, cases[i].shown);
        }
    }
}

static void
adds_and_compares_exactly(void **state)
{
    struct decimal sum;

    (void)state;
    assert_true(decimal_add(parsed("0.1"), parsed("0.2"), &sum));
    assert_shows(sum, "0.3");
    assert_int_equal(decimal_compare(sum, parsed("0.30")), 0);
    assert_true(decimal_subtract(parsed("1"), parsed("1.001"), &sum));
    assert_shows(sum, "-0.001");
    assert_true(decimal_multiply(parsed("1.5"), parsed("-2.04"), &sum));
    assert_shows(sum, "-3.06");
    assert_int_equal(decimal_compare(parsed("-1"), parsed("1")), -1);
}

static void
rounds_half_up_on_decimals(void **state)
{
    static const struct {
        const char *number;
        unsigned digits;
        const char *fixed;
    } cases[] = {
        {"2.675", 2, "2.68"}, {"1.005", 2, "1.01"},  {"-2.5", 0, "-3"},
        {"0.5", 0, "1"},      {"0.4999", 0, "0"},    {"152", 1, "152.0"},
        {"99.95", 1, "100.0"}, {"-0.04", 1, "0.0"},  {"7", 0, "7"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sb = {0};

        decimal_format_fixed(&sb, parsed(cases[i].number), cases[i].digits);
        assert_string_equal(sb.ptr, cases[i].fixed);
        strbuf_clear(&sb);
    }
}

static void
divides_exactly_before_rounding(void **state)
{
    static const struct {
        const char *a, *b;
        unsigned digits;
        const char *quotient;
    } cases[] = {
        {"636.7", "7", 2, "90.96"},   {"3400", "41", 1, "82.9"},
        {"25400", "268", 2, "94.78"}, {"4", "2", 0, "2"},
        {"-1", "2", 0, "-1"},         {"1", "-3", 3, "-0.333"},
        {"12340", "127.0", 1, "97.2"},
    };
    struct decimal none;

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct decimal q;

        assert_true(decimal_divide(parsed(cases[i].a), parsed(cases[i].b),
                                   cases[i].digits, &q));
        assert_shows(q, cases[i].quotient);
    }
    assert_false(decimal_divide(parsed("1"), parsed("0"), 1, &none));
}

static void
takes_doubles_as_spreadsheets_show_them(void **state)
{
    struct decimal d;

    (void)state;
    assert_true(decimal_from_double(0.1 + 0.2, &d));
    assert_shows(d, "0.3");
    assert_true(decimal_from_double(104.3, &d));
    assert_shows(d, "104.3");
    assert_false(decimal_from_double(1.0 / 0.0, &d));
    assert_true(decimal_to_double(parsed("90.96")) == 90.96);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_spreadsheets_write),
        cmocka_unit_test(adds_and_compares_exactly),
        cmocka_unit_test(rounds_half_up_on_decimals),
        cmocka_unit_test(divides_exactly_before_rounding),
        cmocka_unit_test(takes_doubles_as_spreadsheets_show_them),
    };

    return cmocka_run_group_tests_name("decimal", tests, NULL, NULL);
}
