/* Step 1, for text blocks: {{> name}} becomes the block's paragraphs, or the
 * blocks of a part drawn once. */
#include "gen/template/element.h"
#include "gen/template/prose.h"
#include "gen/template/wml_text.h"

enum { MAX_PROSE_DEPTH = 16 };

/* A run of text with the properties of like (may be NULL). */
static xmlNode *
new_run(xmlNode *paragraph, const xmlNode *like, struct str text,
        const struct style *style)
{
    xmlNode *run = xmlNewDocNode(paragraph->doc, paragraph->ns,
                                 (const xmlChar *)"r", NULL);
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
        rstyle =
            xmlNewChild(rpr, paragraph->ns, (const xmlChar *)"rStyle", NULL);
        xmlNewNsProp(rstyle, paragraph->ns, (const xmlChar *)"val",
                     (const xmlChar *)style->id.ptr);
    }
    if (rpr) {
        xmlAddChild(run, rpr);
    }
    t = xmlNewChild(run, paragraph->ns, (const xmlChar *)"t", NULL);
    xmlAddChild(t, xmlNewDocTextLen(paragraph->doc, (const xmlChar *)text.ptr,
                                    (int)text.len));
    wml_keep_blanks(t);
    return run;
}

/* The section break stays with the paragraph that was there. */
static void
add_properties(xmlNode *paragraph, const xmlNode *like)
{
    xmlNode *ppr = wml_clone(like, true);
    xmlNode *sect = xml_child(ppr, (const char *)ppr->ns->href, "sectPr");

    if (sect) {
        wml_remove(sect);
    }
    xmlAddChild(paragraph, ppr);
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
    xmlNode *p = xmlNewDocNode(part->doc, like->ns, (const xmlChar *)"p", NULL);
    const struct style *style = NULL;
    size_t heading = line->level ? line->heading_len : 0;

    if (line->level && styles) {
        bool whole = str_find(line->text, STR("。"), 0) == SIZE_MAX;

        style =
            styles_named(styles, whole ? prose_paragraph_style(line->level)
                                       : prose_character_style(line->level));
        if (style && whole) {
            xmlNode *props =
                xmlNewChild(p, like->ns, (const xmlChar *)"pPr", NULL);
            xmlNode *named =
                xmlNewChild(props, like->ns, (const xmlChar *)"pStyle", NULL);

            xmlNewNsProp(named, like->ns, (const xmlChar *)"val",
                         (const xmlChar *)style->id.ptr);
            new_run(p, NULL, line->text, NULL);
            return p;
        }
    }
    if (ppr) {
        add_properties(p, ppr);
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

struct prose_origin *
wml_prose_origin(struct wml_part *part, const xmlNode *paragraph,
                 const char *path, unsigned line)
{
    const struct prose_origin *outer = paragraph->_private;
    struct prose_origin *origin =
        arena_alloc(part->context->arena, sizeof *origin);

    *origin = (struct prose_origin){path, line, outer ? outer->depth + 1 : 1,
                                     false};
    return origin;
}

static void
let_next_go(const xmlNode *paragraph)
{
    xmlNode *keep = element_child(element_child(paragraph, "pPr"), "keepNext");

    if (keep) {
        wml_remove(keep);
    }
}

/* Puts the paragraphs of a text block before the one that names it.  What
 * keeps that one with the next is for the last of them. */
static void
expand_block(struct wml_part *part, xmlNode *paragraph, struct str text,
             const char *path)
{
    struct prose_line line;
    xmlNode *last = NULL;
    size_t from = 0;
    unsigned n_lines = 0;

    while (prose_next(text, &from, &n_lines, &line)) {
        xmlNode *p = new_paragraph(part, paragraph, &line);

        p->_private = wml_prose_origin(part, paragraph, path, line.line);
        xmlAddPrevSibling(paragraph, p);
        if (last) {
            let_next_go(last);
        }
        last = p;
    }
}

static bool
is_fragment(const char *path)
{
    return path && str_ends_with(str_from(path), STR(".xml"));
}

static bool
refuse_inline(struct wml_part *part, const struct origin *origin)
{
    part->failed = true;
    return origin_error(origin, part->diags,
                        _("a text block of several paragraphs must stand "
                          "alone in its paragraph"));
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
            return refuse_inline(part, origin);
        }
    }
    wml_rewrite(part, paragraph, &found);
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

bool
wml_expand_proses(struct wml_part *part, xmlNode *paragraph)
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

        wml_gather(&gathered, paragraph);
        bytes = arena_str(part->context->arena, strbuf_str(&gathered.bytes));
        again = find_partial(part, bytes, &tag);
        if (again) {
            const struct origin *origin =
                wml_origin(part, paragraph, bytes, &tag);

            again = find_prose(part, origin, &tag, depth, &text, &path);
            is_block = again && is_whole(bytes, &tag);
            if (again && is_fragment(path)) {
                again = is_block
                            ? wml_expand_fragment(part, paragraph, text, path)
                            : refuse_inline(part, origin);
            } else if (is_block) {
                expand_block(part, paragraph, text, path);
            } else if (again) {
                again = expand_inline(part, &gathered, &tag, origin, text);
            }
        }
        wml_clear_text(&gathered);
    }
    return is_block;
}
