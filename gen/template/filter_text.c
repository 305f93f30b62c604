#include "gen/template/filter_text.h"

#include "gen/base/date.h"
#include "gen/base/diag.h"
#include "gen/base/hanzi.h"

static bool
is_empty(struct value v)
{
    return v.kind == VALUE_NULL || (v.kind == VALUE_TEXT && v.len == 0);
}

static bool
number_of(const struct filter_call *call, struct value v,
          struct decimal *number)
{
    if (v.kind < VALUE_LIST && value_decimal(v, number)) {
        return true;
    }
    if (v.kind < VALUE_LIST) {
        strbuf_addf(call->fault, _("“%.*s” is not a number"),
                    STR_ARG(value_str(v)));
    } else {
        strbuf_add_cstr(call->fault, _("a list is not a number"));
    }
    return false;
}

/* Text built in sb, which is freed. */
static struct value
take_text(const struct filter_call *call, struct strbuf *sb)
{
    struct value v = value_text(arena_str(call->arena, strbuf_str(sb)));

    strbuf_clear(sb);
    return v;
}

bool
filter_fixed(const struct filter_call *call, struct value in, struct value *out)
{
    unsigned digits = call->arguments[0].number;
    struct strbuf sb = {0};
    struct decimal number;

    *out = in;
    if (is_empty(in)) {
        return true;
    }
    if (digits > 15) {
        strbuf_add_cstr(call->fault, _("at most 15 decimals can be shown"));
        return false;
    }
    if (!number_of(call, in, &number)) {
        return false;
    }
    decimal_format_fixed(&sb, number, digits);
    *out = take_text(call, &sb);
    out->kind = VALUE_NUMBER;
    return true;
}

bool
filter_percent(const struct filter_call *call, struct value in,
               struct value *out)
{
    unsigned digits = call->n_arguments > 1 ? call->arguments[1].number : 1;
    struct strbuf sb = {0};
    struct value whole;
    struct decimal a;
    struct decimal b;
    struct decimal share;
    bool is_whole;

    *out = value_null();
    if (decimal_parse(call->arguments[0].text, &b)) {
        whole = value_number(call->arena, b);
    } else if (!call->resolve(call, &call->arguments[0].path, &whole)) {
        return false;
    }
    if (is_empty(in) || is_empty(whole)) {
        return true;
    }
    if (!number_of(call, in, &a) || !number_of(call, whole, &b)) {
        return false;
    }
    if (b.units == 0) {
        strbuf_add_cstr(call->fault,
                        _("the whole is 0, so there is no rate; say what is "
                          "printed then with |blank:—"));
        return call->next && call->next->apply == filter_blank;
    }
    is_whole = decimal_compare(a, b) == 0;
    if (digits > 10 || !decimal_multiply(a, decimal_from_int(100), &a) ||
        !decimal_divide(a, b, digits, &share)) {
        strbuf_add_cstr(call->fault, _("the rate has too many digits"));
        return false;
    }
    /* The whole is 100%, whatever the decimals. */
    decimal_format_fixed(&sb, share, is_whole ? 0 : digits);
    strbuf_add_char(&sb, '%');
    *out = take_text(call, &sb);
    return true;
}

/* Up by, down by, or the same, at the decimals shown. */
bool
filter_trend(const struct filter_call *call, struct value in, struct value *out)
{
    unsigned digits = call->n_arguments > 1 ? call->arguments[1].number : 1;
    struct str word =
        call->n_arguments > 2 ? call->arguments[2].text : STR("个百分点");
    struct decimal zero = decimal_from_int(0);
    struct strbuf sb = {0};
    struct value before;
    struct decimal a;
    struct decimal b;
    int direction;

    if (!call->resolve(call, &call->arguments[0].path, &before)) {
        return false;
    }
    *out = value_null();
    if (is_empty(in) || is_empty(before)) {
        return true;
    }
    if (!number_of(call, in, &a) || !number_of(call, before, &b)) {
        return false;
    }
    if (digits > 15 || !decimal_subtract(a, b, &a)) {
        strbuf_add_cstr(call->fault, _("the difference has too many digits"));
        return false;
    }
    a = decimal_round(a, digits);
    direction = decimal_compare(a, zero);
    if (direction == 0) {
        *out = value_text(STR("持平"));
        return true;
    }
    a.units = direction < 0 ? -a.units : a.units;
    strbuf_add(&sb, direction < 0 ? STR("下降") : STR("上升"));
    decimal_format_fixed(&sb, a, digits);
    strbuf_add(&sb, word);
    *out = take_text(call, &sb);
    return true;
}

bool
filter_thousands(const struct filter_call *call, struct value in,
                 struct value *out)
{
    struct str text = value_str(in);
    struct strbuf plain = {0};
    struct strbuf sb = {0};
    struct decimal number;
    size_t point;
    size_t start;

    *out = in;
    if (is_empty(in)) {
        return true;
    }
    if (!number_of(call, in, &number)) {
        return false;
    }
    if (in.kind == VALUE_TEXT) { /* 1e5, +3 */
        decimal_format(&plain, number);
        text = strbuf_str(&plain);
    }
    point = str_find(text, STR("."), 0);
    point = point == SIZE_MAX ? text.len : point;
    start = str_starts_with(text, STR("-"));
    for (size_t i = 0; i < text.len; i++) {
        if (i > start && i < point && (point - i) % 3 == 0) {
            strbuf_add_char(&sb, ',');
        }
        strbuf_add_char(&sb, text.ptr[i]);
    }
    strbuf_clear(&plain);
    *out = take_text(call, &sb);
    return true;
}

enum date_part { PART_YEAR, PART_MONTH, PART_DAY, N_PARTS };

static void
add_date(struct strbuf *sb, struct date date, bool hanzi,
         const bool wanted[N_PARTS])
{
    static const char *const signs[] = {"年", "月", "日"};
    const int numbers[] = {date.year, date.month, date.day};

    for (int part = 0; part < N_PARTS; part++) {
        if (!wanted[part]) {
            continue;
        }
        if (!hanzi) {
            strbuf_addf(sb, "%d", numbers[part]);
        } else if (part == PART_YEAR) {
            hanzi_format_digits(sb, numbers[part]);
        } else {
            hanzi_format(sb, numbers[part]);
        }
        strbuf_add_cstr(sb, signs[part]);
    }
}

static bool
date_of(const struct filter_call *call, struct value v, struct date *date)
{
    if (v.kind < VALUE_LIST && date_parse(value_str(v), 0, date, NULL)) {
        return true;
    }
    strbuf_addf(call->fault, _("“%.*s” is not a date"),
                STR_ARG(v.kind < VALUE_LIST ? value_str(v) : STR("…")));
    return false;
}

bool
filter_date(const struct filter_call *call, struct value in, struct value *out)
{
    struct str form = str_trim(call->arguments[0].text);
    bool hanzi = str_is(form, "汉字") || str_is(form, "hanzi");
    bool wanted[N_PARTS] = {
        hanzi || str_find(form, STR("年"), 0) != SIZE_MAX,
        hanzi || str_find(form, STR("月"), 0) != SIZE_MAX,
        hanzi || str_find(form, STR("日"), 0) != SIZE_MAX,
    };
    struct strbuf sb = {0};
    struct value other_value;
    struct date date;
    struct date other;

    *out = value_null();
    if (is_empty(in)) {
        return true;
    }
    if (!date_of(call, in, &date)) {
        return false;
    }
    if (str_is(form, "ISO") || str_is(form, "iso")) {
        date_format_iso(&sb, date);
        *out = take_text(call, &sb);
        return true;
    }
    if (!wanted[PART_YEAR] && !wanted[PART_MONTH] && !wanted[PART_DAY]) {
        strbuf_addf(call->fault,
                    _("“%.*s” is no form of a date; there are 年月日, 年月, "
                      "月日, 日, ISO and 汉字"),
                    STR_ARG(form));
        return false;
    }
    if (call->n_arguments > 1) {
        if (!call->resolve(call, &call->arguments[1].path, &other_value) ||
            !date_of(call, other_value, &other)) {
            return false;
        }
        if (date.year == other.year) {
            wanted[PART_YEAR] = false;
            wanted[PART_MONTH] &= date.month != other.month;
        }
    }
    add_date(&sb, date, hanzi, wanted);
    *out = take_text(call, &sb);
    return true;
}

/* Digit by digit, as years are read; at most nine of them. */
static bool
add_digits(struct strbuf *sb, int64_t n)
{
    if (n < 0 || n > 999999999) {
        return false;
    }
    hanzi_format_digits(sb, (int)n);
    return true;
}

static bool
is_by_digits(const struct filter_call *call, bool *by_digits)
{
    struct str how = call->n_arguments ? call->arguments[0].text : STR("");

    *by_digits = str_is(how, "逐位") || str_is(how, "digits");
    if (how.len && !*by_digits) {
        strbuf_addf(call->fault,
                    _("“%.*s” is no form of a number; there is 逐位 (digits)"),
                    STR_ARG(how));
        return false;
    }
    return true;
}

bool
filter_hanzi(const struct filter_call *call, struct value in, struct value *out)
{
    struct strbuf sb = {0};
    bool by_digits;
    struct decimal number;
    int64_t n;

    *out = in;
    if (!is_by_digits(call, &by_digits)) {
        return false;
    }
    if (is_empty(in)) {
        return true;
    }
    if (!number_of(call, in, &number)) {
        return false;
    }
    if (!decimal_to_int(number, &n) ||
        !(by_digits ? add_digits(&sb, n) : hanzi_format(&sb, n))) {
        strbuf_add_cstr(call->fault,
                        _("only whole numbers up to 99,999,999 can be "
                          "written in Chinese words"));
        return false;
    }
    *out = take_text(call, &sb);
    return true;
}

bool
filter_blank(const struct filter_call *call, struct value in, struct value *out)
{
    *out = is_empty(in) ? value_text(call->arguments[0].text) : in;
    return true;
}

static struct value
with_affix(const struct filter_call *call, struct value v, bool before)
{
    struct str affix = call->arguments[0].text;
    struct strbuf sb = {0};

    if (is_empty(v)) {
        return v;
    }
    strbuf_add(&sb, before ? affix : value_str(v));
    strbuf_add(&sb, before ? value_str(v) : affix);
    return take_text(call, &sb);
}

static bool
add_affix(const struct filter_call *call, struct value in, bool before,
          struct value *out)
{
    struct list *list;
    struct value *items;
    size_t n = value_n_items(in);

    if (in.kind < VALUE_LIST) {
        *out = with_affix(call, in, before);
        return true;
    }
    list = arena_alloc(call->arena, sizeof *list);
    items = arena_alloc(call->arena, (n + 1) * sizeof *items);
    for (size_t i = 0; i < n; i++) {
        struct value item = value_item(in, i, call->arena);

        if (item.kind >= VALUE_LIST) {
            strbuf_add_cstr(call->fault, _("rows are not text; name one "
                                           "column"));
            return false;
        }
        items[i] = with_affix(call, item, before);
    }
    *list = (struct list){items, n};
    *out = value_list(list);
    return true;
}

bool
filter_prefix(const struct filter_call *call, struct value in,
              struct value *out)
{
    return add_affix(call, in, true, out);
}

bool
filter_suffix(const struct filter_call *call, struct value in,
              struct value *out)
{
    return add_affix(call, in, false, out);
}

/* The value stays as it is; table cells look for the filter by its name. */
bool
filter_merge(const struct filter_call *call, struct value in, struct value *out)
{
    (void)call;
    *out = in;
    return true;
}
