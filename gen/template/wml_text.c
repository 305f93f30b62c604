#include "gen/template/wml_text.h"

#include <stdio.h>
#include <string.h>

#include "gen/base/mem.h"

void
wml_clear_text(struct paragraph_text *text)
{
    strbuf_clear(&text->bytes);
    mem_free(text->pieces);
    *text = (struct paragraph_text){0};
}

void
wml_add_piece(struct paragraph_text *text, xmlNode *node)
{
    struct str bytes = str_from((const char *)node->content);

    if (text->n_pieces == text->room) {
        text->room = text->room ? text->room * 2 : 16;
        text->pieces =
            mem_resize(text->pieces, text->room, sizeof *text->pieces);
    }
    text->pieces[text->n_pieces++] =
        (struct piece){node, text->bytes.len, bytes.len};
    strbuf_add(&text->bytes, bytes);
}

static bool
is_text(const xmlNode *node)
{
    return wml_is(node, "t") || wml_is(node, "instrText");
}

static bool
is_apart(const xmlNode *node)
{
    return wml_is(node, "p") || wml_is(node, "pPr") || wml_is(node, "rPr") ||
           wml_is(node, "del") || wml_is(node, "moveFrom");
}

void
wml_gather(struct paragraph_text *text, xmlNode *node)
{
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE) {
            if (is_text(node)) {
                wml_add_piece(text, child);
            }
        } else if (wml_is(child, "br") || wml_is(child, "cr")) {
            strbuf_add_char(&text->bytes, '\n');
        } else if (wml_is(child, "tab") && wml_is(node, "r")) {
            strbuf_add_char(&text->bytes, '\t');
        } else if (child->type == XML_ELEMENT_NODE && !is_apart(child)) {
            wml_gather(text, child);
        }
    }
}

struct origin *
wml_origin(struct wml_part *part, xmlNode *paragraph, struct str text,
           const struct tag *tag)
{
    const struct prose_origin *prose = paragraph->_private;
    struct origin *origin = arena_alloc(part->context->arena, sizeof *origin);

    if (prose) {
        origin->path = prose->path;
        origin->line = prose->line;
    } else {
        origin->path = part->context->path;
        origin->place = wml_place(part, paragraph);
    }
    origin_quote(origin, text, tag->start, tag->end, part->context->arena);
    return origin;
}

static xmlNode *
mark_tag(struct wml_part *part, size_t i, const xmlNode *t)
{
    struct node *node = part->tags[i].node;
    char number[24];

    snprintf(number, sizeof number, "%zu", i);
    if (node && wml_is(t, "instrText")) {
        node->is_plain = true;
    }
    part->tags[i].mark = wml_new_mark(part, number);
    return part->tags[i].mark;
}

void
wml_keep_blanks(xmlNode *t)
{
    const xmlAttr *old =
        xmlHasNsProp(t, (const xmlChar *)"space", XML_XML_NAMESPACE);
    xmlNs *ns = xmlSearchNsByHref(t->doc, t, XML_XML_NAMESPACE);

    if (wml_is(t, "t") && !old) {
        xmlNewNsProp(t, ns, (const xmlChar *)"space",
                     (const xmlChar *)"preserve");
    }
}

static void
add_bytes(xmlNode *t, struct str text, size_t from, size_t to)
{
    if (to > from) {
        xmlAddChild(t,
                    xmlNewDocTextLen(t->doc, (const xmlChar *)text.ptr + from,
                                     (int)(to - from)));
    }
}

/* The first tag that ends behind a place; they come in order. */
static size_t
first_behind(const struct found *found, size_t at)
{
    size_t low = 0;
    size_t high = found->n_tags;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (found->tags[middle].end <= at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Puts the text of one piece back without its share of the tags, a mark where
 * a tag's name began (its run's format is the tag's). */
void
wml_rewrite_piece(struct wml_part *part, struct str text,
                  const struct piece *piece, const struct found *found)
{
    xmlNode *t = piece->text->parent;
    size_t at = piece->start;
    size_t end = piece->start + piece->len;

    wml_remove(piece->text);
    for (size_t i = first_behind(found, at);
         i < found->n_tags && found->tags[i].start < end; i++) {
        const struct tag *tag = &found->tags[i];
        size_t anchor = tag->name < tag->end ? tag->name : tag->start;

        add_bytes(t, text, at, tag->start > at ? tag->start : at);
        if (anchor >= piece->start && anchor < end) {
            add_bytes(t, found->replacement, 0, found->replacement.len);
            if (found->numbers[i] != SIZE_MAX) {
                xmlAddChild(t, mark_tag(part, found->numbers[i], t));
            }
        }
        at = tag->end < end ? tag->end : end;
    }
    add_bytes(t, text, at, end);
    wml_keep_blanks(t);
}

static bool
has_content(const xmlNode *run)
{
    for (const xmlNode *child = run->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE && !wml_is(child, "rPr")) {
            return true;
        }
        if (child->type == XML_PI_NODE) {
            return true;
        }
    }
    return false;
}

/* Takes out w:t and w:r that the tags have left empty. */
static void
drop_empty(xmlNode *t)
{
    xmlNode *run = t->parent;

    if (t->children) {
        return;
    }
    wml_remove(t);
    if (wml_is(run, "r") && !has_content(run)) {
        wml_remove(run);
    }
}

void
wml_rewrite(struct wml_part *part, const struct paragraph_text *text,
            const struct found *found)
{
    struct str bytes = strbuf_str(&text->bytes);
    size_t from = found->tags[0].start;
    size_t to = found->tags[found->n_tags - 1].end;

    for (size_t i = 0; i < text->n_pieces; i++) {
        const struct piece *piece = &text->pieces[i];
        xmlNode *t = piece->text->parent;

        if (piece->start < to && piece->start + piece->len > from) {
            wml_rewrite_piece(part, bytes, piece, found);
            drop_empty(t);
        }
    }
}
