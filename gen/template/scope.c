#include "gen/template/scope.h"

#include "gen/template/filter.h"
#include "gen/template/nearest.h"

void
evaluator_clear(struct evaluator *evaluator)
{
    strbuf_clear(&evaluator->fault);
    strbuf_clear(&evaluator->advice);
    row_index_free(evaluator->indexes);
}

void
scope_enter(struct scope *scope, const struct scope *outer, struct value items)
{
    *scope = (struct scope){
        .outer = outer,
        .data = outer->data,
        .items = items,
        .n_items = value_n_items(items),
    };
    if (scope->n_items) {
        scope_move(scope, 0);
    }
}

/* A row of a table as a record that borrows its cells. */
static struct record
row_of(const struct rowset *rows, size_t index)
{
    return (struct record){rows->names, rows->cells + index * rows->n_columns,
                           rows->n_columns};
}

void
scope_move(struct scope *scope, size_t index)
{
    scope->index = index;
    switch (scope->items.kind) {
    case VALUE_TABLE:
        scope->row = row_of(scope->items.ptr, index);
        scope->item = value_record(&scope->row);
        break;
    case VALUE_LIST:
        scope->item = ((const struct list *)scope->items.ptr)->items[index];
        break;
    default:
        scope->item = scope->items;
    }
}

static bool
find_member(const struct record *record, const struct path *path,
            struct value *out)
{
    struct path_cache *cache = path->cache;

    /* Names made for one pass may lie where others lay: look again. */
    if (cache->names == record->names && cache->index < record->n_values &&
        str_equals(record->names[cache->index], path->names[0])) {
        *out = record->values[cache->index];
        return true;
    }
    for (size_t i = 0; i < record->n_values; i++) {
        if (str_equals(record->names[i], path->names[0])) {
            *cache = (struct path_cache){record->names, i};
            *out = record->values[i];
            return true;
        }
    }
    return false;
}

/* @first, @last, @index and 序号 of a section over rows. */
static bool
find_position(struct evaluator *evaluator, const struct scope *scope,
              struct str name, struct value *out)
{
    if (scope->items.kind != VALUE_LIST && scope->items.kind != VALUE_TABLE) {
        return false;
    }
    if (str_is(name, "@first")) {
        *out = value_bool(scope->index == 0);
    } else if (str_is(name, "@last")) {
        *out = value_bool(scope->index + 1 == scope->n_items);
    } else if (str_is(name, "@index")) {
        *out = value_number(evaluator->arena,
                            decimal_from_int((int64_t)scope->index));
    } else if (str_is(name, "序号")) {
        *out = value_number(evaluator->arena,
                            decimal_from_int((int64_t)scope->index + 1));
    } else {
        return false;
    }
    return true;
}

static bool
find_name(struct evaluator *evaluator, const struct scope *scope,
          const struct path *path, struct value *out)
{
    for (; scope->outer; scope = scope->outer) {
        if (scope->item.kind == VALUE_RECORD &&
            find_member(scope->item.ptr, path, out)) {
            return true;
        }
        if (find_position(evaluator, scope, path->names[0], out)) {
            evaluator->trace.is_position = true;
            return true;
        }
    }
    return scope->data->find(scope->data->user, path->names[0], out,
                             &evaluator->failed);
}

static struct value
column_of(const struct rowset *rows, size_t column, struct arena *arena)
{
    struct list *list = arena_alloc(arena, sizeof *list);
    struct value *items =
        arena_alloc(arena, (rows->n_rows + 1) * sizeof *items);

    for (size_t i = 0; i < rows->n_rows; i++) {
        items[i] = rows->cells[i * rows->n_columns + column];
    }
    *list = (struct list){items, rows->n_rows};
    return value_list(list);
}

static bool
table_member(const struct rowset *rows, struct str name, struct arena *arena,
             struct value *out)
{
    for (size_t i = 0; i < rows->n_columns; i++) {
        if (!str_equals(rows->names[i], name)) {
            continue;
        }
        if (!rows->is_record) {
            *out = column_of(rows, i, arena);
        } else {
            *out = rows->n_rows ? rows->cells[i] : value_null();
        }
        return true;
    }
    return false;
}

/* The members of that name of a list's records; true if any has it. */
static bool
list_member(const struct list *list, struct str name, struct arena *arena,
            struct value *out)
{
    struct list *members = arena_alloc(arena, sizeof *members);
    struct value *items =
        arena_alloc(arena, (list->n_items + 1) * sizeof *items);
    bool found = list->n_items == 0;

    for (size_t i = 0; i < list->n_items; i++) {
        found |= value_member(list->items[i], name, &items[i]);
    }
    *members = (struct list){items, list->n_items};
    *out = value_list(members);
    return found;
}

static bool
member_of(struct value owner, struct str name, struct arena *arena,
          struct value *out)
{
    switch (owner.kind) {
    case VALUE_TABLE:
        return table_member(owner.ptr, name, arena, out);
    case VALUE_LIST:
        return list_member(owner.ptr, name, arena, out);
    default:
        return value_member(owner, name, out);
    }
}

static void
try_names(struct nearest *nearest, const struct str *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        nearest_try(nearest, names[i]);
    }
}

/* The names a value's members have. */
static void
try_members(struct nearest *nearest, struct value owner)
{
    if (owner.kind == VALUE_TABLE) {
        const struct rowset *rows = owner.ptr;

        try_names(nearest, rows->names, rows->n_columns);
    } else if (owner.kind == VALUE_RECORD) {
        const struct record *record = owner.ptr;

        try_names(nearest, record->names, record->n_values);
    } else if (owner.kind == VALUE_LIST) {
        const struct list *list = owner.ptr;

        if (list->n_items && list->items[0].kind == VALUE_RECORD) {
            try_members(nearest, list->items[0]);
        }
    }
}

/* Every name that could have stood first in a path. */
static void
try_scopes(struct nearest *nearest, const struct scope *scope)
{
    const struct dataset *data = scope->data;

    for (; scope->outer; scope = scope->outer) {
        try_members(nearest, scope->item);
    }
    if (data->each_name) {
        data->each_name(data->user, nearest_try_name, nearest);
    }
}

/* "there is no 单位名; did you mean 单位?" */
static bool
report_missing(struct evaluator *evaluator, const struct scope *scope,
               const struct path *path, size_t at, struct value owner)
{
    struct str name = path->names[at];
    struct nearest nearest = nearest_to(name);

    strbuf_cut(&evaluator->fault, 0);
    strbuf_cut(&evaluator->advice, 0);
    if (at == 0) {
        try_scopes(&nearest, scope);
        strbuf_addf(&evaluator->fault, _("there is no name “%.*s”"),
                    STR_ARG(name));
    } else {
        try_members(&nearest, owner);
        strbuf_addf(&evaluator->fault, _("“%.*s” has no “%.*s”"),
                    STR_ARG(path->names[at - 1]), STR_ARG(name));
    }
    if (nearest.best.ptr) {
        strbuf_addf(&evaluator->advice, _("did you mean “%.*s”?"),
                    STR_ARG(nearest.best));
    }
    return false;
}

bool
path_eval(struct evaluator *evaluator, const struct scope *scope,
          const struct path *path, struct value *out)
{
    struct value value = scope->item;

    *out = value_null();
    if (path->n_names && !find_name(evaluator, scope, path, &value)) {
        if (evaluator->failed) {
            return false;
        }
        return evaluator->missing == MISSING_EMPTY ||
               report_missing(evaluator, scope, path, 0, value);
    }
    for (size_t i = 1; i < path->n_names; i++) {
        struct value owner = value;

        if (!member_of(owner, path->names[i], evaluator->arena, &value)) {
            return evaluator->missing == MISSING_EMPTY ||
                   report_missing(evaluator, scope, path, i, owner);
        }
    }
    *out = value;
    return true;
}

static bool
resolve_argument(const struct filter_call *call, const struct path *path,
                 struct value *out)
{
    return path_eval(call->user, call->scope, path, out);
}

bool
expr_eval(struct evaluator *evaluator, const struct scope *scope,
          const struct expr *expr, struct value *out)
{
    struct filter_call call = {
        .scope = scope,
        .arena = evaluator->arena,
        .resolve = resolve_argument,
        .fault = &evaluator->fault,
        .indexes = &evaluator->indexes,
        .trace = &evaluator->trace,
        .user = evaluator,
    };

    evaluator->trace = (struct trace){.how = TRACE_NONE};
    if (!path_eval(evaluator, scope, &expr->path, out)) {
        return false;
    }
    evaluator->trace.raw = *out;
    for (size_t i = 0; i < expr->n_uses; i++) {
        struct value in = *out;

        call.arguments = expr->uses[i].arguments;
        call.n_arguments = expr->uses[i].n_arguments;
        call.next =
            i + 1 < expr->n_uses ? expr->uses[i + 1].filter : NULL;
        strbuf_cut(&evaluator->fault, 0);
        strbuf_cut(&evaluator->advice, 0);
        if (!expr->uses[i].filter->apply(&call, in, out)) {
            return false;
        }
    }
    return true;
}

bool
expr_text(struct evaluator *evaluator, const struct scope *scope,
          const struct expr *expr, struct value *value, struct str *text)
{
    if (!expr_eval(evaluator, scope, expr, value)) {
        return false;
    }
    if (value->kind == VALUE_LIST || value->kind == VALUE_TABLE ||
        value->kind == VALUE_RECORD) {
        strbuf_cut(&evaluator->fault, 0);
        strbuf_cut(&evaluator->advice, 0);
        strbuf_addf(&evaluator->fault,
                    value->kind == VALUE_RECORD
                        ? _("“%.*s” is a record, not a single value")
                        : _("“%.*s” is a list, not a single value"),
                    STR_ARG(expr->source));
        strbuf_add_cstr(
            &evaluator->advice,
            value->kind == VALUE_RECORD
                ? _("name one of its columns behind a dot")
                : _("join it (|join:、), count it (|count) or put it into a "
                    "section {{#…}}…{{/…}}"));
        return false;
    }
    *text = value_str(*value);
    return true;
}
