#include "gen/model/field.h"

bool
field_check_limits(const struct field *field, struct date date, struct str text,
                   struct location at, struct diags *diags)
{
    int64_t day = date_to_days(date);
    bool early = field->has_from && day < date_to_days(field->from);
    bool late = field->has_to && day > date_to_days(field->to);
    struct strbuf sb = {0};

    if (!early && !late) {
        return true;
    }
    date_format_iso(&sb, early ? field->from : field->to);
    diag_error(diags, at,
               early ? _("%.*s is before %s, the first day “%.*s” may be")
                     : _("%.*s is after %s, the last day “%.*s” may be"),
               STR_ARG(text), sb.ptr, STR_ARG(field->column->name));
    diag_quote(diags, text);
    diag_advise(diags, _("correct the date"));
    strbuf_clear(&sb);
    return false;
}

static bool
report_no_date(const struct field *field, struct str text,
               const struct field_context *context)
{
    diag_error(context->diags, context->at,
               _("“%.*s” is not a date, as “%.*s” must be"), STR_ARG(text),
               STR_ARG(field->column->name));
    diag_quote(context->diags, text);
    diag_advise(context->diags, _("write it as 2021-11-04 or 2021年11月4日"));
    return false;
}

/* Of a text that is a date: it is written as date_format_iso() does. */
static bool
is_iso(struct str text)
{
    return text.len == 10 && text.ptr[4] == '-' && text.ptr[7] == '-';
}

/* A day of 1954 to 2119 as the number a spreadsheet keeps it as, shown since
 * the cell lost its format. */
static bool
parse_serial(struct str text, struct date *date, int *time)
{
    static const double first = 20000;
    static const double last = 80000;
    static const int64_t epoch = 25569; /* 1970-01-01 */
    struct decimal number;
    double serial;
    int64_t seconds;

    if (text.len < 5 || !(text.ptr[4] >= '0' && text.ptr[4] <= '9') ||
        !decimal_parse(text, &number)) {
        return false;
    }
    serial = decimal_to_double(number);
    if (serial < first || serial > last) {
        return false;
    }
    seconds = (int64_t)(serial * 86400 + 0.5);
    *date = date_from_days(seconds / 86400 - epoch);
    *time = seconds % 86400 ? (int)(seconds % 86400) : -1;
    return true;
}

/* A note where the text is no date by itself: a number, or a day of a year
 * that is not said. */
static bool
parse_date(struct field *field, struct str text,
           const struct field_context *context, struct date *date, int *time)
{
    struct strbuf sb = {0};

    if (date_parse(text, 0, date, time)) {
        return true;
    }
    if (!date_parse(text, context->year, date, time) &&
        !parse_serial(text, date, time)) {
        return false;
    }
    date_format_iso(&sb, *date);
    field_note(field, text, strbuf_str(&sb), context);
    strbuf_clear(&sb);
    return true;
}

bool
field_convert_date(struct field *field, const struct cell *cell,
                   struct str text, const struct field_context *context,
                   struct field_result *out)
{
    struct strbuf *sb = &field->scratch;
    struct date date;
    int time = -1;

    if ((cell->type != CELL_TEXT && cell->type != CELL_DATE &&
         cell->type != CELL_NUMBER) ||
        !parse_date(field, text, context, &date, &time)) {
        return report_no_date(field, text, context);
    }
    if (!field_check_limits(field, date, text, context->at, context->diags)) {
        return false;
    }
    if (time < 0 && is_iso(text)) {
        out->value = value_text(text);
        return true;
    }
    strbuf_cut(sb, 0);
    date_format_iso(sb, date);
    if (field->column->type == COLUMN_DATETIME && time >= 0) {
        int hour = time / 3600;
        int minute = time / 60 % 60;
        const char clock[] = {
            ' ', (char)('0' + hour / 10),   (char)('0' + hour % 10),
            ':', (char)('0' + minute / 10), (char)('0' + minute % 10)};

        strbuf_add(sb, (struct str){clock, sizeof clock});
    }
    out->value = value_text(arena_str(context->arena, strbuf_str(sb)));
    return true;
}
