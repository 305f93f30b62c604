#include "gen/template/shape.h"

#include <stdlib.h>

#include "gen/template/element.h"

static unsigned
number_of(struct str text)
{
    return text.len ? (unsigned)strtoul(text.ptr, NULL, 10) : 0;
}

static unsigned
number_at(const xmlNode *parent, const char *name, const char *attribute)
{
    return number_of(element_attribute(element_child(parent, name), attribute));
}

static void
read_page(struct page *page, const xmlNode *section)
{
    const xmlNode *grid = element_child(section, "docGrid");
    struct str kind = element_attribute(grid, "type");
    const xmlNode *size = element_child(section, "pgSz");
    const xmlNode *margins = element_child(section, "pgMar");

    page->width = number_of(element_attribute(size, "w"));
    page->height = number_of(element_attribute(size, "h"));
    page->top = number_of(element_attribute(margins, "top"));
    page->bottom = number_of(element_attribute(margins, "bottom"));
    page->left = number_of(element_attribute(margins, "left"));
    page->right = number_of(element_attribute(margins, "right"));
    if (str_starts_with(kind, STR("lines"))) {
        page->line_pitch = number_of(element_attribute(grid, "linePitch"));
    }
    page->goes_on = str_is(element_value(section, "type"), "continuous");
}

/* The first run of the paragraph says how its text looks. */
static void
read_paragraph(struct shape *shape, const xmlNode *p,
               const struct styles *styles, struct arena *arena)
{
    const xmlNode *ppr = element_child(p, "pPr");
    const xmlNode *run = element_child(p, "r");
    struct str id = element_attribute(element_child(ppr, "pStyle"), "val");
    const struct style *style = styles ? styles_find(styles, id) : NULL;
    struct look direct = look_read(element_child(run, "rPr"), ppr);
    const xmlNode *section = element_child(ppr, "sectPr");
    struct look look;

    if (section) {
        shape->ends_section = true;
        read_page(&shape->page, section);
    }
    if (!styles) {
        return;
    }
    look = look_over(styles_look(styles, id), direct);
    shape->style = style ? style->name : (struct str){"", 0};
    shape->outline = number_at(ppr, "outlineLvl", "val");
    look.font = arena_str(arena, look.font);
    look.latin_font = arena_str(arena, look.latin_font);
    look.align = arena_str(arena, look.align);
    look.color = arena_str(arena, look.color);
    shape->look = look;
}

static void
read_table(struct shape *shape, const xmlNode *table,
           const struct styles *styles, struct arena *arena)
{
    const xmlNode *grid = element_child(table, "tblGrid");
    const xmlNode *tblpr = element_child(table, "tblPr");
    struct str style =
        element_attribute(element_child(tblpr, "tblStyle"), "val");
    struct table_lines own =
        table_lines_read(element_child(tblpr, "tblBorders"));
    size_t n = 0;

    for (const xmlNode *c = grid ? grid->children : NULL; c; c = c->next) {
        n += wml_is(c, "gridCol");
    }
    shape->widths = arena_alloc(arena, (n + 1) * sizeof *shape->widths);
    for (const xmlNode *c = grid ? grid->children : NULL; c; c = c->next) {
        if (wml_is(c, "gridCol")) {
            shape->widths[shape->n_columns++] =
                number_of(element_attribute(c, "w"));
        }
    }
    if (styles && style.len) {
        shape->lines = styles_lines(styles, style);
    }
    shape->margins = cell_margins_over(
        styles ? styles_margins(styles, style) : cell_margins_unsaid,
        cell_margins_read(element_child(tblpr, "tblCellMar")));
    shape->lines.outer = borders_over(shape->lines.outer, own.outer);
    shape->lines.inside = borders_over(shape->lines.inside, own.inside);
}

static void
read_row(struct shape *shape, const xmlNode *row)
{
    const xmlNode *trpr = element_child(row, "trPr");
    const xmlNode *header = element_child(trpr, "tblHeader");
    struct str value = element_attribute(header, "val");

    shape->is_header = header && !str_is(value, "0") && !str_is(value, "false");
    shape->height = number_at(trpr, "trHeight", "val");
    shape->is_exact = str_is(
        element_attribute(element_child(trpr, "trHeight"), "hRule"), "exact");
    shape->skip_before = number_at(trpr, "gridBefore", "val");
    shape->skip_after = number_at(trpr, "gridAfter", "val");
}

/* A width in percent with its sign is left to the grid. */
static void
read_width(struct shape *shape, const xmlNode *width)
{
    struct str type = element_attribute(width, "type");
    struct str value = element_attribute(width, "w");

    shape->is_percent = str_is(type, "pct");
    if ((type.len == 0 || shape->is_percent || str_is(type, "dxa")) &&
        !str_ends_with(value, STR("%"))) {
        shape->width = number_of(value);
    }
}

static void
read_cell(struct shape *shape, const xmlNode *cell, struct arena *arena)
{
    const xmlNode *tcpr = element_child(cell, "tcPr");
    const xmlNode *merge = element_child(tcpr, "vMerge");
    struct str fill = element_attribute(element_child(tcpr, "shd"), "fill");

    shape->span = number_at(tcpr, "gridSpan", "val");
    shape->span = shape->span ? shape->span : 1;
    read_width(shape, element_child(tcpr, "tcW"));
    if (merge) {
        shape->merge = str_is(element_attribute(merge, "val"), "restart")
                           ? CELL_MERGE_START
                           : CELL_MERGE_CONTINUE;
    }
    shape->vertical = arena_str(
        arena, element_attribute(element_child(tcpr, "vAlign"), "val"));
    shape->borders = borders_read(element_child(tcpr, "tcBorders"));
    if (fill.len == 6) {
        shape->fill = arena_str(arena, fill);
    }
}

const struct shape *
shape_read(const xmlNode *element, const struct styles *styles,
           struct arena *arena)
{
    struct shape *shape = arena_alloc(arena, sizeof *shape);

    shape->span = 1;
    shape->look.bold = -1;
    shape->look.spacing = spacing_unsaid;
    if (wml_is(element, "p")) {
        read_paragraph(shape, element, styles, arena);
    } else if (wml_is(element, "tbl")) {
        read_table(shape, element, styles, arena);
    } else if (wml_is(element, "tr")) {
        read_row(shape, element);
    } else if (wml_is(element, "body")) {
        read_page(&shape->page, element_child(element, "sectPr"));
    } else {
        read_cell(shape, element, arena);
    }
    return shape;
}
