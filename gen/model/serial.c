#include "gen/model/serial.h"

#include "gen/base/decimal.h"
#include "gen/model/clean.h"

enum { MAX_NOTES = 20, MAX_NUMBER = 10000000 };

static int64_t
number_of(const struct cell *cell)
{
    struct strbuf sb = {0};
    struct decimal number;
    int64_t n = 0;

    if (cell && cell->type == CELL_NUMBER && cell->number > 0 &&
        cell->number <= MAX_NUMBER) {
        n = (int64_t)cell->number;
        return (double)n == cell->number ? n : 0;
    }
    if (cell && clean_number(&sb, cell->text) &&
        decimal_parse(strbuf_str(&sb), &number)) {
        decimal_to_int(number, &n);
    }
    strbuf_clear(&sb);
    return n > 0 ? n : 0;
}

void
serial_read(struct serial *serial, const struct cell *cell, struct location at,
            struct diags *diags)
{
    int64_t n = number_of(cell);

    if (n && serial->last && n != serial->last + 1 &&
        (n != 1 || serial->last == 1) && serial->n_notes++ < MAX_NOTES) {
        diag_note(diags, at,
                  _("the numbers of the rows go from %lld to %lld here"),
                  (long long)serial->last, (long long)n);
        diag_quote(diags, cell->text);
        diag_advise(diags, _("see whether rows are missing"));
    }
    serial->last = n;
}
