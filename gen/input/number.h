/* Numbers as workbooks store and show them. */
#ifndef TONGBAO_INPUT_NUMBER_H
#define TONGBAO_INPUT_NUMBER_H

#include "gen/base/arena.h"

/* Reads [+-]digits[.digits][e[+-]digits] with ASCII blanks around; false for
 * anything else and what overflows, NaN and INF included.  *plain is the part
 * of the text that number_format() would write if there is one, else
 * {NULL, 0}. */
bool number_parse(struct str text, double *number, struct str *plain);

/* At most 15 significant digits as spreadsheets show them, no exponent where
 * 15 digits and the point do, no zeros behind the last digit. */
struct str number_format(struct arena *arena, double number);

#endif
