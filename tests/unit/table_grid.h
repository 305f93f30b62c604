/* Grids written down as text, for the tests of tables and settings: a line a
 * row, cells parted by '|', an empty one is none.  #12 is a number, @2021-11-04
 * a date, !#N/A an error; '\\' stands for a line break. */
#ifndef TONGBAO_TESTS_TABLE_GRID_H
#define TONGBAO_TESTS_TABLE_GRID_H

#include <stdlib.h>
#include <string.h>

#include "gen/input/grid.h"

static inline void
add_test_cell(struct grid_row *row, uint32_t col, struct str text,
              struct arena *arena)
{
    struct cell *cell = &row->cells[row->n_cells];
    char *copy = (char *)(uintptr_t)arena_cstr(arena, text);

    if (text.len == 0) {
        return;
    }
    for (size_t i = 0; i < text.len; i++) {
        copy[i] = copy[i] == '\\' ? '\n' : copy[i];
    }
    row->n_cells++;
    *cell =
        (struct cell){.type = CELL_TEXT, .col = col, .text = {copy, text.len}};
    if (strchr("#@!", copy[0])) {
        cell->type = copy[0] == '#'   ? CELL_NUMBER
                     : copy[0] == '@' ? CELL_DATE
                                      : CELL_ERROR;
        cell->text = (struct str){copy + 1, text.len - 1};
        cell->number = strtod(copy + 1, NULL);
    }
}

static inline struct grid_sheet
make_test_sheet(const char *name, const char *text, struct arena *arena)
{
    struct grid_sheet sheet = {.name = name};
    struct str rest = str_from(text);

    sheet.rows = arena_alloc(arena, 200 * sizeof *sheet.rows);
    for (uint32_t r = 0; rest.ptr; r++) {
        struct str line = str_split(&rest, STR("\n"));
        struct grid_row *row = &sheet.rows[sheet.n_rows];
        uint32_t col = 0;

        row->row = r;
        row->cells = arena_alloc(arena, 40 * sizeof *row->cells);
        while (line.ptr) {
            add_test_cell(row, col++, str_split(&line, STR("|")), arena);
        }
        sheet.n_rows += row->n_cells > 0;
    }
    return sheet;
}

#endif
