#include "gen/input/numfmt.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "gen/base/date.h"
#include "gen/input/number.h"

enum {
    MS_PER_DAY = 86400000,
    LAST_DAY = 2958465, /* 9999-12-31 */
    FALSE_LEAP_DAY = 60,
    DAYS_1904 = 1462,       /* from the 1900 system's day 0 */
    DAY_0 = -25569,         /* 1899-12-30 */
    MAX_DURATION = 10000000 /* days */
};

/* What one section of a code would show. */
struct section {
    bool has_date;
    bool has_era; /* e, g: a date unless digits stand beside them */
    bool has_duration;
    bool has_digits;
};

enum numfmt_kind
numfmt_of_id(uint32_t id)
{
    if (id == 46) {
        return NUMFMT_DURATION;
    }
    if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id == 45 ||
        id == 47 || (id >= 50 && id <= 58)) {
        return NUMFMT_DATE;
    }
    return NUMFMT_NUMBER;
}

static bool
starts_with(struct str s, const char *word)
{
    size_t len = strlen(word);

    return s.len >= len && strncasecmp(s.ptr, word, len) == 0;
}

/* Length of the word at the start of s that is no single letter, or 0. */
static size_t
scan_word(struct str s, struct section *section)
{
    static const struct {
        const char *word;
        bool is_date;
    } words[] = {
        {"General", false},  {"G/通用格式", false}, {"E+", false},
        {"E-", false},       {"AM/PM", true},       {"A/P", true},
        {"上午/下午", true}, {"aaa", true},
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (starts_with(s, words[i].word)) {
            section->has_date |= words[i].is_date;
            section->has_digits |= !words[i].is_date;
            return strlen(words[i].word);
        }
    }
    return 0;
}

/* "[h]", "[mm]", "[ss]" count on; colours, conditions and locales do not
 * matter. */
static size_t
scan_brackets(struct str s, struct section *section)
{
    size_t close = str_find(s, STR("]"), 0);
    size_t n_units = 0;

    if (close == SIZE_MAX) {
        return s.len;
    }
    while (n_units + 1 < close && strchr("hHmMsS", s.ptr[n_units + 1])) {
        n_units++;
    }
    section->has_duration |= n_units > 0 && n_units + 1 == close;
    return close + 1;
}

static void
note_letter(char c, struct section *section)
{
    switch (c) {
    case 'y':
    case 'Y':
    case 'm':
    case 'M':
    case 'd':
    case 'D':
    case 'h':
    case 'H':
    case 's':
    case 'S':
        section->has_date = true;
        break;
    case 'e':
    case 'E':
    case 'g':
    case 'G':
        section->has_era = true;
        break;
    case '0':
    case '#':
    case '?':
        section->has_digits = true;
        break;
    default:
        break;
    }
}

/* Reads one token of a section; returns its length. */
static size_t
scan_token(struct str s, struct section *section)
{
    size_t n;

    switch (s.ptr[0]) {
    case '"':
        n = str_find(s, STR("\""), 1);
        return n == SIZE_MAX ? s.len : n + 1;
    case '\\':
    case '!':
    case '_':
    case '*':
        return 2; /* a longer character's other bytes are no letters */
    case '[':
        return scan_brackets(s, section);
    default:
        n = scan_word(s, section);
        if (n == 0) {
            note_letter(s.ptr[0], section);
        }
        return n ? n : 1;
    }
}

/* The first section that shows the value decides: "[=0]"";yyyy-mm-dd". */
enum numfmt_kind
numfmt_of_code(struct str code)
{
    struct section section = {0};

    while (code.len) {
        if (code.ptr[0] == ';') {
            if (section.has_digits || section.has_date || section.has_era ||
                section.has_duration) {
                break;
            }
            code = str_slice(code, 1, code.len);
            continue;
        }
        code = str_slice(code, scan_token(code, &section), code.len);
    }
    if (section.has_duration) {
        return NUMFMT_DURATION;
    }
    if (section.has_date || (section.has_era && !section.has_digits)) {
        return NUMFMT_DATE;
    }
    return NUMFMT_NUMBER;
}

/* Two digits of a number behind those before. */
static void
put_pair(char *out, int number)
{
    out[0] = (char)('0' + number / 10);
    out[1] = (char)('0' + number % 10);
}

/* Dates are many: without printf, which takes longer than reading one. */
static struct str
format_date(struct arena *arena, struct date date, int seconds)
{
    char text[] = "0000-00-00T00:00:00";

    put_pair(text, date.year / 100);
    put_pair(text + 2, date.year % 100);
    put_pair(text + 5, date.month);
    put_pair(text + 8, date.day);
    put_pair(text + 11, seconds / 3600);
    put_pair(text + 14, seconds / 60 % 60);
    put_pair(text + 17, seconds % 60);
    return arena_str(arena, (struct str){text, seconds ? 19 : 10});
}

static struct str
format_time(struct arena *arena, int64_t seconds)
{
    return arena_strf(arena, "%02d:%02d:%02d", (int)(seconds / 3600),
                      (int)(seconds / 60 % 60), (int)(seconds % 60));
}

static bool
apply_duration(struct cell *cell, double number, struct arena *arena)
{
    int64_t seconds;

    if (fabs(number) >= MAX_DURATION) {
        return false;
    }
    seconds = llround(fabs(number) * MS_PER_DAY) / 1000;
    cell->type = CELL_DURATION;
    cell->text = format_time(arena, seconds);
    if (number < 0 && seconds) {
        cell->text = arena_strf(arena, "-%.*s", STR_ARG(cell->text));
    }
    return true;
}

static bool
apply_time(struct cell *cell, double number, struct arena *arena)
{
    int64_t seconds = llround(number * MS_PER_DAY) / 1000;

    cell->type = CELL_TIME;
    cell->text = format_time(arena, seconds < 86399 ? seconds : 86399);
    return true;
}

/* Rounded to the millisecond first: 45366.999999999 is the next day. */
static bool
apply_date(struct cell *cell, enum epoch epoch, double number,
           struct arena *arena)
{
    double serial = epoch == EPOCH_1904 ? number + DAYS_1904 : number;
    int64_t ms;
    int64_t day;
    int seconds;
    struct date date;

    if (!(number >= 0) || serial >= LAST_DAY + 1.0) {
        return false;
    }
    if (number < 1) {
        return apply_time(cell, number, arena);
    }
    ms = llround(serial * MS_PER_DAY);
    day = ms / MS_PER_DAY;
    seconds = (int)(ms % MS_PER_DAY / 1000);
    if (day > LAST_DAY || (epoch == EPOCH_1900 && day == FALSE_LEAP_DAY)) {
        return false;
    }
    day += epoch == EPOCH_1900 && day < FALSE_LEAP_DAY;
    date = date_from_days(day + DAY_0);
    cell->type = CELL_DATE;
    cell->number = serial;
    cell->text = format_date(arena, date, seconds);
    return true;
}

bool
numfmt_apply(struct cell *cell, enum numfmt_kind kind, enum epoch epoch,
             double number, struct str plain, struct arena *arena)
{
    cell->number = number;
    if (kind == NUMFMT_DATE && apply_date(cell, epoch, number, arena)) {
        return true;
    }
    if (kind == NUMFMT_DURATION && apply_duration(cell, number, arena)) {
        return true;
    }
    cell->type = CELL_NUMBER;
    cell->text =
        plain.ptr ? arena_str(arena, plain) : number_format(arena, number);
    return kind == NUMFMT_NUMBER;
}
