#include "gen/model/sqlfunc.h"

#include "gen/base/diag.h"
#include "gen/base/hanzi.h"

struct str
sqlfunc_text(sqlite3_value *value)
{
    const unsigned char *text = sqlite3_value_text(value);
    int n = sqlite3_value_bytes(value);

    return text ? (struct str){(const char *)text, (size_t)n} : STR("");
}

static void
fail(sqlite3_context *context, const char *format, struct str text)
{
    char *message = sqlite3_mprintf(format, (int)text.len, text.ptr);

    sqlite3_result_error(context, message ? message : format, -1);
    sqlite3_free(message);
}

enum sqlfunc_number
sqlfunc_decimal(sqlite3_context *context, sqlite3_value *value,
                struct decimal *out)
{
    struct str text;

    switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
        return SQLFUNC_NULL;
    case SQLITE_INTEGER:
        *out = decimal_from_int(sqlite3_value_int64(value));
        return SQLFUNC_NUMBER;
    case SQLITE_FLOAT:
        if (decimal_from_double(sqlite3_value_double(value), out)) {
            return SQLFUNC_NUMBER;
        }
        break;
    default:
        text = str_trim(sqlfunc_text(value));
        if (text.len == 0) {
            return SQLFUNC_NULL;
        }
        if (decimal_parse(text, out)) {
            return SQLFUNC_NUMBER;
        }
    }
    fail(context, _("“%.*s” is not a number to calculate with"),
         sqlfunc_text(value));
    return SQLFUNC_BAD;
}

unsigned
sqlfunc_digits(sqlite3_value *value)
{
    sqlite3_int64 digits = sqlite3_value_int64(value);

    if (digits < 0) {
        return 0;
    }
    return digits > 15 ? 15 : (unsigned)digits;
}

/* round() is REAL as SQLite's own is, so that what divides it does not
 * depend on the data. */
static void
round_number(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct decimal number;

    if (n == 2 && sqlite3_value_type(values[1]) == SQLITE_NULL) {
        return;
    }
    if (sqlfunc_decimal(context, values[0], &number) == SQLFUNC_NUMBER) {
        number = decimal_round(number, n == 2 ? sqlfunc_digits(values[1]) : 0);
        sqlite3_result_double(context, decimal_to_double(number));
    }
}

/* False for NULL and empty text, and after reporting. */
static bool
read_date(sqlite3_context *context, sqlite3_value *value, struct date *date)
{
    struct str text = sqlfunc_text(value);

    if (str_trim(text).len == 0) {
        return false;
    }
    if (!date_parse(text, 0, date, NULL)) {
        fail(context, _("“%.*s” is not a date"), text);
        return false;
    }
    return true;
}

static void
count_days(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct date a;
    struct date b;

    (void)n;
    if (read_date(context, values[0], &a) &&
        read_date(context, values[1], &b)) {
        sqlite3_result_int64(context, date_to_days(b) - date_to_days(a));
    }
}

static void
count_workdays(sqlite3_context *context, int n, sqlite3_value **values)
{
    const struct calendar *calendar = sqlite3_user_data(context);
    struct date a;
    struct date b;
    int64_t days;

    (void)n;
    if (!read_date(context, values[0], &a) ||
        !read_date(context, values[1], &b)) {
        return;
    }
    if (!calendar) {
        fail(context, _("workdays() needs the list of holidays%.*s"), STR(""));
    } else if (!calendar_workdays(calendar, a, b, &days)) {
        int covered =
            a.year < calendar->first_year || a.year > calendar->last_year;

        fail(context,
             _("the list of holidays does not cover “%.*s”; add the year's "
               "holidays to it"),
             sqlfunc_text(values[covered ? 0 : 1]));
    } else {
        sqlite3_result_int64(context, days);
    }
}

static void
write_hanzi(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct strbuf sb = {0};
    struct decimal number;
    int64_t whole;

    (void)n;
    if (sqlfunc_decimal(context, values[0], &number) != SQLFUNC_NUMBER) {
        return;
    }
    if (decimal_to_int(number, &whole) && hanzi_format(&sb, whole)) {
        sqlite3_result_text(context, sb.ptr, (int)sb.len, SQLITE_TRANSIENT);
    } else {
        fail(context, _("hanzi() cannot write “%.*s”"),
             sqlfunc_text(values[0]));
    }
    strbuf_clear(&sb);
}

int
sqlfunc_register(sqlite3 *db, const struct calendar *calendar)
{
    static const struct {
        const char *name;
        int n_arguments;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        {"round", 1, round_number}, {"round", 2, round_number},
        {"days", 2, count_days},    {"workdays", 2, count_workdays},
        {"hanzi", 1, write_hanzi},
    };

    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        int status = sqlite3_create_function_v2(
            db, functions[i].name, functions[i].n_arguments, SQLFUNC_FLAGS,
            (void *)(uintptr_t)calendar, functions[i].call, NULL, NULL, NULL);

        if (status != SQLITE_OK) {
            return status;
        }
    }
    return sqlsum_register(db);
}
