#include "gen/bulletin/inspection.h"

#include <string.h>

#include "gen/bulletin/data.h"
#include "gen/bulletin/document.h"
#include "gen/model/period.h"
#include "gen/model/view_names.h"
#include "gen/template/text.h"

/* ---- opening ---- */

static bool
find_prose(void *user, struct str name, struct str *text, const char **path)
{
    struct inspection *inspection = user;
    struct job *job = &inspection->job;

    for (size_t i = 0; i < job->profile.n_proses; i++) {
        if (str_equals(job->profile.proses[i].name, name)) {
            inspection->is_printed[i] = true;
        }
    }
    if (job->proses.find(job->proses.user, name, text, path) && *path) {
        return true;
    }
    for (size_t i = 0; i < job->profile.n_proses; i++) {
        if (str_equals(job->profile.proses[i].name, name)) {
            inspection->misses_prose = true;
            *text = STR("");
            return true;
        }
    }
    return false;
}

/* The settings have one row, of nothing. */
static bool
store_settings(struct job *job)
{
    const struct schema *schema = &job->profile.settings;
    struct location at = {.path = job->profile.path};
    size_t n = 0;

    if (!store_create(job->store, schema, job->diags)) {
        return false;
    }
    for (size_t i = 0; i < schema->n_columns; i++) {
        n += schema->columns[i].type == COLUMN_PERIOD ? 1 + PERIOD_N_PARTS : 1;
    }
    return store_insert(job->store, schema->name,
                        arena_alloc(&job->arena, n * sizeof(struct value)), n,
                        at, job->diags);
}

static bool
store_roster(struct job *job)
{
    const char *path = arena_strf(&job->arena, "%s/%.*s", job->profile.folder,
                                  STR_ARG(job->profile.roster_file))
                           .ptr;

    return job->profile.roster_file.len == 0 ||
           (roster_read(&job->roster, path, &job->arena, job->diags) &&
            roster_store(&job->roster, job->store, job->diags));
}

static bool
store_tables(struct job *job)
{
    bool ok = store_settings(job);

    ok = store_roster(job) && ok;
    for (size_t i = 0; i < job->profile.n_tables; i++) {
        ok =
            store_create(job->store, &job->profile.tables[i], job->diags) && ok;
    }
    if (ok) {
        ok = store_define_views(
            job->store, job->profile.views,
            arena_strf(&job->arena, "%s/views.sql", job->profile.folder).ptr,
            job->diags);
    }
    store_seal(job->store);
    return ok;
}

/* 附件, 本件, 文件 and 合订 as they will look. */
static void
name_documents(struct job *job)
{
    static const char *const names[] = {"号", "标题", "合订"};
    const struct value values[] = {value_null(), value_null(), value_null()};
    struct job_document *document = arena_alloc(&job->arena, sizeof *document);
    struct list *list = arena_alloc(&job->arena, sizeof *list);
    size_t n = job->profile.n_documents;
    const char **ids = arena_alloc(&job->arena, (n + 1) * sizeof *ids);
    struct value *all = arena_alloc(&job->arena, (n + 1) * sizeof *all);
    struct value *bound = arena_alloc(&job->arena, (n + 1) * sizeof *bound);
    static const char *const self[] = {"本件"};

    document->record = data_record(job, names, values, 3);
    for (size_t i = 0; i < n; i++) {
        ids[i] = job->profile.documents[i].id.ptr;
        all[i] = document->record;
        bound[i] = data_record(job, self, &document->record, 1);
    }
    job->bound = data_record(job, ids, bound, n);
    *list = (struct list){&document->record, 1};
    job->attachments = value_list(list);
    job->files = data_record(job, ids, all, n);
    job_scope(job, document);
}

bool
inspection_open(struct inspection *inspection,
                const struct job_options *options, struct diags *diags)
{
    struct job *job = &inspection->job;
    const char *path;

    *inspection =
        (struct inspection){.job = {.options = *options, .diags = diags}};
    data_open(job);
    if (options->folder &&
        !folder_read(&job->folder, options->folder, &job->arena, diags)) {
        return false;
    }
    path = job_find_profile(job);
    if (!path || !job_read_profile(job, path)) {
        return false;
    }
    job->store = store_new(&job->calendar);
    name_documents(job);
    inspection->is_printed =
        arena_alloc(&job->arena, job->profile.n_proses + 1);
    inspection->proses = (struct prose_source){inspection, find_prose};
    inspection->lint = (struct lint){
        .data = &job->dataset, .arena = &job->arena, .diags = diags};
    return store_tables(job);
}

void
inspection_close(struct inspection *inspection)
{
    job_close(&inspection->job);
}

/* ---- reading ---- */

bool
inspection_read(struct inspection *inspection, const char *path,
                struct template *template)
{
    struct job *job = &inspection->job;
    struct template_source source = {
        .path = path,
        .base = document_base(job),
        .proses = &inspection->proses,
        .lints = true,
    };
    bool ok = template_read(template, &source, &job->arena, job->diags);

    return lint_template(&inspection->lint, template) && ok;
}

static bool
inspect_text(struct inspection *inspection, struct str text, int line,
             const struct form *row)
{
    struct job *job = &inspection->job;
    const struct node *root = text_parse(
        text, job->profile.path, (uint32_t)line, &job->arena, job->diags);

    return root && lint_tree(&inspection->lint, root, row);
}

static bool
inspect_condition(struct inspection *inspection,
                  const struct document *document)
{
    struct job *job = &inspection->job;
    struct origin *origin = arena_alloc(&job->arena, sizeof *origin);
    struct expr expr;
    struct str fault;

    origin->path = job->profile.path;
    origin->line = (uint32_t)document->line;
    origin->tag = document->when;
    if (document->when.len == 0) {
        return true;
    }
    if (expr_parse(document->when, &job->arena, &expr, &fault) != EXPR_OK) {
        return origin_error(origin, job->diags, _("“%.*s” is no condition"),
                            STR_ARG(document->when));
    }
    return lint_expr(&inspection->lint, &expr, origin);
}

/* Read once, however many documents are made of it. */
static bool
is_read_before(const struct profile *profile, size_t which)
{
    for (size_t i = 0; i < which; i++) {
        if (str_equals(profile->documents[i].template,
                       profile->documents[which].template)) {
            return true;
        }
    }
    return false;
}

static bool
inspect_document(struct inspection *inspection, size_t which)
{
    struct job *job = &inspection->job;
    const struct document *document = &job->profile.documents[which];
    struct location at = {.path = job->profile.path,
                          .row = (uint32_t)document->line};
    const char *path = document_find_template(job, document->template);
    struct template template;
    bool ok = inspect_text(inspection, document->title, document->line, NULL);

    ok = inspect_text(inspection, document->sheet, document->line, NULL) && ok;
    ok = inspect_condition(inspection, document) && ok;
    if (!path) {
        return diag_error(job->diags, at, _("there is no template “%.*s”"),
                          STR_ARG(document->template));
    }
    return is_read_before(&job->profile, which)
               ? ok
               : inspection_read(inspection, path, &template) && ok;
}

static bool
inspect_check(struct inspection *inspection, const struct check *check)
{
    struct job *job = &inspection->job;
    struct location at = {.path = job->profile.path,
                          .row = (uint32_t)check->line};
    const struct rowset *rows;
    struct form form;

    if (!store_has(job->store, check->view)) {
        return diag_error(job->diags, at, _("there is no view “%.*s” to check"),
                          STR_ARG(check->view));
    }
    lint_use(&inspection->lint, check->view, (struct str){NULL, 0});
    rows = store_read(job->store, check->view, true, &job->arena, job->diags);
    if (!rows) {
        return false;
    }
    form = form_of(value_table(rows), &job->arena);
    form.kind = FORM_RECORD;
    return inspect_text(inspection, check->message, check->line, &form);
}

/* ---- what nobody asks for ---- */

static bool
is_used(const struct inspection *inspection, struct str name)
{
    return lint_uses(&inspection->lint, name, (struct str){NULL, 0});
}

/* Whatever a used view uses is used, settings by their names. */
static void
follow_views(struct inspection *inspection, const struct view_names *views,
             size_t n_views)
{
    bool *is_followed = arena_alloc(&inspection->job.arena, n_views + 1);
    bool again = true;

    while (again) {
        again = false;
        for (size_t i = 0; i < n_views; i++) {
            if (is_followed[i] || !is_used(inspection, views[i].name)) {
                continue;
            }
            is_followed[i] = again = true;
            for (size_t k = 0; k < views[i].n_uses; k++) {
                lint_use(&inspection->lint, views[i].uses[k],
                         (struct str){NULL, 0});
            }
        }
    }
}

/* A part of a period stands for it: 期别起 for 期别. */
static bool
is_setting_used(const struct inspection *inspection,
                const struct column *column)
{
    struct str settings = inspection->job.profile.settings.name;
    struct strbuf name = {0};
    size_t n = column->type == COLUMN_PERIOD ? PERIOD_N_PARTS + 1 : 1;
    bool found = false;

    for (size_t i = 0; i < n && !found; i++) {
        strbuf_cut(&name, 0);
        strbuf_add(&name, column->name);
        strbuf_add_cstr(&name, i ? period_part_names[i - 1] : "");
        found = lint_uses(&inspection->lint, settings, strbuf_str(&name)) ||
                is_used(inspection, strbuf_str(&name));
    }
    strbuf_clear(&name);
    return found;
}

/* Columns of the tables may be limited by it, dates take their year from a
 * period. */
static bool
is_limit(const struct profile *profile, const struct column *setting)
{
    bool found =
        setting->type == COLUMN_PERIOD || str_is(setting->name, "模板");

    for (size_t i = 0; i < profile->n_tables && !found; i++) {
        for (size_t k = 0; k < profile->tables[i].n_columns; k++) {
            const struct column *column = &profile->tables[i].columns[k];

            found |= str_equals(column->from, setting->name) ||
                     str_equals(column->to, setting->name);
        }
    }
    return found;
}

static void
report_unused(struct inspection *inspection, const char *path, int line,
              const char *message, struct str name)
{
    struct location at = {.path = path, .row = (uint32_t)line};
    struct diags *diags = inspection->job.diags;

    if (inspection->misses_prose) {
        diag_note(diags, at, message, STR_ARG(name));
        diag_advise(diags, _("a bulletin's texts may use it: give lint the "
                             "bulletin's folder"));
    } else {
        diag_warning(diags, at, message, STR_ARG(name));
    }
}

static void
report_unused_views(struct inspection *inspection,
                    const struct view_names *views, size_t n_views)
{
    struct job *job = &inspection->job;
    const char *path =
        arena_strf(&job->arena, "%s/views.sql", job->profile.folder).ptr;

    for (size_t i = 0; i < n_views; i++) {
        if (!is_used(inspection, views[i].name)) {
            report_unused(inspection, path, (int)views[i].line,
                          _("the view “%.*s” is used nowhere"), views[i].name);
        }
    }
    for (size_t i = 0; i < job->profile.n_tables; i++) {
        const struct schema *table = &job->profile.tables[i];

        if (!is_used(inspection, table->name)) {
            report_unused(inspection, job->profile.path, table->line,
                          _("the table “%.*s” is used nowhere"), table->name);
        }
    }
}

static void
report_unused_settings(struct inspection *inspection)
{
    const struct profile *profile = &inspection->job.profile;

    for (size_t i = 0; i < profile->settings.n_columns; i++) {
        const struct column *column = &profile->settings.columns[i];

        if (!column->is_shared && !is_setting_used(inspection, column) &&
            !is_limit(profile, column)) {
            report_unused(inspection, profile->path, column->line,
                          _("the setting “%.*s” is used nowhere"),
                          column->name);
        }
    }
}

static void
report_unused_proses(struct inspection *inspection)
{
    const struct profile *profile = &inspection->job.profile;

    for (size_t i = 0; i < profile->n_proses; i++) {
        struct location at = {.path = profile->path,
                              .row = (uint32_t)profile->proses[i].line};

        if (!inspection->is_printed[i]) {
            diag_warning(inspection->job.diags, at,
                         _("no template prints the text block “%.*s”"),
                         STR_ARG(profile->proses[i].name));
        }
    }
}

bool
inspection_run(struct inspection *inspection)
{
    struct job *job = &inspection->job;
    size_t n_views;
    struct view_names *views =
        view_names_read(job->profile.views, &n_views, &job->arena);
    bool ok = true;

    for (size_t i = 0; i < job->profile.n_documents; i++) {
        ok = inspect_document(inspection, i) && ok;
    }
    for (size_t i = 0; i < RECORD_N_FIELDS; i++) {
        ok = inspect_text(inspection, job->profile.record[i],
                          job->profile.record_line, NULL) &&
             ok;
    }
    for (size_t i = 0; i < job->profile.n_checks; i++) {
        ok = inspect_check(inspection, &job->profile.checks[i]) && ok;
    }
    follow_views(inspection, views, n_views);
    report_unused_views(inspection, views, n_views);
    report_unused_settings(inspection);
    report_unused_proses(inspection);
    return ok;
}
