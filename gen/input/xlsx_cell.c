#include "gen/input/xlsx_cell.h"

#include <math.h>

#include "gen/input/iso_date.h"
#include "gen/input/number.h"
#include "gen/input/xlsx_walk.h"

enum { MAX_ROW = 1048576, MAX_COL = 16384 };

enum xlsx_type
xlsx_type_parse(struct str type)
{
    if (type.len != 1) {
        if (str_is(type, "inlineStr")) {
            return XLSX_INLINE;
        }
        return str_is(type, "str") ? XLSX_TEXT : XLSX_NUMBER;
    }
    switch (type.ptr[0]) {
    case 's':
        return XLSX_SHARED;
    case 'b':
        return XLSX_BOOL;
    case 'e':
        return XLSX_ERROR;
    case 'd':
        return XLSX_DATE;
    default:
        return XLSX_NUMBER;
    }
}

static enum xlsx_doubt
read_as_error(struct cell *cell, const char *text, enum xlsx_doubt doubt)
{
    cell->type = CELL_ERROR;
    cell->text = str_from(text);
    return doubt;
}

static enum xlsx_doubt
read_shared(struct cell *cell, struct str value,
            const struct xlsx_context *context)
{
    uint32_t index;

    if (!xlsx_parse_count(value, UINT32_MAX, &index) ||
        index >= context->strings.n_items) {
        return read_as_error(cell, "#REF!", XLSX_BAD_INDEX);
    }
    cell->text = context->strings.items[index];
    if (!cell->text.ptr) {
        return read_as_error(cell, "#VALUE!", XLSX_TOO_LONG);
    }
    cell->type = cell->text.len ? CELL_TEXT : CELL_EMPTY;
    return XLSX_FINE;
}

static enum xlsx_doubt
read_text(struct cell *cell, const struct xlsx_raw *raw, struct arena *arena)
{
    struct str text = xlsx_text_decode(raw->text, raw->len);

    if (!xlsx_text_fits(text)) {
        return read_as_error(cell, "#VALUE!", XLSX_TOO_LONG);
    }
    if (text.len) {
        cell->type = CELL_TEXT;
        cell->text = arena_str(arena, text);
    }
    return XLSX_FINE;
}

static enum xlsx_doubt
read_bool(struct cell *cell, struct str value)
{
    bool is_true = str_is(value, "1") || str_is(value, "true");

    if (!is_true && !str_is(value, "0") && !str_is(value, "false")) {
        return read_as_error(cell, "#VALUE!", XLSX_BAD_VALUE);
    }
    cell->type = CELL_BOOL;
    cell->number = is_true;
    cell->text = is_true ? STR("TRUE") : STR("FALSE");
    return XLSX_FINE;
}

/* Digits only a text could keep: the last ones are lost already. */
static bool
is_long_number(double number)
{
    return fabs(number) >= 1e15 && fabs(number) < 1e22;
}

static enum xlsx_doubt
read_number(struct cell *cell, const struct xlsx_raw *raw,
            const struct xlsx_context *context)
{
    enum numfmt_kind kind = xlsx_styles_kind(&context->styles, raw->style);
    struct str value = {raw->text, raw->len};
    struct str plain;
    double number;

    if (!number_parse(value, &number, &plain)) {
        return read_as_error(cell, "#VALUE!", XLSX_BAD_VALUE);
    }
    if (!numfmt_apply(cell, kind, context->epoch, number, plain,
                      context->arena)) {
        return XLSX_NO_DATE;
    }
    return cell->type == CELL_NUMBER && is_long_number(number)
               ? XLSX_LONG_NUMBER
               : XLSX_FINE;
}

static enum xlsx_doubt
read_date(struct cell *cell, const struct xlsx_raw *raw,
          const struct xlsx_context *context)
{
    struct str value = {raw->text, raw->len};

    return iso_date_read(cell, value, context->arena)
               ? XLSX_FINE
               : read_text(cell, raw, context->arena);
}

enum xlsx_doubt
xlsx_cell_read(struct cell *cell, const struct xlsx_raw *raw,
               const struct xlsx_context *context)
{
    struct str value = {raw->text, raw->len};

    cell->type = CELL_EMPTY;
    cell->text = STR("");
    cell->number = 0;
    if (raw->type == XLSX_TEXT || raw->type == XLSX_INLINE) {
        return read_text(cell, raw, context->arena);
    }
    if (raw->type == XLSX_NUMBER && raw->len) {
        return read_number(cell, raw, context);
    }
    value = str_trim(value);
    if (value.len == 0) {
        return XLSX_FINE;
    }
    switch (raw->type) {
    case XLSX_SHARED:
        return read_shared(cell, value, context);
    case XLSX_BOOL:
        return read_bool(cell, value);
    case XLSX_DATE:
        return read_date(cell, raw, context);
    default:
        cell->type = CELL_ERROR;
        cell->text = arena_str(context->arena, value);
        return XLSX_FINE;
    }
}

bool
xlsx_parse_ref(struct str ref, uint32_t *row, uint32_t *col)
{
    uint32_t n = 0;
    size_t i = 0;

    for (; i < ref.len && (ref.ptr[i] | 0x20) >= 'a' &&
           (ref.ptr[i] | 0x20) <= 'z';
         i++) {
        n = n * 26 + (uint32_t)((ref.ptr[i] | 0x20) - 'a' + 1);
        if (n > MAX_COL) {
            return false;
        }
    }
    if (n == 0 || !xlsx_parse_count(str_slice(ref, i, ref.len), MAX_ROW, row) ||
        *row == 0) {
        return false;
    }
    *col = n - 1;
    --*row;
    return true;
}

const char *
xlsx_doubt_text(enum xlsx_doubt doubt)
{
    static const char *const texts[XLSX_N_DOUBTS] = {
        [XLSX_BEYOND] = N_("a cell outside a sheet (behind column XFD or row "
                           "1,048,576) is left out"),
        [XLSX_BAD_INDEX] = N_("a text is missing in the file"),
        [XLSX_TOO_LONG] = N_("a text is longer than the 32,767 characters of "
                             "a cell and is left out"),
        [XLSX_BAD_VALUE] = N_("the value is damaged"),
        [XLSX_NO_RESULT] = N_("a formula was saved without its result and is "
                              "taken as empty; open the file in WPS or Excel "
                              "and save it, so that it is calculated"),
        [XLSX_NO_DATE] = N_("a number shown as a date is none and is taken as "
                            "a number"),
        [XLSX_LONG_NUMBER] = N_("a number has more than 15 digits, so the "
                                "last ones are lost; codes must be text"),
    };

    return texts[doubt] ? _(texts[doubt]) : "";
}
