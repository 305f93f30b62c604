/* The number behind a value as its filters show it, and the number format by
 * which a cell shows the same. */
#ifndef TONGBAO_RENDER_SHEET_NUMBER_H
#define TONGBAO_RENDER_SHEET_NUMBER_H

#include "gen/template/scope.h"

enum { SHEET_NUMBER_PATTERN = 64 };

struct sheet_number {
    double number;   /* of a percentage a hundredth, of a date its serial */
    unsigned digits; /* behind the point, of number */
    bool is_fixed;   /* rounded to them, by a filter */
    char pattern[SHEET_NUMBER_PATTERN]; /* ECMA-376-1 18.8.31 */
};

/* False for what is not one number: other text, more digits than a double
 * and Excel keep (15), a date before March 1900.  text is value as it is
 * printed, trace of the expression that gave it. */
bool sheet_number_read(struct sheet_number *out, const struct expr *expr,
                       const struct trace *trace, struct value value,
                       struct str text);

#endif
