#include "gen/form/form_role_part.h"

enum { TITLE_HALF_POINTS = 36 /* at least: larger than any text */ };

static bool
looks_like_masthead(const struct paragraph *paragraph)
{
    return paragraph->n_runs &&
           color_is_red(paragraph->runs[0].letters.color) &&
           paragraph_half_points(paragraph) >= TITLE_HALF_POINTS;
}

/* More names on the line below 签发人, perhaps behind the number. */
static bool
continues_signers(const struct form *form, const struct paragraph *paragraph)
{
    const struct paragraph *above = form_previous(form, paragraph);
    struct wording_match match;

    while (above && above->role == ROLE_BLANK) {
        above = form_previous(form, above);
    }
    return above && above->role == ROLE_SIGNER &&
           paragraph->layout.align != ALIGN_CENTER &&
           paragraph_half_points(paragraph) < TITLE_HALF_POINTS &&
           role_fits(form, WORDING_SIGNERS, paragraph) &&
           !wording_find(form->wordings, WORDING_KIND,
                         str_trim(paragraph->text), 0, &match);
}

/* The elements above the title; true if it was one of them. */
static bool
name_head(struct form *form, struct paragraph *paragraph)
{
    static const struct {
        enum wording wording;
        enum role role;
    } heads[] = {{WORDING_COPY_NUMBER, ROLE_COPY_NUMBER},
                 {WORDING_SECRECY, ROLE_SECRECY},
                 {WORDING_URGENCY, ROLE_URGENCY},
                 {WORDING_NUMBER, ROLE_NUMBER},
                 {WORDING_SIGNER, ROLE_SIGNER}};

    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
        if (role_fits(form, heads[i].wording, paragraph)) {
            paragraph->role = heads[i].role;
            return true;
        }
    }
    if (looks_like_masthead(paragraph)) {
        paragraph->role = ROLE_MASTHEAD;
        return true;
    }
    if (continues_signers(form, paragraph)) {
        paragraph->role = ROLE_SIGNER;
        return true;
    }
    return false;
}

static bool
is_title(const struct form *form, const struct paragraph *paragraph)
{
    struct wording_match match;

    return role_length(paragraph) <= ROLE_MAX_TITLE &&
           !role_has_stop(paragraph) &&
           (paragraph->layout.align == ALIGN_CENTER ||
            paragraph_half_points(paragraph) >= TITLE_HALF_POINTS ||
            wording_find(form->wordings, WORDING_KIND,
                         str_trim(paragraph->text), 0, &match));
}

struct paragraph *
role_name_title(struct form *form, struct paragraph *first, enum role role)
{
    unsigned size = paragraph_half_points(first);
    struct paragraph *paragraph = first;

    while (paragraph && role_is_open(paragraph) &&
           paragraph->part == first->part &&
           paragraph->spot.section == first->spot.section &&
           (paragraph == first || (paragraph->layout.align == ALIGN_CENTER &&
                                   paragraph_half_points(paragraph) == size &&
                                   role_length(paragraph) <= ROLE_MAX_TITLE &&
                                   !role_has_stop(paragraph)))) {
        paragraph->role = role;
        paragraph = form_next(form, paragraph);
    }
    return paragraph;
}

struct paragraph *
role_skip_blanks(const struct form *form, struct paragraph *paragraph)
{
    while (paragraph && paragraph->role == ROLE_BLANK) {
        paragraph = form_next(form, paragraph);
    }
    return paragraph;
}

static struct paragraph *
first_outside(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        if (!paragraph_is_aside(&form->items[i])) {
            return &form->items[i];
        }
    }
    return NULL;
}

void
role_find_head(struct form *form)
{
    struct paragraph *paragraph = role_skip_blanks(form, first_outside(form));

    while (paragraph && paragraph->part == 0 &&
           (paragraph->is_named
                ? paragraph->role < ROLE_TITLE && paragraph->role != ROLE_BLANK
                : name_head(form, paragraph))) {
        paragraph = role_skip_blanks(form, form_next(form, paragraph));
    }
    if (paragraph && role_is_open(paragraph) && paragraph->part == 0 &&
        is_title(form, paragraph)) {
        paragraph = role_name_title(form, paragraph, ROLE_TITLE);
    }
    while (paragraph && paragraph->role == ROLE_TITLE) {
        paragraph = form_next(form, paragraph);
    }
    paragraph = role_skip_blanks(form, paragraph);
    if (paragraph && role_is_open(paragraph) && paragraph->part == 0 &&
        form_first(form, ROLE_TITLE) &&
        role_fits(form, WORDING_ADDRESSEE, paragraph)) {
        paragraph->role = ROLE_ADDRESSEE;
    }
}
