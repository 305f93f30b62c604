#include <stdlib.h>

#include "gen/form/form_part.h"

bool
paragraph_is_aside(const struct paragraph *paragraph)
{
    return paragraph->spot.table || paragraph->spot.is_boxed;
}

struct paragraph *
form_previous(const struct form *form, const struct paragraph *paragraph)
{
    size_t i = (size_t)(paragraph - form->items);

    while (i > 0 && form->items[i - 1].spot.is_boxed) {
        i--;
    }
    return i > 0 && !form->items[i - 1].spot.table ? &form->items[i - 1] : NULL;
}

struct paragraph *
form_next(const struct form *form, const struct paragraph *paragraph)
{
    size_t i = (size_t)(paragraph - form->items) + 1;

    while (i < form->n_items && paragraph_is_aside(&form->items[i])) {
        i++;
    }
    return i < form->n_items ? &form->items[i] : NULL;
}

struct paragraph *
form_first(const struct form *form, enum role role)
{
    for (size_t i = 0; i < form->n_items; i++) {
        if (form->items[i].role == role && form->items[i].part == 0) {
            return &form->items[i];
        }
    }
    return NULL;
}

const char *
role_name(enum role role, unsigned level)
{
    static const char *const names[N_ROLES] = {
        [ROLE_BLANK] = N_("a blank line"),
        [ROLE_OTHER] = N_("the text"),
        [ROLE_COPY_NUMBER] = N_("the copy number"),
        [ROLE_SECRECY] = N_("the secrecy mark"),
        [ROLE_URGENCY] = N_("the urgency mark"),
        [ROLE_MASTHEAD] = N_("the masthead"),
        [ROLE_NUMBER] = N_("the document number"),
        [ROLE_SIGNER] = N_("the signer"),
        [ROLE_TITLE] = N_("the title"),
        [ROLE_ADDRESSEE] = N_("the addressee"),
        [ROLE_BODY] = N_("the body text"),
        [ROLE_LIST] = N_("the list of attachments"),
        [ROLE_ISSUER] = N_("the issuer's name"),
        [ROLE_DATE] = N_("the date of issue"),
        [ROLE_REMARK] = N_("the remark"),
        [ROLE_ATTACHMENT_MARK] = N_("the attachment's mark"),
        [ROLE_ATTACHMENT_TITLE] = N_("the attachment's title"),
        [ROLE_ATTACHMENT_TEXT] = N_("the attachment's text"),
        [ROLE_COPIES] = N_("the list of copies"),
        [ROLE_PRINTED] = N_("the imprint"),
    };
    static const char *const headings[] = {
        N_("a heading of level 1"), N_("a heading of level 2"),
        N_("a heading of level 3"), N_("a heading of level 4")};

    return role == ROLE_HEADING ? _(headings[level < 1 ? 0 : level - 1])
                                : _(names[role]);
}

const char *
size_name(struct form *form, unsigned half_points)
{
    static const struct {
        unsigned half_points;
        const char *name;
    } names[] = {{84, "初号"}, {72, "小初"}, {52, "一号"}, {48, "小一"},
                 {44, "二号"}, {36, "小二"}, {32, "三号"}, {30, "小三"},
                 {28, "四号"}, {24, "小四"}, {21, "五号"}, {18, "小五"}};
    const char *half = half_points % 2 ? ".5" : "";

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].half_points == half_points) {
            return arena_strf(form->arena, _("%u%s pt (%s)"), half_points / 2,
                              half, names[i].name)
                .ptr;
        }
    }
    return arena_strf(form->arena, _("%u%s pt"), half_points / 2, half).ptr;
}

int
section_text_width(const struct form_section *section)
{
    return section->width - section->left - section->right - section->gutter;
}

int
section_text_height(const struct form_section *section)
{
    return section->height - abs(section->top) - abs(section->bottom);
}

bool
section_is_landscape(const struct form_section *section)
{
    return section->width > section->height;
}

const struct form_section *
form_section_of(const struct form *form, const struct paragraph *paragraph)
{
    unsigned n = paragraph->spot.section;

    return &form->sections[n ? n - 1 : 0];
}

unsigned
paragraph_half_points(const struct paragraph *paragraph)
{
    unsigned best = 0;
    size_t most = 0;

    for (size_t i = 0; i < paragraph->n_runs; i++) {
        const struct run *run = &paragraph->runs[i];

        if (run->len > most) {
            most = run->len;
            best = run->letters.half_points;
        }
    }
    return best;
}

/* Two for a character as wide as a Chinese one; marks that take the Chinese
 * font are. */
static size_t
columns_of(struct str text)
{
    size_t n_columns = utf8_columns(text);
    uint32_t code;

    for (size_t i = 0, n; i < text.len; i += n) {
        n = utf8_decode(text.ptr + i, text.ptr + text.len, &code);
        if (n == 0) {
            break;
        }
        n_columns += code == 0xD7 || code == 0x2014 || code == 0x2026 ||
                     (code >= 0x2018 && code <= 0x201D);
    }
    return n_columns;
}

static int
width_of(const struct paragraph *paragraph, size_t from, size_t to)
{
    int64_t width = 0;

    for (size_t i = 0; i < paragraph->n_runs; i++) {
        const struct run *run = &paragraph->runs[i];
        struct str text =
            str_slice(paragraph->text, run->start > from ? run->start : from,
                      run->start + run->len < to ? run->start + run->len : to);

        if (run->start < to && run->start + run->len > from) {
            width += (int64_t)columns_of(text) * run->letters.half_points * 5 +
                     (int64_t)utf8_count(text) * run->letters.spacing;
        }
    }
    return width > 1000000 ? 1000000 : (int)width;
}

bool
paragraph_place(const struct form *form, const struct paragraph *paragraph,
                size_t at, int *x)
{
    const struct layout *layout = &paragraph->layout;
    unsigned size = paragraph_half_points(paragraph);
    struct str text = paragraph->text;
    size_t tab = str_find(text, STR("\t"), 0);
    int to = section_text_width(form_section_of(form, paragraph)) -
             layout_right(layout, size);
    int all = width_of(paragraph, 0, text.len);

    if (str_find(text, STR("\n"), 0) != SIZE_MAX ||
        (tab != SIZE_MAX &&
         (!layout->right_tab || layout->align == ALIGN_CENTER ||
          layout->align == ALIGN_RIGHT ||
          str_find(text, STR("\t"), tab + 1) != SIZE_MAX))) {
        return false;
    }
    *x = layout_left(layout, size) + layout_first(layout, size);
    if (tab != SIZE_MAX && at > tab) {
        *x = layout->right_tab - width_of(paragraph, at, text.len);
        return true;
    }
    if (layout->align == ALIGN_RIGHT) {
        *x = to - all;
    } else if (layout->align == ALIGN_CENTER) {
        *x += (to - *x - all) / 2;
    }
    *x += width_of(paragraph, 0, at);
    return true;
}

int
paragraph_exact_line(const struct paragraph *paragraph)
{
    const struct layout *layout = &paragraph->layout;

    return layout->rule == LINE_EXACT && layout->line > 0 ? layout->line : 0;
}

void
paragraph_extent(const struct form *form, const struct paragraph *paragraph,
                 int *left, int *right)
{
    const struct layout *layout = &paragraph->layout;
    unsigned size = paragraph_half_points(paragraph);
    struct str text = paragraph->text;
    struct str shown = str_trim(text);
    size_t start = (size_t)(shown.ptr - text.ptr);
    int room = section_text_width(form_section_of(form, paragraph));
    int from = layout_left(layout, size) + layout_first(layout, size);
    int to = room - layout_right(layout, size);
    int all = width_of(paragraph, 0, text.len);
    int before = width_of(paragraph, 0, start);
    int width = width_of(paragraph, start, start + shown.len);

    if (layout->align == ALIGN_RIGHT) {
        from = to - all;
    } else if (layout->align == ALIGN_CENTER) {
        from += (to - from - all) / 2;
    }
    *left = from + before;
    *right = from + before + width;
}
