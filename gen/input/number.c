#include "gen/input/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/base/decimal.h"

enum { EXACT_DIGITS = 15, MAX_LENGTH = 400 };

/* What a number is made of, gathered in one pass. */
struct digits {
    uint64_t value; /* of the first 15 */
    unsigned n;     /* all, leading zeros included */
    unsigned n_fraction;
    bool has_point;
    bool is_negative;
    bool has_extra; /* '+', exponent or leading zeros: not plain */
};

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t
scan_exponent(struct str s, size_t i)
{
    size_t from;

    if (i == s.len || (s.ptr[i] | 0x20) != 'e') {
        return i;
    }
    i++;
    i += i < s.len && (s.ptr[i] == '+' || s.ptr[i] == '-');
    from = i;
    while (i < s.len && is_digit(s.ptr[i])) {
        i++;
    }
    return i > from ? i : SIZE_MAX;
}

static bool
scan_digits(struct str s, struct digits *d)
{
    size_t i = 0;
    size_t from;
    size_t exponent;

    *d = (struct digits){0};
    if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+')) {
        d->is_negative = s.ptr[0] == '-';
        d->has_extra = !d->is_negative;
        i = 1;
    }
    from = i;
    for (; i < s.len &&
           (is_digit(s.ptr[i]) || (s.ptr[i] == '.' && !d->has_point));
         i++) {
        if (s.ptr[i] == '.') {
            d->has_point = true;
            d->has_extra |= i == from;
            continue;
        }
        if (d->n < EXACT_DIGITS) {
            d->value = d->value * 10 + (uint64_t)(s.ptr[i] - '0');
        }
        d->n++;
        d->n_fraction += d->has_point;
    }
    if (s.len > from + 1 && s.ptr[from] == '0' && s.ptr[from + 1] != '.') {
        d->has_extra = true;
    }
    exponent = scan_exponent(s, i);
    d->has_extra |= exponent != i;
    return d->n && exponent == s.len;
}

static struct str
trim_ascii(struct str s)
{
    while (s.len && (unsigned char)s.ptr[0] <= ' ') {
        s = str_slice(s, 1, s.len);
    }
    while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ') {
        s.len--;
    }
    return s;
}

/* Without the zeros behind the last digit of a fraction. */
static struct str
trim_zeros(struct str s, const struct digits *d)
{
    if (d->has_point) {
        while (s.ptr[s.len - 1] == '0') {
            s.len--;
        }
        s.len -= s.ptr[s.len - 1] == '.';
    }
    return s;
}

bool
number_parse(struct str text, double *number, struct str *plain)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3, 1e4,  1e5,
                                    1e6,  1e7,  1e8,  1e9, 1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15};
    struct str s = trim_ascii(text);
    char copy[MAX_LENGTH + 1];
    struct digits d;

    *plain = (struct str){NULL, 0};
    if (s.len > MAX_LENGTH || !scan_digits(s, &d)) {
        return false;
    }
    if (d.n <= EXACT_DIGITS && !d.has_extra) { /* both exact, so correct */
        *number = (double)d.value / powers[d.n_fraction];
        *number = d.is_negative ? -*number : *number;
        if (d.value || !d.is_negative) {
            *plain = trim_zeros(s, &d);
        }
        return true;
    }
    memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    *number = strtod(copy, NULL);
    return isfinite(*number);
}

struct str
number_format(struct arena *arena, double number)
{
    struct strbuf sb = {0};
    char digits[32];
    struct decimal d;
    struct str text;

    if (number == 0) {
        return STR("0");
    }
    snprintf(digits, sizeof digits, "%.15G", number);
    if (fabs(number) >= 1 || !strchr(digits, 'E') ||
        !decimal_from_double(number, &d) || d.units == 0) {
        return arena_str(arena, str_from(digits));
    }
    decimal_format(&sb, d); /* 1E-05, which 15 digits can say */
    text = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return text;
}
