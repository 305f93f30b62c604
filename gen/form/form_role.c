#include "gen/form/form_part.h"

enum {
    MAX_TITLE = 120,  /* characters of a title's paragraph */
    MAX_HEADING = 40, /* of a heading that stands alone */
    MAX_ISSUER = 40,
    TITLE_HALF_POINTS = 36 /* at least: larger than any text */
};

/* Names of templates/base's styles, and Word's own. */
static const struct {
    const char *style;
    enum role role;
    unsigned level;
} styles[] = {
    {"份号", ROLE_COPY_NUMBER, 0},
    {"密级", ROLE_SECRECY, 0},
    {"密级和保密期限", ROLE_SECRECY, 0},
    {"密级和紧急程度", ROLE_SECRECY, 0},
    {"紧急程度", ROLE_URGENCY, 0},
    {"发文机关标志", ROLE_MASTHEAD, 0},
    {"信函发文机关标志", ROLE_MASTHEAD, 0},
    {"信函首行", ROLE_OTHER, 0},
    {"发文字号", ROLE_NUMBER, 0},
    {"签发人", ROLE_SIGNER, 0},
    {"公文标题", ROLE_TITLE, 0},
    {"主送机关", ROLE_ADDRESSEE, 0},
    {"一级标题", ROLE_HEADING, 1},
    {"二级标题", ROLE_HEADING, 2},
    {"三级标题", ROLE_HEADING, 3},
    {"四级标题", ROLE_HEADING, 4},
    {"附件说明", ROLE_LIST, 0},
    {"单个附件说明", ROLE_LIST, 0},
    {"联系方式", ROLE_BODY, 0},
    {"署名", ROLE_ISSUER, 0},
    {"成文日期", ROLE_DATE, 0},
    {"附注", ROLE_REMARK, 0},
    {"附件标识", ROLE_ATTACHMENT_MARK, 0},
    {"附件标题", ROLE_ATTACHMENT_TITLE, 0},
    {"抄送", ROLE_COPIES, 0},
    {"抄送机关", ROLE_COPIES, 0},
    {"印发", ROLE_PRINTED, 0},
    {"印发机关和印发日期", ROLE_PRINTED, 0},
    {"表头", ROLE_OTHER, 0},
    {"表格正文", ROLE_OTHER, 0},
    {"表格居中", ROLE_OTHER, 0},
    {"表格小字", ROLE_OTHER, 0},
    {"表格小字居中", ROLE_OTHER, 0},
    {"表注", ROLE_OTHER, 0},
};

static bool
is_blank(const struct paragraph *paragraph)
{
    return str_trim(paragraph->text).len == 0;
}

static bool
fits(const struct form *form, enum wording wording,
     const struct paragraph *paragraph)
{
    struct wording_match match;

    return wording_fits(form->wordings, wording, paragraph->text, &match);
}

static size_t
length_of(const struct paragraph *paragraph)
{
    return utf8_count(str_trim(paragraph->text));
}

static bool
has_stop(const struct paragraph *paragraph)
{
    return str_find(paragraph->text, STR("。"), 0) != SIZE_MAX;
}

/* Free to be given a role by its place and wording. */
static bool
is_open(const struct paragraph *paragraph)
{
    return paragraph->role == ROLE_BODY && !paragraph->is_named;
}

static void
name_by_style(struct paragraph *paragraph)
{
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        if (str_is(paragraph->style, styles[i].style)) {
            paragraph->role = styles[i].role;
            paragraph->level = styles[i].level;
            paragraph->is_named = true;
        }
    }
}

static bool
is_date(const struct form *form, const struct paragraph *paragraph)
{
    return fits(form, WORDING_DATE, paragraph) ||
           fits(form, WORDING_DATE_OTHER, paragraph);
}

/* "附件：" alone on its line, the names below it. */
static bool
begins_list(const struct form *form, const struct paragraph *paragraph)
{
    struct wording_match match;
    const struct paragraph *next = form_next(form, paragraph);

    if (!wording_fits(form->wordings, WORDING_LIST, paragraph->text, &match)) {
        return false;
    }
    return match.groups[4].len > 0 ||
           (next && !paragraph->begins_page && fits(form, WORDING_ITEM, next));
}

static bool
is_mark(const struct form *form, const struct paragraph *paragraph)
{
    return (paragraph->is_named && paragraph->role == ROLE_ATTACHMENT_MARK) ||
           (is_open(paragraph) && fits(form, WORDING_MARK, paragraph) &&
            !begins_list(form, paragraph));
}

/* Attachments begin at their marks; what is at the document's foot belongs to
 * the notice again. */
static void
find_parts(struct form *form)
{
    unsigned part = 0;

    for (size_t i = 0; i < form->n_items; i++) {
        struct paragraph *paragraph = &form->items[i];

        if (!paragraph_is_aside(paragraph) && is_mark(form, paragraph)) {
            paragraph->role = ROLE_ATTACHMENT_MARK;
            part = ++form->n_parts;
        }
        paragraph->part = part;
    }
}

static void
find_foot(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        struct paragraph *paragraph = &form->items[i];
        bool is_aside =
            paragraph_is_aside(paragraph) && paragraph->role == ROLE_OTHER;

        if (is_open(paragraph) || is_aside) {
            if (fits(form, WORDING_PRINTED, paragraph)) {
                paragraph->role = ROLE_PRINTED;
            } else if (fits(form, WORDING_COPIES, paragraph) && i > 0) {
                paragraph->role = ROLE_COPIES;
            }
        }
        if (paragraph->role == ROLE_PRINTED || paragraph->role == ROLE_COPIES) {
            paragraph->part = 0;
        }
    }
}

static bool
is_red(const struct paragraph *paragraph)
{
    return paragraph->n_runs &&
           str_starts_with(paragraph->runs[0].letters.color, STR("F")) &&
           str_ends_with(paragraph->runs[0].letters.color, STR("0000"));
}

static bool
looks_like_masthead(const struct paragraph *paragraph)
{
    return is_red(paragraph) &&
           paragraph_half_points(paragraph) >= TITLE_HALF_POINTS;
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
        if (fits(form, heads[i].wording, paragraph)) {
            paragraph->role = heads[i].role;
            return true;
        }
    }
    if (looks_like_masthead(paragraph)) {
        paragraph->role = ROLE_MASTHEAD;
        return true;
    }
    return false;
}

static bool
is_title(const struct form *form, const struct paragraph *paragraph)
{
    struct wording_match match;

    return length_of(paragraph) <= MAX_TITLE && !has_stop(paragraph) &&
           (paragraph->layout.align == ALIGN_CENTER ||
            paragraph_half_points(paragraph) >= TITLE_HALF_POINTS ||
            wording_find(form->wordings, WORDING_KIND,
                         str_trim(paragraph->text), 0, &match));
}

/* A title may be several paragraphs, one a line. */
static struct paragraph *
name_title(struct form *form, struct paragraph *first, enum role role)
{
    unsigned size = paragraph_half_points(first);
    struct paragraph *paragraph = first;

    while (paragraph && is_open(paragraph) && paragraph->part == first->part &&
           paragraph->spot.section == first->spot.section &&
           (paragraph == first ||
            (paragraph->layout.align == ALIGN_CENTER &&
             paragraph_half_points(paragraph) == size &&
             length_of(paragraph) <= MAX_TITLE && !has_stop(paragraph)))) {
        paragraph->role = role;
        paragraph = form_next(form, paragraph);
    }
    return paragraph;
}

static struct paragraph *
skip_blanks(const struct form *form, struct paragraph *paragraph)
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

static void
find_head(struct form *form)
{
    struct paragraph *paragraph = skip_blanks(form, first_outside(form));

    while (paragraph && paragraph->part == 0 &&
           (paragraph->is_named
                ? paragraph->role < ROLE_TITLE && paragraph->role != ROLE_BLANK
                : name_head(form, paragraph))) {
        paragraph = skip_blanks(form, form_next(form, paragraph));
    }
    if (paragraph && is_open(paragraph) && paragraph->part == 0 &&
        is_title(form, paragraph)) {
        paragraph = name_title(form, paragraph, ROLE_TITLE);
    }
    while (paragraph && paragraph->role == ROLE_TITLE) {
        paragraph = form_next(form, paragraph);
    }
    paragraph = skip_blanks(form, paragraph);
    if (paragraph && is_open(paragraph) && paragraph->part == 0 &&
        form_first(form, ROLE_TITLE) &&
        fits(form, WORDING_ADDRESSEE, paragraph)) {
        paragraph->role = ROLE_ADDRESSEE;
    }
}

/* The last date that stands alone, and the name above it. */
static void
find_signature(struct form *form)
{
    struct paragraph *date = form_first(form, ROLE_DATE);
    struct paragraph *issuer;

    for (size_t i = form->n_items; i-- && !date;) {
        struct paragraph *paragraph = &form->items[i];

        if (is_open(paragraph) && paragraph->part == 0 &&
            !paragraph_is_aside(paragraph) && is_date(form, paragraph)) {
            date = paragraph;
        }
    }
    if (!date) {
        return;
    }
    date->role = ROLE_DATE;
    issuer = form_previous(form, date);
    while (issuer && issuer->role == ROLE_BLANK) {
        issuer = form_previous(form, issuer);
    }
    if (issuer && is_open(issuer) && length_of(issuer) <= MAX_ISSUER &&
        !has_stop(issuer) && !fits(form, WORDING_ITEM, issuer) &&
        !begins_list(form, issuer)) {
        issuer->role = ROLE_ISSUER;
    }
}

/* 附件说明: its first paragraph, and the names that follow. */
static void
find_list(struct form *form)
{
    struct paragraph *paragraph = NULL;

    for (size_t i = 0; i < form->n_items; i++) {
        if (is_open(&form->items[i]) && form->items[i].part == 0 &&
            !paragraph_is_aside(&form->items[i]) &&
            begins_list(form, &form->items[i])) {
            paragraph = &form->items[i];
        }
    }
    if (!paragraph || form_first(form, ROLE_LIST)) {
        return;
    }
    paragraph->role = ROLE_LIST;
    paragraph = form_next(form, paragraph);
    while (paragraph && is_open(paragraph) && paragraph->part == 0 &&
           fits(form, WORDING_ITEM, paragraph)) {
        paragraph->role = ROLE_LIST;
        paragraph = form_next(form, paragraph);
    }
}

static void
find_remarks(struct form *form)
{
    bool is_behind = false; /* the date */

    for (size_t i = 0; i < form->n_items; i++) {
        struct paragraph *paragraph = &form->items[i];

        is_behind |= paragraph->role == ROLE_DATE;
        if (is_open(paragraph) && paragraph->part == 0 &&
            !paragraph_is_aside(paragraph) &&
            fits(form, WORDING_REMARK, paragraph) &&
            (is_behind ||
             str_find(paragraph->text, STR("联系人"), 0) != SIZE_MAX)) {
            paragraph->role = ROLE_REMARK;
        }
    }
}

/* A number as 一、 begins a heading: a line of its own, or up to the first 。
 */
static void
find_headings(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        struct paragraph *paragraph = &form->items[i];

        /* What its number says wins over the name of its style. */
        if ((paragraph->role != ROLE_HEADING && !is_open(paragraph) &&
             paragraph->role != ROLE_ATTACHMENT_TEXT) ||
            paragraph_is_aside(paragraph)) {
            continue;
        }
        for (unsigned level = 1; level <= 4; level++) {
            if (fits(form, (enum wording)(WORDING_LEVEL1 + level - 1),
                     paragraph)) {
                paragraph->role = ROLE_HEADING;
                paragraph->level = level;
                break;
            }
        }
    }
}

static bool
touches_table(const struct form *form, const struct paragraph *paragraph)
{
    size_t i = (size_t)(paragraph - form->items);

    return (i > 0 && form->items[i - 1].spot.table) ||
           (i + 1 < form->n_items && form->items[i + 1].spot.table);
}

/* In attachments: their titles, captions of tables, the rest. */
static void
find_attachment_text(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        struct paragraph *paragraph = &form->items[i];
        struct paragraph *next;

        if (paragraph->role == ROLE_ATTACHMENT_MARK) {
            next = skip_blanks(form, form_next(form, paragraph));
            if (next && is_open(next) && next->part == paragraph->part &&
                length_of(next) <= MAX_TITLE && !has_stop(next)) {
                name_title(form, next, ROLE_ATTACHMENT_TITLE);
            }
        } else if (is_open(paragraph) && paragraph->part > 0) {
            paragraph->role = ROLE_ATTACHMENT_TEXT;
        }
        if ((paragraph->role == ROLE_ATTACHMENT_TEXT ||
             (is_open(paragraph) && paragraph->part == 0)) &&
            (fits(form, WORDING_CAPTION, paragraph) ||
             (paragraph->part > 0 && touches_table(form, paragraph)))) {
            paragraph->role = ROLE_OTHER;
        }
    }
}

void
form_recognise(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        struct paragraph *paragraph = &form->items[i];

        paragraph->role =
            paragraph_is_aside(paragraph) ? ROLE_OTHER : ROLE_BODY;
        if (is_blank(paragraph)) {
            paragraph->role = ROLE_BLANK;
        } else {
            name_by_style(paragraph);
        }
    }
    find_parts(form);
    find_foot(form);
    find_head(form);
    find_list(form);
    find_signature(form);
    find_remarks(form);
    find_attachment_text(form);
    find_headings(form);
}
