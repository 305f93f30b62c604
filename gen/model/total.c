#include "gen/model/total.h"

#include "gen/model/clean.h"
#include "gen/model/spelling.h"

bool
total_is_named(const struct schema *schema, struct str word)
{
    struct strbuf sb = {0};
    bool found = false;

    if (schema->n_totals == 0) {
        return false;
    }
    spelling_fold(&sb, word);
    for (size_t i = 0; !found && i < schema->n_totals; i++) {
        found = str_starts_with(strbuf_str(&sb), schema->totals[i]);
    }
    strbuf_clear(&sb);
    return found;
}

void
total_add(struct total *total, const struct field_result *result)
{
    if (!result->has_number) {
        return;
    }
    if (!decimal_add(total->all, result->number, &total->all) ||
        !decimal_add(total->since, result->number, &total->since)) {
        total->is_unknown = true;
    }
}

void
total_check(const struct total *total, const struct column *column,
            struct str said, struct location at, struct diags *diags)
{
    struct strbuf text = {0};
    struct decimal number;

    if (!total->is_unknown && clean_number(&text, said) &&
        decimal_parse(strbuf_str(&text), &number) &&
        decimal_compare(number, total->all) != 0 &&
        decimal_compare(number, total->since) != 0) {
        strbuf_cut(&text, 0);
        decimal_format(&text, total->all);
        diag_error(diags, at,
                   _("the total of “%.*s” is given as %.*s, but the rows add "
                     "up to %s"),
                   STR_ARG(column->name), STR_ARG(str_trim(said)), text.ptr);
        diag_quote(diags, said);
        diag_advise(diags, _("correct the total, or the row that is wrong"));
    }
    strbuf_clear(&text);
}
