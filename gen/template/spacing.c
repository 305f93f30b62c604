#include "gen/template/spacing.h"

#include "gen/template/element.h"

const struct spacing spacing_unsaid = {
    .line = SPACING_UNSAID,
    .before = SPACING_UNSAID,
    .after = SPACING_UNSAID,
    .left = SPACING_UNSAID,
    .right = SPACING_UNSAID,
    .first = SPACING_UNSAID,
    .snaps = SPACING_UNSAID,
    .starts_page = SPACING_UNSAID,
};

const struct cell_margins cell_margins_unsaid = {
    SPACING_UNSAID, SPACING_UNSAID, SPACING_UNSAID, SPACING_UNSAID};

static int
measure(const xmlNode *node, const char *name)
{
    int twips;

    return element_measure(node, name, &twips) ? twips : SPACING_UNSAID;
}

static int
flag(const xmlNode *ppr, const char *name)
{
    int value = element_flag(ppr, name);

    return value < 0 ? SPACING_UNSAID : value;
}

static int
said_over(int under, int over)
{
    return over == SPACING_UNSAID ? under : over;
}

struct spacing
spacing_read(const xmlNode *ppr)
{
    const xmlNode *lines = element_child(ppr, "spacing");
    const xmlNode *indent = element_child(ppr, "ind");
    struct str rule = element_attribute(lines, "lineRule");
    int hanging = measure(indent, "hanging");
    struct spacing spacing = {
        .line = measure(lines, "line"),
        .before = measure(lines, "before"),
        .after = measure(lines, "after"),
        .left = said_over(measure(indent, "start"), measure(indent, "left")),
        .right = said_over(measure(indent, "end"), measure(indent, "right")),
        .first = measure(indent, "firstLine"),
        .snaps = flag(ppr, "snapToGrid"),
        .starts_page = flag(ppr, "pageBreakBefore"),
    };

    spacing.rule = str_is(rule, "exact")     ? SPACING_EXACT
                   : str_is(rule, "atLeast") ? SPACING_AT_LEAST
                                             : SPACING_AUTO;
    if (hanging != SPACING_UNSAID) {
        spacing.first = -hanging;
    }
    return spacing;
}

struct spacing
spacing_over(struct spacing under, struct spacing over)
{
    if (over.line == SPACING_UNSAID) {
        over.line = under.line;
        over.rule = under.rule;
    }
    over.before = said_over(under.before, over.before);
    over.after = said_over(under.after, over.after);
    over.left = said_over(under.left, over.left);
    over.right = said_over(under.right, over.right);
    over.first = said_over(under.first, over.first);
    over.snaps = said_over(under.snaps, over.snaps);
    over.starts_page = said_over(under.starts_page, over.starts_page);
    return over;
}

struct cell_margins
cell_margins_read(const xmlNode *margins)
{
    const xmlNode *left = element_child(margins, "left");
    const xmlNode *right = element_child(margins, "right");

    left = left ? left : element_child(margins, "start");
    right = right ? right : element_child(margins, "end");
    return (struct cell_margins){
        measure(element_child(margins, "top"), "w"),
        measure(element_child(margins, "bottom"), "w"),
        measure(left, "w"),
        measure(right, "w"),
    };
}

struct cell_margins
cell_margins_over(struct cell_margins under, struct cell_margins over)
{
    return (struct cell_margins){
        said_over(under.top, over.top),
        said_over(under.bottom, over.bottom),
        said_over(under.left, over.left),
        said_over(under.right, over.right),
    };
}
