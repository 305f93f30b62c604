/* What may go into a workbook: everything libxlsxwriter is given passes here
 * first, because the library does not check it. */
#ifndef TONGBAO_RENDER_XLSX_TEXT_H
#define TONGBAO_RENDER_XLSX_TEXT_H

#include "gen/base/diag.h"

enum { XLSX_MAX_UNITS = 32767, XLSX_MAX_LINES = 254 };

/* Text of a cell as it will be read back: valid UTF-8, only characters XML
 * 1.0 allows (others are left out with a note), line ends LF.  The text
 * itself if there is nothing to do, else a copy in arena.  False after
 * reporting a text longer than Excel takes (32,767 UTF-16 units, 253 line
 * feeds). */
bool xlsx_text_clean(struct str *text, struct location at,
                     struct arena *arena, struct diags *diags);

/* Adds text with _xHHHH_ escaped, which spreadsheets would decode
 * (ECMA-376-1 22.9.2.19). */
void xlsx_text_escape(struct strbuf *out, struct str text);

/* Typed in again, the text would be read as a formula or a number: it begins
 * with = + - @, their full-width forms, a tab or a line break. */
bool xlsx_text_steers(struct str text);

/* A name Excel takes: at most 31 UTF-16 units, without : \ / ? * [ ] and
 * control characters, no ' at either end, neither empty nor "History".
 * What is changed is reported as a note. */
const char *xlsx_sheet_name(const char *wanted, const char *path,
                            struct arena *arena, struct diags *diags);

/* The name with (n) behind it, cut so that it stays one Excel takes. */
const char *xlsx_sheet_name_nth(const char *name, unsigned n,
                                struct arena *arena);

/* Excel takes two names for one: capitals do not part them. */
bool xlsx_sheet_name_equals(const char *a, const char *b);

/* Length in UTF-16 units of valid UTF-8. */
size_t xlsx_units(struct str text);

/* The number format of a pattern such as 0.00 with unit behind it; NULL if
 * Excel has no such format. */
const char *xlsx_number_format(const char *pattern, struct str unit,
                               struct arena *arena);

#endif
