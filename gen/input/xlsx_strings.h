/* The texts that cells share (sharedStrings.xml), and text as SpreadsheetML
 * writes it: "_x000D_" for what XML cannot say, at most 32,767 UTF-16 units a
 * cell.  Each text is stored once; cells point to it. */
#ifndef TONGBAO_INPUT_XLSX_STRINGS_H
#define TONGBAO_INPUT_XLSX_STRINGS_H

#include "gen/opc/package.h"

struct xlsx_strings {
    struct str *items; /* ptr NULL: longer than a cell can be */
    uint32_t n_items;
};

/* In the arena, as are the texts. */
bool xlsx_strings_read(struct xlsx_strings *strings, struct package *package,
                       struct str part, struct arena *arena,
                       struct diags *diags);

/* Undoes the "_xHHHH_" escapes in place (ECMA-376-1 22.9.2.19). */
struct str xlsx_text_decode(char *text, size_t len);

/* No longer than a cell's text may be. */
bool xlsx_text_fits(struct str text);

#endif
