/* What a figure of a sheet sums up: a cell that shows a count or a sum of
 * rows becomes a formula if the sheet prints these very rows.  They are known
 * by where they lie in the data, not by what they say, so that equal figures
 * are never mistaken for one another. */
#ifndef TONGBAO_RENDER_SHEET_TOTAL_H
#define TONGBAO_RENDER_SHEET_TOTAL_H

#include "gen/render/sheet.h"

/* The rows that a figure sums up. */
struct sheet_total {
    enum trace_how how;
    size_t n_items;
    size_t n_members;     /* of a row that may stand for it; else 1 */
    bool takes_all;       /* rows are counted, whatever is in them */
    const void **sources; /* item by item; NULL: empty */
};

/* Memory of the datum a value is, or NULL. */
const void *sheet_total_source(const struct trace *trace);

/* Of a value printed by expr; NULL if it is no total.  It lives in arena; *room
 * is how many sources may still be noted. */
const struct sheet_total *sheet_total_read(const struct expr *expr,
                                           const struct trace *trace,
                                           size_t *room, struct arena *arena);

#endif
