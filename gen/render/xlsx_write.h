/* Writes gathered sheets by libxlsxwriter. */
#ifndef TONGBAO_RENDER_XLSX_WRITE_H
#define TONGBAO_RENDER_XLSX_WRITE_H

#include "gen/render/sheets.h"
#include "gen/render/xlsx.h"

/* Makes the file at path.  False after reporting, with the sheets' own path;
 * what is there then is not to be used. */
bool xlsx_write(const struct sheets *sheets, const char *path,
                const struct xlsx_options *options, struct diags *diags);

#endif
