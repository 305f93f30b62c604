#include "gen/archive/record.h"

#include "gen/archive/record_names.h"
#include "gen/opc/xml_write.h"

void
record_add(struct bag_record *record, const struct record_file *file,
           struct arena *arena)
{
    if (record->n_files == record->cap) {
        record->cap = record->cap ? record->cap * 2 : 32;
        record->files = arena_grow(arena, record->files, record->n_files,
                                   record->cap, sizeof *record->files);
    }
    record->files[record->n_files++] = *file;
}

static void
add(xmlNode *parent, const char *name, struct str text)
{
    if (text.len) {
        xml_write_element(parent, name, text);
    }
}

static void
add_number(xmlNode *parent, const char *name, uint64_t number)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    add(parent, name, str_from(digits));
}

struct str
record_media_type(struct str path)
{
    static const char *const types[][2] = {
        {".docx", "application/vnd.openxmlformats-officedocument."
                  "wordprocessingml.document"},
        {".xlsx", "application/vnd.openxmlformats-officedocument."
                  "spreadsheetml.sheet"},
        {".xls", "application/vnd.ms-excel"},
        {".csv", "text/csv"},
        {".txt", "text/plain"},
        {".html", "text/html"},
        {".htm", "text/html"},
        {".xml", "application/xml"},
        {".rels", "application/xml"},
        {".rng", "application/xml"},
        {".sql", "application/sql"},
        {".json", "application/json"},
        {".pdf", "application/pdf"},
        {".ofd", "application/ofd"},
        {".jpg", "image/jpeg"},
        {".png", "image/png"},
        {".tif", "image/tiff"},
    };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (str_ends_with(path, str_from(types[i][0]))) {
            return str_from(types[i][1]);
        }
    }
    return STR("application/octet-stream");
}

static void
add_digest(xmlNode *parent, const char *algorithm, const char *hex)
{
    xmlNode *node = xml_write_element(parent, RECORD_DIGEST, str_from(hex));

    xml_write_attribute(node, RECORD_ALGORITHM, str_from(algorithm));
}

static void
add_file(xmlNode *root, const struct record_file *file)
{
    xmlNode *node = xml_write_element(root, RECORD_FILE, STR(""));

    xml_write_attribute(node, RECORD_ROLE,
                        str_from(record_role_names[file->role]));
    add(node, RECORD_PATH, file->file->path);
    add(node, RECORD_NAME, file->name);
    add(node, record_field_names[RECORD_TITLE], file->title);
    add_number(node, RECORD_SIZE, file->file->size);
    add(node, RECORD_FORMAT, record_media_type(file->file->path));
    add_digest(node, "SHA-256", file->file->sha256);
    add_digest(node, "SM3", file->file->sm3);
}

static struct str
record_text(const struct bag_record *record, struct arena *arena)
{
    xmlDoc *doc = xml_write_new(RECORD_ROOT);
    xmlNode *root = xmlDocGetRootElement(doc);
    xmlNode *build;
    struct str text;

    xml_write_attribute(root, RECORD_VERSION, STR("1"));
    for (size_t i = 0; i < RECORD_N_FIELDS; i++) {
        add(root, record_field_names[i], record->fields[i]);
    }
    build = xml_write_element(root, RECORD_BUILD, STR(""));
    add(build, RECORD_PROGRAM, record->program);
    add(build, RECORD_FOLDER, record->folder);
    add(build, RECORD_PROFILE_NAME, record->profile);
    add(build, RECORD_EARLIER, record->earlier);
    add(build, RECORD_CHARSET, record->charset);
    for (size_t i = 0; i < record->n_files; i++) {
        add_file(root, &record->files[i]);
    }
    text = xml_write_text(doc, arena);
    xml_free(doc);
    return text;
}

/* One entry per document and stamped copy, in the form of 文件目录 of 档发
 * 〔2012〕7号; 档号 is the archive's to give. */
static struct str
catalogue_text(const struct bag_record *record, struct arena *arena)
{
    xmlDoc *doc = xml_write_new(RECORD_CATALOGUE);
    xmlNode *root = xmlDocGetRootElement(doc);
    uint64_t number = 0;
    struct str text;

    for (size_t i = 0; i < record->n_files; i++) {
        const struct record_file *file = &record->files[i];
        xmlNode *node;

        if (file->role != RECORD_DOCUMENT && file->role != RECORD_SEALED) {
            continue;
        }
        node = xml_write_element(root, RECORD_FILE, STR(""));
        add_number(node, "顺序号", ++number);
        add(node, "责任者", record->fields[RECORD_ISSUER]);
        add(node, "题名", file->title.len ? file->title : file->name);
        add(node, "日期", record->fields[RECORD_DATE]);
        add(node, "密级", record->fields[RECORD_SECRECY]);
        add(node, "电子档案名称", file->file->path);
        if (file->role == RECORD_SEALED) {
            add(node, "备注", str_from(record_role_names[RECORD_SEALED]));
        }
    }
    text = xml_write_text(doc, arena);
    xml_free(doc);
    return text;
}

void
record_write(const struct bag_record *record, struct bag *bag)
{
    bag_add(bag, STR(RECORD_RECORD_PATH), record_text(record, bag->arena));
    bag_add(bag, STR(RECORD_CATALOGUE_PATH),
            catalogue_text(record, bag->arena));
}
