/* Columns of a sheet: the grid lines of all its tables, laid over each other
 * from the left.  Lines that lie near each other become one. */
#include "gen/render/sheet.h"

#include <string.h>

enum {
    NEAR = 120, /* twips: about 2 mm */
    LEAST_WIDTH = 60,
    LONG_SIDE = 31680 /* Word's longest page */
};

struct lines {
    uint32_t *at; /* twips, ascending; the first is 0 */
    size_t n;
    size_t room;
    struct arena *arena;
};

/* One grid, however many tables have it. */
struct grid_lines {
    const struct shape *shape;
    uint32_t n_grid;
    uint32_t *at;      /* n_grid + 1 */
    uint32_t *columns; /* the same as sheet columns */
};

static unsigned
text_width(const struct sheet *sheet)
{
    unsigned margins = sheet->page.left + sheet->page.right;

    return sheet->page.width - margins;
}

/* The first line at or behind twips. */
static size_t
line_behind(const struct lines *lines, uint32_t twips)
{
    size_t low = 0;
    size_t high = lines->n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (lines->at[middle] < twips) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void
insert_line(struct lines *lines, size_t i, uint32_t twips)
{
    if (lines->n == lines->room) {
        lines->room = lines->room * 2 + 16;
        lines->at = arena_grow(lines->arena, lines->at, lines->n, lines->room,
                               sizeof *lines->at);
    }
    memmove(lines->at + i + 1, lines->at + i,
            (lines->n - i) * sizeof *lines->at);
    lines->at[i] = twips;
    lines->n++;
}

/* The line of the sheet for a table's line at twips, behind least. */
static uint32_t
place_line(struct lines *lines, uint32_t twips, uint32_t least)
{
    uint32_t wanted = twips > least ? twips : least + 1;
    size_t i = line_behind(lines, wanted);

    if (i > 0 && lines->at[i - 1] > least &&
        wanted - lines->at[i - 1] <= NEAR &&
        (i == lines->n || wanted - lines->at[i - 1] <= lines->at[i] - wanted)) {
        return lines->at[i - 1];
    }
    if (i < lines->n && lines->at[i] - wanted <= NEAR) {
        return lines->at[i];
    }
    insert_line(lines, i, wanted);
    return wanted;
}

static uint32_t
grid_width(const struct sheet *sheet, const struct grid_lines *grid,
           uint32_t col)
{
    unsigned share = text_width(sheet) / (grid->n_grid ? grid->n_grid : 1);
    unsigned width =
        col < grid->shape->n_columns ? grid->shape->widths[col] : share;

    width = width > LONG_SIDE ? LONG_SIDE : width;
    return width > LEAST_WIDTH ? width : LEAST_WIDTH;
}

static void
place_grid(const struct sheet *sheet, struct lines *lines,
           struct grid_lines *grid)
{
    uint32_t twips = 0;

    grid->at = arena_alloc(sheet->arena, (grid->n_grid + 1) * sizeof *grid->at);
    grid->columns =
        arena_alloc(sheet->arena, (grid->n_grid + 1) * sizeof *grid->columns);
    for (uint32_t i = 0; i < grid->n_grid; i++) {
        twips += grid_width(sheet, grid, i);
        grid->at[i + 1] = place_line(lines, twips, grid->at[i]);
    }
}

static struct grid_lines *
find_grid(struct grid_lines *grids, size_t n, const struct sheet_table *table)
{
    for (size_t i = 0; i < n; i++) {
        if (grids[i].shape == table->shape &&
            grids[i].n_grid == table->n_grid) {
            return &grids[i];
        }
    }
    return NULL;
}

/* Widths, made smaller together where the page is narrower. */
static void
set_widths(struct sheet *sheet, const struct lines *lines)
{
    uint64_t room = text_width(sheet);
    uint64_t whole = lines->n > 1 ? lines->at[lines->n - 1] : 0;

    sheet->n_columns = lines->n > 1 ? (uint32_t)lines->n - 1 : 1;
    sheet->widths =
        arena_alloc(sheet->arena, sheet->n_columns * sizeof *sheet->widths);
    sheet->widths[0] = (unsigned)room;
    for (size_t i = 0; i + 1 < lines->n; i++) {
        uint64_t width = lines->at[i + 1] - lines->at[i];

        sheet->widths[i] =
            (unsigned)(whole > room ? width * room / whole : width);
    }
}

/* Twips its numbers take on one line; 0: it has none. */
static unsigned *
measure_numbers(const struct sheet *sheet)
{
    unsigned *needed =
        arena_alloc(sheet->arena, sheet->n_columns * sizeof *needed);

    for (size_t i = 0; i < sheet->n_rows; i++) {
        for (size_t j = 0; j < sheet->rows[i].n_cells; j++) {
            const struct sheet_cell *cell = &sheet->rows[i].cells[j];
            unsigned width;

            if (cell->format && cell->n_cols == 1) {
                width = sheet_cell_width(cell);
                needed[cell->col] =
                    width > needed[cell->col] ? width : needed[cell->col];
            }
        }
    }
    return needed;
}

/* A number that is too wide for its column would be shown smaller: such
 * columns take what they lack from the others, of each a quarter of its width
 * at most and nothing that its own numbers need. */
static void
fit_numbers(struct sheet *sheet)
{
    const unsigned *needed = measure_numbers(sheet);
    unsigned *spare =
        arena_alloc(sheet->arena, sheet->n_columns * sizeof *spare);
    uint64_t lacking = 0;
    uint64_t spared = 0;
    uint64_t moved;

    for (uint32_t i = 0; i < sheet->n_columns; i++) {
        unsigned width = sheet->widths[i];

        if (needed[i] > width) {
            lacking += needed[i] - width;
        } else {
            spare[i] =
                width - needed[i] < width / 4 ? width - needed[i] : width / 4;
            spared += spare[i];
        }
    }
    moved = lacking < spared ? lacking : spared;
    for (uint32_t i = 0; i < sheet->n_columns && moved; i++) {
        if (needed[i] > sheet->widths[i]) {
            sheet->widths[i] +=
                (unsigned)((needed[i] - sheet->widths[i]) * moved / lacking);
        } else {
            sheet->widths[i] -= (unsigned)(spare[i] * moved / spared);
        }
    }
}

static void
move_cells(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->n_rows; i++) {
        struct sheet_row *row = &sheet->rows[i];

        for (size_t j = 0; j < row->n_cells; j++) {
            struct sheet_cell *cell = &row->cells[j];
            uint32_t end = cell->col + cell->n_cols;

            if (!row->table) {
                cell->n_cols = sheet->n_columns;
                continue;
            }
            cell->col = row->table->columns[cell->col];
            cell->n_cols = row->table->columns[end] - cell->col;
        }
    }
}

bool
sheet_lay_columns(struct sheet *sheet, struct diags *diags)
{
    struct lines lines = {.arena = sheet->arena};
    struct grid_lines *grids =
        arena_alloc(sheet->arena, (sheet->n_tables + 1) * sizeof *grids);
    size_t n_grids = 0;

    insert_line(&lines, 0, 0);
    for (size_t i = 0; i < sheet->n_tables; i++) {
        struct sheet_table *table = sheet->tables[i];

        if (!find_grid(grids, n_grids, table)) {
            grids[n_grids].shape = table->shape;
            grids[n_grids].n_grid = table->n_grid;
            place_grid(sheet, &lines, &grids[n_grids++]);
        }
    }
    if (lines.n > SHEET_MAX_COLUMNS + 1) {
        return diag_error(diags, sheet_location(sheet, 0, 0),
                          _("the tables have more columns than a sheet "
                            "holds, %d"),
                          (int)SHEET_MAX_COLUMNS);
    }
    for (size_t i = 0; i < n_grids; i++) {
        for (uint32_t k = 0; k <= grids[i].n_grid; k++) {
            grids[i].columns[k] = (uint32_t)line_behind(&lines, grids[i].at[k]);
        }
    }
    for (size_t i = 0; i < sheet->n_tables; i++) {
        sheet->tables[i]->columns =
            find_grid(grids, n_grids, sheet->tables[i])->columns;
    }
    set_widths(sheet, &lines);
    move_cells(sheet);
    fit_numbers(sheet);
    return true;
}
