/* Step 2: pairs the tags of sections and moves their marks to what they
 * repeat. */
#include "gen/template/wml_part.h"

enum { MAX_SECTIONS = 100 }; /* one within the other */

static void
fail(struct wml_part *part, const struct wml_tag *tag, const char *message)
{
    part->failed = true;
    origin_error(tag->site.origin, part->diags, "%s", message);
}

static void
pair_sections(struct wml_part *part)
{
    size_t open[MAX_SECTIONS];
    size_t depth = 0;

    for (size_t i = 0; i < part->n_tags; i++) {
        struct wml_tag *tag = &part->tags[i];

        if (tag_opens(tag->site.tag.kind)) {
            if (depth == MAX_SECTIONS) {
                fail(part, tag, _("sections are nested too deeply"));
                return;
            }
            open[depth++] = i;
        } else if (tag->site.tag.kind == TAG_CLOSE) {
            struct wml_tag *other = depth ? &part->tags[open[depth - 1]] : NULL;

            if (!other) {
                fail(part, tag, _("this section was never opened"));
                continue;
            }
            if (!tag_closes(&tag->site.tag, &other->site.tag,
                            part->context->arena)) {
                part->failed = true;
                origin_error(
                    tag->site.origin, part->diags,
                    _("closes a section other than the one open, “%.*s”"),
                    STR_ARG(other->site.origin->tag));
            }
            other->partner = i;
            tag->partner = open[--depth];
        }
    }
    while (depth) {
        fail(part, &part->tags[open[--depth]], _("this section is not closed"));
    }
}

static size_t
depth_of(const xmlNode *node)
{
    size_t depth = 0;

    for (; node->parent; node = node->parent) {
        depth++;
    }
    return depth;
}

static xmlNode *
common_ancestor(xmlNode *a, xmlNode *b)
{
    size_t depth_a = depth_of(a);
    size_t depth_b = depth_of(b);

    for (; depth_a > depth_b; depth_a--) {
        a = a->parent;
    }
    for (; depth_b > depth_a; depth_b--) {
        b = b->parent;
    }
    while (a != b) {
        a = a->parent;
        b = b->parent;
    }
    return a;
}

static xmlNode *
child_toward(const xmlNode *ancestor, xmlNode *node)
{
    while (node->parent != ancestor) {
        node = node->parent;
    }
    return node;
}

static void
move_before(xmlNode *mark, xmlNode *target)
{
    xmlUnlinkNode(mark);
    xmlAddPrevSibling(target, mark);
}

static void
move_after(xmlNode *mark, xmlNode *target)
{
    xmlUnlinkNode(mark);
    xmlAddNextSibling(target, mark);
}

/* A mark of a section's tag; NULL for any other node. */
static struct wml_tag *
control_of(const struct wml_part *part, const xmlNode *node)
{
    struct wml_tag *tag = wml_tag_of(part, node);

    return tag && tag_is_control(tag->site.tag.kind) ? tag : NULL;
}

static size_t
count_controls(const struct wml_part *part, const xmlNode *root)
{
    size_t n = 0;

    for (const xmlNode *node = wml_following(root, root); node;
         node = wml_following(node, root)) {
        n += control_of(part, node) != NULL;
    }
    return n;
}

/* Moves every control mark below node out before it, in order, and takes the
 * node away unless it must stay. */
static void
dissolve(struct wml_part *part, xmlNode *node, bool stays)
{
    for (;;) {
        xmlNode *mark = wml_following(node, node);

        while (mark && !control_of(part, mark)) {
            mark = wml_following(mark, node);
        }
        if (!mark) {
            break;
        }
        move_before(mark, node);
    }
    if (!stays) {
        wml_remove(node);
    }
}

static bool
is_block(const xmlNode *node)
{
    return wml_is(node, "p") || wml_is(node, "tbl") || wml_is(node, "sdt");
}

/* No other block beside it in its cell. */
static bool
is_alone_in_cell(const xmlNode *paragraph)
{
    if (!wml_is(paragraph->parent, "tc")) {
        return false;
    }
    for (const xmlNode *n = paragraph->parent->children; n; n = n->next) {
        if (n != paragraph && is_block(n)) {
            return false;
        }
    }
    return true;
}

static bool
has_section_break(const xmlNode *paragraph)
{
    const xmlNode *ppr =
        xml_child(paragraph, (const char *)paragraph->ns->href, "pPr");

    return ppr && xml_child(ppr, (const char *)ppr->ns->href, "sectPr");
}

/* Every pair of sections with a tag below node lies below it as a whole. */
static bool
holds_pairs(const struct wml_part *part, const xmlNode *root)
{
    for (const xmlNode *node = wml_following(root, root); node;
         node = wml_following(node, root)) {
        const struct wml_tag *tag = control_of(part, node);
        const xmlNode *partner = tag && tag->partner != SIZE_MAX
                                     ? part->tags[tag->partner].mark
                                     : NULL;

        while (partner && partner != root) {
            partner = partner->parent;
        }
        if (tag && !partner) {
            return false;
        }
    }
    return true;
}

/* Paragraphs and rows that hold nothing but control tags vanish; their tags
 * stand between the others then. */
static void
dissolve_controls(struct wml_part *part, const char *name)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);
    xmlNode *next;

    for (xmlNode *node = root; node; node = next) {
        bool is_row = wml_is(node, "tr");

        next = wml_following(node, root);
        if (!wml_is(node, name) || !count_controls(part, node) ||
            wml_shows_below(part, node)) {
            continue;
        }
        if (is_row ? holds_pairs(part, node) : is_alone_in_cell(node)) {
            continue;
        }
        while (next && wml_enclosing(next, name) == node) {
            next = wml_following(next, root);
        }
        dissolve(part, node, !is_row && has_section_break(node));
    }
}

/* Nothing is shown in the paragraph before (after) the mark. */
static bool
is_at_edge(const struct wml_part *part, const xmlNode *paragraph,
           const xmlNode *mark, bool at_start)
{
    bool behind = false;

    for (const xmlNode *node = wml_following(paragraph, paragraph); node;
         node = wml_following(node, paragraph)) {
        if (node == mark) {
            behind = true;
        } else if (behind != at_start && wml_shows(part, node)) {
            return false;
        }
    }
    return true;
}

static void
move_siblings(xmlNode *first, xmlNode *parent)
{
    while (first) {
        xmlNode *next = first->next;

        xmlUnlinkNode(first);
        xmlAddChild(parent, first);
        first = next;
    }
}

static void
drop_if_bare(xmlNode *element)
{
    const xmlNode *child = element->children;

    if (child && wml_is(child, "rPr")) {
        child = child->next;
    }
    if (!child) {
        wml_remove(element);
    }
}

/* Cuts the run at the mark, so that the mark stands between two runs. */
static void
lift_to_run(xmlNode *mark)
{
    xmlNode *t = mark->parent;
    xmlNode *run = t ? t->parent : NULL;
    xmlNode *rpr;
    xmlNode *tail;
    xmlNode *tail_t;

    if (!wml_is(t, "t") || !wml_is(run, "r")) {
        return;
    }
    tail = wml_clone(run, false);
    rpr = xml_child(run, (const char *)run->ns->href, "rPr");
    if (rpr) {
        xmlAddChild(tail, wml_clone(rpr, true));
    }
    tail_t = wml_clone(t, false);
    xmlAddChild(tail, tail_t);
    move_siblings(mark->next, tail_t);
    move_siblings(t->next, tail);
    move_after(mark, run);
    xmlAddNextSibling(mark, tail);
    if (!tail_t->children) {
        wml_remove(tail_t);
    }
    if (!t->children) {
        wml_remove(t);
    }
    drop_if_bare(run);
    drop_if_bare(tail);
}

static void
place_inline(struct wml_part *part, struct wml_tag *open, struct wml_tag *close)
{
    lift_to_run(open->mark);
    lift_to_run(close->mark);
    if (open->mark->parent != close->mark->parent) {
        fail(part, open,
             _("the section's two tags stand in different parts of the "
               "paragraph (a link, a field, a change mark)"));
    }
}

/* One cell in the row, and the tags are its first and last words. */
static bool
fills_row(const struct wml_part *part, const struct wml_tag *open,
          const struct wml_tag *close)
{
    xmlNode *paragraph = wml_enclosing(open->mark, "p");
    xmlNode *row = paragraph ? paragraph->parent->parent : NULL;
    size_t n_cells = 0;

    if (!wml_is(row, "tr") || !is_alone_in_cell(paragraph)) {
        return false;
    }
    for (const xmlNode *n = row->children; n; n = n->next) {
        n_cells += wml_is(n, "tc");
    }
    return n_cells == 1 && is_at_edge(part, paragraph, open->mark, true) &&
           is_at_edge(part, paragraph, close->mark, false);
}

/* Moves a mark to one side of the block it stands in; false if text of the
 * paragraph stands on both sides of it. */
static bool
place_at_block(struct wml_part *part, struct wml_tag *tag, xmlNode *block)
{
    if (block == tag->mark) {
        return true;
    }
    if (!wml_is(block, "p")) {
        fail(part, tag,
             _("one tag of this section stands inside a table or a box, the "
               "other outside"));
        return false;
    }
    if (is_at_edge(part, block, tag->mark, true)) {
        if (tag_opens(tag->site.tag.kind)) {
            move_before(tag->mark, block);
            return true;
        }
        if (!is_at_edge(part, block, tag->mark, false)) {
            move_before(tag->mark, block);
            return true;
        }
    }
    if (is_at_edge(part, block, tag->mark, false)) {
        move_after(tag->mark, block);
        return true;
    }
    fail(part, tag,
         _("a section over several paragraphs must begin and end where a "
           "paragraph does"));
    return false;
}

static void
place_section(struct wml_part *part, struct wml_tag *open,
              struct wml_tag *close)
{
    xmlNode *common = common_ancestor(open->mark, close->mark);
    xmlNode *row = wml_enclosing(common, "tr");
    xmlNode *first;
    xmlNode *last;

    if (wml_is(common, "tbl")) {
        move_before(open->mark, child_toward(common, open->mark));
        first = child_toward(common, close->mark);
        if (first != close->mark) {
            move_after(close->mark, first);
        }
        return;
    }
    if (wml_is(common, "tr")) {
        move_before(open->mark, common);
        move_after(close->mark, common);
        return;
    }
    if (wml_enclosing(common, "p")) {
        if (row && fills_row(part, open, close)) {
            move_before(open->mark, row);
            move_after(close->mark, row);
        } else {
            place_inline(part, open, close);
        }
        return;
    }
    first = child_toward(common, open->mark);
    last = child_toward(common, close->mark);
    if (place_at_block(part, open, first)) {
        place_at_block(part, close, last);
    }
}

void
wml_place_sections(struct wml_part *part)
{
    pair_sections(part);
    if (part->failed) {
        return;
    }
    dissolve_controls(part, "p");
    dissolve_controls(part, "tr");
    for (size_t i = 0; i < part->n_tags; i++) {
        if (tag_opens(part->tags[i].site.tag.kind)) {
            place_section(part, &part->tags[i],
                          &part->tags[part->tags[i].partner]);
        }
    }
}
