#include <string.h>

#include "gen/base/mem.h"
#include "gen/model/spelling.h"
#include "gen/model/store_impl.h"

enum { MAX_CELLS = 20000000 };

struct value
store_column(sqlite3_stmt *stmt, int column, struct arena *arena)
{
    struct decimal number;
    char digits[24];
    struct str text;

    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_NULL:
        return value_null();
    case SQLITE_INTEGER:
        text.ptr = digits;
        text.len =
            (size_t)snprintf(digits, sizeof digits, "%lld",
                             (long long)sqlite3_column_int64(stmt, column));
        return value_number_text(arena_str(arena, text));
    case SQLITE_FLOAT:
        if (decimal_from_double(sqlite3_column_double(stmt, column), &number)) {
            return value_number(arena, number);
        }
        break;
    default:
        break;
    }
    text.ptr = (const char *)sqlite3_column_text(stmt, column);
    text.len = (size_t)sqlite3_column_bytes(stmt, column);
    text.len = utf8_valid(text);
    return value_text(arena_str(arena, text));
}

/* Which result columns are shown; returns how many. */
static size_t
choose_columns(sqlite3_stmt *stmt, bool hidden, int *chosen)
{
    int n = sqlite3_column_count(stmt);
    size_t n_chosen = 0;

    for (int i = 0; i < n; i++) {
        const char *name = sqlite3_column_name(stmt, i);

        if (hidden || !name || name[0] != '_') {
            chosen[n_chosen++] = i;
        }
    }
    return n_chosen;
}

static const struct str *
copy_names(sqlite3_stmt *stmt, const int *chosen, size_t n, struct arena *arena)
{
    struct str *names = arena_alloc(arena, n * sizeof *names);

    for (size_t i = 0; i < n; i++) {
        names[i] =
            arena_str(arena, str_from(sqlite3_column_name(stmt, chosen[i])));
    }
    return names;
}

/* A table or view about to be read. */
struct reading {
    struct store_entry *entry;
    sqlite3_stmt *stmt;
    struct location at;
    int *chosen; /* the result columns that are shown */
    const struct str *names;
    size_t n_columns;
};

/* Cells being read: of a table, whose size is known, straight in the arena;
 * of a view in a buffer that grows. */
struct growing {
    struct value *cells;
    size_t n;
    size_t cap;
    bool is_fixed;
};

static void
add_row(struct growing *all, sqlite3_stmt *stmt, const int *chosen, size_t n,
        struct arena *arena)
{
    if (all->n + n > all->cap && !all->is_fixed) {
        all->cap = all->cap * 2 + n * 16;
        all->cells = mem_resize(all->cells, all->cap, sizeof *all->cells);
    }
    for (size_t i = 0; i < n; i++) {
        all->cells[all->n++] = store_column(stmt, chosen[i], arena);
    }
}

static bool
read_rows(struct store *store, const struct reading *reading,
          struct rowset *rows, struct arena *arena, struct diags *diags)
{
    const struct store_entry *entry = reading->entry;
    sqlite3_stmt *stmt = reading->stmt;
    struct growing all = {.is_fixed = !entry->is_view};
    int status = store_step(store, STORE_READ, stmt, true);
    bool ok = true;

    if (all.is_fixed) {
        all.cells = arena_alloc(arena, (entry->n_rows * rows->n_columns + 1) *
                                           sizeof *all.cells);
    }
    while (ok && status == SQLITE_ROW) {
        add_row(&all, stmt, reading->chosen, rows->n_columns, arena);
        rows->n_rows++;
        if (all.n > MAX_CELLS) {
            ok =
                diag_error(diags, reading->at, _("more than 20,000,000 cells"));
            diag_advise(diags, _("look for a join without a condition (ON)"));
        } else {
            status = store_step(store, STORE_READ, stmt, false);
        }
    }
    if (ok && status != SQLITE_DONE) {
        ok = store_report(store, reading->at, diags);
    }
    rows->cells = all.cells;
    if (!all.is_fixed) {
        rows->cells =
            arena_grow(arena, all.cells, all.n, all.n, sizeof *all.cells);
        mem_free(all.cells);
    }
    return ok;
}

/* False if there is none of that name, or after reporting. */
static bool
start(struct reading *reading, struct store *store, struct str name,
      bool hidden, struct arena *arena, struct diags *diags)
{
    struct store_entry *entry = store_find(store, name);
    sqlite3_stmt *stmt;

    if (!entry) {
        return false;
    }
    *reading = (struct reading){
        .entry = entry,
        .at = {.path = entry->is_view ? store->views_path : NULL,
               .row = entry->line,
               .place = arena_cstr(arena, name)},
    };
    stmt = store_select(store, entry);
    if (!stmt) {
        return store_report(store, reading->at, diags);
    }
    reading->stmt = stmt;
    reading->chosen = arena_alloc(arena, (size_t)sqlite3_column_count(stmt) *
                                             sizeof *reading->chosen);
    reading->n_columns = choose_columns(stmt, hidden, reading->chosen);
    reading->names =
        copy_names(stmt, reading->chosen, reading->n_columns, arena);
    return true;
}

const struct rowset *
store_read(struct store *store, struct str name, bool hidden,
           struct arena *arena, struct diags *diags)
{
    struct reading reading;
    struct rowset *rows;
    bool ok;

    if (!start(&reading, store, name, hidden, arena, diags)) {
        return NULL;
    }
    rows = arena_alloc(arena, sizeof *rows);
    rows->n_columns = reading.n_columns;
    rows->names = reading.names;
    rows->is_record = reading.entry->is_record;
    ok = read_rows(store, &reading, rows, arena, diags);
    sqlite3_reset(reading.stmt);
    return ok ? rows : NULL;
}

bool
store_each_row(struct store *store, struct str name, store_visit_fn visit,
               void *user, struct diags *diags)
{
    struct arena arena = {0};
    struct reading reading;
    struct value *values;
    struct arena_mark mark;
    int status;
    bool ok = start(&reading, store, name, false, &arena, diags);

    if (!ok) {
        arena_clear(&arena);
        return false;
    }
    values = arena_alloc(&arena, (reading.n_columns + 1) * sizeof *values);
    mark = arena_mark(&arena);
    visit(user, reading.names, NULL, reading.n_columns);
    status = store_step(store, STORE_READ, reading.stmt, true);
    while (status == SQLITE_ROW) {
        for (size_t i = 0; i < reading.n_columns; i++) {
            values[i] = store_column(reading.stmt, reading.chosen[i], &arena);
        }
        visit(user, reading.names, values, reading.n_columns);
        arena_rewind(&arena, mark);
        status = store_step(store, STORE_READ, reading.stmt, false);
    }
    ok = status == SQLITE_DONE || store_report(store, reading.at, diags);
    sqlite3_reset(reading.stmt);
    arena_clear(&arena);
    return ok;
}

/* The name behind SQLite's "no such column: t.name"; empty if it is not
 * about that. */
static struct str
missing_name(struct str message, const char *kind)
{
    struct str name;

    if (!str_starts_with(message, str_from(kind))) {
        return STR("");
    }
    name = str_slice(message, strlen(kind), message.len);
    for (size_t i = name.len; i > 0; i--) {
        if (name.ptr[i - 1] == '.') {
            return str_slice(name, i, name.len);
        }
    }
    return name;
}

/* SQLite takes full-width signs for letters of a name. */
static bool
has_wide_sign(struct str name)
{
    static const char *const signs[] = {"，", "（", "）", "；", "＝", "＊",
                                        "　", "“",  "”",  "‘",  "’"};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_find(name, str_from(signs[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static void
advise_name(struct store *store, struct str name, bool is_column,
            struct diags *diags)
{
    struct str *names = NULL;
    size_t n = 0;
    size_t nearest;

    if (has_wide_sign(name)) {
        diag_advise(diags, _("SQL's own signs are half-width: , ( ) ; = * '"));
        return;
    }
    for (size_t i = 0; i < store->n_entries; i++) {
        struct store_entry *entry = &store->entries[i];
        size_t more = is_column ? entry->n_columns : 1;

        names = mem_resize(names, n + more, sizeof *names);
        for (size_t j = 0; j < more; j++) {
            names[n++] = is_column ? entry->columns[j] : entry->name;
        }
    }
    nearest = spelling_nearest(name, names, n);
    if (nearest < n) {
        diag_advise(diags, _("the nearest name is “%.*s”"),
                    STR_ARG(names[nearest]));
    }
    mem_free(names);
}

/* The text between the first quotes of a message: near "x": syntax error. */
static struct str
quoted(struct str message)
{
    size_t start = str_find(message, STR("\""), 0);
    size_t end =
        start == SIZE_MAX ? SIZE_MAX : str_find(message, STR("\""), start + 1);

    return end == SIZE_MAX ? STR("") : str_slice(message, start + 1, end);
}

/* What is wrong with a statement as it is written; false if the message says
 * something else. */
static bool
report_syntax(struct str message, struct location at, struct diags *diags)
{
    struct str existing = STR(" already exists");
    struct str name;

    if (str_ends_with(message, STR(": syntax error")) ||
        str_is(message, "incomplete input")) {
        name = quoted(message);
        if (name.len) {
            diag_error(diags, at,
                       _("the statement cannot be understood at “%.*s”"),
                       STR_ARG(name));
        } else {
            diag_error(diags, at, _("the statement ends too early"));
        }
        diag_advise(diags, _("look there and before it for a comma, bracket or "
                             "semicolon that is missing or full-width"));
        return true;
    }
    if (str_ends_with(message, existing)) {
        name = str_slice(message, str_find(message, STR(" "), 0) + 1,
                         message.len - existing.len);
        diag_error(diags, at, _("there is a table or view “%.*s” already"),
                   STR_ARG(name));
        diag_advise(diags, _("give one of them another name, or take the table "
                             "out of bulletin.xml if it is computed"));
        return true;
    }
    if (str_starts_with(message, STR("ambiguous column name: "))) {
        name = missing_name(message, "ambiguous column name: ");
        diag_error(diags, at,
                   _("more than one of the tables has a column "
                     "“%.*s”"),
                   STR_ARG(name.len ? name : message));
        diag_advise(diags, _("write the table's name and a point before it"));
        return true;
    }
    return false;
}

static bool
report_message(struct store *store, struct str message, struct location at,
               struct diags *diags)
{
    struct str table = missing_name(message, "no such table: ");
    struct str column = missing_name(message, "no such column: ");
    struct str function = missing_name(message, "no such function: ");

    if (table.len) {
        diag_error(diags, at, _("there is no table or view “%.*s”"),
                   STR_ARG(table));
        advise_name(store, table, false, diags);
    } else if (column.len) {
        diag_error(diags, at, _("there is no column “%.*s”"), STR_ARG(column));
        advise_name(store, column, true, diags);
    } else if (function.len) {
        diag_error(diags, at, _("there is no function “%.*s”"),
                   STR_ARG(function));
    } else if (str_ends_with(
                   message, STR("cannot reference objects in database 上期"))) {
        diag_error(diags, at,
                   _("the earlier period has no table of this name"));
        diag_advise(diags, _("上期.NAME is for each input table, for 期次 and "
                             "单位名录, and for each view whose CREATE VIEW "
                             "names its columns"));
    } else if (str_ends_with(message, STR(" is circularly defined"))) {
        diag_error(diags, at,
                   _("the view uses itself, perhaps through others"));
    } else if (!report_syntax(message, at, diags)) {
        diag_error(diags, at, "SQL: %.*s", STR_ARG(message));
    }
    return false;
}

bool
store_report(struct store *store, struct location at, struct diags *diags)
{
    struct str message = str_from(sqlite3_errmsg(store->db));

    if (store->asked_clock) {
        store->asked_clock = false;
        diag_error(diags, at, _("the query asks for the date of today"));
        diag_advise(diags, _("figures must not hang on the day they are "
                             "computed; use a date of the settings"));
        return false;
    }
    switch (sqlite3_errcode(store->db)) {
    case SQLITE_INTERRUPT:
        diag_error(diags, at, _("the query does not come to an end"));
        diag_advise(diags, _("look for a join without a condition (ON) or a "
                             "recursion without a stop"));
        return false;
    case SQLITE_NOMEM:
        return diag_system(diags, at, _("out of memory in the database"));
    case SQLITE_AUTH:
        diag_error(diags, at, _("not allowed in views: %.*s"),
                   STR_ARG(message));
        diag_advise(diags,
                    _("a view may only read tables and other views, with "
                      "functions whose result hangs on the data alone"));
        return false;
    default:
        return report_message(store, message, at, diags);
    }
}
