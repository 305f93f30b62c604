#include <string.h>

#include "gen/base/mem.h"
#include "gen/model/store_impl.h"

/* Where reading views.sql stands. */
struct script {
    struct str text;
    const char *path;
    size_t start; /* of the statement, behind blanks and comments */
    size_t body;  /* its part behind AS; start if there is none */
    size_t end;   /* at its semicolon */
    bool is_blank;
    bool is_kept; /* the view's columns are named */
};

static struct location
location_at(const struct script *script, size_t offset)
{
    struct location at = {.path = script->path, .row = 1};

    for (size_t i = 0; i < offset && i < script->text.len; i++) {
        at.row += script->text.ptr[i] == '\n';
    }
    return at;
}

static size_t
skip_to(struct str text, size_t i, const char *stop)
{
    size_t at = str_find(text, str_from(stop), i);

    return at == SIZE_MAX ? text.len : at + strlen(stop);
}

/* Behind the comment or quoted piece at i; i itself if there is none. */
size_t
store_skip_piece(struct str text, size_t i)
{
    static const char closes[][2] = {"'", "\"", "`"};
    struct str rest = str_slice(text, i, text.len);

    if (str_starts_with(rest, STR("--"))) {
        return skip_to(text, i, "\n");
    }
    if (str_starts_with(rest, STR("/*"))) {
        return skip_to(text, i + 2, "*/");
    }
    if (rest.ptr[0] == '[') {
        return skip_to(text, i, "]");
    }
    for (size_t k = 0; k < sizeof closes / sizeof closes[0]; k++) {
        if (rest.ptr[0] == closes[k][0]) {
            return skip_to(text, i + 1, closes[k]);
        }
    }
    return i;
}

bool
store_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Behind the word at i; *is_as if it is AS. */
static size_t
skip_word(struct str text, size_t i, bool *is_as)
{
    size_t from = i;

    while (i < text.len && store_is_letter(text.ptr[i])) {
        i++;
    }
    *is_as = i - from == 2 && sqlite3_strnicmp(text.ptr + from, "AS", 2) == 0;
    return i;
}

static bool
is_comment(struct str text, size_t i)
{
    struct str rest = str_slice(text, i, text.len);

    return str_starts_with(rest, STR("--")) || str_starts_with(rest, STR("/*"));
}

/* Moves on to the statement behind the last; false at the end. */
static bool
next_statement(struct script *script, size_t i)
{
    struct str text = script->text;
    bool has_body = false;

    script->is_blank = true;
    for (; i < text.len && text.ptr[i] != ';';) {
        size_t piece = store_skip_piece(text, i);
        bool is_as = false;

        if (is_comment(text, i) || strchr(" \t\r\n", text.ptr[i])) {
            i = piece > i ? piece : i + 1;
            continue;
        }
        if (script->is_blank) {
            script->start = script->body = i;
            script->is_blank = false;
        }
        if (piece > i) {
            i = piece;
        } else if (store_is_letter(text.ptr[i])) {
            i = skip_word(text, i, &is_as);
        } else {
            i++;
        }
        if (is_as && !has_body) {
            has_body = true;
            script->body = i;
        }
    }
    script->end = i;
    return i < text.len || !script->is_blank;
}

static void
report_other(struct diags *diags, struct location at)
{
    diag_error(diags, at,
               _("this is not a CREATE VIEW statement, and nothing else may "
                 "stand here"));
    diag_advise(diags, _("write CREATE VIEW name AS SELECT ...;"));
}

static bool
define_view(struct store *store, const struct script *script,
            struct diags *diags)
{
    struct str sql = str_slice(script->text, script->start, script->end);
    struct location at = location_at(script, script->start);
    struct store_entry *entry;
    sqlite3_stmt *stmt;
    bool ok;

    store->created = (struct str){NULL, 0};
    stmt = store_prepare(store, STORE_DEFINE, sql);
    if (!stmt) {
        int offset = sqlite3_error_offset(store->db);

        if (sqlite3_errcode(store->db) == SQLITE_AUTH) {
            report_other(diags, at);
            return false;
        }
        if (offset >= 0) {
            at = location_at(script, script->start + (size_t)offset);
        }
        return store_report(store, at, diags);
    }
    if (!store->created.ptr || sqlite3_stmt_readonly(stmt)) {
        report_other(diags, at);
        sqlite3_finalize(stmt);
        return false;
    }
    ok = store_step(store, STORE_DEFINE, stmt, true) == SQLITE_DONE ||
         store_report(store, at, diags);
    sqlite3_finalize(stmt);
    if (ok) {
        entry = store_add(store, store->created);
        entry->is_view = true;
        entry->is_kept = script->is_kept;
        entry->line = at.row;
        entry->body = script->body;
        entry->end = script->end;
    }
    return ok;
}

/* Keeps the names of the columns, for the nearest name in a message. */
static bool
learn_columns(struct store *store, struct store_entry *entry)
{
    sqlite3_stmt *stmt = store_select(store, entry);

    if (!stmt) {
        return false;
    }
    entry->n_columns = (size_t)sqlite3_column_count(stmt);
    entry->columns =
        arena_alloc(&store->arena, entry->n_columns * sizeof *entry->columns);
    for (size_t i = 0; i < entry->n_columns; i++) {
        entry->columns[i] = arena_str(
            &store->arena, str_from(sqlite3_column_name(stmt, (int)i)));
    }
    return true;
}

/* SQLite tells no offset for a missing table: looks for its name.  False if
 * the name is not in this view, but in one that it uses. */
static bool
locate_name(const struct script *script, const struct store_entry *entry,
            struct str message, size_t *offset)
{
    struct str body = str_slice(script->text, entry->body, entry->end);
    size_t colon = str_find(message, STR(": "), 0);
    struct str name = str_slice(message, colon + 2, message.len);
    size_t dot;

    if (!str_starts_with(message, STR("no such ")) || colon == SIZE_MAX) {
        return str_find(message, STR("circular"), 0) != SIZE_MAX;
    }
    while ((dot = str_find(name, STR("."), 0)) != SIZE_MAX) {
        name = str_slice(name, dot + 1, name.len);
    }
    dot = str_find(body, name, 0);
    if (dot != SIZE_MAX) {
        *offset = entry->body + dot;
    }
    return dot != SIZE_MAX;
}

/* Compiles the body alone, which tells where the fault is.  False if the
 * fault is another view's. */
static bool
report_view(struct store *store, const struct script *script,
            struct store_entry *entry, struct diags *diags)
{
    struct str body = str_slice(script->text, entry->body, entry->end);
    sqlite3_stmt *stmt = store_prepare(store, STORE_READ, body);
    int offset = sqlite3_error_offset(store->db);
    struct location at = {.path = script->path, .row = entry->line};
    size_t found = SIZE_MAX;

    if (stmt) {
        sqlite3_finalize(stmt);
        store_select(store, entry); /* brings the error */
    } else if (offset >= 0) {
        found = entry->body + (size_t)offset;
    } else if (sqlite3_errcode(store->db) == SQLITE_ERROR &&
               !locate_name(script, entry, str_from(sqlite3_errmsg(store->db)),
                            &found)) {
        return false;
    }
    if (found != SIZE_MAX) {
        at = location_at(script, found);
    }
    at.place = entry->name.ptr;
    store_report(store, at, diags);
    return true;
}

/* Counts rows up to two; false after reporting. */
static bool
count_rows(struct store *store, struct store_entry *entry, int *n,
           const char *path, struct diags *diags)
{
    sqlite3_stmt *stmt = store_select(store, entry);
    int status = SQLITE_ERROR;

    *n = 0;
    if (stmt) {
        status = store_step(store, STORE_READ, stmt, true);
    }
    while (status == SQLITE_ROW && *n < 2) {
        ++*n;
        status = store_step(store, STORE_READ, stmt, false);
    }
    if (status != SQLITE_DONE && status != SQLITE_ROW) {
        store_report(store,
                     (struct location){.path = entry->is_view ? path : NULL,
                                       .row = entry->line,
                                       .place = entry->name.ptr},
                     diags);
    }
    sqlite3_reset(stmt);
    return status == SQLITE_DONE || status == SQLITE_ROW;
}

/* Reports every view that does not compile. */
static bool
compile_views(struct store *store, const struct script *script,
              struct diags *diags)
{
    bool *failed = mem_alloc(store->n_entries * sizeof *failed);
    size_t n_failed = 0;
    size_t n_reported = 0;

    for (size_t i = 0; i < store->n_entries; i++) {
        failed[i] = store->entries[i].is_view &&
                    !learn_columns(store, &store->entries[i]);
        n_failed += failed[i];
    }
    for (size_t i = 0; i < store->n_entries; i++) {
        n_reported +=
            failed[i] && report_view(store, script, &store->entries[i], diags);
    }
    mem_free(failed);
    if (n_failed && !n_reported && !diags->n_errors) {
        diag_error(diags, (struct location){.path = script->path},
                   _("the views cannot be used"));
    }
    return n_failed == 0;
}

/* A record has one row with the input tables empty, whether or not the roster
 * is: else its single row would be chance. */
static bool
find_records(struct store *store, const char *path, struct diags *diags)
{
    struct strbuf sql = {0};
    bool ok = true;
    int n;

    for (size_t i = 0; i < store->n_entries; i++) {
        struct store_entry *entry = &store->entries[i];

        if (entry->is_earlier) {
            continue; /* empty, and filled later */
        }
        if (entry->is_view || entry->is_input) {
            ok = count_rows(store, entry, &n, path, diags) && ok;
            entry->is_record = n == 1;
        } else {
            strbuf_add_cstr(&sql, "; DELETE FROM ");
            store_quote(&sql, entry->name);
        }
    }
    if (!ok || sql.len == 0) {
        strbuf_clear(&sql);
        return ok;
    }
    sqlite3_exec(store->db, "SAVEPOINT trial", NULL, NULL, NULL);
    sqlite3_exec(store->db, sql.ptr + 2, NULL, NULL, NULL);
    for (size_t i = 0; i < store->n_entries; i++) {
        struct store_entry *entry = &store->entries[i];

        if (entry->is_view && entry->is_record) {
            ok = count_rows(store, entry, &n, path, diags) && ok;
            entry->is_record = n == 1;
        }
    }
    sqlite3_exec(store->db, "ROLLBACK TO trial; RELEASE trial", NULL, NULL,
                 NULL);
    strbuf_clear(&sql);
    return ok;
}

/* Tables of the earlier period must be there before a view names them.
 * *any_kept: whether any view is kept for the next. */
static bool
mirror(struct store *store, struct str sql, bool *any_kept, struct diags *diags)
{
    struct script script = {.text = sql};
    bool ok = store_mirror_tables(store, diags);

    *any_kept = false;

    for (size_t next = 0; next < sql.len && next_statement(&script, next);
         next = script.end + 1) {
        if (!script.is_blank) {
            ok = store_mirror_view(store,
                                   str_slice(sql, script.start, script.body),
                                   &script.is_kept, diags) &&
                 ok;
            *any_kept |= script.is_kept;
        }
    }
    return ok;
}

static bool
define_views(struct store *store, struct script *script, struct diags *diags)
{
    bool ok = true;

    for (size_t next = 0;
         next < script->text.len && next_statement(script, next);
         next = script->end + 1) {
        struct str head = str_slice(script->text, script->start, script->body);

        if (!script->is_blank) {
            script->is_kept = str_find(head, STR("("), 0) != SIZE_MAX;
            ok = define_view(store, script, diags) && ok;
        }
    }
    return ok;
}

bool
store_define_views(struct store *store, struct str sql, const char *path,
                   struct diags *diags)
{
    struct script script = {.path = arena_cstr(&store->arena, str_from(path))};
    bool any_kept;
    bool ok = mirror(store, sql, &any_kept, diags);

    if (store->skips_trials && !any_kept) {
        return ok; /* nothing will be read */
    }
    script.text = store_name_earlier(store, sql);
    store->views_path = script.path;
    ok = define_views(store, &script, diags) && ok;
    /* Ends the change of the schema: else going back to a savepoint would
     * have every view compiled anew. */
    sqlite3_exec(store->db, "COMMIT; BEGIN", NULL, NULL, NULL);
    if (store->skips_trials) {
        return ok;
    }
    ok = compile_views(store, &script, diags) && ok;
    return ok && find_records(store, script.path, diags);
}
