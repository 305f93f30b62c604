/* Finds the cells of a sheet that print the rows a total sums up. */
#ifndef TONGBAO_RENDER_SHEET_FINDER_H
#define TONGBAO_RENDER_SHEET_FINDER_H

#include "gen/render/sheet.h"

/* Cells that print a datum, by its place in the data. */
struct sheet_place {
    const struct sheet_cell *cell;
    uint32_t row;
    uint32_t next; /* another of the same datum + 1; 0: none */
};

struct sheet_finder { /* zeroed but for sheet: empty */
    struct sheet *sheet;
    struct sheet_place *places;
    size_t n_places;
    uint32_t *heads;                  /* place + 1; 0: free */
    size_t room;                      /* a power of 2 */
    const struct sheet_place **found; /* of the total at hand */
    size_t n_found;
    struct arena arena;
};

/* Notes where every datum of the sheet's tables is printed. */
void sheet_finder_read(struct sheet_finder *finder);
void sheet_finder_clear(struct sheet_finder *finder);

/* Finds a cell of its own for each item of a total: in its column, else in its
 * table, else anywhere.  They are then in order of columns and rows.  False if
 * one is not printed, is shown as text where a number is needed, or only as a
 * part of another total, which would count twice. */
bool sheet_finder_find(struct sheet_finder *finder, const struct sheet_row *row,
                       const struct sheet_cell *cell);

#endif
