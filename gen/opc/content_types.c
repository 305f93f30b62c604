#include "gen/opc/content_types.h"

#include "gen/opc/package.h"
#include "gen/opc/xml.h"

#define SPACE "http://schemas.openxmlformats.org/package/2006/content-types"

static bool
read_item(const xmlNode *node, struct arena *arena, struct content_type *item)
{
    struct str key;

    item->is_default = xml_is(node, SPACE, "Default");
    if (!item->is_default && !xml_is(node, SPACE, "Override")) {
        return false;
    }
    key =
        xml_attribute(node, NULL, item->is_default ? "Extension" : "PartName");
    item->key = part_key(arena, key);
    item->type = arena_str(arena, xml_attribute(node, NULL, "ContentType"));
    return true;
}

static void
read_items(const xmlNode *root, struct arena *arena, struct content_types *out)
{
    size_t n = 0;

    for (xmlNode *node = xml_child(root, SPACE, NULL); node;
         node = xml_next(node, SPACE, NULL)) {
        n++;
    }
    out->items = arena_alloc(arena, n * sizeof *out->items);
    for (xmlNode *node = xml_child(root, SPACE, NULL); node;
         node = xml_next(node, SPACE, NULL)) {
        out->n_items += read_item(node, arena, &out->items[out->n_items]);
    }
}

bool
content_types_read(struct package *package, struct content_types *out,
                   struct diags *diags)
{
    struct str name = package_find(package, STR("/[Content_Types].xml"));
    struct arena scratch = {0};
    struct str bytes;
    xmlDoc *doc;

    *out = (struct content_types){0};
    if (!name.ptr) {
        return true;
    }
    if (!package_read(package, name, &scratch, &bytes, diags)) {
        arena_clear(&scratch);
        return false;
    }
    doc = xml_parse(bytes, package_at(package, name), diags);
    if (doc) {
        read_items(xmlDocGetRootElement(doc), package_arena(package), out);
    }
    xml_free(doc);
    arena_clear(&scratch);
    return doc != NULL;
}

static struct str
extension_of(struct str key)
{
    size_t dot = key.len;

    while (dot && key.ptr[dot - 1] != '.' && key.ptr[dot - 1] != '/') {
        dot--;
    }
    return dot && key.ptr[dot - 1] == '.' ? str_slice(key, dot, key.len)
                                          : STR("");
}

struct str
content_types_find(const struct content_types *types, struct str name)
{
    struct arena scratch = {0};
    struct str key = part_key(&scratch, name);
    struct str extension = extension_of(key);
    struct str found = {NULL, 0};

    for (size_t i = 0; i < types->n_items; i++) {
        const struct content_type *item = &types->items[i];

        if (!item->is_default && str_equals(item->key, key)) {
            found = item->type;
            break;
        }
        /* the key of an extension has a '/' in front, too */
        if (item->is_default && !found.ptr && extension.len &&
            str_equals(str_slice(item->key, 1, item->key.len), extension)) {
            found = item->type;
        }
    }
    arena_clear(&scratch);
    return found;
}
