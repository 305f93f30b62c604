/* Filters that turn one value into another: numbers, dates, text.  See
 * templates/LANGUAGE.md for what each does. */
#ifndef TONGBAO_TEMPLATE_FILTER_TEXT_H
#define TONGBAO_TEMPLATE_FILTER_TEXT_H

#include "gen/template/filter_list.h"

filter_fn filter_fixed, filter_percent, filter_trend, filter_thousands,
    filter_date, filter_hanzi, filter_blank, filter_prefix,
    filter_suffix, filter_merge;

#endif
