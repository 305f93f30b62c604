#include "gen/base/date.h"
#include "gen/form/form_part.h"

/* 发文字号 (GB/T 9704-2012 7.2.5) and dates (7.3.5.4). */
#define CLAUSE_NUMBER "GB/T 9704-2012 7.2.5"
#define CLAUSE_DATE   "GB/T 9704-2012 7.3.5.4"

static void
check_number(struct form *form, struct finding_at at, struct str opening,
             struct str closing, struct str year)
{
    if (!str_is(opening, "〔") || !str_is(closing, "〕")) {
        at.advice = _("use 〔 and 〕, U+3014 and U+3015");
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the year of the document number does not stand in 〔〕"));
    }
    if (year.len != 4) {
        at.advice = _("write all four digits");
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the year of the document number is cut short"));
    }
}

static void
check_order_number(struct form *form, struct finding_at at, struct str ordinal,
                   struct str zeros)
{
    at.advice = _("write it as 〔2026〕5号");
    if (ordinal.len) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("第 stands in the document number"));
    }
    if (zeros.len) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the document number has leading zeros"));
    }
}

/* Numbers of other documents are written the same way. */
static void
check_cited(struct form *form, const struct paragraph *paragraph)
{
    struct wording_match match;
    size_t from = 0;

    while (wording_find(form->wordings, WORDING_CITED, paragraph->text, from,
                        &match)) {
        struct finding_at at = form_at(paragraph, CLAUSE_NUMBER);

        from = match.end;
        if (match.groups[2].len != 4 &&
            (str_is(match.groups[1], "（") || str_is(match.groups[1], "("))) {
            continue; /* a house's number, not a document's */
        }
        at.quote = match.groups[0];
        check_number(form, at, match.groups[1], match.groups[3],
                     match.groups[2]);
        check_order_number(form, at, match.groups[4], match.groups[5]);
    }
}

void
form_check_numbers(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];
        struct wording_match match;

        if (paragraph->role != ROLE_NUMBER) {
            check_cited(form, paragraph);
        } else if (wording_fits(form->wordings, WORDING_NUMBER, paragraph->text,
                                &match)) {
            struct finding_at at = form_at(paragraph, CLAUSE_NUMBER);

            check_number(form, at, match.groups[2], match.groups[4],
                         match.groups[3]);
            check_order_number(form, at, match.groups[5], match.groups[6]);
        } else {
            struct finding_at at = form_at(paragraph, CLAUSE_NUMBER);

            at.advice = _("write it as ×政办〔2026〕5号");
            form_find(form, SEVERITY_WARNING, at, "%s",
                      _("the document number is not of the usual form"));
        }
    }
}

static bool
is_padded(struct str number)
{
    return number.len > 1 && number.ptr[0] == '0';
}

static bool
is_possible(const struct wording_match *match)
{
    struct date date = {
        wording_number(match->groups[1]), wording_number(match->groups[2]),
        match->groups[3].len ? wording_number(match->groups[3]) : 1};

    return date_is_valid(date);
}

/* The date of issue is strict; dates in the text are a matter of GB/T 15835
 * and only warned of. */
static void
check_date(struct form *form, const struct paragraph *paragraph,
           const struct wording_match *match, bool is_issue)
{
    struct finding_at at = form_at(paragraph, CLAUSE_DATE);

    at.quote = match->groups[0];
    if (is_padded(match->groups[2]) || is_padded(match->groups[3])) {
        at.advice = _("write it as 2026年1月5日");
        form_find(form, is_issue ? SEVERITY_ERROR : SEVERITY_WARNING, at, "%s",
                  _("the date has leading zeros"));
    }
    if (!is_possible(match)) {
        at.clause = is_issue ? CLAUSE_DATE : "GB/T 9704-2012 9";
        at.advice = NULL;
        form_find(form, SEVERITY_ERROR, at, "%s", _("there is no such date"));
    }
}

static void
check_issue_date(struct form *form, const struct paragraph *paragraph)
{
    struct wording_match match;
    struct finding_at at = form_at(paragraph, CLAUSE_DATE);

    if (wording_fits(form->wordings, WORDING_DATE, paragraph->text, &match)) {
        check_date(form, paragraph, &match, true);
        return;
    }
    at.advice = _("write it as 2026年1月5日");
    form_find(form, SEVERITY_ERROR, at, "%s",
              _("the date of issue is not written with Arabic digits, year, "
                "month and day"));
}

void
form_check_dates(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];
        struct wording_match match;
        size_t from = 0;

        if (paragraph->role == ROLE_DATE) {
            check_issue_date(form, paragraph);
            continue;
        }
        while (wording_find(form->wordings, WORDING_DATED, paragraph->text,
                            from, &match)) {
            check_date(form, paragraph, &match,
                       paragraph->role == ROLE_PRINTED);
            from = match.end;
        }
    }
}
