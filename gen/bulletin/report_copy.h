/* A copy of one input file in a workbook: each cell at its own place, those
 * with findings coloured by the worst of them and told of in a comment. */
#ifndef TONGBAO_BULLETIN_REPORT_COPY_H
#define TONGBAO_BULLETIN_REPORT_COPY_H

#include "gen/input/grid.h"
#include "gen/render/book.h"

struct report_copy { /* of a file */
    const char *path;
    struct grid grid;
    struct book_sheet **sheets; /* one for each sheet of the grid; NULL: it is
                                   hidden and nothing is wrong in it */
};

/* Reads the file again and adds its sheets to the book; false, unreported, if
 * it cannot be read as a table.  Findings about other files are passed over;
 * everything lives in the book's arena. */
bool report_copy_add(struct report_copy *copy, struct book *book,
                     const char *path, const char *charset,
                     const struct diag *findings, size_t n_findings);

/* The copied sheet at is in, and what its cell says; NULL if it is in none. */
const struct book_sheet *report_copy_find(const struct report_copy *copy,
                                          struct location at, struct str *text);

/* Of findings by severity. */
extern const struct book_look report_looks[];

/* "错误" and so on. */
const char *report_severity(enum severity severity);

#endif
