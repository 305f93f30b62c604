#include <stdlib.h>

#include "gen/form/form_part.h"

/* Where the issuer's name and the date stand (GB/T 9704-2012 7.3.5).  With a
 * seal the date is 4 characters in from the right and the name is centred on
 * it; without one the name is 2 characters in and the date begins 2 characters
 * right of it, or, being longer, is itself 2 characters in. */
#define CLAUSE "GB/T 9704-2012 7.3.5"

enum { CHARACTER = 320, TOLERANCE = 300 /* twips */ };

static bool
is_about(int a, int b)
{
    return abs(a - b) <= TOLERANCE;
}

struct extent {
    int left, right;
};

static bool
is_sealed(const struct extent *issuer, const struct extent *date, int width)
{
    return is_about(width - date->right, 4 * CHARACTER) &&
           is_about((issuer->left + issuer->right) / 2,
                    (date->left + date->right) / 2);
}

static bool
is_unsealed(const struct extent *issuer, const struct extent *date, int width)
{
    bool follows = is_about(date->left, issuer->left + 2 * CHARACTER);

    return follows && (is_about(width - issuer->right, 2 * CHARACTER) ||
                       is_about(width - date->right, 2 * CHARACTER));
}

void
form_check_signature(struct form *form)
{
    const struct paragraph *issuer = form_first(form, ROLE_ISSUER);
    const struct paragraph *date = form_first(form, ROLE_DATE);
    struct wording_match match;
    struct finding_at at;
    struct extent a;
    struct extent b;
    int width;

    if (!issuer || !date || paragraph_is_aside(issuer) ||
        paragraph_is_aside(date) ||
        !wording_fits(form->wordings, WORDING_DATE, date->text, &match)) {
        return;
    }
    paragraph_extent(form, issuer, &a.left, &a.right);
    paragraph_extent(form, date, &b.left, &b.right);
    width = section_text_width(form_section_of(form, date));
    at = form_at(date, CLAUSE);
    at.advice = _("with a seal the date is 4 characters in from the right and "
                  "the name centred on it; without one the name is 2 "
                  "characters in and the date begins 2 characters right of "
                  "its start");
    if (b.right < width / 2) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the date of issue does not stand at the right"));
    } else if (!is_sealed(&a, &b, width) && !is_unsealed(&a, &b, width)) {
        form_find(form, SEVERITY_WARNING, at, "%s",
                  _("name and date stand neither as with a seal nor as "
                    "without one"));
    }
}
