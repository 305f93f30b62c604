/* Filters that come to measures of the layout, for the attributes of parts of
 * official documents (GB/T 9704-2012): where lines stand, how large they are.
 * A character's width is its size, a digit's half of it. */
#ifndef TONGBAO_TEMPLATE_FILTER_LAYOUT_H
#define TONGBAO_TEMPLATE_FILTER_LAYOUT_H

#include "gen/template/filter_list.h"

filter_fn filter_signature, filter_fit, filter_flag;

#endif
