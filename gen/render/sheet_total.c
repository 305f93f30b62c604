#include "gen/render/sheet_total.h"

#include <string.h>

static bool
is_named(const struct filter_use *use, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(use->filter->name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Behind the filter that sums up, only such stand as change the look. */
static bool
shows_total(const struct expr *expr)
{
    static const char *const sums[] = {"count", "sum", "avg",
                                       "max",   "min", "tally"};
    static const char *const looks[] = {"fixed", "thousands", "blank", "merge"};

    for (size_t i = expr->n_uses; i > 0; i--) {
        const struct filter_use *use = &expr->uses[i - 1];

        if (is_named(use, sums, sizeof sums / sizeof sums[0])) {
            return true;
        }
        if (!is_named(use, looks, sizeof looks / sizeof looks[0])) {
            return false;
        }
    }
    return false;
}

static const void *
source_of(struct value value)
{
    bool is_known = value.kind == VALUE_NUMBER || value.kind == VALUE_TEXT;

    return is_known && value.len ? value.ptr : NULL;
}

const void *
sheet_total_source(const struct trace *trace)
{
    return trace->is_position ? NULL : source_of(trace->raw);
}

/* The column's values, or the items themselves. */
static void
read_column(struct sheet_total *total, const struct trace *trace,
            struct arena *arena)
{
    for (size_t i = 0; i < total->n_items; i++) {
        struct value item = value_item(trace->rows, i, arena);

        if (trace->column.len && !value_member(item, trace->column, &item)) {
            item = value_null();
        }
        total->sources[i] = source_of(item);
    }
}

static void
read_members(struct sheet_total *total, const struct trace *trace,
             struct arena *arena)
{
    for (size_t i = 0; i < total->n_items; i++) {
        struct value item = value_item(trace->rows, i, arena);
        const struct record *record = item.ptr;

        for (size_t k = 0; item.kind == VALUE_RECORD && k < total->n_members &&
                           k < record->n_values;
             k++) {
            total->sources[i * total->n_members + k] =
                source_of(record->values[k]);
        }
    }
}

const struct sheet_total *
sheet_total_read(const struct expr *expr, const struct trace *trace,
                 size_t *room, struct arena *arena)
{
    struct arena rows = {0};
    struct sheet_total *total;
    size_t n_items = value_n_items(trace->rows);
    struct value first = value_null();
    bool by_members;
    size_t n_members = 1;

    if (trace->how == TRACE_NONE || !n_items || !shows_total(expr)) {
        return NULL;
    }
    first = value_item(trace->rows, 0, &rows);
    by_members = trace->how == TRACE_COUNT && !trace->column.len &&
                 first.kind == VALUE_RECORD;
    if (by_members) {
        n_members = ((const struct record *)first.ptr)->n_values;
    }
    if (!n_members || n_items > *room / n_members) {
        arena_clear(&rows);
        return NULL;
    }
    *room -= n_items * n_members;
    total = arena_alloc(arena, sizeof *total);
    total->how = trace->how;
    total->n_items = n_items;
    total->n_members = n_members;
    total->takes_all = by_members;
    total->sources = arena_alloc(arena, n_items * n_members * sizeof(void *));
    if (by_members) {
        read_members(total, trace, &rows);
    } else {
        read_column(total, trace, &rows);
    }
    arena_clear(&rows);
    return total;
}
