/* Reads a written workbook again and compares it with the sheets it was made
 * of: libxlsxwriter reports success even where nothing was written. */
#ifndef TONGBAO_RENDER_XLSX_VERIFY_H
#define TONGBAO_RENDER_XLSX_VERIFY_H

#include "gen/render/sheets.h"

/* False after reporting; an error of the system, not of the data. */
bool xlsx_verify(const struct sheets *sheets, struct diags *diags);

#endif
