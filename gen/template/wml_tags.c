/* Step 1: the tags of a part, read over each paragraph's text. */
#include <string.h>

#include "gen/template/wml_text.h"

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
    };
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
                                 wml_origin(part, paragraph, text, &tags[i]));
        }
    }
    return found->n_tags > 0;
}

static void
collect_paragraph(struct wml_part *part, xmlNode *paragraph)
{
    struct paragraph_text text = {0};
    struct found found;

    part->n_paragraphs +=
        !wml_enclosing(paragraph, "tc") && !paragraph->_private;
    wml_gather(&text, paragraph);
    if (find_tags(part, paragraph,
                  arena_str(part->context->arena, strbuf_str(&text.bytes)),
                  &found)) {
        wml_rewrite(part, &text, &found);
    }
    wml_clear_text(&text);
}

static void
collect_in(struct wml_part *part, xmlNode *node)
{
    xmlNode *child = node->children;

    while (child) {
        xmlNode *before = child->prev;

        if (wml_is(child, "p")) {
            if (wml_expand_proses(part, child)) {
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
        wml_gather_node(&text, n);
        if (find_tags(part, n->parent,
                      arena_str(part->context->arena, strbuf_str(&text.bytes)),
                      &found)) {
            wml_rewrite(part, &text, &found);
        }
        wml_clear_text(&text);
    }
}
