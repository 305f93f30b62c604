#include "gen/bulletin/job.h"

#include <unistd.h>

#include "gen/base/mem.h"
#include "gen/bulletin/check.h"
#include "gen/bulletin/data.h"
#include "gen/bulletin/document.h"
#include "gen/bulletin/earlier.h"
#include "gen/bulletin/particulars.h"
#include "gen/bulletin/profiles.h"
#include "gen/model/table.h"
#include "gen/render/text.h"
#include "gen/template/text.h"

enum { LARGE_GRID = 4 << 20 }; /* bytes worth giving back at once */

static const char *
home_path(struct job *job, const char *name)
{
    return arena_strf(&job->arena, "%s/%s", job->options.home, name).ptr;
}

/* ---- reading ---- */

static bool
read_grid(struct job *job, struct grid *grid, const char *path,
          const struct schema *schema, struct arena *arena)
{
    struct grid_options options = {
        .sheet = schema->sheet.len ? schema->sheet.ptr : NULL,
        .charset = job->options.charset,
    };

    return grid_read(grid, path, &options, arena, job->diags);
}

static bool
report_missing(struct job *job, const struct schema *schema)
{
    struct location at = {.path = job->folder.path};
    struct str like = folder_find_like(&job->folder, schema->file);

    diag_error(job->diags, at, _("the table “%.*s” is missing"),
               STR_ARG(schema->file));
    if (like.len) {
        diag_advise(job->diags,
                    _("if it is %.*s, give that file the name “%.*s”"),
                    STR_ARG(like), STR_ARG(schema->file));
    } else {
        diag_advise(job->diags, _("put it here as %.*s.xlsx or %.*s.csv"),
                    STR_ARG(schema->file), STR_ARG(schema->file));
    }
    return false;
}

/* The file of a table: *path NULL if it is not there and need not be.  False
 * after reporting. */
static bool
find_table(struct job *job, const struct schema *schema, const char **path)
{
    bool failed = false;

    *path = folder_find_table(&job->folder, schema->file, &job->arena,
                              job->diags, &failed);
    return *path || (!failed && schema->is_optional) ||
           (!failed && report_missing(job, schema));
}

static bool
load_settings(struct job *job)
{
    const struct schema *schema = &job->profile.settings;
    struct arena arena = {0};
    struct grid grid;
    const char *path;
    bool ok;

    /* Views name the table, whether or not its file is there. */
    ok = store_create(job->store, schema, job->diags);
    if (!find_table(job, schema, &path)) {
        return false;
    }
    ok = ok && read_grid(job, &grid, path, schema, &arena) &&
         table_load_settings(schema, &grid, job->store, &job->settings,
                             &job->arena, job->diags);
    job->inputs[job->n_inputs++] = (struct job_input){schema, path, 1};
    arena_clear(&arena);
    return ok;
}

static bool
load_table(struct job *job, const struct schema *schema)
{
    struct period period;
    struct table_context context = {
        .roster = job->roster.n_units ? &job->roster : NULL,
        .year = job_period(job, &period) ? period.year : 0,
        .settings = &job->settings,
    };
    struct arena arena = {0};
    struct grid grid;
    const char *path;
    bool ok = find_table(job, schema, &path);

    if (!path) {
        return ok;
    }
    ok = read_grid(job, &grid, path, schema, &arena) &&
         table_load(schema, &grid, &context, job->store, &arena, job->diags);
    job->inputs[job->n_inputs++] = (struct job_input){
        schema, path, store_n_rows(job->store, schema->name)};
    if (arena_size(&arena) > LARGE_GRID) {
        arena_clear(&arena);
        mem_trim();
    }
    arena_clear(&arena);
    return ok;
}

static bool
load_roster(struct job *job)
{
    const char *path;

    if (job->profile.roster_file.len == 0) {
        return true;
    }
    path = folder_find(&job->folder, job->profile.roster_file, &job->arena);
    if (!path) {
        path = arena_strf(&job->arena, "%s/%.*s", job->profile.folder,
                          STR_ARG(job->profile.roster_file))
                   .ptr;
    }
    return roster_read(&job->roster, path, &job->arena, job->diags) &&
           roster_store(&job->roster, job->store, job->diags);
}

static bool
load_tables(struct job *job)
{
    bool ok = true;

    for (size_t i = 0; i < job->profile.n_tables; i++) {
        ok =
            store_create(job->store, &job->profile.tables[i], job->diags) && ok;
    }
    if (!ok) {
        return false;
    }
    ok = store_define_views(
        job->store, job->profile.views,
        arena_strf(&job->arena, "%s/views.sql", job->profile.folder).ptr,
        job->diags);
    ok = ok && earlier_load(job);
    for (size_t i = 0; i < job->profile.n_tables; i++) {
        ok = load_table(job, &job->profile.tables[i]) && ok;
    }
    store_seal(job->store);
    return ok;
}

/* Templates read prose later; here it is only seen to be there. */
static bool
find_proses(struct job *job)
{
    bool ok = true;

    for (size_t i = 0; i < job->profile.n_proses; i++) {
        const struct prose *prose = &job->profile.proses[i];
        struct location at = {.path = job->folder.path};
        struct str text;
        const char *path;

        if (!job->proses.find(job->proses.user, prose->name, &text, &path)) {
            ok = diag_error(job->diags, at, _("the text “%.*s.txt” is missing"),
                            STR_ARG(prose->file));
            diag_advise(job->diags,
                        _("write it as plain text, one paragraph a line"));
        } else if (path) {
            job->inputs[job->n_inputs++] = (struct job_input){NULL, path, 0};
        }
    }
    return ok;
}

/* Of the period before, by which the setting calls it. */
static bool
is_earlier(struct job *job, struct str name)
{
    struct str given = job_setting(job, STR(EARLIER_SETTING));

    return given.len && str_starts_with(name, given) &&
           (name.len == given.len ||
            str_is(str_slice(name, given.len, name.len), ".zip"));
}

static void
note_unused(struct job *job)
{
    for (size_t i = 0; i < job->n_documents; i++) {
        document_find_template(job, job->documents[i].document->template);
    }
    for (size_t i = 0; i < job->folder.n_names; i++) {
        struct location at = {.path = arena_strf(&job->arena, "%s/%.*s",
                                                 job->folder.path,
                                                 STR_ARG(job->folder.names[i]))
                                          .ptr};

        if (!job->folder.is_used[i] && !is_earlier(job, job->folder.names[i]) &&
            !str_ends_with(job->folder.names[i], STR(".md"))) {
            diag_note(job->diags, at, _("is not used by this profile"));
        }
    }
}

const char *
job_find_profile(struct job *job)
{
    const char *given = job->options.profile;
    const char *path =
        given ? profiles_find(job->options.home, given, &job->arena)
              : profiles_find_for(job->options.home,
                                  folder_own_name(&job->folder, &job->arena),
                                  &job->arena);

    if (!path) {
        profiles_report_missing(job->options.home, given, job->folder.path,
                                job->diags);
    }
    return path;
}

bool
job_read_profile(struct job *job, const char *path)
{
    struct profile_files files = {home_path(job, "data/bulletin.rng"),
                                  home_path(job, "data/settings.xml")};

    if (access(files.settings, F_OK) != 0) {
        files.settings = NULL; /* a package from before there were any */
    }
    return folder_read(&job->profile_folder, path, &job->arena, job->diags) &&
           profile_read(&job->profile, path, &files, &job->arena, job->diags) &&
           calendar_read(&job->calendar, home_path(job, "data/holidays.csv"),
                         &job->arena, job->diags);
}

static bool
read_all(struct job *job)
{
    const char *path = job_find_profile(job);
    bool ok;

    if (!path || !job_read_profile(job, path)) {
        return false;
    }
    job->inputs = arena_alloc(
        &job->arena, (job->profile.n_tables + job->profile.n_proses + 1) *
                         sizeof *job->inputs);
    job->store = store_new(&job->calendar);
    if (job->options.is_earlier) {
        store_skip_trials(job->store);
    }
    ok = load_settings(job);
    ok = load_roster(job) && ok;
    ok = find_proses(job) && ok;
    return load_tables(job) && ok;
}

bool
job_open(struct job *job, const struct job_options *options,
         struct diags *diags)
{
    bool ok;

    *job = (struct job){.options = *options, .diags = diags};
    data_open(job);
    if (!folder_read(&job->folder, options->folder, &job->arena, diags)) {
        return false;
    }
    ok = read_all(job) && diags->n_errors == 0;
    if (ok && !options->reads_only) {
        ok = check_run(job);
    }
    if (ok && !options->reads_only) {
        ok = document_list(job) && particulars_fill(job);
    }
    if (job->store && ok) {
        note_unused(job);
    }
    return ok;
}

void
job_close(struct job *job)
{
    store_free(job->store);
    data_forget(job);
    template_base_close(job->base);
    arena_clear(&job->arena);
    *job = (struct job){.store = NULL};
}

struct str
job_setting(const struct job *job, struct str name)
{
    struct value value;

    return value_member(value_record(&job->settings), name, &value)
               ? value_str(value)
               : STR("");
}

bool
job_period(const struct job *job, struct period *period)
{
    const struct schema *schema = &job->profile.settings;

    for (size_t i = 0; i < schema->n_columns; i++) {
        if (schema->columns[i].type == COLUMN_PERIOD &&
            period_parse(job_setting(job, schema->columns[i].name), period)) {
            return true;
        }
    }
    return false;
}

bool
job_text(struct job *job, struct str text, const char *path, uint32_t line,
         const struct scope *scope, struct str *out)
{
    struct arena temporary = {0};
    struct evaluator evaluator = {.missing = MISSING_ERROR,
                                  .arena = &temporary};
    struct text_options options = {NULL, false};
    struct strbuf sb = {0};
    struct node *root = text_parse(text, path, line, &job->arena, job->diags);
    bool ok =
        root && text_render(&sb, root, scope, &evaluator, &options, job->diags);

    *out = arena_str(&job->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    evaluator_clear(&evaluator);
    arena_clear(&temporary);
    return ok;
}
