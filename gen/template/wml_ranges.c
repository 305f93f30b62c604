/* Step 3, for bookmarks, comments and other ranges: both ends of one must be
 * repeated together, or neither may stay. */
#include <stdlib.h>
#include <string.h>

#include "gen/template/wml_part.h"

struct range_end {
    xmlNode *node;
    const char *kind;
    unsigned long id;
    bool starts;
    bool refers;              /* a comment's reference, not an end */
    size_t section;           /* the innermost open one; SIZE_MAX: none */
    const xmlNode *paragraph; /* if sections stand in it, which may empty it */
};

struct ranges {
    struct wml_part *part;
    struct range_end *ends;
    size_t n_ends;
    size_t room;
};

static const struct {
    const char *name, *kind;
    bool starts, refers;
} ends[] = {
    {"bookmarkStart", "bookmark", true, false},
    {"bookmarkEnd", "bookmark", false, false},
    {"commentRangeStart", "comment", true, false},
    {"commentRangeEnd", "comment", false, false},
    {"commentReference", "comment", false, true},
    {"permStart", "perm", true, false},
    {"permEnd", "perm", false, false},
    {"moveFromRangeStart", "moveFrom", true, false},
    {"moveFromRangeEnd", "moveFrom", false, false},
    {"moveToRangeStart", "moveTo", true, false},
    {"moveToRangeEnd", "moveTo", false, false},
};

static const xmlNode *
changing_paragraph(const struct wml_part *part, xmlNode *node)
{
    const xmlNode *paragraph = wml_enclosing(node, "p");

    for (const xmlNode *n = paragraph ? wml_following(paragraph, paragraph)
                                      : NULL;
         n; n = wml_following(n, paragraph)) {
        if (wml_section_step(part, n)) {
            return paragraph;
        }
    }
    return NULL;
}

static void
add_end(struct ranges *ranges, xmlNode *node, size_t section)
{
    struct arena *arena = ranges->part->context->arena;

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        struct str id;

        if (!wml_is(node, ends[i].name)) {
            continue;
        }
        if (ranges->n_ends == ranges->room) {
            size_t room = ranges->room ? ranges->room * 2 : 32;

            ranges->ends = arena_grow(arena, ranges->ends, ranges->n_ends, room,
                                      sizeof *ranges->ends);
            ranges->room = room;
        }
        id = xml_attribute(node, (const char *)node->ns->href, "id");
        ranges->ends[ranges->n_ends++] = (struct range_end){
            node,
            ends[i].kind,
            id.len ? strtoul(id.ptr, NULL, 10) : 0,
            ends[i].starts,
            ends[i].refers,
            section,
            changing_paragraph(ranges->part, node),
        };
        return;
    }
}

/* By kind and id, otherwise as they stand. */
static int
compare_ends(const void *a, const void *b)
{
    const struct range_end *x = a;
    const struct range_end *y = b;
    int kind = strcmp(x->kind, y->kind);

    if (kind || x->id != y->id) {
        return kind ? kind : (x->id > y->id) - (x->id < y->id);
    }
    return (x->section > y->section) - (x->section < y->section);
}

static bool
is_range(const struct range_end *first, const struct range_end *other)
{
    return first->kind == other->kind && first->id == other->id;
}

/* One start and one end that come and go together.  A comment must not be
 * repeated at all, but may have no range. */
static bool
stays_whole(const struct range_end *range, size_t n)
{
    size_t n_starts = 0;
    size_t n_ends = 0;
    size_t n_references = 0;
    bool is_comment = strcmp(range->kind, "comment") == 0;

    for (size_t i = 0; i < n; i++) {
        n_starts += range[i].starts;
        n_ends += !range[i].starts && !range[i].refers;
        n_references += range[i].refers;
        if (range[i].section != range[0].section ||
            range[i].paragraph != range[0].paragraph ||
            (is_comment && range[i].section != SIZE_MAX)) {
            return false;
        }
    }
    return n_starts == n_ends && n_starts <= 1 &&
           n_references == (is_comment ? 1 : 0);
}

/* Nodes carry their slot until step 4 has written them out. */
static void
settle(struct ranges *ranges, struct range_end *range, size_t n)
{
    uint32_t slot = ranges->part->n_slots++;
    bool stays = stays_whole(range, n);

    for (size_t i = 0; i < n; i++) {
        if (stays) {
            range[i].node->_private = (void *)(uintptr_t)slot;
        } else {
            wml_remove(range[i].node);
        }
    }
}

uint32_t
wml_slot(const xmlNode *end)
{
    return (uint32_t)(uintptr_t)end->_private;
}

void
wml_settle_ranges(struct wml_part *part)
{
    struct ranges ranges = {.part = part};
    xmlNode *root = xmlDocGetRootElement(part->doc);
    size_t section = SIZE_MAX;

    for (xmlNode *node = root; node; node = wml_following(node, root)) {
        const struct wml_tag *tag = wml_tag_of(part, node);

        if (tag && tag_opens(tag->site.tag.kind)) {
            section = (size_t)(tag - part->tags);
        } else if (tag && tag->site.tag.kind == TAG_CLOSE) {
            section = part->tags[section].outer;
        } else if (node->type == XML_ELEMENT_NODE) {
            add_end(&ranges, node, section);
        }
    }
    if (ranges.n_ends) {
        qsort(ranges.ends, ranges.n_ends, sizeof *ranges.ends, compare_ends);
    }
    for (size_t i = 0, n; i < ranges.n_ends; i += n) {
        for (n = 1; i + n < ranges.n_ends &&
                    is_range(&ranges.ends[i], &ranges.ends[i + n]);
             n++) {
        }
        settle(&ranges, &ranges.ends[i], n);
    }
}
