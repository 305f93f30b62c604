#include "gen/bulletin/document.h"

#include "gen/bulletin/data.h"

enum { MAX_NAME_BYTES = 240 }; /* room for an ending in a name of 255 */

static struct evaluator
new_evaluator(struct job *job)
{
    return (struct evaluator){.missing = MISSING_ERROR, .arena = &job->arena};
}

/* The condition of a document: a path that must be true. */
static bool
is_wanted(struct job *job, const struct document *document, bool *wanted)
{
    struct evaluator evaluator = new_evaluator(job);
    struct scope scope = job_scope(job, NULL);
    struct location at = {.path = job->profile.path,
                          .row = (uint32_t)document->line};
    struct value value;
    struct expr expr;
    struct str fault;
    bool ok = true;

    *wanted = true;
    if (document->when.len == 0) {
        return true;
    }
    if (expr_parse(document->when, &job->arena, &expr, &fault) != EXPR_OK) {
        ok = diag_error(job->diags, at, _("“%.*s” is no condition"),
                        STR_ARG(document->when));
    } else if (!expr_eval(&evaluator, &scope, &expr, &value)) {
        ok = evaluator.failed ||
             diag_error(job->diags, at, "%s", evaluator.fault.ptr);
        ok = false;
    } else {
        *wanted = value_is_true(value);
    }
    evaluator_clear(&evaluator);
    return ok;
}

/* Characters that file systems or archives refuse become full-width ones or
 * blanks. */
static struct str
file_name(struct job *job, struct str title, struct value number,
          bool is_attachment)
{
    static const char *const wide[] = {"/", "／", "\\", "＼", ":",  "：",
                                       "*", "＊", "?",  "？", "\"", "＂",
                                       "<", "＜", ">",  "＞", "|",  "｜"};
    struct strbuf sb = {0};
    struct str name;

    if (is_attachment) {
        strbuf_addf(&sb, "附件%.*s ", STR_ARG(value_str(number)));
    }
    for (size_t i = 0; i < title.len; i++) {
        char c[2] = {title.ptr[i], '\0'};
        const char *replacement = NULL;

        for (size_t k = 0; k < sizeof wide / sizeof wide[0]; k += 2) {
            replacement =
                str_is(str_from(c), wide[k]) ? wide[k + 1] : replacement;
        }
        if (replacement) {
            strbuf_add_cstr(&sb, replacement);
        } else if ((unsigned char)c[0] >= 0x20 && c[0] != 0x7F) {
            strbuf_add_char(&sb, c[0]);
        }
    }
    name = str_trim(strbuf_str(&sb));
    while (name.len && name.ptr[name.len - 1] == '.') {
        name.len--;
    }
    while (name.len && name.ptr[0] == '.') { /* would be a hidden file */
        name = str_slice(name, 1, name.len);
    }
    name = arena_str(&job->arena, name);
    strbuf_clear(&sb);
    return name;
}

/* 本件 */
static struct value
name_document(struct job *job, struct value number, struct str title,
              bool is_bound)
{
    static const char *const names[] = {"号", "标题", "合订"};
    struct value values[] = {number, value_text(title), value_bool(is_bound)};

    return data_record(job, names, values, 3);
}

/* Number and title; a single attachment has no number (GB/T 9704-2012
 * 7.3.4). */
static bool
add_document(struct job *job, const struct document *document, unsigned number)
{
    struct job_document *added = &job->documents[job->n_documents];
    struct scope scope = job_scope(job, NULL);
    struct value shown;

    added->document = document;
    if (!job_text(job, document->title, job->profile.path,
                  (uint32_t)document->line, &scope, &added->title)) {
        return false;
    }
    shown = number ? value_number(&job->arena, decimal_from_int(number))
                   : value_null();
    added->record = name_document(job, shown, added->title, false);
    added->bound = name_document(job, shown, added->title, true);
    added->file_name =
        file_name(job, added->title, shown, document->attachment > 0);
    job->n_documents++;
    return true;
}

static bool
check_name(struct job *job, size_t i)
{
    const struct job_document *document = &job->documents[i];
    struct location at = {.path = job->profile.path,
                          .row = (uint32_t)document->document->line};
    size_t len = document->file_name.len;

    if (len == 0 || len > MAX_NAME_BYTES) {
        return diag_error(job->diags, at,
                          _("the title “%.*s” makes no file name: it has %zu "
                            "bytes, 1 to %d are allowed"),
                          STR_ARG(document->title), len, MAX_NAME_BYTES);
    }
    for (size_t k = 0; k < i; k++) {
        if (str_equals(job->documents[k].file_name, document->file_name)) {
            return diag_error(job->diags, at,
                              _("two documents have the name “%.*s”"),
                              STR_ARG(document->file_name));
        }
    }
    return true;
}

/* 附件: number and title of each attachment; 文件: the same of every document
 * by its id, null for one that is not wanted this time; 合订: by the same ids,
 * what a section must open for a document bound into another: its 本件. */
static void
name_documents(struct job *job)
{
    struct list *list = arena_alloc(&job->arena, sizeof *list);
    size_t n = job->profile.n_documents;
    struct value *items = arena_alloc(&job->arena, (n + 1) * sizeof *items);
    struct value *all = arena_alloc(&job->arena, (n + 1) * sizeof *all);
    struct value *bound = arena_alloc(&job->arena, (n + 1) * sizeof *bound);
    static const char *const self[] = {"本件"};
    const char **ids = arena_alloc(&job->arena, (n + 1) * sizeof *ids);

    for (size_t i = 0; i < n; i++) {
        ids[i] = job->profile.documents[i].id.ptr;
        all[i] = value_null();
        bound[i] = value_null();
    }
    for (size_t i = 0; i < job->n_documents; i++) {
        const struct job_document *document = &job->documents[i];

        size_t at = (size_t)(document->document - job->profile.documents);

        all[at] = document->record;
        bound[at] = data_record(job, self, &document->bound, 1);
        if (document->document->attachment) {
            items[list->n_items++] = document->record;
        }
    }
    list->items = items;
    job->attachments = value_list(list);
    job->files = data_record(job, ids, all, n);
    job->bound = data_record(job, ids, bound, n);
}

/* Numbers close up where an attachment is not wanted: its place among the
 * wanted ones, by the profile's numbers; 0 for the only one. */
static unsigned
number_of(const struct job *job, const bool *wanted, size_t which)
{
    const struct document *documents = job->profile.documents;
    unsigned n_wanted = 0;
    unsigned number = 0;

    for (size_t i = 0; i < job->profile.n_documents; i++) {
        if (wanted[i] && documents[i].attachment) {
            n_wanted++;
            number += documents[i].attachment <= documents[which].attachment;
        }
    }
    return documents[which].attachment && n_wanted > 1 ? number : 0;
}

bool
document_list(struct job *job)
{
    size_t n = job->profile.n_documents;
    bool *wanted = arena_alloc(&job->arena, (n + 1) * sizeof *wanted);
    bool ok = true;

    job->documents = arena_alloc(&job->arena, (n + 1) * sizeof *job->documents);
    for (size_t i = 0; i < n; i++) {
        ok = is_wanted(job, &job->profile.documents[i], &wanted[i]) && ok;
    }
    for (size_t i = 0; i < n && ok; i++) {
        if (wanted[i]) {
            ok = add_document(job, &job->profile.documents[i],
                              number_of(job, wanted, i));
        }
    }
    for (size_t i = 0; i < job->n_documents; i++) {
        ok = check_name(job, i) && ok;
    }
    name_documents(job);
    return ok;
}

const char *
document_find_template(struct job *job, struct str name)
{
    struct folder *folders[] = {&job->folder, &job->profile_folder};
    static const char *const endings[] = {"docx", "xml"};

    for (size_t f = 0; f < 2; f++) {
        for (size_t e = 0; e < 2; e++) {
            struct str file =
                arena_strf(&job->arena, "%.*s.%s", STR_ARG(name), endings[e]);
            const char *path = folder_find(folders[f], file, &job->arena);

            if (path) {
                return path;
            }
        }
    }
    return NULL;
}

struct template_base *
document_base(struct job *job)
{
    if (!job->base) {
        const char *path =
            arena_strf(&job->arena, "%s/templates/base", job->options.home).ptr;

        job->base = template_base_open(path, job->diags);
    }
    return job->base;
}
