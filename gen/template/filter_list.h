/* Filters over lists and tables.  All have the signature of struct filter's
 * apply; see templates/LANGUAGE.md for what each does. */
#ifndef TONGBAO_TEMPLATE_FILTER_LIST_H
#define TONGBAO_TEMPLATE_FILTER_LIST_H

#include "gen/template/filter.h"

typedef bool filter_fn(const struct filter_call *call, struct value in,
                       struct value *out);

filter_fn filter_join, filter_first, filter_count, filter_sum, filter_avg,
    filter_max, filter_min, filter_tally, filter_by, filter_group;

#endif
