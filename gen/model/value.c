#include "gen/model/value.h"

#include <string.h>

struct value
value_null(void)
{
    return (struct value){NULL, 0, VALUE_NULL};
}

struct value
value_bool(bool truth)
{
    return (struct value){truth ? "true" : NULL, truth ? 4 : 0, VALUE_BOOL};
}

static struct value
from_str(struct str text, enum value_kind kind)
{
    struct value v;

    v.ptr = text.ptr ? text.ptr : "";
    v.len = text.len > UINT32_MAX ? UINT32_MAX : (uint32_t)text.len;
    v.kind = (uint8_t)kind;
    return v;
}

struct value
value_text(struct str text)
{
    return from_str(text, VALUE_TEXT);
}

struct value
value_number_text(struct str text)
{
    return from_str(text, VALUE_NUMBER);
}

struct value
value_number(struct arena *arena, struct decimal number)
{
    struct strbuf sb = {0};
    struct str copy;

    decimal_format(&sb, number);
    copy = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return value_number_text(copy);
}

struct value
value_list(const struct list *list)
{
    return (struct value){list, 0, VALUE_LIST};
}

struct value
value_record(const struct record *record)
{
    return (struct value){record, 0, VALUE_RECORD};
}

struct value
value_table(const struct rowset *rows)
{
    return (struct value){rows, 0, VALUE_TABLE};
}

struct str
value_str(struct value v)
{
    switch (v.kind) {
    case VALUE_BOOL:
    case VALUE_NUMBER:
    case VALUE_TEXT:
        return (struct str){v.ptr ? v.ptr : "", v.len};
    default:
        return STR("");
    }
}

bool
value_decimal(struct value v, struct decimal *out)
{
    return (v.kind == VALUE_NUMBER || v.kind == VALUE_TEXT) &&
           decimal_parse(value_str(v), out);
}

bool
value_is_true(struct value v)
{
    struct decimal number;

    switch (v.kind) {
    case VALUE_NULL:
        return false;
    case VALUE_BOOL:
        return v.ptr != NULL;
    case VALUE_NUMBER:
        return !value_decimal(v, &number) || number.units != 0;
    case VALUE_TEXT:
        return v.len > 0;
    case VALUE_RECORD:
        return true;
    default:
        return value_n_items(v) > 0;
    }
}

size_t
value_n_items(struct value v)
{
    if (v.kind == VALUE_LIST) {
        return ((const struct list *)v.ptr)->n_items;
    }
    if (v.kind == VALUE_TABLE) {
        return ((const struct rowset *)v.ptr)->n_rows;
    }
    return value_is_true(v);
}

struct value
value_item(struct value v, size_t i, struct arena *arena)
{
    const struct rowset *rows = v.ptr;
    struct record *record;

    if (i >= value_n_items(v)) {
        return value_null();
    }
    if (v.kind == VALUE_LIST) {
        return ((const struct list *)v.ptr)->items[i];
    }
    if (v.kind != VALUE_TABLE) {
        return v;
    }
    record = arena_alloc(arena, sizeof *record);
    record->names = rows->names;
    record->values = rows->cells + i * rows->n_columns;
    record->n_values = rows->n_columns;
    return value_record(record);
}

static bool
find_name(const struct str *names, size_t n, struct str name, size_t *i)
{
    for (*i = 0; *i < n; ++*i) {
        if (str_equals(names[*i], name)) {
            return true;
        }
    }
    return false;
}

bool
value_member(struct value v, struct str name, struct value *out)
{
    const struct record *record = v.ptr;
    const struct rowset *rows = v.ptr;
    size_t i;

    if (v.kind == VALUE_RECORD &&
        find_name(record->names, record->n_values, name, &i)) {
        *out = record->values[i];
        return true;
    }
    if (v.kind == VALUE_TABLE && rows->is_record &&
        find_name(rows->names, rows->n_columns, name, &i)) {
        *out = rows->n_rows ? rows->cells[i] : value_null();
        return true;
    }
    return false;
}

static bool
all_equal(const struct value *a, const struct value *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!value_equals(a[i], b[i])) {
            return false;
        }
    }
    return true;
}

static bool
records_equal(const struct record *a, const struct record *b)
{
    if (a->n_values != b->n_values) {
        return false;
    }
    for (size_t i = 0; i < a->n_values; i++) {
        if (!str_equals(a->names[i], b->names[i])) {
            return false;
        }
    }
    return all_equal(a->values, b->values, a->n_values);
}

static bool
lists_equal(const struct list *a, const struct list *b)
{
    return a->n_items == b->n_items &&
           all_equal(a->items, b->items, a->n_items);
}

static bool
rowsets_equal(const struct rowset *a, const struct rowset *b)
{
    return a->n_rows == b->n_rows && a->n_columns == b->n_columns &&
           all_equal(a->cells, b->cells, a->n_rows * a->n_columns);
}

bool
value_equals(struct value a, struct value b)
{
    struct decimal x;
    struct decimal y;

    if (a.kind != b.kind) {
        return false;
    }
    switch (a.kind) {
    case VALUE_LIST:
        return lists_equal(a.ptr, b.ptr);
    case VALUE_RECORD:
        return records_equal(a.ptr, b.ptr);
    case VALUE_TABLE:
        return rowsets_equal(a.ptr, b.ptr);
    case VALUE_NUMBER:
        if (value_decimal(a, &x) && value_decimal(b, &y)) {
            return decimal_compare(x, y) == 0;
        }
        return str_equals(value_str(a), value_str(b));
    default:
        return str_equals(value_str(a), value_str(b));
    }
}
