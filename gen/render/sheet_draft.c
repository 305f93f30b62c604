#include "gen/render/sheet_draft.h"

#include <math.h>
#include <string.h>

#include "gen/render/xlsx_text.h"
#include "gen/template/filter.h"

enum {
    MAX_DIGITS = 15,        /* that a double and Excel keep */
    MAX_GENERAL_DIGITS = 11 /* that the format General shows */
};

void
sheet_draft_begin(struct sheet_draft *draft)
{
    struct strbuf text = draft->text;

    strbuf_cut(&text, 0);
    *draft = (struct sheet_draft){.text = text};
}

void
sheet_draft_clear(struct sheet_draft *draft)
{
    strbuf_clear(&draft->text);
}

void
sheet_draft_add(struct sheet_draft *draft, struct str text)
{
    if (draft->showing == DRAFT_BLANK && str_trim(text).len) {
        draft->showing = DRAFT_TEXT;
    }
    strbuf_add(&draft->text, text);
}

static bool
is_fixed(const struct expr *expr)
{
    const struct filter_use *last =
        expr->n_uses ? &expr->uses[expr->n_uses - 1] : NULL;

    return last && strcmp(last->filter->name, "fixed") == 0;
}

void
sheet_draft_add_value(struct sheet_draft *draft, const struct node *node,
                      struct value value, struct str text)
{
    if (!text.len) {
        return;
    }
    if (draft->showing == DRAFT_BLANK && value.kind == VALUE_NUMBER) {
        draft->showing = DRAFT_NUMBER;
        draft->number_start = draft->text.len;
        draft->number_end = draft->text.len + text.len;
        draft->is_fixed = is_fixed(&node->expr);
    } else {
        draft->showing = DRAFT_TEXT;
    }
    strbuf_add(&draft->text, text);
}

void
sheet_draft_open(struct sheet_draft *draft, const struct shape *paragraph,
                 char separator)
{
    draft->line_start = draft->text.len;
    if (draft->text.len) {
        strbuf_add_char(&draft->text, separator);
    }
    if (!draft->paragraph) {
        draft->paragraph = paragraph;
    }
}

void
sheet_draft_close(struct sheet_draft *draft)
{
    size_t start = draft->line_start;

    if (draft->text.len == start + (start > 0)) {
        strbuf_cut(&draft->text, start);
    }
}

static unsigned
count_digits(struct str number)
{
    unsigned n = 0;
    bool leads = true;

    for (size_t i = 0; i < number.len; i++) {
        leads &= number.ptr[i] == '0' || number.ptr[i] == '.' ||
                 number.ptr[i] == '-';
        n += !leads && number.ptr[i] != '.';
    }
    return n;
}

static int
count_decimals(struct str number)
{
    size_t point = str_find(number, STR("."), 0);

    return point == SIZE_MAX ? 0 : (int)(number.len - point - 1);
}

/* A number keeps its value and shows the unit by its format; one with more
 * digits than a double holds stays text. */
static void
read_number(const struct sheet_draft *draft, struct sheet_cell *cell,
            struct arena *arena)
{
    struct str number =
        str_slice(cell->text, draft->number_start, draft->number_end);
    struct str unit = str_slice(cell->text, draft->number_end, cell->text.len);
    bool is_exact = draft->is_fixed || number.len > MAX_GENERAL_DIGITS;
    struct decimal decimal;

    if (count_digits(number) > MAX_DIGITS || !decimal_parse(number, &decimal)) {
        return;
    }
    cell->number = decimal_to_double(decimal);
    if (isfinite(cell->number)) {
        cell->format = xlsx_number_format(
            is_exact ? count_decimals(number) : -1, unit, arena);
    }
}

void
sheet_draft_finish(const struct sheet_draft *draft, struct sheet_cell *cell,
                   struct arena *arena)
{
    cell->paragraph = draft->paragraph;
    if (draft->text.len) {
        cell->text = arena_str(arena, strbuf_str(&draft->text));
    }
    if (draft->showing == DRAFT_NUMBER) {
        read_number(draft, cell, arena);
    }
}
