/* What a writer other than .docx must know of an element: widths, spans,
 * looks.  Read from the template once; lives in the tree's arena. */
#ifndef TONGBAO_TEMPLATE_SHAPE_H
#define TONGBAO_TEMPLATE_SHAPE_H

#include "gen/template/style.h"

/* Twips; zeros where the template does not say. */
struct page {
    unsigned width, height;
    unsigned top, bottom, left, right; /* margins */
    unsigned line_pitch;               /* of its grid of lines */
    bool goes_on; /* on the page where the section before it ends */
};

enum cell_merge { /* as drawn in the template */
    CELL_MERGE_NONE,
    CELL_MERGE_START,
    CELL_MERGE_CONTINUE
};

struct shape {
    /* PARAGRAPH */
    struct look look;     /* style, paragraph and first run */
    struct str style;     /* name of the paragraph's style; may be empty */
    unsigned outline;     /* 1..9 of a heading, else 0 */
    bool ends_section;    /* of which page is the last */
    /* TABLE */
    unsigned *widths;     /* of the grid's columns, in twips */
    size_t n_columns;
    struct table_lines lines; /* its style's included */
    struct cell_margins margins; /* its style's included */
    /* ROW */
    bool is_header;       /* repeats at the top of every page */
    unsigned height;      /* twips, 0: by content */
    bool is_exact;        /* the height, whatever the content */
    unsigned skip_before; /* grid columns before the first cell */
    unsigned skip_after;  /* and behind the last */
    /* CELL */
    unsigned span;        /* grid columns, at least 1 */
    unsigned width;       /* twips or 1/50 percent; 0: by its columns */
    bool is_percent;      /* the width */
    enum cell_merge merge;
    struct str vertical;  /* top center bottom */
    struct borders borders; /* its own */
    struct str fill;      /* RRGGBB; empty: none */
    /* the root of a body: of its last section; PARAGRAPH: where one ends */
    struct page page;
};

/* Of a w:p, w:tbl, w:tr, w:tc or w:body. */
const struct shape *shape_read(const xmlNode *element,
                               const struct styles *styles,
                               struct arena *arena);

#endif
