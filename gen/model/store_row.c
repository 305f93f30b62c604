#include "gen/model/period.h"
#include "gen/model/store_impl.h"

enum { MAX_EXACT_DIGITS = 15 }; /* what a double keeps */

/* The type a column has in a STRICT table.  Numbers that may have a fraction
 * are REAL even where they are whole, so that 得分/2 never is a division of
 * integers for some rows only. */
static const char *
sql_type(enum column_type type)
{
    switch (type) {
    case COLUMN_INTEGER:
        return "INTEGER";
    case COLUMN_NUMBER:
    case COLUMN_PERCENT:
        return "REAL";
    default:
        return "TEXT";
    }
}

bool
store_make_table(struct store *store, struct str name, struct str *columns,
                 const char *const *types, size_t n, struct diags *diags)
{
    struct strbuf sql = {0};
    struct strbuf insert = {0};
    struct store_entry *entry = store_add(store, name);
    bool ok;

    strbuf_add_cstr(&sql, "CREATE TABLE ");
    store_quote(&sql, name);
    strbuf_add_cstr(&insert, "INSERT INTO ");
    store_quote(&insert, name);
    for (size_t i = 0; i < n; i++) {
        strbuf_add_cstr(&sql, i ? ", " : " (");
        store_quote(&sql, columns[i]);
        strbuf_addf(&sql, " %s", types ? types[i] : "ANY");
        strbuf_add_cstr(&insert, i ? ", ?" : " VALUES (?");
    }
    strbuf_addf(&sql, "%s_file TEXT, _sheet TEXT, _row INTEGER) STRICT",
                n ? ", " : " (");
    strbuf_addf(&insert, "%s?, ?, ?)", n ? ", " : " VALUES (");
    entry->columns = columns;
    entry->n_columns = n;
    entry->types = types;
    ok = sqlite3_exec(store->db, sql.ptr, NULL, NULL, NULL) == SQLITE_OK;
    if (ok) {
        entry->insert = store_prepare(store, STORE_OWN, strbuf_str(&insert));
        ok = entry->insert != NULL;
    }
    if (!ok) {
        diag_error(diags, (struct location){0},
                   _("the table “%.*s” cannot be made: %s"), STR_ARG(name),
                   sqlite3_errmsg(store->db));
        store->n_entries--;
    }
    strbuf_clear(&sql);
    strbuf_clear(&insert);
    return ok;
}

/* A period is followed by its parts. */
static size_t
add_period(struct store *store, struct str name, struct str *columns,
           const char **types)
{
    for (size_t i = 0; i < PERIOD_N_PARTS; i++) {
        columns[i] = arena_strf(&store->arena, "%.*s%s", STR_ARG(name),
                                period_part_names[i]);
        types[i] = i < 2 ? "INTEGER" : "TEXT";
    }
    return PERIOD_N_PARTS;
}

bool
store_create(struct store *store, const struct schema *schema,
             struct diags *diags)
{
    size_t room = schema->n_columns * (1 + PERIOD_N_PARTS);
    struct str *columns = arena_alloc(&store->arena, room * sizeof *columns);
    const char **types = arena_alloc(&store->arena, room * sizeof *types);
    size_t n = 0;

    for (size_t i = 0; i < schema->n_columns; i++) {
        const struct column *column = &schema->columns[i];

        columns[n] = arena_str(&store->arena, column->name);
        types[n++] = sql_type(column->type);
        if (column->type == COLUMN_PERIOD) {
            n += add_period(store, column->name, columns + n, types + n);
        }
    }
    if (!store_make_table(store, schema->name, columns, types, n, diags)) {
        return false;
    }
    store->entries[store->n_entries - 1].is_input = true;
    return true;
}

bool
store_create_table(struct store *store, struct str name,
                   const struct str *columns, size_t n_columns,
                   struct diags *diags)
{
    struct str *copies = arena_alloc(&store->arena, n_columns * sizeof *copies);

    for (size_t i = 0; i < n_columns; i++) {
        copies[i] = arena_str(&store->arena, columns[i]);
    }
    return store_make_table(store, name, copies, NULL, n_columns, diags);
}

/* A plain decimal's digits as one whole number: false if there are more than
 * a double keeps, or if it is written otherwise. */
static bool
read_digits(struct str text, int64_t *digits, unsigned *scale)
{
    size_t i = text.len && text.ptr[0] == '-';
    unsigned n_digits = 0;
    bool has_point = false;

    *digits = 0;
    *scale = 0;
    for (; i < text.len; i++) {
        if (text.ptr[i] == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        *digits = *digits * 10 + (text.ptr[i] - '0');
        n_digits += *digits > 0;
        *scale += has_point;
        if (n_digits > MAX_EXACT_DIGITS || *scale > MAX_EXACT_DIGITS) {
            return false;
        }
    }
    if (text.len && text.ptr[0] == '-') {
        *digits = -*digits;
    }
    return true;
}

/* Both operands are exact doubles, so the quotient is the nearest one to the
 * decimal. */
static bool
bind_number(sqlite3_stmt *stmt, int i, struct str text, int *status)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3, 1e4,  1e5,
                                    1e6,  1e7,  1e8,  1e9, 1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15};
    int64_t digits;
    unsigned scale;

    if (!read_digits(text, &digits, &scale)) {
        return false;
    }
    if (scale) {
        *status = sqlite3_bind_double(stmt, i, (double)digits / powers[scale]);
    } else {
        *status = sqlite3_bind_int64(stmt, i, digits);
    }
    return true;
}

static int
bind_text(sqlite3_stmt *stmt, int i, struct str text)
{
    return sqlite3_bind_text64(stmt, i, text.ptr, text.len, SQLITE_STATIC,
                               SQLITE_UTF8);
}

static bool
bind_value(sqlite3_stmt *stmt, int i, const struct value *value,
           struct location at, struct diags *diags)
{
    int status = SQLITE_OK;

    switch (value->kind) {
    case VALUE_NULL:
        status = sqlite3_bind_null(stmt, i);
        break;
    case VALUE_BOOL:
        status = sqlite3_bind_int64(stmt, i, value->ptr != NULL);
        break;
    case VALUE_NUMBER:
        if (!bind_number(stmt, i, value_str(*value), &status)) {
            diag_error(diags, at, _("“%.*s” has more than 15 digits"),
                       STR_ARG(value_str(*value)));
            diag_advise(diags, _("keep numbers this long as text"));
            return false;
        }
        break;
    default:
        status = bind_text(stmt, i, value_str(*value));
    }
    return status == SQLITE_OK ||
           diag_error(diags, at, _("the value cannot be stored: %s"),
                      sqlite3_errstr(status));
}

static struct store_entry *
find_table(struct store *store, struct str name)
{
    struct store_entry *entry;

    if (store->latest < store->n_entries &&
        str_equals(store->entries[store->latest].name, name)) {
        return &store->entries[store->latest];
    }
    entry = store_find(store, name);
    if (entry) {
        store->latest = (size_t)(entry - store->entries);
    }
    return entry;
}

static void
bind_location(struct store *store, sqlite3_stmt *stmt, int i,
              struct location at)
{
    sqlite3_bind_text(stmt, i, store_file_name(store, at.path), -1,
                      SQLITE_STATIC);
    sqlite3_bind_text(stmt, i + 1, at.sheet, -1, SQLITE_STATIC);
    if (at.row) {
        sqlite3_bind_int64(stmt, i + 2, at.row);
    } else {
        sqlite3_bind_null(stmt, i + 2);
    }
}

bool
store_insert(struct store *store, struct str table, const struct value *values,
             size_t n_values, struct location at, struct diags *diags)
{
    struct store_entry *entry = find_table(store, table);
    int status;

    if (!entry || !entry->insert || entry->n_columns != n_values ||
        store->is_sealed) {
        return diag_error(diags, at,
                          _("a row for the table “%.*s”, which does not take "
                            "it"),
                          STR_ARG(table));
    }
    for (size_t i = 0; i < n_values; i++) {
        if (!bind_value(entry->insert, (int)i + 1, &values[i], at, diags)) {
            return false;
        }
    }
    bind_location(store, entry->insert, (int)n_values + 1, at);
    status = store_step(store, STORE_OWN, entry->insert, true);
    sqlite3_reset(entry->insert);
    entry->n_rows += status == SQLITE_DONE;
    return status == SQLITE_DONE || store_report(store, at, diags);
}
