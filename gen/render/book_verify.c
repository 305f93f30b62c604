#include "gen/render/book_verify.h"

#include <string.h>

#include "gen/input/grid.h"
#include "gen/render/xlsx_file.h"

static bool
is_equal(const struct book_cell *written, const struct cell *read)
{
    switch (written->kind) {
    case BOOK_BLANK:
        return read == NULL;
    case BOOK_TEXT:
        return read && read->type == CELL_TEXT &&
               str_equals(read->text, written->text);
    case BOOK_BOOL:
        return read && read->type == CELL_BOOL &&
               read->number == written->number;
    default:
        return read && read->type != CELL_TEXT && read->type != CELL_ERROR &&
               read->number == written->number;
    }
}

/* Both are in order of place, so that one pass compares them. */
static bool
is_same_sheet(const struct book_sheet *sheet, const struct grid_sheet *grid)
{
    size_t n_written = 0;
    size_t n_read = 0;

    if (strcmp(grid->name, sheet->name) != 0 ||
        (grid->state != SHEET_VISIBLE) != sheet->is_hidden ||
        grid->n_merges != sheet->n_merges) {
        return false;
    }
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const struct book_cell *cell = &sheet->cells[i];

        n_written += cell->kind != BOOK_BLANK;
        if (!is_equal(cell, grid_cell(grid, cell->row, cell->col))) {
            return false;
        }
    }
    for (size_t i = 0; i < grid->n_rows; i++) {
        n_read += grid->rows[i].n_cells;
    }
    return n_written == n_read;
}

static bool
is_same_book(const struct book *book, const struct grid *grid)
{
    bool same = grid->n_sheets == book->n_sheets;

    for (size_t i = 0; same && i < book->n_sheets; i++) {
        same = is_same_sheet(book->sheets[i], &grid->sheets[i]);
    }
    return same;
}

bool
book_verify(const struct book *book, const char *path, struct diags *diags)
{
    struct grid_options options = {.max_bytes = UINT32_MAX};
    struct arena arena = {0};
    struct diags found = {0};
    struct grid grid;
    bool ok = xlsx_file_is_whole(path, &found) &&
              grid_read(&grid, path, &options, &arena, &found) &&
              is_same_book(book, &grid);

    if (!ok) {
        diag_system(diags, (struct location){.path = path},
                    _("the workbook was not written completely"));
        if (found.n_errors) {
            diag_advise(diags, "%s", found.items[0].message);
        }
    }
    diags_clear(&found);
    arena_clear(&arena);
    return ok;
}
