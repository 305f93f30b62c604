#include <string.h>

#include "gen/form/form_part.h"

/* Punctuation of Chinese text (GB/T 9704-2012 9, which points to GB/T 15834):
 * full-width marks, quotation marks that curl and pair. */
#define CLAUSE "GB/T 9704-2012 9"

enum { AROUND = 8 /* characters quoted on each side */ };

struct cursor {
    struct str text;
    size_t at; /* of the character looked at */
    uint32_t before, code, after;
};

static uint32_t
code_at(struct str text, size_t at)
{
    uint32_t code = 0;

    if (at < text.len) {
        utf8_decode(text.ptr + at, text.ptr + text.len, &code);
    }
    return code;
}

static bool
is_han(uint32_t code)
{
    return (code >= 0x3400 && code <= 0x9FFF) ||
           (code >= 0xF900 && code <= 0xFAFF) || code >= 0x20000 ||
           code == 0x3007;
}

/* Han characters and the marks that stand between them. */
static bool
is_chinese(uint32_t code)
{
    return is_han(code) || (code >= 0x3001 && code <= 0x3015) ||
           (code >= 0x201C && code <= 0x201D) ||
           (code >= 0xFF01 && code <= 0xFF0F) || code == 0xFF1A ||
           code == 0xFF1B || code == 0xFF1F;
}

static bool
is_digit(uint32_t code)
{
    return code >= '0' && code <= '9';
}

static bool
is_end(uint32_t code)
{
    return code == 0 || code == '\n' || utf8_is_blank(code);
}

/* "(2021" and "2021)" are for the check of document numbers. */
static bool
is_year_bracket(const struct cursor *cursor)
{
    struct str text = cursor->text;
    size_t at = cursor->at;
    size_t first = cursor->code == '(' ? at + 1 : at >= 4 ? at - 4 : text.len;

    for (size_t i = first; i < first + 4; i++) {
        if (!is_digit(code_at(text, i))) {
            return false;
        }
    }
    return true;
}

/* A half-width mark in the place of a full-width one. */
static bool
is_half_width(const struct cursor *cursor)
{
    uint32_t before = cursor->before;
    uint32_t after = cursor->after;

    switch (cursor->code) {
    case ',':
    case ';':
    case ':':
    case '?':
    case '!':
        return is_chinese(before) || is_chinese(after);
    case '(':
    case ')':
        return (is_chinese(before) || is_chinese(after)) &&
               !is_year_bracket(cursor);
    case '.':
        return is_chinese(before) &&
               (is_chinese(after) || is_end(after) || after == '.');
    case '"':
    case '\'':
        return is_chinese(before) || is_chinese(after);
    case '<':
        return is_han(after);
    case '>':
        return is_han(before);
    default:
        return false;
    }
}

static bool
is_stop(uint32_t code)
{
    return code == 0x3002 || code == 0xFF0C || code == 0x3001 ||
           code == 0xFF1B || code == 0xFF1A;
}

/* Where running text begins: numbers of headings and names have checks of
 * their own. */
static size_t
start_of(const struct form *form, const struct paragraph *paragraph)
{
    struct wording_match match;
    struct str text = paragraph->text;
    struct str trimmed = str_trim(text);
    size_t skipped = (size_t)(trimmed.ptr - text.ptr);

    if (paragraph->role == ROLE_HEADING &&
        wording_fits(form->wordings,
                     (enum wording)(WORDING_LEVEL1 + paragraph->level - 1),
                     text, &match)) {
        return skipped + match.end;
    }
    if (paragraph->role != ROLE_LIST) {
        return 0;
    }
    if (wording_fits(form->wordings, WORDING_LIST, text, &match)) {
        trimmed = match.groups[4];
    }
    if (wording_fits(form->wordings, WORDING_ITEM, trimmed, &match)) {
        trimmed = match.groups[3];
    }
    return trimmed.ptr ? (size_t)(trimmed.ptr - text.ptr) : text.len;
}

static struct str
quote_around(struct str text, size_t at)
{
    size_t start = at;
    size_t end = at;
    uint32_t code;

    for (int i = 0; i < AROUND && start > 0; i++) {
        do {
            start--;
        } while (start > 0 && ((unsigned char)text.ptr[start] & 0xC0) == 0x80);
    }
    for (int i = 0; i <= AROUND && end < text.len; i++) {
        end += utf8_decode(text.ptr + end, text.ptr + text.len, &code);
    }
    return str_trim(str_slice(text, start, end));
}

/* What one paragraph has of each kind, and where first. */
struct faults {
    struct strbuf marks; /* half-width ones, each once */
    size_t first_mark, first_straight, first_double, first_wide;
};

static void
look_at(struct faults *faults, const struct cursor *cursor)
{
    if (is_half_width(cursor)) {
        bool is_straight = cursor->code == '"' || cursor->code == '\'';
        size_t *first =
            is_straight ? &faults->first_straight : &faults->first_mark;

        *first = *first == SIZE_MAX ? cursor->at : *first;
        if (!is_straight && (!faults->marks.ptr ||
                             !strchr(faults->marks.ptr, (char)cursor->code))) {
            strbuf_add_char(&faults->marks, (char)cursor->code);
        }
    }
    if (is_stop(cursor->code) && is_stop(cursor->after) &&
        faults->first_double == SIZE_MAX) {
        faults->first_double = cursor->at;
    }
    if (((cursor->code >= 0xFF10 && cursor->code <= 0xFF19) ||
         (cursor->code >= 0xFF21 && cursor->code <= 0xFF3A) ||
         (cursor->code >= 0xFF41 && cursor->code <= 0xFF5A)) &&
        faults->first_wide == SIZE_MAX) {
        faults->first_wide = cursor->at;
    }
}

static void
scan(struct faults *faults, struct str text, size_t start)
{
    struct cursor cursor = {.text = text};

    for (size_t i = 0, n; i < text.len; i += n) {
        n = utf8_decode(text.ptr + i, text.ptr + text.len, &cursor.code);
        if (n == 0) {
            return;
        }
        cursor.at = i;
        cursor.after = code_at(text, i + n);
        if (i >= start) {
            look_at(faults, &cursor);
        }
        cursor.before = cursor.code;
    }
}

/* Brackets and quotation marks whose ends do not pair; "" if all do. */
static const char *
unpaired(struct str text)
{
    static const struct {
        uint32_t open, close;
        const char *name;
    } pairs[] = {{0x201C, 0x201D, "“ ”"},
                 {0x2018, 0x2019, "‘ ’"},
                 {0x300A, 0x300B, "《 》"},
                 {0x3014, 0x3015, "〔 〕"}};

    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
        int depth = 0;
        uint32_t code;

        for (size_t i = 0, n; i < text.len && depth >= 0; i += n) {
            n = utf8_decode(text.ptr + i, text.ptr + text.len, &code);
            if (n == 0) {
                return "";
            }
            depth += (code == pairs[p].open) - (code == pairs[p].close);
        }
        if (depth != 0) {
            return pairs[p].name;
        }
    }
    return "";
}

static struct finding_at
at_fault(const struct paragraph *paragraph, size_t at)
{
    struct finding_at place = form_at(paragraph, CLAUSE);

    place.quote = quote_around(paragraph->text, at);
    return place;
}

static void
report_faults(struct form *form, const struct paragraph *paragraph,
              const struct faults *faults)
{
    enum severity severity =
        paragraph->role == ROLE_OTHER ? SEVERITY_WARNING : SEVERITY_ERROR;

    if (faults->first_mark != SIZE_MAX) {
        form_find(form, severity, at_fault(paragraph, faults->first_mark),
                  _("half-width %s in Chinese text"), faults->marks.ptr);
    }
    if (faults->first_straight != SIZE_MAX) {
        struct finding_at at = at_fault(paragraph, faults->first_straight);

        at.advice = _("use “ and ”");
        form_find(form, severity, at, "%s",
                  _("straight quotation marks in Chinese text"));
    }
    if (faults->first_double != SIZE_MAX) {
        form_find(form, severity, at_fault(paragraph, faults->first_double),
                  "%s", _("two punctuation marks stand together"));
    }
    if (faults->first_wide != SIZE_MAX) {
        form_find(form, SEVERITY_WARNING,
                  at_fault(paragraph, faults->first_wide), "%s",
                  _("full-width digits or letters"));
    }
}

void
form_check_punctuation(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];
        struct faults faults = {.first_mark = SIZE_MAX,
                                .first_straight = SIZE_MAX,
                                .first_double = SIZE_MAX,
                                .first_wide = SIZE_MAX};
        const char *marks;

        if (paragraph->role == ROLE_BLANK ||
            paragraph->role == ROLE_ATTACHMENT_MARK) {
            continue;
        }
        scan(&faults, paragraph->text, start_of(form, paragraph));
        report_faults(form, paragraph, &faults);
        strbuf_clear(&faults.marks);
        marks = unpaired(paragraph->text);
        if (*marks) {
            form_find(form, SEVERITY_WARNING, form_at(paragraph, CLAUSE),
                      _("%s do not pair"), marks);
        }
    }
}
