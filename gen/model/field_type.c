#include "gen/model/clean.h"
#include "gen/model/field.h"
#include "gen/model/spelling.h"

enum {
    MAX_DIGITS = 15 /* what a double keeps */,
    N_NEAREST = 3,
    MAX_ADVISED = 200
};

static struct str
title(const struct field *field)
{
    return field->column->name;
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Already what decimal_format() would write, and short enough. */
static bool
is_canonical(struct str s)
{
    size_t i = s.len && s.ptr[0] == '-';
    size_t n_digits = 0;
    size_t point = SIZE_MAX;

    if (i == s.len || !is_digit(s.ptr[i]) || s.len > MAX_DIGITS + 1 + i ||
        (s.ptr[i] == '0' && s.len > i + 1 && s.ptr[i + 1] != '.') ||
        (i && s.ptr[i] == '0')) {
        return false;
    }
    for (; i < s.len; i++) {
        if (s.ptr[i] == '.' && point == SIZE_MAX) {
            point = i;
        } else if (is_digit(s.ptr[i])) {
            n_digits++;
        } else {
            return false;
        }
    }
    return n_digits <= MAX_DIGITS &&
           (point == SIZE_MAX ||
            (s.ptr[s.len - 1] != '0' && s.ptr[s.len - 1] != '.'));
}

static bool
is_too_long(struct decimal number)
{
    int128 limit = 1000000000000000; /* 10^15 */

    if (number.units < limit && number.units > -limit) {
        return false;
    }
    while (number.scale && number.units % 10 == 0) {
        number.units /= 10;
        number.scale--;
    }
    return number.units >= limit || number.units <= -limit;
}

static bool
report_no_number(const struct field *field, struct str text,
                 const struct field_context *context)
{
    const struct column *column = field->column;

    diag_error(context->diags, context->at,
               _("“%.*s” is not a number, as “%.*s” must be"), STR_ARG(text),
               STR_ARG(title(field)));
    diag_quote(context->diags, text);
    if (column->n_blanks) {
        diag_advise(context->diags,
                    _("write figures, or “%.*s” if there is none"),
                    STR_ARG(column->blanks[0]));
    } else {
        diag_advise(context->diags, _("write figures only"));
    }
    return false;
}

static bool
check_range(const struct field *field, struct decimal number, struct str text,
            const struct field_context *context)
{
    const struct column *column = field->column;
    bool low = column->has_min && decimal_compare(number, column->min) < 0;
    bool high = column->has_max && decimal_compare(number, column->max) > 0;
    struct strbuf sb = {0};

    if (!low && !high) {
        return true;
    }
    decimal_format(&sb, low ? column->min : column->max);
    diag_error(context->diags, context->at,
               low ? _("%.*s is less than %s, the least “%.*s” may be")
                   : _("%.*s is more than %s, the most “%.*s” may be"),
               STR_ARG(text), sb.ptr, STR_ARG(title(field)));
    diag_quote(context->diags, text);
    diag_advise(context->diags, _("correct the figure"));
    strbuf_clear(&sb);
    return false;
}

/* A figure with what people write around it; a sign only in percentages. */
static bool
parse_figure(struct field *field, struct str text, struct decimal *number,
             bool *has_sign)
{
    struct str figure;

    *has_sign = false;
    if (text.len && is_digit(text.ptr[text.len - 1]) &&
        decimal_parse(text, number)) { /* nearly every cell */
        return true;
    }
    strbuf_cut(&field->scratch, 0);
    if (!clean_number(&field->scratch, text)) {
        return false;
    }
    figure = strbuf_str(&field->scratch);
    *has_sign = field->column->type == COLUMN_PERCENT &&
                str_ends_with(figure, STR("%"));
    return decimal_parse(str_slice(figure, 0, figure.len - *has_sign), number);
}

static bool
check_digits(const struct field *field, struct decimal number, struct str text,
             const struct field_context *context)
{
    int64_t whole;

    if (is_too_long(number)) {
        diag_error(context->diags, context->at,
                   _("“%.*s” has more than 15 digits"), STR_ARG(text));
        diag_advise(context->diags,
                    _("a figure this long cannot be calculated with "
                      "exactly"));
        return false;
    }
    if (field->column->type == COLUMN_INTEGER &&
        !decimal_to_int(number, &whole)) {
        diag_error(context->diags, context->at,
                   _("“%.*s” is not a whole number, as “%.*s” "
                     "must be"),
                   STR_ARG(text), STR_ARG(title(field)));
        diag_quote(context->diags, text);
        return false;
    }
    return true;
}

/* 98 and 0.98 without a sign are both 98; which way the column has it is kept
 * for its end. */
static bool
read_share(struct field *field, struct str text, struct decimal *number,
           const struct field_context *context)
{
    static const struct decimal one = {1, 0};
    static const struct decimal hundred = {100, 0};
    struct decimal size = *number;

    size.units = size.units < 0 ? -size.units : size.units;
    if (decimal_compare(size, one) > 0) {
        field->has_hundredths |= number->units > 0;
        return true;
    }
    if (!decimal_multiply(*number, hundred, number)) {
        return false;
    }
    if (number->units > 0 && !field->share_at.row) {
        field->share_at = context->at;
        field->share = text;
        field->share_percent = value_str(value_number(context->arena, *number));
    }
    return true;
}

static bool
convert_number(struct field *field, const struct cell *cell, struct str text,
               const struct field_context *context, struct field_result *out)
{
    const struct column *column = field->column;
    bool is_plain = column->type != COLUMN_PERCENT && is_canonical(text);
    bool is_used = !is_plain || column->has_min || column->has_max ||
                   column->type == COLUMN_INTEGER || field->is_summed;
    struct decimal number = {0, 0};
    bool has_sign = false;

    if ((cell->type != CELL_TEXT && cell->type != CELL_NUMBER) ||
        (is_used &&
         !(is_plain ? decimal_parse(text, &number)
                    : parse_figure(field, text, &number, &has_sign))) ||
        (column->type == COLUMN_PERCENT && !has_sign &&
         !read_share(field, text, &number, context))) {
        return report_no_number(field, text, context);
    }
    if (is_used && (!check_digits(field, number, text, context) ||
                    !check_range(field, number, text, context))) {
        return false;
    }
    out->number = number;
    out->has_number = is_used;
    out->value = is_plain ? value_number_text(text)
                          : value_number(context->arena, number);
    if (!is_plain && column->type != COLUMN_PERCENT &&
        cell->type == CELL_TEXT && !decimal_parse(text, &number)) {
        field_note(field, text, value_str(out->value), context);
    }
    return true;
}

static bool
convert_choice(struct field *field, struct str text,
               const struct field_context *context, struct field_result *out)
{
    const struct column *column = field->column;
    struct strbuf *sb = &field->scratch;

    strbuf_cut(sb, 0);
    spelling_fold(sb, text);
    for (size_t i = 0; i < column->n_choices; i++) {
        if (str_equals(strbuf_str(sb), field->choices[i])) {
            out->value = value_text(column->choices[i]);
            return true;
        }
    }
    diag_error(context->diags, context->at,
               _("“%.*s” is none of the choices of “%.*s”"), STR_ARG(text),
               STR_ARG(title(field)));
    diag_quote(context->diags, text);
    strbuf_cut(sb, 0);
    for (size_t i = 0; i < column->n_choices; i++) {
        strbuf_add_cstr(sb, i ? _(", ") : "");
        strbuf_add(sb, column->choices[i]);
    }
    diag_advise(context->diags, _("write one of %s"), sb->ptr);
    return false;
}

static bool
convert_unit(struct field *field, struct str text,
             const struct field_context *context, struct field_result *out)
{
    const struct unit *units[N_NEAREST];
    const struct unit *unit;
    struct strbuf *sb = &field->scratch;
    size_t n;

    if (!context->roster) {
        out->value = value_text(text);
        return true;
    }
    unit = roster_find(context->roster, text);
    if (unit) {
        out->value = value_text(unit->full_name);
        return true;
    }
    diag_error(context->diags, context->at,
               _("the unit “%.*s” is not in the roster"), STR_ARG(text));
    diag_quote(context->diags, text);
    n = field->n_unknown++ < MAX_ADVISED
            ? roster_nearest(context->roster, text, units, N_NEAREST)
            : 0;
    strbuf_cut(sb, 0);
    for (size_t i = 0; i < n; i++) {
        strbuf_addf(sb, "%s“%.*s”", i ? _(", ") : "",
                    STR_ARG(units[i]->short_name));
    }
    if (n) {
        diag_advise(context->diags,
                    _("the nearest are %s; correct the name, or add it to the "
                      "roster as a unit or an alias"),
                    sb->ptr);
    } else {
        diag_advise(context->diags,
                    _("correct the name, or add it to the roster"));
    }
    return false;
}

/* 3.415E+09 in a text file: the digits behind are gone. */
static bool
has_exponent(struct str text)
{
    size_t i = 0;

    while (i < text.len && (is_digit(text.ptr[i]) || text.ptr[i] == '.')) {
        i++;
    }
    return i > 0 && i + 2 < text.len && text.ptr[i] == 'E' &&
           text.ptr[i + 1] == '+' && is_digit(text.ptr[i + 2]);
}

static bool
convert_text(struct field *field, const struct cell *cell, struct str text,
             const struct field_context *context, struct field_result *out)
{
    bool is_lost = cell->type == CELL_NUMBER &&
                   (cell->number >= 1e15 || cell->number <= -1e15);

    if (is_lost || (field->column->type == COLUMN_CODE && has_exponent(text))) {
        diag_error(context->diags, context->at,
                   _("“%.*s” was kept as a number, and its last digits are "
                     "lost"),
                   STR_ARG(text));
        diag_quote(context->diags, text);
        diag_advise(context->diags,
                    _("format the column as text and type it again"));
        return false;
    }
    out->value = value_text(text);
    return true;
}

bool
field_convert(struct field *field, const struct cell *cell, struct str text,
              const struct field_context *context, struct field_result *out)
{
    switch (field->column->type) {
    case COLUMN_INTEGER:
    case COLUMN_NUMBER:
    case COLUMN_PERCENT:
        return convert_number(field, cell, text, context, out);
    case COLUMN_DATE:
    case COLUMN_DATETIME:
        return field_convert_date(field, cell, text, context, out);
    case COLUMN_CHOICE:
        return convert_choice(field, text, context, out);
    case COLUMN_UNIT:
        return convert_unit(field, text, context, out);
    default:
        return convert_text(field, cell, text, context, out);
    }
}
