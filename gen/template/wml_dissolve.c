/* Step 2, for paragraphs and rows of nothing but tags: they vanish. */
#include "gen/template/wml_part.h"

/* A mark of a section's tag; NULL for any other node. */
static struct wml_tag *
control_of(const struct wml_part *part, const xmlNode *node)
{
    struct wml_tag *tag = wml_tag_of(part, node);

    return tag && tag_is_control(tag->site.tag.kind) ? tag : NULL;
}

static size_t
count_controls(const struct wml_part *part, const xmlNode *root)
{
    size_t n = 0;

    for (const xmlNode *node = wml_following(root, root); node;
         node = wml_following(node, root)) {
        n += control_of(part, node) != NULL;
    }
    return n;
}

void
wml_drop_if_bare(xmlNode *element)
{
    const xmlNode *child = element->children;

    if (child && wml_is(child, "rPr")) {
        child = child->next;
    }
    if (!child) {
        wml_remove(element);
    }
}

/* Has an end elsewhere, which must not be left alone. */
static bool
is_range_end(const xmlNode *node)
{
    struct str name = node->type == XML_ELEMENT_NODE
                          ? str_from((const char *)node->name)
                          : STR("");

    return str_ends_with(name, STR("RangeStart")) ||
           str_ends_with(name, STR("RangeEnd")) ||
           str_is(name, "bookmarkStart") || str_is(name, "bookmarkEnd") ||
           str_is(name, "permStart") || str_is(name, "permEnd");
}

/* Takes a w:t that is empty now, and its run, away. */
static void
prune(xmlNode *t)
{
    xmlNode *run = t->parent;

    if (!t->children && (wml_is(t, "t") || wml_is(t, "instrText"))) {
        wml_remove(t);
        if (wml_is(run, "r")) {
            wml_drop_if_bare(run);
        }
    }
}

/* Moves every control mark and every end of a range below node out before it,
 * in order, and takes the node away unless it must stay. */
static void
dissolve(struct wml_part *part, xmlNode *node, bool stays)
{
    for (;;) {
        xmlNode *mark = wml_following(node, node);
        xmlNode *t;

        while (mark && !control_of(part, mark) && !is_range_end(mark)) {
            mark = wml_following(mark, node);
        }
        if (!mark) {
            break;
        }
        t = mark->parent;
        wml_move_before(mark, node);
        prune(t);
    }
    if (!stays) {
        wml_remove(node);
    }
}

static bool
is_block(const xmlNode *node)
{
    return wml_is(node, "p") || wml_is(node, "tbl") || wml_is(node, "sdt");
}

/* No other block beside it in its cell. */
bool
wml_is_alone_in_cell(const xmlNode *paragraph)
{
    if (!wml_is(paragraph->parent, "tc")) {
        return false;
    }
    for (const xmlNode *n = paragraph->parent->children; n; n = n->next) {
        if (n != paragraph && is_block(n)) {
            return false;
        }
    }
    return true;
}

/* The paragraph a cell must end in, behind a table or a content control. */
static bool
ends_cell(const xmlNode *paragraph)
{
    const xmlNode *before = paragraph->prev;

    for (const xmlNode *n = paragraph->next; n; n = n->next) {
        if (is_block(n)) {
            return false;
        }
    }
    while (before && !is_block(before)) {
        before = before->prev;
    }
    return wml_is(paragraph->parent, "tc") && before && !wml_is(before, "p");
}

/* Every pair of sections with a tag below node lies below it as a whole. */
static bool
holds_pairs(const struct wml_part *part, const xmlNode *root)
{
    for (const xmlNode *node = wml_following(root, root); node;
         node = wml_following(node, root)) {
        const struct wml_tag *tag = control_of(part, node);
        const xmlNode *partner = tag && tag->partner != SIZE_MAX
                                     ? part->tags[tag->partner].mark
                                     : NULL;

        while (partner && partner != root) {
            partner = partner->parent;
        }
        if (tag && !partner) {
            return false;
        }
    }
    return true;
}

/* Next node in document order that is not below node. */
static xmlNode *
following_beside(xmlNode *node, const xmlNode *root)
{
    while (node != root && !node->next) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

void
wml_dissolve_controls(struct wml_part *part, const char *name)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    xmlNode *next;

    for (xmlNode *node = root; node; node = next) {
        bool is_row = wml_is(node, "tr");

        next = wml_following(node, root);
        if (!wml_is(node, name) || !count_controls(part, node) ||
            wml_shows_below(part, node)) {
            continue;
        }
        if (is_row ? holds_pairs(part, node) : wml_is_alone_in_cell(node)) {
            continue;
        }
        next = following_beside(node, root);
        dissolve(part, node,
                 !is_row && (wml_has_section_break(node) || ends_cell(node)));
    }
}
