#include <stdlib.h>

#include "gen/form/form_part.h"
#include "gen/form/form_rule.h"

/* Blanks at the text's start, in twips. */
static int
leading_blanks(const struct paragraph *paragraph, unsigned half_points)
{
    struct str text = paragraph->text;
    size_t start = (size_t)(str_trim(text).ptr - text.ptr);

    return (int)(utf8_columns(str_slice(text, 0, start)) * half_points * 5);
}

static void
check_first_line(struct form *form, const struct paragraph *paragraph,
                 const struct rule *rule)
{
    const struct layout *layout = &paragraph->layout;
    unsigned size = paragraph_half_points(paragraph);
    int blanks = leading_blanks(paragraph, size);
    int in = layout_left(layout, size) + layout_first(layout, size);
    int wanted = rule->first * (int)size * 10;
    enum severity severity =
        rule->may_differ ? SEVERITY_WARNING : SEVERITY_ERROR;
    const char *name = role_name(paragraph->role, paragraph->level);
    struct finding_at at = form_at(paragraph, rule->clause);
    int tolerance = (int)size * 3;

    if (abs(in + blanks - wanted) > tolerance) {
        at.advice = rule->first ? _("indent the first line by 2 characters")
                                : _("let it begin at the edge of the text");
        form_find(form, severity, at, _("%s begins %.1f characters in, not %d"),
                  name, (in + blanks) / (size * 10.0), rule->first);
    } else if (blanks > tolerance && rule->first) {
        at.advice = _("indent the first line by 2 characters");
        form_find(form, SEVERITY_NOTE, at, _("%s is indented by blanks"), name);
    }
    if (rule->first == 2 && abs(layout_left(layout, size)) > tolerance &&
        layout_first(layout, size) >= 0) {
        form_find(form, severity, at,
                  _("lines of %s after the first do not begin at the edge of "
                    "the text"),
                  name);
    }
}

static void
check_centred(struct form *form, const struct paragraph *paragraph,
              const struct rule *rule)
{
    const struct layout *layout = &paragraph->layout;
    unsigned size = paragraph_half_points(paragraph);
    const char *name = role_name(paragraph->role, paragraph->level);
    int first = layout_first(layout, size);
    int left = layout_left(layout, size);
    int right = layout_right(layout, size);

    if (layout->align != ALIGN_CENTER) {
        form_find(form, SEVERITY_ERROR, form_at(paragraph, rule->clause),
                  _("%s is not centred"), name);
    } else if (abs(first + left - right) > (int)size * 10) {
        struct finding_at at = form_at(paragraph, rule->clause);

        at.advice = _("take its indent away");
        form_find(form, SEVERITY_WARNING, at,
                  _("%s is centred beside an indent"), name);
    }
}

void
form_check_indents(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];
        const struct rule *rule = form_rule(paragraph->role);

        if (!rule->clause || paragraph_is_aside(paragraph)) {
            continue;
        }
        if (rule->is_centred) {
            check_centred(form, paragraph, rule);
        } else if (rule->first >= 0) {
            check_first_line(form, paragraph, rule);
        }
    }
}
