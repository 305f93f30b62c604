#include <string.h>

#include "gen/base/mem.h"
#include "gen/model/store_impl.h"

#define EARLIER "上期"

static struct str
earlier_name(struct store *store, struct str name)
{
    return arena_strf(&store->arena, EARLIER ".%.*s", STR_ARG(name));
}

static bool
make(struct store *store, struct str name, struct str *columns,
     const char *const *types, size_t n, struct diags *diags)
{
    if (!store_make_table(store, earlier_name(store, name), columns, types, n,
                          diags)) {
        return false;
    }
    store->entries[store->n_entries - 1].is_earlier = true;
    return true;
}

bool
store_mirror_tables(struct store *store, struct diags *diags)
{
    size_t n = store->n_entries;
    bool ok = true;

    for (size_t i = 0; i < n; i++) {
        struct store_entry entry = store->entries[i];

        ok = make(store, entry.name, entry.columns, entry.types,
                  entry.n_columns, diags) &&
             ok;
    }
    return ok;
}

/* The name at i, quoted or not, and where it ends; empty if there is none. */
static struct str
read_name(struct str sql, size_t *i)
{
    size_t from = *i;
    size_t end = from;

    if (from < sql.len && strchr("\"[`", sql.ptr[from])) {
        end = store_skip_piece(sql, from);
        *i = end;
        return str_slice(sql, from + 1, end > from ? end - 1 : from);
    }
    while (end < sql.len && store_is_letter(sql.ptr[end])) {
        end++;
    }
    *i = end;
    return str_slice(sql, from, end);
}

static size_t
skip_blanks(struct str sql, size_t i)
{
    while (i < sql.len && strchr(" \t\r\n", sql.ptr[i])) {
        i++;
    }
    return i;
}

/* The names of a list behind its opening bracket; 0 if it is none. */
static size_t
read_columns(struct str head, size_t i, struct str *columns)
{
    size_t n = 0;

    for (;; i++) {
        i = skip_blanks(head, i);
        columns[n] = read_name(head, &i);
        if (columns[n++].len == 0) {
            return 0;
        }
        i = skip_blanks(head, i);
        if (i < head.len && head.ptr[i] == ')') {
            return n;
        }
        if (i == head.len || head.ptr[i] != ',') {
            return 0;
        }
    }
}

bool
store_mirror_view(struct store *store, struct str head, bool *is_kept,
                  struct diags *diags)
{
    struct str *columns =
        arena_alloc(&store->arena, (head.len + 1) * sizeof *columns);
    struct str name = {NULL, 0};
    size_t n = 0;
    size_t i = 0;

    *is_kept = false;
    while (i < head.len && head.ptr[i] != '(') {
        struct str word = read_name(head, &i);

        if (word.len) {
            name = word;
        } else {
            i = store_skip_piece(head, i) > i ? store_skip_piece(head, i)
                                              : i + 1;
        }
    }
    if (i < head.len) {
        n = read_columns(head, i + 1, columns);
    }
    if (n == 0 || name.len == 0) {
        return true;
    }
    *is_kept = true;
    return make(store, name, columns, NULL, n, diags);
}

/* At 上期.name, where there is such a table: its name, and *i behind it. */
static const struct store_entry *
match_earlier(struct store *store, struct str sql, size_t *i)
{
    size_t at = *i;
    struct str name = read_name(sql, &at);
    const struct store_entry *entry;

    if (!str_is(name, EARLIER)) {
        return NULL;
    }
    at = skip_blanks(sql, at);
    if (at == sql.len || sql.ptr[at] != '.') {
        return NULL;
    }
    at = skip_blanks(sql, at + 1);
    name = read_name(sql, &at);
    entry = store_find(store, earlier_name(store, name));
    if (entry) {
        *i = at;
    }
    return entry;
}

/* Behind whatever stands at i: a name, a piece that is quoted, one sign. */
static size_t
skip_one(struct str sql, size_t i)
{
    size_t end = store_skip_piece(sql, i);

    if (end == i) {
        read_name(sql, &end);
    }
    return end > i ? end : i + 1;
}

struct str
store_name_earlier(struct store *store, struct str sql)
{
    struct strbuf sb = {0};
    struct str text;

    if (str_find(sql, STR(EARLIER), 0) == SIZE_MAX) {
        return sql;
    }
    for (size_t i = 0; i < sql.len;) {
        size_t end = i;
        const struct store_entry *entry = match_earlier(store, sql, &end);

        if (entry) {
            store_quote(&sb, entry->name);
        } else {
            end = skip_one(sql, i);
            strbuf_add(&sb, str_slice(sql, i, end));
        }
        i = end;
    }
    text = arena_str(&store->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return text;
}

static struct value
cell_of(const struct rowset *rows, size_t row, struct str column)
{
    for (size_t i = 0; i < rows->n_columns; i++) {
        if (str_equals(rows->names[i], column)) {
            return rows->cells[row * rows->n_columns + i];
        }
    }
    return value_null();
}

bool
store_fill_earlier(struct store *store, struct str name,
                   const struct rowset *rows, struct location at,
                   struct diags *diags)
{
    const struct store_entry *entry =
        store_find(store, earlier_name(store, name));
    struct value *values;
    bool ok = true;

    if (!entry) {
        return true;
    }
    values = mem_alloc((entry->n_columns + 1) * sizeof *values);
    for (size_t row = 0; ok && row < rows->n_rows; row++) {
        for (size_t i = 0; i < entry->n_columns; i++) {
            values[i] = cell_of(rows, row, entry->columns[i]);
        }
        ok = store_insert(store, entry->name, values, entry->n_columns, at,
                          diags);
    }
    mem_free(values);
    return ok;
}
