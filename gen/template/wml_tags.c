/* Step 1: the tags of a part, read over each paragraph's text. */
#include <string.h>

#include "gen/base/mem.h"
#include "gen/template/prose.h"
#include "gen/template/wml_part.h"

enum { MAX_PROSE_DEPTH = 16 };

/* A text node inside a w:t and where its bytes stand in the paragraph. */
struct piece {
    xmlNode *text;
    size_t start;
    size_t len;
};

struct paragraph_text {
    struct strbuf bytes;
    struct piece *pieces;
    size_t n_pieces;
    size_t room;
};

/* Where a paragraph of expanded prose comes from (xmlNode._private). */
struct prose_origin {
    const char *path;
    unsigned line;
    unsigned depth;
};

static void
clear_text(struct paragraph_text *text)
{
    strbuf_clear(&text->bytes);
    mem_free(text->pieces);
    *text = (struct paragraph_text){0};
}

static void
add_piece(struct paragraph_text *text, xmlNode *node)
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

/* Gathers the paragraph's own text, not that of paragraphs within it. */
static void
gather(struct paragraph_text *text, xmlNode *node)
{
    for (xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE) {
            if (wml_is(node, "t")) {
                add_piece(text, child);
            }
        } else if (wml_is(child, "br") || wml_is(child, "cr")) {
            strbuf_add_char(&text->bytes, '\n');
        } else if (wml_is(child, "tab") && wml_is(node, "r")) {
            strbuf_add_char(&text->bytes, '\t');
        } else if (child->type == XML_ELEMENT_NODE && !wml_is(child, "p") &&
                   !wml_is(child, "pPr") && !wml_is(child, "rPr")) {
            gather(text, child);
        }
    }
}

static unsigned
position_among(const xmlNode *node, const char *name)
{
    unsigned n = 1;

    for (const xmlNode *before = node->prev; before; before = before->prev) {
        n += wml_is(before, name);
    }
    return n;
}

/* "paragraph 12", "table 2, row 3, column 1", with the part's name. */
static const char *
place_of(struct wml_part *part, xmlNode *paragraph)
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
        strbuf_addf(&sb, _("table %u, row %u, column %u"), part->n_tables,
                    position_among(row, "tr"), position_among(cell, "tc"));
    } else {
        strbuf_addf(&sb, _("paragraph %u"), part->n_paragraphs);
    }
    place = arena_cstr(part->context->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return place;
}

static struct origin *
origin_of(struct wml_part *part, xmlNode *paragraph, struct str text,
          const struct tag *tag)
{
    const struct prose_origin *prose = paragraph->_private;
    struct origin *origin = arena_alloc(part->context->arena, sizeof *origin);

    if (prose) {
        origin->path = prose->path;
        origin->line = prose->line;
    } else {
        origin->path = part->context->path;
        origin->place = place_of(part, paragraph);
    }
    origin_quote(origin, text, tag->start, tag->end, part->context->arena);
    return origin;
}

static size_t
add_tag(struct wml_part *part, const struct tag *tag,
        const struct origin *origin)
{
    if (part->n_tags == part->tags_room) {
        size_t room = part->tags_room ? part->tags_room * 2 : 64;

        part->tags = arena_grow(part->context->arena, part->tags,
                                part->n_tags, room, sizeof *part->tags);
        part->tags_room = room;
    }
    part->tags[part->n_tags] = (struct wml_tag){
        .site = {*tag, origin},
        .partner = SIZE_MAX,
    };
    return part->n_tags++;
}

static xmlNode *
mark_tag(struct wml_part *part, size_t i)
{
    char number[24];

    snprintf(number, sizeof number, "%zu", i);
    part->tags[i].mark = wml_new_mark(part, number);
    return part->tags[i].mark;
}

static void
keep_blanks(xmlNode *t)
{
    const xmlAttr *old =
        xmlHasNsProp(t, (const xmlChar *)"space", XML_XML_NAMESPACE);
    xmlNs *ns = xmlSearchNsByHref(t->doc, t, XML_XML_NAMESPACE);

    if (wml_is(t, "t") && !old) {
        xmlNewNsProp(t, ns, (const xmlChar *)"space",
                     (const xmlChar *)"preserve");
    }
}

/* Tags found in one paragraph, in order. */
struct found {
    const struct tag *tags;
    const size_t *numbers; /* in part->tags; SIZE_MAX: leaves no mark */
    size_t n_tags;
    struct str replacement; /* of the only one, instead of a mark */
};

static void
add_bytes(xmlNode *t, struct str text, size_t from, size_t to)
{
    if (to > from) {
        xmlAddChild(t, xmlNewDocTextLen(t->doc,
                                        (const xmlChar *)text.ptr + from,
                                        (int)(to - from)));
    }
}

/* Puts the text of one piece back without its share of the tags, a mark where
 * a tag's name began (its run's format is the tag's). */
static void
rewrite_piece(struct wml_part *part, struct str text,
              const struct piece *piece, const struct found *found)
{
    xmlNode *t = piece->text->parent;
    size_t at = piece->start;
    size_t end = piece->start + piece->len;

    wml_remove(piece->text);
    for (size_t i = 0; i < found->n_tags; i++) {
        const struct tag *tag = &found->tags[i];
        size_t anchor = tag->name < tag->end ? tag->name : tag->start;

        if (tag->end <= at || tag->start >= end) {
            continue;
        }
        add_bytes(t, text, at, tag->start > at ? tag->start : at);
        if (anchor >= piece->start && anchor < end) {
            add_bytes(t, found->replacement, 0, found->replacement.len);
            if (found->numbers[i] != SIZE_MAX) {
                xmlAddChild(t, mark_tag(part, found->numbers[i]));
            }
        }
        at = tag->end < end ? tag->end : end;
    }
    add_bytes(t, text, at, end);
    keep_blanks(t);
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

static void
rewrite(struct wml_part *part, const struct paragraph_text *text,
        const struct found *found)
{
    struct str bytes = strbuf_str(&text->bytes);
    size_t from = found->tags[0].start;
    size_t to = found->tags[found->n_tags - 1].end;

    for (size_t i = 0; i < text->n_pieces; i++) {
        const struct piece *piece = &text->pieces[i];
        xmlNode *t = piece->text->parent;

        if (piece->start < to && piece->start + piece->len > from) {
            rewrite_piece(part, bytes, piece, found);
            drop_empty(t);
        }
    }
}

static void
report_status(struct wml_part *part, xmlNode *paragraph, struct str text,
              enum tag_status status, const struct tag *tag)
{
    const struct origin *origin = origin_of(part, paragraph, text, tag);

    part->failed = true;
    if (status == TAG_UNCLOSED) {
        origin_error(origin, part->diags,
                     _("this tag is not closed in its paragraph"));
        diag_advise(part->diags, _("close it with %.*s"),
                    STR_ARG(part->delimiters.close));
    } else if (status == TAG_STRAY) {
        origin_error(origin, part->diags,
                     _("a tag is closed here that was not opened"));
    } else {
        origin_error(origin, part->diags, _("these are no delimiters"));
    }
}

/* Finds the tags of a text; false if there are none or one is faulty. */
static bool
find_tags(struct wml_part *part, xmlNode *paragraph, struct str text,
          struct found *found)
{
    struct tag *tags = NULL;
    size_t *numbers = NULL;
    size_t room = 0;
    size_t from = 0;

    *found = (struct found){NULL, NULL, 0, {NULL, 0}};
    for (;;) {
        struct tag tag;
        enum tag_status status =
            tag_next(text, from, true, &part->delimiters, &tag);

        if (status == TAG_NONE) {
            break;
        }
        if (status != TAG_FOUND) {
            report_status(part, paragraph, text, status, &tag);
            return false;
        }
        if (found->n_tags == room) {
            room = room ? room * 2 : 4;
            tags = arena_grow(part->context->arena, tags, found->n_tags, room,
                              sizeof *tags);
            numbers = arena_grow(part->context->arena, numbers, found->n_tags,
                                 room, sizeof *numbers);
        }
        tags[found->n_tags] = tag;
        numbers[found->n_tags++] = SIZE_MAX;
        from = tag.end;
    }
    found->tags = tags;
    found->numbers = numbers;
    for (size_t i = 0; i < found->n_tags; i++) {
        if (tags[i].kind != TAG_COMMENT && tags[i].kind != TAG_DELIMITERS) {
            numbers[i] = add_tag(part, &tags[i],
                                 origin_of(part, paragraph, text, &tags[i]));
        }
    }
    return found->n_tags > 0;
}

/* A run of text with the properties of like (may be NULL). */
static xmlNode *
new_run(xmlNode *paragraph, const xmlNode *like, struct str text,
        const struct style *style)
{
    xmlNode *run =
        xmlNewDocNode(paragraph->doc, paragraph->ns, (const xmlChar *)"r",
                      NULL);
    xmlNode *rpr = like ? wml_clone(like, true) : NULL;
    xmlNode *t;

    xmlAddChild(paragraph, run);
    if (style) {
        xmlNode *rstyle;

        if (rpr) {
            xmlFreeNode(rpr);
        }
        rpr = xmlNewDocNode(paragraph->doc, paragraph->ns,
                            (const xmlChar *)"rPr", NULL);
        rstyle = xmlNewChild(rpr, paragraph->ns, (const xmlChar *)"rStyle",
                             NULL);
        xmlNewNsProp(rstyle, paragraph->ns, (const xmlChar *)"val",
                     (const xmlChar *)style->id.ptr);
    }
    if (rpr) {
        xmlAddChild(run, rpr);
    }
    t = xmlNewChild(run, paragraph->ns, (const xmlChar *)"t", NULL);
    xmlAddChild(t, xmlNewDocTextLen(paragraph->doc, (const xmlChar *)text.ptr,
                                    (int)text.len));
    keep_blanks(t);
    return run;
}

/* A new paragraph for one line of prose, formatted like the one that held
 * the tag, or as the heading it is. */
static xmlNode *
new_paragraph(struct wml_part *part, xmlNode *like,
              const struct prose_line *line)
{
    const struct styles *styles = part->context->styles;
    xmlNode *ppr = xml_child(like, (const char *)like->ns->href, "pPr");
    xmlNode *run = xml_child(like, (const char *)like->ns->href, "r");
    const xmlNode *rpr =
        run ? xml_child(run, (const char *)like->ns->href, "rPr") : NULL;
    xmlNode *p = xmlNewDocNode(part->doc, like->ns, (const xmlChar *)"p",
                               NULL);
    const struct style *style = NULL;
    size_t heading = line->level ? line->heading_len : 0;

    if (line->level && styles) {
        bool whole = str_find(line->text, STR("。"), 0) == SIZE_MAX;

        style = styles_named(styles,
                             whole ? prose_paragraph_style(line->level)
                                   : prose_character_style(line->level));
        if (style && whole) {
            xmlNode *props = xmlNewChild(p, like->ns,
                                         (const xmlChar *)"pPr", NULL);
            xmlNode *named = xmlNewChild(props, like->ns,
                                         (const xmlChar *)"pStyle", NULL);

            xmlNewNsProp(named, like->ns, (const xmlChar *)"val",
                         (const xmlChar *)style->id.ptr);
            new_run(p, NULL, line->text, NULL);
            return p;
        }
    }
    if (ppr) {
        xmlAddChild(p, wml_clone(ppr, true));
    }
    if (style && heading) {
        new_run(p, NULL, str_slice(line->text, 0, heading), style);
    } else {
        heading = 0;
    }
    if (heading < line->text.len) {
        new_run(p, rpr, str_slice(line->text, heading, line->text.len), NULL);
    }
    return p;
}

/* The text of the block a partial tag names; false after reporting. */
static bool
find_prose(struct wml_part *part, const struct origin *origin,
           const struct tag *tag, unsigned depth, struct str *text,
           const char **path)
{
    const struct prose_source *proses = part->context->proses;

    if (!proses || !proses->find(proses->user, tag->body, text, path)) {
        part->failed = true;
        return origin_error(origin, part->diags,
                            _("there is no text block “%.*s”"),
                            STR_ARG(tag->body));
    }
    if (depth > MAX_PROSE_DEPTH) {
        part->failed = true;
        return origin_error(origin, part->diags,
                            _("text blocks name each other without end"));
    }
    return true;
}

static struct prose_origin *
prose_origin(struct wml_part *part, const xmlNode *paragraph,
             const char *path, unsigned line)
{
    const struct prose_origin *outer = paragraph->_private;
    struct prose_origin *origin =
        arena_alloc(part->context->arena, sizeof *origin);

    *origin = (struct prose_origin){path, line, outer ? outer->depth + 1 : 1};
    return origin;
}

/* Puts the paragraphs of a text block before the one that names it. */
static void
expand_block(struct wml_part *part, xmlNode *paragraph, struct str text,
             const char *path)
{
    struct prose_line line;
    size_t from = 0;
    unsigned n_lines = 0;

    while (prose_next(text, &from, &n_lines, &line)) {
        xmlNode *p = new_paragraph(part, paragraph, &line);

        p->_private = prose_origin(part, paragraph, path, line.line);
        xmlAddPrevSibling(paragraph, p);
    }
}

/* Puts the text of a block of one paragraph in the place of its tag. */
static bool
expand_inline(struct wml_part *part, const struct paragraph_text *paragraph,
              const struct tag *tag, const struct origin *origin,
              struct str text)
{
    static const size_t no_number = SIZE_MAX;
    struct found found = {tag, &no_number, 1, {"", 0}};
    struct prose_line line;
    struct prose_line more;
    size_t from = 0;
    unsigned n_lines = 0;

    if (prose_next(text, &from, &n_lines, &line)) {
        found.replacement = line.text;
        if (prose_next(text, &from, &n_lines, &more)) {
            part->failed = true;
            return origin_error(
                origin, part->diags,
                _("a text block of several paragraphs must stand alone in "
                  "its paragraph"));
        }
    }
    rewrite(part, paragraph, &found);
    return true;
}

static bool
find_partial(const struct wml_part *part, struct str text, struct tag *tag)
{
    struct delimiters delimiters = part->delimiters;
    size_t from = 0;

    while (tag_next(text, from, false, &delimiters, tag) == TAG_FOUND) {
        if (tag->kind == TAG_PARTIAL) {
            return true;
        }
        from = tag->end;
    }
    return false;
}

static bool
is_whole(struct str text, const struct tag *tag)
{
    return str_trim(str_slice(text, 0, tag->start)).len == 0 &&
           str_trim(str_slice(text, tag->end, text.len)).len == 0;
}

/* Expands the text blocks a paragraph names.  True if it was a block's own
 * paragraph, which others now stand before. */
static bool
expand_proses(struct wml_part *part, xmlNode *paragraph)
{
    const struct prose_origin *outer = paragraph->_private;
    unsigned depth = outer ? outer->depth + 1 : 1;
    bool is_block = false;
    bool again = true;

    for (; again && !is_block; depth++) {
        struct paragraph_text gathered = {0};
        const char *path = NULL;
        struct str bytes;
        struct str text;
        struct tag tag;

        gather(&gathered, paragraph);
        bytes = arena_str(part->context->arena, strbuf_str(&gathered.bytes));
        again = find_partial(part, bytes, &tag);
        if (again) {
            const struct origin *origin =
                origin_of(part, paragraph, bytes, &tag);

            again = find_prose(part, origin, &tag, depth, &text, &path);
            is_block = again && is_whole(bytes, &tag);
            if (is_block) {
                expand_block(part, paragraph, text, path);
            } else if (again) {
                again = expand_inline(part, &gathered, &tag, origin, text);
            }
        }
        clear_text(&gathered);
    }
    return is_block;
}

static void
collect_paragraph(struct wml_part *part, xmlNode *paragraph)
{
    struct paragraph_text text = {0};
    struct found found;

    part->n_paragraphs +=
        !wml_enclosing(paragraph, "tc") && !paragraph->_private;
    gather(&text, paragraph);
    if (find_tags(part, paragraph,
                  arena_str(part->context->arena, strbuf_str(&text.bytes)),
                  &found)) {
        rewrite(part, &text, &found);
    }
    clear_text(&text);
}

static void
collect_in(struct wml_part *part, xmlNode *node)
{
    xmlNode *child = node->children;

    while (child) {
        xmlNode *before = child->prev;

        if (wml_is(child, "p")) {
            if (expand_proses(part, child)) {
                xmlNode *next = child->next;
                xmlNode *first = before ? before->next : node->children;

                if (first == child) {
                    first = next;
                }
                wml_remove(child);
                child = first;
                continue;
            }
            collect_paragraph(part, child);
        } else if (wml_is(child, "tbl")) {
            part->n_tables++;
        }
        if (child->type == XML_ELEMENT_NODE) {
            collect_in(part, child);
        }
        child = child->next;
    }
}

static bool
has_sentinel(xmlDoc *doc)
{
    xmlNode *root = xmlDocGetRootElement(doc);

    for (xmlNode *n = root; n; n = wml_following(n, root)) {
        if (n->type == XML_TEXT_NODE &&
            strstr((const char *)n->content, WML_SENTINEL)) {
            return true;
        }
    }
    return false;
}

static bool
accept(struct wml_part *part)
{
    struct location at = {.path = part->context->path};

    if (has_sentinel(part->doc)) {
        part->failed = true;
        diag_error(part->diags, at,
                   _("the template holds the noncharacter U+FDD0"));
        return false;
    }
    return true;
}

void
wml_collect_tags(struct wml_part *part)
{
    if (accept(part)) {
        collect_in(part, (xmlNode *)part->doc);
    }
}

void
wml_collect_plain_tags(struct wml_part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    xmlNode *next;

    if (!accept(part)) {
        return;
    }
    for (xmlNode *n = root; n; n = next) {
        struct paragraph_text text = {0};
        struct found found;

        next = wml_following(n, root);
        if (n->type != XML_TEXT_NODE) {
            continue;
        }
        add_piece(&text, n);
        if (find_tags(part, n->parent,
                      arena_str(part->context->arena,
                                strbuf_str(&text.bytes)),
                      &found)) {
            rewrite_piece(part, strbuf_str(&text.bytes), &text.pieces[0],
                          &found);
        }
        clear_text(&text);
    }
}
