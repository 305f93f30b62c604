/* Filters over lists and tables.  All have the signature of struct filter's
 * apply; see templates/LANGUAGE.md for what each does. */
#ifndef TONGBAO_TEMPLATE_FILTER_LIST_H
#define TONGBAO_TEMPLATE_FILTER_LIST_H

#include "gen/template/filter.h"

typedef bool filter_fn(const struct filter_call *call, struct value in,
                       struct value *out);

filter_fn filter_join, filter_first, filter_by, filter_columns,
    filter_group;

/* The member of a row; false with fault. */
bool filter_member(const struct filter_call *call, struct value item,
                   struct str column, struct value *out);

#endif
