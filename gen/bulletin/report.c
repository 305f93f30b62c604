#include "gen/bulletin/report.h"

#include <string.h>
#include <sys/stat.h>

#include "gen/base/outfile.h"
#include "gen/base/path.h"
#include "gen/bulletin/report_copy.h"

enum { HEAD_ROW = 2, N_HEADS = 7 };

struct report {
    struct job *job;
    const struct report_options *options;
    const struct diag *findings; /* what was found before the report */
    size_t n_findings;
    struct book book;
    struct book_sheet *list;
    struct report_copy *copies;
    size_t n_copies;
    struct arena arena;
};

static const struct book_look look_title = {.fill = BOOK_NO_FILL,
                                            .half_points = 32,
                                            .is_bold = true,
                                            .is_centred = true};
static const struct book_look look_summary = {.fill = BOOK_NO_FILL};
static const struct book_look look_head = {
    .fill = 0xD9D9D9, .is_bold = true, .is_centred = true, .has_lines = true};
static const struct book_look look_cell = {
    .fill = BOOK_NO_FILL, .has_lines = true, .format = "@"};
static const struct book_look look_link = {
    .fill = BOOK_NO_FILL, .color = 0x0563C1, .has_lines = true, .format = "@"};

/* ---- the target ---- */

static bool
is_same_file(const char *path, const struct stat *st)
{
    struct stat other;

    return stat(path, &other) == 0 && other.st_dev == st->st_dev &&
           other.st_ino == st->st_ino;
}

static bool
is_of_folder(const struct folder *folder, const struct stat *st,
             struct arena *arena)
{
    for (size_t i = 0; i < folder->n_names; i++) {
        const char *path = arena_strf(arena, "%s/%.*s", folder->path,
                                      STR_ARG(folder->names[i]))
                               .ptr;

        if (folder->is_used[i] && is_same_file(path, st)) {
            return true;
        }
    }
    return false;
}

/* A file the bulletin is made of must not be lost. */
static bool
check_target(struct report *report)
{
    struct job *job = report->job;
    struct location at = {.path = report->options->path};
    struct stat st;
    bool is_own;

    if (stat(at.path, &st) != 0) {
        return true;
    }
    is_own = is_of_folder(&job->folder, &st, &report->arena) ||
             is_of_folder(&job->profile_folder, &st, &report->arena) ||
             (job->roster.path && is_same_file(job->roster.path, &st));
    if (is_own) {
        diag_error(job->diags, at,
                   _("is one of the bulletin's own files and is not "
                     "overwritten"));
        diag_advise(job->diags, _("give the report another name"));
    }
    return !is_own;
}

/* ---- copies ---- */

static bool
has_finding(const struct report *report, const char *path)
{
    for (size_t i = 0; path && i < report->n_findings; i++) {
        const char *found = report->findings[i].at.path;

        if (found && strcmp(found, path) == 0) {
            return true;
        }
    }
    return false;
}

static void
copy_file(struct report *report, const char *path)
{
    struct report_copy *copy = &report->copies[report->n_copies];

    report->n_copies +=
        report_copy_add(copy, &report->book, path, report->job->options.charset,
                        report->findings, report->n_findings);
}

static void
copy_inputs(struct report *report)
{
    const struct job *job = report->job;

    report->copies = arena_alloc(&report->arena,
                                 (job->n_inputs + 1) * sizeof *report->copies);
    for (size_t i = 0; i < job->n_inputs; i++) {
        if (job->inputs[i].schema) {
            copy_file(report, job->inputs[i].path);
        }
    }
    if (has_finding(report, job->roster.path)) {
        copy_file(report, job->roster.path);
    }
}

/* ---- the list ---- */

static struct str
place_text(struct report *report, struct location at, bool is_table)
{
    struct strbuf sb = {0};
    struct str text;

    if (at.place) {
        strbuf_add_cstr(&sb, at.place);
    } else if (at.row && is_table) {
        location_add_cell(&sb, at.row, at.col ? at.col : 1);
    } else if (at.row) {
        location_add_place(&sb, at);
    }
    text = arena_str(&report->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return text;
}

/* Where a finding is, and a link to it in the copy. */
static void
add_place(struct report *report, uint32_t row, const struct diag *finding)
{
    struct location at = finding->at;
    const struct book_sheet *sheet = NULL;
    struct book_cell *cell;
    struct str text = STR("");

    for (size_t i = 0; i < report->n_copies && !sheet; i++) {
        sheet = report_copy_find(&report->copies[i], at, &text);
    }
    cell = book_add_text(report->list, row, 3,
                         place_text(report, at, sheet != NULL),
                         sheet ? &look_link : &look_cell);
    if (sheet) {
        cell->link = book_link(sheet, at.row - 1, at.col ? at.col - 1 : 0);
    }
    book_add_text(report->list, row, 4,
                  finding->text ? str_from(finding->text) : text, &look_cell);
}

/* A message may quote characters that are not seen. */
static struct str
visible(struct report *report, const char *message)
{
    struct strbuf sb = {0};
    struct str text;

    strbuf_add_visible(&sb, str_from(message));
    text = arena_str(&report->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return text;
}

static void
add_finding(struct report *report, uint32_t row, const struct diag *finding)
{
    struct book_sheet *list = report->list;
    const char *path = finding->at.path;

    book_add_text(list, row, 0, str_from(report_severity(finding->severity)),
                  &report_looks[finding->severity]);
    book_add_text(list, row, 1, str_from(path ? path_name(path) : NULL),
                  &look_cell);
    book_add_text(list, row, 2, str_from(finding->at.sheet), &look_cell);
    add_place(report, row, finding);
    book_add_text(list, row, 5, visible(report, finding->message), &look_cell);
    book_add_text(list, row, 6, visible(report, finding->advice), &look_cell);
}

static void
add_summary(struct report *report, uint32_t n_rows)
{
    const struct diags *diags = report->job->diags;
    struct str text =
        n_rows ? arena_strf(&report->arena,
                            _("%zu errors, %zu warnings, %zu notes; a click "
                              "on a cell's name leads to it"),
                            diags->n_errors, diags->n_warnings,
                            report->n_findings - diags->n_errors -
                                diags->n_warnings)
               : str_from(_("nothing was found"));

    book_add_text(report->list, 1, 0, text, &look_summary);
    book_merge(report->list, (struct book_range){1, 0, 1, N_HEADS - 1});
}

static void
add_heads(struct report *report)
{
    static const struct {
        const char *head;
        double width;
    } heads[N_HEADS] = {{N_("level"), 7},         {N_("file"), 22},
                        {N_("sheet"), 14},        {N_("cell"), 9},
                        {N_("what it says"), 26}, {N_("what is wrong"), 46},
                        {N_("what to do"), 46}};
    struct book_sheet *list = report->list;
    struct str title = report->job->profile.title;

    title =
        arena_strf(&report->arena, _("%.*s: what was found"), STR_ARG(title));
    book_add_text(list, 0, 0,
                  report->job->profile.title.len ? title : str_from(list->name),
                  &look_title);
    book_merge(list, (struct book_range){0, 0, 0, N_HEADS - 1});
    for (uint32_t i = 0; i < N_HEADS; i++) {
        book_add_text(list, HEAD_ROW, i, str_from(_(heads[i].head)),
                      &look_head);
        book_set_column(list, i, heads[i].width, NULL);
    }
    list->n_frozen = HEAD_ROW + 1;
    list->is_landscape = true;
}

/* The worst first; as they were found within a severity. */
static void
list_findings(struct report *report)
{
    uint32_t row = HEAD_ROW + 1;
    int least = report->options->no_notes ? SEVERITY_WARNING : SEVERITY_NOTE;

    add_heads(report);
    for (int severity = SEVERITY_ERROR; severity >= least; severity--) {
        for (size_t i = 0; i < report->n_findings; i++) {
            if ((int)report->findings[i].severity == severity) {
                add_finding(report, row++, &report->findings[i]);
            }
        }
    }
    add_summary(report, row - HEAD_ROW - 1);
    if (row > HEAD_ROW + 1) {
        report->list->has_filter = true;
        report->list->filter =
            (struct book_range){HEAD_ROW, 0, row - 1, N_HEADS - 1};
    }
}

/* ---- the file ---- */

/* What was found, apart from what the report itself adds. */
static void
take_findings(struct report *report)
{
    const struct diags *diags = report->job->diags;
    struct diag *findings =
        arena_alloc(&report->arena, (diags->n_items + 1) * sizeof *findings);

    for (size_t i = 0; i < diags->n_items; i++) {
        if (!report->options->no_notes ||
            diags->items[i].severity != SEVERITY_NOTE) {
            findings[report->n_findings++] = diags->items[i];
        }
    }
    report->findings = findings;
}

bool
report_write(struct job *job, const struct report_options *options)
{
    struct report report = {.job = job, .options = options};
    struct outfile out = {.path = NULL};
    bool ok;

    if (!check_target(&report) ||
        !outfile_open(&out, options->path, job->diags)) {
        arena_clear(&report.arena);
        return false;
    }
    take_findings(&report);
    book_init(&report.book, &report.arena);
    report.list = book_add_sheet(&report.book, _("findings"));
    copy_inputs(&report);
    list_findings(&report);
    ok = book_write(&report.book, out.path, job->diags) &&
         outfile_commit(&out, job->diags);
    outfile_discard(&out);
    arena_clear(&report.arena);
    return ok;
}
