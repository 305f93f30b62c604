/* Marks cells whose text looks like a formula with Excel's own mark,
 * quotePrefix (ECMA-376-1 18.8.45): they stay text when somebody edits them.
 * The library cannot write it, so that formats of such cells are written as
 * hidden, which nothing else uses, and made quoted here. */
#ifndef TONGBAO_RENDER_XLSX_QUOTE_H
#define TONGBAO_RENDER_XLSX_QUOTE_H

#include "gen/base/diag.h"

/* Writes the workbook at path again if it has such formats.  False after
 * reporting. */
bool xlsx_quote(const char *path, struct diags *diags);

#endif
