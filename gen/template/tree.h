/* A compiled template: a tree of nodes that writers walk.
 *
 * Literals are the template's own bytes.  In documents the elements a writer
 * cares about (paragraphs, tables, rows, cells) are nodes around their
 * literals, so that one tree serves .docx, .xlsx and text alike.  The tree
 * lives in the arena it was built in and is not changed by rendering.
 */
#ifndef TONGBAO_TEMPLATE_TREE_H
#define TONGBAO_TEMPLATE_TREE_H

#include "gen/base/diag.h"
#include "gen/template/column_plan.h"
#include "gen/template/expr.h"
#include "gen/template/tag.h"

enum node_kind {
    NODE_LITERAL, /* bytes, and the text they show */
    NODE_VALUE,
    NODE_SECTION,
    NODE_INVERTED,
    NODE_PARTIAL, /* text templates only: name in bytes */
    NODE_ID,      /* a number that must be unique in the part */
    NODE_MERGE,   /* where a cell says whether it is merged downwards */
    NODE_PARAGRAPH,
    NODE_TABLE,
    NODE_ROW,
    NODE_CELL,
    NODE_STORY, /* header, note, text box: must end in a paragraph */
    NODE_PAGE,  /* properties of the last section, or of a bound document */
    /* Only in a table some columns of which repeat (column_plan.h): */
    NODE_SPAN,  /* a cell with its tags; vanishes with its columns */
    NODE_WIDTH, /* where the cell says its width and span */
    NODE_SKIP,  /* where a row says which columns it leaves free */
    NODE_GRID,  /* where the table lists its columns */
    /* Only in a table with labels that are repeated on every page: */
    NODE_BREAK /* where a row says that it begins a page */
};

enum id_kind {
    ID_BOOKMARK,
    ID_BOOKMARK_NAME, /* follows the id in its element */
    ID_BOOKMARK_END,
    ID_SHAPE,
    ID_CONTROL,
    ID_VML,           /* a number behind the base name */
    ID_VML_REFERENCE, /* the newest of its slot */
    ID_LIST           /* a w:numId; begins anew in the passes of a section */
};

/* Where a tag or an element stands in its template. */
struct origin {
    const char *path;  /* of the template or prose file */
    const char *place; /* "paragraph 12"; NULL for text files */
    uint32_t line;     /* of text files, from 1; else 0 */
    struct str tag;    /* as written, with its delimiters; may be empty */
    struct str before; /* a few characters of text on either side */
    struct str after;
};

struct node {
    enum node_kind kind;
    bool is_optional; /* vanishes when nothing in it shows or repeats */
    bool is_visible;  /* LITERAL: shows something */
    bool is_raw;      /* VALUE: not escaped in text output */
    bool is_plain;    /* VALUE: where no line can break */
    bool is_attribute; /* VALUE: of an XML attribute, so it is not shown */
    bool merges;       /* VALUE: has the filter merge; TABLE: holds such */
    bool leads;        /* to a row or a value with merge, or is one */
    bool repeats;     /* VALUE: merges anew on every page; TABLE: holds such,
                       * rows are kept whole; root: has such a table */
    bool is_columns;  /* SECTION, INVERTED: repeats cells of a row */
    bool ends_bound;  /* PARAGRAPH: ends the section of a bound document */
    enum id_kind id_kind;
    uint32_t id_slot; /* ids of one slot in one copy agree */
    uint32_t id_from; /* ID_VML: numbers are higher */
    bool is_item;     /* ID_LIST: what list_section repeats is one item */
    bool has_lists;   /* root: of ID_LIST */
    const struct node *list_section; /* ID_LIST: holds all of the list */
    struct str bytes; /* LITERAL: to write; PARTIAL: name; ID: base name */
    struct str text;  /* LITERAL: what it shows; PARTIAL: indentation */
    struct expr expr; /* VALUE, SECTION, INVERTED */
    const struct origin *origin;
    const struct shape *shape;  /* of an element; NULL in text templates */
    const struct node *merging; /* CELL: the VALUE by which it is merged */
    const struct column_plan *plan; /* TABLE: of its columns, if any repeat */
    struct column_range range;      /* SPAN, SKIP, ROW and column sections */
    const struct node *parent;
    struct node *children;      /* first */
    struct node *last;
    struct node *next; /* sibling */
};

/* A tag with its place, before it is a node. */
struct tag_site {
    struct tag tag;
    const struct origin *origin;
};

/* Adds child as the last one of parent. */
void node_add(struct node *parent, struct node *child);
struct node *node_new(struct arena *arena, enum node_kind kind);

/* VALUE, SECTION or INVERTED from a tag; NULL after reporting. */
struct node *node_from_tag(const struct tag_site *site, struct arena *arena,
                           struct diags *diags);

/* The use of the filter of that English name; NULL if there is none. */
const struct filter_use *expr_use(const struct expr *expr, const char *name);

/* Reports at the place of a tag, quoting it and the text around. */
bool origin_error(const struct origin *origin, struct diags *diags,
                  const char *fmt, ...) PRINTF_LIKE(3, 4);

void origin_warning(const struct origin *origin, struct diags *diags,
                    const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Text before and after [start, end) for an origin. */
void origin_quote(struct origin *origin, struct str text, size_t start,
                  size_t end, struct arena *arena);

/* The closing tag's name fits the section's. */
bool tag_closes(const struct tag *close, const struct tag *open,
                struct arena *arena);

/* For `show tree`: one node a line, indented. */
void tree_print(const struct node *root, FILE *out);
void tree_print_json(const struct node *root, FILE *out);

#endif
