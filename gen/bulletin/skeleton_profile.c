/* bulletin.xml and views.sql of a profile's skeleton: every name the notice's
 * tags use is there, to be filled with sense. */
#include <string.h>

#include "gen/bulletin/skeleton_part.h"
#include "gen/input/source.h"
#include "gen/opc/xml.h"

static void
add_attribute(struct strbuf *out, const char *name, struct str value)
{
    strbuf_addf(out, " %s=\"", name);
    strbuf_add_xml(out, value);
    strbuf_add_char(out, '"');
}

/* ---- settings ---- */

static const struct need *
member_of(const struct need *owner, struct str name)
{
    for (const struct need *m = owner ? owner->members : NULL; m; m = m->next) {
        if (str_equals(m->name, name)) {
            return m;
        }
    }
    return NULL;
}

/* Settings every profile has (data/settings.xml). */
static bool
is_shared(const struct skeleton *skeleton, struct str name)
{
    const char *path = arena_strf(skeleton->arena, "%s/data/settings.xml",
                                  skeleton->options->home)
                           .ptr;
    struct location at = {.path = path};
    struct source source = {0};
    bool found = false;
    xmlDoc *doc;

    if (!source_open(&source, path, 0, skeleton->diags)) {
        return false;
    }
    doc = xml_parse(source.bytes, at, skeleton->diags);
    source_close(&source);
    for (const xmlNode *n =
             doc ? xml_child(xmlDocGetRootElement(doc), NULL, "setting") : NULL;
         n && !found; n = xml_next(n, NULL, "setting")) {
        found = str_equals(xml_attribute(n, NULL, "name"), name);
    }
    xml_free(doc);
    return found;
}

static void
add_setting(struct strbuf *out, struct str name, const char *type,
            struct str value)
{
    strbuf_add_cstr(out, "    <setting");
    add_attribute(out, "name", name);
    if (type) {
        add_attribute(out, "type", str_from(type));
    }
    if (value.len) {
        add_attribute(out, "default", value);
    }
    strbuf_add_cstr(out, "/>\n");
}

/* 期别序 and the like are parts of the period 期别. */
static bool
is_period(struct str name)
{
    return str_starts_with(name, STR("期别"));
}

static void
add_settings(struct skeleton *skeleton, struct strbuf *out)
{
    const struct need *given = member_of(skeleton->needs.root, STR("期次"));
    bool has_period = false;

    strbuf_add_cstr(out, "  <!-- 每期填在“期次”文件里的设定 -->\n"
                         "  <settings file=\"期次\">\n");
    add_setting(out, STR("成文日期"), "date", STR(""));
    add_setting(out, STR("发文机关"), NULL,
                skeleton_join(skeleton, NOTICE_ISSUER, ""));
    add_setting(out, STR("主送机关"), NULL,
                skeleton_join(skeleton, NOTICE_ADDRESSEE, ""));
    add_setting(out, STR("附注"), NULL,
                skeleton_join(skeleton, NOTICE_REMARK, ""));
    add_setting(out, STR("发文机关标志"), NULL,
                skeleton_join(skeleton, NOTICE_MARK, ""));
    for (const struct need *m = given ? given->members : NULL; m; m = m->next) {
        if (is_period(m->name)) {
            has_period = true;
        } else if (!is_shared(skeleton, m->name)) {
            add_setting(out, m->name, m->is_date ? "date" : NULL, STR(""));
        }
    }
    if (has_period) {
        add_setting(out, STR("期别"), "period", STR(""));
    }
    strbuf_add_cstr(out, "  </settings>\n\n");
}

/* ---- tables ---- */

static void
add_column(struct strbuf *out, struct str name, struct str header,
           const char *type)
{
    strbuf_add_cstr(out, "    <column");
    add_attribute(out, "name", name);
    if (header.len && !str_equals(header, name) &&
        !memchr(header.ptr, '|', header.len)) {
        add_attribute(out, "header", header);
    }
    if (type) {
        add_attribute(out, "type", str_from(type));
    }
    strbuf_add_cstr(out, "/>\n");
}

/* The columns that the notice's tags name. */
static size_t
add_needed_columns(struct strbuf *out, const struct need *need)
{
    size_t n = 0;

    for (const struct need *m = need ? need->members : NULL; m; m = m->next) {
        if (!m->members) {
            add_column(out, m->name, STR(""),
                       m->is_date     ? "date"
                       : m->is_number ? "number"
                                      : NULL);
            n++;
        }
    }
    return n;
}

static void
add_table(const struct skeleton *skeleton, struct strbuf *out,
          const struct skeleton_table *table)
{
    size_t n = 0;

    strbuf_add_cstr(out, "  <table");
    add_attribute(out, "name", table->name);
    add_attribute(out, "file", table->name);
    strbuf_add_cstr(out, ">\n");
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct skeleton_column *column = &table->columns[i];

        if (!str_is(column->name, "序号")) { /* counted in the template */
            add_column(out, column->name, column->header, column->type);
            n++;
        }
    }
    if (table->n_columns == 0) {
        n += add_needed_columns(
            out, member_of(skeleton->needs.root, table->name));
    }
    if (n == 0) {
        add_column(out, STR("名称"), STR(""), NULL);
    }
    strbuf_add_cstr(out, "  </table>\n");
}

static void
add_tables(const struct skeleton *skeleton, struct strbuf *out)
{
    strbuf_add_cstr(out, "  <!-- 输入的表：file 是文件名（不带后缀）， header 是"
                         "表里的列名，几种叫法用 | 隔开 -->\n");
    for (size_t i = 0; i < skeleton->n_tables; i++) {
        add_table(skeleton, out, &skeleton->tables[i]);
    }
    if (skeleton->n_tables == 0) {
        strbuf_add_cstr(out, "  <table name=\"输入表\" file=\"输入表\" "
                             "optional=\"yes\">\n"
                             "    <column name=\"单位\" "
                             "header=\"单位|单位名称\"/>\n"
                             "  </table>\n");
    }
    strbuf_add_char(out, '\n');
}

static void
add_document(struct strbuf *out, const char *id, struct str title,
             const char *template, const char *more)
{
    strbuf_addf(out, "  <document id=\"%s\"", id);
    add_attribute(out, "title", title);
    strbuf_addf(out, " template=\"%s\"%s/>\n", template, more);
}

static void
add_documents(const struct skeleton *skeleton, struct strbuf *out,
              struct str title)
{
    struct arena *arena = skeleton->arena;

    add_document(out, "notice", title, "通报", " formats=\"docx\"");
    for (size_t i = 0; i < skeleton->n_attachments; i++) {
        const struct skeleton_attachment *a = &skeleton->attachments[i];
        unsigned n = (unsigned)i + 1;

        add_document(
            out, arena_strf(arena, "attachment%u", n).ptr, a->title,
            arena_strf(arena, "附件%u", n).ptr,
            arena_strf(arena, " attachment=\"%u\" formats=\"%s%s", n,
                       a->has_table
                           ? arena_strf(arena, "docx xlsx\" sheet=\"附件%u\"", n)
                                 .ptr
                           : "docx\"",
                       a->is_wide ? " orientation=\"landscape\"" : "")
                .ptr);
    }
    if (skeleton->n_attachments) {
        add_document(out, "whole",
                     arena_strf(arena, "%.*s（合订本）", STR_ARG(title)),
                     "合订本", " formats=\"docx\"");
    }
}

void
skeleton_add_profile(struct skeleton *skeleton, struct strbuf *out)
{
    struct str title = skeleton_join(skeleton, NOTICE_TITLE, "");

    if (title.len == 0) {
        title = STR("通报");
    }
    strbuf_add_cstr(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<bulletin");
    add_attribute(out, "title", str_from(skeleton->options->name));
    strbuf_add_cstr(out, ">\n");
    add_settings(skeleton, out);
    strbuf_add_cstr(out, "  <roster file=\"单位名录.csv\"/>\n\n");
    add_tables(skeleton, out);
    for (size_t i = 0; i < skeleton->n_proses; i++) {
        strbuf_add_cstr(out, "  <prose");
        add_attribute(out, "name", skeleton->proses[i]);
        strbuf_add_cstr(out, "/>\n");
    }
    add_documents(skeleton, out, title);
    strbuf_add_cstr(out, "</bulletin>\n");
}

/* ---- views ---- */

static bool
is_known(const struct skeleton *skeleton, struct str name)
{
    static const char *const names[] = {"期次", "附件", "本件", "文件",
                                        "合订", "单位名录", "组内"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(name, names[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < skeleton->n_tables; i++) {
        if (str_equals(skeleton->tables[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* A name in SQL. */
static void
add_name(struct strbuf *out, struct str name)
{
    bool is_plain = name.len && !(name.ptr[0] >= '0' && name.ptr[0] <= '9');

    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];

        is_plain = is_plain &&
                   (c >= 0x80 || c == '_' || (c >= '0' && c <= '9') ||
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
    }
    strbuf_addf(out, is_plain ? "%.*s" : "\"%.*s\"", STR_ARG(name));
}

static void
add_view(const struct skeleton *skeleton, struct strbuf *out,
         const struct need *need)
{
    bool is_rows = need->is_list || !need->members;
    bool is_first = true;

    strbuf_addf(out, "-- %s\nCREATE VIEW ",
                is_rows ? "名单，一行一项（待写：从哪张表、按什么条件、什么次序）"
                        : "数字，只有一行（待写：怎么算）");
    add_name(out, need->name);
    strbuf_add_cstr(out, " AS\nSELECT ");
    for (const struct need *m = need->members; m; m = m->next) {
        if (!m->members) {
            strbuf_addf(out, "%sNULL AS ", is_first ? "" : ",\n       ");
            add_name(out, m->name);
            is_first = false;
        }
    }
    strbuf_addf(out, "%s%s;\n\n", is_first ? "NULL AS 名" : "",
                is_rows ? "\nWHERE 0" : "");
    /* Rows within rows are a view of their own. */
    for (const struct need *m = need->members; m; m = m->next) {
        if (m->members && !is_known(skeleton, m->name)) {
            add_view(skeleton, out, m);
        }
    }
}

void
skeleton_add_views(struct skeleton *skeleton, struct strbuf *out)
{
    const struct need *root = skeleton->needs.root;

    strbuf_addf(
        out,
        "-- %s：通报里的每个数字、每个名单从这里算出，一个视图一项。\n"
        "-- 输入的表见 bulletin.xml；另有 期次（设定，一行）和 单位名录。例如：\n"
        "--   CREATE VIEW 总览 AS SELECT count(*) AS 家数 FROM 输入表;\n"
        "-- 模板里写 {{总览.家数}}。写法见 templates/LANGUAGE.md。\n\n",
        skeleton->options->name);
    for (const struct need *m = root ? root->members : NULL; m; m = m->next) {
        if (!is_known(skeleton, m->name)) {
            add_view(skeleton, out, m);
        }
    }
}
