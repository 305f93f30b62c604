#include "gen/template/filter.h"

#include "gen/template/filter_layout.h"
#include "gen/template/filter_list.h"
#include "gen/template/filter_names.h"
#include "gen/template/filter_text.h"
#include "gen/template/nearest.h"

static const struct filter filters[] = {
    /* name, Chinese name, arguments, function, keeps a number a number */
    {"join", "连接", "?T", filter_join, false},
    {"first", "前", "n", filter_first, false},
    {"count", "计数", "", filter_count, true},
    {"sum", "合计", "?t", filter_sum, true},
    {"avg", "平均", "?t", filter_avg, true},
    {"max", "最大", "?t", filter_max, true},
    {"min", "最小", "?t", filter_min, true},
    {"by", "按", "t", filter_by, false},
    {"fold", "折", "n", filter_fold, false},
    {"etc", "等", "n?T", filter_etc, false},
    {"each", "各", "ttT", filter_each, false},
    {"more", "多于", "n", filter_more, false},
    {"fixed", "小数", "n", filter_fixed, true},
    {"percent", "百分比", "p?n", filter_percent, false},
    {"trend", "升降", "p?nT", filter_trend, false},
    {"thousands", "千分位", "", filter_thousands, true},
    {"date", "日期", "t?p", filter_date, false},
    {"hanzi", "汉字", "", filter_hanzi, false},
    {"blank", "默认", "T", filter_blank, true},
    {"prefix", "前缀", "T", filter_prefix, false},
    {"suffix", "后缀", "T", filter_suffix, false},
    {"merge", "合并", "", filter_merge, true},
    {"signature", "落款", "p?p", filter_signature, false},
    {"fit", "字号", "nn?n", filter_fit, false},
};

const struct filter *
filter_at(size_t i)
{
    return i < sizeof filters / sizeof filters[0] ? &filters[i] : NULL;
}

const struct filter *
filter_find(struct str name)
{
    const struct filter *filter;

    for (size_t i = 0; (filter = filter_at(i)); i++) {
        if (str_is(name, filter->name) || str_is(name, filter->chinese)) {
            return filter;
        }
    }
    return NULL;
}

const struct filter *
filter_nearest(struct str name)
{
    struct nearest nearest = nearest_to(name);
    const struct filter *filter;

    for (size_t i = 0; (filter = filter_at(i)); i++) {
        nearest_try(&nearest, str_from(filter->name));
        nearest_try(&nearest, str_from(filter->chinese));
    }
    return nearest.best.ptr ? filter_find(nearest.best) : NULL;
}
