#include "gen/template/filter_layout.h"

#include "gen/base/date.h"
#include "gen/base/diag.h"

enum {
    COLUMN = 160, /* twips of half a 三号 character */
    INDENT = 4 * COLUMN
};

/* Columns of a line; of a date as it is printed, 2026年1月5日. */
static long
columns_of(struct str text, bool *is_date)
{
    struct strbuf sb = {0};
    struct date date;
    long n = (long)utf8_columns(text);

    *is_date = date_parse(text, 0, &date, NULL);
    if (*is_date) {
        strbuf_addf(&sb, "%d%d%d", date.year, date.month, date.day);
        n = (long)sb.len + 6;
        strbuf_clear(&sb);
    }
    return n;
}

/* What stands to the right of a signature's two lines. */
struct gaps {
    long issuer;
    long date;
};

/* The date four characters in, the name centred on it; a name too long for
 * that ends at the margin (7.3.5.1). */
static struct gaps
sealed(long issuer, long date)
{
    struct gaps gaps = {2 * INDENT + (date - issuer) / 2, 2 * INDENT};

    if (gaps.issuer < 0) {
        gaps = (struct gaps){0, (issuer - date) / 2};
    }
    return gaps;
}

/* The name two characters in, the date beginning two characters behind it; a
 * date longer than the name is two characters in instead (7.3.5.2). */
static struct gaps
unsealed(long issuer, long date)
{
    if (date > issuer) {
        return (struct gaps){date - issuer + 2 * INDENT, INDENT};
    }
    return (struct gaps){INDENT, issuer - date};
}

bool
filter_signature(const struct filter_call *call, struct value in,
                 struct value *out)
{
    struct value seal = value_null();
    struct value other;
    struct gaps gaps;
    bool is_date;
    bool is_other_date;
    long width;
    long other_width;

    *out = value_null();
    if (!call->resolve(call, &call->arguments[0].path, &other) ||
        (call->n_arguments > 1 &&
         !call->resolve(call, &call->arguments[1].path, &seal))) {
        return false;
    }
    if (in.kind >= VALUE_LIST || other.kind >= VALUE_LIST) {
        strbuf_add_cstr(call->fault, _("a list is no line of a signature"));
        return false;
    }
    width = columns_of(value_str(in), &is_date) * COLUMN;
    other_width = columns_of(value_str(other), &is_other_date) * COLUMN;
    if (is_date == is_other_date) {
        strbuf_add_cstr(call->fault,
                        _("a signature is a name and a date"));
        return false;
    }
    if (is_date) {
        gaps = value_is_true(seal) ? sealed(other_width, width)
                                   : unsealed(other_width, width);
    } else {
        gaps = value_is_true(seal) ? sealed(width, other_width)
                                   : unsealed(width, other_width);
    }
    *out = value_number(call->arena, decimal_from_int(is_date ? gaps.date
                                                              : gaps.issuer));
    return true;
}

/* The largest size, in half points, at which the text fits into so many
 * points. */
bool
filter_fit(const struct filter_call *call, struct value in, struct value *out)
{
    unsigned width = call->arguments[0].number;
    unsigned most = 2 * call->arguments[1].number;
    unsigned factor = call->n_arguments > 2 ? call->arguments[2].number : 2;
    size_t columns;
    uint64_t size = most;

    if (in.kind >= VALUE_LIST) {
        strbuf_add_cstr(call->fault, _("a list is no line of text"));
        return false;
    }
    columns = utf8_columns(value_str(in));
    if (columns && UINT64_C(4) * width / columns < most) {
        size = UINT64_C(4) * width / columns;
    }
    *out = value_number(call->arena,
                        decimal_from_int((int64_t)(size * factor / 2)));
    return true;
}

/* ECMA-376-1 22.9.2.7 knows 1 and 0. */
bool
filter_flag(const struct filter_call *call, struct value in, struct value *out)
{
    *out = value_number(call->arena, decimal_from_int(value_is_true(in)));
    return true;
}
