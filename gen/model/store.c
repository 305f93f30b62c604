#include "gen/model/store_impl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/base/mem.h"
#include "gen/model/sqlfunc.h"

enum { STEP_INTERVAL = 100000, MAX_COLUMNS = 1000 };

static const uint64_t default_step_limit = 1000000000;
static const int64_t heap_limit = INT64_C(1) << 30; /* bytes, of SQLite */

/* Functions whose result is not the data's. */
static bool
is_forbidden_function(const char *name)
{
    static const char *const names[] = {"load_extension", "random",
                                        "randomblob",     "current_date",
                                        "current_time",   "current_timestamp",
                                        "sqlite_version", "sqlite_source_id"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (sqlite3_stricmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static int
authorize(void *user, int action, const char *a, const char *b,
          const char *database, const char *trigger)
{
    struct store *store = user;

    (void)database;
    (void)trigger;
    if (store->mode == STORE_OWN) {
        return SQLITE_OK;
    }
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return b && is_forbidden_function(b) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_CREATE_VIEW:
        store->created = arena_str(&store->arena, str_from(a));
        return store->mode == STORE_DEFINE ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_INSERT:
    case SQLITE_UPDATE: /* CREATE VIEW's own record of itself */
        return store->mode == STORE_DEFINE && a &&
                       strcmp(a, "sqlite_master") == 0
                   ? SQLITE_OK
                   : SQLITE_DENY;
    default:
        return SQLITE_DENY;
    }
}

static int
count_steps(void *user)
{
    struct store *store = user;

    store->steps += STEP_INTERVAL;
    return store->steps > store->step_limit;
}

static void
set_limits(sqlite3 *db)
{
    static const struct {
        int id;
        int value;
    } limits[] = {
        {SQLITE_LIMIT_LENGTH, 64 * 1024 * 1024},
        {SQLITE_LIMIT_SQL_LENGTH, 1024 * 1024},
        {SQLITE_LIMIT_COLUMN, MAX_COLUMNS},
        {SQLITE_LIMIT_EXPR_DEPTH, 200},
        {SQLITE_LIMIT_COMPOUND_SELECT, 100},
        {SQLITE_LIMIT_ATTACHED, 0},
        {SQLITE_LIMIT_TRIGGER_DEPTH, 1},
        {SQLITE_LIMIT_WORKER_THREADS, 0},
    };

    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        sqlite3_limit(db, limits[i].id, limits[i].value);
    }
    sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    /* "text" is a name, never a string: a misspelt column is an error. */
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
}

/* Before the library's first use: the program has one thread, and every
 * allocation would lock. */
static void
configure(void)
{
    static bool is_done;

    if (!is_done) {
        is_done = sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) == SQLITE_OK;
    }
}

struct store *
store_new(const struct calendar *calendar)
{
    struct store *store = mem_alloc(sizeof *store);
    int status;

    configure();
    status = sqlite3_open_v2(":memory:", &store->db,
                             SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                                 SQLITE_OPEN_MEMORY | SQLITE_OPEN_NOMUTEX,
                             store_clock_vfs());

    store->calendar = calendar;
    store->step_limit = default_step_limit;
    if (status != SQLITE_OK ||
        sqlfunc_register(store->db, calendar) != SQLITE_OK ||
        sqlite3_exec(store->db,
                     "PRAGMA page_size=16384; PRAGMA temp_store=MEMORY; BEGIN",
                     NULL, NULL, NULL) != SQLITE_OK) {
        if (sqlite3_errcode(store->db) == SQLITE_NOMEM) {
            mem_give_up();
        }
        fprintf(stderr, "tongbao: SQLite: %s\n", sqlite3_errmsg(store->db));
        abort();
    }
    sqlite3_hard_heap_limit64(heap_limit);
    set_limits(store->db);
    sqlite3_set_authorizer(store->db, authorize, store);
    sqlite3_progress_handler(store->db, STEP_INTERVAL, count_steps, store);
    return store;
}

void
store_free(struct store *store)
{
    if (!store) {
        return;
    }
    for (size_t i = 0; i < store->n_entries; i++) {
        sqlite3_finalize(store->entries[i].insert);
        sqlite3_finalize(store->entries[i].select);
    }
    sqlite3_close(store->db);
    mem_free(store->entries);
    mem_free(store->places);
    mem_free(store->files);
    arena_clear(&store->arena);
    mem_free(store);
}

void
store_limit_steps(struct store *store, uint64_t steps)
{
    store->step_limit = steps;
}

struct store_entry *
store_find(struct store *store, struct str name)
{
    for (size_t i = 0; i < store->n_entries; i++) {
        if (str_equals(store->entries[i].name, name)) {
            return &store->entries[i];
        }
    }
    return NULL;
}

struct store_entry *
store_add(struct store *store, struct str name)
{
    struct store_entry *entry;

    if (store->n_entries == store->cap) {
        store->cap = store->cap ? store->cap * 2 : 16;
        store->entries =
            mem_resize(store->entries, store->cap, sizeof *store->entries);
    }
    entry = &store->entries[store->n_entries++];
    memset(entry, 0, sizeof *entry);
    entry->name = arena_str(&store->arena, name);
    return entry;
}

void
store_quote(struct strbuf *sb, struct str name)
{
    strbuf_add_char(sb, '"');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '"') {
            strbuf_add_char(sb, '"');
        }
        strbuf_add_char(sb, name.ptr[i]);
    }
    strbuf_add_char(sb, '"');
}

sqlite3_stmt *
store_prepare(struct store *store, enum store_mode mode, struct str sql)
{
    sqlite3_stmt *stmt = NULL;

    store->mode = mode;
    if (sqlite3_prepare_v2(store->db, sql.ptr, (int)sql.len, &stmt, NULL) !=
        SQLITE_OK) {
        stmt = NULL;
    }
    store->mode = STORE_OWN;
    return stmt;
}

sqlite3_stmt *
store_select(struct store *store, struct store_entry *entry)
{
    struct strbuf sql = {0};

    if (entry->select) {
        sqlite3_reset(entry->select);
        return entry->select;
    }
    strbuf_add_cstr(&sql, "SELECT * FROM ");
    store_quote(&sql, entry->name);
    entry->select = store_prepare(store, STORE_READ, strbuf_str(&sql));
    strbuf_clear(&sql);
    return entry->select;
}

int
store_step(struct store *store, enum store_mode mode, sqlite3_stmt *stmt,
           bool is_first)
{
    int status;

    if (is_first) {
        store->steps = 0;
    }
    store->mode = mode;
    status = sqlite3_step(stmt);
    store->mode = STORE_OWN;
    if (store_clock_asked()) {
        store->asked_clock = true;
        return SQLITE_ERROR;
    }
    return status;
}

void
store_skip_trials(struct store *store)
{
    store->skips_trials = true;
}

void
store_seal(struct store *store)
{
    if (!store->is_sealed) {
        sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL);
        store->is_sealed = true;
    }
}

size_t
store_n_names(const struct store *store)
{
    size_t n = 0;

    for (size_t i = 0; i < store->n_entries; i++) {
        n += !store->entries[i].is_earlier;
    }
    return n;
}

/* The i-th that is of this period. */
static const struct store_entry *
entry_at(const struct store *store, size_t i)
{
    for (const struct store_entry *entry = store->entries;; entry++) {
        if (!entry->is_earlier && i-- == 0) {
            return entry;
        }
    }
}

struct str
store_name(const struct store *store, size_t i)
{
    return entry_at(store, i)->name;
}

bool
store_is_kept(const struct store *store, size_t i)
{
    const struct store_entry *entry = entry_at(store, i);

    return !entry->is_view || entry->is_kept;
}

size_t
store_n_rows(const struct store *store, struct str table)
{
    const struct store_entry *entry = store_find((struct store *)store, table);

    return entry ? entry->n_rows : 0;
}

bool
store_has(const struct store *store, struct str name)
{
    for (size_t i = 0; i < store->n_entries; i++) {
        if (str_equals(store->entries[i].name, name)) {
            return true;
        }
    }
    return false;
}

static bool
copy_database(struct store *store, const char *path)
{
    sqlite3 *file = NULL;
    sqlite3_backup *backup;
    bool ok = sqlite3_open(path, &file) == SQLITE_OK;

    if (ok) {
        sqlite3_exec(file, "PRAGMA journal_mode=OFF", NULL, NULL, NULL);
        backup = sqlite3_backup_init(file, "main", store->db, "main");
        ok = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
        ok = sqlite3_backup_finish(backup) == SQLITE_OK && ok;
    }
    return sqlite3_close(file) == SQLITE_OK && ok;
}

bool
store_save(struct store *store, const char *path, struct diags *diags)
{
    const char *part = arena_strf(&store->arena, "%s.part", path).ptr;

    store_seal(store);
    remove(part);
    if (!copy_database(store, part) || rename(part, path) != 0) {
        remove(part);
        return diag_system(diags, (struct location){.path = path},
                           _("the database cannot be written here"));
    }
    return true;
}
