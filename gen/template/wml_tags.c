/* Step 1: the tags of a part, read over each paragraph's text. */
#include <string.h>

#include "gen/template/wml_text.h"

/* Text blocks are expanded by now, where they may stand. */
static void
make_node(struct wml_part *part, struct wml_tag *tag)
{
    enum tag_kind kind = tag->site.tag.kind;

    if (kind == TAG_PARTIAL) {
        part->failed |= part->is_plain;
        if (part->is_plain) {
            origin_error(tag->site.origin, part->diags,
                         _("a text block cannot stand here"));
        }
    } else if (tag_opens(kind) || !tag_is_control(kind)) {
        tag->node =
            node_from_tag(&tag->site, part->context->arena, part->diags);
        part->failed |= !tag->node;
        if (tag->node) {
            tag->node->is_plain = part->is_plain;
        }
    }
}

static size_t
add_tag(struct wml_part *part, const struct tag *tag,
        const struct origin *origin)
{
    if (part->n_tags == part->tags_room) {
        size_t room = part->tags_room ? part->tags_room * 2 : 64;

        part->tags = arena_grow(part->context->arena, part->tags, part->n_tags,
                                room, sizeof *part->tags);
        part->tags_room = room;
    }
    part->tags[part->n_tags] = (struct wml_tag){
        .site = {*tag, origin},
        .partner = SIZE_MAX,
        .outer = SIZE_MAX,
    };
    make_node(part, &part->tags[part->n_tags]);
    return part->n_tags++;
}

static void
report_status(struct wml_part *part, xmlNode *paragraph, struct str text,
              enum tag_status status, const struct tag *tag)
{
    const struct origin *origin = wml_origin(part, paragraph, text, tag);

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

/* What the body of a tag that is not closed was probably meant to be. */
static struct str
guess_body(struct str text, const struct tag *tag)
{
    size_t end = tag->name;

    while (end < text.len && !strchr("{} \t\n|", text.ptr[end]) &&
           !str_starts_with(str_slice(text, end, text.len), STR("｝"))) {
        end++;
    }
    return str_slice(text, tag->name, end);
}

/* Tags of one text while they are being found. */
struct finding {
    struct tag *tags;
    size_t *numbers;
    size_t n_tags;
    size_t room;
};

static void
keep_tag(struct wml_part *part, struct finding *finding, const struct tag *tag,
         size_t number)
{
    struct arena *arena = part->context->arena;

    if (finding->n_tags == finding->room) {
        size_t room = finding->room ? finding->room * 2 : 4;

        finding->tags = arena_grow(arena, finding->tags, finding->n_tags, room,
                                   sizeof *finding->tags);
        finding->numbers = arena_grow(arena, finding->numbers, finding->n_tags,
                                      room, sizeof *finding->numbers);
        finding->room = room;
    }
    finding->tags[finding->n_tags] = *tag;
    finding->numbers[finding->n_tags++] = number;
}

/* Reports a faulty tag and says where to go on. */
static size_t
pass_fault(struct wml_part *part, xmlNode *paragraph, struct str text,
           enum tag_status status, struct tag *tag)
{
    report_status(part, paragraph, text, status, tag);
    if (status != TAG_UNCLOSED) {
        return tag->end;
    }
    if (tag_opens(tag->kind) || tag->kind == TAG_CLOSE) {
        /* its partner is not at fault */
        tag->body = guess_body(text, tag);
        add_tag(part, tag, wml_origin(part, paragraph, text, tag));
    }
    return tag->name;
}

/* A brace of either width at the start of s: its length, and its sign. */
static size_t
brace_length(struct str s, char *sign)
{
    static const char *const braces[] = {"{", "}", "｛", "｝"};

    for (size_t i = 0; i < 4; i++) {
        if (str_starts_with(s, str_from(braces[i]))) {
            *sign = braces[i & 1][0];
            return str_from(braces[i]).len;
        }
    }
    return 0;
}

/* Braces outside the tags that have no second one beside them. */
static void
warn_of_braces(struct wml_part *part, xmlNode *paragraph, struct str text,
               const struct finding *finding)
{
    size_t next = 0;

    for (size_t i = 0; i < text.len;) {
        char sign = 0;
        char second = 0;
        size_t len = brace_length(str_slice(text, i, text.len), &sign);
        size_t more =
            len ? brace_length(str_slice(text, i + len, text.len), &second)
                : 0;
        struct tag lone = {.start = i, .end = i + len, .name = i};

        if (next < finding->n_tags && i >= finding->tags[next].start) {
            i = finding->tags[next++].end;
        } else if (len == 0 || (more && sign == second)) {
            i += len ? len + more : 1;
        } else {
            origin_warning(wml_origin(part, paragraph, text, &lone),
                           part->diags,
                           _("a single brace; a tag has two on either side"));
            i += len;
        }
    }
}

/* Finds the tags of a text; false if there are none.  Goes on behind faulty
 * ones. */
static bool
find_tags(struct wml_part *part, xmlNode *paragraph, struct str text,
          struct found *found)
{
    struct finding finding = {NULL, NULL, 0, 0};
    enum tag_status status;
    struct tag tag;
    size_t from = 0;

    while ((status = tag_next(text, from, true, &part->delimiters, &tag)) !=
           TAG_NONE) {
        if (status == TAG_FOUND) {
            const struct origin *origin =
                wml_origin(part, paragraph, text, &tag);

            keep_tag(part, &finding, &tag, add_tag(part, &tag, origin));
            from = tag.end;
        } else {
            from = pass_fault(part, paragraph, text, status, &tag);
        }
    }
    if (part->context->outline) {
        warn_of_braces(part, paragraph, text, &finding);
    }
    *found = (struct found){
        finding.tags, finding.numbers, finding.n_tags, {NULL, 0}};
    return finding.n_tags > 0;
}

static void
collect_paragraph(struct wml_part *part, xmlNode *paragraph)
{
    struct paragraph_text text = {0};
    struct found found;

    wml_gather(&text, paragraph);
    if (find_tags(part, paragraph,
                  arena_str(part->context->arena, strbuf_str(&text.bytes)),
                  &found)) {
        wml_rewrite(part, &text, &found);
    }
    wml_clear_text(&text);
}

/* Leaves nothing of a paragraph but its properties. */
static void
empty_paragraph(xmlNode *paragraph)
{
    xmlNode *child = paragraph->children;

    while (child) {
        xmlNode *next = child->next;

        if (!wml_is(child, "pPr")) {
            wml_remove(child);
        }
        child = next;
    }
}

/* Expands or reads a paragraph; returns the node to go on with, which is the
 * paragraph itself if it stays. */
static xmlNode *
pass_paragraph(struct wml_part *part, xmlNode *paragraph)
{
    xmlNode *parent = paragraph->parent;
    xmlNode *before = paragraph->prev;
    xmlNode *first;

    if (!wml_expand_proses(part, paragraph)) {
        collect_paragraph(part, paragraph);
        return paragraph;
    }
    first = before ? before->next : parent->children;
    if (wml_has_section_break(paragraph)) {
        empty_paragraph(paragraph);
        return first;
    }
    first = first == paragraph ? paragraph->next : first;
    wml_remove(paragraph);
    return first;
}

/* The value of an attribute with its tags as ids of VALUE nodes. */
static void
rewrite_attribute(struct wml_part *part, xmlAttr *attribute, struct str text,
                  const struct found *found)
{
    struct strbuf sb = {0};
    size_t done = 0;

    for (size_t i = 0; i < found->n_tags; i++) {
        struct node *node = part->tags[found->numbers[i]].node;

        strbuf_add(&sb, str_slice(text, done, found->tags[i].start));
        done = found->tags[i].end;
        if (node) {
            node->is_attribute = true;
            strbuf_addf(&sb, WML_SENTINEL "A%zu" WML_SENTINEL,
                        found->numbers[i]);
        }
    }
    strbuf_add(&sb, str_slice(text, done, text.len));
    xmlSetNsProp(attribute->parent, attribute->ns, attribute->name,
                 (const xmlChar *)sb.ptr);
    strbuf_clear(&sb);
}

/* A number of twips, the text of a picture: a value, but no section. */
static void
collect_attribute(struct wml_part *part, xmlAttr *attribute)
{
    struct str text = str_from(
        attribute->children ? (const char *)attribute->children->content : "");
    struct found found;
    xmlNode *p;

    /* Of thousands hardly one has a tag. */
    if (text.len == 0 ||
        !memchr(text.ptr, part->delimiters.open.ptr[0], text.len) ||
        str_find(text, part->delimiters.open, 0) == SIZE_MAX) {
        return;
    }
    p = wml_enclosing(attribute->parent, "p");
    if (!find_tags(part, p ? p : attribute->parent,
                   arena_str(part->context->arena, text), &found)) {
        return;
    }
    for (size_t i = 0; i < found.n_tags; i++) {
        const struct wml_tag *tag = &part->tags[found.numbers[i]];

        if (tag_is_control(found.tags[i].kind) ||
            found.tags[i].kind == TAG_PARTIAL) {
            part->failed = true;
            origin_error(tag->site.origin, part->diags,
                         _("only a value can stand in an attribute"));
        }
    }
    rewrite_attribute(part, attribute, text, &found);
}

static void
collect_attributes(struct wml_part *part, const xmlNode *element)
{
    for (xmlAttr *a = element->properties, *next; a; a = next) {
        next = a->next;
        collect_attribute(part, a);
    }
}

static void
collect_in(struct wml_part *part, xmlNode *node)
{
    xmlNode *child = node->children;

    while (child) {
        wml_count(part, child);
        if (wml_is(child, "p")) {
            xmlNode *next = pass_paragraph(part, child);

            if (next != child) {
                child = next;
                continue;
            }
        }
        if (child->type == XML_ELEMENT_NODE) {
            collect_attributes(part, child);
            collect_in(part, child);
        }
        child = child->next;
    }
}

static bool
holds_sentinel(const xmlNode *text)
{
    return text && text->content &&
           strstr((const char *)text->content, WML_SENTINEL);
}

static bool
has_sentinel(xmlDoc *doc)
{
    xmlNode *root = xmlDocGetRootElement(doc);

    for (xmlNode *n = root; n; n = wml_following(n, root)) {
        if (n->type == XML_TEXT_NODE && holds_sentinel(n)) {
            return true;
        }
        for (xmlAttr *a = n->type == XML_ELEMENT_NODE ? n->properties : NULL; a;
             a = a->next) {
            if (holds_sentinel(a->children)) {
                return true;
            }
        }
    }
    return false;
}

bool
wml_accepts(struct wml_part *part, xmlDoc *doc, const char *path)
{
    struct location at = {.path = path};

    if (has_sentinel(doc)) {
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
    if (wml_accepts(part, part->doc, part->context->path)) {
        collect_in(part, (xmlNode *)part->doc);
    }
}

void
wml_collect_plain_tags(struct wml_part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    xmlNode *next;

    part->is_plain = true;
    if (!wml_accepts(part, part->doc, part->context->path)) {
        return;
    }
    for (xmlNode *n = root; n; n = next) {
        struct paragraph_text text = {0};
        struct found found;

        next = wml_following(n, root);
        if (n->type != XML_TEXT_NODE) {
            continue;
        }
        wml_add_piece(&text, n);
        if (find_tags(part, n->parent,
                      arena_str(part->context->arena, strbuf_str(&text.bytes)),
                      &found)) {
            wml_rewrite_piece(part, strbuf_str(&text.bytes), &text.pieces[0],
                              &found);
        }
        wml_clear_text(&text);
    }
}
