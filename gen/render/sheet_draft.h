/* One cell of a sheet while its paragraphs are walked: the text they show,
 * and whether it is one number with a unit behind it. */
#ifndef TONGBAO_RENDER_SHEET_DRAFT_H
#define TONGBAO_RENDER_SHEET_DRAFT_H

#include "gen/render/sheet.h"
#include "gen/render/sheet_number.h"

struct sheet_draft {               /* zeroed: empty */
    const struct shape *paragraph; /* the first one */
    struct strbuf text;
    enum { DRAFT_BLANK, DRAFT_NUMBER, DRAFT_TEXT } showing;
    size_t line_start; /* of the open paragraph in text */
    size_t number_end; /* in text, behind DRAFT_NUMBER */
    struct sheet_number number;
    unsigned n_values;
    const void *source;              /* of the first value, if known */
    const struct sheet_total *total; /* of DRAFT_NUMBER */
};

/* Empties the draft for the next cell; keeps its room. */
void sheet_draft_begin(struct sheet_draft *draft);
void sheet_draft_clear(struct sheet_draft *draft);

/* Text of the template. */
void sheet_draft_add(struct sheet_draft *draft, struct str text);

/* A value; number is what it comes to, NULL if that is none.  source and
 * total as in a cell. */
void sheet_draft_add_value(struct sheet_draft *draft,
                           const struct sheet_number *number, struct str text,
                           const void *source, const struct sheet_total *total);

/* Around a paragraph; separator stands between two that show something. */
void sheet_draft_open(struct sheet_draft *draft, const struct shape *paragraph,
                      char separator);
void sheet_draft_close(struct sheet_draft *draft);

/* Fills the cell's text, number and format. */
void sheet_draft_finish(const struct sheet_draft *draft,
                        struct sheet_cell *cell, struct arena *arena);

#endif
