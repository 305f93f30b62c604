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
    struct str last =
        call->n_arguments > 1 ? call->arguments[1].text : separator;
    size_t n = value_n_items(in);
    struct strbuf sb = {0};
    bool ok = true;

    if (!is_many(in)) {
        *out = in;
        return true;
    }
    for (size_t i = 0; i < n && ok; i++) {
        struct value item = value_item(in, i, call->arena);

        if (item.kind >= VALUE_LIST) {
            strbuf_add_cstr(call->fault,
                            _("rows cannot be joined; name one column"));
            ok = false;
        }
        if (i) {
            strbuf_add(&sb, i + 1 < n ? separator : last);
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

static bool
no_column(const struct filter_call *call, struct str column)
{
    strbuf_addf(call->fault, _("the rows have no column “%.*s”"),
                STR_ARG(column));
    return false;
}

bool
filter_member(const struct filter_call *call, struct value item,
              struct str column, struct value *out)
{
    return value_member(item, column, out) || no_column(call, column);
}

/* What the open sections hold in the columns a filter names. */
static bool
read_own(const struct filter_call *call, struct value *own)
{
    for (size_t i = 0; i < call->n_arguments; i++) {
        struct str column = call->arguments[i].text;
        struct path_cache cache = {NULL, 0};
        struct path path = {&column, 1, &cache};

        if (!call->resolve(call, &path, &own[i])) {
            return false;
        }
    }
    return true;
}

/* The row has the same in each of the columns; false after a fault. */
static bool
compare_row(const struct filter_call *call, struct value row,
            const struct value *own, bool *equal)
{
    *equal = true;
    for (size_t i = 0; i < call->n_arguments && *equal; i++) {
        struct value other;

        if (!filter_member(call, row, call->arguments[i].text, &other)) {
            return false;
        }
        *equal = value_equals(own[i], other);
    }
    return true;
}

/* Values being listed. */
struct listing {
    struct arena *arena;
    struct value *items;
    size_t n_items;
    size_t room;
};

static void
add_item(struct listing *listing, struct value item)
{
    if (listing->n_items == listing->room) {
        size_t room = listing->room ? listing->room * 2 : 8;

        listing->items = arena_grow(listing->arena, listing->items,
                                    listing->n_items, room, sizeof item);
        listing->room = room;
    }
    listing->items[listing->n_items++] = item;
}

static struct value
as_list(const struct listing *listing)
{
    struct list *list = arena_alloc(listing->arena, sizeof *list);

    *list = (struct list){listing->items, listing->n_items};
    return value_list(list);
}

/* The places of a filter's columns in the rows of a table. */
static bool
find_columns(const struct filter_call *call, const struct rowset *rows,
             size_t *columns)
{
    for (size_t i = 0; i < call->n_arguments; i++) {
        size_t k = 0;

        while (k < rows->n_columns &&
               !str_equals(rows->names[k], call->arguments[i].text)) {
            k++;
        }
        if (k == rows->n_columns) {
            return no_column(call, call->arguments[i].text);
        }
        columns[i] = k;
    }
    return true;
}

/* An index over what stays as it is while documents are rendered: a table, a
 * list of the data.  *index is NULL for others, which are read through. */
static bool
find_index(const struct filter_call *call, struct value in,
           const struct row_index **index)
{
    const struct list *list = in.ptr;
    struct str names[MAX_ARGUMENTS];
    size_t columns[MAX_ARGUMENTS];

    *index = NULL;
    if (in.kind == VALUE_TABLE && value_n_items(in)) {
        if (!find_columns(call, in.ptr, columns)) {
            return false;
        }
        *index =
            row_index_of(call->indexes, in.ptr, columns, call->n_arguments);
    } else if (in.kind == VALUE_LIST &&
               !arena_holds(call->arena, list->items)) {
        for (size_t i = 0; i < call->n_arguments; i++) {
            names[i] = call->arguments[i].text;
        }
        *index =
            row_index_of_list(call->indexes, list, names, call->n_arguments);
    }
    return true;
}

static void
list_rows(const struct filter_call *call, struct value in,
          const struct row_index *index, const struct value *own,
          struct listing *listing)
{
    size_t n = value_n_items(in);
    size_t row = 0;

    while ((row = row_index_next(index, own, row)) < n) {
        add_item(listing, value_item(in, row++, call->arena));
    }
}

static bool
list_items(const struct filter_call *call, struct value in,
           const struct value *own, struct listing *listing)
{
    for (size_t i = 0; i < value_n_items(in); i++) {
        struct arena_mark mark = arena_mark(call->arena);
        struct value item = value_item(in, i, call->arena);
        bool equal;

        if (!compare_row(call, item, own, &equal)) {
            return false;
        }
        if (equal) {
            add_item(listing, item);
        } else {
            arena_rewind(call->arena, mark);
        }
    }
    return true;
}

/* The rows whose columns equal the open sections' own of the same names. */
bool
filter_by(const struct filter_call *call, struct value in, struct value *out)
{
    struct listing listing = {.arena = call->arena};
    const struct row_index *index;
    struct value own[MAX_ARGUMENTS];

    if (!read_own(call, own) || !find_index(call, in, &index)) {
        return false;
    }
    if (index) {
        list_rows(call, in, index, own, &listing);
    } else if (!list_items(call, in, own, &listing)) {
        return false;
    }
    *out = as_list(&listing);
    return true;
}

/* Says where a section's cells repeat to; its rows stay as they are. */
bool
filter_columns(const struct filter_call *call, struct value in,
               struct value *out)
{
    (void)call;
    *out = in;
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
add_group(struct groups *groups, struct value key)
{
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

static struct group *
group_of(struct groups *groups, struct value key)
{
    /* Rows of a group mostly come one behind the other. */
    for (size_t i = groups->n_items; i > 0; i--) {
        if (value_equals(groups->items[i - 1].key, key)) {
            return &groups->items[i - 1];
        }
    }
    return add_group(groups, key);
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

/* Each group by the index, begun by its first row. */
static void
group_rows(struct groups *groups, struct value in,
           const struct row_index *index)
{
    const struct filter_call *call = groups->call;
    size_t n = value_n_items(in);
    bool *is_grouped = arena_alloc(call->arena, n + 1);

    for (size_t first = 0; first < n; first++) {
        struct value key;

        if (is_grouped[first]) {
            continue;
        }
        value_member(value_item(in, first, call->arena),
                     call->arguments[0].text, &key);
        add_group(groups, key);
        for (size_t row = first; row < n;
             row = row_index_next(index, &key, row + 1)) {
            is_grouped[row] = true;
            add_row(groups, &groups->items[groups->n_items - 1],
                    value_item(in, row, call->arena));
        }
    }
}

static bool
group_items(struct groups *groups, struct value in)
{
    const struct filter_call *call = groups->call;

    for (size_t i = 0; i < value_n_items(in); i++) {
        struct value item = value_item(in, i, call->arena);
        struct value key;

        if (!filter_member(call, item, call->arguments[0].text, &key)) {
            return false;
        }
        add_row(groups, group_of(groups, key), item);
    }
    return true;
}

bool
filter_group(const struct filter_call *call, struct value in, struct value *out)
{
    struct groups groups = {.call = call};
    const struct row_index *index;

    if (!find_index(call, in, &index)) {
        return false;
    }
    if (index) {
        group_rows(&groups, in, index);
    } else if (!group_items(&groups, in)) {
        return false;
    }
    *out = list_groups(&groups, call->arguments[0].text);
    return true;
}
