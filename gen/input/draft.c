#include "gen/input/draft.h"

#include <math.h>

#include "gen/base/mem.h"
#include "gen/input/xlsx_cell.h"

enum { DEFAULT_MAX_CELLS = 20000000 };

void
draft_init(struct draft *draft, const struct grid_options *options,
           struct location at, struct arena *arena)
{
    *draft = (struct draft){.at = at, .arena = arena};
    draft->max_rows = options->max_rows ? options->max_rows : GRID_MAX_ROWS;
    draft->max_cells =
        options->max_cells ? options->max_cells : DEFAULT_MAX_CELLS;
}

void
draft_clear(struct draft *draft)
{
    mem_free(draft->cells);
    mem_free(draft->rows);
    mem_free(draft->merges);
    mem_free(draft->hidden_cols);
    *draft = (struct draft){0};
}

/* Room for one more item. */
static void *
make_room(void *items, size_t n, size_t *cap, size_t size)
{
    if (n < *cap) {
        return items;
    }
    *cap = *cap ? *cap * 2 : 64;
    return mem_resize(items, *cap, size);
}

static void
end_row(struct draft *draft)
{
    struct grid_row row = draft->row;

    if (row.n_cells == 0) {
        return;
    }
    row.cells = arena_grow(draft->arena, draft->cells, row.n_cells, row.n_cells,
                           sizeof *row.cells);
    draft->rows = make_room(draft->rows, draft->n_rows, &draft->cap_rows,
                            sizeof *draft->rows);
    draft->rows[draft->n_rows++] = row;
    draft->n_cells_before += row.n_cells;
    draft->row.n_cells = 0;
}

static struct location
place(const struct draft *draft)
{
    struct location at = draft->at;

    at.row = draft->row.row + 1;
    return at;
}

bool
draft_row(struct draft *draft, uint32_t row, bool is_hidden,
          struct diags *diags)
{
    end_row(draft);
    draft->row = (struct grid_row){.row = row, .is_hidden = is_hidden};
    if (row < draft->max_rows) {
        return true;
    }
    diag_error(diags, place(draft), _("more than %llu rows"),
               (unsigned long long)draft->max_rows);
    diag_advise(diags, _("divide the file"));
    return false;
}

static void
count_doubt(struct draft_doubt *doubt, uint32_t row, uint32_t col)
{
    if (doubt->n++ == 0) {
        doubt->row = row;
        doubt->col = col;
    }
}

static void
warn_of_doubt(struct draft *draft, struct draft_doubt *doubt,
              enum xlsx_doubt kind, struct diags *diags)
{
    struct location at = draft->at;

    at.row = doubt->row + 1;
    at.col = doubt->col + 1;
    if (doubt->n == 1) {
        diag_warning(diags, at, "%s", xlsx_doubt_text(kind));
    } else if (doubt->n > 1) {
        diag_warning(diags, at, _("%s (%zu cells of this kind)"),
                     xlsx_doubt_text(kind), doubt->n);
    }
    *doubt = (struct draft_doubt){0};
}

static bool
is_long_number(const struct cell *cell)
{
    return cell->type == CELL_NUMBER && fabs(cell->number) >= 1e15 &&
           fabs(cell->number) < 1e22;
}

bool
draft_cell(struct draft *draft, struct cell cell, struct diags *diags)
{
    if (cell.col >= GRID_MAX_COLS) {
        return diag_error(diags, place(draft), _("more than %d columns"),
                          GRID_MAX_COLS);
    }
    if (draft->n_cells_before + draft->row.n_cells >= draft->max_cells) {
        diag_error(diags, place(draft), _("more than %llu cells"),
                   (unsigned long long)draft->max_cells);
        diag_advise(diags, _("divide the file"));
        return false;
    }
    draft->cells = make_room(draft->cells, draft->row.n_cells,
                             &draft->cap_cells, sizeof *draft->cells);
    draft->cells[draft->row.n_cells++] = cell;
    if (is_long_number(&cell)) {
        count_doubt(&draft->long_numbers, draft->row.row, cell.col);
    }
    return true;
}

void
draft_merge(struct draft *draft, struct grid_merge merge)
{
    if (merge.first_row == merge.last_row &&
        merge.first_col == merge.last_col) {
        return;
    }
    draft->merges = make_room(draft->merges, draft->n_merges,
                              &draft->cap_merges, sizeof *draft->merges);
    draft->merges[draft->n_merges++] = merge;
}

void
draft_hide_col(struct draft *draft, uint32_t col)
{
    draft->hidden_cols =
        make_room(draft->hidden_cols, draft->n_hidden_cols,
                  &draft->cap_hidden_cols, sizeof *draft->hidden_cols);
    draft->hidden_cols[draft->n_hidden_cols++] = col;
}

void
draft_doubt_date(struct draft *draft, uint32_t row, uint32_t col)
{
    count_doubt(&draft->no_dates, row, col);
}

void
draft_finish(struct draft *draft, struct grid_sheet *sheet, struct diags *diags)
{
    struct arena *arena = draft->arena;

    end_row(draft);
    sheet->n_rows = draft->n_rows;
    sheet->rows = arena_grow(arena, draft->rows, draft->n_rows, draft->n_rows,
                             sizeof *sheet->rows);
    sheet->n_merges = draft->n_merges;
    sheet->merges = arena_grow(arena, draft->merges, draft->n_merges,
                               draft->n_merges, sizeof *sheet->merges);
    sheet->n_hidden_cols = draft->n_hidden_cols;
    sheet->hidden_cols =
        arena_grow(arena, draft->hidden_cols, draft->n_hidden_cols,
                   draft->n_hidden_cols, sizeof *sheet->hidden_cols);
    draft->n_rows = draft->n_merges = draft->n_hidden_cols = 0;
    warn_of_doubt(draft, &draft->long_numbers, XLSX_LONG_NUMBER, diags);
    warn_of_doubt(draft, &draft->no_dates, XLSX_NO_DATE, diags);
}
