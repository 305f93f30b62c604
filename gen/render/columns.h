/* The columns of one table while it is written, where cells repeat sideways:
 * each column of the template's grid becomes as many as its list has items,
 * within the width it had.  A list without items takes its columns away, and
 * the others share their width in proportion: the table stays as wide as it
 * was.  Lives in the arena it was laid in.
 */
#ifndef TONGBAO_RENDER_COLUMNS_H
#define TONGBAO_RENDER_COLUMNS_H

#include "gen/base/arena.h"
#include "gen/template/column_plan.h"

struct columns {
    const struct column_plan *plan;
    uint32_t *counts; /* items of each band; UINT32_MAX: not known yet */
    uint64_t n_columns;
    uint32_t *lines; /* what each line of the template's grid has become */
    unsigned *edges; /* twips from the left, n_columns + 1 of them */
};

#define COLUMNS_UNKNOWN UINT32_MAX

/* Every band's count is unknown. */
void columns_begin(struct columns *columns, const struct column_plan *plan,
                   struct arena *arena);

/* The band with that range. */
uint32_t columns_band(const struct columns *columns, struct column_range range);

/* How many columns the counts come to; a band of unknown count is as the
 * template draws it. */
uint64_t columns_count(const struct columns *columns);

/* Works the grid out; counts must be set and come to few enough columns. */
void columns_lay(struct columns *columns, struct arena *arena);

/* Where a range of the template's columns is now; of cells within a band, in
 * its copy-th copy. */
struct column_range columns_place(const struct columns *columns,
                                  struct column_range range);
struct column_range columns_place_copy(const struct columns *columns,
                                       struct column_range range,
                                       struct column_range band, uint32_t copy);

/* Twips; 0: the template does not say. */
unsigned columns_width(const struct columns *columns,
                       struct column_range place);

/* The template's own width of a range. */
unsigned columns_drawn_width(const struct column_plan *plan,
                             struct column_range range);

#endif
