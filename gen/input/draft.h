/* A sheet while a reader fills it: rows and cells in ascending order, limits
 * counted over all sheets of the file, empty cells and rows left out. */
#ifndef TONGBAO_INPUT_DRAFT_H
#define TONGBAO_INPUT_DRAFT_H

#include "gen/input/grid.h"

enum { GRID_MAX_ROWS = 1048576, GRID_MAX_COLS = 16384 };

/* Cells that are read, but not without a word. */
struct draft_doubt {
    size_t n;
    uint32_t row, col; /* of the first, from 0 */
};

struct draft {
    struct location at; /* names the file */
    struct arena *arena;
    uint64_t max_rows;
    uint64_t max_cells;
    uint64_t n_cells_before; /* in rows that are done, all sheets */
    struct grid_row row;     /* under way; its cells are in cells */
    struct cell *cells;
    size_t cap_cells;
    struct grid_row *rows;
    size_t n_rows;
    size_t cap_rows;
    struct grid_merge *merges;
    size_t n_merges;
    size_t cap_merges;
    uint32_t *hidden_cols;
    size_t n_hidden_cols;
    size_t cap_hidden_cols;
    struct draft_doubt long_numbers; /* whole, of more than 15 digits */
    struct draft_doubt no_dates;     /* numbers shown as dates that are none */
};

void draft_init(struct draft *draft, const struct grid_options *options,
                struct location at, struct arena *arena);
void draft_clear(struct draft *draft);

/* Starts a row, ends the one before.  False, reported, over the limit. */
bool draft_row(struct draft *draft, uint32_t row, bool is_hidden,
               struct diags *diags);

/* Adds a cell right of the last one of the row. */
bool draft_cell(struct draft *draft, struct cell cell, struct diags *diags);

/* A range of one cell is left out. */
void draft_merge(struct draft *draft, struct grid_merge merge);
void draft_hide_col(struct draft *draft, uint32_t col);

/* Counts a number that its format shows as a date though it is none. */
void draft_doubt_date(struct draft *draft, uint32_t row, uint32_t col);

/* Moves what was gathered into the sheet, copied into the arena, and warns of
 * doubts, once for each kind; the draft is ready for the next sheet. */
void draft_finish(struct draft *draft, struct grid_sheet *sheet,
                  struct diags *diags);

#endif
