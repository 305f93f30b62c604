/* Step 3, for numbered lists (ECMA-376-1 17.9): one that lies wholly within a
 * section begins anew in each pass.  A list of which the section's body is
 * one item goes on through its passes, and begins anew with those of the
 * section around it.  Only numbers a paragraph says itself are seen, not those
 * of its style. */
#include <limits.h>
#include <stdlib.h>

#include "gen/template/element.h"
#include "gen/template/wml_part.h"

/* The sections that give something to repeat; SIZE_MAX: none. */
static size_t
repeating(const struct wml_part *part, size_t section)
{
    while (section != SIZE_MAX &&
           part->tags[section].site.tag.kind == TAG_INVERTED) {
        section = part->tags[section].outer;
    }
    return section;
}

bool
wml_is_within(const struct wml_part *part, size_t section, size_t outer)
{
    while (section != SIZE_MAX && section != outer) {
        section = part->tags[section].outer;
    }
    return section == outer;
}

/* The innermost section that both lie in. */
static size_t
common_section(const struct wml_part *part, size_t a, size_t b)
{
    while (!wml_is_within(part, b, a)) {
        a = part->tags[a].outer;
    }
    return repeating(part, a);
}

static unsigned long
number_of(struct str text)
{
    return text.len ? strtoul(text.ptr, NULL, 10) : 0;
}

static struct wml_list *
list_of(struct wml_part *part, unsigned long number, size_t section)
{
    for (size_t i = 0; i < part->n_lists; i++) {
        if (part->lists[i].number == number) {
            return &part->lists[i];
        }
    }
    part->lists = arena_grow(part->context->arena, part->lists, part->n_lists,
                             part->n_lists + 1, sizeof *part->lists);
    part->lists[part->n_lists] = (struct wml_list){
        .number = number,
        .section = section,
        .level = ULONG_MAX,
        .slot = part->n_slots++,
    };
    return &part->lists[part->n_lists++];
}

/* An item of a list stands in a section. */
static void
add_item(struct wml_part *part, const xmlNode *numpr, size_t section)
{
    unsigned long number = number_of(element_value(numpr, "numId"));
    unsigned long level = number_of(element_value(numpr, "ilvl"));
    struct wml_list *list;

    if (number == 0) {
        return; /* says that there is no number */
    }
    list = list_of(part, number, section);
    list->section = common_section(part, list->section, section);
    if (level < list->level) {
        list->level = level;
        list->n_heads = 0;
    }
    if (level == list->level) {
        list->n_heads++;
        list->head_section = section;
    }
}

static bool
is_number(const xmlNode *node)
{
    return wml_is(node, "numPr") && wml_is(node->parent, "pPr") &&
           wml_is(node->parent->parent, "p");
}

void
wml_settle_lists(struct wml_part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    size_t section = SIZE_MAX;

    for (xmlNode *node = root; node; node = wml_following(node, root)) {
        const struct wml_tag *tag = wml_tag_of(part, node);

        if (tag && tag_opens(tag->site.tag.kind)) {
            section = (size_t)(tag - part->tags);
        } else if (tag && tag->site.tag.kind == TAG_CLOSE) {
            section = part->tags[section].outer;
        } else if (node->type == XML_ELEMENT_NODE && is_number(node)) {
            add_item(part, node, repeating(part, section));
        }
    }
    for (size_t i = 0; i < part->n_lists; i++) {
        struct wml_list *list = &part->lists[i];

        list->is_item =
            list->n_heads == 1 && list->head_section == list->section;
    }
}

const struct wml_list *
wml_list_of(const struct wml_part *part, const xmlNode *numid)
{
    unsigned long number = number_of(element_attribute(numid, "val"));

    for (size_t i = 0; is_number(numid->parent) && i < part->n_lists; i++) {
        if (part->lists[i].number == number) {
            return part->lists[i].section == SIZE_MAX ? NULL : &part->lists[i];
        }
    }
    return NULL;
}
