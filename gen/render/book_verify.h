/* Reads a written book again and compares it with what was to be written:
 * libxlsxwriter reports success even where nothing was written. */
#ifndef TONGBAO_RENDER_BOOK_VERIFY_H
#define TONGBAO_RENDER_BOOK_VERIFY_H

#include "gen/render/book.h"

/* False after reporting; an error of the system, not of the data. */
bool book_verify(const struct book *book, const char *path,
                 struct diags *diags);

#endif
