/* Named styles of a .docx (word/styles.xml): ids by name, and what a style
 * comes to along its basedOn chain.  Lives in the arena. */
#ifndef TONGBAO_TEMPLATE_STYLE_H
#define TONGBAO_TEMPLATE_STYLE_H

#include <libxml/tree.h>

#include "gen/base/arena.h"
#include "gen/model/names.h"
#include "gen/template/spacing.h"

enum border_line {
    BORDER_UNSAID,
    BORDER_NONE,
    BORDER_THIN,
    BORDER_MEDIUM,
    BORDER_THICK,
    BORDER_DOUBLE
};

struct borders {
    enum border_line top, bottom, left, right;
};

/* Lines of a table. */
struct table_lines {
    struct borders outer;
    struct borders inside; /* top and left stand for inner lines */
};

/* Character and paragraph formatting as far as workbooks can show it, and as
 * far as it makes lines high. */
struct look {
    struct str font;       /* East Asian face; empty: not said */
    struct str latin_font; /* ASCII face; empty: not said */
    unsigned half_points;  /* size; 0: not said */
    int bold;              /* -1 not said, 0, 1 */
    struct str align;      /* left center right both; empty: not said */
    struct str color;      /* RRGGBB; empty: not said */
    struct spacing spacing;
};

struct style {
    struct str id;
    struct str name;
    struct str based_on; /* id; empty: none */
    bool is_default;
    bool is_character;
    struct look own;
    struct table_lines lines;    /* of a table style */
    struct cell_margins margins; /* of a table style */
};

struct styles {
    struct style *items;
    size_t n_items;
    struct names ids;     /* to the first item of each */
    struct look defaults; /* docDefaults */
};

/* doc may be NULL: no styles. */
void styles_read(struct styles *styles, const xmlDoc *doc, struct arena *arena);

/* By id or by name; NULL if there is none. */
const struct style *styles_find(const struct styles *styles, struct str id);
const struct style *styles_named(const struct styles *styles, const char *name);

/* What a style comes to, its bases and the defaults included; id empty: the
 * default paragraph style. */
struct look styles_look(const struct styles *styles, struct str id);

/* Lines of a table style, its bases included. */
struct table_lines styles_lines(const struct styles *styles, struct str id);

/* Margins of a table style's cells, its bases included; twips, all said. */
struct cell_margins styles_margins(const struct styles *styles, struct str id);

/* over's own words win over under's. */
struct look look_over(struct look under, struct look over);

struct borders borders_over(struct borders under, struct borders over);

/* A w:tblBorders or w:tcBorders (NULL: nothing said). */
struct borders borders_read(const xmlNode *borders);
struct table_lines table_lines_read(const xmlNode *borders);

/* Direct formatting in a w:rPr and a w:pPr (either may be NULL). */
struct look look_read(const xmlNode *rpr, const xmlNode *ppr);

#endif
