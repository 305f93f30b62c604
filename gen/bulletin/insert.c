#include "gen/bulletin/insert.h"

#include <string.h>
#include <unistd.h>

#include "gen/input/charset.h"
#include "gen/input/sniff.h"
#include "gen/input/source.h"

/* Whatever its name says: a document saved under the name of a text. */
static bool
is_text(struct str bytes)
{
    switch (sniff_kind(bytes)) {
    case FILE_TEXT:
    case FILE_EMPTY:
    case FILE_HTML: /* a text may begin with a < */
    case FILE_XML:
    case FILE_BINARY: /* UTF-16; anything else has no such characters */
        return true;
    default:
        return false;
    }
}

static bool
refuse_document(struct location at, struct diags *diags)
{
    diag_error(diags, at, _("this is not plain text"));
    diag_advise(diags, _("open it in WPS or Word and save it as plain text "
                         "(.txt)"));
    return false;
}

static bool
read_text(struct job *job, const char *path, struct str *text)
{
    struct charset_choice choice = {NULL, NULL};
    struct location at = {.path = path};
    struct charset_text decoded;
    struct source source = {0};
    bool ok = source_open(&source, path, 0, job->diags) &&
              (is_text(source.bytes) || refuse_document(at, job->diags)) &&
              charset_decode(&decoded, source.bytes, choice, at, &job->arena,
                             job->diags);

    source_close(&source);
    *text = ok ? (struct str){decoded.ptr, decoded.len} : STR("");
    return ok;
}

static bool
read_part(struct job *job, const char *path, struct str *text)
{
    struct source source = {0};
    bool ok = source_open(&source, path, 0, job->diags);

    *text = ok ? arena_str(&job->arena, source.bytes) : STR("");
    source_close(&source);
    return ok;
}

/* A .docx of that name wins as a template, so that the .xml must not print. */
static void
refuse_docx(struct job *job, const char *path, struct str name)
{
    struct location at = {.path = path};
    bool is_template = false;

    for (size_t i = 0; i < job->profile.n_documents; i++) {
        is_template |= str_equals(job->profile.documents[i].template, name);
    }
    diag_error(job->diags, at,
               _("a whole Word document cannot be a part of another one"));
    diag_advise(job->diags,
                is_template ? _("leave out the document that binds this one, "
                                "or change the .xml of that name instead")
                            : _("save it as plain text (.txt)"));
}

/* NAME.xml or NAME.txt of one folder. */
static const char *
find_in(struct job *job, struct folder *folder, struct str name,
        struct str file)
{
    struct str drawn = arena_strf(&job->arena, "%.*s.docx", STR_ARG(name));
    struct str part = arena_strf(&job->arena, "%.*s.xml", STR_ARG(name));
    struct str text = arena_strf(&job->arena, "%.*s.txt", STR_ARG(file));
    const char *path = folder_find(folder, part, &job->arena);
    const char *whole = folder_find(folder, drawn, &job->arena);

    if (path) {
        return whole ? whole : path;
    }
    path = folder_find(folder, text, &job->arena);
    return path ? path : whole;
}

/* The part every profile has. */
static const char *
find_shared(struct job *job, struct str name)
{
    const char *path = arena_strf(&job->arena, "%s/templates/parts/%.*s.xml",
                                  job->options.home, STR_ARG(name))
                           .ptr;

    return !memchr(name.ptr, '/', name.len) && access(path, R_OK) == 0 ? path
                                                                       : NULL;
}

static bool
read_any(struct job *job, const char *path, struct str name, struct str *text)
{
    if (str_ends_with(str_from(path), STR(".xml"))) {
        return read_part(job, path, text);
    }
    *text = STR("");
    if (str_ends_with(str_from(path), STR(".docx"))) {
        refuse_docx(job, path, name);
        return false;
    }
    return read_text(job, path, text);
}

bool
insert_find(void *user, struct str name, struct str *text, const char **path)
{
    struct job *job = user;
    struct str file = name;
    bool is_optional = false;

    for (size_t i = 0; i < job->profile.n_proses; i++) {
        if (str_equals(job->profile.proses[i].name, name)) {
            file = job->profile.proses[i].file;
            is_optional = job->profile.proses[i].is_optional;
        }
    }
    *path = find_in(job, &job->folder, name, file);
    if (!*path) {
        *path = find_in(job, &job->profile_folder, name, file);
    }
    if (!*path) {
        *path = find_shared(job, name);
    }
    if (!*path) {
        *text = STR("");
        return is_optional;
    }
    read_any(job, *path, name, text);
    return true;
}
