/* What the steps of a walk share.  Private to gen/render/walk*.c. */
#ifndef TONGBAO_RENDER_WALK_PART_H
#define TONGBAO_RENDER_WALK_PART_H

#include "gen/render/walk.h"

/* Reports why an expression came to nothing; always false. */
bool walk_report(struct walk *walk, const struct origin *origin);

/* One more pass through a section; false after reporting that there are too
 * many. */
bool walk_count_pass(struct walk *walk, const struct origin *origin);

/* Lays out walk->columns for a table that is about to be walked: asks its
 * sections of columns, in the first row that has one, how many items there
 * are. */
bool walk_open_columns(struct walk *walk, const struct node *table,
                       const struct scope *scope);

/* Opens a section of columns, which must have as many items as the table has
 * room for. */
bool walk_enter_columns(struct walk *walk, const struct node *section,
                        struct value items);

/* A merged cell. */
struct merge_cell {
    uint32_t first; /* grid column */
    uint16_t n;     /* grid columns */
    bool is_same;   /* as above, and all merged cells to its left too */
};

/* The merged cells of a table, as its rows are shown; zeroed: none. */
struct merges {
    struct merge_cell *cells;
    size_t n_cells;
    size_t cells_room;
    size_t *rows; /* first cell of each row, and one behind the last */
    size_t n_rows;
    size_t rows_room;
    size_t row; /* the writer's walk is at */
    bool has_begun;
};

/* Goes through the table's rows.  False after reporting; clear merges in any
 * case. */
bool walk_scout_merges(struct walk *walk, const struct node *table,
                       const struct scope *scope, struct merges *merges);
void merges_clear(struct merges *merges);

/* Whether the cell that is entered goes on with the one above it, or is gone
 * on with below. */
enum merge_state walk_merge(const struct walk *walk, const struct node *cell);

bool walk_children(struct walk *walk, const struct node *node,
                   const struct scope *scope);

#endif
