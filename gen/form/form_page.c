#include <stdlib.h>

#include "gen/form/form_part.h"

/* GB/T 9704-2012 5.1, 5.2.1: A4, white of 37 mm above and 28 mm at the binding
 * edge, each within 1 mm, and 156 x 225 mm of text; the two other margins
 * follow. */
#define CLAUSE_PAPER  "GB/T 9704-2012 5.1"
#define CLAUSE_MARGIN "GB/T 9704-2012 5.2.1"
#define CLAUSE_TABLE  "GB/T 9704-2012 8"

enum { A4_WIDTH = 11906, A4_HEIGHT = 16838, MILLIMETRE = 57 /* twips */ };

struct margins {
    int top, bottom, left, right; /* millimetres */
};

static const struct margins upright = {37, 35, 28, 26};
/* Turned to either side, the same type area. */
static const struct margins turned[] = {{28, 26, 35, 37}, {26, 28, 37, 35}};

static bool
is_near(int twips, int other, int tolerance)
{
    return abs(twips - other) <= tolerance;
}

static double
millimetres(int twips)
{
    return twips * 25.4 / 1440;
}

static bool
has_margin(int twips, int mm)
{
    return is_near(twips, (int)(mm * 1440 / 25.4 + 0.5), MILLIMETRE + 3);
}

static bool
has_margins(const struct form_section *section, const struct margins *mm)
{
    return has_margin(abs(section->top), mm->top) &&
           has_margin(abs(section->bottom), mm->bottom) &&
           has_margin(section->left + section->gutter, mm->left) &&
           has_margin(section->right, mm->right);
}

/* 34.6 and 32.6 mm with lines of 29.6 pt: another reading of the standard,
 * said to be that of GB/T 33476.2-2016. */
static bool
is_second_school(const struct form_section *section)
{
    return is_near(abs(section->top), 1962, 20) &&
           is_near(abs(section->bottom), 1848, 20) &&
           has_margin(section->left + section->gutter, upright.left) &&
           has_margin(section->right, upright.right);
}

static void
check_paper(struct form *form, size_t i)
{
    const struct form_section *section = &form->sections[i];
    bool is_turned = section_is_landscape(section);
    int width = is_turned ? section->height : section->width;
    int height = is_turned ? section->width : section->height;
    struct finding_at at = form_at_section(i, CLAUSE_PAPER);

    at.advice = _("set the paper to A4, 210 × 297 mm");
    if (!is_near(width, A4_WIDTH, MILLIMETRE) ||
        !is_near(height, A4_HEIGHT, MILLIMETRE)) {
        form_find(form, SEVERITY_ERROR, at,
                  _("the paper is %.0f × %.0f mm, not A4"),
                  millimetres(section->width), millimetres(section->height));
    }
}

static void
check_margin(struct form *form, size_t i, const char *name, int twips, int mm)
{
    struct finding_at at = form_at_section(i, CLAUSE_MARGIN);

    at.advice = _("margins are 37 mm above, 35 below, 28 left and 26 right");
    if (!has_margin(twips, mm)) {
        form_find(form, SEVERITY_ERROR, at,
                  _("the %s margin is %.1f mm, not %d"), name,
                  millimetres(twips), mm);
    }
}

static void
check_upright(struct form *form, size_t i)
{
    const struct form_section *section = &form->sections[i];
    struct finding_at at = form_at_section(i, CLAUSE_MARGIN);

    if (is_second_school(section)) {
        form_find(form, SEVERITY_WARNING, at, "%s",
                  _("the margins of 34.6 and 32.6 mm leave a type area of "
                    "230 mm, not 225; some offices follow another reading"));
        return;
    }
    check_margin(form, i, _("top"), abs(section->top), upright.top);
    check_margin(form, i, _("bottom"), abs(section->bottom), upright.bottom);
    check_margin(form, i, _("left"), section->left + section->gutter,
                 upright.left);
    check_margin(form, i, _("right"), section->right, upright.right);
}

/* A table set sideways keeps the type area; how the margins turn is derived,
 * not written, so this is no more than a warning. */
static void
check_turned(struct form *form, size_t i)
{
    const struct form_section *section = &form->sections[i];
    struct finding_at at = form_at_section(i, CLAUSE_TABLE);

    if (has_margins(section, &turned[0]) || has_margins(section, &turned[1])) {
        return;
    }
    at.advice = _("turned, the margins are 28 mm above, 26 below, 35 left and "
                  "37 right");
    form_find(form, SEVERITY_WARNING, at,
              _("the sideways page has %.0f × %.0f mm of text, not 225 × 156"),
              millimetres(section_text_width(section)),
              millimetres(section_text_height(section)));
}

void
form_check_pages(struct form *form)
{
    for (size_t i = 0; i < form->n_sections; i++) {
        check_paper(form, i);
        if (section_is_landscape(&form->sections[i])) {
            check_turned(form, i);
        } else {
            check_upright(form, i);
        }
    }
}

/* Where the margins are not those of the standard, that is the finding: what
 * fits into the page is counted for the standard's type area then. */
bool
section_has_standard_height(const struct form_section *section)
{
    return is_near(section->height, A4_HEIGHT, MILLIMETRE) &&
           (has_margins(section, &upright) || is_second_school(section));
}

bool
section_has_standard_width(const struct form_section *section)
{
    return is_near(section->width, A4_WIDTH, MILLIMETRE) &&
           has_margin(section->left + section->gutter, upright.left) &&
           has_margin(section->right, upright.right);
}

bool
section_has_standard_foot(const struct form_section *section)
{
    int bottom = abs(section->bottom);

    return section_is_landscape(section)
               ? has_margin(bottom, turned[0].bottom) ||
                     has_margin(bottom, turned[1].bottom)
               : has_margin(bottom, upright.bottom);
}

/* Twips from the left edge of the text to the table's. */
static int
table_left(const struct form_table *table, int room)
{
    return table->align == ALIGN_CENTER  ? (room - table->width) / 2
           : table->align == ALIGN_RIGHT ? room - table->width
                                         : table->indent;
}

/* Tables stay inside the type area; their cells' padding may hang out, and
 * that of a table that begins at the edge hangs out twice at its end. */
void
form_check_tables(struct form *form)
{
    enum { PADDING = 135, BOTH_PADDINGS = 240 };

    for (size_t i = 0; i < form->n_tables; i++) {
        struct form_table *table = &form->tables[i];
        const struct form_section *section =
            &form->sections[table->spot.section ? table->spot.section - 1 : 0];
        int room = section_text_width(section);
        struct finding_at at = {.spot = table->spot,
                                .clause = CLAUSE_MARGIN,
                                .advice = _("narrow its columns, or set the "
                                            "page sideways")};
        int left;
        int right;

        if (table->percent) {
            table->width = (int)((int64_t)room * table->percent / 5000);
        }
        left = table_left(table, room);
        right = left + table->width - room;
        if (table->is_nested || table->is_floating) {
            continue;
        }
        if (table->width > room + BOTH_PADDINGS) {
            form_find(form, SEVERITY_ERROR, at,
                      _("the table is %.0f mm wide where %.0f mm are between "
                        "the margins"),
                      millimetres(table->width), millimetres(room));
        } else if (left < -PADDING ||
                   right > (left < 0 ? PADDING : BOTH_PADDINGS)) {
            at.advice = _("move it between the margins");
            form_find(form, SEVERITY_ERROR, at,
                      _("the table hangs %.0f mm over the %s margin"),
                      millimetres(left < -PADDING ? -left : right),
                      left < -PADDING ? _("left") : _("right"));
        }
    }
}
