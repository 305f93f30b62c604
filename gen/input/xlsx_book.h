/* The workbook part: which sheets there are, in which order, in which parts,
 * and how dates count. */
#ifndef TONGBAO_INPUT_XLSX_BOOK_H
#define TONGBAO_INPUT_XLSX_BOOK_H

#include "gen/input/numfmt.h"
#include "gen/opc/package.h"

struct xlsx_book_sheet {
    const char *name;
    enum sheet_state state;
    struct str part; /* ptr NULL: the part is missing */
};

struct xlsx_book {
    struct xlsx_book_sheet *sheets; /* worksheets only, in workbook order */
    size_t n_sheets;
    enum epoch epoch;
    struct str strings; /* parts, ptr NULL if there is none */
    struct str styles;
};

/* Everything lives in the arena or in the package. */
bool xlsx_book_read(struct xlsx_book *book, struct package *package,
                    struct arena *arena, struct diags *diags);

#endif
