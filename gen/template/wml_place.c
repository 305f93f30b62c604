/* Where in a template a paragraph stands, as messages say it. */
#include "gen/template/wml_part.h"

static unsigned
position_among(const xmlNode *node, const char *name)
{
    unsigned n = 1;

    for (const xmlNode *before = node->prev; before; before = before->prev) {
        n += wml_is(before, name);
    }
    return n;
}

/* The number a table got when it was met (xmlNode._private). */
static unsigned
number_of_table(xmlNode *row)
{
    const xmlNode *table = wml_enclosing(row, "tbl");

    return table ? (unsigned)(uintptr_t)table->_private : 0;
}

const char *
wml_place(const struct wml_part *part, xmlNode *paragraph)
{
    xmlNode *cell = wml_enclosing(paragraph, "tc");
    xmlNode *row = wml_enclosing(paragraph, "tr");
    const char *name = part->context->part;
    struct strbuf sb = {0};
    const char *place;

    if (name) {
        strbuf_addf(&sb, "%s, ", name);
    }
    if (!wml_is(paragraph, "p")) {
        strbuf_cut(&sb, sb.len ? sb.len - 2 : 0);
    } else if (cell && row) {
        strbuf_addf(&sb, _("table %u, row %u, column %u"), number_of_table(row),
                    position_among(row, "tr"), position_among(cell, "tc"));
    } else {
        strbuf_addf(&sb, _("paragraph %u"), part->n_paragraphs);
    }
    place = arena_cstr(part->context->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return place;
}

/* Comes from a text block or a part that the template names. */
static bool
is_inserted(const xmlNode *table)
{
    for (const xmlNode *n = wml_following(table, table); n;
         n = wml_following(n, table)) {
        if (wml_is(n, "p")) {
            return n->_private != NULL;
        }
    }
    return false;
}

void
wml_count(struct wml_part *part, xmlNode *block)
{
    if (wml_is(block, "p")) {
        part->n_paragraphs += !wml_enclosing(block, "tc") && !block->_private;
    } else if (wml_is(block, "tbl")) {
        part->n_tables += !is_inserted(block);
        block->_private = (void *)(uintptr_t)part->n_tables;
    }
}

void
wml_each_place(xmlDoc *doc, const struct wml_context *context,
               void (*visit)(void *user, xmlNode *paragraph, const char *place),
               void *user)
{
    struct wml_part part = {.doc = doc, .context = context};
    xmlNode *root = xmlDocGetRootElement(doc);

    for (xmlNode *node = root; node; node = wml_following(node, root)) {
        wml_count(&part, node);
        if (wml_is(node, "p")) {
            visit(user, node, wml_place(&part, node));
        }
    }
}
