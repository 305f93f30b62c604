/* Binary workbooks of Excel 97 to 2003 and of WPS (.xls, .et): BIFF8
 * ([MS-XLS]).  Older ones are refused with a sentence.
 *
 * Formulas give their stored results.  Merges, hidden rows, columns and
 * sheets are kept; cells may come in any order, of two in one place the later
 * counts.  Damage in one sheet is reported and leaves the others readable.
 */
#ifndef TONGBAO_INPUT_XLS_H
#define TONGBAO_INPUT_XLS_H

#include "gen/input/grid.h"

/* Fills grid's sheets from the bytes of the file. */
bool xls_read(struct grid *grid, struct str bytes,
              const struct grid_options *options, struct arena *arena,
              struct diags *diags);

#endif
