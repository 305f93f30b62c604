#include "gen/template/row_index.h"

#include <string.h>

#include "gen/base/mem.h"

enum {
    MAX_COLUMNS = 8, /* more than any filter names */
    MIN_ITEMS = 16,
    MAX_LISTS = 64
};

struct row_index {
    struct row_index *other;
    struct rowset rows;        /* filters hand on others over the same cells */
    const struct value *items; /* of a list; else NULL */
    struct str names[MAX_COLUMNS];
    struct value *copies; /* of a list: what rows has for cells; owned */
    size_t columns[MAX_COLUMNS];
    size_t n_columns;
    size_t mask;     /* buckets less one */
    uint32_t *first; /* row + 1 of each bucket; 0: none */
    uint32_t *next;  /* row + 1 behind each row, ascending */
};

static uint64_t
add_bytes(uint64_t hash, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;

    for (size_t i = 0; i < len; i++) { /* FNV-1a */
        hash = (hash ^ p[i]) * UINT64_C(0x100000001B3);
    }
    return hash;
}

/* Equal values add the same: 1 and 1.0 are one number. */
static uint64_t
add_value(uint64_t hash, struct value value)
{
    struct str text;
    struct decimal number;

    if (value.kind == VALUE_NUMBER && value_decimal(value, &number)) {
        while (number.scale && number.units % 10 == 0) {
            number.units /= 10;
            number.scale--;
        }
        return add_bytes(hash, &number.units, sizeof number.units) ^
               number.scale;
    }
    text = value.kind < VALUE_LIST ? value_str(value) : STR("");
    return add_bytes(hash, text.ptr, text.len) ^ value.kind;
}

static const struct value *
row_at(const struct row_index *index, size_t row)
{
    return index->rows.cells + row * index->rows.n_columns;
}

static uint32_t *
bucket_of_row(const struct row_index *index, size_t row)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < index->n_columns; i++) {
        hash = add_value(hash, row_at(index, row)[index->columns[i]]);
    }
    return &index->first[(hash ^ hash >> 32) & index->mask];
}

static struct row_index *
new_index(const struct rowset *rows, const size_t *columns, size_t n_columns)
{
    struct row_index *index = mem_alloc(sizeof *index);
    size_t n_buckets = 1;

    while (n_buckets < rows->n_rows) {
        n_buckets *= 2;
    }
    *index = (struct row_index){
        .rows = *rows,
        .n_columns = n_columns,
        .mask = n_buckets - 1,
        .first = mem_alloc(n_buckets * sizeof *index->first),
        .next = mem_alloc((rows->n_rows + 1) * sizeof *index->next),
    };
    memcpy(index->columns, columns, n_columns * sizeof *columns);
    for (size_t row = rows->n_rows; row-- > 0;) {
        uint32_t *bucket = bucket_of_row(index, row);

        index->next[row] = *bucket;
        *bucket = (uint32_t)row + 1;
    }
    return index;
}

static bool
is_over(const struct row_index *index, const struct rowset *rows,
        const size_t *columns, size_t n_columns)
{
    return !index->items && index->rows.cells == rows->cells &&
           index->rows.n_rows == rows->n_rows &&
           index->n_columns == n_columns &&
           memcmp(index->columns, columns, n_columns * sizeof *columns) == 0;
}

struct row_index *
row_index_of(struct row_index **all, const struct rowset *rows,
             const size_t *columns, size_t n_columns)
{
    struct row_index *index = *all;

    while (index && !is_over(index, rows, columns, n_columns)) {
        index = index->other;
    }
    if (!index) {
        index = new_index(rows, columns, n_columns);
        index->other = *all;
        *all = index;
    }
    return index;
}

static bool
is_over_list(const struct row_index *index, const struct list *list,
             const struct str *columns, size_t n_columns)
{
    bool same = index->items == list->items &&
                index->rows.n_rows == list->n_items &&
                index->n_columns == n_columns;

    for (size_t i = 0; i < n_columns && same; i++) {
        same = str_equals(index->names[i], columns[i]);
    }
    return same;
}

/* What the items have in the columns, row by row; NULL if not all have. */
static struct value *
copy_columns(const struct list *list, const struct str *columns,
             size_t n_columns)
{
    struct value *copies =
        mem_resize(NULL, list->n_items * n_columns, sizeof *copies);
    bool ok = true;

    for (size_t i = 0; i < list->n_items * n_columns && ok; i++) {
        ok = value_member(list->items[i / n_columns], columns[i % n_columns],
                          &copies[i]);
    }
    if (!ok) {
        mem_free(copies);
        return NULL;
    }
    return copies;
}

static struct row_index *
new_index_of_list(const struct list *list, const struct str *columns,
                  size_t n_columns)
{
    static const size_t places[MAX_COLUMNS] = {0, 1, 2, 3, 4, 5, 6, 7};
    struct value *copies = copy_columns(list, columns, n_columns);
    struct rowset rows = {
        .n_columns = n_columns, .cells = copies, .n_rows = list->n_items};
    struct row_index *index;

    if (!copies) {
        return NULL;
    }
    index = new_index(&rows, places, n_columns);
    index->items = list->items;
    index->copies = copies;
    memcpy(index->names, columns, n_columns * sizeof *columns);
    return index;
}

struct row_index *
row_index_of_list(struct row_index **all, const struct list *list,
                  const struct str *columns, size_t n_columns)
{
    struct row_index *index = *all;
    size_t n_lists = 0;

    if (list->n_items < MIN_ITEMS) {
        return NULL;
    }
    while (index && !is_over_list(index, list, columns, n_columns)) {
        n_lists += index->items != NULL;
        index = index->other;
    }
    if (!index && n_lists < MAX_LISTS) {
        index = new_index_of_list(list, columns, n_columns);
        if (index) {
            index->other = *all;
            *all = index;
        }
    }
    return index;
}

static bool
holds(const struct row_index *index, size_t row, const struct value *values)
{
    for (size_t i = 0; i < index->n_columns; i++) {
        if (!value_equals(row_at(index, row)[index->columns[i]], values[i])) {
            return false;
        }
    }
    return true;
}

size_t
row_index_next(const struct row_index *index, const struct value *values,
               size_t after)
{
    uint64_t hash = 0;
    uint32_t row;

    if (after > 0) {
        row = index->next[after - 1];
    } else {
        for (size_t i = 0; i < index->n_columns; i++) {
            hash = add_value(hash, values[i]);
        }
        row = index->first[(hash ^ hash >> 32) & index->mask];
    }
    while (row && !holds(index, row - 1, values)) {
        row = index->next[row - 1];
    }
    return row ? row - 1 : index->rows.n_rows;
}

void
row_index_free(struct row_index *all)
{
    while (all) {
        struct row_index *index = all;

        all = index->other;
        mem_free(index->first);
        mem_free(index->next);
        mem_free(index->copies);
        mem_free(index);
    }
}
