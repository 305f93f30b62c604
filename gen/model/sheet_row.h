/* What one row of a sheet holds under the heads of a table. */
#ifndef TONGBAO_MODEL_SHEET_ROW_H
#define TONGBAO_MODEL_SHEET_ROW_H

#include "gen/model/header.h"

/* Which column of the schema stands at a column of the sheet. */
struct sheet_columns {
    const struct header *header;
    size_t n_columns; /* of the schema */
    uint32_t *column_of;
    uint32_t n_cols;
};

struct sheet_row {
    const struct cell **known; /* one for each column of the schema, or NULL */
    size_t n_known;
    size_t n_own; /* filled cells, unknown columns included */
    const struct cell *first;
    const struct cell *word;   /* the first one that is no number */
    const struct cell *serial; /* its number, or NULL */
    const struct cell *stray;  /* the first without a head above, or NULL */
    size_t n_stray;
};

/* In the arena; the header must stay. */
void sheet_columns_init(struct sheet_columns *columns,
                        const struct header *header, size_t n_columns,
                        struct arena *arena);

/* The schema's column, or HEADER_NONE. */
uint32_t sheet_column_at(const struct sheet_columns *columns, uint32_t col);

/* Index of the last row with two known cells or more, signatures left out:
 * where the data end, a lone cell behind it is a remark. */
size_t sheet_columns_last_full(const struct sheet_columns *columns);

void sheet_row_init(struct sheet_row *cells,
                    const struct sheet_columns *columns, struct arena *arena);

/* A range merged over several rows holds its value in each of them. */
void sheet_row_read(struct sheet_row *cells,
                    const struct sheet_columns *columns,
                    const struct grid_row *row);

#endif
