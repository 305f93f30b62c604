#include "gen/form/form_look.h"

/* Several names of one measure: "left" and "start" are the same. */
static void
add_measure(const xmlNode *node, const char *name, const char *other, int *out)
{
    if (!element_measure(node, name, out) && other) {
        element_measure(node, other, out);
    }
}

static void
add_indents(const xmlNode *ind, struct layout *layout)
{
    int hanging;

    add_measure(ind, "left", "start", &layout->left);
    add_measure(ind, "leftChars", "startChars", &layout->left_chars);
    add_measure(ind, "right", "end", &layout->right);
    add_measure(ind, "rightChars", "endChars", &layout->right_chars);
    element_measure(ind, "firstLine", &layout->first);
    element_measure(ind, "firstLineChars", &layout->first_chars);
    if (element_measure(ind, "hanging", &hanging)) {
        layout->first = -hanging;
    }
    if (element_measure(ind, "hangingChars", &hanging)) {
        layout->first_chars = -hanging;
    }
}

static void
add_spacing(const xmlNode *spacing, struct layout *layout)
{
    struct str rule = element_attribute(spacing, "lineRule");

    element_measure(spacing, "before", &layout->before);
    element_measure(spacing, "beforeLines", &layout->before_lines);
    element_measure(spacing, "after", &layout->after);
    element_measure(spacing, "afterLines", &layout->after_lines);
    if (element_measure(spacing, "line", &layout->line) || rule.len) {
        layout->rule = str_is(rule, "exact")     ? LINE_EXACT
                       : str_is(rule, "atLeast") ? LINE_AT_LEAST
                                                 : LINE_AUTO;
    }
}

static void
add_alignment(struct str value, struct layout *layout)
{
    static const struct {
        const char *name;
        enum alignment align;
    } names[] = {{"left", ALIGN_LEFT},
                 {"start", ALIGN_LEFT},
                 {"right", ALIGN_RIGHT},
                 {"end", ALIGN_RIGHT},
                 {"center", ALIGN_CENTER}};

    if (value.len == 0) {
        return;
    }
    layout->align = ALIGN_BOTH;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (str_is(value, names[i].name)) {
            layout->align = names[i].align;
        }
    }
}

static void
add_border(const xmlNode *node, struct arena *arena, struct border *border)
{
    struct str color = element_attribute(node, "color");
    struct str kind = element_attribute(node, "val");

    if (!node) {
        return;
    }
    *border = (struct border){.color = arena_str(arena, color)};
    border->is_drawn =
        kind.len && !str_is(kind, "none") && !str_is(kind, "nil");
    element_measure(node, "space", &border->space);
}

static void
add_borders(const xmlNode *borders, struct arena *arena, struct layout *layout)
{
    add_border(element_child(borders, "top"), arena, &layout->top);
    add_border(element_child(borders, "bottom"), arena, &layout->bottom);
}

static void
add_tabs(const xmlNode *tabs, struct layout *layout)
{
    for (const xmlNode *n = tabs ? tabs->children : NULL; n; n = n->next) {
        struct str kind = element_attribute(n, "val");
        int at = 0;

        if (wml_is(n, "tab") && element_measure(n, "pos", &at)) {
            if (str_is(kind, "right") || str_is(kind, "end")) {
                layout->right_tab = at;
            } else if (str_is(kind, "clear") && at == layout->right_tab) {
                layout->right_tab = 0;
            }
        }
    }
}

void
looks_add_layout(struct looks *looks, const xmlNode *ppr, struct layout *layout)
{
    const xmlNode *numbering = element_child(ppr, "numPr");
    struct str frame =
        element_attribute(element_child(ppr, "framePr"), "xAlign");

    if (!ppr) {
        return;
    }
    add_indents(element_child(ppr, "ind"), layout);
    add_spacing(element_child(ppr, "spacing"), layout);
    add_alignment(element_value(ppr, "jc"), layout);
    if (element_flag(ppr, "snapToGrid") >= 0) {
        layout->ignores_grid = !element_flag(ppr, "snapToGrid");
    }
    if (element_flag(ppr, "pageBreakBefore") >= 0) {
        layout->begins_page = element_flag(ppr, "pageBreakBefore");
    }
    element_measure(element_child(ppr, "outlineLvl"), "val", &layout->outline);
    element_measure(element_child(numbering, "numId"), "val", &layout->num_id);
    element_measure(element_child(numbering, "ilvl"), "val",
                    &layout->num_level);
    add_borders(element_child(ppr, "pBdr"), looks->arena, layout);
    add_tabs(element_child(ppr, "tabs"), layout);
    if (frame.len) {
        layout->frame = arena_str(looks->arena, frame);
    }
}

/* A count of characters wins over twips (17.3.1.12). */
static int
indent_of(int twips, int chars, unsigned half_points)
{
    return chars ? (int)((int64_t)chars * half_points * 10 / 100) : twips;
}

int
layout_left(const struct layout *layout, unsigned half_points)
{
    return indent_of(layout->left, layout->left_chars, half_points);
}

int
layout_right(const struct layout *layout, unsigned half_points)
{
    return indent_of(layout->right, layout->right_chars, half_points);
}

int
layout_first(const struct layout *layout, unsigned half_points)
{
    return indent_of(layout->first, layout->first_chars, half_points);
}
