#include "gen/archive/record_names.h"

#include "gen/opc/xml_schema.h"

const char *const record_field_names[RECORD_N_FIELDS] = {
    "电子文件号", "题名", "文件编号", "责任者", "日期", "文种", "主送",
    "抄送",       "密级", "保管期限", "年度",   "件数", "页数"};

const char *const record_role_names[RECORD_N_ROLES] = {"文件", "盖章件", "输入",
                                                       "模板", "数据"};

struct reader {
    struct bag_record *record;
    const struct bag *bag;
    struct location at;
    struct diags *diags;
};

static struct str
child_text(const struct reader *reader, const xmlNode *parent, const char *name)
{
    const xmlNode *node = xml_child(parent, NULL, name);

    return node ? str_trim(xml_text(node, reader->bag->arena)) : STR("");
}

static bool
read_role(const xmlNode *node, enum record_role *role)
{
    struct str name = xml_attribute(node, NULL, RECORD_ROLE);

    for (size_t i = 0; i < RECORD_N_ROLES; i++) {
        if (str_is(name, record_role_names[i])) {
            *role = (enum record_role)i;
            return true;
        }
    }
    return false;
}

/* What the record says of a file is so. */
static bool
is_described(const struct reader *reader, const xmlNode *node,
             const struct bag_file *file)
{
    struct str size = arena_strf(reader->bag->arena, "%zu", file->bytes.len);
    const xmlNode *digest = xml_child(node, NULL, RECORD_DIGEST);
    bool ok = str_equals(child_text(reader, node, RECORD_SIZE), size);

    for (; digest; digest = xml_next(digest, NULL, RECORD_DIGEST)) {
        struct str hex = str_trim(xml_text(digest, reader->bag->arena));
        bool is_sm3 =
            str_is(xml_attribute(digest, NULL, RECORD_ALGORITHM), "SM3");

        ok = str_is(hex, is_sm3 ? file->sm3 : file->sha256) && ok;
    }
    return ok;
}

static bool
read_file(const struct reader *reader, const xmlNode *node)
{
    struct str path = child_text(reader, node, RECORD_PATH);
    struct location at = reader->at;
    struct record_file file = {
        .file = bag_find(reader->bag, path),
        .name = child_text(reader, node, RECORD_NAME),
        .title = child_text(reader, node, record_field_names[RECORD_TITLE]),
    };

    at.row = (uint32_t)xmlGetLineNo(node);
    if (!read_role(node, &file.role) || file.name.len == 0) {
        return diag_error(reader->diags, at,
                          _("this file's kind or name is not known"));
    }
    if (!file.file || !bag_is_payload(file.file)) {
        return diag_error(reader->diags, at, _("“%.*s” is not in the package"),
                          STR_ARG(path));
    }
    if (!is_described(reader, node, file.file)) {
        return diag_error(reader->diags, at,
                          _("“%.*s” has another size or digest than this"),
                          STR_ARG(path));
    }
    record_add(reader->record, &file, reader->bag->arena);
    return true;
}

static bool
read_root(const struct reader *reader, const xmlNode *root)
{
    const xmlNode *build = xml_child(root, NULL, RECORD_BUILD);
    struct bag_record *record = reader->record;
    bool ok = true;

    if (!xml_is(root, NULL, RECORD_ROOT) || !build) {
        return diag_error(reader->diags, reader->at,
                          _("is no record of a package"));
    }
    if (!str_is(xml_attribute(root, NULL, RECORD_VERSION), "1")) {
        diag_error(reader->diags, reader->at,
                   _("was written by a newer version of the program"));
        diag_advise(reader->diags, _("bring this program up to date"));
        return false;
    }
    for (size_t i = 0; i < RECORD_N_FIELDS; i++) {
        record->fields[i] = child_text(reader, root, record_field_names[i]);
    }
    record->program = child_text(reader, build, RECORD_PROGRAM);
    record->folder = child_text(reader, build, RECORD_FOLDER);
    record->profile = child_text(reader, build, RECORD_PROFILE_NAME);
    record->earlier = child_text(reader, build, RECORD_EARLIER);
    record->charset = child_text(reader, build, RECORD_CHARSET);
    for (const xmlNode *node = xml_child(root, NULL, RECORD_FILE); node;
         node = xml_next(node, NULL, RECORD_FILE)) {
        ok = read_file(reader, node) && ok;
    }
    return ok;
}

static xmlDoc *
parse(const struct bag *bag, const char *name, struct location at,
      struct diags *diags)
{
    const struct bag_file *file = bag_find(bag, str_from(name));

    if (!file) {
        diag_error(diags, at, _("is missing"));
        return NULL;
    }
    return xml_parse(file->bytes, at, diags);
}

bool
record_read(struct bag_record *record, const struct bag *bag, const char *path,
            struct diags *diags)
{
    struct reader reader = {
        record, bag, {.path = path, .place = RECORD_RECORD_PATH}, diags};
    xmlDoc *doc = parse(bag, RECORD_RECORD_PATH, reader.at, diags);
    bool ok;

    *record = (struct bag_record){.n_files = 0};
    if (!doc) {
        return false;
    }
    ok = read_root(&reader, xmlDocGetRootElement(doc));
    xml_free(doc);
    return ok;
}

static bool
check_one(const struct bag *bag, const char *name, const char *schema,
          const char *path, struct diags *diags)
{
    struct location at = {.path = path, .place = name};
    xmlDoc *doc = parse(bag, name, at, diags);
    bool ok = doc && xml_validate(doc, schema, at, diags);

    xml_free(doc);
    return ok;
}

bool
record_check(const struct bag *bag, const char *path, const char *data,
             struct diags *diags)
{
    struct str record = arena_strf(bag->arena, "%s/record.xsd", data);
    struct str catalogue = arena_strf(bag->arena, "%s/catalogue.xsd", data);
    bool ok = check_one(bag, RECORD_RECORD_PATH, record.ptr, path, diags);

    return check_one(bag, RECORD_CATALOGUE_PATH, catalogue.ptr, path, diags) &&
           ok;
}
