#include <stdlib.h>

#include "gen/form/form_part.h"

/* GB/T 9704-2012 7.5: 四号 half-width Arabic digits in 宋体 between two dashes,
 * 7 mm below the type area; right on odd pages, left on even ones, one
 * character in. */
#define CLAUSE "GB/T 9704-2012 7.5"

enum { NUMBER_HALF_POINTS = 28, CHARACTER = 280, TOLERANCE = 90 };

static const struct paragraph *
page_paragraph(const struct footer *footer)
{
    for (size_t i = 0; footer && i < footer->n_items; i++) {
        if (footer->items[i].n_page_fields) {
            return &footer->items[i];
        }
    }
    return NULL;
}

static struct finding_at
at_number(size_t section, const struct paragraph *paragraph)
{
    struct finding_at at = form_at_section(section, CLAUSE);

    at.quote = str_trim(paragraph->text);
    return at;
}

/* The text around the number, a single "— " and " —". */
static bool
has_dashes(const struct paragraph *paragraph)
{
    const struct page_field *page = &paragraph->page;
    struct str before = str_trim(str_slice(paragraph->text, 0, page->start));
    struct str after = str_trim(str_slice(
        paragraph->text, page->start + page->len, paragraph->text.len));

    return str_is(before, "—") && str_is(after, "—");
}

static bool
is_arabic(const struct form_section *section, const struct paragraph *paragraph)
{
    struct str format = section->page_format;
    struct str code = paragraph->page.code;

    return (format.len == 0 || str_is(format, "decimal") ||
            str_is(format, "numberInDash")) &&
           (str_find(code, STR("\\*"), 0) == SIZE_MAX ||
            str_find(code, STR("MERGEFORMAT"), 0) != SIZE_MAX ||
            str_find(code, STR("Arabic"), 0) != SIZE_MAX ||
            str_find(code, STR("ArabicDash"), 0) != SIZE_MAX);
}

static void
check_shape(struct form *form, size_t i, const struct paragraph *paragraph)
{
    const struct form_section *section = &form->sections[i];
    struct finding_at at = at_number(i, paragraph);

    at.advice = _("write it as “— 1 —”");
    if (!is_arabic(section, paragraph)) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the page number is not in Arabic digits"));
    } else if (!has_dashes(paragraph) ||
               str_is(section->page_format, "numberInDash")) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the page number does not stand between two dashes"));
    }
    if (paragraph->page.is_one_run) {
        at.clause = NULL;
        at.advice = _("insert the page number anew");
        form_find(form, SEVERITY_WARNING, at, "%s",
                  _("WPS does not show a page number whose field is one "
                    "run"));
    }
}

static void
check_letters(struct form *form, size_t i, const struct paragraph *paragraph)
{
    const struct letters *letters = &paragraph->page.letters;
    struct finding_at at = at_number(i, paragraph);

    if (letters->half_points != NUMBER_HALF_POINTS) {
        form_find(form, SEVERITY_ERROR, at,
                  _("the page number is in %s, not %s"),
                  size_name(form, letters->half_points),
                  size_name(form, NUMBER_HALF_POINTS));
    }
    if (face_of(letters->ascii.name) != FACE_SONG) {
        form_find(form, SEVERITY_ERROR, at,
                  _("the page number is in %s, not 宋体"),
                  letters->ascii.name.len ? letters->ascii.name.ptr
                                          : "Times New Roman");
    }
}

enum side { SIDE_LEFT, SIDE_CENTER, SIDE_RIGHT, SIDE_OUTSIDE };

/* Where the number stands: its text box or frame, else its paragraph. */
static enum side
side_of(const struct paragraph *paragraph)
{
    struct str place =
        paragraph->anchor.len ? paragraph->anchor : paragraph->layout.frame;

    if (str_is(place, "outside")) {
        return SIDE_OUTSIDE;
    }
    if (place.len) {
        return str_is(place, "center")  ? SIDE_CENTER
               : str_is(place, "right") ? SIDE_RIGHT
                                        : SIDE_LEFT;
    }
    return paragraph->layout.align == ALIGN_CENTER  ? SIDE_CENTER
           : paragraph->layout.align == ALIGN_RIGHT ? SIDE_RIGHT
                                                    : SIDE_LEFT;
}

static void
check_indent(struct form *form, size_t i, const struct paragraph *paragraph,
             enum side side)
{
    const struct layout *layout = &paragraph->layout;
    unsigned size = paragraph->page.letters.half_points;
    int indent = side == SIDE_RIGHT
                     ? layout_right(layout, size)
                     : layout_left(layout, size) + layout_first(layout, size);
    struct str text = paragraph->text;
    bool has_blank = side == SIDE_RIGHT ? str_ends_with(text, STR("　"))
                                        : str_starts_with(text, STR("　"));

    if (!paragraph->anchor.len && !paragraph->layout.frame.len && !has_blank &&
        abs(indent - CHARACTER) > TOLERANCE) {
        form_find(form, SEVERITY_WARNING, at_number(i, paragraph),
                  _("the page number is not one character in from the edge "
                    "of the text"));
    }
}

/* The line's middle lies half a line above the footer's lower edge. */
static void
check_height(struct form *form, size_t i, const struct paragraph *paragraph)
{
    const struct form_section *section = &form->sections[i];
    double line = paragraph->layout.rule == LINE_EXACT
                      ? paragraph->layout.line
                      : paragraph->page.letters.half_points * 10 * 1.3;
    double dash =
        (abs(section->bottom) - section->footer - line / 2) * 25.4 / 1440;
    struct finding_at at = at_number(i, paragraph);

    if (paragraph->anchor.len || paragraph->layout.frame.len ||
        !section_has_standard_foot(section) || (dash > 5 && dash < 9)) {
        return;
    }
    at.advice = section_is_landscape(section)
                    ? _("set the footer 16 mm from the edge of the page")
                    : _("set the footer 25 mm from the edge of the page");
    form_find(form, SEVERITY_WARNING, at,
              _("the page number stands about %.0f mm below the text, not 7"),
              dash);
}

static void
check_side(struct form *form, size_t i, const struct paragraph *odd,
           const struct paragraph *even)
{
    enum side side = side_of(odd);

    if (side == SIDE_OUTSIDE) {
        return;
    }
    if (side == SIDE_CENTER || (even && side_of(even) == SIDE_CENTER)) {
        form_find(form, SEVERITY_ERROR, at_number(i, odd), "%s",
                  _("the page number is centred; it stands right on odd pages "
                    "and left on even ones"));
        return;
    }
    if (side != SIDE_RIGHT) {
        form_find(form, SEVERITY_ERROR, at_number(i, odd), "%s",
                  _("the page number of odd pages does not stand right"));
    } else {
        check_indent(form, i, odd, SIDE_RIGHT);
    }
    if (!form->has_even_footers) {
        struct finding_at at = at_number(i, odd);

        at.advice = _("switch on different odd and even pages");
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the page number stands on the same side of odd and even "
                    "pages"));
    } else if (even && side_of(even) != SIDE_LEFT) {
        form_find(form, SEVERITY_ERROR, at_number(i, even), "%s",
                  _("the page number of even pages does not stand left"));
    } else if (even) {
        check_indent(form, i, even, SIDE_LEFT);
    }
}

/* Clause 8 keeps the number of a sideways page where an upright one has it:
 * at the side of the page as it is read.  Programs put it at the foot unless
 * it stands in a box, and most offices let it be. */
static void
check_sideways(struct form *form, size_t i, const struct paragraph *paragraph)
{
    struct finding_at at = form_at_section(i, "GB/T 9704-2012 8");

    if (!section_is_landscape(&form->sections[i]) || paragraph->anchor.len ||
        paragraph->layout.frame.len) {
        return;
    }
    at.advice = _("set it in a turned text box, or let it be if your "
                  "office does");
    form_find(form, SEVERITY_NOTE, at, "%s",
              _("the number of sideways pages stands at their foot, not "
                "where upright pages have it"));
}

static bool
is_same_footer(const struct form *form, size_t i)
{
    const struct form_section *section = &form->sections[i];

    return i > 0 &&
           section->footers[FOOTER_DEFAULT] ==
               section[-1].footers[FOOTER_DEFAULT] &&
           section->footers[FOOTER_EVEN] == section[-1].footers[FOOTER_EVEN];
}

static void
check_footers(struct form *form, size_t i)
{
    const struct form_section *section = &form->sections[i];
    const struct paragraph *odd =
        page_paragraph(section->footers[FOOTER_DEFAULT]);
    const struct paragraph *even =
        form->has_even_footers ? page_paragraph(section->footers[FOOTER_EVEN])
                               : NULL;

    if (odd) {
        check_height(form, i, odd);
        check_sideways(form, i, odd);
    }
    if (is_same_footer(form, i)) {
        return;
    }
    if (!odd) {
        form_find(form, SEVERITY_ERROR, form_at_section(i, CLAUSE), "%s",
                  form->has_even_footers ? _("odd pages have no page number")
                                         : _("pages have no page number"));
        return;
    }
    if (form->has_even_footers && !even) {
        form_find(form, SEVERITY_ERROR, form_at_section(i, CLAUSE), "%s",
                  _("even pages have no page number"));
    }
    check_shape(form, i, odd);
    check_letters(form, i, odd);
    if (even) {
        check_shape(form, i, even);
        check_letters(form, i, even);
    }
    check_side(form, i, odd, even);
}

void
form_check_page_numbers(struct form *form)
{
    for (size_t i = 0; i < form->n_sections; i++) {
        struct finding_at at = form_at_section(i, CLAUSE);

        check_footers(form, i);
        if (i > 0 && form->sections[i].page_start >= 0) {
            at.advice = _("let it continue from the section before");
            form_find(form, SEVERITY_ERROR, at,
                      _("page numbers begin anew with %d; attachments go on "
                        "with the notice's"),
                      form->sections[i].page_start);
        }
    }
}
