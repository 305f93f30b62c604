/* Writes a gathered sheet by libxlsxwriter. */
#ifndef TONGBAO_RENDER_XLSX_WRITE_H
#define TONGBAO_RENDER_XLSX_WRITE_H

#include "gen/render/sheet.h"
#include "gen/render/xlsx.h"

/* Makes the file at path.  False after reporting, with the sheet's own path;
 * what is there then is not to be used. */
bool xlsx_write(const struct sheet *sheet, const char *path,
                const struct xlsx_options *options, struct diags *diags);

#endif
