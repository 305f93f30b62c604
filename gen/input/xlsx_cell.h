/* One cell of a sheet part: from its type, style and text to what it holds
 * (ECMA-376-1 18.3.1.4). */
#ifndef TONGBAO_INPUT_XLSX_CELL_H
#define TONGBAO_INPUT_XLSX_CELL_H

#include "gen/input/xlsx_strings.h"
#include "gen/input/xlsx_styles.h"

enum xlsx_type {
    XLSX_NUMBER,
    XLSX_SHARED,
    XLSX_TEXT,
    XLSX_INLINE,
    XLSX_BOOL,
    XLSX_ERROR,
    XLSX_DATE
};

/* What all cells of a workbook look up. */
struct xlsx_context {
    struct xlsx_strings strings;
    struct xlsx_styles styles;
    enum epoch epoch;
    struct arena *arena;
};

struct xlsx_raw {
    enum xlsx_type type;
    uint32_t style;
    char *text; /* the value; decoded in place */
    size_t len;
};

/* What is wrong with a cell that was read all the same; one warning a sheet
 * each. */
enum xlsx_doubt {
    XLSX_FINE,
    XLSX_BEYOND,      /* outside a sheet: left out */
    XLSX_BAD_INDEX,   /* of a shared string: #REF! */
    XLSX_TOO_LONG,    /* a text: #VALUE! */
    XLSX_BAD_VALUE,   /* neither number nor truth value: #VALUE! */
    XLSX_NO_RESULT,   /* a formula, never calculated: empty */
    XLSX_NO_DATE,     /* kept as a number though formatted as a date */
    XLSX_LONG_NUMBER, /* a whole number of more than 15 digits */
    XLSX_N_DOUBTS
};

/* Absent means number; what is unknown is a number, too. */
enum xlsx_type xlsx_type_parse(struct str type);

/* Fills all but col.  CELL_EMPTY for a cell without a value. */
enum xlsx_doubt xlsx_cell_read(struct cell *cell, const struct xlsx_raw *raw,
                               const struct xlsx_context *context);

/* "B7": column and row from 0; false for what is no cell of a sheet. */
bool xlsx_parse_ref(struct str ref, uint32_t *row, uint32_t *col);

/* The sentence for a doubt. */
const char *xlsx_doubt_text(enum xlsx_doubt doubt);

#endif
