#include "gen/model/value.h"

#include "tests/unit/unit.h"

static void
is_true_as_mustache_says(void **state)
{
    static const struct str names[] = {{"a", 1}};
    static const struct value ones[] = {{"1", 1, VALUE_NUMBER}};
    static const struct list none = {NULL, 0};
    static const struct list one = {ones, 1};
    static const struct record record = {names, ones, 1};
    static const struct rowset no_rows = {names, 1, NULL, 0, false};
    static const struct rowset rows = {names, 1, ones, 1, false};
    const struct {
        const char *name;
        struct value value;
        bool truth;
        size_t n_items;
    } cases[] = {
        {"null", value_null(), false, 0},
        {"false", value_bool(false), false, 0},
        {"true", value_bool(true), true, 1},
        {"number 0", value_number_text(STR("0")), false, 0},
        {"number 0.00", value_number_text(STR("0.00")), false, 0},
        {"number -1", value_number_text(STR("-1")), true, 1},
        {"empty text", value_text(STR("")), false, 0},
        {"text 0", value_text(STR("0")), true, 1},
        {"empty list", value_list(&none), false, 0},
        {"list", value_list(&one), true, 1},
        {"record", value_record(&record), true, 1},
        {"no rows", value_table(&no_rows), false, 0},
        {"rows", value_table(&rows), true, 1},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        print_message("%s\n", cases[i].name);
        assert_int_equal(value_is_true(cases[i].value), cases[i].truth);
        assert_int_equal(value_n_items(cases[i].value), cases[i].n_items);
    }
}

static void
a_row_is_a_record(void **state)
{
    static const struct str names[] = {{"名", 3}, {"数", 3}};
    static const struct value cells[] = {{"甲", 3, VALUE_TEXT},
                                         {"1", 1, VALUE_NUMBER},
                                         {"乙", 3, VALUE_TEXT},
                                         {"2", 1, VALUE_NUMBER}};
    struct rowset rows = {names, 2, cells, 2, false};
    struct arena arena = {0};
    struct value row = value_item(value_table(&rows), 1, &arena);
    struct value member;

    (void)state;
    assert_true(value_member(row, STR("数"), &member));
    assert_true(str_is(value_str(member), "2"));
    assert_false(value_member(row, STR("无"), &member));
    assert_false(value_member(value_table(&rows), STR("数"), &member));
    rows.is_record = true;
    assert_true(value_member(value_table(&rows), STR("名"), &member));
    assert_true(str_is(value_str(member), "甲"));
    assert_int_equal(value_item(value_table(&rows), 2, &arena).kind,
                     VALUE_NULL);
    arena_clear(&arena);
}

static void
equal_numbers_may_be_written_differently(void **state)
{
    const struct {
        struct value a, b;
        bool equal;
    } cases[] = {
        {value_number_text(STR("1.50")), value_number_text(STR("1.5")), true},
        {value_number_text(STR("1")), value_text(STR("1")), false},
        {value_text(STR("甲")), value_text(STR("甲")), true},
        {value_null(), value_null(), true},
        {value_null(), value_text(STR("")), false},
        {value_bool(true), value_bool(false), false},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        assert_int_equal(value_equals(cases[i].a, cases[i].b), cases[i].equal);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_true_as_mustache_says),
        cmocka_unit_test(a_row_is_a_record),
        cmocka_unit_test(equal_numbers_may_be_written_differently),
    };

    return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
