#include "gen/bulletin/check.h"

#include <stdlib.h>

/* The hidden columns of a row that say where it came from. */
static struct str
column_text(struct value row, const char *name)
{
    struct value value;

    return value_member(row, str_from(name), &value) &&
                   value.kind < VALUE_LIST
               ? value_str(value)
               : STR("");
}

static struct location
place_of(struct job *job, struct value row, const struct check *check)
{
    struct str file = column_text(row, "_file");
    struct str sheet = column_text(row, "_sheet");
    struct str number = column_text(row, "_row");
    struct location at = {.path = job->profile.path,
                          .row = (uint32_t)check->line};

    if (file.len == 0) {
        return at;
    }
    at.path = arena_cstr(&job->arena, file);
    at.sheet = sheet.len ? arena_cstr(&job->arena, sheet) : NULL;
    at.row = number.len ? (uint32_t)strtoul(
                              arena_cstr(&job->arena, number), NULL, 10)
                        : 0;
    return store_locate(job->store, at, column_text(row, "_col"));
}

static bool
run_check(struct job *job, const struct check *check)
{
    const struct rowset *rows = store_read(job->store, check->view, true,
                                           &job->arena, job->diags);
    struct scope root = job_scope(job, NULL);
    struct scope scope;
    bool ok = true;

    if (!rows) {
        struct location at = {.path = job->profile.path,
                              .row = (uint32_t)check->line};

        return store_has(job->store, check->view)
                   ? false
                   : diag_error(job->diags, at,
                                _("there is no view “%.*s” to check"),
                                STR_ARG(check->view));
    }
    scope_enter(&scope, &root, value_table(rows));
    for (size_t i = 0; i < rows->n_rows && ok; i++) {
        struct str message;

        scope_move(&scope, i);
        ok = job_text(job, check->message, job->profile.path,
                      (uint32_t)check->line, &scope, &message);
        if (ok) {
            diag_add(job->diags, check->severity,
                     place_of(job, scope.item, check), str_trim(message));
        }
    }
    return ok && (check->severity != SEVERITY_ERROR || rows->n_rows == 0);
}

bool
check_run(struct job *job)
{
    bool ok = true;

    for (size_t i = 0; i < job->profile.n_checks; i++) {
        ok = run_check(job, &job->profile.checks[i]) && ok;
    }
    return ok;
}
