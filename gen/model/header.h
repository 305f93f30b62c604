/* The header row of a sheet: under title rows, its columns in any order, with
 * or without a row of group heads above it.  A column under a group's head is
 * also called 组/名, as in 政务微博/名称. */
#ifndef TONGBAO_MODEL_HEADER_H
#define TONGBAO_MODEL_HEADER_H

#include "gen/input/grid.h"
#include "gen/model/profile.h"

#define HEADER_NONE UINT32_MAX

struct header {
    const struct grid_sheet *sheet;
    uint32_t row;   /* from 0; the lower one of two */
    uint32_t *cols; /* one for each column of the schema, or HEADER_NONE */
    size_t n_found;
    uint32_t serial_col; /* of 序号, in the schema or not; or HEADER_NONE */
    bool *has_head;      /* by column of the sheet, known or not */
    uint32_t n_has_head; /* columns behind these have none */
};

/* The sheet the schema names, or the first visible one with its columns (text
 * files have just one).  Reports missing, repeated and unknown columns; after
 * false, header->sheet is set if the rows can still be checked. */
bool header_find(struct header *header, const struct schema *schema,
                 const struct grid *grid, struct arena *arena,
                 struct diags *diags);

#endif
