/* What every file written by libxlsxwriter needs around the library's own
 * work, because it hides the system's reasons and does not check itself. */
#ifndef TONGBAO_RENDER_XLSX_FILE_H
#define TONGBAO_RENDER_XLSX_FILE_H

#include "gen/base/diag.h"

/* Makes the file at path by write, twice: the library does not notice when a
 * piece of a part is lost in a temporary file, and a part can be well-formed
 * without it.  What is written twice and is the same has lost nothing.  False
 * after reporting. */
bool xlsx_file_write(const char *path,
                     bool (*write)(void *user, const char *path,
                                   struct diags *diags),
                     void *user, struct diags *diags);

bool xlsx_file_flush(const char *path, struct diags *diags);

/* Every part has a type of its own and, unless it holds cells, is read to its
 * end: cells are for the caller to compare one by one. */
bool xlsx_file_is_whole(const char *path, struct diags *found);

#endif
