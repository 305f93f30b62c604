/* The tables of a web page, which many systems save under the name .xls.
 *
 * Every table with a cell in it is a sheet, in the order they begin: "Table1",
 * "Table2", or its caption.  A table inside a cell is a sheet of its own and
 * no part of the cell's text, so tables that only lay out a page vanish.
 *
 * Blanks are folded as browsers do and trimmed; <br> and the start of a <p>,
 * <div> or <li> break the line; scripts and styles are left out.  colspan and
 * rowspan become merges with the value in the first cell; a row with
 * display:none is hidden.
 *
 * A cell is CELL_TEXT as shown: typing is the model's.  Only one with Excel's
 * x:num attribute whose text is a plain number is CELL_NUMBER, with the
 * attribute's full value, unless its style has mso-number-format:"\@".
 */
#ifndef TONGBAO_INPUT_HTML_H
#define TONGBAO_INPUT_HTML_H

#include "gen/input/grid.h"

/* Fills grid's sheets from UTF-8 text. */
bool html_read(struct grid *grid, struct str text,
               const struct grid_options *options, struct arena *arena,
               struct diags *diags);

#endif
