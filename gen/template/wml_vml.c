/* Step 3, for shapes of the older kind (VML, ECMA-376-4 19): their ids are
 * text, and others refer to them: a shape to its type, an embedded object or
 * a control to its shape.  In a copy both agree. */
#include <stdlib.h>
#include <string.h>

#include "gen/template/wml_part.h"

#define VML "urn:schemas-microsoft-com:vml"

/* Word numbers shapes from 1025 on, 1024 to a cluster. */
enum { FIRST_NUMBER = 1 << 20, CLUSTER = 1024, MOST_DIGITS = 9 };

struct shape_id {
    xmlAttr *attribute;
    size_t section; /* the innermost open one; SIZE_MAX: none */
    uint32_t slot;
};

struct shape_ids {
    struct wml_part *part;
    struct shape_id *ids; /* in document order */
    size_t n_ids;
    size_t room;
    unsigned long highest; /* number of a shape */
};

static bool
is_vml(const xmlNode *node)
{
    return node->ns && strcmp((const char *)node->ns->href, VML) == 0;
}

static struct str
value_of(const xmlAttr *attribute)
{
    return str_from(attribute->children && attribute->children->content
                        ? (const char *)attribute->children->content
                        : "");
}

static bool
is_named(const xmlAttr *attribute, const char *name)
{
    return strcmp((const char *)attribute->name, name) == 0;
}

/* _x0000_s1026: the text before the number, and *number. */
static struct str
split_number(struct str id, unsigned long *number)
{
    size_t at = id.len;

    while (at > 0 && id.ptr[at - 1] >= '0' && id.ptr[at - 1] <= '9') {
        at--;
    }
    *number = id.len > at && id.len - at <= MOST_DIGITS
                  ? strtoul(id.ptr + at, NULL, 10)
                  : 0;
    return str_slice(id, 0, at);
}

static void
add_id(struct shape_ids *ids, xmlAttr *attribute, size_t section)
{
    unsigned long number;

    split_number(value_of(attribute), &number);
    ids->highest = number > ids->highest ? number : ids->highest;
    if (ids->n_ids == ids->room) {
        size_t room = ids->room ? ids->room * 2 : 16;

        ids->ids = arena_grow(ids->part->context->arena, ids->ids, ids->n_ids,
                              room, sizeof *ids->ids);
        ids->room = room;
    }
    ids->ids[ids->n_ids++] =
        (struct shape_id){attribute, section, ids->part->n_slots++};
}

/* The id a reference means: one that is copied with it, or not at all; *other:
 * one that is copied elsewhere. */
static const struct shape_id *
find_id(const struct shape_ids *ids, struct str name, size_t section,
        const struct shape_id **other)
{
    const struct shape_id *found = NULL;

    *other = NULL;
    for (size_t i = 0; i < ids->n_ids; i++) {
        const struct shape_id *id = &ids->ids[i];

        if (!str_equals(value_of(id->attribute), name)) {
            continue;
        }
        if (wml_is_within(ids->part, section, id->section)) {
            found = id;
        } else {
            *other = id;
        }
    }
    return found;
}

static xmlAttr *
reference_of(const xmlNode *node)
{
    bool is_shape = is_vml(node);

    for (xmlAttr *a = node->properties; a; a = a->next) {
        if (is_shape ? is_named(a, "type") && !a->ns
                     : is_named(a, "ShapeID") || is_named(a, "shapeid")) {
            return a;
        }
    }
    return NULL;
}

static struct str
mark_of(const struct shape_ids *ids, const struct shape_id *id,
        enum id_kind kind)
{
    unsigned long number;
    struct str name = value_of(id->attribute);
    struct str base = split_number(name, &number);
    unsigned long from = (ids->highest / CLUSTER + 1) * CLUSTER;
    bool is_words = number == 0 || !str_starts_with(base, STR("_x0000_"));

    from = from > FIRST_NUMBER ? from : FIRST_NUMBER;
    return arena_strf(ids->part->context->arena,
                      WML_SENTINEL "%d:%u:%lu:%.*s%s" WML_SENTINEL, (int)kind,
                      (unsigned)id->slot, from, STR_ARG(is_words ? name : base),
                      is_words ? "_" : "");
}

static void
set_value(xmlAttr *attribute, struct str value)
{
    xmlSetNsProp(attribute->parent, attribute->ns, attribute->name,
                 (const xmlChar *)value.ptr);
}

/* A type that only copies have is given to this shape too, under its own
 * name. */
static void
bring_type(struct shape_ids *ids, const struct shape_id *id, xmlNode *shape)
{
    const xmlNode *type = id->attribute->parent;
    xmlNode *copy;

    if (!is_vml(type) || strcmp((const char *)type->name, "shapetype") != 0) {
        return;
    }
    copy = xmlDocCopyNode((xmlNode *)type, type->doc, 1);
    xmlAddPrevSibling(shape, copy);
    for (xmlAttr *a = copy->properties; a; a = a->next) {
        if (is_named(a, "id") && !a->ns) {
            add_id(ids, a, SIZE_MAX);
        }
    }
}

static void
settle_reference(struct shape_ids *ids, xmlAttr *reference, size_t section)
{
    struct str value = value_of(reference);
    bool is_local = str_starts_with(value, STR("#"));
    const struct shape_id *other;
    const struct shape_id *id =
        find_id(ids, str_slice(value, is_local, value.len), section, &other);

    if (id && id->section != SIZE_MAX) {
        set_value(reference,
                  arena_strf(ids->part->context->arena, "%s%.*s",
                             is_local ? "#" : "",
                             STR_ARG(mark_of(ids, id, ID_VML_REFERENCE))));
    } else if (!id && other && is_local) {
        bring_type(ids, other, reference->parent);
    }
}

/* Calls back with every element and the section it stands in. */
static void
each_element(struct shape_ids *ids,
             void (*visit)(struct shape_ids *ids, xmlNode *node,
                           size_t section))
{
    const struct wml_part *part = ids->part;
    xmlNode *root = xmlDocGetRootElement(part->doc);
    size_t section = SIZE_MAX;

    for (xmlNode *node = root; node; node = wml_following(node, root)) {
        const struct wml_tag *tag = wml_tag_of(part, node);

        if (tag && tag_opens(tag->site.tag.kind)) {
            section = (size_t)(tag - part->tags);
        } else if (tag && tag->site.tag.kind == TAG_CLOSE) {
            section = part->tags[section].outer;
        } else if (node->type == XML_ELEMENT_NODE) {
            visit(ids, node, section);
        }
    }
}

static void
visit_ids(struct shape_ids *ids, xmlNode *node, size_t section)
{
    for (xmlAttr *a = is_vml(node) ? node->properties : NULL; a; a = a->next) {
        if ((is_named(a, "id") && !a->ns) || is_named(a, "spid")) {
            add_id(ids, a, section);
        }
    }
}

static void
visit_references(struct shape_ids *ids, xmlNode *node, size_t section)
{
    xmlAttr *reference = reference_of(node);

    if (reference) {
        settle_reference(ids, reference, section);
    }
}

void
wml_settle_shapes(struct wml_part *part)
{
    struct shape_ids ids = {.part = part};

    each_element(&ids, visit_ids);
    if (ids.n_ids == 0) {
        return;
    }
    each_element(&ids, visit_references);
    for (size_t i = 0; i < ids.n_ids; i++) {
        const struct shape_id *id = &ids.ids[i];

        if (id->section != SIZE_MAX) {
            set_value(id->attribute, mark_of(&ids, id, ID_VML));
        }
    }
}
