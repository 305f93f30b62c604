#include "gen/base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    MAX_SCALE = 20,
    SHORT_DIGITS = 18 /* any so many fit 64 bits */
};

static int128
power_of_ten(unsigned n)
{
    int128 power = 1;

    while (n--) {
        power *= 10;
    }
    return power;
}

static bool
has_room(int128 units)
{
    int128 limit = (int128)1000000000000000 * 1000000000000000; /* 10^30 */

    return units < limit && units > -limit;
}

static struct decimal
shortened(struct decimal d)
{
    if (d.units <= INT64_MAX && d.units >= INT64_MIN) {
        int64_t units = (int64_t)d.units; /* several times as fast */

        for (; d.scale && units % 10 == 0; d.scale--) {
            units /= 10;
        }
        return (struct decimal){units, d.scale};
    }
    while (d.scale && d.units % 10 == 0) {
        d.units /= 10;
        d.scale--;
    }
    return d;
}

struct decimal
decimal_from_int(int64_t n)
{
    return (struct decimal){n, 0};
}

bool
decimal_from_double(double number, struct decimal *out)
{
    char text[64];

    if (!isfinite(number)) {
        return false;
    }
    snprintf(text, sizeof text, "%.15g", number);
    return decimal_parse(str_from(text), out);
}

static bool
is_digit(struct str s, size_t i)
{
    return i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9';
}

/* Reads e[+-]digits at i; false if it is not that or too large. */
static bool
parse_exponent(struct str s, size_t *i, int *exponent)
{
    bool negative;

    *exponent = 0;
    if (*i >= s.len || (s.ptr[*i] != 'e' && s.ptr[*i] != 'E')) {
        return true;
    }
    ++*i;
    negative = *i < s.len && s.ptr[*i] == '-';
    if (*i < s.len && (s.ptr[*i] == '-' || s.ptr[*i] == '+')) {
        ++*i;
    }
    if (!is_digit(s, *i)) {
        return false;
    }
    for (; is_digit(s, *i); ++*i) {
        if (*exponent > 1000) {
            return false;
        }
        *exponent = *exponent * 10 + (s.ptr[*i] - '0');
    }
    *exponent = negative ? -*exponent : *exponent;
    return true;
}

static bool
apply_exponent(struct decimal *d, int exponent)
{
    *d = shortened(*d);
    while (exponent > 0 && d->scale) {
        d->scale--;
        exponent--;
    }
    while (exponent > 0 && d->units) {
        d->units *= 10;
        exponent--;
        if (!has_room(d->units)) {
            return false;
        }
    }
    while (exponent < 0 && d->units) {
        d->scale++;
        exponent++;
        if (d->scale > MAX_SCALE) {
            return false;
        }
    }
    return true;
}

bool
decimal_parse(struct str s, struct decimal *out)
{
    struct decimal d = {0, 0};
    size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
    size_t n_digits = 0;
    bool fraction = false;
    uint64_t units = 0;
    int exponent;

    for (; n_digits < SHORT_DIGITS &&
           (is_digit(s, i) || (i < s.len && s.ptr[i] == '.' && !fraction));
         i++) {
        if (s.ptr[i] == '.') {
            fraction = true;
            continue;
        }
        units = units * 10 + (uint64_t)(s.ptr[i] - '0');
        d.scale += fraction;
        n_digits++;
    }
    d.units = units;
    for (; is_digit(s, i) || (i < s.len && s.ptr[i] == '.' && !fraction); i++) {
        if (s.ptr[i] == '.') {
            fraction = true;
            continue;
        }
        d.units = d.units * 10 + (s.ptr[i] - '0');
        d.scale += fraction;
        n_digits++;
        if (!has_room(d.units) || d.scale > MAX_SCALE) {
            return false;
        }
    }
    if (n_digits == 0 || !parse_exponent(s, &i, &exponent) || i != s.len ||
        !apply_exponent(&d, exponent)) {
        return false;
    }
    if (s.ptr[0] == '-') {
        d.units = -d.units;
    }
    *out = d;
    return true;
}

double
decimal_to_double(struct decimal d)
{
    struct strbuf sb = {0};
    double number;

    decimal_format(&sb, d);
    number = strtod(sb.ptr, NULL);
    strbuf_clear(&sb);
    return number;
}

bool
decimal_to_int(struct decimal d, int64_t *out)
{
    d = shortened(d);
    if (d.scale || d.units > INT64_MAX || d.units < INT64_MIN) {
        return false;
    }
    *out = (int64_t)d.units;
    return true;
}

/* Brings both to the larger scale. */
static bool
align(struct decimal *a, struct decimal *b)
{
    struct decimal *low = a->scale < b->scale ? a : b;
    unsigned scale = a->scale < b->scale ? b->scale : a->scale;

    for (; low->scale < scale; low->scale++) {
        low->units *= 10;
        if (!has_room(low->units)) {
            return false;
        }
    }
    return true;
}

bool
decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
    if (!align(&a, &b) || !has_room(a.units + b.units)) {
        return false;
    }
    *out = shortened((struct decimal){a.units + b.units, a.scale});
    return true;
}

bool
decimal_subtract(struct decimal a, struct decimal b, struct decimal *out)
{
    b.units = -b.units;
    return decimal_add(a, b, out);
}

bool
decimal_multiply(struct decimal a, struct decimal b, struct decimal *out)
{
    int128 product;

    a = shortened(a);
    b = shortened(b);
    if (__builtin_mul_overflow(a.units, b.units, &product) ||
        !has_room(product) || a.scale + b.scale > MAX_SCALE) {
        return false;
    }
    *out = shortened((struct decimal){product, a.scale + b.scale});
    return true;
}

/* n / d rounded half away from zero; d > 0. */
static int128
divide_half_up(int128 n, int128 d)
{
    int128 rest = n % d;
    int128 quotient = n / d;

    if (rest >= d - rest) {
        quotient++;
    } else if (-rest >= d + rest) {
        quotient--;
    }
    return quotient;
}

bool
decimal_divide(struct decimal a, struct decimal b, unsigned digits,
               struct decimal *out)
{
    if (b.units == 0 || !align(&a, &b)) {
        return false;
    }
    if (b.units < 0) {
        a.units = -a.units;
        b.units = -b.units;
    }
    for (unsigned i = 0; i < digits; i++) {
        if (__builtin_mul_overflow(a.units, (int128)10, &a.units)) {
            return false;
        }
    }
    *out = (struct decimal){divide_half_up(a.units, b.units), digits};
    return true;
}

struct decimal
decimal_round(struct decimal d, unsigned digits)
{
    if (d.scale > digits) {
        d.units = divide_half_up(d.units, power_of_ten(d.scale - digits));
        d.scale = digits;
    }
    return d;
}

int
decimal_compare(struct decimal a, struct decimal b)
{
    if (!align(&a, &b)) {
        double x = decimal_to_double(a);
        double y = decimal_to_double(b);

        return (x > y) - (x < y);
    }
    return (a.units > b.units) - (a.units < b.units);
}

static void
format_digits(struct strbuf *sb, struct decimal d)
{
    char digits[48];
    size_t n = 0;
    char text[sizeof digits + 2];
    size_t len = 0;
    int128 rest = d.units < 0 ? -d.units : d.units;
    uint64_t low;

    for (; rest > INT64_MAX; rest /= 10) {
        digits[n++] = (char)('0' + (int)(rest % 10));
    }
    for (low = (uint64_t)rest; low || n <= d.scale; low /= 10) {
        digits[n++] = (char)('0' + (int)(low % 10));
    }
    if (d.units < 0) {
        text[len++] = '-';
    }
    while (n) {
        text[len++] = digits[--n];
        if (n && n == d.scale) {
            text[len++] = '.';
        }
    }
    strbuf_add(sb, (struct str){text, len});
}

void
decimal_format(struct strbuf *sb, struct decimal d)
{
    format_digits(sb, shortened(d));
}

void
decimal_format_fixed(struct strbuf *sb, struct decimal d, unsigned digits)
{
    size_t i;

    d = decimal_round(d, digits);
    format_digits(sb, d);
    i = d.scale;
    if (i == 0 && digits) {
        strbuf_add_char(sb, '.');
    }
    for (; i < digits; i++) {
        strbuf_add_char(sb, '0');
    }
}
