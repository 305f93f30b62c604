/* What the store's source files share; nobody else includes it. */
#ifndef TONGBAO_MODEL_STORE_IMPL_H
#define TONGBAO_MODEL_STORE_IMPL_H

#include <sqlite3.h>

#include "gen/model/store.h"

enum store_mode {
    STORE_OWN,    /* statements of our own: anything */
    STORE_DEFINE, /* views.sql: CREATE VIEW */
    STORE_READ    /* bodies of views, reading */
};

struct store_entry { /* a table or view */
    struct str name;
    struct str *columns; /* without _file, _sheet, _row; views: all */
    size_t n_columns;
    size_t n_rows; /* stored in a table */
    bool is_view;
    bool is_input; /* made from a schema: input tables and the settings */
    bool is_record;
    bool is_earlier;          /* 上期.NAME: a table of the earlier period */
    bool is_kept;             /* a view the next period may read */
    const char *const *types; /* of a table's columns; NULL: any */
    sqlite3_stmt *insert;
    sqlite3_stmt *select; /* everything, compiled once: views cost more to
                             compile than to run */
    uint32_t line;        /* views: in views.sql */
    size_t body;          /* and where the SELECT starts and ends there */
    size_t end;
};

struct store_file { /* that rows came from */
    const char *path; /* as given */
    const char *name; /* what _file says: without folders, which every row
                         would repeat; the path where two have one name */
};

struct store_place {
    struct str column;
    struct location at;
};

struct store {
    sqlite3 *db;
    const struct calendar *calendar;
    enum store_mode mode;
    bool is_sealed;
    bool skips_trials;
    bool asked_clock;   /* the latest step did */
    struct str created; /* the view the authorizer saw being made */
    const char *views_path;
    uint64_t step_limit;
    uint64_t steps;
    struct store_entry *entries;
    size_t n_entries;
    size_t cap;
    struct store_place *places;
    size_t n_places;
    size_t places_cap;
    size_t latest; /* entry of the latest insert */
    struct store_file *files;
    size_t n_files;
    size_t latest_file;
    struct arena arena;
};

struct store_entry *store_find(struct store *store, struct str name);
struct store_entry *store_add(struct store *store, struct str name);

/* Makes a table; types NULL: any.  Name and columns live in the store. */
bool store_make_table(struct store *store, struct str name, struct str *columns,
                      const char *const *types, size_t n, struct diags *diags);

/* Behind the comment or quoted piece of SQL at i; i itself if there is none. */
size_t store_skip_piece(struct str text, size_t i);
bool store_is_letter(char c);

/* Tables of the earlier period (store_earlier.c): one like each table there
 * is; one for a view by its head, CREATE VIEW name(columns), if that names
 * columns, and *is_kept then; and the script with 上期.name turned into the
 * name of such a table. */
bool store_mirror_tables(struct store *store, struct diags *diags);
bool store_mirror_view(struct store *store, struct str head, bool *is_kept,
                       struct diags *diags);
struct str store_name_earlier(struct store *store, struct str sql);

/* What _file says of a file; path NULL: NULL. */
const char *store_file_name(struct store *store, const char *path);

/* "name" with inner quotes doubled. */
void store_quote(struct strbuf *sb, struct str name);

/* Compiles under a mode; NULL on error, SQLite's message is then in the
 * connection. */
sqlite3_stmt *store_prepare(struct store *store, enum store_mode mode,
                            struct str sql);

/* Everything of a table or view, ready for its first step; the entry keeps
 * it.  NULL on error. */
sqlite3_stmt *store_select(struct store *store, struct store_entry *entry);

/* One step under the mode; is_first starts counting for the step limit. */
int store_step(struct store *store, enum store_mode mode, sqlite3_stmt *stmt,
               bool is_first);

/* SQLite's way to the machine, without its clock: no figure may hang on when
 * the program runs.  asked: whether the clock was asked for since the last
 * call, as by date('now'). */
const char *store_clock_vfs(void);
bool store_clock_asked(void);

/* Reports SQLite's latest error, in words of ours where they help: the step
 * limit, memory, and the nearest name for an unknown one. */
bool store_report(struct store *store, struct location at, struct diags *diags);

/* The value of a result column, text copied into the arena. */
struct value store_column(sqlite3_stmt *stmt, int column, struct arena *arena);

#endif
