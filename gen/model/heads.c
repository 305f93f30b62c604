#include "gen/model/heads.h"

#include "gen/model/spelling.h"

enum { MAX_MERGES = 500 };

struct str
heads_fold(struct str text, struct arena *arena)
{
    struct strbuf sb = {0};
    struct str folded;

    spelling_fold(&sb, text);
    folded = strbuf_str(&sb);
    while (folded.len && (folded.ptr[0] == '*' || folded.ptr[0] == ':')) {
        folded = str_slice(folded, 1, folded.len);
    }
    while (folded.len && (folded.ptr[folded.len - 1] == '*' ||
                          folded.ptr[folded.len - 1] == ':')) {
        folded.len--;
    }
    folded = arena_str(arena, folded);
    strbuf_clear(&sb);
    return folded;
}

/* The text a reader sees at a cell: a merged range shows its first cell's. */
static struct str
shown(const struct grid_sheet *sheet, uint32_t row, uint32_t col)
{
    const struct cell *cell = grid_cell(sheet, row, col);
    const struct grid_merge *merge;

    if (!cell && (merge = grid_merge_at(sheet, row, col))) {
        cell = grid_cell(sheet, merge->first_row, merge->first_col);
    }
    return cell ? str_trim(cell->text) : STR("");
}

/* The group's head over a column.  Text files have no merged cells: there the
 * nearest head to the left covers the empty ones. */
static struct str
group_over(const struct grid_sheet *sheet, uint32_t row, uint32_t col)
{
    struct str text = shown(sheet, row, col);

    while (text.len == 0 && !sheet->name && col > 0) {
        text = shown(sheet, row, --col);
    }
    return text;
}

static void
add_head(struct heads *heads, const struct grid_sheet *sheet, uint32_t col,
         struct arena *arena)
{
    struct head *head = &heads->items[heads->n];
    struct str group;

    if (heads->n == heads->room) {
        return;
    }
    *head = (struct head){.col = col};
    head->text = shown(sheet, heads->row, col);
    group =
        heads->with_group ? group_over(sheet, heads->row - 1, col) : STR("");
    if (head->text.len == 0) {
        head->text =
            heads->with_group ? shown(sheet, heads->row - 1, col) : head->text;
    } else if (group.len && !str_equals(group, head->text)) {
        head->under = heads_fold(
            arena_strf(arena, "%.*s/%.*s", STR_ARG(group), STR_ARG(head->text)),
            arena);
    }
    head->folded = heads_fold(head->text, arena);
    heads->n += head->folded.len > 0;
}

static bool
has_col(const struct heads *heads, uint32_t col)
{
    for (size_t i = 0; i < heads->n; i++) {
        if (heads->items[i].col == col) {
            return true;
        }
    }
    return false;
}

static void
add_row(struct heads *heads, const struct grid_sheet *sheet,
        const struct grid_row *row, struct arena *arena)
{
    for (uint32_t i = 0; i < row->n_cells; i++) {
        if (!has_col(heads, row->cells[i].col)) {
            add_head(heads, sheet, row->cells[i].col, arena);
        }
    }
}

/* Ranges merged from a row above into this one, as far as they matter. */
static size_t
count_merges(const struct grid_sheet *sheet, uint32_t row)
{
    size_t n = 0;

    for (size_t m = 0; m < sheet->n_merges && n < MAX_MERGES; m++) {
        n += sheet->merges[m].first_row < row &&
             sheet->merges[m].last_row >= row;
    }
    return n;
}

void
heads_read(struct heads *heads, const struct grid_sheet *sheet, size_t i,
           bool with_group, struct arena *arena)
{
    const struct grid_row *row = &sheet->rows[i];

    *heads = (struct heads){.row = row->row, .with_group = with_group};
    heads->room = row->n_cells + (with_group ? row[-1].n_cells : 0) +
                  count_merges(sheet, row->row);
    heads->items = arena_alloc(arena, (heads->room + 1) * sizeof *heads->items);
    add_row(heads, sheet, row, arena);
    for (size_t m = 0; m < sheet->n_merges; m++) {
        const struct grid_merge *merge = &sheet->merges[m];

        if (merge->first_row > row->row) {
            break;
        }
        if (merge->first_row < row->row && merge->last_row >= row->row &&
            !has_col(heads, merge->first_col)) {
            add_head(heads, sheet, merge->first_col, arena);
        }
    }
    if (with_group) {
        add_row(heads, sheet, row - 1, arena);
    }
}
