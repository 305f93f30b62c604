/* The numbers of a table's rows (序号): whether they run on.  A gap, or a
 * number that stands twice, often means a row that was lost or copied; that
 * they begin again at 1 is usual in groups. */
#ifndef TONGBAO_MODEL_SERIAL_H
#define TONGBAO_MODEL_SERIAL_H

#include "gen/input/grid.h"

struct serial {   /* zeroed: before the first row */
    int64_t last; /* 0: not known */
    unsigned n_notes;
};

/* cell NULL: the row has no number. */
void serial_read(struct serial *serial, const struct cell *cell,
                 struct location at, struct diags *diags);

#endif
