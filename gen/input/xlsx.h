/* Workbooks of ECMA-376 (.xlsx, .xlsm), transitional and strict. */
#ifndef TONGBAO_INPUT_XLSX_H
#define TONGBAO_INPUT_XLSX_H

#include "gen/input/grid.h"

/* Fills grid's sheets; path names the file.  Charts and macro sheets are left
 * out, hidden rows, columns and sheets are read and marked.  False after
 * reporting an error; a sheet that is damaged has no rows then, the others
 * are there. */
bool xlsx_read(struct grid *grid, const char *path,
               const struct grid_options *options, struct arena *arena,
               struct diags *diags);

/* The same from a workbook in memory; path is for messages. */
bool xlsx_read_bytes(struct grid *grid, struct str bytes, const char *path,
                     const struct grid_options *options, struct arena *arena,
                     struct diags *diags);

#endif
