/* Civil dates (proleptic Gregorian) and times of day. */
#ifndef TONGBAO_BASE_DATE_H
#define TONGBAO_BASE_DATE_H

#include "gen/base/strbuf.h"

struct date {
    int year;  /* 1..9999 */
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

bool date_is_valid(struct date date);

/* Days since 1970-01-01; and back. */
int64_t date_to_days(struct date date);
struct date date_from_days(int64_t days);

/* 1 Monday .. 7 Sunday (ISO 8601) */
int date_weekday(struct date date);

/* Reads the forms offices write: 2021-01-05, 2021/1/5, 2021.1.5,
 * 2021年1月5日, 20210105, 二〇二一年一月五日; 1月5日 and 1-5 take the year given
 * (0: they are refused).  An ISO time of day behind the date (blank or T,
 * 08:30 or 08:30:00) is allowed and, if time is not NULL, stored there as
 * seconds since midnight (-1: none was given).  Never guesses day before
 * month, never reads two-digit years. */
bool date_parse(struct str text, int year, struct date *out, int *time);

/* 2021-01-05 */
void date_format_iso(struct strbuf *sb, struct date date);

#endif
