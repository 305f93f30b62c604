/* Walks a compiled template with data and calls a writer: sections are
 * opened and repeated, values computed, merged cells found here once for all
 * writers. */
#ifndef TONGBAO_RENDER_WALK_H
#define TONGBAO_RENDER_WALK_H

#include "gen/render/columns.h"
#include "gen/template/scope.h"
#include "gen/template/tree.h"

enum merge_state {
    MERGE_NONE,
    MERGE_START,   /* and goes on in the next row */
    MERGE_CONTINUE /* belongs to the cell above */
};

/* Where a table's element stands in the output. */
struct place {
    enum merge_state merge;        /* CELL, MERGE */
    bool begins_page;              /* ROW, BREAK: by the estimate */
    const struct columns *columns; /* of the table; NULL: as it is drawn */
    struct column_range range;     /* CELL; ROW, SKIP, SPAN: if columns */
    struct column_range drawn;     /* the same in the template */
    uint64_t list_pass; /* ID of a list: one number, one list; 0: as drawn */
};

/* One pass through an open section. */
struct pass {
    const struct node *section;
    const struct pass *outer;
    bool is_list;    /* of several passes, perhaps */
    uint64_t number; /* no other pass has it */
};

struct merges; /* walk_part.h */
struct pages;  /* pages.h */

/* A document being written.  Every function may be NULL; one that returns
 * false (after reporting) stops the walk. */
struct writer {
    void *user;
    bool (*literal)(void *user, const struct node *node);
    /* value is what text was made of: workbooks keep numbers as numbers. */
    bool (*value)(void *user, const struct node *node, struct value value,
                  struct str text);
    /* a value in the markup: it shows nothing */
    bool (*attribute)(void *user, struct str text);
    bool (*enter)(void *user, const struct node *node,
                  const struct place *place);
    bool (*leave)(void *user, const struct node *node);
    /* ID and MERGE nodes */
    bool (*mark)(void *user, const struct node *node,
                 const struct place *place);
    bool (*partial)(void *user, const struct node *node,
                    const struct scope *scope);
    uint32_t max_columns; /* of a table; more are reported */
};

struct walk {
    const struct writer *writer;
    struct evaluator *evaluator;
    struct diags *diags;
    struct columns *columns; /* of the innermost open table */
    const struct pass *pass; /* the innermost one */
    const struct node *band; /* the open section of columns */
    uint32_t copy;           /* in it, from 0 */
    struct place place;      /* of the innermost open element */
    struct merges *merges;   /* of the innermost open table; NULL: none */
    bool scouts;             /* only for what merged cells say */
    uint32_t column;         /* of the open row's next cell, as drawn */
    struct pages *pages;     /* NULL: rows are not counted onto pages */
    bool counts_rows;        /* of the open table */
    size_t row_number;       /* of the open row, among those counted */
};

/* The children of root in scope.  False after reporting. */
bool walk_tree(struct walk *walk, const struct node *root,
               const struct scope *scope);

#endif
