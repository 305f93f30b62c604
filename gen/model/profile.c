#include "gen/model/profile.h"

#include <string.h>
#include <unistd.h>

#include "gen/input/source.h"
#include "gen/model/profile_read.h"

enum { MAX_PROFILE = 4194304, MAX_VIEWS = 1048576 }; /* bytes */

struct str
profile_attribute(struct profile_reader *reader, const xmlNode *node,
                  const char *name)
{
    return arena_str(reader->arena, str_trim(xml_attribute(node, NULL, name)));
}

bool
profile_flag(const xmlNode *node, const char *name)
{
    return str_is(str_trim(xml_attribute(node, NULL, name)), "yes");
}

struct str *
profile_list(struct profile_reader *reader, const xmlNode *node,
             const char *name, size_t *n)
{
    struct str text = profile_attribute(reader, node, name);
    struct str *items =
        arena_alloc(reader->arena, (text.len + 1) * sizeof *items);

    *n = 0;
    while (text.ptr) {
        struct str item = str_trim(str_split(&text, STR("|")));

        if (item.len) {
            items[(*n)++] = item;
        }
    }
    return items;
}

size_t
profile_count(const xmlNode *parent, const char *name)
{
    size_t n = 0;

    for (const xmlNode *node = xml_child(parent, NULL, name); node;
         node = xml_next(node, NULL, name)) {
        n++;
    }
    return n;
}

struct location
profile_line(struct profile_reader *reader, int line)
{
    return (struct location){.path = reader->profile->path,
                             .row = (uint32_t)line};
}

static void
read_prose(struct profile_reader *reader, const xmlNode *node,
           struct prose *prose)
{
    prose->line = (int)xmlGetLineNo(node);
    prose->name = profile_attribute(reader, node, "name");
    prose->file = profile_attribute(reader, node, "file");
    if (prose->file.len == 0) {
        prose->file = prose->name;
    }
    prose->is_optional = profile_flag(node, "optional");
}

static void
read_check(struct profile_reader *reader, const xmlNode *node,
           struct check *check)
{
    struct str severity = profile_attribute(reader, node, "severity");

    check->line = (int)xmlGetLineNo(node);
    check->view = profile_attribute(reader, node, "view");
    check->message = str_trim(xml_text(node, reader->arena));
    check->severity = SEVERITY_ERROR;
    if (str_is(severity, "warning")) {
        check->severity = SEVERITY_WARNING;
    } else if (str_is(severity, "note")) {
        check->severity = SEVERITY_NOTE;
    }
}

static void
read_document(struct profile_reader *reader, const xmlNode *node,
              struct document *document)
{
    struct str formats = profile_attribute(reader, node, "formats");
    struct str number = profile_attribute(reader, node, "attachment");
    struct decimal decimal;
    int64_t attachment = 0;

    document->line = (int)xmlGetLineNo(node);
    document->id = profile_attribute(reader, node, "id");
    document->title = profile_attribute(reader, node, "title");
    document->template = profile_attribute(reader, node, "template");
    document->sheet = profile_attribute(reader, node, "sheet");
    document->by_table =
        str_is(profile_attribute(reader, node, "sheets"), "table");
    document->when = profile_attribute(reader, node, "when");
    document->as_docx = str_find(formats, STR("docx"), 0) != SIZE_MAX;
    document->as_xlsx = str_find(formats, STR("xlsx"), 0) != SIZE_MAX;
    document->is_landscape =
        str_is(profile_attribute(reader, node, "orientation"), "landscape");
    if (decimal_parse(number, &decimal) &&
        decimal_to_int(decimal, &attachment) && attachment > 0 &&
        attachment < 1000) {
        document->attachment = (unsigned)attachment;
    }
}

static void
read_record(struct profile_reader *reader, const xmlNode *node)
{
    static const char *const names[RECORD_N_FIELDS] = {
        "id",   "title",   "number",    "issuer", "date",  "kind", "to",
        "copy", "secrecy", "retention", "year",   "items", "pages"};

    if (!node) {
        return;
    }
    reader->profile->record_line = (int)xmlGetLineNo(node);
    for (size_t i = 0; i < RECORD_N_FIELDS; i++) {
        reader->profile->record[i] = profile_attribute(reader, node, names[i]);
    }
}

static void
read_root(struct profile_reader *reader, const xmlNode *root)
{
    struct profile *profile = reader->profile;
    struct arena *arena = reader->arena;
    const xmlNode *node = xml_child(root, NULL, "roster");
    size_t i = 0;

    profile->title = profile_attribute(reader, root, "title");
    if (node) {
        profile->roster_file = profile_attribute(reader, node, "file");
    }
    node = xml_child(root, NULL, "settings");
    if (node) {
        profile_read_schema(reader, node, "setting", &profile->settings);
    }
    profile->settings.name = STR("期次");
    profile->n_tables = profile_count(root, "table");
    profile->tables =
        arena_alloc(arena, profile->n_tables * sizeof *profile->tables);
    for (node = xml_child(root, NULL, "table"), i = 0; node;
         node = xml_next(node, NULL, "table"), i++) {
        profile_read_schema(reader, node, "column", &profile->tables[i]);
        if (profile->tables[i].title.len == 0) {
            profile->tables[i].title = profile->tables[i].name;
        }
    }
    profile->settings.title = profile->settings.name;
}

static void
read_lists(struct profile_reader *reader, const xmlNode *root)
{
    struct profile *profile = reader->profile;
    struct arena *arena = reader->arena;
    const xmlNode *node;
    size_t i;

    profile->n_proses = profile_count(root, "prose");
    profile->proses =
        arena_alloc(arena, profile->n_proses * sizeof *profile->proses);
    for (node = xml_child(root, NULL, "prose"), i = 0; node;
         node = xml_next(node, NULL, "prose"), i++) {
        read_prose(reader, node, &profile->proses[i]);
    }
    profile->n_checks = profile_count(root, "check");
    profile->checks =
        arena_alloc(arena, profile->n_checks * sizeof *profile->checks);
    for (node = xml_child(root, NULL, "check"), i = 0; node;
         node = xml_next(node, NULL, "check"), i++) {
        read_check(reader, node, &profile->checks[i]);
    }
    profile->n_documents = profile_count(root, "document");
    profile->documents =
        arena_alloc(arena, profile->n_documents * sizeof *profile->documents);
    for (node = xml_child(root, NULL, "document"), i = 0; node;
         node = xml_next(node, NULL, "document"), i++) {
        read_document(reader, node, &profile->documents[i]);
    }
    read_record(reader, xml_child(root, NULL, "record"));
}

static void
report_twice(struct profile_reader *reader, struct str name, int line,
             int earlier)
{
    diag_error(reader->diags, profile_line(reader, line),
               _("the name “%.*s” stands in line %d already"), STR_ARG(name),
               earlier);
}

static void
check_tables(struct profile_reader *reader)
{
    static const char *const reserved[] = {"期次", "单位名录", "附件",
                                           "本件", "文件",     "合订"};
    const struct profile *profile = reader->profile;

    profile_check_schema(reader, &profile->settings);
    for (size_t i = 0; i < profile->n_tables; i++) {
        const struct schema *table = &profile->tables[i];

        profile_check_name(reader, table->name, table->line);
        profile_check_schema(reader, table);
        for (size_t k = 0; k < sizeof reserved / sizeof reserved[0]; k++) {
            if (str_is(table->name, reserved[k])) {
                diag_error(reader->diags, profile_line(reader, table->line),
                           _("the name “%s” is taken by the program"),
                           reserved[k]);
            }
        }
        for (size_t j = 0; j < i; j++) {
            if (table->name.len &&
                str_equals(profile->tables[j].name, table->name)) {
                report_twice(reader, table->name, table->line,
                             profile->tables[j].line);
            }
        }
    }
}

static bool
exists(struct profile_reader *reader, struct str name, const char *suffix)
{
    struct str path =
        arena_strf(reader->arena, "%s/%.*s%s", reader->profile->folder,
                   STR_ARG(name), suffix);

    return access(path.ptr, R_OK) == 0;
}

static void
check_document(struct profile_reader *reader, size_t i)
{
    const struct document *documents = reader->profile->documents;
    const struct document *document = &documents[i];
    struct location at = profile_line(reader, document->line);

    for (size_t k = 0; k < document->id.len; k++) {
        if ((unsigned char)document->id.ptr[k] >= 0x80) {
            diag_error(reader->diags, at,
                       _("the id “%.*s” is not of ASCII letters and digits"),
                       STR_ARG(document->id));
            break;
        }
    }
    for (size_t j = 0; j < i; j++) {
        if (str_equals(documents[j].id, document->id)) {
            report_twice(reader, document->id, document->line,
                         documents[j].line);
        }
        if (document->attachment &&
            documents[j].attachment == document->attachment) {
            diag_error(reader->diags, at,
                       _("attachment %u stands in line %d already"),
                       document->attachment, documents[j].line);
        }
    }
    if (document->template.len &&
        !exists(reader, document->template, ".docx") &&
        !exists(reader, document->template, ".xml")) {
        diag_error(reader->diags, at, _("there is no template “%.*s” here"),
                   STR_ARG(document->template));
        diag_advise(reader->diags,
                    _("put %.*s.docx or %.*s.xml beside bulletin.xml"),
                    STR_ARG(document->template), STR_ARG(document->template));
    }
}

static void
check_all(struct profile_reader *reader)
{
    const struct profile *profile = reader->profile;

    check_tables(reader);
    for (size_t i = 0; i < profile->n_proses; i++) {
        for (size_t j = 0; j < i; j++) {
            if (str_equals(profile->proses[j].name, profile->proses[i].name)) {
                report_twice(reader, profile->proses[i].name,
                             profile->proses[i].line, profile->proses[j].line);
            }
        }
    }
    for (size_t i = 0; i < profile->n_documents; i++) {
        check_document(reader, i);
    }
    if (profile->roster_file.len && !exists(reader, profile->roster_file, "")) {
        diag_error(reader->diags, (struct location){.path = profile->path},
                   _("there is no roster “%.*s” here"),
                   STR_ARG(profile->roster_file));
        diag_advise(reader->diags, _("put it beside bulletin.xml"));
    }
}

static void
read_views(struct profile_reader *reader)
{
    struct profile *profile = reader->profile;
    const char *path =
        arena_strf(reader->arena, "%s/views.sql", profile->folder).ptr;
    struct source source = {0};
    size_t valid;

    if (!source_open(&source, path, MAX_VIEWS, reader->diags)) {
        return;
    }
    if (str_starts_with(source.bytes, STR("\xEF\xBB\xBF"))) {
        profile->views = str_slice(source.bytes, 3, source.bytes.len);
    } else {
        profile->views = source.bytes;
    }
    valid = utf8_valid(profile->views);
    if (valid < profile->views.len) {
        struct location at = {.path = path, .row = 1};

        for (size_t i = 0; i < valid; i++) {
            at.row += profile->views.ptr[i] == '\n';
        }
        diag_error(reader->diags, at, _("this is not UTF-8 text"));
        diag_advise(reader->diags, _("save the file as UTF-8"));
    }
    profile->views = arena_str(reader->arena, profile->views);
    source_close(&source);
}

static struct str
last_name(struct str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    for (size_t i = path.len; i > 0; i--) {
        if (path.ptr[i - 1] == '/') {
            return str_slice(path, i, path.len);
        }
    }
    return path;
}

static xmlDoc *
read_document_tree(struct profile_reader *reader)
{
    struct location at = {.path = reader->profile->path};
    struct source source = {0};
    xmlDoc *doc = NULL;

    if (source_open(&source, at.path, MAX_PROFILE, reader->diags)) {
        doc = xml_parse(source.bytes, at, reader->diags);
        source_close(&source);
    }
    return doc;
}

bool
profile_read(struct profile *profile, const char *folder,
             const struct profile_files *files, struct arena *arena,
             struct diags *diags)
{
    struct profile_reader reader = {profile, arena, diags};
    size_t before = diags->n_errors;
    xmlDoc *doc;

    *profile = (struct profile){0};
    profile->folder = arena_cstr(arena, str_from(folder));
    profile->name = last_name(str_from(profile->folder));
    profile->path = arena_strf(arena, "%s/bulletin.xml", folder).ptr;
    doc = read_document_tree(&reader);
    if (!doc) {
        return false;
    }
    xml_validate(doc, files->schema, (struct location){.path = profile->path},
                 diags);
    if (xml_is(xmlDocGetRootElement(doc), NULL, "bulletin")) {
        read_root(&reader, xmlDocGetRootElement(doc));
        if (files->settings) {
            profile_read_shared(&reader, files->settings, files->schema);
        }
        read_lists(&reader, xmlDocGetRootElement(doc));
        check_all(&reader);
        read_views(&reader);
    } else if (diags->n_errors == before) { /* shared settings are valid too */
        diag_error(diags, (struct location){.path = profile->path},
                   _("this is not a profile"));
    }
    xml_free(doc);
    return diags->n_errors == before;
}
