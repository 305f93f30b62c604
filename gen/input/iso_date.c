#include "gen/input/iso_date.h"

#include "gen/base/date.h"
#include "gen/input/number.h"
#include "gen/input/numfmt.h"

static const struct str no_text = {NULL, 0};

/* Without the zone and fractions of a second, which date_parse refuses. */
static struct str
trim_iso(struct str value)
{
    size_t point = str_find(value, STR("."), 0);

    if (str_ends_with(value, STR("Z"))) {
        value.len--;
    }
    return point == SIZE_MAX ? value : str_slice(value, 0, point);
}

bool
iso_date_read(struct cell *cell, struct str text, struct arena *arena)
{
    struct str value = trim_iso(text);
    struct strbuf sb = {0};
    struct date date;
    double serial;
    int time = -1;
    bool ok;

    if (value.len >= 5 && value.ptr[2] == ':') {
        strbuf_addf(&sb, "2000-01-01T%.*s", STR_ARG(value));
        ok = date_parse(strbuf_str(&sb), 0, &date, &time);
        strbuf_clear(&sb);
        serial = time / 86400.0;
    } else {
        ok = date_parse(value, 0, &date, &time);
        serial = ok ? (double)(date_to_days(date) + 25569) : 0;
        serial += time > 0 ? time / 86400.0 : 0;
    }
    if (ok) {
        numfmt_apply(cell, NUMFMT_DATE, EPOCH_ISO, serial, no_text, arena);
    }
    return ok;
}

/* The number before a unit, which is cut off; false if there is none. */
static bool
cut_number(struct str *rest, char unit, double *number)
{
    size_t at = str_find(*rest, (struct str){&unit, 1}, 0);
    struct str plain;

    *number = 0;
    if (at == SIZE_MAX) {
        return true;
    }
    if (!number_parse(str_slice(*rest, 0, at), number, &plain)) {
        return false;
    }
    *rest = str_slice(*rest, at + 1, rest->len);
    return true;
}

bool
iso_time_read(struct cell *cell, struct str text, struct arena *arena)
{
    bool is_negative = str_starts_with(text, STR("-"));
    struct str rest = str_slice(text, is_negative, text.len);
    double hours;
    double minutes;
    double seconds;
    double days;

    if (!str_starts_with(rest, STR("PT"))) {
        return false;
    }
    rest = str_slice(rest, 2, rest.len);
    if (!cut_number(&rest, 'H', &hours) || !cut_number(&rest, 'M', &minutes) ||
        !cut_number(&rest, 'S', &seconds) || rest.len) {
        return false;
    }
    days = hours / 24 + minutes / 1440 + seconds / 86400;
    days = is_negative ? -days : days;
    numfmt_apply(cell, days >= 0 && days < 1 ? NUMFMT_DATE : NUMFMT_DURATION,
                 EPOCH_ISO, days, no_text, arena);
    return true;
}
