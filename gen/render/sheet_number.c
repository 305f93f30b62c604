#include "gen/render/sheet_number.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "gen/base/date.h"

enum {
    MAX_DIGITS = 15,         /* that a double and Excel keep */
    MAX_GENERAL_DIGITS = 11, /* that the format General shows */
    DAY_0 = -25569,          /* 1899-12-30 */
    FIRST_SERIAL = 61        /* 1900-03-01: Excel's 1900 had a 29 February */
};

static bool
is_named(const struct filter_use *use, const char *name)
{
    return strcmp(use->filter->name, name) == 0;
}

/* The filter that says how the value looks: the last one, but for those that
 * leave a number as it is.  NULL: none. */
static const struct filter_use *
look_of(const struct expr *expr)
{
    for (size_t i = expr->n_uses; i > 0; i--) {
        const struct filter_use *use = &expr->uses[i - 1];

        if (!is_named(use, "blank") && !is_named(use, "merge") &&
            !is_named(use, "tally")) {
            return use;
        }
    }
    return NULL;
}

static unsigned
count_digits(struct str number)
{
    unsigned n = 0;
    bool leads = true;

    for (size_t i = 0; i < number.len; i++) {
        leads &= number.ptr[i] == '0' || number.ptr[i] == '.' ||
                 number.ptr[i] == '-';
        n += !leads && number.ptr[i] != '.';
    }
    return n;
}

static unsigned
count_decimals(struct str number)
{
    size_t point = str_find(number, STR("."), 0);

    return point == SIZE_MAX ? 0 : (unsigned)(number.len - point - 1);
}

static bool
parse(struct str text, struct decimal *number)
{
    return count_digits(text) <= MAX_DIGITS && decimal_parse(text, number);
}

static void
add_pattern(struct sheet_number *out, const char *whole, const char *behind)
{
    static const char zeros[] = "0000000000000000000000000000000000000000";
    int digits = out->digits < 40 ? (int)out->digits : 40;

    snprintf(out->pattern, sizeof out->pattern, "%s%s%.*s%s", whole,
             digits ? "." : "", digits, zeros, behind);
}

static bool
read_plain(struct sheet_number *out, struct str text, bool is_fixed)
{
    struct decimal number;

    if (!parse(text, &number)) {
        return false;
    }
    out->number = decimal_to_double(number);
    out->digits = count_decimals(text);
    out->is_fixed = is_fixed;
    if (is_fixed || text.len > MAX_GENERAL_DIGITS) {
        add_pattern(out, "0", "");
    } else {
        strcpy(out->pattern, "General");
    }
    return true;
}

static bool
read_thousands(struct sheet_number *out, const struct expr *expr,
               struct str text)
{
    char plain[64];
    size_t n = 0;
    struct decimal number;

    for (size_t i = 0; i < text.len; i++) {
        if (n == sizeof plain) {
            return false;
        }
        if (text.ptr[i] != ',') {
            plain[n++] = text.ptr[i];
        }
    }
    if (!parse((struct str){plain, n}, &number)) {
        return false;
    }
    out->number = decimal_to_double(number);
    out->digits = count_decimals(text);
    for (size_t i = 0; i < expr->n_uses; i++) {
        out->is_fixed |= is_named(&expr->uses[i], "fixed");
    }
    add_pattern(out, "#,##0", "");
    return true;
}

static bool
read_percent(struct sheet_number *out, struct str text)
{
    struct str shown = str_slice(text, 0, text.len - (text.len > 0));
    struct decimal number;

    if (!str_ends_with(text, STR("%")) || !parse(shown, &number) ||
        number.scale + 2 > 20) {
        return false;
    }
    number.scale += 2;
    out->number = decimal_to_double(number);
    out->digits = count_decimals(shown);
    out->is_fixed = true;
    add_pattern(out, "0", "%");
    out->digits += 2;
    return true;
}

/* As the filter date writes it; false where it has written something else. */
static bool
add_date_pattern(struct sheet_number *out, struct str form)
{
    static const struct {
        const char *sign, *pattern;
    } parts[] = {{"年", "yyyy\"年\""}, {"月", "m\"月\""}, {"日", "d\"日\""}};
    size_t len = 0;

    if (str_is(form, "ISO") || str_is(form, "iso")) {
        strcpy(out->pattern, "yyyy-mm-dd");
        return true;
    }
    for (size_t i = 0; i < 3; i++) {
        if (str_find(form, str_from(parts[i].sign), 0) != SIZE_MAX) {
            strcpy(out->pattern + len, parts[i].pattern);
            len += strlen(parts[i].pattern);
        }
    }
    return len > 0;
}

static bool
read_date(struct sheet_number *out, const struct filter_use *use,
          const struct expr *expr, struct value raw)
{
    struct date date;
    int64_t serial;

    if (use != expr->uses || use->n_arguments > 1 || raw.kind != VALUE_TEXT ||
        !date_parse(value_str(raw), 0, &date, NULL) ||
        !add_date_pattern(out, str_trim(use->arguments[0].text))) {
        return false;
    }
    serial = date_to_days(date) - DAY_0;
    out->number = (double)serial;
    out->is_fixed = true;
    return serial >= FIRST_SERIAL;
}

bool
sheet_number_read(struct sheet_number *out, const struct expr *expr,
                  const struct trace *trace, struct value value,
                  struct str text)
{
    const struct filter_use *look = look_of(expr);
    bool ok;

    *out = (struct sheet_number){.digits = 0};
    if (look && value.kind == VALUE_TEXT && is_named(look, "percent")) {
        ok = read_percent(out, text);
    } else if (look && value.kind == VALUE_TEXT &&
               is_named(look, "thousands")) {
        ok = read_thousands(out, expr, text);
    } else if (look && value.kind == VALUE_TEXT && is_named(look, "date")) {
        ok = read_date(out, look, expr, trace->raw);
    } else {
        ok = value.kind == VALUE_NUMBER &&
             read_plain(out, text, look && is_named(look, "fixed"));
    }
    return ok && isfinite(out->number);
}
