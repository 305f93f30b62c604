#include "gen/form/form_part.h"

/* GB/T 9704-2012 5.2.3: 22 lines a page, 28 characters a line, filled. */
#define CLAUSE "GB/T 9704-2012 5.2.3"

enum {
    LINES = 22,
    CHARACTERS = 28,
    TYPE_WIDTH = 8844, /* twips: 156 mm */
    TYPE_HEIGHT = 12756,
    LEAST_PITCH = 440 /* of text in 16 pt: less is for smaller print */
};

/* Running text, whose lines make the page's. */
static bool
is_running(const struct paragraph *paragraph)
{
    switch (paragraph->role) {
    case ROLE_ADDRESSEE:
    case ROLE_BODY:
    case ROLE_HEADING:
    case ROLE_LIST:
    case ROLE_ISSUER:
    case ROLE_DATE:
    case ROLE_REMARK:
        return paragraph->part == 0 && !paragraph_is_aside(paragraph);
    default:
        return false;
    }
}

static bool
is_measured(const struct form *form, const struct paragraph *paragraph)
{
    return is_running(paragraph) &&
           !section_is_landscape(form_section_of(form, paragraph));
}

/* Twips from line to line; 0: it depends on the font. */
static int
pitch_of(const struct form *form, const struct paragraph *paragraph)
{
    const struct form_section *section = form_section_of(form, paragraph);
    const struct layout *layout = &paragraph->layout;

    if (layout->rule == LINE_EXACT ||
        (layout->rule == LINE_AT_LEAST && layout->line >= LEAST_PITCH)) {
        return layout->line;
    }
    if (section->grid != GRID_NONE && section->line_pitch > 0 &&
        !layout->ignores_grid && layout->rule == LINE_AUTO) {
        int n = (LEAST_PITCH + section->line_pitch - 1) / section->line_pitch;

        return (int)((int64_t)section->line_pitch * n * layout->line / 240);
    }
    return 0;
}

static void
check_pitch(struct form *form, const struct paragraph *paragraph)
{
    const struct form_section *section = form_section_of(form, paragraph);
    int height = section_has_standard_height(section)
                     ? section_text_height(section)
                     : TYPE_HEIGHT;
    int pitch = pitch_of(form, paragraph);
    struct finding_at at = form_at(paragraph, CLAUSE);

    at.advice = _("set exact lines of 28.95 pt");
    if (pitch <= 0) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the distance of lines follows the font; 22 lines a page "
                    "need an exact one"));
    } else if (height / pitch != LINES) {
        form_find(form, SEVERITY_ERROR, at,
                  _("lines %.2f pt apart give %d a page, not 22"), pitch / 20.0,
                  height / pitch);
    }
}

/* Twips from character to character. */
static int
advance_of(const struct form *form, const struct paragraph *paragraph)
{
    const struct form_section *section = form_section_of(form, paragraph);
    int size = (int)paragraph_half_points(paragraph) * 10;
    int spacing = 0;
    size_t most = 0;

    for (size_t i = 0; i < paragraph->n_runs; i++) {
        if (paragraph->runs[i].len > most) {
            most = paragraph->runs[i].len;
            spacing = paragraph->runs[i].letters.spacing;
        }
    }
    if (section->grid == GRID_LINES_AND_CHARACTERS &&
        !paragraph->layout.ignores_grid) {
        return (int)form->default_half_points * 10 +
               section->char_space * 20 / 4096 + spacing;
    }
    return size + spacing;
}

/* Most offices leave the 27 characters that 16 pt give by themselves. */
static void
check_characters(struct form *form, const struct paragraph *paragraph)
{
    const struct form_section *section = form_section_of(form, paragraph);
    int width = section_has_standard_width(section)
                    ? section_text_width(section)
                    : TYPE_WIDTH;
    int advance = advance_of(form, paragraph);
    struct finding_at at = form_at(paragraph, CLAUSE);

    /* Another size is a finding of its own. */
    if (paragraph_half_points(paragraph) != 32 || advance <= 0 ||
        width / advance == CHARACTERS) {
        return;
    }
    at.advice = _("condense the text by 0.25 pt");
    form_find(form, SEVERITY_WARNING, at,
              _("a line holds %d characters, not 28"), width / advance);
}

/* The grid must not stretch exact lines: LibreOffice follows the grid. */
static void
check_grid(struct form *form, size_t i)
{
    const struct form_section *section = &form->sections[i];
    struct finding_at at = form_at_section(i, CLAUSE);

    if (section->grid == GRID_NONE || section->line_pitch <= 0 ||
        section_is_landscape(section) ||
        section_text_height(section) / section->line_pitch == LINES) {
        return;
    }
    at.advice = _("set the grid to 22 lines a page, or take it away");
    form_find(form, SEVERITY_WARNING, at,
              _("the page's grid has lines of %.2f pt, %d a page, not 22"),
              section->line_pitch / 20.0,
              section_text_height(section) / section->line_pitch);
}

void
form_check_lines(struct form *form)
{
    for (size_t i = 0; i < form->n_sections; i++) {
        if (section_has_standard_height(&form->sections[i])) {
            check_grid(form, i);
        }
    }
    for (size_t i = 0; i < form->n_items; i++) {
        if (is_measured(form, &form->items[i])) {
            check_pitch(form, &form->items[i]);
        }
        if (is_measured(form, &form->items[i]) &&
            (form->items[i].role == ROLE_BODY ||
             form->items[i].role == ROLE_HEADING)) {
            check_characters(form, &form->items[i]);
        }
    }
}
