/* Step 3, for tables whose merged labels are repeated on every page: marks
 * where a row says that it begins one. */
#include "gen/template/element.h"
#include "gen/template/wml_part.h"

/* Only rows of the document's own tables are counted onto pages. */
static bool
is_outermost(const xmlNode *table)
{
    return !wml_enclosing(table->parent, "tc") &&
           wml_enclosing(table->parent, "body");
}

static bool
has_repeated_label(const struct wml_part *part, xmlNode *table)
{
    for (const xmlNode *n = wml_following(table, table); n;
         n = wml_following(n, table)) {
        const struct wml_tag *tag = wml_tag_of(part, n);

        if (tag && tag->node && tag->node->merges && tag->node->repeats &&
            wml_enclosing(tag->mark, "tbl") == table) {
            return true;
        }
    }
    return false;
}

static xmlNode *
new_element(xmlNode *like, const char *name)
{
    return xmlNewDocNode(like->doc, like->ns, (const xmlChar *)name, NULL);
}

static void
add_first(xmlNode *parent, xmlNode *child)
{
    if (parent->children) {
        xmlAddPrevSibling(parent->children, child);
    } else {
        xmlAddChild(parent, child);
    }
}

/* A row is told from its height to go to the next page as a whole. */
static void
keep_whole(xmlNode *row)
{
    xmlNode *trpr = element_child(row, "trPr");

    if (!trpr) {
        xmlNode *exceptions = element_child(row, "tblPrEx");

        trpr = new_element(row, "trPr");
        if (exceptions) {
            xmlAddNextSibling(exceptions, trpr);
        } else {
            add_first(row, trpr);
        }
    }
    if (!element_child(trpr, "cantSplit")) {
        xmlAddChild(trpr, new_element(row, "cantSplit"));
    }
}

/* CT_PPr: pStyle, keepNext, keepLines, pageBreakBefore (ECMA-376-1
 * 17.3.1.26). */
static void
mark_paragraph(struct wml_part *part, xmlNode *paragraph)
{
    xmlNode *ppr = element_child(paragraph, "pPr");
    xmlNode *place = new_element(paragraph, "place");
    xmlNode *behind = NULL;

    if (!ppr) {
        ppr = new_element(paragraph, "pPr");
        add_first(paragraph, ppr);
    }
    for (xmlNode *n = ppr->children; n; n = n->next) {
        if (wml_is(n, "pStyle") || wml_is(n, "keepNext") ||
            wml_is(n, "keepLines")) {
            behind = n;
        }
    }
    if (behind) {
        xmlAddNextSibling(behind, place);
    } else {
        add_first(ppr, place);
    }
    wml_mark_around(part, place, NODE_BREAK);
    wml_remove(place);
}

/* The first paragraph of every cell: the writer takes one that is shown. */
static void
mark_cell(struct wml_part *part, xmlNode *cell)
{
    for (xmlNode *n = cell->children; n; n = n->next) {
        if (wml_is(n, "p")) {
            mark_paragraph(part, n);
            break;
        }
    }
}

static void
mark_table(struct wml_part *part, xmlNode *table)
{
    for (xmlNode *n = wml_following(table, table); n;
         n = wml_following(n, table)) {
        if (wml_enclosing(n, "tbl") != table) {
            continue;
        }
        if (wml_is(n, "tr")) {
            keep_whole(n);
        } else if (wml_is(n, "tc")) {
            mark_cell(part, n);
        }
    }
}

void
wml_mark_breaks(struct wml_part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);

    for (xmlNode *node = root; node; node = wml_following(node, root)) {
        if (wml_is(node, "tbl") && is_outermost(node) &&
            has_repeated_label(part, node)) {
            wml_element_of(part, node)->repeats = true;
            part->repeats = true;
            mark_table(part, node);
        }
    }
}
