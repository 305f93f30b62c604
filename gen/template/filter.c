#include "gen/template/filter.h"

#include "gen/template/filter_layout.h"
#include "gen/template/filter_list.h"
#include "gen/template/filter_names.h"
#include "gen/template/filter_sum.h"
#include "gen/template/filter_text.h"
#include "gen/template/nearest.h"

static const struct filter filters[] = {
    /* name, Chinese name, arguments, takes and gives, function, keeps a
     * number a number */
    {"join", "连接", "?jT", "ls", filter_join, false},
    {"first", "前", "n", "*=", filter_first, false},
    {"count", "计数", "?c", "*s", filter_count, true},
    {"sum", "合计", "?c", "ms", filter_sum, true},
    {"avg", "平均", "?c", "ms", filter_avg, true},
    {"max", "最大", "?c", "ms", filter_max, true},
    {"min", "最小", "?c", "ms", filter_min, true},
    {"tally", "核对", "p?t", "ss", filter_tally, true},
    {"by", "按", "c?cc", "r=", filter_by, false},
    {"group", "分组", "c", "rg", filter_group, false},
    {"fold", "折", "n", "rf", filter_fold, false},
    {"columns", "列", "", "*=", filter_columns, false},
    {"etc", "等", "n?T", "ls", filter_etc, false},
    {"each", "各", "ccT", "rs", filter_each, false},
    {"more", "多于", "n", "*s", filter_more, false},
    {"fixed", "小数", "n", "ss", filter_fixed, true},
    {"percent", "百分比", "p?n", "ss", filter_percent, false},
    {"trend", "升降", "p?nT", "ss", filter_trend, false},
    {"thousands", "千分位", "", "ss", filter_thousands, true},
    {"date", "日期", "t?p", "ss", filter_date, false},
    {"hanzi", "汉字", "?t", "ss", filter_hanzi, false},
    {"blank", "默认", "T", "ss", filter_blank, true},
    {"prefix", "前缀", "T", "l=", filter_prefix, false},
    {"suffix", "后缀", "T", "l=", filter_suffix, false},
    {"merge", "合并", "?t", "ss", filter_merge, true},
    {"signature", "落款", "p?p", "ss", filter_signature, false},
    {"fit", "字号", "nn?n", "ss", filter_fit, false},
    {"flag", "开关", "", "ss", filter_flag, false},
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
