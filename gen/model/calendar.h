/* Working days: Monday to Friday but for the days data/holidays.csv names
 * (head date,kind; kind is holiday or workday; a row wins). */
#ifndef TONGBAO_MODEL_CALENDAR_H
#define TONGBAO_MODEL_CALENDAR_H

#include "gen/base/date.h"
#include "gen/base/diag.h"

struct calendar {
    int32_t *days; /* days since 1970-01-01, ascending */
    bool *is_work;
    size_t n_days;
    int first_year; /* certain years: first_year..last_year */
    int last_year;
};

bool calendar_read(struct calendar *calendar, const char *path,
                   struct arena *arena, struct diags *diags);

bool calendar_is_workday(const struct calendar *calendar, struct date date);

/* Working days behind a up to and with b: 0 on the same day; negative of the
 * way back if b is before a.  False if a year is not covered. */
bool calendar_workdays(const struct calendar *calendar, struct date a,
                       struct date b, int64_t *n);

#endif
