#include "gen/form/form_part.h"

/* What a notice must have, and the lines left blank between its parts. */

#define CLAUSE_ROOM "GB/T 9704-2012 7.3.5.5"

enum { LEAST_BLANK = 400 /* twips that count as a blank line */ };

/* Room above a paragraph: blank ones, or spacing. */
static bool
has_blank_above(const struct form *form, const struct paragraph *paragraph)
{
    const struct paragraph *above = form_previous(form, paragraph);
    int room = paragraph->layout.before;

    if (!above) {
        return true;
    }
    if (paragraph->layout.before_lines > room / 3) {
        room = paragraph->layout.before_lines * 3;
    }
    if (above->layout.after_lines > above->layout.after / 3) {
        room += above->layout.after_lines * 3;
    } else {
        room += above->layout.after;
    }
    return above->role == ROLE_BLANK || paragraph->begins_page ||
           room >= LEAST_BLANK;
}

static void
need_blank(struct form *form, enum role role, const char *clause,
           enum severity severity)
{
    const struct paragraph *paragraph = form_first(form, role);
    struct finding_at at;

    if (!paragraph || paragraph_is_aside(paragraph) ||
        has_blank_above(form, paragraph)) {
        return;
    }
    at = form_at(paragraph, clause);
    form_find(form, severity, at, _("no blank line stands above %s"),
              role_name(role, 0));
}

/* The title is read line by line, so only its first paragraph counts. */
static void
check_blanks(struct form *form)
{
    need_blank(form, ROLE_ADDRESSEE, "GB/T 9704-2012 7.3.2", SEVERITY_ERROR);
    need_blank(form, ROLE_LIST, "GB/T 9704-2012 7.3.4", SEVERITY_ERROR);
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *title = &form->items[i];

        if (title->role == ROLE_ATTACHMENT_TITLE && i > 0 &&
            title[-1].role == ROLE_ATTACHMENT_MARK &&
            !has_blank_above(form, title)) {
            form_find(form, SEVERITY_ERROR,
                      form_at(title, "GB/T 9704-2012 7.3.7"), "%s",
                      _("the attachment's title does not stand on the third "
                        "line"));
        }
    }
}

static bool
has_notice(const struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        if (form->items[i].part == 0 && form->items[i].role == ROLE_BODY &&
            !paragraph_is_aside(&form->items[i])) {
            return true;
        }
    }
    return false;
}

/* What is missing from the run of the text may stand in a text box. */
static bool
is_boxed(const struct form *form, enum wording wording)
{
    struct wording_match match;

    for (size_t i = 0; i < form->n_items; i++) {
        if (form->items[i].spot.is_boxed &&
            wording_find(form->wordings, wording, str_trim(form->items[i].text),
                         0, &match)) {
            return true;
        }
    }
    return false;
}

static void
check_presence(struct form *form)
{
    struct finding_at at = {.clause = "GB/T 9704-2012 7.3.1"};
    const struct paragraph *date = form_first(form, ROLE_DATE);

    if (!has_notice(form)) {
        return; /* an attachment in a file of its own */
    }
    if (!form_first(form, ROLE_TITLE) && !is_boxed(form, WORDING_KIND)) {
        at.advice = _("centre it above the text");
        form_find(form, SEVERITY_ERROR, at, "%s", _("no title was found"));
    }
    at.advice = NULL;
    if (!date && !is_boxed(form, WORDING_DATE)) {
        at.clause = "GB/T 9704-2012 7.3.5.4";
        at.advice = _("write it as 2026年1月5日 on a line of its own");
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("no date of issue was found"));
    } else if (date && !form_first(form, ROLE_ISSUER) &&
               !paragraph_is_aside(date)) {
        form_find(form, SEVERITY_WARNING, form_at(date, "GB/T 9704-2012 7.3.5"),
                  "%s", _("no issuer's name stands above the date"));
    }
}

/* 版记 is the last of all (7.4). */
static void
check_foot(struct form *form)
{
    const struct paragraph *foot = NULL;

    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];

        if (paragraph->spot.is_boxed) {
            continue;
        }
        if (paragraph->role == ROLE_PRINTED || paragraph->role == ROLE_COPIES) {
            foot = paragraph;
        } else if (foot && paragraph->role == ROLE_ATTACHMENT_MARK) {
            form_find(form, SEVERITY_ERROR,
                      form_at(paragraph, "GB/T 9704-2012 7.3.7"), "%s",
                      _("the attachment follows the imprint; it stands before "
                        "it"));
        }
    }
}

static void
check_remark(struct form *form)
{
    const struct paragraph *remark = form_first(form, ROLE_REMARK);
    const struct paragraph *date = form_first(form, ROLE_DATE);
    struct finding_at at;

    if (!remark || !date || paragraph_is_aside(date)) {
        return;
    }
    at = form_at(remark, "GB/T 9704-2012 7.3.6");
    if (remark < date) {
        at.advice = _("set it on the line below the date, unless it is part "
                      "of the text");
        form_find(form, SEVERITY_NOTE, at, "%s",
                  _("the remark stands above the date"));
    } else if (form_previous(form, remark) != date ||
               (has_blank_above(form, remark) && !remark->begins_page)) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the remark does not stand on the line below the date"));
    }
}

/* 附件说明 ends the text: below it comes the signature (7.3.4). */
static void
check_list(struct form *form)
{
    const struct paragraph *list = form_first(form, ROLE_LIST);
    const struct paragraph *date = form_first(form, ROLE_DATE);
    const struct paragraph *above = list;
    struct finding_at at;
    size_t n_blank = 0;

    if (!list || paragraph_is_aside(list)) {
        return;
    }
    at = form_at(list, "GB/T 9704-2012 7.3.4");
    while ((above = form_previous(form, above)) && above->role == ROLE_BLANK) {
        n_blank++;
    }
    if (date && !paragraph_is_aside(date) && list > date) {
        at.advice = _("set it between the text and the issuer's name");
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the list of attachments stands below the signature"));
    } else if (n_blank > 1) {
        form_find(form, SEVERITY_WARNING, at,
                  _("%zu blank lines stand above %s, not 1"), n_blank,
                  role_name(ROLE_LIST, 0));
    }
    for (const struct paragraph *p = list; p && date && p < date;
         p = form_next(form, p)) {
        if ((p->role == ROLE_BODY || p->role == ROLE_HEADING) &&
            str_find(p->text, STR("。"), 0) != SIZE_MAX) {
            at = form_at(p, "GB/T 9704-2012 7.3.4");
            form_find(form, SEVERITY_ERROR, at, "%s",
                      _("text follows the list of attachments"));
        }
    }
}

/* A break before the signature leaves its page without text, which moving
 * lines closer avoids; what the layout does by itself is not known. */
static void
check_last_page(struct form *form)
{
    const struct paragraph *issuer = form_first(form, ROLE_ISSUER);
    const struct paragraph *date = form_first(form, ROLE_DATE);
    const struct paragraph *first = issuer && issuer < date ? issuer : date;
    struct finding_at at;

    if (!date || paragraph_is_aside(first)) {
        return;
    }
    at = form_at(first, CLAUSE_ROOM);
    at.advice = _("take the break away and adjust the distance of lines or "
                  "characters");
    for (const struct paragraph *p = first; p; p = form_previous(form, p)) {
        if (p != first && p->role != ROLE_BLANK) {
            break;
        }
        if (p->begins_page && form_previous(form, p)) {
            form_find(form, SEVERITY_ERROR, at, "%s",
                      _("a page break before the signature leaves its page "
                        "without text"));
            break;
        }
    }
}

/* The text of boxes is read, but where they come to stand is not known. */
void
form_check_boxes(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];
        struct finding_at at = {.spot = paragraph->spot};

        if (paragraph->spot.is_boxed && str_trim(paragraph->text).len) {
            at.paragraph = paragraph;
            form_find(form, SEVERITY_NOTE, at, "%s",
                      _("text stands in a text box: its wording is checked, "
                        "its place on the page cannot be"));
        }
    }
}

void
form_check_order(struct form *form)
{
    struct wording_match match;

    check_presence(form);
    check_blanks(form);
    check_foot(form);
    check_remark(form);
    check_list(form);
    check_last_page(form);
    for (size_t i = 0; i < form->n_items; i++) {
        if (wording_fits(form->wordings, WORDING_BLANK_PAGE,
                         form->items[i].text, &match)) {
            struct finding_at at = form_at(&form->items[i], CLAUSE_ROOM);

            at.advice = _("adjust the distance of lines or characters");
            form_find(form, SEVERITY_WARNING, at, "%s",
                      _("此页无正文 is not allowed"));
        }
    }
    if (form->has_changes) {
        struct finding_at at = {.advice = _("accept or reject them")};

        form_find(form, SEVERITY_WARNING, at, "%s",
                  _("tracked changes are left in the document"));
    }
}
