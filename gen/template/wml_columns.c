/* Step 3, for tables in which cells repeat sideways: which grid columns they
 * stand in, and marks where a writer puts the widths and spans it works out.
 */
#include <stdlib.h>

#include "gen/template/element.h"
#include "gen/template/shape.h"
#include "gen/template/wml_part.h"

enum {
    MAX_GRID = 16384, /* columns of a sheet: Excel's limit is the higher one */
    MAX_WIDTH = 31680 /* twips: Word's longest page */
};

struct planner {
    struct wml_part *part;
    struct column_plan *plan;
    const struct wml_tag *first; /* of the table's column sections */
    struct wml_tag **sections;   /* of columns, in the table's rows */
    size_t n_sections;
};

static bool
fail(struct planner *planner, const struct wml_tag *tag, const char *message)
{
    planner->part->failed = true;
    return origin_error(tag->site.origin, planner->part->diags, "%s", message);
}

static struct wml_tag *
columns_tag(const struct wml_part *part, const xmlNode *node)
{
    struct wml_tag *tag = wml_tag_of(part, node);

    return tag && tag->node && tag->node->is_columns ? tag : NULL;
}

static uint32_t
cells_span(const xmlNode *cell)
{
    struct str span = element_value(element_child(cell, "tcPr"), "gridSpan");
    unsigned long n = span.len ? strtoul(span.ptr, NULL, 10) : 1;

    return n == 0 ? 1 : n > MAX_GRID ? MAX_GRID : (uint32_t)n;
}

static uint32_t
skipped(const xmlNode *row, const char *name)
{
    struct str n = element_value(element_child(row, "trPr"), name);
    unsigned long columns = n.len ? strtoul(n.ptr, NULL, 10) : 0;

    return columns > MAX_GRID ? MAX_GRID : (uint32_t)columns;
}

/* Gives the row, its cells and its column sections their ranges. */
static bool
measure_row(struct planner *planner, xmlNode *row)
{
    struct wml_part *part = planner->part;
    uint32_t at = skipped(row, "gridBefore");
    struct wml_tag *open = NULL;
    struct node *node = wml_element_of(part, row);

    node->range.first = at;
    for (xmlNode *n = wml_following_in_table(row, row); n;
         n = wml_following_in_table(n, row)) {
        struct wml_tag *tag = wml_tag_of(part, n);

        if (columns_tag(part, n)) {
            if (open) {
                return fail(planner, tag,
                            _("a section of columns cannot stand within "
                              "another one"));
            }
            open = tag;
            open->node->range.first = at;
            planner->sections[planner->n_sections++] = open;
        } else if (open && tag == &part->tags[open->partner]) {
            open->node->range.end = at;
            open = NULL;
        } else if (wml_is(n, "tc")) {
            struct node *span = wml_mark_around(part, n, NODE_SPAN);

            span->range.first = at;
            at += cells_span(n);
            span->range.end = at;
            if (at > MAX_GRID) {
                return fail(planner, planner->first,
                            _("the table has too many columns"));
            }
        }
    }
    node->range.end = at;
    at += skipped(row, "gridAfter");
    if (at > planner->plan->n_columns) {
        planner->plan->n_columns = at;
    }
    return true;
}

/* Sections over the same columns share a band; others must lie apart. */
static bool
add_band(struct planner *planner, struct wml_tag *section)
{
    struct column_plan *plan = planner->plan;
    struct column_range range = section->node->range;
    uint32_t at = 0;

    while (at < plan->n_bands && plan->bands[at].end <= range.first) {
        at++;
    }
    if (at < plan->n_bands && plan->bands[at].first == range.first &&
        plan->bands[at].end == range.end) {
        return true;
    }
    if (at < plan->n_bands && plan->bands[at].first < range.end) {
        return fail(planner, section,
                    _("the cells of this section stand half over those of "
                      "another section of columns; draw their edges on one "
                      "line"));
    }
    for (uint32_t i = plan->n_bands++; i > at; i--) {
        plan->bands[i] = plan->bands[i - 1];
    }
    plan->bands[at] = range;
    return true;
}

static xmlNode *
add_first(xmlNode *parent, const char *name)
{
    xmlNode *child =
        xmlNewDocNode(parent->doc, parent->ns, (const xmlChar *)name, NULL);

    if (parent->children) {
        xmlAddPrevSibling(parent->children, child);
    } else {
        xmlAddChild(parent, child);
    }
    return child;
}

static void
empty(xmlNode *element)
{
    while (element->children) {
        wml_remove(element->children);
    }
}

/* A node in the place of an element. */
static struct node *
mark_in_place(struct wml_part *part, xmlNode *element, enum node_kind kind)
{
    struct node *node = wml_mark_around(part, element, kind);

    wml_remove(element);
    return node;
}

/* Reads the grid's widths and puts the mark of the new ones in their place. */
static void
mark_grid(struct planner *planner, xmlNode *table)
{
    xmlNode *grid = element_child(table, "tblGrid");
    xmlNode *tblpr = element_child(table, "tblPr");
    struct column_plan *plan = planner->plan;
    struct arena *arena = planner->part->context->arena;
    const struct shape *shape =
        shape_read(table, planner->part->context->styles, arena);

    if (plan->n_columns < shape->n_columns && shape->n_columns <= MAX_GRID) {
        plan->n_columns = (uint32_t)shape->n_columns;
    }
    plan->widths = arena_grow(
        arena, shape->widths,
        shape->n_columns < plan->n_columns ? shape->n_columns : plan->n_columns,
        plan->n_columns, sizeof *plan->widths);
    for (uint32_t i = 0; i < plan->n_columns; i++) {
        plan->widths[i] =
            plan->widths[i] > MAX_WIDTH ? MAX_WIDTH : plan->widths[i];
    }
    if (!grid) {
        grid = add_first(table, "tblGrid");
    }
    if (tblpr && grid->next == tblpr) {
        xmlUnlinkNode(grid);
        xmlAddNextSibling(tblpr, grid);
    }
    empty(grid);
    mark_in_place(planner->part, add_first(grid, "place"), NODE_GRID);
}

/* CT_TcPr: cnfStyle, tcW, gridSpan … (ECMA-376-1 17.4.66). */
static void
mark_cell(struct wml_part *part, xmlNode *cell)
{
    xmlNode *tcpr = element_child(cell, "tcPr");
    const struct shape *shape =
        shape_read(cell, part->context->styles, part->context->arena);
    xmlNode *style;
    xmlNode *place;

    if (!tcpr) {
        tcpr =
            xmlNewDocNode(cell->doc, cell->ns, (const xmlChar *)"tcPr", NULL);
        xmlAddNextSibling(cell->children, tcpr); /* behind the cell's mark */
    }
    style = element_child(tcpr, "cnfStyle");
    place = element_child(tcpr, "tcW");
    if (place) {
        wml_remove(place);
    }
    place = element_child(tcpr, "gridSpan");
    if (place) {
        wml_remove(place);
    }
    place = xmlNewDocNode(cell->doc, cell->ns, (const xmlChar *)"place", NULL);
    if (style) {
        xmlAddNextSibling(style, place);
    } else if (tcpr->children) {
        xmlAddPrevSibling(tcpr->children, place);
    } else {
        xmlAddChild(tcpr, place);
    }
    mark_in_place(part, place, NODE_WIDTH)->shape = shape;
}

/* What a row leaves free before its cells or behind them. */
static void
mark_skip(struct planner *planner, xmlNode *row, const char *skip,
          const char *width, struct column_range range)
{
    struct wml_part *part = planner->part;
    xmlNode *trpr = element_child(row, "trPr");
    xmlNode *place = element_child(trpr, skip);
    xmlNode *old = element_child(trpr, width);
    struct str prefix = wml_prefix(part, row);

    if (place) {
        struct node *node = mark_in_place(part, place, NODE_SKIP);

        node->range = range;
        node->bytes =
            arena_strf(part->context->arena, "%.*s%s", STR_ARG(prefix), skip);
        if (old) {
            wml_remove(old); /* the grid says it */
        }
    }
}

/* Rows of the table itself, also in content controls. */
static bool
each_row(struct planner *planner, xmlNode *table,
         bool (*visit)(struct planner *planner, xmlNode *row))
{
    for (xmlNode *n = wml_following_in_table(table, table); n;
         n = wml_following_in_table(n, table)) {
        if (wml_is(n, "tr") && !visit(planner, n)) {
            return false;
        }
    }
    return true;
}

/* A grid that says nothing of a column is as wide as a cell in it. */
static bool
read_widths(struct planner *planner, xmlNode *row)
{
    const struct wml_context *context = planner->part->context;
    unsigned *widths = planner->plan->widths;

    for (xmlNode *n = wml_following_in_table(row, row); n;
         n = wml_following_in_table(n, row)) {
        if (wml_is(n, "tc")) {
            struct column_range range = wml_element_of(planner->part, n)->range;
            const struct shape *shape =
                shape_read(n, context->styles, context->arena);

            if (range.end == range.first + 1 && !widths[range.first] &&
                !shape->is_percent && shape->width <= MAX_WIDTH) {
                widths[range.first] = shape->width;
            }
        }
    }
    return true;
}

static bool
mark_row(struct planner *planner, xmlNode *row)
{
    struct column_range cells = wml_element_of(planner->part, row)->range;

    mark_skip(planner, row, "gridBefore", "wBefore",
              (struct column_range){0, cells.first});
    mark_skip(planner, row, "gridAfter", "wAfter",
              (struct column_range){cells.end,
                                    cells.end + skipped(row, "gridAfter")});
    for (xmlNode *n = wml_following_in_table(row, row); n;
         n = wml_following_in_table(n, row)) {
        if (wml_is(n, "tc")) {
            mark_cell(planner->part, n);
        }
    }
    return true;
}

static size_t
count_sections(struct planner *planner, xmlNode *table)
{
    size_t n = 0;

    for (xmlNode *node = wml_following_in_table(table, table); node;
         node = wml_following_in_table(node, table)) {
        const struct wml_tag *tag = columns_tag(planner->part, node);

        planner->first = planner->first ? planner->first : tag;
        n += tag != NULL;
    }
    return n;
}

static void
plan_table(struct wml_part *part, xmlNode *table)
{
    struct arena *arena = part->context->arena;
    struct node *node = wml_element_of(part, table);
    struct planner planner = {.part = part};
    size_t n = count_sections(&planner, table);

    if (n == 0) {
        return;
    }
    planner.plan = arena_alloc(arena, sizeof *planner.plan);
    planner.plan->bands = arena_alloc(arena, n * sizeof(struct column_range));
    planner.sections = arena_alloc(arena, n * sizeof *planner.sections);
    if (!each_row(&planner, table, measure_row)) {
        return;
    }
    for (size_t i = 0; i < planner.n_sections; i++) {
        if (!add_band(&planner, planner.sections[i])) {
            return;
        }
    }
    mark_grid(&planner, table);
    each_row(&planner, table, read_widths);
    each_row(&planner, table, mark_row);
    node->plan = planner.plan;
    node->is_optional = true; /* all its columns may be gone */
}

void
wml_plan_columns(struct wml_part *part)
{
    xmlNode *root = xmlDocGetRootElement(part->doc);

    for (xmlNode *node = root; node && !part->failed;
         node = wml_following(node, root)) {
        if (wml_is(node, "tbl")) {
            plan_table(part, node);
        }
    }
}
