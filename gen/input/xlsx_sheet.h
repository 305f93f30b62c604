/* One worksheet part, streamed into the rows of a grid. */
#ifndef TONGBAO_INPUT_XLSX_SHEET_H
#define TONGBAO_INPUT_XLSX_SHEET_H

#include "gen/input/xlsx_cell.h"

struct xlsx_limits {
    uint64_t rows;  /* a sheet */
    uint64_t cells; /* still to come, all sheets */
};

/* Fills rows, merges and hidden columns; name and state are set.  Limits are
 * taken down by what was read. */
bool xlsx_sheet_read(struct grid_sheet *sheet, struct package *package,
                     struct str part, const struct xlsx_context *context,
                     struct xlsx_limits *limits, struct diags *diags);

#endif
