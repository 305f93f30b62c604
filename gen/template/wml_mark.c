/* Step 3: marks the elements writers care about, and ids that repeat. */
#include <stdlib.h>
#include <string.h>

#include "gen/template/shape.h"
#include "gen/template/wml_part.h"

static const struct {
    const char *name;
    enum node_kind kind;
} marked[] = {
    {"p", NODE_PARAGRAPH},    {"tbl", NODE_TABLE},
    {"tr", NODE_ROW},         {"tc", NODE_CELL},
    {"hdr", NODE_STORY},      {"ftr", NODE_STORY},
    {"footnote", NODE_STORY}, {"endnote", NODE_STORY},
    {"comment", NODE_STORY},  {"txbxContent", NODE_STORY},
};

static bool
kind_of(const xmlNode *node, enum node_kind *kind)
{
    for (size_t i = 0; i < sizeof marked / sizeof marked[0]; i++) {
        if (wml_is(node, marked[i].name)) {
            *kind = marked[i].kind;
            return true;
        }
    }
    return false;
}

static int
section_step(const struct wml_part *part, const xmlNode *node)
{
    const struct wml_tag *tag = wml_tag_of(part, node);

    if (tag && tag->site.tag.kind == TAG_CLOSE) {
        return -1;
    }
    return tag && tag_opens(tag->site.tag.kind);
}

/* Sections stand in the paragraph and everything it shows lies in them. */
static bool
shows_sections_only(const struct wml_part *part, const xmlNode *paragraph)
{
    bool has_section = false;
    int depth = 0;

    for (const xmlNode *node = wml_following(paragraph, paragraph); node;
         node = wml_following(node, paragraph)) {
        int step = section_step(part, node);

        depth += step;
        has_section |= step > 0;
        if (depth == 0 && (wml_shows(part, node) || wml_is(node, "sectPr"))) {
            return false;
        }
    }
    return has_section;
}

/* The last block of a cell, a header or a note stays, empty or not. */
static bool
must_stay(const xmlNode *paragraph)
{
    const xmlNode *parent = paragraph->parent;
    enum node_kind kind;

    if (!kind_of(parent, &kind)) {
        return false;
    }
    for (const xmlNode *n = paragraph->next; n; n = n->next) {
        if (wml_is(n, "p") || wml_is(n, "tbl") || wml_is(n, "sdt")) {
            return false;
        }
    }
    return true;
}

/* Every row of the table lies in a section. */
static bool
has_only_optional_rows(const struct wml_part *part, const xmlNode *table)
{
    int depth = 0;

    for (const xmlNode *n = table->children; n; n = n->next) {
        depth += section_step(part, n);
        if (depth == 0 && (wml_is(n, "tr") || wml_is(n, "sdt"))) {
            return false;
        }
    }
    return true;
}

static struct node *
new_element(struct wml_part *part, xmlNode *node, enum node_kind kind)
{
    struct node *element = node_new(part->context->arena, kind);
    struct str prefix = wml_prefix(part, node);

    if (kind == NODE_PARAGRAPH) {
        element->is_optional =
            shows_sections_only(part, node) && !must_stay(node);
    } else if (kind == NODE_TABLE) {
        element->is_optional = has_only_optional_rows(part, node);
    } else if (kind == NODE_CELL || kind == NODE_STORY) {
        element->bytes =
            arena_strf(part->context->arena, "<%.*sp/>", STR_ARG(prefix));
        element->text =
            arena_strf(part->context->arena, "</%.*sp>", STR_ARG(prefix));
    }
    if (kind != NODE_STORY) {
        element->shape =
            shape_read(node, part->context->styles, part->context->arena);
    }
    return element;
}

static void
number_element(struct wml_part *part, struct node *element, char *mark,
               size_t room)
{
    if (part->n_elements == part->elements_room) {
        size_t more = part->elements_room ? part->elements_room * 2 : 64;

        part->elements =
            arena_grow(part->context->arena, part->elements, part->n_elements,
                       more, sizeof(struct node *));
        part->elements_room = more;
    }
    snprintf(mark, room, "E%zu", part->n_elements);
    part->elements[part->n_elements++] = element;
}

/* The first tag below the cell that merges it downwards; NULL if none. */
static const struct wml_tag *
merging_tag(const struct wml_part *part, const xmlNode *cell)
{
    for (const xmlNode *node = wml_following(cell, cell); node;
         node = wml_following(node, cell)) {
        const struct wml_tag *tag = wml_tag_of(part, node);
        struct str fault;
        struct expr expr;

        if (tag && tag->site.tag.kind == TAG_VALUE &&
            expr_parse(tag->site.tag.body, part->context->arena, &expr,
                       &fault) == EXPR_OK &&
            expr_merges(&expr)) {
            return tag;
        }
    }
    return NULL;
}

/* Puts the mark of a merge where CT_TcPr has vMerge: behind tcW, gridSpan and
 * hMerge (ECMA-376-1 17.4.66). */
static void
mark_merge(struct wml_part *part, xmlNode *cell)
{
    const char *space = (const char *)cell->ns->href;
    xmlNode *tcpr = xml_child(cell, space, "tcPr");
    xmlNode *behind = NULL;
    xmlNode *mark = wml_new_mark(part, "M");

    if (!tcpr) {
        tcpr =
            xmlNewDocNode(part->doc, cell->ns, (const xmlChar *)"tcPr", NULL);
        if (cell->children) {
            xmlAddPrevSibling(cell->children, tcpr);
        } else {
            xmlAddChild(cell, tcpr);
        }
    }
    for (xmlNode *n = tcpr->children; n; n = n->next) {
        if (wml_is(n, "cnfStyle") || wml_is(n, "tcW") ||
            wml_is(n, "gridSpan") || wml_is(n, "hMerge")) {
            behind = n;
        }
    }
    if (behind) {
        xmlAddNextSibling(behind, mark);
    } else if (tcpr->children) {
        xmlAddPrevSibling(tcpr->children, mark);
    } else {
        xmlAddChild(tcpr, mark);
    }
}

static void
mark_element(struct wml_part *part, xmlNode *node, enum node_kind kind)
{
    struct node *element = new_element(part, node, kind);
    xmlNode *start;
    xmlNode *end;
    char mark[32];

    number_element(part, element, mark, sizeof mark);
    start = wml_new_mark(part, mark);
    end = wml_new_mark(part, "/");
    if (kind == NODE_CELL && merging_tag(part, node)) {
        mark_merge(part, node);
    }
    if (kind == NODE_CELL || kind == NODE_STORY) {
        if (node->children) {
            xmlAddPrevSibling(node->children, start);
        } else {
            xmlAddChild(node, start);
        }
        xmlAddChild(node, end);
    } else {
        xmlAddPrevSibling(node, start);
        xmlAddNextSibling(node, end);
    }
}

static void
set_id(struct wml_part *part, xmlAttr *attribute, enum id_kind kind,
       uint32_t slot)
{
    struct str base = attribute->children
                          ? str_from((char *)attribute->children->content)
                          : STR("");
    struct str value =
        arena_strf(part->context->arena, WML_SENTINEL "%d:%u:%.*s" WML_SENTINEL,
                   (int)kind, (unsigned)slot, STR_ARG(base));

    xmlSetNsProp(attribute->parent, attribute->ns, attribute->name,
                 (const xmlChar *)value.ptr);
}

static xmlAttr *
find_attribute(const xmlNode *node, const char *name)
{
    for (xmlAttr *a = node->properties; a; a = a->next) {
        if (strcmp((const char *)a->name, name) == 0) {
            return a;
        }
    }
    return NULL;
}

static uint32_t
number_in(const xmlAttr *attribute)
{
    return attribute && attribute->children
               ? (uint32_t)strtoul((char *)attribute->children->content, NULL,
                                   10)
               : 0;
}

/* The id is written before the name, which takes its number from it. */
static void
mark_bookmark(struct wml_part *part, xmlAttr *id, xmlAttr *name, uint32_t slot)
{
    xmlAttr *again = xmlNewNsProp(id->parent, name->ns, (const xmlChar *)"name",
                                  name->children ? name->children->content
                                                 : (const xmlChar *)"");

    xmlRemoveProp(name);
    set_id(part, id, ID_BOOKMARK, slot);
    set_id(part, again, ID_BOOKMARK_NAME, slot);
}

/* Ids of an element that is repeated: renumbered in every copy. */
static void
mark_ids(struct wml_part *part, xmlNode *node)
{
    xmlAttr *id = find_attribute(node, "id");
    xmlAttr *name = find_attribute(node, "name");
    xmlAttr *value = find_attribute(node, "val");
    uint32_t slot = number_in(id);

    for (xmlAttr *a = node->properties, *next; a; a = next) {
        next = a->next;
        if (strcmp((const char *)a->name, "paraId") == 0 ||
            strcmp((const char *)a->name, "textId") == 0) {
            xmlRemoveProp(a);
        }
    }
    if (id && name && wml_is(node, "bookmarkStart")) {
        mark_bookmark(part, id, name, slot);
    } else if (id && wml_is(node, "bookmarkEnd")) {
        set_id(part, id, ID_BOOKMARK_END, slot);
    } else if (id && strcmp((const char *)node->name, "docPr") == 0) {
        set_id(part, id, ID_SHAPE, slot);
    } else if (value && wml_is(node, "id") && wml_is(node->parent, "sdtPr")) {
        set_id(part, value, ID_CONTROL, number_in(value));
    }
}

static bool
is_comment_anchor(const xmlNode *node)
{
    return wml_is(node, "commentRangeStart") ||
           wml_is(node, "commentRangeEnd") || wml_is(node, "commentReference");
}

void
wml_mark_elements(struct wml_part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    xmlNode *next;
    enum node_kind kind;
    int depth = 0;

    for (xmlNode *node = root; node; node = next) {
        next = wml_following(node, root);
        depth += section_step(part, node);
        if (node->type != XML_ELEMENT_NODE) {
            continue;
        }
        if (depth > 0) {
            mark_ids(part, node);
            if (is_comment_anchor(node)) { /* a comment has one anchor */
                next = wml_following(node, root);
                wml_remove(node);
                continue;
            }
        }
        if (kind_of(node, &kind)) {
            mark_element(part, node, kind);
        }
    }
}
