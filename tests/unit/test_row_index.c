#include "gen/template/row_index.h"

#include <stdlib.h>

#include "tests/unit/unit.h"

enum { N_ROWS = 500, N_COLUMNS = 3 };

#define TEXT(literal)   value_text(STR(literal))
#define NUMBER(literal) value_number_text(STR(literal))

/* What rows hold, and what is asked for besides. */
static struct value
some_value(size_t i)
{
    switch (i) {
    case 0:
        return TEXT("甲");
    case 1:
        return TEXT("乙");
    case 2:
        return TEXT("1");
    case 3:
        return NUMBER("1");
    case 4:
        return NUMBER("1.0");
    case 5:
        return NUMBER("-0.5");
    case 6:
        return TEXT("");
    case 7:
        return value_null();
    default:
        return TEXT("丙"); /* of no row */
    }
}

static bool
is_row(const struct rowset *rows, size_t row, const size_t *columns,
       const struct value *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!value_equals(rows->cells[row * rows->n_columns + columns[i]],
                          values[i])) {
            return false;
        }
    }
    return true;
}

/* The same rows as reading through the table gives. */
static void
check(const struct rowset *rows, struct row_index *index, const size_t *columns,
      const struct value *values, size_t n)
{
    size_t found = row_index_next(index, values, 0);

    for (size_t row = 0; row < rows->n_rows; row++) {
        if (is_row(rows, row, columns, values, n)) {
            assert_int_equal(found, row);
            found = row_index_next(index, values, found + 1);
        }
    }
    assert_int_equal(found, rows->n_rows);
}

static void
finds_the_rows_that_reading_through_finds(void **state)
{
    static const size_t choices[][2] = {{0, 1}, {2, 0}, {1, 1}, {0, 1}};
    static struct value cells[N_ROWS * N_COLUMNS];
    struct rowset rows = {.n_columns = N_COLUMNS, .cells = cells};
    struct row_index *all = NULL;

    (void)state;
    srand(1);
    for (size_t i = 0; i < N_ITEMS(cells); i++) {
        cells[i] = some_value((size_t)rand() % 8);
    }
    for (rows.n_rows = 0; rows.n_rows <= N_ROWS; rows.n_rows += 125) {
        for (size_t i = 0; i < N_ITEMS(choices); i++) {
            struct row_index *index = row_index_of(&all, &rows, choices[i], 2);

            for (size_t k = 0; k < 81; k++) {
                struct value values[] = {some_value(k % 9), some_value(k / 9)};

                check(&rows, index, choices[i], values, 2);
            }
            assert_ptr_equal(index, row_index_of(&all, &rows, choices[i], 2));
        }
        row_index_free(all);
        all = NULL;
    }
}

/* |first makes another rowset where the one before it was. */
static void
tells_tables_by_their_cells(void **state)
{
    static struct value cells[2][4];
    static const size_t column;
    struct row_index *all = NULL;
    struct rowset rows = {.n_columns = 1};

    (void)state;
    for (size_t i = 0; i < 16; i++) {
        size_t n = 1 + i % 4;
        size_t table = i / 4 % 2;

        cells[table][n - 1] = some_value(n - 1);
        rows.cells = cells[table];
        rows.n_rows = n;
        check(&rows, row_index_of(&all, &rows, &column, 1), &column,
              &cells[table][n - 1], 1);
    }
    row_index_free(all);
}

/* Rows of the sample as JSON has them: lists of records. */
static void
finds_the_items_of_a_list(void **state)
{
    static const struct str names[] = {{"甲", 3}, {"乙", 3}, {"丙", 3}};
    static const struct str asked[] = {{"丙", 3}, {"甲", 3}};
    static const size_t columns[] = {2, 0};
    static struct value cells[N_ROWS * N_COLUMNS];
    static struct record records[N_ROWS];
    static struct value items[N_ROWS];
    struct list list = {items, N_ROWS};
    struct rowset rows = {names, N_COLUMNS, cells, N_ROWS, false};
    struct row_index *all = NULL;

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cells); i++) {
        cells[i] = some_value((size_t)rand() % 8);
    }
    for (size_t i = 0; i < N_ROWS; i++) {
        records[i] = (struct record){names, cells + i * N_COLUMNS, N_COLUMNS};
        items[i] = value_record(&records[i]);
    }
    for (size_t k = 0; k < 81; k++) {
        struct value values[] = {some_value(k % 9), some_value(k / 9)};
        struct row_index *index = row_index_of_list(&all, &list, asked, 2);

        assert_non_null(index);
        check(&rows, index, columns, values, 2);
    }
    list.n_items = 15;
    assert_null(row_index_of_list(&all, &list, asked, 2));
    list.n_items = 16;
    assert_non_null(row_index_of_list(&all, &list, asked, 2));
    records[15].n_values = 2;
    list.n_items = 17;
    assert_null(row_index_of_list(&all, &list, asked, 2));
    assert_non_null(row_index_of_list(&all, &list, asked + 1, 1));
    row_index_free(all);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_rows_that_reading_through_finds),
        cmocka_unit_test(tells_tables_by_their_cells),
        cmocka_unit_test(finds_the_items_of_a_list),
    };

    return cmocka_run_group_tests_name("row_index", tests, NULL, NULL);
}
