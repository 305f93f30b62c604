#include "gen/template/filter_sum.h"

#include "gen/base/diag.h"

/* What the figure being made sums up. */
static void
note_rows(const struct filter_call *call, enum trace_how how, struct value rows,
          struct str column)
{
    call->trace->how = how;
    call->trace->rows = rows;
    call->trace->column = column;
}

static bool
is_empty(struct value v)
{
    return v.kind == VALUE_NULL ||
           (v.kind == VALUE_TEXT && value_str(v).len == 0);
}

/* Items, or those whose column (if one is named) is not empty. */
static bool
count_filled(const struct filter_call *call, struct value in, struct str column,
             size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < value_n_items(in); i++) {
        struct value item = value_item(in, i, call->arena);

        if (column.len && !filter_member(call, item, column, &item)) {
            return false;
        }
        *n += !is_empty(item);
    }
    return true;
}

bool
filter_count(const struct filter_call *call, struct value in, struct value *out)
{
    size_t n = in.kind == VALUE_TABLE ? ((const struct rowset *)in.ptr)->n_rows
                                      : value_n_items(in);
    struct str column = call->n_arguments ? call->arguments[0].text : STR("");

    note_rows(call, TRACE_COUNT, in, column);
    if (column.len && !count_filled(call, in, column, &n)) {
        return false;
    }
    *out = value_number(call->arena, decimal_from_int((int64_t)n));
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
            bool *blank)
{
    struct value item = value_item(numbers->in, i, numbers->call->arena);
    struct value cell = item;

    if (numbers->column.len &&
        !filter_member(numbers->call, item, numbers->column, &cell)) {
        return false;
    }
    *blank = is_empty(cell);
    if (*blank) {
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
        bool blank;

        if (!read_number(numbers, i, &number, &blank)) {
            return false;
        }
        if (blank) {
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
gather_value(const struct filter_call *call, struct value in,
             enum trace_how how, struct value *out)
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

/* The count of rows or of the values of one column, or their sum; false with
 * fault. */
static bool
add_up(const struct filter_call *call, struct value rows, bool *is_nothing,
       struct decimal *figure)
{
    struct numbers numbers = {call, rows, STR(""), 0};
    bool counts = call->n_arguments > 1 || is_rows(rows, call->arena);

    note_rows(call, counts ? TRACE_COUNT : TRACE_SUM, rows, STR(""));
    if (counts) {
        size_t n;

        count_filled(call, rows, STR(""), &n);
        *figure = decimal_from_int((int64_t)n);
        *is_nothing = n == 0;
        return true;
    }
    if (!gather(&numbers, TRACE_SUM, figure)) {
        return false;
    }
    *is_nothing = numbers.n == 0;
    return true;
}

static bool
report_tally(const struct filter_call *call, struct value in,
             struct decimal figure)
{
    struct strbuf sb = {0};

    decimal_format(&sb, figure);
    strbuf_addf(call->fault,
                call->trace->how == TRACE_COUNT
                    ? _("the figure is “%.*s”, but “%.*s” has %.*s rows")
                    : _("the figure is “%.*s”, but “%.*s” adds up to %.*s"),
                STR_ARG(value_str(in)), STR_ARG(call->arguments[0].text),
                STR_ARG(strbuf_str(&sb)));
    strbuf_clear(&sb);
    return false;
}

/* The figure itself, proved: an error if the rows give another one. */
bool
filter_tally(const struct filter_call *call, struct value in, struct value *out)
{
    struct decimal shown = decimal_from_int(0);
    struct decimal figure;
    struct value rows;
    bool is_nothing;

    *out = in;
    if (call->n_arguments > 1 && !str_is(call->arguments[1].text, "count") &&
        !str_is(call->arguments[1].text, "计数")) {
        strbuf_addf(call->fault,
                    _("“%.*s” is no way to prove a figure; there is 计数 "
                      "(count)"),
                    STR_ARG(call->arguments[1].text));
        return false;
    }
    if (!call->resolve(call, &call->arguments[0].path, &rows)) {
        return false;
    }
    if (!is_empty(in) && !value_decimal(in, &shown)) {
        strbuf_addf(call->fault, _("“%.*s” is not a number"),
                    STR_ARG(value_str(in)));
        return false;
    }
    if (!add_up(call, rows, &is_nothing, &figure)) {
        return false;
    }
    if (is_empty(in) ? is_nothing : decimal_compare(shown, figure) == 0) {
        return true;
    }
    return report_tally(call, in, figure);
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
