#include "gen/render/sheet_finder.h"

#include <stdlib.h>

#include "gen/render/sheet_total.h"

/* How near the rows must be to their total: the same column first, then the
 * same table (folded rows), then anywhere. */
enum nearness { IN_COLUMN, IN_TABLE, ON_SHEET };

static size_t
hash(const struct sheet_finder *finder, const void *source)
{
    uint64_t mixed = (uintptr_t)source * UINT64_C(0x9E3779B97F4A7C15);

    return (size_t)(mixed >> 20) & (finder->room - 1);
}

/* Where the list of a datum begins, or would. */
static uint32_t *
find_head(const struct sheet_finder *finder, const void *source)
{
    size_t i = hash(finder, source);

    while (finder->heads[i] &&
           finder->places[finder->heads[i] - 1].cell->source != source) {
        i = (i + 1) & (finder->room - 1);
    }
    return &finder->heads[i];
}

static bool
is_datum(const struct sheet_row *row, const struct sheet_cell *cell)
{
    return row->table && cell->source && cell->text.len;
}

void
sheet_finder_read(struct sheet_finder *finder)
{
    const struct sheet *sheet = finder->sheet;
    size_t n = 0;

    for (size_t i = 0; i < sheet->n_rows; i++) {
        for (size_t j = 0; j < sheet->rows[i].n_cells; j++) {
            n += is_datum(&sheet->rows[i], &sheet->rows[i].cells[j]);
        }
    }
    for (finder->room = 64; finder->room < 2 * n;) {
        finder->room *= 2;
    }
    finder->places =
        arena_alloc(&finder->arena, (n + 1) * sizeof(struct sheet_place));
    finder->heads =
        arena_alloc(&finder->arena, finder->room * sizeof(uint32_t));
    finder->found = arena_alloc(&finder->arena, (n + 1) * sizeof(void *));
    for (size_t i = sheet->n_rows; i > 0; i--) { /* the first comes first */
        const struct sheet_row *row = &sheet->rows[i - 1];

        for (size_t j = row->n_cells; j > 0; j--) {
            const struct sheet_cell *cell = &row->cells[j - 1];

            if (is_datum(row, cell)) {
                uint32_t *head = find_head(finder, cell->source);

                finder->places[finder->n_places++] =
                    (struct sheet_place){cell, (uint32_t)(i - 1), *head};
                *head = (uint32_t)finder->n_places;
            }
        }
    }
}

/* Cells that are totals themselves would count twice, but for the figure of
 * one row: where a table takes it out of rows that are not printed, it stands
 * for its row.  A total of one row takes such a figure only from above or from
 * its left, so that no two formulas need each other. */
static bool
is_usable(const struct sheet_finder *finder, const struct sheet_place *place,
          const struct sheet_row *row, const struct sheet_cell *cell,
          bool takes_figures)
{
    const struct sheet_total *own = place->cell->total;
    size_t at = (size_t)(row - finder->sheet->rows);

    if (!takes_figures) {
        return !own;
    }
    return own && own->n_items == 1 &&
           (cell->total->n_items > 1 || place->row < at ||
            (place->row == at && place->cell->col < cell->col));
}

static const struct sheet_place *
find_usable(const struct sheet_finder *finder, const void *source,
            const struct sheet_row *row, const struct sheet_cell *cell,
            enum nearness nearness, bool takes_figures)
{
    for (uint32_t i = *find_head(finder, source); i;) {
        const struct sheet_place *place = &finder->places[i - 1];
        bool same_table = finder->sheet->rows[place->row].table == row->table;
        bool is_near = nearness == ON_SHEET ||
                       (same_table && (nearness == IN_TABLE ||
                                       place->cell->col == cell->col));

        if (is_near && is_usable(finder, place, row, cell, takes_figures)) {
            return place;
        }
        i = place->next;
    }
    return NULL;
}

static const struct sheet_place *
find_place(const struct sheet_finder *finder, const void *source,
           const struct sheet_row *row, const struct sheet_cell *cell,
           enum nearness nearness)
{
    const struct sheet_place *place =
        find_usable(finder, source, row, cell, nearness, false);

    return place ? place
                 : find_usable(finder, source, row, cell, nearness, true);
}

static int
compare_places(const void *a, const void *b)
{
    const struct sheet_place *left = *(const struct sheet_place *const *)a;
    const struct sheet_place *right = *(const struct sheet_place *const *)b;

    if (left->cell->col != right->cell->col) {
        return left->cell->col < right->cell->col ? -1 : 1;
    }
    return (left->row > right->row) - (left->row < right->row);
}

/* Every item by its member has a cell of its own. */
static bool
find_member(struct sheet_finder *finder, const struct sheet_row *row,
            const struct sheet_cell *cell, size_t member,
            enum nearness nearness)
{
    const struct sheet_total *total = cell->total;
    bool is_count = total->how == TRACE_COUNT;

    finder->n_found = 0;
    for (size_t i = 0; i < total->n_items; i++) {
        const void *source = total->sources[i * total->n_members + member];
        const struct sheet_place *place;

        if (!source && !total->takes_all) {
            continue;
        }
        place = source ? find_place(finder, source, row, cell, nearness) : NULL;
        if (!place || (!is_count && !place->cell->format) ||
            finder->n_found == finder->n_places) {
            return false;
        }
        finder->found[finder->n_found++] = place;
    }
    if (!finder->n_found) {
        return false;
    }
    qsort(finder->found, finder->n_found, sizeof *finder->found,
          compare_places);
    for (size_t i = 1; i < finder->n_found; i++) {
        if (finder->found[i] == finder->found[i - 1]) {
            return false;
        }
    }
    return true;
}

bool
sheet_finder_find(struct sheet_finder *finder, const struct sheet_row *row,
                  const struct sheet_cell *cell)
{
    for (enum nearness near = IN_COLUMN; near <= ON_SHEET; near++) {
        for (size_t k = 0; k < cell->total->n_members; k++) {
            if (find_member(finder, row, cell, k, near)) {
                return true;
            }
        }
    }
    return false;
}

void
sheet_finder_clear(struct sheet_finder *finder)
{
    arena_clear(&finder->arena);
}
