/* Exact decimal numbers: what is read is what is added, divided and shown.
 *
 * A value is units / 10^scale.  Rounding is half up in the everyday sense
 * (2.675 -> 2.68, -2.5 -> -3), never on binary fractions.  Up to 30
 * significant digits; what does not fit is reported, not cut. */
#ifndef TONGBAO_BASE_DECIMAL_H
#define TONGBAO_BASE_DECIMAL_H

#include "gen/base/strbuf.h"

__extension__ typedef __int128 int128;

struct decimal {
    int128 units;
    unsigned scale; /* digits behind the point, 0..20 */
};

struct decimal decimal_from_int(int64_t n);

/* The shortest decimal that reads back as the same double with at most 15
 * significant digits, as spreadsheets show it.  False for NaN, infinities
 * and what does not fit. */
bool decimal_from_double(double number, struct decimal *out);

/* [+-]digits[.digits][e[+-]digits], ASCII only, nothing else around. */
bool decimal_parse(struct str text, struct decimal *out);

double decimal_to_double(struct decimal d);

/* True and *out if d is a whole number that fits. */
bool decimal_to_int(struct decimal d, int64_t *out);

/* False where the result needs more digits than there are. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_subtract(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out);

/* a / b rounded half up to digits (0..15) behind the point; false if b is 0. */
bool decimal_divide(struct decimal a, struct decimal b, unsigned digits,
                    struct decimal *out);

/* Rounded half up to digits behind the point; d itself if it has fewer. */
struct decimal decimal_round(struct decimal d, unsigned digits);

/* -1, 0, 1 */
int decimal_compare(struct decimal a, struct decimal b);

/* Without trailing zeros behind the point: 152, 135.4. */
void decimal_format(struct strbuf *sb, struct decimal d);

/* Rounded half up and with exactly that many digits behind the point. */
void decimal_format_fixed(struct strbuf *sb, struct decimal d,
                          unsigned digits);

#endif
