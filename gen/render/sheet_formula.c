/* Formulas of totals: the cells that print the rows summed up, as ranges. */
#include "gen/render/sheet.h"

#include <string.h>

#include "gen/base/decimal.h"
#include "gen/render/sheet_finder.h"
#include "gen/render/sheet_total.h"

enum {
    MAX_RANGES = 255,    /* of a function */
    MAX_FORMULA = 8192,  /* characters; these are all ASCII */
    QUOTIENT_DIGITS = 12 /* behind the point, of the filter avg */
};

/* ---- the figure ---- */

/* What the formula gives, by decimals; digits: behind the point. */
struct result {
    struct decimal figure;
    unsigned digits;
    bool rounds; /* the formula must round to them */
};

static unsigned
most_digits(const struct sheet_finder *finder)
{
    unsigned most = 0;

    for (size_t i = 0; i < finder->n_found; i++) {
        unsigned digits = finder->found[i]->cell->digits;

        most = digits > most ? digits : most;
    }
    return most;
}

/* Sum or extreme of the cells as they are shown. */
static bool
gather(const struct sheet_finder *finder, enum trace_how how,
       struct decimal *out)
{
    *out = decimal_from_int(0);
    for (size_t i = 0; i < finder->n_found; i++) {
        struct decimal number;

        if (!decimal_from_double(finder->found[i]->cell->number, &number)) {
            return false;
        }
        if (how == TRACE_MAX || how == TRACE_MIN) {
            int order = how == TRACE_MAX ? 1 : -1;

            if (i == 0 || decimal_compare(number, *out) == order) {
                *out = number;
            }
        } else if (!decimal_add(*out, number, out)) {
            return false;
        }
    }
    return true;
}

static bool
compute(const struct sheet_finder *finder, const struct sheet_cell *cell,
        struct result *result)
{
    enum trace_how how = cell->total->how;
    int64_t n = (int64_t)finder->n_found;
    unsigned digits = most_digits(finder);

    *result = (struct result){.digits = digits};
    if (how == TRACE_COUNT) {
        result->figure = decimal_from_int(n);
        return true;
    }
    if (!gather(finder, how, &result->figure)) {
        return false;
    }
    if (how == TRACE_AVG) {
        digits = QUOTIENT_DIGITS;
        result->digits = digits;
        if (!decimal_divide(result->figure, decimal_from_int(n), digits,
                            &result->figure)) {
            return false;
        }
    }
    /* Sums of binary fractions are a little off. */
    result->rounds = digits > 0 && (how == TRACE_SUM || how == TRACE_AVG);
    if (cell->is_fixed && cell->digits < digits) {
        result->rounds = true;
        result->digits = cell->digits;
        result->figure = decimal_round(result->figure, cell->digits);
    }
    return true;
}

/* The formula gives the figure that is shown. */
static bool
is_shown(const struct result *result, const struct sheet_cell *cell)
{
    struct decimal shown;

    return decimal_from_double(cell->number, &shown) &&
           decimal_compare(shown, result->figure) == 0;
}

/* ---- ranges ---- */

static const struct sheet_cell *
cell_at(const struct sheet_row *row, uint32_t col)
{
    for (size_t i = 0; i < row->n_cells && row->cells[i].col <= col; i++) {
        if (row->cells[i].col == col) {
            return &row->cells[i];
        }
    }
    return NULL;
}

/* One sign of the template that stands for "none", such as / or 无, and means
 * itself in a criterion. */
static bool
is_sign(const struct sheet_cell *cell)
{
    return cell->is_word && utf8_count(cell->text) == 1 &&
           !strchr("*?~=<>\"0123456789", cell->text.ptr[0]);
}

/* Nothing between two cells of a column would be counted or added with them,
 * but for the sign, which is set when the first one is met. */
static bool
is_bridged(const struct sheet_finder *finder, const struct sheet_place *a,
           const struct sheet_place *b, bool is_count, struct str *sign)
{
    const struct sheet_row *rows = finder->sheet->rows;

    if (a->cell->col != b->cell->col ||
        rows[a->row].table != rows[b->row].table) {
        return false;
    }
    for (uint32_t row = a->row + 1; row < b->row; row++) {
        const struct sheet_cell *cell = cell_at(&rows[row], a->cell->col);

        if (!cell || !cell->text.len || (!is_count && !cell->format)) {
            continue;
        }
        if (!is_count || !sign || !is_sign(cell) ||
            (sign->len && !str_equals(*sign, cell->text))) {
            return false;
        }
        *sign = cell->text;
    }
    return true;
}

/* The same of two cells of one row. */
static bool
is_beside(const struct sheet_finder *finder, const struct sheet_place *a,
          const struct sheet_place *b, bool is_count)
{
    const struct sheet_row *row = &finder->sheet->rows[a->row];

    if (a->row != b->row || a->cell->col == b->cell->col) {
        return false;
    }
    for (uint32_t col = a->cell->col + 1; col < b->cell->col; col++) {
        const struct sheet_cell *cell = cell_at(row, col);

        if (cell && cell->text.len && (is_count || cell->format)) {
            return false;
        }
    }
    return true;
}

static void
add_range(struct strbuf *out, uint32_t col, uint32_t first, uint32_t last)
{
    location_add_cell(out, first + 1, col + 1);
    if (last != first) {
        strbuf_add_char(out, ':');
        location_add_cell(out, last + 1, col + 1);
    }
}

/* C3:F3, where all cells are in one row and nothing else counts between them;
 * false if they are not. */
static bool
add_row_range(const struct sheet_finder *finder, bool is_count,
              struct strbuf *out)
{
    const struct sheet_place *first = finder->found[0];
    const struct sheet_place *last = finder->found[finder->n_found - 1];

    for (size_t i = 1; i < finder->n_found; i++) {
        if (!is_beside(finder, finder->found[i - 1], finder->found[i],
                       is_count)) {
            return false;
        }
    }
    if (finder->n_found < 2) {
        return false;
    }
    location_add_cell(out, first->row + 1, first->cell->col + 1);
    strbuf_add_char(out, ':');
    location_add_cell(out, last->row + 1, last->cell->col + 1);
    return true;
}

/* C3:C20,F3:F19; false if there are too many. */
static bool
add_ranges(const struct sheet_finder *finder, bool is_count, struct strbuf *out)
{
    size_t n = 0;

    if (add_row_range(finder, is_count, out)) {
        return true;
    }
    for (size_t i = 0; i < finder->n_found;) {
        const struct sheet_place *first = finder->found[i];
        const struct sheet_place *last = first;

        for (i++; i < finder->n_found &&
                  is_bridged(finder, last, finder->found[i], is_count, NULL);
             i++) {
            last = finder->found[i];
        }
        if (n++) {
            strbuf_add_char(out, ',');
        }
        add_range(out, first->cell->col, first->row, last->row);
    }
    return n <= MAX_RANGES;
}

static bool
has_sign(const struct sheet_finder *finder, uint32_t row,
         const struct sheet_place *near, struct str sign)
{
    const struct sheet_row *rows = finder->sheet->rows;
    const struct sheet_cell *cell;

    if (row >= finder->sheet->n_rows || rows[row].is_header ||
        rows[row].table != rows[near->row].table) {
        return false;
    }
    cell = cell_at(&rows[row], near->cell->col);
    return cell && str_equals(cell->text, sign);
}

/* Where a sign stands in the place of a name, the whole column is counted
 * without it: COUNTA(C3:C20)-COUNTIF(C3:C20,"/").  False if there is none, or
 * more than one range. */
static bool
add_count_without(const struct sheet_finder *finder, struct strbuf *out)
{
    const struct sheet_place *first = finder->found[0];
    const struct sheet_place *last = finder->found[finder->n_found - 1];
    uint32_t top = first->row;
    uint32_t bottom = last->row;
    struct str sign = {NULL, 0};

    for (size_t i = 1; i < finder->n_found; i++) {
        if (!is_bridged(finder, finder->found[i - 1], finder->found[i], true,
                        &sign)) {
            return false;
        }
    }
    for (size_t i = 0; i < finder->n_found; i++) {
        if (!sign.len || str_equals(finder->found[i]->cell->text, sign)) {
            return false;
        }
    }
    while (top > 0 && has_sign(finder, top - 1, first, sign)) {
        top--;
    }
    while (has_sign(finder, bottom + 1, last, sign)) {
        bottom++;
    }
    strbuf_add_cstr(out, "=COUNTA(");
    add_range(out, first->cell->col, top, bottom);
    strbuf_add_cstr(out, ")-COUNTIF(");
    add_range(out, first->cell->col, top, bottom);
    strbuf_addf(out, ",\"%.*s\")", STR_ARG(sign));
    return true;
}

static bool
add_function(const struct sheet_finder *finder, enum trace_how how,
             const struct result *result, struct strbuf *out)
{
    static const char *const functions[] = {
        [TRACE_COUNT] = "COUNTA", [TRACE_SUM] = "SUM", [TRACE_AVG] = "AVERAGE",
        [TRACE_MAX] = "MAX",      [TRACE_MIN] = "MIN",
    };
    bool ok;

    strbuf_addf(out, "=%s%s(", result->rounds ? "ROUND(" : "", functions[how]);
    ok = add_ranges(finder, how == TRACE_COUNT, out);
    strbuf_add_char(out, ')');
    if (result->rounds) {
        strbuf_addf(out, ",%u)", result->digits);
    }
    return ok;
}

static void
make_formula(struct sheet_finder *finder, struct sheet_cell *cell,
             const struct result *result)
{
    enum trace_how how = cell->total->how;
    struct strbuf sb = {0};

    if (((how == TRACE_COUNT && add_count_without(finder, &sb)) ||
         add_function(finder, how, result, &sb)) &&
        sb.len <= MAX_FORMULA) {
        cell->formula = arena_cstr(finder->sheet->arena, strbuf_str(&sb));
    }
    strbuf_clear(&sb);
}

void
sheet_find_formulas(struct sheet *sheet)
{
    struct sheet_finder finder = {.sheet = sheet};

    if (sheet->n_totals == 0) {
        return;
    }
    sheet_finder_read(&finder);
    for (size_t i = 0; i < sheet->n_rows; i++) {
        for (size_t j = 0; j < sheet->rows[i].n_cells; j++) {
            struct sheet_cell *cell = &sheet->rows[i].cells[j];
            struct result result;

            if (cell->total && cell->format &&
                sheet_finder_find(&finder, &sheet->rows[i], cell) &&
                compute(&finder, cell, &result) && is_shown(&result, cell)) {
                make_formula(&finder, cell, &result);
            }
        }
    }
    sheet_finder_clear(&finder);
}
