#include "gen/bulletin/build.h"

#include "gen/base/date.h"
#include "gen/base/outdir.h"
#include "gen/bulletin/data.h"
#include "gen/bulletin/document.h"
#include "gen/bulletin/pack.h"
#include "gen/bulletin/particulars.h"
#include "gen/render/docx.h"
#include "gen/render/xlsx.h"
#include "gen/template/template.h"

static bool
read_template(struct job *job, const struct document *document,
              struct template *template)
{
    struct location at = {.path = job->profile.path,
                          .row = (uint32_t)document->line};
    struct template_source source = {
        .path = document_find_template(job, document->template),
        .base = document_base(job),
        .proses = &job->proses,
    };

    if (!source.path) {
        return diag_error(job->diags, at, _("there is no template “%.*s”"),
                          STR_ARG(document->template));
    }
    return template_read(template, &source, &job->arena, job->diags);
}

/* Dates inside workbooks come from the settings, never from a clock. */
static struct date
created(const struct job *job)
{
    struct date date = {2000, 1, 1};

    particulars_date(job, &date);
    return date;
}

static const char *
output_path(struct job *job, const struct outdir *out,
            const struct job_document *document, const char *ending)
{
    return arena_strf(&job->arena, "%s/%.*s.%s", out->work.path,
                      STR_ARG(document->file_name), ending)
        .ptr;
}

static bool
write_xlsx(struct job *job, const struct outdir *out,
           const struct job_document *document, const struct template *template,
           struct evaluator *evaluator)
{
    struct scope scope = job_scope(job, document);
    struct str sheet;
    struct xlsx_options options = {
        .by_table = document->document->by_table,
        .is_landscape = document->document->is_landscape,
        .title = document->title.ptr,
        .created = created(job),
    };

    if (document->document->sheet.len) {
        if (!job_text(job, document->document->sheet, job->profile.path,
                      (uint32_t)document->document->line, &scope, &sheet)) {
            return false;
        }
        options.sheet = arena_cstr(&job->arena, sheet);
    }
    return xlsx_render(output_path(job, out, document, "xlsx"), template,
                       &scope, evaluator, &options, job->diags);
}

static bool
write_document(struct job *job, const struct outdir *out,
               const struct job_document *document)
{
    struct arena temporary = {0};
    struct evaluator evaluator = {.missing = MISSING_ERROR,
                                  .arena = &temporary};
    struct scope scope = job_scope(job, document);
    struct template template;
    bool ok = read_template(job, document->document, &template);

    if (ok && document->document->as_docx) {
        ok = docx_render(output_path(job, out, document, "docx"), &template,
                         &scope, &evaluator, job->diags);
    }
    if (ok && document->document->as_xlsx) {
        ok = write_xlsx(job, out, document, &template, &evaluator);
    }
    evaluator_clear(&evaluator);
    arena_clear(&temporary);
    return ok;
}

static void
list_written(const struct job *job, const struct build_options *options,
             FILE *out)
{
    const char *folder = options->output;

    for (size_t i = 0; i < job->n_documents; i++) {
        const struct job_document *document = &job->documents[i];

        if (document->document->as_docx) {
            fprintf(out, _("wrote %s/%.*s.docx\n"), folder,
                    STR_ARG(document->file_name));
        }
        if (document->document->as_xlsx) {
            fprintf(out, _("wrote %s/%.*s.xlsx\n"), folder,
                    STR_ARG(document->file_name));
        }
    }
    if (options->program) {
        fprintf(out, _("wrote %s/%.*s.zip\n"), folder,
                STR_ARG(job->record[RECORD_ID]));
    }
}

bool
build_run(struct job *job, const struct build_options *options, FILE *out)
{
    struct outdir dir;
    bool ok = true;

    if (!outdir_open(&dir, options->output, options->force, job->diags)) {
        return false;
    }
    /* Every document is tried, so that one run shows every fault. */
    for (size_t i = 0; i < job->n_documents; i++) {
        ok = write_document(job, &dir, &job->documents[i]) && ok;
    }
    data_forget(job);
    if (ok && options->program) {
        ok = pack_write(job, dir.work.path, options->program);
    }
    if (ok && options->database) {
        ok = store_save(job->store, options->database, job->diags);
    }
    /* Whatever was reported on the way, nothing is written with an error. */
    if (!ok || job->diags->n_errors) {
        outdir_discard(&dir);
        return false;
    }
    /* Said before it is done, for what cannot be said must not be done. */
    if (out) {
        list_written(job, options, out);
    }
    if (out && fflush(out)) {
        struct location at = {.path = options->output};

        outdir_discard(&dir);
        return diag_system(job->diags, at, "%s",
                           _("standard output cannot be written"));
    }
    return outdir_commit(&dir, job->diags);
}
