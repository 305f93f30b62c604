/* Filters that lay out lists as notices print them: so many names and the
 * rest as a count, names that share a figure, newspaper columns. */
#ifndef TONGBAO_TEMPLATE_FILTER_NAMES_H
#define TONGBAO_TEMPLATE_FILTER_NAMES_H

#include "gen/template/filter_list.h"

filter_fn filter_fold, filter_etc, filter_each, filter_more;

#endif
