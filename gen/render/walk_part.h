/* What the steps of a walk share.  Private to gen/render/walk*.c. */
#ifndef TONGBAO_RENDER_WALK_PART_H
#define TONGBAO_RENDER_WALK_PART_H

#include "gen/render/walk.h"

/* Reports why an expression came to nothing; always false. */
bool walk_report(struct walk *walk, const struct origin *origin);

/* One more pass through a section; false after reporting that there are too
 * many. */
bool walk_count_pass(struct walk *walk, const struct origin *origin);

/* Lays out walk->columns for a table that is about to be walked: asks its
 * sections of columns, in the first row that has one, how many items there
 * are. */
bool walk_open_columns(struct walk *walk, const struct node *table,
                       const struct scope *scope);

/* Opens a section of columns, which must have as many items as the table has
 * room for. */
bool walk_enter_columns(struct walk *walk, const struct node *section,
                        struct value items);

/* Whether the cell that is entered goes on with the one above it, or is gone
 * on with below. */
bool walk_merge(struct walk *walk, const struct node *cell,
                enum merge_state *state);

#endif
