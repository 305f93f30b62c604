/* One sheet of a binary workbook. */
#ifndef TONGBAO_INPUT_XLS_SHEET_H
#define TONGBAO_INPUT_XLS_SHEET_H

#include "gen/input/draft.h"
#include "gen/input/xls_globals.h"

/* Reads the records from offset at of the stream up to the sheet's EOF, fills
 * the sheet's rows, merges and hidden columns; *n_bytes counts what was read.
 * False after reporting damage: what came before it is kept. */
bool xls_sheet_read(struct grid_sheet *sheet, const struct xls_globals *globals,
                    struct str stream, size_t at, struct draft *draft,
                    size_t *n_bytes, struct diags *diags);

/* Reports that a workbook is damaged; false. */
bool xls_report_damage(struct location at, struct diags *diags);

#endif
