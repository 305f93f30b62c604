/* One column of a blank form, or one setting: how wide it is, how its cells
 * look, what may be typed into them. */
#ifndef TONGBAO_BULLETIN_FORM_COLUMN_H
#define TONGBAO_BULLETIN_FORM_COLUMN_H

#include "gen/model/profile.h"
#include "gen/model/roster.h"
#include "gen/render/book.h"

/* Characters; at least as wide as its head. */
double form_column_width(const struct column *column, struct str head);

/* Of cells to be filled in. */
const struct book_look *form_column_look(const struct column *column,
                                         bool has_lines, struct arena *arena);

/* Rules what may be typed into the range.  Choices and units go into a column
 * of their own in lists: long lists and Chinese ones are safe there only.
 * roster may be NULL. */
void form_column_rule(struct book_sheet *sheet, struct book_range range,
                      const struct column *column, const struct roster *roster,
                      struct book_sheet *lists);

#endif
