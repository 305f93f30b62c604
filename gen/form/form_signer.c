#include <stdlib.h>

#include "gen/form/form_part.h"

/* 签发人 of a document that goes upward (GB/T 9704-2012 7.2.6): one character
 * in from the right, the names of several below one another, the document
 * number on the line of the last, one character in from the left (7.2.5). */
#define CLAUSE        "GB/T 9704-2012 7.2.6"
#define CLAUSE_NUMBER "GB/T 9704-2012 7.2.5"

enum { CHARACTER = 320, TOLERANCE = 200 /* twips */ };

/* A line of the signers' names. */
struct signer_line {
    const struct paragraph *paragraph;
    struct str number; /* of the document; empty: none */
    struct str colon;
    struct str names;
};

static bool
read_line(const struct form *form, const struct paragraph *paragraph,
          struct signer_line *line)
{
    struct wording_match match;

    *line = (struct signer_line){.paragraph = paragraph};
    if (wording_fits(form->wordings, WORDING_SIGNER, paragraph->text, &match)) {
        line->colon = match.groups[2];
        line->names = str_trim(match.groups[3]);
    } else if (wording_fits(form->wordings, WORDING_SIGNERS, paragraph->text,
                            &match)) {
        line->names = str_trim(match.groups[2]);
    } else {
        return false;
    }
    line->number = match.groups[1];
    return true;
}

static size_t
offset_of(const struct signer_line *line, struct str part)
{
    return (size_t)(part.ptr - line->paragraph->text.ptr);
}

static void
check_line(struct form *form, const struct signer_line *line)
{
    struct finding_at at = form_at(line->paragraph, CLAUSE);
    int room = section_text_width(form_section_of(form, line->paragraph));
    int x;

    if (line->colon.len && line->names.len &&
        paragraph_place(form, line->paragraph,
                        offset_of(line, line->names) + line->names.len, &x) &&
        abs(room - CHARACTER - x) > TOLERANCE) {
        at.advice = _("let the names end one character in from the right");
        form_find(form, SEVERITY_ERROR, at,
                  _("the signer ends %.1f characters in from the right, not 1"),
                  (room - x) / (double)CHARACTER);
    }
    if (line->number.len &&
        paragraph_place(form, line->paragraph, offset_of(line, line->number),
                        &x) &&
        abs(x - CHARACTER) > TOLERANCE) {
        at.clause = CLAUSE_NUMBER;
        at.advice = _("beside a signer it begins one character in from the "
                      "left");
        form_find(form, SEVERITY_ERROR, at,
                  _("the document number begins %.1f characters in, not 1"),
                  x / (double)CHARACTER);
    }
}

/* Names that go on below begin where the first of the line above does. */
static void
check_next(struct form *form, const struct signer_line *above,
           const struct signer_line *line)
{
    struct finding_at at = form_at(line->paragraph, CLAUSE);
    int x;
    int y;

    if (above->names.len && line->names.len &&
        paragraph_place(form, above->paragraph, offset_of(above, above->names),
                        &x) &&
        paragraph_place(form, line->paragraph, offset_of(line, line->names),
                        &y) &&
        abs(x - y) > TOLERANCE) {
        at.advice = _("let them begin below the first name of the line above");
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the signers' names are not aligned"));
    }
}

static void
check_number(struct form *form, const struct signer_line *last)
{
    const struct paragraph *number = form_first(form, ROLE_NUMBER);
    struct finding_at at;

    if (!number || paragraph_is_aside(number) || number->layout.frame.len ||
        last->paragraph->layout.frame.len) {
        return;
    }
    at = form_at(number, CLAUSE_NUMBER);
    at.advice = _("set it one character in from the left, on the line of the "
                  "last signer");
    form_find(form, SEVERITY_ERROR, at, "%s",
              _("the document number does not stand on the signer's line"));
}

void
form_check_signer(struct form *form)
{
    struct signer_line above = {.paragraph = NULL};

    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];
        struct signer_line line;

        if (paragraph->role != ROLE_SIGNER || paragraph->part ||
            paragraph_is_aside(paragraph) ||
            !read_line(form, paragraph, &line)) {
            continue;
        }
        check_line(form, &line);
        if (above.paragraph) {
            check_next(form, &above, &line);
        }
        above = line;
    }
    if (above.paragraph) {
        check_number(form, &above);
    }
}
