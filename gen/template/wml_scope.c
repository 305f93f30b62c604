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

        tag->outer = depth ? open[depth - 1] : SIZE_MAX;
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

void
wml_move_before(xmlNode *mark, xmlNode *target)
{
    xmlUnlinkNode(mark);
    xmlAddPrevSibling(target, mark);
}

void
wml_move_after(xmlNode *mark, xmlNode *target)
{
    xmlUnlinkNode(mark);
    xmlAddNextSibling(target, mark);
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

/* Cuts the run at the mark, so that the mark stands between two runs. */
static void
lift_to_run(xmlNode *mark)
{
    xmlNode *t = mark->parent;
    xmlNode *run = t ? t->parent : NULL;
    xmlNode *rpr;
    xmlNode *tail;
    xmlNode *tail_t;

    if (!(wml_is(t, "t") || wml_is(t, "instrText")) || !wml_is(run, "r")) {
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
    wml_move_after(mark, run);
    xmlAddNextSibling(mark, tail);
    if (!tail_t->children) {
        wml_remove(tail_t);
    }
    if (!t->children) {
        wml_remove(t);
    }
    wml_drop_if_bare(run);
    wml_drop_if_bare(tail);
}

/* What a mark may be lifted out of: an element around runs.  Of a content
 * control the whole is meant. */
static xmlNode *
wrapper_of(const xmlNode *mark)
{
    static const char *const names[] = {"hyperlink", "ins",       "moveTo",
                                        "smartTag",  "fldSimple", "customXml",
                                        "dir",       "bdo"};

    if (wml_is(mark->parent, "sdtContent")) {
        return mark->parent->parent;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (wml_is(mark->parent, names[i])) {
            return mark->parent;
        }
    }
    return NULL;
}

/* Lifts a mark that stands at the edge of links and change marks out of them
 * until it is a child of common. */
static bool
lift_to(struct wml_part *part, xmlNode *mark, const xmlNode *common, bool opens)
{
    while (mark->parent != common) {
        xmlNode *parent = mark->parent;
        xmlNode *wrapper = wrapper_of(mark);
        bool at_start;
        bool at_end;

        if (!wrapper) {
            return false;
        }
        at_start = is_at_edge(part, wrapper, mark, true);
        at_end = is_at_edge(part, wrapper, mark, false);
        if (at_start && (opens || !at_end)) {
            wml_move_before(mark, wrapper);
        } else if (at_end) {
            wml_move_after(mark, wrapper);
        } else {
            return false;
        }
        if (!parent->children) {
            wml_remove(wrapper);
        }
    }
    return true;
}

static void
place_inline(struct wml_part *part, struct wml_tag *open, struct wml_tag *close)
{
    xmlNode *common;

    if (part->is_plain) {
        return;
    }
    lift_to_run(open->mark);
    lift_to_run(close->mark);
    common = common_ancestor(open->mark, close->mark);
    if (!lift_to(part, open->mark, common, true) ||
        !lift_to(part, close->mark, common, false)) {
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

    if (!wml_is(row, "tr") || !wml_is_alone_in_cell(paragraph)) {
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
    if (!wml_is(block, "p") || wml_enclosing(tag->mark, "p") != block) {
        fail(part, tag,
             _("one tag of this section stands inside a table or a box, the "
               "other outside"));
        return false;
    }
    if (is_at_edge(part, block, tag->mark, true)) {
        if (tag_opens(tag->site.tag.kind)) {
            wml_move_before(tag->mark, block);
            return true;
        }
        if (!is_at_edge(part, block, tag->mark, false)) {
            wml_move_before(tag->mark, block);
            return true;
        }
    }
    if (is_at_edge(part, block, tag->mark, false)) {
        wml_move_after(tag->mark, block);
        return true;
    }
    fail(part, tag,
         _("a section over several paragraphs must begin and end where a "
           "paragraph does"));
    return false;
}

/* The section's rows lie in common: a table, or a content control in one. */
static void
place_at_rows(struct wml_part *part, struct wml_tag *open,
              struct wml_tag *close, xmlNode *common)
{
    xmlNode *first = child_toward(common, open->mark);
    xmlNode *last = child_toward(common, close->mark);

    if ((first != open->mark && wml_enclosing(open->mark, "tr") != first) ||
        (last != close->mark && wml_enclosing(close->mark, "tr") != last)) {
        fail(part, open,
             _("one tag of this section stands inside a table or a box, the "
               "other outside"));
        return;
    }
    if (first != open->mark) {
        wml_move_before(open->mark, first);
    }
    if (last != close->mark) {
        wml_move_after(close->mark, last);
    }
}

/* Cells of one row. */
static void
place_at_cells(struct wml_part *part, struct wml_tag *open,
               struct wml_tag *close)
{
    xmlNode *first = wml_enclosing(open->mark, "tc");
    xmlNode *last = wml_enclosing(close->mark, "tc");
    xmlNode *row = wml_enclosing(first, "tr");

    if (!row || row != wml_enclosing(last, "tr")) {
        fail(part, open,
             _("columns repeats cells: both tags must stand in cells of one "
               "table row"));
        return;
    }
    wml_move_before(open->mark, child_toward(row, first));
    wml_move_after(close->mark, child_toward(row, last));
}

/* Inside a paragraph, and not in a box within it. */
static bool
is_inline(xmlNode *node)
{
    enum node_kind kind;

    while (node && !wml_kind(node, &kind)) {
        node = node->parent;
    }
    return node && kind == NODE_PARAGRAPH;
}

static void
place_section(struct wml_part *part, struct wml_tag *open,
              struct wml_tag *close)
{
    xmlNode *common = common_ancestor(open->mark, close->mark);
    xmlNode *first = child_toward(common, open->mark);
    xmlNode *last = child_toward(common, close->mark);

    if (part->is_plain) {
        return;
    }
    if (open->node && open->node->is_columns) {
        place_at_cells(part, open, close);
    } else if (wml_is(common, "tbl") || wml_is(first, "tr") ||
               wml_is(last, "tr")) {
        place_at_rows(part, open, close, common);
    } else if (wml_is(common, "tr")) {
        place_at_rows(part, open, close, common->parent);
    } else if (!is_inline(common)) {
        if (place_at_block(part, open, first)) {
            place_at_block(part, close, last);
        }
    } else if (fills_row(part, open, close)) {
        xmlNode *row = wml_enclosing(common, "tr");

        wml_move_before(open->mark, row);
        wml_move_after(close->mark, row);
    } else {
        place_inline(part, open, close);
    }
}

void
wml_place_sections(struct wml_part *part)
{
    pair_sections(part);
    if (part->failed) {
        return;
    }
    wml_dissolve_controls(part, "p");
    wml_dissolve_controls(part, "tr");
    for (size_t i = 0; i < part->n_tags; i++) {
        if (tag_opens(part->tags[i].site.tag.kind)) {
            place_section(part, &part->tags[i],
                          &part->tags[part->tags[i].partner]);
        }
    }
}
