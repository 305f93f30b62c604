#include <stdlib.h>

#include "gen/form/form_part.h"

/* 发文机关标志 stands 35 mm below the top of the type area (GB/T 9704-2012
 * 7.2.4), and 4 mm below the document number a red line as wide as the type
 * area (7.2.7).  Heights are known only where lines are exact; of the letter
 * form (10.1), whose lines are others, nothing is said. */
#define CLAUSE_MARK "GB/T 9704-2012 7.2.4"
#define CLAUSE_LINE "GB/T 9704-2012 7.2.7"

enum { MARK_MM = 35, LINE_MM = 4, MARK_OFF = 5, LINE_OFF = 2 };

static double
millimetres(int twips)
{
    return twips * 25.4 / 1440;
}

/* White above the characters of an exact line. */
static int
white_of(const struct paragraph *paragraph)
{
    int white = (paragraph_exact_line(paragraph) -
                 (int)paragraph_half_points(paragraph) * 10) /
                2;

    return white > 0 ? white : 0;
}

/* One line of its own height; what is longer may wrap. */
static bool
is_line(const struct form *form, const struct paragraph *paragraph)
{
    int left;
    int right;

    paragraph_extent(form, paragraph, &left, &right);
    return paragraph_exact_line(paragraph) && !paragraph->layout.before_lines &&
           !paragraph->layout.after_lines &&
           right <= section_text_width(form_section_of(form, paragraph)) &&
           str_find(paragraph->text, STR("\n"), 0) == SIZE_MAX;
}

/* From the top of the type area to the mark; false if it is not known. */
static bool
room_above(const struct form *form, const struct paragraph *mark, int *room)
{
    *room = 0;
    for (const struct paragraph *p = form->items; p < mark; p++) {
        const struct layout *layout = &p->layout;

        if (p->spot.table || p->layout.frame.len || p->begins_page ||
            (!p->spot.is_boxed && !is_line(form, p))) {
            return false;
        }
        if (!p->spot.is_boxed) {
            *room += layout->before + layout->line + layout->after;
        }
    }
    *room += mark->layout.before + white_of(mark);
    return true;
}

static void
check_mark(struct form *form, const struct paragraph *mark)
{
    const struct form_section *section = form_section_of(form, mark);
    struct finding_at at = form_at(mark, CLAUSE_MARK);
    int room;

    if (mark->layout.before_lines || mark->layout.frame.len ||
        !paragraph_exact_line(mark) || !section_has_standard_height(section) ||
        !room_above(form, mark, &room) ||
        abs((int)(millimetres(room) + 0.5) - MARK_MM) <= MARK_OFF) {
        return;
    }
    at.advice = _("change the blank lines or the spacing above it");
    form_find(form, SEVERITY_WARNING, at,
              _("the masthead stands about %.0f mm below the top of the text's "
                "area, not 35"),
              millimetres(room));
}

/* A paragraph with a line of its own, and the room from the number down. */
struct rule_found {
    const struct paragraph *paragraph;
    const struct border *border;
    int room; /* twips; -1: not known */
};

/* Below the number: its own border, or that of the blank lines behind it. */
static struct rule_found
find_line(const struct form *form, const struct paragraph *number)
{
    const struct paragraph *p = number;
    int room = is_line(form, number) ? white_of(number) : -1;

    for (; p && (p == number || p->role == ROLE_BLANK);
         p = form_next(form, p)) {
        const struct layout *layout = &p->layout;
        bool is_below = p != number;

        if (is_below && room >= 0) {
            room += layout->before;
        }
        if (is_below && layout->top.is_drawn) {
            return (struct rule_found){p, &layout->top, room};
        }
        if (is_below && room >= 0) {
            room = is_line(form, p) ? room + layout->line : -1;
        }
        if (layout->bottom.is_drawn) {
            return (struct rule_found){
                p, &layout->bottom,
                room < 0 ? room : room + layout->bottom.space * 20};
        }
        room = room < 0 ? room : room + layout->after;
    }
    if (p && p->layout.top.is_drawn) {
        return (struct rule_found){p, &p->layout.top, -1};
    }
    return (struct rule_found){.paragraph = NULL};
}

static void
check_found(struct form *form, const struct rule_found *found)
{
    const struct layout *layout = &found->paragraph->layout;
    struct finding_at at = form_at(found->paragraph, CLAUSE_LINE);

    if (!color_is_red(found->border->color)) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the line below the document number is not red"));
    }
    if (abs(layout->left) > 60 || layout->left_chars ||
        abs(layout->right) > 60 || layout->right_chars) {
        at.advice = _("take the indent of its paragraph away");
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the line below the document number is not as wide as "
                    "the text"));
    }
    at.advice = NULL;
    if (found->room >= 0 &&
        abs((int)(millimetres(found->room) + 0.5) - LINE_MM) > LINE_OFF) {
        form_find(form, SEVERITY_WARNING, at,
                  _("the line stands about %.0f mm below the document number, "
                    "not 4"),
                  millimetres(found->room));
    }
}

/* A line that is drawn as a shape, or by a table, is not looked into. */
static bool
is_drawn(const struct form *form, const struct paragraph *mark)
{
    for (const struct paragraph *p = form->items;
         p < form->items + form->n_items; p++) {
        if (p->has_drawing || (p->spot.table && p < mark)) {
            return true;
        }
        if (p > mark && (p->spot.table || p->role >= ROLE_TITLE)) {
            return p->spot.table || p->has_drawing;
        }
    }
    return false;
}

/* In the letter form the line stands below the mark itself. */
static bool
is_letter(const struct form *form, const struct paragraph *mark,
          const struct paragraph *number)
{
    for (const struct paragraph *p = mark; p && p < number;
         p = form_next(form, p)) {
        if (p->layout.bottom.is_drawn || (p > mark && p->layout.top.is_drawn)) {
            return true;
        }
    }
    return false;
}

/* The last of the lines that hold the document number or the signers. */
static const struct paragraph *
last_number(const struct form *form, const struct paragraph *mark)
{
    const struct paragraph *last = NULL;

    for (const struct paragraph *p = mark; p; p = form_next(form, p)) {
        if (p->role == ROLE_NUMBER || p->role == ROLE_SIGNER) {
            last = p;
        } else if (p->role >= ROLE_TITLE) {
            break;
        }
    }
    return last;
}

void
form_check_head(struct form *form)
{
    const struct paragraph *mark = form_first(form, ROLE_MASTHEAD);
    const struct paragraph *number;
    struct rule_found found;

    if (!mark || paragraph_is_aside(mark)) {
        return;
    }
    number = last_number(form, mark);
    if (number && is_letter(form, mark, number)) {
        return;
    }
    check_mark(form, mark);
    if (!number) {
        return;
    }
    found = find_line(form, number);
    if (found.paragraph) {
        check_found(form, &found);
    } else if (!is_drawn(form, mark)) {
        form_find(form, SEVERITY_ERROR, form_at(number, CLAUSE_LINE), "%s",
                  _("no red line stands below the document number"));
    }
}
