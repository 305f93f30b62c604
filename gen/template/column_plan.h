/* The columns of a table in which cells repeat sideways ({{#…|columns}}), as
 * the template draws them.  Lives in the tree's arena. */
#ifndef TONGBAO_TEMPLATE_COLUMN_PLAN_H
#define TONGBAO_TEMPLATE_COLUMN_PLAN_H

#include <stdint.h>

/* Columns of a table's grid, from 0; end is behind the last. */
struct column_range {
    uint32_t first;
    uint32_t end;
};

struct column_plan {
    unsigned *widths; /* twips; 0: the template does not say */
    uint32_t n_columns;
    /* Columns that repeat together, ascending, apart.  The sections over one
     * range, in different rows, have as many items each. */
    struct column_range *bands;
    uint32_t n_bands;
};

#endif
