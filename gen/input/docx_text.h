/* What a Word document says: its paragraphs and the rows of its tables, in
 * order, as a reader sees them.
 *
 * Insertions that are tracked count as made, deletions as gone.  Numbers that
 * Word makes by itself, fields' instructions, headers and footers are not
 * text.  A table inside a cell is part of that cell's text; a text box comes
 * behind the paragraph it hangs on.
 */
#ifndef TONGBAO_INPUT_DOCX_TEXT_H
#define TONGBAO_INPUT_DOCX_TEXT_H

#include "gen/opc/package.h"

struct docx_block {
    struct str text;   /* of a paragraph; of a row: its cells, "｜" between */
    struct str *cells; /* of a row; NULL: a paragraph */
    size_t n_cells;
    unsigned paragraph; /* from 1, empty ones counted; 0: a row */
    unsigned table;     /* of a row: from 1 */
    unsigned row;       /* of a row: from 1 */
};

struct docx_text {
    struct docx_block *blocks;
    size_t n_blocks;
    size_t cap;
};

/* Everything lives in the arena. */
bool docx_text_read(struct docx_text *text, struct package *package,
                    struct arena *arena, struct diags *diags);

#endif
