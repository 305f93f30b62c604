#include "gen/form/form_role_part.h"

enum {
    MAX_HEADING = 40, /* of a heading that stands alone */
    MAX_ISSUER = 40
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

bool
role_fits(const struct form *form, enum wording wording,
          const struct paragraph *paragraph)
{
    struct wording_match match;

    return wording_fits(form->wordings, wording, paragraph->text, &match);
}

size_t
role_length(const struct paragraph *paragraph)
{
    return utf8_count(str_trim(paragraph->text));
}

bool
role_has_stop(const struct paragraph *paragraph)
{
    return str_find(paragraph->text, STR("。"), 0) != SIZE_MAX;
}

bool
role_is_open(const struct paragraph *paragraph)
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
    return role_fits(form, WORDING_DATE, paragraph) ||
           role_fits(form, WORDING_DATE_OTHER, paragraph);
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
    return match.groups[4].len > 0 || (next && !paragraph->begins_page &&
                                       role_fits(form, WORDING_ITEM, next));
}

static bool
is_mark(const struct form *form, const struct paragraph *paragraph)
{
    return (paragraph->is_named && paragraph->role == ROLE_ATTACHMENT_MARK) ||
           (role_is_open(paragraph) &&
            role_fits(form, WORDING_MARK, paragraph) &&
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

        if (role_is_open(paragraph) || is_aside) {
            if (role_fits(form, WORDING_PRINTED, paragraph)) {
                paragraph->role = ROLE_PRINTED;
            } else if (role_fits(form, WORDING_COPIES, paragraph) && i > 0) {
                paragraph->role = ROLE_COPIES;
            }
        }
        if (paragraph->role == ROLE_PRINTED || paragraph->role == ROLE_COPIES) {
            paragraph->part = 0;
        }
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

        if (role_is_open(paragraph) && paragraph->part == 0 &&
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
    if (issuer && role_is_open(issuer) && role_length(issuer) <= MAX_ISSUER &&
        !role_has_stop(issuer) && !role_fits(form, WORDING_ITEM, issuer) &&
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
        if (role_is_open(&form->items[i]) && form->items[i].part == 0 &&
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
    while (paragraph && role_is_open(paragraph) && paragraph->part == 0 &&
           role_fits(form, WORDING_ITEM, paragraph)) {
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
        if (role_is_open(paragraph) && paragraph->part == 0 &&
            !paragraph_is_aside(paragraph) &&
            role_fits(form, WORDING_REMARK, paragraph) &&
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
        if ((paragraph->role != ROLE_HEADING && !role_is_open(paragraph) &&
             paragraph->role != ROLE_ATTACHMENT_TEXT) ||
            paragraph_is_aside(paragraph)) {
            continue;
        }
        for (unsigned level = 1; level <= 4; level++) {
            if (role_fits(form, (enum wording)(WORDING_LEVEL1 + level - 1),
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
            next = role_skip_blanks(form, form_next(form, paragraph));
            if (next && role_is_open(next) && next->part == paragraph->part &&
                role_length(next) <= ROLE_MAX_TITLE && !role_has_stop(next)) {
                role_name_title(form, next, ROLE_ATTACHMENT_TITLE);
            }
        } else if (role_is_open(paragraph) && paragraph->part > 0) {
            paragraph->role = ROLE_ATTACHMENT_TEXT;
        }
        if ((paragraph->role == ROLE_ATTACHMENT_TEXT ||
             (role_is_open(paragraph) && paragraph->part == 0)) &&
            (role_fits(form, WORDING_CAPTION, paragraph) ||
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
    role_find_head(form);
    find_list(form);
    find_signature(form);
    find_remarks(form);
    find_attachment_text(form);
    find_headings(form);
}
