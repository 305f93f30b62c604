/* Rows of a table by what they hold in some of its columns, so that a table
 * with a row for each crossing of two others is not read through for every
 * one of them.  Made when first asked for. */
#ifndef TONGBAO_TEMPLATE_ROW_INDEX_H
#define TONGBAO_TEMPLATE_ROW_INDEX_H

#include "gen/model/value.h"

struct row_index;

/* The index of a table by columns (their places in a row), kept in *all, which
 * is NULL at first; the cells must stay as they are until it is freed, rows
 * need not. */
struct row_index *row_index_of(struct row_index **all,
                               const struct rowset *rows, const size_t *columns,
                               size_t n_columns);

/* The same of a list of records, by the names of columns, whose items must stay
 * as they are.  NULL if reading through is better: there are few of them, many
 * lists were asked for, or an item is no record that has all the columns. */
struct row_index *row_index_of_list(struct row_index **all,
                                    const struct list *list,
                                    const struct str *columns,
                                    size_t n_columns);

/* The first row whose columns equal the values, with after 0; the one behind
 * it with after its number + 1, and so on.  The table's n_rows at the end. */
size_t row_index_next(const struct row_index *index, const struct value *values,
                      size_t after);

void row_index_free(struct row_index *all);

#endif
