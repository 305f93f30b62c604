#include "gen/base/date.h"

#include <string.h>

bool
date_is_valid(struct date d)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
    bool leap = (d.year % 4 == 0 && d.year % 100 != 0) || d.year % 400 == 0;

    if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12) {
        return false;
    }
    return d.day >= 1 && d.day <= lengths[d.month - 1] + (d.month == 2 && leap);
}

/* Both directions count from 1 March of a 400-year era, so that the leap day
 * is the last day of its year. */
int64_t
date_to_days(struct date d)
{
    int64_t year = d.year - (d.month <= 2);
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year =
        (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year -
           719468;
}

struct date
date_from_days(int64_t days)
{
    int64_t from_march = days + 719468;
    int64_t era = (from_march >= 0 ? from_march : from_march - 146096) / 146097;
    int64_t day = from_march - era * 146097;
    int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    int64_t of_year = day - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    struct date d;

    d.day = (int)(of_year - (153 * month + 2) / 5 + 1);
    d.month = (int)(month < 10 ? month + 3 : month - 9);
    d.year = (int)(year + era * 400 + (d.month <= 2));
    return d;
}

int
date_weekday(struct date date)
{
    int64_t days = date_to_days(date) + 3; /* 1970-01-01 was a Thursday */

    return (int)((days % 7 + 7) % 7) + 1;
}

/* The value of a Chinese digit, -1 if it is none; 十 is 10. */
static int
hanzi_digit(uint32_t code)
{
    static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09,
                                      0x56DB, 0x4E94, 0x516D, 0x4E03,
                                      0x516B, 0x4E5D, 0x5341};

    for (int i = 0; i <= 10; i++) {
        if (digits[i] == code) {
            return i;
        }
    }
    return code == 0x96F6 ? 0 : -1; /* 零 */
}

/* Puts a sign behind the digits; blanks around it do not count. */
static size_t
add_sign(char *out, size_t n, char sign)
{
    while (n && out[n - 1] == ' ') {
        n--;
    }
    out[n] = sign;
    return n + 1;
}

/* Writes the text with full-width and Chinese digits as ASCII, 年 月 . / as
 * '-', 日 as a blank, blanks next to these left out.  False if too long. */
static bool
fold(struct str text, char *out, size_t room)
{
    const char *p = text.ptr;
    const char *end = text.ptr + text.len;
    size_t n = 0;

    while (p < end) {
        uint32_t code;
        size_t len = utf8_decode(p, end, &code);
        int digit = hanzi_digit(code);

        p += len ? len : 1;
        if (len == 0 || n + 4 > room) {
            return false;
        }
        if (code >= 0xFF10 && code <= 0xFF19) {
            code -= 0xFF10 - '0';
        }
        if (digit == 10) {
            bool after = n && out[n - 1] >= '1' && out[n - 1] <= '9';
            uint32_t next = 0;

            if (p < end) {
                utf8_decode(p, end, &next);
            }
            if (!after) {
                out[n++] = '1';
            }
            if (hanzi_digit(next) < 0) {
                out[n++] = '0';
            }
        } else if (digit >= 0) {
            out[n++] = (char)('0' + digit);
        } else if (code == 0x5E74 || code == 0x6708 || code == '.' ||
                   code == '/' || code == 0xFF0E || code == 0xFF0F ||
                   code == 0xFF0D) {
            n = add_sign(out, n, '-');
        } else if (code == 0x65E5 || code == 0x53F7) {
            n = add_sign(out, n, ' ');
        } else if (code < 0x80 && utf8_is_blank(code)) {
            if (n && out[n - 1] != '-' && out[n - 1] != ' ') {
                out[n++] = ' ';
            }
        } else if (code < 0x80) {
            out[n++] = (char)code;
        } else if (code == 0xFF1A) {
            out[n++] = ':';
        } else if (!utf8_is_blank(code)) {
            return false;
        }
    }
    while (n && out[n - 1] == ' ') {
        n--;
    }
    out[n] = '\0';
    return n > 0;
}

/* Reads up to max digits; returns how many there were. */
static int
read_number(const char **p, int max, int *number)
{
    int n = 0;

    *number = 0;
    while (**p >= '0' && **p <= '9' && n < max) {
        *number = *number * 10 + (*(*p)++ - '0');
        n++;
    }
    return n;
}

static bool
read_time(const char *p, int *time)
{
    int hour;
    int minute;
    int second = 0;

    while (*p == ' ' || *p == 'T') {
        p++;
    }
    if (!read_number(&p, 2, &hour) || *p++ != ':' ||
        read_number(&p, 2, &minute) != 2) {
        return false;
    }
    if (*p == ':') {
        p++;
        if (read_number(&p, 2, &second) != 2) {
            return false;
        }
    }
    *time = hour * 3600 + minute * 60 + second;
    return *p == '\0' && hour < 24 && minute < 60 && second < 60;
}

static bool
read_month_day(const char **p, struct date *d)
{
    return read_number(p, 2, &d->month) && *(*p)++ == '-' &&
           read_number(p, 2, &d->day);
}

static bool
read_date(const char **p, int year, struct date *d)
{
    const char *start = *p;
    int digits = read_number(p, 8, &d->year);

    if (digits == 8) {
        d->day = d->year % 100;
        d->month = d->year / 100 % 100;
        d->year /= 10000;
        return true;
    }
    if (digits == 4 && **p == '-') {
        ++*p;
        return read_month_day(p, d);
    }
    *p = start;
    d->year = year;
    return year && read_month_day(p, d);
}

/* 2021-11-04 and nothing around it, as date_format_iso() writes it: most
 * dates have been through that already. */
static bool
read_iso(struct str text, struct date *d)
{
    int numbers[3] = {0, 0, 0};
    size_t n = 0;

    if (text.len != 10) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];

        if (i == 4 || i == 7) {
            n++;
        }
        if ((i == 4 || i == 7) ? c != '-' : c < '0' || c > '9') {
            return false;
        }
        numbers[n] = c == '-' ? 0 : numbers[n] * 10 + (c - '0');
    }
    *d = (struct date){numbers[0], numbers[1], numbers[2]};
    return true;
}

bool
date_parse(struct str text, int year, struct date *out, int *time)
{
    char folded[64];
    const char *p = folded;
    struct date d = {0, 0, 0};
    int seconds = -1;

    if (read_iso(text, &d)) {
        p = "";
    } else if (!fold(str_trim(text), folded, sizeof folded) ||
               !read_date(&p, year, &d)) {
        return false;
    }
    if (*p && ((*p != ' ' && *p != 'T') || !read_time(p, &seconds))) {
        return false;
    }
    if (!date_is_valid(d)) {
        return false;
    }
    *out = d;
    if (time) {
        *time = seconds;
    }
    return true;
}

void
date_format_iso(struct strbuf *sb, struct date date)
{
    const int digits[] = {date.year / 1000 % 10, date.year / 100 % 10,
                          date.year / 10 % 10,   date.year % 10,
                          date.month / 10,       date.month % 10,
                          date.day / 10,         date.day % 10};
    char text[] = "0000-00-00";
    static const size_t places[] = {0, 1, 2, 3, 5, 6, 8, 9};

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        text[places[i]] = (char)('0' + digits[i]);
    }
    strbuf_add_cstr(sb, text);
}
