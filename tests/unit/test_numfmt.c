#include "gen/input/numfmt.h"

#include "gen/input/number.h"
#include "tests/unit/unit.h"

static void
codes_are_told_apart(void **state)
{
    static const struct {
        const char *code;
        enum numfmt_kind kind;
    } cases[] = {
        {"General", NUMFMT_NUMBER},
        {"G/通用格式", NUMFMT_NUMBER},
        {"0.00E+00", NUMFMT_NUMBER},
        {"##0.0e-0", NUMFMT_NUMBER},
        {"#,##0\"日\"", NUMFMT_NUMBER},
        {"[Red]0.00", NUMFMT_NUMBER},
        {"0.00_d", NUMFMT_NUMBER},
        {"0\\d", NUMFMT_NUMBER},
        {"0!d", NUMFMT_NUMBER},
        {"*d0", NUMFMT_NUMBER},
        {"#,##0.00_ ;[Red]\\-#,##0.00\\ ", NUMFMT_NUMBER},
        {"[$¥-804]#,##0.00", NUMFMT_NUMBER},
        {"[DBNum2][$-804]General", NUMFMT_NUMBER},
        {"General\"元\"", NUMFMT_NUMBER},
        {"G/通用格式\"号\"", NUMFMT_NUMBER},
        {"[>=10000]0!.0,\"万\"", NUMFMT_NUMBER},
        {"@", NUMFMT_NUMBER},
        {"", NUMFMT_NUMBER},
        {"0g", NUMFMT_NUMBER},
        {"0;yyyy", NUMFMT_NUMBER},
        {"\"unclosed yyyy", NUMFMT_NUMBER},
        {"[yyyy", NUMFMT_NUMBER},
        {"yyyy\"年\"m\"月\"d\"日\"", NUMFMT_DATE},
        {"yyyy年m月d日", NUMFMT_DATE},
        {"[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", NUMFMT_DATE},
        {"yyyy\\-mm\\-dd", NUMFMT_DATE},
        {"[$-F800]dddd\\,\\ mmmm\\ dd", NUMFMT_DATE},
        {"aaaa;@", NUMFMT_DATE},
        {"[$-411]ge.m.d", NUMFMT_DATE},
        {"ggge\"年\"", NUMFMT_DATE},
        {"上午/下午h\"时\"mm\"分\"", NUMFMT_DATE},
        {"h:mm AM/PM", NUMFMT_DATE},
        {"mm:ss.000", NUMFMT_DATE},
        {"[=0]\"\";yyyy-mm-dd", NUMFMT_DATE},
        {"[h]:mm:ss", NUMFMT_DURATION},
        {"[MM]:ss", NUMFMT_DURATION},
        {"[ss].00", NUMFMT_DURATION},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        if (numfmt_of_code(str_from(cases[i].code)) != cases[i].kind) {
            fail_msg("%s", cases[i].code);
        }
    }
}

static void
built_in_ids_include_the_east_asian_ones(void **state)
{
    static const struct {
        uint32_t first;
        uint32_t last;
        enum numfmt_kind kind;
    } cases[] = {
        {0, 13, NUMFMT_NUMBER},    {14, 22, NUMFMT_DATE},
        {23, 26, NUMFMT_NUMBER},   {27, 36, NUMFMT_DATE},
        {37, 44, NUMFMT_NUMBER},   {45, 45, NUMFMT_DATE},
        {46, 46, NUMFMT_DURATION}, {47, 47, NUMFMT_DATE},
        {48, 49, NUMFMT_NUMBER},   {50, 58, NUMFMT_DATE},
        {59, 300, NUMFMT_NUMBER},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        for (uint32_t id = cases[i].first; id <= cases[i].last; id++) {
            assert_int_equal(numfmt_of_id(id), cases[i].kind);
        }
    }
}

static void
serials_become_dates_of_their_epoch(void **state)
{
    static const struct {
        double number;
        enum numfmt_kind kind;
        enum epoch epoch;
        enum cell_type type;
        const char *text;
    } cases[] = {
        {45366, NUMFMT_DATE, EPOCH_1900, CELL_DATE, "2024-03-15"},
        {45366.5, NUMFMT_DATE, EPOCH_1900, CELL_DATE, "2024-03-15T12:00:00"},
        {45366.999999999, NUMFMT_DATE, EPOCH_1900, CELL_DATE, "2024-03-16"},
        {1, NUMFMT_DATE, EPOCH_1900, CELL_DATE, "1900-01-01"},
        {59, NUMFMT_DATE, EPOCH_1900, CELL_DATE, "1900-02-28"},
        {60, NUMFMT_DATE, EPOCH_1900, CELL_NUMBER, "60"},
        {61, NUMFMT_DATE, EPOCH_1900, CELL_DATE, "1900-03-01"},
        {60, NUMFMT_DATE, EPOCH_ISO, CELL_DATE, "1900-02-28"},
        {43904, NUMFMT_DATE, EPOCH_1904, CELL_DATE, "2024-03-15"},
        {2958465.99999, NUMFMT_DATE, EPOCH_1900, CELL_DATE,
         "9999-12-31T23:59:59"},
        {2958466, NUMFMT_DATE, EPOCH_1900, CELL_NUMBER, "2958466"},
        {2958465, NUMFMT_DATE, EPOCH_1904, CELL_NUMBER, "2958465"},
        {-1, NUMFMT_DATE, EPOCH_1900, CELL_NUMBER, "-1"},
        {1e300, NUMFMT_DATE, EPOCH_1900, CELL_NUMBER, "1E+300"},
        {0, NUMFMT_DATE, EPOCH_1900, CELL_TIME, "00:00:00"},
        {0.25, NUMFMT_DATE, EPOCH_1904, CELL_TIME, "06:00:00"},
        {0.3541666666, NUMFMT_DATE, EPOCH_1900, CELL_TIME, "08:30:00"},
        {0.9999999999, NUMFMT_DATE, EPOCH_1900, CELL_TIME, "23:59:59"},
        {1.5, NUMFMT_DURATION, EPOCH_1900, CELL_DURATION, "36:00:00"},
        {-0.5, NUMFMT_DURATION, EPOCH_1900, CELL_DURATION, "-12:00:00"},
        {1e9, NUMFMT_DURATION, EPOCH_1900, CELL_NUMBER, "1000000000"},
        {45366, NUMFMT_NUMBER, EPOCH_1900, CELL_NUMBER, "45366"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct str none = {NULL, 0};
        struct cell cell = {0};
        bool fits = numfmt_apply(&cell, cases[i].kind, cases[i].epoch,
                                 cases[i].number, none, &arena);

        assert_int_equal(cell.type, cases[i].type);
        assert_string_equal(cell.text.ptr, cases[i].text);
        assert_int_equal(fits, (cell.type == CELL_NUMBER) ==
                                   (cases[i].kind == NUMFMT_NUMBER));
    }
    arena_clear(&arena);
}

static void
numbers_are_read_exactly_and_shown_short(void **state)
{
    static const struct {
        const char *text;
        const char *shown; /* NULL: refused */
        bool is_plain;
    } cases[] = {
        {"0", "0", true},
        {"-0", "0", false},
        {"152", "152", true},
        {"135.4", "135.4", true},
        {"-0.001", "-0.001", true},
        {" 12 ", "12", true},
        {"12.0", "12", true},
        {"12.50", "12.5", true},
        {"012", "12", false},
        {".5", "0.5", false},
        {"5.", "5", true},
        {"-0.50", "-0.5", true},
        {"100.00", "100", true},
        {"0.00", "0", true},
        {"-0.00", "0", false},
        {"+3", "3", false},
        {"1.0E+2", "100", false},
        {"1E-7", "0.0000001", false},
        {"0.30000000000000004", "0.3", false},
        {"0.1", "0.1", true},
        {"999999999999999", "999999999999999", true},
        {"123456789012345678", "1.23456789012346E+17", false},
        {"1e300", "1E+300", false},
        {"1e-300", "1E-300", false},
        {"1e309", NULL, false},
        {"NaN", NULL, false},
        {"INF", NULL, false},
        {"0x10", NULL, false},
        {"1e", NULL, false},
        {"1,5", NULL, false},
        {"1 2", NULL, false},
        {".", NULL, false},
        {"", NULL, false},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        double number = 0;
        struct str plain;
        bool ok = number_parse(str_from(cases[i].text), &number, &plain);

        if (ok != (cases[i].shown != NULL) ||
            (plain.ptr != NULL) != cases[i].is_plain) {
            fail_msg("%s", cases[i].text);
        }
        if (ok) {
            assert_string_equal(number_format(&arena, number).ptr,
                                cases[i].shown);
            assert_true(!plain.ptr || str_is(plain, cases[i].shown));
        }
    }
    arena_clear(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_told_apart),
        cmocka_unit_test(built_in_ids_include_the_east_asian_ones),
        cmocka_unit_test(serials_become_dates_of_their_epoch),
        cmocka_unit_test(numbers_are_read_exactly_and_shown_short),
    };

    return cmocka_run_group_tests_name("numfmt", tests, NULL, NULL);
}
