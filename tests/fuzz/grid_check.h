/* What holds for every grid, however damaged its file. */
#ifndef TONGBAO_TESTS_GRID_CHECK_H
#define TONGBAO_TESTS_GRID_CHECK_H

#include <stdlib.h>

#include "gen/input/grid.h"

static inline void
check_row(const struct grid_row *row)
{
    for (uint32_t i = 0; i < row->n_cells; i++) {
        const struct cell *cell = &row->cells[i];

        if (cell->type == CELL_EMPTY || cell->text.len == 0 ||
            utf8_valid(cell->text) != cell->text.len ||
            (i && cell->col <= row->cells[i - 1].col)) {
            abort();
        }
    }
}

/* Cells and rows in order and not empty; a failure was reported. */
static inline void
check_grid(const struct grid *grid, bool ok, const struct diags *diags)
{
    if (ok != (diags->n_errors == 0)) {
        abort();
    }
    for (size_t i = 0; i < grid->n_sheets; i++) {
        const struct grid_sheet *sheet = &grid->sheets[i];

        for (size_t k = 0; k < sheet->n_rows; k++) {
            check_row(&sheet->rows[k]);
            if (k && sheet->rows[k].row <= sheet->rows[k - 1].row) {
                abort();
            }
        }
    }
}

#endif
