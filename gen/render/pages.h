/* Which rows of a document's tables begin a page: estimated before it is
 * written, from the sizes the template gives to pages, lines, cells and rows.
 * A line is as many characters as fit, one as wide as high if it is Chinese,
 * half of it if not; a line without an exact pitch is 1.3 times its font's
 * size.  Pictures, notes, columns of text and lines kept together count for
 * nothing.  Rows of exact height, and text of exact pitch, make it exact.
 *
 * Only tables of which node->repeats is set are counted.  Rows are numbered as
 * the walk meets them.
 */
#ifndef TONGBAO_RENDER_PAGES_H
#define TONGBAO_RENDER_PAGES_H

#include "gen/render/walk.h"

struct pages { /* zeroed: no row begins a page */
    bool *begins;
    size_t n_rows;
    size_t next; /* row to be met by the walk that uses them */
};

/* Walks root.  False after reporting. */
bool pages_estimate(struct pages *pages, const struct node *root,
                    const struct scope *scope, struct evaluator *evaluator,
                    struct diags *diags);
void pages_clear(struct pages *pages);

/* The row is the first on its page, but not of its table. */
bool pages_begins(const struct pages *pages, size_t row);

#endif
