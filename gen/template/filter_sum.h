/* Filters that count rows and sum them up.  All have the signature of struct
 * filter's apply and note in the call's trace what they sum. */
#ifndef TONGBAO_TEMPLATE_FILTER_SUM_H
#define TONGBAO_TEMPLATE_FILTER_SUM_H

#include "gen/template/filter_list.h"

filter_fn filter_count, filter_sum, filter_avg, filter_max, filter_min,
    filter_tally;

#endif
