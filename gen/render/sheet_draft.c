#include "gen/render/sheet_draft.h"

#include "gen/render/xlsx_text.h"

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

void
sheet_draft_add_value(struct sheet_draft *draft,
                      const struct sheet_number *number, struct str text,
                      const void *source, const struct sheet_total *total)
{
    if (!text.len) {
        return;
    }
    draft->source = draft->n_values++ ? NULL : source;
    if (draft->showing == DRAFT_BLANK && number) {
        draft->showing = DRAFT_NUMBER;
        draft->number_end = draft->text.len + text.len;
        draft->number = *number;
        draft->total = total;
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

void
sheet_draft_finish(const struct sheet_draft *draft, struct sheet_cell *cell,
                   struct arena *arena)
{
    cell->paragraph = draft->paragraph;
    cell->source = draft->source;
    cell->is_word = draft->n_values == 0;
    if (draft->text.len) {
        cell->text = arena_str(arena, strbuf_str(&draft->text));
    }
    if (draft->showing == DRAFT_NUMBER) {
        /* it keeps its value and shows the unit by its format */
        cell->number = draft->number.number;
        cell->digits = (uint8_t)draft->number.digits;
        cell->is_fixed = draft->number.is_fixed;
        cell->total = draft->total;
        cell->format = xlsx_number_format(
            draft->number.pattern,
            str_slice(cell->text, draft->number_end, cell->text.len), arena);
    }
}
