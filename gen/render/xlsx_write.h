/* Writes a gathered sheet by libxlsxwriter. */
#ifndef TONGBAO_RENDER_XLSX_WRITE_H
#define TONGBAO_RENDER_XLSX_WRITE_H

#include "gen/render/sheet.h"
#include "gen/render/xlsx.h"

/* Makes the file at sheet->path.  False after reporting; what is there then
 * is not to be used. */
bool xlsx_write(const struct sheet *sheet, const struct xlsx_options *options,
                struct diags *diags);

#endif
