#include "gen/render/xlsx_verify.h"

#include <string.h>

#include "gen/input/grid.h"
#include "gen/render/xlsx_file.h"

static bool
refuse(struct location at, const char *why, struct diags *diags)
{
    diag_system(diags, at, _("the workbook was not written completely"));
    if (why) {
        diag_advise(diags, "%s", why);
    }
    return false;
}

static bool
is_equal(const struct sheet_cell *written, const struct cell *read)
{
    if (!written->text.len) {
        return read == NULL;
    }
    if (!read) {
        return false;
    }
    if (written->format) {
        return (read->type == CELL_NUMBER || read->type == CELL_DATE) &&
               read->number == written->number;
    }
    return read->type == CELL_TEXT && str_equals(read->text, written->text);
}

static bool
compare_cells(const struct sheet *sheet, const struct grid_sheet *grid,
              struct diags *diags)
{
    size_t n_written = 0;
    size_t n_read = 0;

    for (size_t i = 0; i < sheet->n_rows; i++) {
        const struct sheet_row *row = &sheet->rows[i];

        for (size_t j = 0; j < row->n_cells; j++) {
            const struct sheet_cell *cell = &row->cells[j];

            n_written += cell->text.len > 0;
            if (!is_equal(cell, grid_cell(grid, (uint32_t)i, cell->col))) {
                return refuse(sheet_location(sheet, i, cell->col), NULL, diags);
            }
        }
    }
    for (size_t i = 0; i < grid->n_rows; i++) {
        n_read += grid->rows[i].n_cells;
    }
    return n_written == n_read ||
           refuse((struct location){.path = sheet->path}, NULL, diags);
}

static bool
is_same_range(const struct grid_merge *merge, size_t row,
              const struct sheet_cell *cell)
{
    return merge->first_row == row && merge->first_col == cell->col &&
           merge->last_row == row + cell->n_rows - 1 &&
           merge->last_col == cell->col + cell->n_cols - 1;
}

static bool
compare_merges(const struct sheet *sheet, const struct grid_sheet *grid,
               struct diags *diags)
{
    size_t n = 0;

    for (size_t i = 0; i < sheet->n_rows; i++) {
        for (size_t j = 0; j < sheet->rows[i].n_cells; j++) {
            const struct sheet_cell *cell = &sheet->rows[i].cells[j];

            if (!sheet_cell_is_merged(cell)) {
                continue;
            }
            if (n == grid->n_merges ||
                !is_same_range(&grid->merges[n], i, cell)) {
                return refuse(sheet_location(sheet, i, cell->col), NULL, diags);
            }
            n++;
        }
    }
    return n == grid->n_merges ||
           refuse((struct location){.path = sheet->path}, NULL, diags);
}

static bool
compare_sheets(const struct sheets *sheets, const struct grid *grid,
               struct diags *diags)
{
    struct location at = {.path = sheets->path};

    if (grid->n_sheets != sheets->n_items) {
        return refuse(at, NULL, diags);
    }
    for (size_t i = 0; i < sheets->n_items; i++) {
        const struct sheet *sheet = &sheets->items[i];
        const struct grid_sheet *read = &grid->sheets[i];

        if (strcmp(read->name, sheet->name) != 0) {
            return refuse(at, NULL, diags);
        }
        if (!compare_cells(sheet, read, diags) ||
            !compare_merges(sheet, read, diags)) {
            return false;
        }
    }
    return true;
}

bool
xlsx_verify(const struct sheets *sheets, struct diags *diags)
{
    struct location at = {.path = sheets->path};
    struct grid_options options = {.max_bytes = UINT32_MAX};
    struct arena arena = {0};
    struct diags found = {0};
    struct grid grid;
    bool ok;

    if (!xlsx_file_is_whole(sheets->path, &found) ||
        !grid_read(&grid, sheets->path, &options, &arena, &found)) {
        ok = refuse(at, found.n_items ? found.items[0].message : NULL, diags);
    } else {
        ok = compare_sheets(sheets, &grid, diags);
    }
    diags_clear(&found);
    arena_clear(&arena);
    return ok;
}
