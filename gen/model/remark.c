#include "gen/model/remark.h"

#include "gen/base/decimal.h"
#include "gen/model/spelling.h"

enum { MAX_SHORT_LINE = 10 /* characters */ };

bool
remark_is_signature(struct str text)
{
    static const char *const labels[] = {
        "填表人:",   "填报人:",   "制表人:",   "审核人:",   "审批人:",
        "复核人:",   "负责人:",   "分管领导:", "主要领导:", "单位负责人:",
        "填表日期:", "填报日期:", "填报时间:", "填表时间:", "制表:",
        "审核:",     "填表:",     "填报:",     "填报单位:", "填表单位:"};
    struct strbuf sb = {0};
    bool found = false;

    spelling_fold(&sb, str_slice(text, 0, 60));
    for (size_t i = 0; !found && i < sizeof labels / sizeof labels[0]; i++) {
        found = str_starts_with(strbuf_str(&sb), str_from(labels[i]));
    }
    strbuf_clear(&sb);
    return found;
}

void
remark_pass_over(struct str text, bool is_surely, struct location at,
                 struct diags *diags)
{
    struct decimal number;

    text = str_trim(text);
    if (decimal_parse(text, &number)) {
        return;
    }
    if (is_surely || utf8_count(text) > MAX_SHORT_LINE ||
        str_starts_with(text, STR("注")) ||
        str_starts_with(text, STR("备注")) ||
        str_starts_with(text, STR("说明"))) {
        diag_note(diags, at, _("“%.*s” is taken for a remark and passed over"),
                  STR_ARG(text));
    } else {
        diag_warning(diags, at,
                     _("only “%.*s” is filled in here; the row is passed over"),
                     STR_ARG(text));
        diag_advise(diags, _("fill in the row, or remove it"));
    }
}
