#include "gen/bulletin/trial.h"

#include <string.h>

#include "gen/bulletin/document.h"
#include "gen/render/walk.h"
#include "gen/template/lint.h"
#include "gen/template/template.h"

/* ---- findings, each once ---- */

static bool
is_same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool
is_same(const struct diag *a, const struct diag *b)
{
    return a->severity == b->severity && a->at.row == b->at.row &&
           a->at.col == b->at.col && is_same_text(a->at.path, b->at.path) &&
           is_same_text(a->at.sheet, b->at.sheet) &&
           is_same_text(a->at.place, b->at.place) &&
           is_same_text(a->message, b->message);
}

static bool
is_known(const struct diags *diags, const struct diag *finding)
{
    for (size_t i = 0; i < diags->n_items; i++) {
        if (is_same(&diags->items[i], finding)) {
            return true;
        }
    }
    return false;
}

static void
add_new(struct diags *diags, const struct diags *found)
{
    for (size_t i = 0; i < found->n_items; i++) {
        const struct diag *finding = &found->items[i];

        if (!is_known(diags, finding)) {
            diag_copy(diags, finding, finding->at);
        }
    }
    diags->system_failed |= found->system_failed;
}

/* ---- one document ---- */

/* A text or a template to be bound that is missing has been reported once
 * already. */
static bool
find_prose(void *user, struct str name, struct str *text, const char **path)
{
    struct job *job = user;

    if (job->proses.find(job->proses.user, name, text, path)) {
        return true;
    }
    for (size_t i = 0; i < job->profile.n_proses; i++) {
        if (str_equals(job->profile.proses[i].name, name)) {
            return true;
        }
    }
    for (size_t i = 0; i < job->profile.n_documents; i++) {
        if (str_equals(job->profile.documents[i].template, name)) {
            return true;
        }
    }
    return false;
}

static bool
read_template(struct job *job, const struct document *document, bool lints,
              struct template *template)
{
    struct prose_source proses = {job, find_prose};
    struct location at = {.path = job->profile.path,
                          .row = (uint32_t)document->line};
    struct template_source source = {
        .path = document_find_template(job, document->template),
        .base = document_base(job),
        .proses = &proses,
        .lints = lints,
    };

    if (!source.path) {
        return diag_error(job->diags, at, _("there is no template “%.*s”"),
                          STR_ARG(document->template));
    }
    return template_read(template, &source, &job->arena, job->diags);
}

/* Computes all values of all parts. */
static bool
walk_parts(struct job *job, const struct job_document *document,
           const struct template *template)
{
    static const struct writer nowhere = {.user = NULL};
    struct arena temporary = {0};
    struct evaluator evaluator = {.missing = MISSING_ERROR,
                                  .arena = &temporary};
    struct walk walk = {
        .writer = &nowhere, .evaluator = &evaluator, .diags = job->diags};
    struct scope scope = job_scope(job, document);
    bool ok = true;

    for (size_t i = 0; i < template->n_parts; i++) {
        if (template->parts[i].root) {
            ok = walk_tree(&walk, template->parts[i].root, &scope) && ok;
        }
    }
    evaluator_clear(&evaluator);
    arena_clear(&temporary);
    return ok;
}

/* A walk stops at the first fault: lint finds all that are in the tags. */
static void
find_all_faults(struct job *job, const struct document *document)
{
    struct lint lint = {
        .data = &job->dataset, .arena = &job->arena, .diags = job->diags};
    struct template template;

    read_template(job, document, true, &template);
    lint_template(&lint, &template);
}

static void
try_document(struct job *job, const struct job_document *document)
{
    struct diags *diags = job->diags;
    struct diags found = {0};
    struct diags faults = {0};
    struct template template;

    job->diags = &found;
    if (read_template(job, document->document, false, &template) &&
        !walk_parts(job, document, &template)) {
        job->diags = &faults;
        find_all_faults(job, document->document);
    }
    job->diags = diags;
    add_new(diags, faults.n_errors ? &faults : &found);
    diags_clear(&faults);
    diags_clear(&found);
}

static void
try_template(struct job *job, const struct document *document)
{
    struct diags *diags = job->diags;
    struct diags found = {0};
    struct template template;

    job->diags = &found;
    read_template(job, document, false, &template);
    job->diags = diags;
    add_new(diags, &found);
    diags_clear(&found);
}

/* A text that was made and not written; an optional one may be so. */
static void
warn_of_empty_texts(struct job *job)
{
    for (size_t i = 0; i < job->profile.n_proses; i++) {
        const struct prose *prose = &job->profile.proses[i];
        struct location at = {.path = NULL};
        struct str text;

        if (!prose->is_optional &&
            job->proses.find(job->proses.user, prose->name, &text, &at.path) &&
            str_trim(text).len == 0) {
            diag_warning(job->diags, at, _("there is nothing in this text"));
            diag_advise(job->diags,
                        _("write it, one paragraph a line, or say in the "
                          "profile that it is optional"));
        }
    }
}

bool
trial_run(struct job *job, bool is_sound)
{
    size_t n_errors = job->diags->n_errors;

    if (is_sound) {
        warn_of_empty_texts(job);
    }
    for (size_t i = 0; is_sound && i < job->n_documents; i++) {
        try_document(job, &job->documents[i]);
    }
    for (size_t i = 0; !is_sound && i < job->profile.n_documents; i++) {
        const struct document *document = &job->profile.documents[i];

        /* A template that is missing was reported with the profile. */
        if (document_find_template(job, document->template)) {
            try_template(job, document);
        }
    }
    return job->diags->n_errors == n_errors;
}
