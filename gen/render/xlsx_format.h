/* Cell formats of a workbook: one for each look. */
#ifndef TONGBAO_RENDER_XLSX_FORMAT_H
#define TONGBAO_RENDER_XLSX_FORMAT_H

#include <xlsxwriter.h>

#include "gen/render/sheet.h"

enum { XLSX_NO_FILL = 0x1000000 };

/* Everything a format is made of. */
struct xlsx_look {
    const char *font;
    const char *format; /* of numbers; NULL: text */
    struct borders borders;
    unsigned half_points;
    uint32_t color;     /* RRGGBB; 0: black */
    uint32_t fill;      /* RRGGBB; XLSX_NO_FILL: none */
    uint8_t align;      /* enum lxw_format_alignments */
    uint8_t vertical;
    bool bold;
    bool quoted; /* stays text when it is typed in again: see xlsx_quote.h */
};

struct xlsx_formats { /* zeroed: closed */
    lxw_workbook *workbook; /* owns the formats */
    struct arena *arena;
    struct xlsx_formats_entry *entries;
    size_t n;
    size_t room; /* a power of 2 */
};

/* Begins the formats of a workbook that is new.  Widths of columns are counted
 * in digits of its default font (ECMA-376-1 18.3.1.13), which is 宋体 of 10.5
 * points: 7 pixels a digit, half a character, in its substitutes too, while
 * Calibri is not found on every office's computers. */
void xlsx_formats_open(struct xlsx_formats *formats, lxw_workbook *workbook,
                       struct arena *arena);

/* The look of the sheet's cell at col, which is in the cell's columns. */
struct xlsx_look xlsx_look_of(const struct sheet_row *row,
                              const struct sheet_cell *cell, uint32_t col);

/* NULL if libxlsxwriter has no memory for it. */
lxw_format *xlsx_formats_find(struct xlsx_formats *formats,
                              const struct xlsx_look *look);

#endif
