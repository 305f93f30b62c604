/* The store: typed rows in an in-memory SQLite database, the profile's views
 * over them, and reading both as values.
 *
 * SQL of a profile may only create views; while they are read the database is
 * read-only, cannot attach or load anything, and stops after a limit of
 * steps.  Functions of our own: exact sum, total, avg and round (half up on
 * decimals; avg(x, digits) rounds the exact quotient), workdays(a, b),
 * days(a, b), hanzi(n).  Numbers come out as exact decimals.
 *
 * Every table carries _file (its name, without folders), _sheet and _row;
 * names that begin with '_' are not shown to templates.
 */
#ifndef TONGBAO_MODEL_STORE_H
#define TONGBAO_MODEL_STORE_H

#include "gen/base/diag.h"
#include "gen/model/calendar.h"
#include "gen/model/profile.h"
#include "gen/model/value.h"

struct store;

/* calendar may be NULL and must outlive the store.  The caller frees. */
struct store *store_new(const struct calendar *calendar);
void store_free(struct store *store);

/* Steps of SQLite's machine a query may take (default: 10^9, some 20 s). */
void store_limit_steps(struct store *store, uint64_t steps);

/* Tables.  Kinds of columns follow the schema; a column of the type period is
 * followed by its parts (period.h). */
bool store_create(struct store *store, const struct schema *schema,
                  struct diags *diags);
/* Any further table: all columns as given, e.g. the roster's. */
bool store_create_table(struct store *store, struct str name,
                        const struct str *columns, size_t n_columns,
                        struct diags *diags);
/* One row; values as many as the table has columns, without provenance. */
bool store_insert(struct store *store, struct str table,
                  const struct value *values, size_t n_values,
                  struct location at, struct diags *diags);

/* Remembers the cell of an input column: in the row of each record, or, with
 * at.row set, in that row only (settings). */
void store_place(struct store *store, struct str column, struct location at);

/* From the _file, _sheet and _row of a stored row to the cell of the input
 * column of that name, with the file's path as it was given; without the cell
 * where it is not known. */
struct location store_locate(const struct store *store, struct location at,
                             struct str column);

/* Views defined from now on are not tried, and not even made if none is kept
 * for the next period: of an earlier one only those are read, and tell their
 * faults then.  None of them is a record. */
void store_skip_trials(struct store *store);

/* Runs views.sql (path for messages): CREATE VIEW only; then tries every view
 * once.  Call it after the settings and the roster are stored and before any
 * other table is filled: a view that gives exactly one row then is a record
 * by definition (an aggregate without GROUP BY, or of settings alone). */
bool store_define_views(struct store *store, struct str sql, const char *path,
                        struct diags *diags);

/* After this nothing can be changed. */
void store_seal(struct store *store);

/* The earlier period.  A view may read 上期.NAME for each table NAME there is
 * when views are defined, and for each view whose CREATE VIEW names its
 * columns, as in CREATE VIEW 累计(单位, 件数) AS ...: this is what one period
 * keeps for the next.  (For SQLite these are tables of the name "上期.NAME":
 * views of one database cannot read another.)  They are empty until filled.
 *
 * Copies the rows of NAME; columns are found by name, one that the rows lack
 * is null, one that the table lacks is left out.  Nothing happens if there is
 * no such table. */
bool store_fill_earlier(struct store *store, struct str name,
                        const struct rowset *rows, struct location at,
                        struct diags *diags);

/* Whether the next period reads the i-th name. */
bool store_is_kept(const struct store *store, size_t i);

/* Names of tables and views in order of definition. */
size_t store_n_names(const struct store *store);
struct str store_name(const struct store *store, size_t i);

/* A table or view by name as a rowset in the arena, '_' columns left out
 * unless hidden is asked for.  NULL and no report if there is none of that
 * name; NULL after reporting if SQL fails. */
const struct rowset *store_read(struct store *store, struct str name,
                                bool hidden, struct arena *arena,
                                struct diags *diags);
/* The same row by row, for what is only passed on: visit is called once with
 * values NULL, for the names, then for every row; values live until it
 * returns.  False if there is none of that name, or after reporting. */
typedef void (*store_visit_fn)(void *user, const struct str *names,
                               const struct value *values, size_t n_columns);
bool store_each_row(struct store *store, struct str name, store_visit_fn visit,
                    void *user, struct diags *diags);
bool store_has(const struct store *store, struct str name);

/* Rows stored in a table; 0 for a view. */
size_t store_n_rows(const struct store *store, struct str table);

/* Keeps the database for the sqlite3 shell. */
bool store_save(struct store *store, const char *path, struct diags *diags);

#endif
