#include <stdlib.h>
#include <string.h>

#include "gen/form/form_part.h"

/* 附件说明 (GB/T 9704-2012 7.3.4) and the attachments that follow (7.3.7). */
#define CLAUSE_LIST "GB/T 9704-2012 7.3.4"
#define CLAUSE_PART "GB/T 9704-2012 7.3.7"

struct item {
    const struct paragraph *paragraph;
    struct str name;
    struct str number; /* as written; empty: none */
    struct str dot;
};

struct items {
    struct item *items;
    size_t n_items;
    size_t room;
};

static void
add_item(struct form *form, struct items *items,
         const struct paragraph *paragraph, struct str text)
{
    struct wording_match match;
    struct item item = {.paragraph = paragraph, .name = str_trim(text)};

    if (item.name.len == 0) {
        return;
    }
    if (wording_fits(form->wordings, WORDING_ITEM, text, &match)) {
        item.number = match.groups[1];
        item.dot = match.groups[2];
        item.name = str_trim(match.groups[3]);
    } else if (items->n_items && items->items[items->n_items - 1].number.len) {
        /* a name that goes on in a paragraph of its own */
        struct item *last = &items->items[items->n_items - 1];

        last->name = arena_strf(form->arena, "%.*s%.*s", STR_ARG(last->name),
                                STR_ARG(item.name));
        return;
    }
    if (items->n_items == items->room) {
        size_t room = items->room ? items->room * 2 : 8;

        items->items = arena_grow(form->arena, items->items, items->n_items,
                                  room, sizeof item);
        items->room = room;
    }
    items->items[items->n_items++] = item;
}

static void
check_word(struct form *form, const struct paragraph *paragraph,
           const struct wording_match *match)
{
    struct finding_at at = form_at(paragraph, CLAUSE_LIST);

    at.advice = _("write it as 附件：1.…");
    if (str_is(match->groups[3], ":")) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("a half-width colon stands behind 附件"));
    }
    if (str_is(match->groups[1], "附")) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the list of attachments begins with 附, not 附件"));
    }
    if (match->groups[2].len) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("a number stands before the colon"));
    }
}

/* Names stand in lines of one paragraph or in paragraphs of their own. */
static void
read_list(struct form *form, struct items *items)
{
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];
        struct str rest = paragraph->text;
        struct wording_match match;

        if (paragraph->role != ROLE_LIST) {
            continue;
        }
        if (wording_fits(form->wordings, WORDING_LIST, rest, &match)) {
            check_word(form, paragraph, &match);
            rest = match.groups[4];
        }
        while (rest.len) {
            add_item(form, items, paragraph, str_split(&rest, STR("\n")));
        }
    }
}

/* The name without a punctuation mark behind it. */
static struct str
bare_name(struct str name)
{
    static const char *const marks[] = {"。", "；", "，", "、", ".",
                                        ";",  ",",  "：", "！"};

    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (str_ends_with(name, str_from(marks[i]))) {
            return str_slice(name, 0, name.len - strlen(marks[i]));
        }
    }
    return name;
}

static void
check_item(struct form *form, const struct items *items, size_t i)
{
    const struct item *item = &items->items[i];
    struct finding_at at = form_at(item->paragraph, CLAUSE_LIST);

    at.quote = item->name;
    if (bare_name(item->name).len < item->name.len) {
        at.advice = _("take the mark away");
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("a punctuation mark stands behind an attachment's name"));
    }
    at.advice = _("write it as 附件：1.…");
    if (items->n_items > 1 && item->number.len == 0) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("one of several attachments has no number"));
    } else if (items->n_items > 1 &&
               wording_number(item->number) != (int)i + 1) {
        form_find(form, SEVERITY_ERROR, at,
                  _("attachment %zu of the list has number %.*s"), i + 1,
                  STR_ARG(item->number));
    } else if (items->n_items == 1 && item->number.len) {
        form_find(form, SEVERITY_WARNING, at, "%s",
                  _("the only attachment has a number"));
    }
    if (item->number.len && !str_is(item->dot, ".") &&
        !str_is(item->dot, "．")) {
        form_find(form, SEVERITY_ERROR, at,
                  _("“%.*s” stands behind the attachment's number, not a "
                    "dot"),
                  STR_ARG(item->dot));
    }
}

/* 附件 is 2 characters in; of several, wrapped names hang below the name. */
static void
check_list_indent(struct form *form)
{
    const struct paragraph *first = form_first(form, ROLE_LIST);
    unsigned size = first ? paragraph_half_points(first) : 0;
    struct finding_at at;
    int left;
    int right;

    if (!first || paragraph_is_aside(first) || size == 0) {
        return;
    }
    at = form_at(first, CLAUSE_LIST);
    paragraph_extent(form, first, &left, &right);
    if (first->layout.align == ALIGN_CENTER ||
        first->layout.align == ALIGN_RIGHT ||
        abs(left - 2 * (int)size * 10) > (int)size * 3) {
        at.advice = _("indent the first line by 2 characters");
        form_find(form, SEVERITY_ERROR, at,
                  _("%s begins %.1f characters in, not %d"),
                  role_name(ROLE_LIST, 0), left / (size * 10.0), 2);
    }
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *item = &form->items[i];

        if (item->role == ROLE_LIST && utf8_columns(item->text) > 2 * 25 &&
            layout_first(&item->layout, size) >= 0) {
            at = form_at(item, CLAUSE_LIST);
            at.advice = _("let its lines hang below the first character of "
                          "the name");
            form_find(form, SEVERITY_WARNING, at, "%s",
                      _("a long attachment's name wraps to the edge"));
        }
    }
}

/* References such as （附件5） that the list does not hold. */
static void
check_references(struct form *form, const struct items *items)
{
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];
        struct wording_match match;
        size_t from = 0;

        while (
            (paragraph->role == ROLE_BODY || paragraph->role == ROLE_HEADING) &&
            paragraph->part == 0 &&
            wording_find(form->wordings, WORDING_REFERENCE, paragraph->text,
                         from, &match)) {
            int number = wording_number(match.groups[1]);
            struct finding_at at = form_at(paragraph, CLAUSE_LIST);

            at.quote = match.groups[0];
            if (number > (int)items->n_items) {
                form_find(form, SEVERITY_WARNING, at,
                          _("the text names attachment %d, the list has %zu"),
                          number, items->n_items);
            }
            from = match.end;
        }
    }
}

static bool
begins_page(const struct form *form, const struct paragraph *mark)
{
    const struct paragraph *above = form_previous(form, mark);

    if (mark->begins_page || mark == form->items) {
        return true;
    }
    while (above && above->role == ROLE_BLANK) {
        if (above->begins_page || above == form->items) {
            return true;
        }
        above = form_previous(form, above);
    }
    return false;
}

static void
check_mark(struct form *form, const struct paragraph *mark)
{
    struct finding_at at = form_at(mark, CLAUSE_PART);
    struct wording_match match;

    if (!begins_page(form, mark)) {
        at.advice = _("set a page break before it");
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the attachment does not begin on a new page"));
    }
    if (!wording_fits(form->wordings, WORDING_MARK, mark->text, &match)) {
        return;
    }
    at.advice = _("write it as 附件1");
    if (match.groups[2].len) {
        form_find(form, SEVERITY_ERROR, at,
                  _("“%.*s” stands behind the attachment's mark"),
                  STR_ARG(match.groups[2]));
    }
    if (match.groups[1].len && (unsigned char)match.groups[1].ptr[0] >= 0x80) {
        form_find(form, SEVERITY_ERROR, at, "%s",
                  _("the attachment's number is not in Arabic digits"));
    }
}

/* Lines of a title joined, blanks left out. */
static struct str
squeezed(struct form *form, struct str text)
{
    struct strbuf sb = {0};
    struct str result;
    uint32_t code;

    for (size_t i = 0, n; i < text.len; i += n) {
        n = utf8_decode(text.ptr + i, text.ptr + text.len, &code);
        if (n == 0) {
            break;
        }
        if (!utf8_is_blank(code)) {
            strbuf_add(&sb, (struct str){text.ptr + i, n});
        }
    }
    result = arena_str(form->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return result;
}

static struct str
title_of(struct form *form, unsigned part)
{
    struct strbuf sb = {0};
    struct str title;

    for (size_t i = 0; i < form->n_items; i++) {
        if (form->items[i].part == part &&
            form->items[i].role == ROLE_ATTACHMENT_TITLE) {
            strbuf_add(&sb, form->items[i].text);
        }
    }
    title = squeezed(form, strbuf_str(&sb));
    strbuf_clear(&sb);
    return title;
}

static void
compare_part(struct form *form, const struct items *items,
             const struct paragraph *mark)
{
    size_t i = mark->part - 1;
    struct finding_at at = form_at(mark, CLAUSE_PART);
    struct wording_match match;
    struct str title = title_of(form, mark->part);
    int number = 0;

    if (wording_fits(form->wordings, WORDING_MARK, mark->text, &match)) {
        number = wording_number(match.groups[1]);
    }
    if (form->n_parts > 1 && number != (int)i + 1) {
        form_find(form, SEVERITY_ERROR, at, _("attachment %zu is marked %.*s"),
                  i + 1, STR_ARG(str_trim(mark->text)));
    } else if (form->n_parts == 1 && items->n_items == 1 && number) {
        form_find(form, SEVERITY_WARNING, at, "%s",
                  _("the only attachment has a number"));
    }
    if (i < items->n_items && title.len &&
        !str_equals(title, squeezed(form, bare_name(items->items[i].name)))) {
        at.quote = title;
        form_find(form, SEVERITY_ERROR, at,
                  _("the attachment's title is not that of the list, %.*s"),
                  STR_ARG(items->items[i].name));
    }
}

static void
compare_parts(struct form *form, const struct items *items)
{
    const struct paragraph *list = form_first(form, ROLE_LIST);
    bool has_notice = form_first(form, ROLE_TITLE) != NULL;

    if (has_notice && form->n_parts && form->n_parts != items->n_items) {
        struct finding_at at = {.clause = CLAUSE_PART};

        if (list) {
            at = form_at(list, CLAUSE_PART);
        }
        form_find(form, SEVERITY_ERROR, at,
                  _("the list names %zu attachments, %u follow"),
                  items->n_items, form->n_parts);
    }
    for (size_t i = 0; i < form->n_items; i++) {
        if (form->items[i].role == ROLE_ATTACHMENT_MARK) {
            check_mark(form, &form->items[i]);
            if (has_notice) {
                compare_part(form, items, &form->items[i]);
            }
        }
    }
}

void
form_check_attachments(struct form *form)
{
    struct items items = {0};

    read_list(form, &items);
    for (size_t i = 0; i < items.n_items; i++) {
        check_item(form, &items, i);
    }
    check_list_indent(form);
    check_references(form, &items);
    compare_parts(form, &items);
}
