/* SpreadsheetML 2003, the XML workbooks of Excel 2003 that many systems save
 * under the name .xls ("Office 2003 XML Reference Schemas").
 *
 * Rows and cells without ss:Index follow the one before; an index that goes
 * back is an error.  Types come from ss:Type: a DateTime of 1899 is a time of
 * day.  Comments' text is left out, as are cells that only have a style.
 */
#ifndef TONGBAO_INPUT_SHEETML_H
#define TONGBAO_INPUT_SHEETML_H

#include "gen/input/grid.h"

/* Fills grid's sheets from UTF-8 text, whatever encoding it declares. */
bool sheetml_read(struct grid *grid, struct str text,
                  const struct grid_options *options, struct arena *arena,
                  struct diags *diags);

#endif
