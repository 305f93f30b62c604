#include "gen/model/sheet_row.h"

#include "gen/base/decimal.h"
#include "gen/model/remark.h"

static bool
is_filled(const struct cell *cell)
{
    unsigned char first;

    if (cell->type == CELL_EMPTY || cell->text.len == 0) {
        return false;
    }
    first = (unsigned char)cell->text.ptr[0];
    return (first > ' ' && first < 0x7F) || str_trim(cell->text).len > 0;
}

static bool
is_figure(const struct cell *cell)
{
    struct decimal number;

    return cell->type == CELL_NUMBER ||
           decimal_parse(str_trim(cell->text), &number);
}

/* A range merged over several rows holds its value in each of them. */
static void
add_merged(const struct sheet_columns *columns, uint32_t row,
           struct sheet_row *cells)
{
    const struct grid_sheet *sheet = columns->header->sheet;

    for (size_t j = 0; j < columns->n_columns; j++) {
        uint32_t col = columns->header->cols[j];
        const struct grid_merge *merge;

        if (col == HEADER_NONE || cells->known[j]) {
            continue;
        }
        merge = grid_merge_at(sheet, row, col);
        if (merge && merge->first_col == col && merge->first_row < row &&
            merge->first_row > columns->header->row) {
            cells->known[j] = grid_cell(sheet, merge->first_row, col);
            cells->n_known += cells->known[j] != NULL;
        }
    }
}

void
sheet_columns_init(struct sheet_columns *columns, const struct header *header,
                   size_t n_columns, struct arena *arena)
{
    *columns = (struct sheet_columns){.header = header, .n_columns = n_columns};
    for (size_t j = 0; j < n_columns; j++) {
        uint32_t col = header->cols[j];

        if (col != HEADER_NONE && col >= columns->n_cols) {
            columns->n_cols = col + 1;
        }
    }
    columns->column_of =
        arena_alloc(arena, columns->n_cols * sizeof *columns->column_of);
    for (uint32_t c = 0; c < columns->n_cols; c++) {
        columns->column_of[c] = HEADER_NONE;
    }
    for (size_t j = 0; j < n_columns; j++) {
        if (header->cols[j] != HEADER_NONE) {
            columns->column_of[header->cols[j]] = (uint32_t)j;
        }
    }
}

uint32_t
sheet_column_at(const struct sheet_columns *columns, uint32_t col)
{
    return col < columns->n_cols ? columns->column_of[col] : HEADER_NONE;
}

size_t
sheet_columns_last_full(const struct sheet_columns *columns)
{
    const struct grid_sheet *sheet = columns->header->sheet;

    for (size_t i = sheet->n_rows; i > 0; i--) {
        const struct grid_row *row = &sheet->rows[i - 1];
        const struct cell *first = NULL;
        size_t n = 0;

        for (uint32_t c = 0; c < row->n_cells; c++) {
            const struct cell *cell = &row->cells[c];

            if (is_filled(cell)) {
                first = first ? first : cell;
                n += sheet_column_at(columns, cell->col) != HEADER_NONE;
            }
        }
        if (n > 1 && !remark_is_signature(first->text)) {
            return i - 1;
        }
    }
    return 0;
}

void
sheet_row_init(struct sheet_row *cells, const struct sheet_columns *columns,
               struct arena *arena)
{
    *cells = (struct sheet_row){
        .known = arena_alloc(arena, columns->n_columns * sizeof *cells->known)};
}

void
sheet_row_read(struct sheet_row *cells, const struct sheet_columns *columns,
               const struct grid_row *row)
{
    cells->n_known = 0;
    cells->n_own = 0;
    cells->first = NULL;
    cells->word = NULL;
    cells->serial = NULL;
    cells->stray = NULL;
    cells->n_stray = 0;
    for (size_t j = 0; j < columns->n_columns; j++) {
        cells->known[j] = NULL;
    }
    for (uint32_t i = 0; i < row->n_cells; i++) {
        const struct cell *cell = &row->cells[i];
        uint32_t column;

        if (!is_filled(cell)) {
            continue;
        }
        column = sheet_column_at(columns, cell->col);
        cells->n_own++;
        cells->first = cells->first ? cells->first : cell;
        cells->word = cells->word || is_figure(cell) ? cells->word : cell;
        cells->serial =
            cell->col == columns->header->serial_col ? cell : cells->serial;
        if (column != HEADER_NONE) {
            cells->known[column] = cell;
            cells->n_known++;
        } else if (cell->col >= columns->header->n_has_head ||
                   !columns->header->has_head[cell->col]) {
            cells->stray = cells->stray ? cells->stray : cell;
            cells->n_stray++;
        }
    }
    if (cells->n_own && columns->header->sheet->n_merges) {
        add_merged(columns, row->row, cells);
    }
}
