/* What one row of a sheet offers as heads of columns, with or without the
 * heads of groups in the row above. */
#ifndef TONGBAO_MODEL_HEADS_H
#define TONGBAO_MODEL_HEADS_H

#include "gen/input/grid.h"

struct head {
    uint32_t col;
    struct str text;
    struct str folded; /* see heads_fold() */
    struct str under;  /* 组/名 folded, or empty */
    bool is_used;
};

struct heads { /* of one row */
    struct head *items;
    size_t n;
    size_t room;
    uint32_t row;
    bool with_group;
};

/* As heads are compared: folded, without * and : around. */
struct str heads_fold(struct str text, struct arena *arena);

/* Heads of the row at index i: its own cells, ranges merged from above, and
 * with_group what only the row above has. */
void heads_read(struct heads *heads, const struct grid_sheet *sheet, size_t i,
                bool with_group, struct arena *arena);

#endif
