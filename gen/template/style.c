#include "gen/template/style.h"

#include <stdlib.h>

#include "gen/template/element.h"

enum { MAX_BASES = 32 };

static struct look
empty_look(void)
{
    return (struct look){.bold = -1, .spacing = spacing_unsaid};
}

struct look
look_read(const xmlNode *rpr, const xmlNode *ppr)
{
    struct look look = empty_look();
    const xmlNode *fonts = element_child(rpr, "rFonts");
    struct str size = element_value(rpr, "sz");
    struct str color = element_value(rpr, "color");

    look.font = element_attribute(fonts, "eastAsia");
    look.latin_font = element_attribute(fonts, "ascii");
    look.half_points = size.len ? (unsigned)strtoul(size.ptr, NULL, 10) : 0;
    look.bold = element_flag(rpr, "b");
    look.align = element_value(ppr, "jc");
    if (color.len == 6) {
        look.color = color;
    }
    look.spacing = spacing_read(ppr);
    return look;
}

struct look
look_over(struct look under, struct look over)
{
    under.font = over.font.len ? over.font : under.font;
    under.latin_font = over.latin_font.len ? over.latin_font : under.latin_font;
    under.half_points = over.half_points ? over.half_points : under.half_points;
    under.bold = over.bold >= 0 ? over.bold : under.bold;
    under.align = over.align.len ? over.align : under.align;
    under.color = over.color.len ? over.color : under.color;
    under.spacing = spacing_over(under.spacing, over.spacing);
    return under;
}

static enum border_line
border_of(const xmlNode *borders, const char *name, const char *other)
{
    const xmlNode *node = element_child(borders, name);
    struct str value;
    struct str size;
    unsigned eighths;

    node = node ? node : element_child(borders, other);
    if (!node) {
        return BORDER_UNSAID;
    }
    value = element_attribute(node, "val");
    size = element_attribute(node, "sz");
    eighths = size.len ? (unsigned)strtoul(size.ptr, NULL, 10) : 0;
    if (value.len == 0 || str_is(value, "nil") || str_is(value, "none")) {
        return BORDER_NONE;
    }
    if (str_is(value, "double")) {
        return BORDER_DOUBLE;
    }
    return eighths >= 18 ? BORDER_THICK
           : eighths > 8 ? BORDER_MEDIUM
                         : BORDER_THIN;
}

struct borders
borders_read(const xmlNode *borders)
{
    return (struct borders){
        border_of(borders, "top", "top"),
        border_of(borders, "bottom", "bottom"),
        border_of(borders, "left", "start"),
        border_of(borders, "right", "end"),
    };
}

struct table_lines
table_lines_read(const xmlNode *borders)
{
    return (struct table_lines){
        .outer = borders_read(borders),
        .inside = {.top = border_of(borders, "insideH", "insideH"),
                   .left = border_of(borders, "insideV", "insideV")},
    };
}

struct borders
borders_over(struct borders under, struct borders over)
{
    return (struct borders){
        over.top ? over.top : under.top,
        over.bottom ? over.bottom : under.bottom,
        over.left ? over.left : under.left,
        over.right ? over.right : under.right,
    };
}

/* A copy that outlives the document. */
static struct look
keep_look(struct look look, struct arena *arena)
{
    look.font = arena_str(arena, look.font);
    look.latin_font = arena_str(arena, look.latin_font);
    look.align = arena_str(arena, look.align);
    look.color = arena_str(arena, look.color);
    return look;
}

static void
read_style(struct style *style, const xmlNode *node, struct arena *arena)
{
    struct str is_default = element_attribute(node, "default");

    style->id = arena_str(arena, element_attribute(node, "styleId"));
    style->name = arena_str(arena, element_value(node, "name"));
    style->based_on = arena_str(arena, element_value(node, "basedOn"));
    style->is_character = str_is(element_attribute(node, "type"), "character");
    style->is_default = str_is(element_attribute(node, "type"), "paragraph") &&
                        (str_is(is_default, "1") || str_is(is_default, "true"));
    style->own = keep_look(
        look_read(element_child(node, "rPr"), element_child(node, "pPr")),
        arena);
    style->lines = table_lines_read(
        element_child(element_child(node, "tblPr"), "tblBorders"));
    style->margins = cell_margins_read(
        element_child(element_child(node, "tblPr"), "tblCellMar"));
}

void
styles_read(struct styles *styles, const xmlDoc *doc, struct arena *arena)
{
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    const xmlNode *defaults = element_child(root, "docDefaults");
    size_t n = 0;

    *styles = (struct styles){.defaults = empty_look()};
    for (const xmlNode *node = root ? root->children : NULL; node;
         node = node->next) {
        n += wml_is(node, "style");
    }
    styles->items = arena_alloc(arena, (n + 1) * sizeof *styles->items);
    for (const xmlNode *node = root ? root->children : NULL; node;
         node = node->next) {
        if (wml_is(node, "style")) {
            struct style *style = &styles->items[styles->n_items];

            read_style(style, node, arena);
            names_add(&styles->ids, style->id, (int32_t)styles->n_items++,
                      arena);
        }
    }
    styles->defaults = keep_look(
        look_read(element_child(element_child(defaults, "rPrDefault"), "rPr"),
                  element_child(element_child(defaults, "pPrDefault"), "pPr")),
        arena);
}

const struct style *
styles_find(const struct styles *styles, struct str id)
{
    if (id.len) {
        int32_t found = names_find(&styles->ids, id);

        return found == NAMES_NONE ? NULL : &styles->items[found];
    }
    for (size_t i = 0; i < styles->n_items; i++) {
        if (styles->items[i].is_default) {
            return &styles->items[i];
        }
    }
    return NULL;
}

const struct style *
styles_named(const struct styles *styles, const char *name)
{
    for (size_t i = 0; i < styles->n_items; i++) {
        if (str_is(styles->items[i].name, name)) {
            return &styles->items[i];
        }
    }
    return NULL;
}

static struct look
look_along(const struct styles *styles, struct str id, unsigned depth)
{
    const struct style *style = styles_find(styles, id);

    if (!style || depth == MAX_BASES) {
        return styles->defaults;
    }
    return look_over(style->based_on.len
                         ? look_along(styles, style->based_on, depth + 1)
                         : styles->defaults,
                     style->own);
}

struct look
styles_look(const struct styles *styles, struct str id)
{
    return look_along(styles, id, 0);
}

static struct table_lines
lines_along(const struct styles *styles, struct str id, unsigned depth)
{
    const struct style *style = styles_find(styles, id);
    struct table_lines under = {0};

    if (!style || depth == MAX_BASES) {
        return under;
    }
    if (style->based_on.len) {
        under = lines_along(styles, style->based_on, depth + 1);
    }
    return (struct table_lines){
        borders_over(under.outer, style->lines.outer),
        borders_over(under.inside, style->lines.inside),
    };
}

struct table_lines
styles_lines(const struct styles *styles, struct str id)
{
    return lines_along(styles, id, 0);
}

struct cell_margins
styles_margins(const struct styles *styles, struct str id)
{
    /* ECMA-376-1 17.4.34 and its like: what holds where nothing is said. */
    static const struct cell_margins usual = {0, 0, 115, 115};
    struct cell_margins margins = cell_margins_unsaid;

    for (unsigned depth = 0; depth < MAX_BASES; depth++) {
        const struct style *style = styles_find(styles, id);

        if (!style) {
            break;
        }
        margins = cell_margins_over(style->margins, margins);
        id = style->based_on;
        if (id.len == 0) {
            break;
        }
    }
    return cell_margins_over(usual, margins);
}
