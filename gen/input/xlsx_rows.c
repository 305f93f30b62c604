#include "gen/input/xlsx_rows.h"

#include <stdlib.h>
#include <string.h>

#include "gen/base/mem.h"

/* For sorting without changing the order of equals. */
struct place {
    uint32_t key;
    uint32_t order;
};

static int
compare_places(const void *a, const void *b)
{
    const struct place *left = a;
    const struct place *right = b;

    if (left->key != right->key) {
        return left->key < right->key ? -1 : 1;
    }
    return left->order < right->order ? -1 : 1;
}

/* Sorts cells by column, keeps the last of each; returns how many stay. */
static size_t
sort_cells(struct cell *cells, size_t n)
{
    struct place *places = mem_alloc(n * sizeof *places);
    struct cell *copy = mem_alloc(n * sizeof *copy);
    size_t n_kept = 0;

    for (size_t i = 0; i < n; i++) {
        places[i] = (struct place){cells[i].col, (uint32_t)i};
    }
    memcpy(copy, cells, n * sizeof *copy);
    qsort(places, n, sizeof *places, compare_places);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 == n || places[i + 1].key != places[i].key) {
            cells[n_kept++] = copy[places[i].order];
        }
    }
    mem_free(places);
    mem_free(copy);
    return n_kept;
}

static void
end_row(struct xlsx_rows *rows)
{
    struct grid_row *row = &rows->row;

    if (rows->n_cells == 0) {
        return;
    }
    if (rows->has_mixed_cells) {
        rows->n_cells = sort_cells(rows->cells, rows->n_cells);
    }
    row->n_cells = (uint32_t)rows->n_cells;
    row->cells = arena_grow(rows->arena, rows->cells, rows->n_cells,
                            rows->n_cells, sizeof *rows->cells);
    if (rows->n_rows == rows->cap_rows) {
        rows->cap_rows = rows->cap_rows ? rows->cap_rows * 2 : 256;
        rows->rows = mem_resize(rows->rows, rows->cap_rows, sizeof *rows->rows);
    }
    rows->has_mixed_rows |=
        rows->n_rows && row->row <= rows->rows[rows->n_rows - 1].row;
    rows->rows[rows->n_rows++] = *row;
    rows->n_cells_done += rows->n_cells;
    rows->n_cells = 0;
    rows->has_mixed_cells = false;
}

void
xlsx_rows_begin(struct xlsx_rows *rows, uint32_t row, bool is_hidden)
{
    end_row(rows);
    rows->row = (struct grid_row){.row = row, .is_hidden = is_hidden};
}

void
xlsx_rows_add(struct xlsx_rows *rows, struct cell cell)
{
    if (rows->n_cells == rows->cap_cells) {
        rows->cap_cells = rows->cap_cells ? rows->cap_cells * 2 : 64;
        rows->cells =
            mem_resize(rows->cells, rows->cap_cells, sizeof *rows->cells);
    }
    rows->has_mixed_cells |=
        rows->n_cells && cell.col <= rows->cells[rows->n_cells - 1].col;
    rows->cells[rows->n_cells++] = cell;
}

/* Puts the cells of rows with one number, first to n-th, into the first. */
static void
join_rows(struct arena *arena, struct grid_row *rows, size_t n)
{
    struct cell *cells;
    size_t n_cells = 0;
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        n_cells += rows[i].n_cells;
        rows[0].is_hidden |= rows[i].is_hidden;
    }
    cells = arena_alloc(arena, n_cells * sizeof *cells);
    for (size_t i = 0; i < n; i++) {
        memcpy(cells + at, rows[i].cells, rows[i].n_cells * sizeof *cells);
        at += rows[i].n_cells;
    }
    rows[0].cells = cells;
    rows[0].n_cells = (uint32_t)sort_cells(cells, n_cells);
}

static void
sort_rows(struct xlsx_rows *rows)
{
    size_t n = rows->n_rows;
    struct place *places = mem_alloc(n * sizeof *places);
    struct grid_row *sorted = mem_alloc(n * sizeof *sorted);
    size_t n_kept = 0;

    for (size_t i = 0; i < n; i++) {
        places[i] = (struct place){rows->rows[i].row, (uint32_t)i};
    }
    qsort(places, n, sizeof *places, compare_places);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = rows->rows[places[i].order];
    }
    for (size_t i = 0; i < n;) {
        size_t next = i + 1;

        while (next < n && sorted[next].row == sorted[i].row) {
            next++;
        }
        if (next - i > 1) {
            join_rows(rows->arena, sorted + i, next - i);
        }
        rows->rows[n_kept++] = sorted[i];
        i = next;
    }
    rows->n_rows = n_kept;
    mem_free(places);
    mem_free(sorted);
}

void
xlsx_rows_finish(struct xlsx_rows *rows, struct grid_sheet *sheet)
{
    end_row(rows);
    if (rows->has_mixed_rows) {
        sort_rows(rows);
    }
    sheet->n_rows = rows->n_rows;
    sheet->rows = arena_grow(rows->arena, rows->rows, rows->n_rows,
                             rows->n_rows, sizeof *rows->rows);
}

void
xlsx_rows_clear(struct xlsx_rows *rows)
{
    mem_free(rows->cells);
    mem_free(rows->rows);
    *rows = (struct xlsx_rows){0};
}
