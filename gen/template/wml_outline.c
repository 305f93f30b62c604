/* For lint: the tags alone, as they are written within each other. */
#include "gen/template/wml_part.h"

/* A section whose tag is faulty still holds what stands in it. */
static struct node *
copy_node(const struct wml_part *part, const struct wml_tag *tag)
{
    struct node *copy = node_new(part->context->arena, NODE_SECTION);

    if (tag->node) {
        *copy = *tag->node;
        copy->next = copy->children = copy->last = NULL;
    } else {
        copy->origin = tag->site.origin;
    }
    return copy;
}

/* A section that is never closed ends with the one around it. */
static size_t
depth_behind(const size_t *closes, size_t depth, size_t close)
{
    for (size_t d = depth; d > 0; d--) {
        if (closes[d] == close) {
            return d - 1;
        }
    }
    return depth;
}

struct node *
wml_outline(const struct wml_part *part)
{
    struct arena *arena = part->context->arena;
    struct node *root = node_new(arena, NODE_SECTION);
    struct node **open =
        arena_alloc(arena, (part->n_tags + 1) * sizeof(struct node *));
    size_t *closes = arena_alloc(arena, (part->n_tags + 1) * sizeof *closes);
    size_t depth = 0;

    open[0] = root;
    for (size_t i = 0; i < part->n_tags; i++) {
        const struct wml_tag *tag = &part->tags[i];

        if (tag_opens(tag->site.tag.kind)) {
            struct node *node = copy_node(part, tag);

            node_add(open[depth], node);
            open[++depth] = node;
            closes[depth] = tag->partner;
        } else if (tag->site.tag.kind == TAG_CLOSE) {
            depth = depth_behind(closes, depth, i);
        } else if (tag->node) {
            node_add(open[depth], copy_node(part, tag));
        }
    }
    return root;
}
