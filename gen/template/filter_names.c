#include "gen/template/filter_names.h"

#include "gen/base/diag.h"

enum { MAX_FOLDS = 9 };

bool
filter_more(const struct filter_call *call, struct value in,
            struct value *out)
{
    *out = value_bool(value_n_items(in) > call->arguments[0].number);
    return true;
}

/* A、B、C等12家 */
bool
filter_etc(const struct filter_call *call, struct value in, struct value *out)
{
    size_t shown = call->arguments[0].number;
    struct str word =
        call->n_arguments > 1 ? call->arguments[1].text : STR("家");
    size_t n = value_n_items(in);
    struct strbuf sb = {0};

    for (size_t i = 0; i < n && (n <= shown || i < shown); i++) {
        struct value item = value_item(in, i, call->arena);

        if (item.kind >= VALUE_LIST) {
            strbuf_clear(&sb);
            strbuf_add_cstr(call->fault,
                            _("rows cannot be joined; name one column"));
            return false;
        }
        if (i) {
            strbuf_add(&sb, STR("、"));
        }
        strbuf_add(&sb, value_str(item));
    }
    if (n > shown) {
        strbuf_addf(&sb, "等%zu%.*s", n, STR_ARG(word));
    }
    *out = value_text(arena_str(call->arena, strbuf_str(&sb)));
    strbuf_clear(&sb);
    return true;
}

static bool
member(const struct filter_call *call, struct value row, size_t argument,
       struct value *out)
{
    struct str column = str_trim(call->arguments[argument].text);

    if (value_member(row, column, out) && out->kind < VALUE_LIST) {
        return true;
    }
    strbuf_addf(call->fault, _("the rows have no column “%.*s”"),
                STR_ARG(column));
    return false;
}

/* 市外办13件、市发改委、市教育局各2件: neighbours of one figure share it. */
bool
filter_each(const struct filter_call *call, struct value in,
            struct value *out)
{
    size_t n = value_n_items(in);
    struct strbuf sb = {0};
    struct value name;
    struct value figure;
    bool ok = true;

    for (size_t i = 0; i < n && ok;) {
        size_t shared = 0;
        struct value other = value_null();

        ok = member(call, value_item(in, i, call->arena), 1, &figure);
        while (ok && i < n) {
            struct value row = value_item(in, i, call->arena);

            ok = member(call, row, 0, &name) && member(call, row, 1, &other);
            if (!ok || !value_equals(figure, other)) {
                break;
            }
            if (sb.len) {
                strbuf_add(&sb, STR("、"));
            }
            strbuf_add(&sb, value_str(name));
            shared++;
            i++;
        }
        if (shared > 1) {
            strbuf_add(&sb, STR("各"));
        }
        if (ok) {
            strbuf_add(&sb, value_str(figure));
            strbuf_add(&sb, call->arguments[2].text);
        }
    }
    *out = value_text(arena_str(call->arena, strbuf_str(&sb)));
    strbuf_clear(&sb);
    return ok;
}

/* The record of an item; an empty one of the same shape behind the last. */
static const struct record *
record_at(const struct filter_call *call, struct value in, size_t i)
{
    size_t n = value_n_items(in);
    struct value item = value_item(in, i < n ? i : 0, call->arena);
    const struct record *record =
        item.kind == VALUE_RECORD ? item.ptr : NULL;
    struct record *blank;

    if (i < n || !record) {
        return record;
    }
    blank = arena_alloc(call->arena, sizeof *blank);
    *blank = (struct record){
        record->names,
        arena_alloc(call->arena, (record->n_values + 1) * sizeof(struct value)),
        record->n_values};
    return blank;
}

/* One printed line: the first item's columns, and 2, 3 … for the others. */
static struct value
line_of(const struct filter_call *call, struct value in, size_t line,
        size_t n_lines, size_t n_folds, const struct str *names)
{
    const struct record *first = record_at(call, in, line);
    struct record *record = arena_alloc(call->arena, sizeof *record);
    struct value *values = arena_alloc(
        call->arena, (first->n_values + n_folds) * sizeof *values);

    for (size_t i = 0; i < first->n_values; i++) {
        values[i] = first->values[i];
    }
    for (size_t k = 1; k < n_folds; k++) {
        values[first->n_values + k - 1] =
            value_record(record_at(call, in, line + k * n_lines));
    }
    *record = (struct record){names, values, first->n_values + n_folds - 1};
    return value_record(record);
}

bool
filter_fold(const struct filter_call *call, struct value in,
            struct value *out)
{
    size_t n_folds = call->arguments[0].number;
    size_t n = value_n_items(in);
    struct list *list = arena_alloc(call->arena, sizeof *list);
    const struct record *first = n ? record_at(call, in, 0) : NULL;
    struct str *names;
    struct value *items;
    size_t n_lines;

    *out = value_list(list);
    if (n_folds < 1 || n_folds > MAX_FOLDS) {
        strbuf_addf(call->fault, _("rows are folded into 1 to %d columns"),
                    MAX_FOLDS);
        return false;
    }
    if (n == 0) {
        return true;
    }
    if (!first) {
        strbuf_add_cstr(call->fault, _("only rows can be folded"));
        return false;
    }
    n_lines = (n + n_folds - 1) / n_folds;
    items = arena_alloc(call->arena, n_lines * sizeof *items);
    names = arena_grow(call->arena, first->names, first->n_values,
                       first->n_values + n_folds, sizeof *names);
    for (size_t k = 1; k < n_folds; k++) {
        names[first->n_values + k - 1] =
            arena_strf(call->arena, "%zu", k + 1);
    }
    for (size_t i = 0; i < n_lines; i++) {
        items[i] = line_of(call, in, i, n_lines, n_folds, names);
    }
    *list = (struct list){items, n_lines};
    return true;
}
