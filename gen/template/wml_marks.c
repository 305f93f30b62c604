/* Step 3: marks elements and ids in the DOM. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/template/shape.h"
#include "gen/template/wml_text.h"

/* Sections stand in the paragraph and everything it shows lies in them. */
static bool
shows_sections_only(const struct wml_part *part, const xmlNode *paragraph)
{
    bool has_section = false;
    int depth = 0;

    for (const xmlNode *node = wml_following(paragraph, paragraph); node;
         node = wml_following(node, paragraph)) {
        int step = wml_section_step(part, node);

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

    if (!wml_kind(parent, &kind)) {
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
        depth += wml_section_step(part, n);
        if (depth == 0 && (wml_is(n, "tr") || wml_is(n, "sdt"))) {
            return false;
        }
    }
    return true;
}

static bool
ends_bound(const xmlNode *paragraph)
{
    const struct prose_origin *origin = paragraph->_private;

    return wml_is(paragraph, "p") && origin && origin->ends_bound;
}

/* Properties of the document's last section or of a bound document's. */
static bool
is_page(const xmlNode *node)
{
    return wml_is(node, "sectPr") &&
           (wml_is(node->parent, "body") || ends_bound(node->parent->parent));
}

static struct node *
new_element(struct wml_part *part, xmlNode *node, enum node_kind kind)
{
    struct node *element = node_new(part->context->arena, kind);
    struct str prefix = wml_prefix(part, node);

    if (kind == NODE_PARAGRAPH) {
        element->is_optional =
            shows_sections_only(part, node) && !must_stay(node);
        element->ends_bound = ends_bound(node);
    } else if (kind == NODE_TABLE) {
        element->is_optional = has_only_optional_rows(part, node);
    } else if (kind == NODE_CELL || kind == NODE_STORY) {
        element->bytes =
            arena_strf(part->context->arena, "<%.*sp/>", STR_ARG(prefix));
        element->text =
            arena_strf(part->context->arena, "</%.*sp>", STR_ARG(prefix));
    }
    if (kind != NODE_STORY && kind != NODE_PAGE) {
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

static void
put_marks(struct wml_part *part, xmlNode *node, struct node *element)
{
    char mark[32];

    number_element(part, element, mark, sizeof mark);
    xmlAddPrevSibling(node, wml_new_mark(part, mark));
    xmlAddNextSibling(node, wml_new_mark(part, "/"));
}

struct node *
wml_mark_around(struct wml_part *part, xmlNode *node, enum node_kind kind)
{
    struct node *element = node_new(part->context->arena, kind);

    put_marks(part, node, element);
    return element;
}

struct node *
wml_element_of(const struct wml_part *part, const xmlNode *node)
{
    const xmlNode *mark = node->prev;

    return mark && mark->type == XML_PI_NODE && mark->content[0] == 'E'
               ? part->elements[strtoul((const char *)mark->content + 1, NULL,
                                        10)]
               : NULL;
}

/* A tag below the cell merges it downwards. */
static bool
merges_below(const struct wml_part *part, const xmlNode *cell)
{
    for (const xmlNode *node = wml_following(cell, cell); node;
         node = wml_following(node, cell)) {
        const struct wml_tag *tag = wml_tag_of(part, node);

        if (tag && tag->node && tag->node->merges &&
            wml_enclosing(tag->mark, "tc") == cell) {
            return true;
        }
    }
    return false;
}

/* Rows of the cell's table may come and go. */
static bool
has_sections(const struct wml_part *part, xmlNode *table)
{
    for (xmlNode *n = table ? wml_following_in_table(table, table) : NULL; n;
         n = wml_following_in_table(n, table)) {
        if (wml_section_step(part, n)) {
            return true;
        }
    }
    return false;
}

/* The cell is drawn as merged, and its neighbours may come and go. */
static bool
may_lose_neighbour(const struct wml_part *part, xmlNode *cell)
{
    const xmlNode *tcpr = xml_child(cell, (const char *)cell->ns->href, "tcPr");

    return tcpr && xml_child(tcpr, (const char *)cell->ns->href, "vMerge") &&
           has_sections(part, wml_enclosing(cell, "tbl"));
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
    xmlNode *drawn;

    if (!tcpr) {
        tcpr =
            xmlNewDocNode(part->doc, cell->ns, (const xmlChar *)"tcPr", NULL);
        if (cell->children) {
            xmlAddPrevSibling(cell->children, tcpr);
        } else {
            xmlAddChild(cell, tcpr);
        }
    }
    drawn = xml_child(tcpr, space, "vMerge");
    if (drawn) {
        wml_remove(drawn);
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

/* Content controls are no nodes, so that a writer does not see that a cell
 * ends in one: what may be left of its last paragraph is then not trusted. */
static void
end_in_paragraph(const struct wml_part *part, xmlNode *cell)
{
    bool has_control = false;
    bool ends = false;
    int depth = 0;

    for (const xmlNode *n = cell->children; n; n = n->next) {
        depth += wml_section_step(part, n);
        has_control |= wml_is(n, "sdt");
        if (wml_is(n, "p") || wml_is(n, "sdt") || wml_is(n, "tbl")) {
            ends = wml_is(n, "p") && depth == 0;
        }
    }
    if (has_control && !ends) {
        xmlNewChild(cell, cell->ns, (const xmlChar *)"p", NULL);
    }
}

static void
mark_element(struct wml_part *part, xmlNode *node, enum node_kind kind)
{
    struct node *element = new_element(part, node, kind);
    xmlNode *start;
    xmlNode *end;
    char mark[32];

    if (kind == NODE_CELL &&
        (merges_below(part, node) || may_lose_neighbour(part, node))) {
        mark_merge(part, node);
    }
    if (kind != NODE_CELL && kind != NODE_STORY) {
        put_marks(part, node, element);
        return;
    }
    end_in_paragraph(part, node);
    number_element(part, element, mark, sizeof mark);
    start = wml_new_mark(part, mark);
    end = wml_new_mark(part, "/");
    if (node->children) {
        xmlAddPrevSibling(node->children, start);
    } else {
        xmlAddChild(node, start);
    }
    xmlAddChild(node, end);
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

/* The id is written before the name, which takes its number from it; only a
 * copy needs a name of its own. */
static void
mark_bookmark(struct wml_part *part, xmlAttr *id, xmlAttr *name, bool is_copied)
{
    uint32_t slot = wml_slot(id->parent);

    if (name && is_copied) {
        xmlAttr *again = xmlNewNsProp(
            id->parent, name->ns, (const xmlChar *)"name",
            name->children ? name->children->content : (const xmlChar *)"");

        xmlRemoveProp(name);
        set_id(part, again, ID_BOOKMARK_NAME, slot);
    }
    set_id(part, id, ID_BOOKMARK, slot);
}

/* Ids are numbered afresh, in every copy of what a section repeats. */
static void
mark_ids(struct wml_part *part, xmlNode *node, bool is_copied)
{
    xmlAttr *id = find_attribute(node, "id");
    xmlAttr *value = find_attribute(node, "val");

    for (xmlAttr *a = node->properties, *next; a; a = next) {
        next = a->next;
        if (is_copied && (strcmp((const char *)a->name, "paraId") == 0 ||
                          strcmp((const char *)a->name, "textId") == 0)) {
            xmlRemoveProp(a);
        }
    }
    if (id && wml_is(node, "bookmarkStart")) {
        mark_bookmark(part, id, find_attribute(node, "name"), is_copied);
    } else if (id && wml_is(node, "bookmarkEnd")) {
        set_id(part, id, ID_BOOKMARK_END, wml_slot(node));
    } else if (id && strcmp((const char *)node->name, "docPr") == 0) {
        set_id(part, id, ID_SHAPE, 0);
    } else if (value && wml_is(node, "numId") && wml_list_of(part, node)) {
        set_id(part, value, ID_LIST, wml_list_of(part, node)->slot);
    } else if (value && wml_is(node, "id") && wml_is(node->parent, "sdtPr")) {
        set_id(part, value, ID_CONTROL, 0);
    }
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
        depth += wml_section_step(part, node);
        if (node->type == XML_ELEMENT_NODE) {
            mark_ids(part, node, depth > 0);
            if (wml_kind(node, &kind)) {
                mark_element(part, node, kind);
            } else if (is_page(node)) {
                mark_element(part, node, NODE_PAGE);
            }
        }
    }
}
