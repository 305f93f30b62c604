#include "gen/model/period.h"

#include "gen/base/hanzi.h"

enum { MAX_CHARACTERS = 32 };

const char *const period_part_names[PERIOD_N_PARTS] = {
    "年", "序", "起", "止", "上期", "上期全称",
    "简称"};

/* A text without blanks, character by character; ends in 0. */
struct reader {
    uint32_t codes[MAX_CHARACTERS + 1];
    size_t at;
};

static bool
decode(struct reader *reader, struct str text)
{
    const char *p = text.ptr;
    const char *end = text.ptr + text.len;
    size_t n = 0;

    while (p < end) {
        uint32_t code;
        size_t len = utf8_decode(p, end, &code);

        if (len == 0 || n == MAX_CHARACTERS) {
            return false;
        }
        p += len;
        if (code >= 0xFF01 && code <= 0xFF5E) {
            code -= 0xFF01 - '!';
        }
        if (!utf8_is_blank(code)) {
            reader->codes[n++] = code;
        }
    }
    reader->codes[n] = 0;
    return true;
}

/* Moves behind the word if it comes next. */
static bool
skip(struct reader *reader, const char *word)
{
    const char *p = word;
    const char *end = word + str_from(word).len;
    size_t at = reader->at;

    while (p < end) {
        uint32_t code;

        p += utf8_decode(p, end, &code);
        if (reader->codes[at++] != code) {
            return false;
        }
    }
    reader->at = at;
    return true;
}

static bool
is_end(const struct reader *reader)
{
    return reader->codes[reader->at] == 0;
}

static int
digit_of(uint32_t code)
{
    static const uint32_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};

    if (code >= '0' && code <= '9') {
        return (int)(code - '0');
    }
    for (int i = 0; i < 10; i++) {
        if (digits[i] == code) {
            return i;
        }
    }
    return code == 0x96F6 ? 0 : -1; /* 零 */
}

/* 12, 十二, 二十一, 二〇二一; false if none comes next. */
static bool
read_number(struct reader *reader, int *number)
{
    size_t start = reader->at;
    int n = 0;

    for (;; reader->at++) {
        uint32_t code = reader->codes[reader->at];
        int digit = digit_of(code);

        if (code == 0x5341) { /* 十 */
            uint32_t next = reader->codes[reader->at + 1];

            n = (n ? n : 1) * (digit_of(next) < 0 ? 10 : 1);
        } else if (digit >= 0) {
            n = n * 10 + digit;
        } else {
            break;
        }
        if (n > 9999) {
            return false;
        }
    }
    *number = n;
    return reader->at > start && n > 0;
}

static bool
set(struct period *period, enum period_kind kind, int first, int last,
    int limit)
{
    period->kind = kind;
    period->first = first;
    period->last = last;
    return first <= last && last <= limit;
}

static bool
parse_months(struct reader *reader, struct period *period, int first)
{
    int last = first;

    if (skip(reader, "-") || skip(reader, "至") || skip(reader, "到") ||
        skip(reader, "—") || skip(reader, "–") || skip(reader, "~")) {
        if (!read_number(reader, &last) || last <= first) {
            return false;
        }
    }
    if (!skip(reader, "月")) {
        return false;
    }
    skip(reader, "份");
    return set(period, first == last ? PERIOD_MONTH : PERIOD_MONTHS, first,
               last, 12);
}

static bool
parse_numbered(struct reader *reader, struct period *period)
{
    bool has_ordinal = skip(reader, "第");
    int n;

    if (!read_number(reader, &n)) {
        return false;
    }
    if (skip(reader, "季度") || skip(reader, "季")) {
        return set(period, PERIOD_QUARTER, n, n, 4);
    }
    if (has_ordinal && skip(reader, "次")) {
        return set(period, PERIOD_ORDINAL, n, n, 999);
    }
    if (has_ordinal && skip(reader, "期")) {
        return set(period, PERIOD_ISSUE, n, n, 999);
    }
    return !has_ordinal && parse_months(reader, period, n);
}

/* What stands behind the year. */
static bool
parse_rest(struct reader *reader, struct period *period, bool has_word)
{
    int n;

    if (skip(reader, "Q") || skip(reader, "q")) {
        return read_number(reader, &n) && set(period, PERIOD_QUARTER, n, n, 4);
    }
    if (!has_word) {
        return is_end(reader) ||
               (skip(reader, "-") && read_number(reader, &n) &&
                set(period, PERIOD_MONTH, n, n, 12));
    }
    skip(reader, "度");
    if (is_end(reader)) {
        return true;
    }
    if (skip(reader, "上半年")) {
        return set(period, PERIOD_HALF, 1, 1, 2);
    }
    if (skip(reader, "下半年")) {
        return set(period, PERIOD_HALF, 2, 2, 2);
    }
    return parse_numbered(reader, period);
}

bool
period_parse(struct str text, struct period *out)
{
    struct reader reader = {.at = 0};
    struct period period = {PERIOD_YEAR, 0, 0, 0};

    if (!decode(&reader, text) || !read_number(&reader, &period.year) ||
        period.year < 1900) {
        return false;
    }
    if (!parse_rest(&reader, &period, skip(&reader, "年")) ||
        !is_end(&reader)) {
        return false;
    }
    *out = period;
    return true;
}

static void
add_name(struct strbuf *sb, struct period period)
{
    switch (period.kind) {
    case PERIOD_YEAR:
        break;
    case PERIOD_HALF:
        strbuf_add_cstr(sb, period.first == 1 ? "上半年" : "下半年");
        break;
    case PERIOD_QUARTER:
        strbuf_add_cstr(sb, "第");
        hanzi_format(sb, period.first);
        strbuf_add_cstr(sb, "季度");
        break;
    case PERIOD_MONTH:
        strbuf_addf(sb, "%d月", period.first);
        break;
    case PERIOD_MONTHS:
        strbuf_addf(sb, "%d-%d月", period.first, period.last);
        break;
    case PERIOD_ORDINAL:
        strbuf_addf(sb, "第%d次", period.first);
        break;
    case PERIOD_ISSUE:
        strbuf_addf(sb, "第%d期", period.first);
        break;
    }
}

struct str
period_name(struct period period, bool with_year, struct arena *arena)
{
    struct strbuf sb = {0};
    struct str name;

    if (with_year) {
        strbuf_addf(&sb, "%d年", period.year);
    } else if (period.kind == PERIOD_YEAR) {
        strbuf_add_cstr(&sb, "全年");
    }
    add_name(&sb, period);
    name = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return name;
}

/* How many of the kind a year has. */
static int
n_of_year(enum period_kind kind)
{
    switch (kind) {
    case PERIOD_HALF:
        return 2;
    case PERIOD_QUARTER:
        return 4;
    case PERIOD_MONTH:
    case PERIOD_MONTHS:
        return 12;
    default:
        return 0;
    }
}

struct str
period_code(struct period period, struct arena *arena)
{
    switch (period.kind) {
    case PERIOD_HALF:
        return arena_strf(arena, "%04dh%d", period.year, period.first);
    case PERIOD_QUARTER:
        return arena_strf(arena, "%04dq%d", period.year, period.first);
    case PERIOD_MONTH:
        return arena_strf(arena, "%04dm%02d", period.year, period.first);
    case PERIOD_MONTHS:
        return arena_strf(arena, "%04dm%02d-%02d", period.year, period.first,
                          period.last);
    case PERIOD_ORDINAL:
    case PERIOD_ISSUE:
        return arena_strf(arena, "%04dn%d", period.year, period.first);
    case PERIOD_YEAR:
        break;
    }
    return arena_strf(arena, "%04d", period.year);
}

bool
period_previous(struct period period, struct period *out)
{
    int n = n_of_year(period.kind);
    int length = period.last - period.first + 1;

    if (period.kind == PERIOD_ORDINAL || period.kind == PERIOD_ISSUE) {
        period.first = period.last = period.first - 1;
        *out = period;
        return period.first > 0;
    }
    if (n == 0 || n % length || (period.first - 1) % length) {
        period.year--;
    } else {
        period.first -= length;
        period.last -= length;
        if (period.first < 1) {
            period.first += n;
            period.last += n;
            period.year--;
        }
    }
    *out = period;
    return true;
}

bool
period_span(struct period period, struct date *first, struct date *last)
{
    int n = n_of_year(period.kind);
    int months = n ? 12 / n : 12;
    int from = n ? (period.first - 1) * months + 1 : 1;
    int to = n ? period.last * months : 12;
    struct date next = {period.year + to / 12, to % 12 + 1, 1};

    if (period.kind == PERIOD_ORDINAL || period.kind == PERIOD_ISSUE) {
        return false;
    }
    *first = (struct date){period.year, from, 1};
    *last = date_from_days(date_to_days(next) - 1);
    return true;
}

static struct value
iso_value(struct date date, struct arena *arena)
{
    struct strbuf sb = {0};
    struct value value;

    date_format_iso(&sb, date);
    value = value_text(arena_str(arena, strbuf_str(&sb)));
    strbuf_clear(&sb);
    return value;
}

void
period_parts(struct period period, struct arena *arena,
             struct value parts[PERIOD_N_PARTS])
{
    struct period previous;
    struct date first;
    struct date last;

    for (size_t i = 0; i < PERIOD_N_PARTS; i++) {
        parts[i] = value_null();
    }
    parts[0] = value_number(arena, decimal_from_int(period.year));
    if (period.first) {
        parts[1] = value_number(arena, decimal_from_int(period.first));
    }
    if (period_span(period, &first, &last)) {
        parts[2] = iso_value(first, arena);
        parts[3] = iso_value(last, arena);
    }
    if (period_previous(period, &previous)) {
        parts[4] = value_text(
            period_name(previous, previous.year != period.year, arena));
        parts[5] = value_text(period_name(previous, true, arena));
    }
    parts[6] = value_text(period_name(period, false, arena));
}
