#include "gen/form/form_part.h"

/* GB/T 9704-2012 7.3.3: levels are numbered 一、, （一）, 1. and （1）, in this
 * order; with two levels only, 一、 and 1. will do. */
#define CLAUSE "GB/T 9704-2012 7.3.3"

enum { N_LEVELS = 4 };

struct sequence {
    int last[N_LEVELS + 1];      /* number of each level, 0: none yet */
    bool has_text[N_LEVELS + 1]; /* since then, something not numbered */
    bool has_second;             /* （一） is used anywhere */
};

static const char *
level_form(unsigned level)
{
    static const char *const forms[] = {"一、", "（一）", "1.", "（1）"};

    return forms[level - 1];
}

static void
check_form(struct form *form, const struct paragraph *paragraph,
           const struct wording_match *match)
{
    struct str mark = match->groups[4];
    unsigned level = paragraph->level;
    struct finding_at at = form_at(paragraph, CLAUSE);

    at.advice =
        arena_strf(form->arena, _("number it as %s"), level_form(level)).ptr;
    if (str_is(match->groups[1], "(") || str_is(match->groups[3], ")")) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the heading's number has half-width brackets"));
    }
    if ((level == 2 || level == 4) && mark.len) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("a mark stands behind the bracket of the heading's "
                    "number"));
    } else if ((level == 1 && !str_is(mark, "、")) ||
               (level == 3 && !str_is(mark, ".") && !str_is(mark, "．"))) {
        form_find(form, SEVERITY_ERROR, at,
                  _("%.*s stands behind the heading's number, not %s"),
                  STR_ARG(mark), level == 1 ? "、" : ".");
    }
    if (level >= 3 && wording_number(match->groups[2]) > 0 &&
        str_starts_with(match->groups[2], STR("\xEF\xBC"))) {
        form_find(form, SEVERITY_WARNING, at, "%s",
                  _("the heading's number has full-width digits"));
    }
}

static void
check_level(struct form *form, const struct sequence *sequence,
            const struct paragraph *paragraph)
{
    unsigned level = paragraph->level;
    unsigned upper = level - 1;

    if (level == 1 || sequence->last[upper] ||
        (level == 3 && sequence->last[1] && !sequence->has_second)) {
        return;
    }
    if (level >= 3 && !sequence->last[1] && !sequence->last[2]) {
        return; /* a list in running text */
    }
    if (level == 4 && !sequence->last[3] &&
        (sequence->last[1] || sequence->last[2])) {
        form_find(form, SEVERITY_WARNING, form_at(paragraph, CLAUSE),
                  _("%s is used without %s above it"), level_form(4),
                  level_form(3));
        return;
    }
    form_find(form, level == 3 ? SEVERITY_WARNING : SEVERITY_ERROR,
              form_at(paragraph, CLAUSE), _("%s is used without %s above it"),
              level_form(level), level_form(upper));
}

static void
check_number(struct form *form, const struct sequence *sequence,
             const struct paragraph *paragraph, int number)
{
    unsigned level = paragraph->level;
    int last = sequence->last[level];
    struct finding_at at = form_at(paragraph, CLAUSE);

    if (number == last + 1) {
        return;
    }
    if (last && number == 1 && level >= 3 && sequence->has_text[level]) {
        return; /* another list */
    }
    if (last == 0) {
        form_find(form, SEVERITY_ERROR, at,
                  _("headings of level %u begin with number %d, not 1"), level,
                  number);
    } else if (number <= last) {
        form_find(form, SEVERITY_ERROR, at,
                  _("number %d of level %u comes again or too late, behind "
                    "%d"),
                  number, level, last);
    } else {
        form_find(form, SEVERITY_ERROR, at,
                  _("number %d of level %u follows %d: a gap"), number, level,
                  last);
    }
}

static void
check_heading(struct form *form, struct sequence *sequence,
              const struct paragraph *paragraph)
{
    unsigned level = paragraph->level;
    struct wording_match match;
    int number;

    if (!wording_fits(form->wordings,
                      (enum wording)(WORDING_LEVEL1 + level - 1),
                      paragraph->text, &match)) {
        form_find(form, SEVERITY_WARNING, form_at(paragraph, CLAUSE), "%s",
                  _("the heading has no number"));
        return;
    }
    number = wording_number(match.groups[2]);
    check_form(form, paragraph, &match);
    check_level(form, sequence, paragraph);
    check_number(form, sequence, paragraph, number);
    sequence->last[level] = number;
    sequence->has_text[level] = false;
    for (unsigned below = level + 1; below <= N_LEVELS; below++) {
        sequence->last[below] = 0;
    }
}

static bool
uses_second(const struct form *form, unsigned part)
{
    for (size_t i = 0; i < form->n_items; i++) {
        if (form->items[i].part == part &&
            form->items[i].role == ROLE_HEADING && form->items[i].level == 2) {
            return true;
        }
    }
    return false;
}

void
form_check_headings(struct form *form)
{
    struct sequence sequence = {.has_second = uses_second(form, 0)};
    unsigned part = 0;

    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];

        if (paragraph->part != part) {
            part = paragraph->part;
            sequence = (struct sequence){.has_second = uses_second(form, part)};
        }
        if (paragraph->role == ROLE_HEADING) {
            check_heading(form, &sequence, paragraph);
        } else if (paragraph->role != ROLE_BLANK) {
            for (unsigned level = 1; level <= N_LEVELS; level++) {
                sequence.has_text[level] = true;
            }
        }
    }
}
