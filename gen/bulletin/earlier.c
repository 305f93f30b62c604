#include "gen/bulletin/earlier.h"

#include <stdio.h>
#include <sys/stat.h>

#include "gen/base/path.h"
#include "gen/bulletin/pack.h"
#include "gen/bulletin/parcel.h"
#include "gen/bulletin/profiles.h"
#include "gen/input/source.h"
#include "gen/template/json_data.h"

#define TABLES STR("tables")

static struct location
at_settings(const struct job *job)
{
    return (struct location){.path = job->n_inputs ? job->inputs[0].path
                                                   : job->folder.path};
}

static bool
exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

/* In the bulletin's folder, then beside it; NULL if it is nowhere. */
static const char *
find_source(struct job *job, struct str name)
{
    struct arena *arena = &job->arena;

    if (str_starts_with(name, STR("/"))) {
        const char *path = arena_cstr(arena, name);

        return exists(path) ? path : NULL;
    }
    for (size_t i = 0; i < 4; i++) {
        const char *path =
            arena_strf(arena, "%s%s/%.*s%s", job->folder.path,
                       i < 2 ? "" : "/..", STR_ARG(name), i % 2 ? ".zip" : "")
                .ptr;

        if (exists(path)) {
            return path;
        }
    }
    return NULL;
}

static bool
read_package(struct job *job, const char *path)
{
    struct parcel parcel;
    const struct bag_file *tables = NULL;
    bool ok = parcel_open(&parcel, path, job->options.home, job->diags);

    if (ok) {
        tables = bag_find(&parcel.bag, STR(PACK_TABLES));
        ok = tables || diag_error(job->diags, (struct location){.path = path},
                                  _("hands no tables on to a next period"));
    }
    if (ok) {
        job->earlier = arena_str(&job->arena, tables->bytes);
        job->earlier_id = arena_str(&job->arena, parcel.bag.id);
    }
    parcel_close(&parcel);
    return ok;
}

/* Of a folder: the one given, else by its name, else this bulletin's. */
static const char *
profile_for(struct job *job, const char *path)
{
    struct str name = str_from(path_name(path));

    if (job->options.profile) {
        return job->options.profile;
    }
    return profiles_find_for(job->options.home, name, &job->arena)
               ? NULL
               : job->profile.folder;
}

static void
keep(void *user, struct str bytes)
{
    strbuf_add(user, bytes);
}

/* The folder is that of the job, or of one that waits for it. */
static bool
comes_round(const struct job *job, const char *path)
{
    struct stat a;
    struct stat b;

    for (; job; job = job->options.later) {
        if (stat(path, &a) == 0 && stat(job->folder.path, &b) == 0 &&
            a.st_dev == b.st_dev && a.st_ino == b.st_ino) {
            return true;
        }
    }
    return false;
}

static bool
read_folder(struct job *job, const char *path)
{
    struct job_options options = {
        .folder = path,
        .home = job->options.home,
        .charset = job->options.charset,
        .profile = profile_for(job, path),
        .reads_only = true,
        .is_earlier = true,
        .later = job,
    };
    struct diags inner = {0};
    struct strbuf text = {0};
    struct job earlier;
    bool ok;

    if (comes_round(job, path)) {
        diag_error(job->diags, at_settings(job),
                   _("the earlier periods go round in a circle: “%s” is this "
                     "period itself, or one that builds on it"),
                   path_name(path));
        diag_advise(job->diags, _("name the period before this one"));
        return false;
    }
    ok = job_open(&earlier, &options, &inner) &&
         earlier_hand_on(&earlier, keep, &text);
    if (ok) {
        job->earlier = arena_str(&job->arena, strbuf_str(&text));
        job->earlier_id = folder_own_name(&earlier.folder, &job->arena);
    }
    for (size_t i = 0; i < inner.n_items; i++) {
        if (inner.items[i].severity == SEVERITY_ERROR) {
            diag_copy(job->diags, &inner.items[i], inner.items[i].at);
        }
    }
    job->diags->system_failed |= inner.system_failed;
    strbuf_clear(&text);
    job_close(&earlier);
    diags_clear(&inner);
    return ok;
}

static bool
read_text(struct job *job, const char *path)
{
    struct source source = {0};
    bool ok = source_open(&source, path, 0, job->diags);

    if (ok) {
        job->earlier = arena_str(&job->arena, source.bytes);
    }
    source_close(&source);
    return ok;
}

static bool
find_text(struct job *job)
{
    struct str name = job_setting(job, STR(EARLIER_SETTING));
    const char *path;
    struct stat st;

    if (job->options.earlier) {
        return read_text(job, job->options.earlier);
    }
    if (name.len == 0) {
        return true;
    }
    path = find_source(job, name);
    if (!path) {
        diag_error(job->diags, at_settings(job),
                   _("there is no package or folder “%.*s” of the earlier "
                     "period"),
                   STR_ARG(name));
        diag_advise(job->diags, _("put it beside this bulletin's folder, or "
                                  "leave 上期 empty"));
        return false;
    }
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode)
               ? read_folder(job, path)
               : read_package(job, path);
}

static bool
report_text(struct job *job)
{
    return diag_error(job->diags, at_settings(job),
                      _("the tables of the earlier period cannot be read"));
}

/* {"columns":[..],"rows":[[..],..]} as rows in the arena. */
static bool
read_rows(struct value table, struct rowset *rows, struct arena *arena)
{
    struct value columns;
    struct value lines;
    struct str *names;
    struct value *cells;

    if (!value_member(table, STR("columns"), &columns) ||
        !value_member(table, STR("rows"), &lines) ||
        columns.kind != VALUE_LIST || lines.kind != VALUE_LIST) {
        return false;
    }
    *rows = (struct rowset){.n_columns = value_n_items(columns),
                            .n_rows = value_n_items(lines)};
    names = arena_alloc(arena, (rows->n_columns + 1) * sizeof *names);
    cells = arena_alloc(arena,
                        (rows->n_columns * rows->n_rows + 1) * sizeof *cells);
    for (size_t i = 0; i < rows->n_columns; i++) {
        names[i] = value_str(value_item(columns, i, arena));
    }
    for (size_t row = 0; row < rows->n_rows; row++) {
        struct value line = value_item(lines, row, arena);

        if (line.kind != VALUE_LIST || value_n_items(line) != rows->n_columns) {
            return false;
        }
        for (size_t i = 0; i < rows->n_columns; i++) {
            cells[row * rows->n_columns + i] = value_item(line, i, arena);
        }
    }
    rows->names = names;
    rows->cells = cells;
    return true;
}

/* The period the settings tell of, by the first one they name. */
static struct str
first_period(const struct job *job, const char *part)
{
    const struct schema *schema = &job->profile.settings;

    for (size_t i = 0; i < schema->n_columns; i++) {
        if (schema->columns[i].type == COLUMN_PERIOD) {
            char name[128];

            snprintf(name, sizeof name, "%.*s%s",
                     STR_ARG(schema->columns[i].name), part);
            return job_setting(job, str_from(name));
        }
    }
    return STR("");
}

/* Not an error: an office may pass a period over. */
static void
check_period(struct job *job, const struct rowset *rows)
{
    struct str expected = first_period(job, "上期全称");
    const struct schema *schema = &job->profile.settings;

    for (size_t i = 0; i < schema->n_columns && rows->n_rows; i++) {
        if (schema->columns[i].type != COLUMN_PERIOD) {
            continue;
        }
        for (size_t k = 0; k < rows->n_columns; k++) {
            struct str found = value_str(rows->cells[k]);

            if (str_equals(rows->names[k], schema->columns[i].name) &&
                expected.len && found.len && !str_equals(expected, found)) {
                diag_warning(job->diags, at_settings(job),
                             _("the earlier period is %.*s, not %.*s"),
                             STR_ARG(found), STR_ARG(expected));
            }
        }
        return;
    }
}

static bool
fill_table(struct job *job, struct str name, struct value table,
           struct arena *arena)
{
    struct location at = {
        .path = arena_strf(arena, "上期.%.*s", STR_ARG(name)).ptr};
    struct rowset rows;

    if (!read_rows(table, &rows, arena)) {
        return report_text(job);
    }
    if (str_equals(name, job->profile.settings.name)) {
        check_period(job, &rows);
    }
    return store_fill_earlier(job->store, name, &rows, at, job->diags);
}

static bool
fill_tables(struct job *job, struct value root, struct arena *arena)
{
    struct value version;
    struct value tables;
    const struct record *record;
    bool ok = true;

    if (!value_member(root, STR("version"), &version) ||
        !str_is(value_str(version), "1") ||
        !value_member(root, TABLES, &tables) || tables.kind != VALUE_RECORD) {
        return report_text(job);
    }
    record = tables.ptr;
    for (size_t i = 0; i < record->n_values; i++) {
        ok = fill_table(job, record->names[i], record->values[i], arena) && ok;
    }
    return ok;
}

bool
earlier_load(struct job *job)
{
    struct arena arena = {0};
    struct value root;
    bool ok = find_text(job);

    if (ok && job->earlier.len) {
        ok = json_data_parse(job->earlier, "上期", &root, &arena, job->diags) &&
             fill_tables(job, root, &arena);
    }
    arena_clear(&arena);
    return ok;
}
