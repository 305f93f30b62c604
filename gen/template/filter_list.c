#include "gen/template/filter_list.h"

#include "gen/base/diag.h"

static bool
is_many(struct value v)
{
    return v.kind == VALUE_LIST || v.kind == VALUE_TABLE;
}

bool
filter_join(const struct filter_call *call, struct value in, struct value *out)
{
    struct str separator =
        call->n_arguments ? call->arguments[0].text : STR("、");
    struct strbuf sb = {0};
    bool ok = true;

    if (!is_many(in)) {
        *out = in;
        return true;
    }
    for (size_t i = 0; i < value_n_items(in) && ok; i++) {
        struct value item = value_item(in, i, call->arena);

        if (item.kind >= VALUE_LIST) {
            strbuf_add_cstr(call->fault,
                            _("rows cannot be joined; name one column"));
            ok = false;
        }
        if (i) {
            strbuf_add(&sb, separator);
        }
        strbuf_add(&sb, ok ? value_str(item) : STR(""));
    }
    *out = value_text(arena_str(call->arena, strbuf_str(&sb)));
    strbuf_clear(&sb);
    return ok;
}

/* The first n items of a list; of a table, as a shorter table. */
bool
filter_first(const struct filter_call *call, struct value in, struct value *out)
{
    size_t n = call->arguments[0].number;

    *out = in;
    if (in.kind == VALUE_TABLE) {
        struct rowset *rows = arena_alloc(call->arena, sizeof *rows);

        *rows = *(const struct rowset *)in.ptr;
        rows->n_rows = rows->n_rows < n ? rows->n_rows : n;
        *out = value_table(rows);
    } else if (in.kind == VALUE_LIST) {
        struct list *list = arena_alloc(call->arena, sizeof *list);

        *list = *(const struct list *)in.ptr;
        list->n_items = list->n_items < n ? list->n_items : n;
        *out = value_list(list);
    }
    return true;
}

/* What the figure being made sums up. */
static void
note_rows(const struct filter_call *call, enum trace_how how, struct value rows,
          struct str column)
{
    call->trace->how = how;
    call->trace->rows = rows;
    call->trace->column = column;
}

bool
filter_count(const struct filter_call *call, struct value in, struct value *out)
{
    size_t n = in.kind == VALUE_TABLE ? ((const struct rowset *)in.ptr)->n_rows
                                      : value_n_items(in);

    *out = value_number(call->arena, decimal_from_int((int64_t)n));
    note_rows(call, TRACE_COUNT, in, STR(""));
    return true;
}

/* The numbers a filter works on: items of a list, or one column of rows. */
struct numbers {
    const struct filter_call *call;
    struct value in;
    struct str column; /* empty: the items themselves */
    size_t n;          /* numbers seen; empty cells are not counted */
};

static bool
read_number(struct numbers *numbers, size_t i, struct decimal *number,
            bool *is_empty)
{
    struct value item = value_item(numbers->in, i, numbers->call->arena);
    struct value cell = item;

    if (numbers->column.len && !value_member(item, numbers->column, &cell)) {
        strbuf_addf(numbers->call->fault, _("the rows have no column “%.*s”"),
                    STR_ARG(numbers->column));
        return false;
    }
    *is_empty = cell.kind == VALUE_NULL ||
                (cell.kind == VALUE_TEXT && value_str(cell).len == 0);
    if (*is_empty) {
        return true;
    }
    if (!value_decimal(cell, number)) {
        strbuf_addf(numbers->call->fault, _("“%.*s” is not a number"),
                    STR_ARG(value_str(cell)));
        return false;
    }
    numbers->n++;
    return true;
}

static bool
gather(struct numbers *numbers, enum trace_how how, struct decimal *result)
{
    size_t n_items = value_n_items(numbers->in);

    *result = decimal_from_int(0);
    for (size_t i = 0; i < n_items; i++) {
        struct decimal number;
        bool is_empty;

        if (!read_number(numbers, i, &number, &is_empty)) {
            return false;
        }
        if (is_empty) {
            continue;
        }
        if (how == TRACE_SUM) {
            if (!decimal_add(*result, number, result)) {
                strbuf_add_cstr(numbers->call->fault,
                                _("the sum has too many digits"));
                return false;
            }
        } else if (numbers->n == 1 || decimal_compare(number, *result) ==
                                          (how == TRACE_MAX ? 1 : -1)) {
            *result = number;
        }
    }
    return true;
}

static struct str
column_of(const struct filter_call *call)
{
    return call->n_arguments ? call->arguments[0].text : STR("");
}

static bool
gather_value(const struct filter_call *call, struct value in, enum trace_how how,
             struct value *out)
{
    struct numbers numbers = {call, in, column_of(call), 0};
    struct decimal result;

    note_rows(call, how, in, numbers.column);
    if (!gather(&numbers, how, &result)) {
        return false;
    }
    *out = numbers.n || how == TRACE_SUM ? value_number(call->arena, result)
                                          : value_null();
    return true;
}

bool
filter_sum(const struct filter_call *call, struct value in, struct value *out)
{
    return gather_value(call, in, TRACE_SUM, out);
}

bool
filter_max(const struct filter_call *call, struct value in, struct value *out)
{
    return gather_value(call, in, TRACE_MAX, out);
}

bool
filter_min(const struct filter_call *call, struct value in, struct value *out)
{
    return gather_value(call, in, TRACE_MIN, out);
}

static bool
is_rows(struct value v, struct arena *arena)
{
    return v.kind == VALUE_TABLE ||
           (v.kind == VALUE_LIST && value_n_items(v) &&
            value_item(v, 0, arena).kind == VALUE_RECORD);
}

/* The count of rows, or the sum of one column; false with fault. */
static bool
add_up(const struct filter_call *call, struct value rows, size_t *n,
       struct decimal *figure)
{
    struct numbers numbers = {call, rows, STR(""), 0};
    bool counts = is_rows(rows, call->arena);

    note_rows(call, counts ? TRACE_COUNT : TRACE_SUM, rows, STR(""));
    if (counts) {
        *n = value_n_items(rows);
        *figure = decimal_from_int((int64_t)*n);
        return true;
    }
    if (!gather(&numbers, TRACE_SUM, figure)) {
        return false;
    }
    *n = numbers.n;
    return true;
}

/* The figure itself, proved: an error if the rows give another one. */
bool
filter_tally(const struct filter_call *call, struct value in, struct value *out)
{
    const struct argument *argument = &call->arguments[0];
    struct value rows;
    struct decimal shown = decimal_from_int(0);
    struct decimal figure;
    bool is_empty = in.kind == VALUE_NULL ||
                    (in.kind == VALUE_TEXT && value_str(in).len == 0);
    struct strbuf sb = {0};
    size_t n;

    *out = in;
    if (!call->resolve(call, &argument->path, &rows)) {
        return false;
    }
    if (!is_empty && !value_decimal(in, &shown)) {
        strbuf_addf(call->fault, _("“%.*s” is not a number"),
                    STR_ARG(value_str(in)));
        return false;
    }
    if (!add_up(call, rows, &n, &figure)) {
        return false;
    }
    if (is_empty ? n == 0 : decimal_compare(shown, figure) == 0) {
        return true;
    }
    decimal_format(&sb, figure);
    strbuf_addf(call->fault,
                call->trace->how == TRACE_COUNT
                    ? _("the figure is “%.*s”, but “%.*s” has %.*s rows")
                    : _("the figure is “%.*s”, but “%.*s” adds up to %.*s"),
                STR_ARG(value_str(in)), STR_ARG(argument->text),
                STR_ARG(strbuf_str(&sb)));
    strbuf_clear(&sb);
    return false;
}

/* To 12 places, so that |fixed can round the exact quotient; empty cells are
 * not counted. */
bool
filter_avg(const struct filter_call *call, struct value in, struct value *out)
{
    struct numbers numbers = {call, in, column_of(call), 0};
    struct decimal sum;

    note_rows(call, TRACE_AVG, in, numbers.column);
    if (!gather(&numbers, TRACE_SUM, &sum)) {
        return false;
    }
    *out = value_null();
    if (numbers.n) {
        if (!decimal_divide(sum, decimal_from_int((int64_t)numbers.n), 12,
                            &sum)) {
            strbuf_add_cstr(call->fault, _("the average has too many digits"));
            return false;
        }
        *out = value_number(call->arena, sum);
    }
    return true;
}

/* The rows whose column equals this section's own of the same name. */
bool
filter_by(const struct filter_call *call, struct value in, struct value *out)
{
    struct str column = call->arguments[0].text;
    struct path_cache cache = {NULL, 0};
    struct path path = {&column, 1, &cache};
    struct list *list = arena_alloc(call->arena, sizeof *list);
    size_t n_items = value_n_items(in);
    struct value *items =
        arena_alloc(call->arena, (n_items + 1) * sizeof *items);
    struct value own;

    if (!call->resolve(call, &path, &own)) {
        return false;
    }
    for (size_t i = 0; i < n_items; i++) {
        struct value item = value_item(in, i, call->arena);
        struct value other;

        if (!value_member(item, column, &other)) {
            strbuf_addf(call->fault, _("the rows have no column “%.*s”"),
                        STR_ARG(column));
            return false;
        }
        if (value_equals(own, other)) {
            items[list->n_items++] = item;
        }
    }
    list->items = items;
    *out = value_list(list);
    return true;
}

/* Rows of one value of the column, in the order they come. */
struct group {
    struct value key;
    struct value *rows;
    size_t n_rows;
    size_t room;
};

struct groups {
    const struct filter_call *call;
    struct group *items;
    size_t n_items;
    size_t room;
};

static struct group *
group_of(struct groups *groups, struct value key)
{
    /* Rows of a group mostly come one behind the other. */
    for (size_t i = groups->n_items; i > 0; i--) {
        if (value_equals(groups->items[i - 1].key, key)) {
            return &groups->items[i - 1];
        }
    }
    if (groups->n_items == groups->room) {
        size_t room = groups->room ? groups->room * 2 : 16;

        groups->items =
            arena_grow(groups->call->arena, groups->items, groups->n_items,
                       room, sizeof *groups->items);
        groups->room = room;
    }
    groups->items[groups->n_items] = (struct group){.key = key};
    return &groups->items[groups->n_items++];
}

static void
add_row(struct groups *groups, struct group *group, struct value row)
{
    if (group->n_rows == group->room) {
        size_t room = group->room ? group->room * 2 : 8;

        group->rows = arena_grow(groups->call->arena, group->rows,
                                 group->n_rows, room, sizeof *group->rows);
        group->room = room;
    }
    group->rows[group->n_rows++] = row;
}

/* A row for each group: the column, and its rows as 组内. */
static struct value
list_groups(const struct groups *groups, struct str column)
{
    struct arena *arena = groups->call->arena;
    struct list *list = arena_alloc(arena, sizeof *list);
    struct value *items =
        arena_alloc(arena, (groups->n_items + 1) * sizeof *items);
    struct str *names = arena_alloc(arena, 2 * sizeof *names);

    names[0] = column;
    names[1] = STR("组内");
    for (size_t i = 0; i < groups->n_items; i++) {
        struct record *record = arena_alloc(arena, sizeof *record);
        struct value *values = arena_alloc(arena, 2 * sizeof *values);
        struct list *rows = arena_alloc(arena, sizeof *rows);

        *rows = (struct list){groups->items[i].rows, groups->items[i].n_rows};
        values[0] = groups->items[i].key;
        values[1] = value_list(rows);
        *record = (struct record){names, values, 2};
        items[i] = value_record(record);
    }
    *list = (struct list){items, groups->n_items};
    return value_list(list);
}

bool
filter_group(const struct filter_call *call, struct value in, struct value *out)
{
    struct str column = call->arguments[0].text;
    struct groups groups = {.call = call};

    for (size_t i = 0; i < value_n_items(in); i++) {
        struct value row = value_item(in, i, call->arena);
        struct value key;

        if (!value_member(row, column, &key)) {
            strbuf_addf(call->fault, _("the rows have no column “%.*s”"),
                        STR_ARG(column));
            return false;
        }
        add_row(&groups, group_of(&groups, key), row);
    }
    *out = list_groups(&groups, column);
    return true;
}
