#include "gen/model/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 1024 * 1024 };

struct day {
    int32_t number;
    bool is_work;
    uint32_t line;
};

static int
compare_days(const void *a, const void *b)
{
    const struct day *x = a;
    const struct day *y = b;

    return (x->number > y->number) - (x->number < y->number);
}

static bool
parse_line(struct str line, struct location at, struct day *day,
           struct diags *diags)
{
    struct str rest = line;
    struct str text = str_trim(str_split(&rest, STR(",")));
    struct str kind = str_trim(rest);
    struct date date;

    if (!date_parse(text, 0, &date, NULL)) {
        return diag_error(diags, at, _("“%.*s” is not a date"), STR_ARG(text));
    }
    if (!str_is(kind, "holiday") && !str_is(kind, "workday")) {
        diag_error(diags, at, _("“%.*s” is not a kind of day"), STR_ARG(kind));
        diag_advise(diags, _("write holiday or workday"));
        return false;
    }
    day->number = (int32_t)date_to_days(date);
    day->is_work = str_is(kind, "workday");
    day->line = at.row;
    return true;
}

static bool
read_text(struct strbuf *text, const char *path, struct diags *diags)
{
    FILE *file = fopen(path, "rb");
    char bytes[16 * 1024];
    size_t n;
    bool ok;

    if (!file) {
        return diag_system(diags, (struct location){.path = path},
                           _("the list of holidays cannot be opened"));
    }
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0 &&
           text->len < MAX_BYTES) {
        strbuf_add(text, (struct str){bytes, n});
    }
    ok = !ferror(file) && text->len < MAX_BYTES;
    fclose(file);
    return ok || diag_system(diags, (struct location){.path = path},
                             _("the list of holidays cannot be read"));
}

/* A year is certain when its holidays are listed: when the National Day of
 * 1 October is.  Days of the year before the first may be listed too, as
 * New Year's holidays reach back. */
static void
find_years(struct calendar *calendar)
{
    for (size_t i = 0; i < calendar->n_days; i++) {
        struct date date = date_from_days(calendar->days[i]);

        if (date.month == 10 && date.day == 1) {
            calendar->first_year =
                calendar->first_year ? calendar->first_year : date.year;
            calendar->last_year = date.year;
        }
    }
}

/* Sorts, and reports a day named twice. */
static bool
keep_days(struct calendar *calendar, struct day *days, size_t n,
          const char *path, struct arena *arena, struct diags *diags)
{
    bool ok = true;

    qsort(days, n, sizeof *days, compare_days);
    calendar->days = arena_alloc(arena, n * sizeof *calendar->days);
    calendar->is_work = arena_alloc(arena, n * sizeof *calendar->is_work);
    calendar->n_days = n;
    for (size_t i = 0; i < n; i++) {
        calendar->days[i] = days[i].number;
        calendar->is_work[i] = days[i].is_work;
        if (i && days[i].number == days[i - 1].number) {
            ok = diag_error(
                diags, (struct location){.path = path, .row = days[i].line},
                _("this day stands in line %u already"), days[i - 1].line);
        }
    }
    find_years(calendar);
    if (calendar->first_year == 0) {
        return diag_error(diags, (struct location){.path = path},
                          _("no 1 October is listed, so no year is certain"));
    }
    return ok;
}

bool
calendar_read(struct calendar *calendar, const char *path, struct arena *arena,
              struct diags *diags)
{
    struct strbuf text = {0};
    struct location at = {.path = path};
    struct str rest;
    struct day *days;
    size_t before = diags->n_errors;
    size_t n = 0;
    bool ok = read_text(&text, path, diags);

    *calendar = (struct calendar){0};
    rest = strbuf_str(&text);
    days = arena_alloc(arena, (rest.len / 8 + 1) * sizeof *days);
    while (ok && rest.ptr) {
        struct str line = str_trim(str_split(&rest, STR("\n")));

        at.row++;
        if (line.len && !(at.row == 1 && str_starts_with(line, STR("date")))) {
            n += parse_line(line, at, &days[n], diags);
        }
    }
    strbuf_clear(&text);
    ok = ok && diags->n_errors == before;
    return ok && keep_days(calendar, days, n, path, arena, diags);
}

/* Index of the first named day at or after day. */
static size_t
find_day(const struct calendar *calendar, int64_t day)
{
    size_t low = 0;
    size_t high = calendar->n_days;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (calendar->days[middle] < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool
calendar_is_workday(const struct calendar *calendar, struct date date)
{
    int64_t day = date_to_days(date);
    size_t i = find_day(calendar, day);

    if (i < calendar->n_days && calendar->days[i] == day) {
        return calendar->is_work[i];
    }
    return date_weekday(date) <= 5;
}

/* Mondays to Fridays up to and with day, from a fixed Monday on. */
static int64_t
weekdays_until(int64_t day)
{
    int64_t from_monday = day + 3; /* 1970-01-01 was a Thursday */
    int64_t weeks = from_monday / 7;
    int64_t rest = from_monday % 7;

    if (rest < 0) {
        rest += 7;
        weeks--;
    }
    return weeks * 5 + (rest < 4 ? rest + 1 : 5);
}

static bool
covers(const struct calendar *calendar, struct date date)
{
    return date.year >= calendar->first_year &&
           date.year <= calendar->last_year;
}

bool
calendar_workdays(const struct calendar *calendar, struct date a, struct date b,
                  int64_t *n)
{
    int64_t from = date_to_days(a);
    int64_t to = date_to_days(b);
    size_t end;

    if (!covers(calendar, a) || !covers(calendar, b)) {
        return false;
    }
    if (to < from) {
        if (!calendar_workdays(calendar, b, a, n)) {
            return false;
        }
        *n = -*n;
        return true;
    }
    *n = weekdays_until(to) - weekdays_until(from);
    end = find_day(calendar, to + 1);
    for (size_t i = find_day(calendar, from + 1); i < end; i++) {
        bool is_weekday = date_weekday(date_from_days(calendar->days[i])) <= 5;

        *n += calendar->is_work[i] - is_weekday;
    }
    return true;
}
