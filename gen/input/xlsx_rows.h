/* Rows of a sheet while it is read: cells may come in any order and twice;
 * they are ascending at the end, and of two at one place the last one counts.
 * Empty rows are not kept. */
#ifndef TONGBAO_INPUT_XLSX_ROWS_H
#define TONGBAO_INPUT_XLSX_ROWS_H

#include "gen/input/grid.h"

struct xlsx_rows {
    struct arena *arena; /* what rows and cells end up in */
    struct cell *cells;  /* of the row under way */
    size_t n_cells;
    size_t cap_cells;
    bool has_mixed_cells;
    struct grid_row row; /* under way */
    struct grid_row *rows;
    size_t n_rows;
    size_t cap_rows;
    bool has_mixed_rows;
    uint64_t n_cells_done; /* in finished rows */
};

/* Ends the row under way, starts another. */
void xlsx_rows_begin(struct xlsx_rows *rows, uint32_t row, bool is_hidden);
void xlsx_rows_add(struct xlsx_rows *rows, struct cell cell);

/* Gives the rows to the sheet. */
void xlsx_rows_finish(struct xlsx_rows *rows, struct grid_sheet *sheet);
void xlsx_rows_clear(struct xlsx_rows *rows);

#endif
