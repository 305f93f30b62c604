#include "gen/opc/relation.h"

#include <string.h>

#include "gen/opc/package.h"
#include "gen/opc/xml.h"

#define SPACE "http://schemas.openxmlformats.org/package/2006/relationships"

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte behind "%XX", 0 if there is none or it must stay escaped. */
static char
unescaped(struct str s, size_t i)
{
    int high;
    int low;
    char c;

    if (s.ptr[i] != '%' || s.len - i < 3) {
        return 0;
    }
    high = hex_digit(s.ptr[i + 1]);
    low = hex_digit(s.ptr[i + 2]);
    if (high < 0 || low < 0) {
        return 0;
    }
    c = (char)(high * 16 + low);
    if ((high < 2) || c == 0x7F || c == '/' || c == '\\' || c == '%') {
        return 0;
    }
    return c;
}

static void
add_name_char(struct strbuf *sb, struct str s, size_t *i)
{
    char c = unescaped(s, *i);

    *i += c ? 3 : 1;
    if (!c) {
        c = s.ptr[*i - 1];
    }
    if (c == '\\') {
        c = '/';
    }
    strbuf_add_char(sb, c);
}

struct str
part_key(struct arena *arena, struct str name)
{
    struct strbuf sb = {0};
    struct str key;

    if (name.len == 0 || (name.ptr[0] != '/' && name.ptr[0] != '\\')) {
        strbuf_add_char(&sb, '/');
    }
    for (size_t i = 0; i < name.len;) {
        add_name_char(&sb, name, &i);
    }
    for (size_t i = 0; i < sb.len; i++) {
        if (sb.ptr[i] >= 'A' && sb.ptr[i] <= 'Z') {
            sb.ptr[i] = (char)(sb.ptr[i] + ('a' - 'A'));
        }
    }
    key = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return key;
}

static size_t
last_slash(struct str s)
{
    size_t i = s.len;

    while (i && s.ptr[i - 1] != '/') {
        i--;
    }
    return i; /* behind the slash, 0 if there is none */
}

/* Appends "/segment", understanding "." and "..". */
static void
add_segment(struct strbuf *sb, struct str segment)
{
    if (segment.len == 0 || str_is(segment, ".")) {
        return;
    }
    if (str_is(segment, "..")) {
        size_t slash = last_slash(strbuf_str(sb));

        strbuf_cut(sb, slash ? slash - 1 : 0);
        return;
    }
    strbuf_add_char(sb, '/');
    strbuf_add(sb, segment);
}

static void
add_segments(struct strbuf *sb, struct str rest)
{
    while (rest.ptr) {
        add_segment(sb, str_split(&rest, STR("/")));
    }
}

struct str
part_resolve(struct arena *arena, struct str base, struct str target)
{
    struct strbuf plain = {0};
    struct strbuf path = {0};
    struct str resolved;

    for (size_t i = 0; i < target.len && target.ptr[i] != '#';) {
        add_name_char(&plain, target, &i);
    }
    if (plain.len == 0 || plain.ptr[0] != '/') {
        add_segments(&path, str_slice(base, 0, last_slash(base)));
    }
    add_segments(&path, strbuf_str(&plain));
    if (path.len == 0) {
        strbuf_add_char(&path, '/');
    }
    resolved = arena_str(arena, strbuf_str(&path));
    strbuf_clear(&plain);
    strbuf_clear(&path);
    return resolved;
}

static struct str
rels_name(struct arena *arena, struct str name)
{
    size_t slash = last_slash(name);
    struct str folder = str_slice(name, 0, slash);
    struct str file = str_slice(name, slash, name.len);

    return arena_strf(arena, "%.*s_rels/%.*s.rels", STR_ARG(folder),
                      STR_ARG(file));
}

static struct relation
read_item(const xmlNode *node, struct str base, struct arena *arena)
{
    struct str target = xml_attribute(node, NULL, "Target");
    struct relation item = {
        .id = arena_str(arena, xml_attribute(node, NULL, "Id")),
        .type = arena_str(arena, xml_attribute(node, NULL, "Type")),
    };

    item.is_external =
        str_is(xml_attribute(node, NULL, "TargetMode"), "External");
    item.target = item.is_external ? arena_str(arena, target)
                                   : part_resolve(arena, base, target);
    return item;
}

static void
read_items(const xmlNode *root, struct str base, struct arena *arena,
           struct relations *out)
{
    size_t n = 0;

    for (xmlNode *node = xml_child(root, SPACE, "Relationship"); node;
         node = xml_next(node, SPACE, "Relationship")) {
        n++;
    }
    out->items = arena_alloc(arena, n * sizeof *out->items);
    for (xmlNode *node = xml_child(root, SPACE, "Relationship"); node;
         node = xml_next(node, SPACE, "Relationship")) {
        out->items[out->n_items++] = read_item(node, base, arena);
    }
}

bool
package_relations(struct package *package, struct str name,
                  struct relations *out, struct diags *diags)
{
    struct arena scratch = {0};
    struct str rels = package_find(package, rels_name(&scratch, name));
    struct str bytes;
    xmlDoc *doc = NULL;
    bool ok = true;

    *out = (struct relations){0};
    if (rels.ptr) {
        ok = package_read(package, rels, &scratch, &bytes, diags);
    }
    if (rels.ptr && ok) {
        doc = xml_parse(bytes, package_at(package, rels), diags);
        ok = doc != NULL;
    }
    if (doc) {
        read_items(xmlDocGetRootElement(doc), name, package_arena(package),
                   out);
    }
    xml_free(doc);
    arena_clear(&scratch);
    return ok;
}

bool
relation_is(const struct relation *relation, const char *kind)
{
    struct str type = relation->type;
    size_t len = strlen(kind);

    return type.len > len && type.ptr[type.len - len - 1] == '/' &&
           str_ends_with(type, str_from(kind));
}

const struct relation *
relations_find(const struct relations *relations, const char *kind)
{
    for (size_t i = 0; i < relations->n_items; i++) {
        if (!relations->items[i].is_external &&
            relation_is(&relations->items[i], kind)) {
            return &relations->items[i];
        }
    }
    return NULL;
}

const struct relation *
relations_find_id(const struct relations *relations, struct str id)
{
    for (size_t i = 0; i < relations->n_items; i++) {
        if (str_equals(relations->items[i].id, id)) {
            return &relations->items[i];
        }
    }
    return NULL;
}
