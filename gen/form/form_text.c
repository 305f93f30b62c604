#include <stdlib.h>
#include <string.h>

#include "gen/form/form_part.h"

enum { TITLE = 44, TEXT = 32, FOOT = 28 /* half-points: 二号, 三号, 四号 */ };

/* Letters and indents of each element.  face FACE_OTHER: any; half_points 0:
 * any; first: characters in, -1: not looked at. */
static const struct rule {
    const char *clause;
    enum face face;
    unsigned half_points;
    int first;
    bool is_centred;
    bool may_differ; /* not a rule of the standard itself: a warning */
} rules[N_ROLES] = {
    [ROLE_COPY_NUMBER] = {"GB/T 9704-2012 7.2.1", FACE_OTHER, TEXT, 0, 0, 0},
    [ROLE_SECRECY] = {"GB/T 9704-2012 7.2.2", FACE_HEI, TEXT, 0, 0, 0},
    [ROLE_URGENCY] = {"GB/T 9704-2012 7.2.3", FACE_HEI, TEXT, 0, 0, 0},
    [ROLE_MASTHEAD] = {"GB/T 9704-2012 7.2.4", FACE_XIAOBIAOSONG, 0, -1, 1, 1},
    [ROLE_NUMBER] = {"GB/T 9704-2012 7.2.5", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_SIGNER] = {"GB/T 9704-2012 7.2.6", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_TITLE] = {"GB/T 9704-2012 7.3.1", FACE_XIAOBIAOSONG, TITLE, 0, 1, 0},
    [ROLE_ADDRESSEE] = {"GB/T 9704-2012 7.3.2", FACE_FANGSONG, TEXT, 0, 0, 0},
    [ROLE_BODY] = {"GB/T 9704-2012 7.3.3", FACE_FANGSONG, TEXT, 2, 0, 0},
    [ROLE_HEADING] = {"GB/T 9704-2012 7.3.3", FACE_OTHER, TEXT, 2, 0, 0},
    [ROLE_LIST] = {"GB/T 9704-2012 7.3.4", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_ISSUER] = {"GB/T 9704-2012 7.3.5", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_DATE] = {"GB/T 9704-2012 7.3.5", FACE_FANGSONG, TEXT, -1, 0, 0},
    [ROLE_REMARK] = {"GB/T 9704-2012 7.3.6", FACE_FANGSONG, TEXT, 2, 0, 0},
    [ROLE_ATTACHMENT_MARK] = {"GB/T 9704-2012 7.3.7", FACE_HEI, TEXT, 0, 0, 0},
    [ROLE_ATTACHMENT_TITLE] = {"GB/T 9704-2012 7.3.7", FACE_XIAOBIAOSONG, TITLE,
                               0, 1, 1},
    [ROLE_ATTACHMENT_TEXT] = {"GB/T 9704-2012 7.3.7", FACE_FANGSONG, TEXT, -1,
                              0, 1},
    [ROLE_COPIES] = {"GB/T 9704-2012 7.4.2", FACE_FANGSONG, FOOT, -1, 0, 0},
    [ROLE_PRINTED] = {"GB/T 9704-2012 7.4.3", FACE_FANGSONG, FOOT, -1, 0, 0},
};

/* 一、 黑体, （一） 楷体, 1. and （1） 仿宋 (7.3.3). */
static enum face
heading_face(unsigned level)
{
    return level == 1 ? FACE_HEI : level == 2 ? FACE_KAI : FACE_FANGSONG;
}

/* A character of the East Asian font whatever its neighbours. */
static bool
is_chinese(uint32_t code)
{
    return (code >= 0x2E80 && code <= 0x9FFF) ||
           (code >= 0xF900 && code <= 0xFAFF) ||
           (code >= 0xFF00 && code <= 0xFFEF) || code >= 0x20000;
}

/* Characters that take the East Asian font only where a hint says so
 * (17.3.2.26): quotation marks, dashes, dots. */
static bool
is_undecided(uint32_t code)
{
    return (code >= 0x2018 && code <= 0x201F) || code == 0x2014 ||
           code == 0x2026;
}

static bool
has_code(struct str text, bool (*is)(uint32_t))
{
    uint32_t code;

    for (size_t i = 0, n; i < text.len; i += n) {
        n = utf8_decode(text.ptr + i, text.ptr + text.len, &code);
        if (n == 0) {
            return false;
        }
        if (is(code)) {
            return true;
        }
    }
    return false;
}

static bool
is_digit_or_letter(uint32_t code)
{
    return (code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
           (code >= 'a' && code <= 'z');
}

static struct str
run_text(const struct paragraph *paragraph, const struct run *run)
{
    return str_slice(paragraph->text, run->start, run->start + run->len);
}

static const char *
font_name(struct str name)
{
    return name.len ? name.ptr : _("an unnamed font");
}

/* Up to and with the first 。 of a run-in heading; all of one that stands
 * alone. */
static size_t
heading_end(const struct paragraph *paragraph)
{
    size_t stop = str_find(paragraph->text, STR("。"), 0);

    return stop == SIZE_MAX ? paragraph->text.len : stop + strlen("。");
}

/* Longer than any heading: an item of a list that is numbered like one. */
static bool
is_item(const struct paragraph *paragraph)
{
    enum { MAX_HEADING = 60 };

    return utf8_count(str_slice(paragraph->text, 0, heading_end(paragraph))) >
           MAX_HEADING;
}

struct place_in {
    struct form *form;
    const struct paragraph *paragraph;
    const struct run *run;
    const struct rule *rule;
    enum face face;
    enum severity severity;
    const char *name; /* of the element */
};

static struct finding_at
at_run(const struct place_in *in)
{
    struct finding_at at = form_at(in->paragraph, in->rule->clause);

    at.quote = str_trim(run_text(in->paragraph, in->run));
    return at;
}

static void
check_face(const struct place_in *in)
{
    const struct font *font = &in->run->letters.east_asian;
    struct finding_at at = at_run(in);

    if (in->face == FACE_OTHER || face_of(font->name) == in->face ||
        !has_code(run_text(in->paragraph, in->run), is_chinese)) {
        return;
    }
    if (font->is_theme) {
        at.advice = _("the font comes from the theme; set it by its name");
    }
    form_find(in->form, in->severity, at, _("%s is in %s, not %s"), in->name,
              font_name(font->name), face_name(in->face));
}

static void
check_size(const struct place_in *in)
{
    unsigned size = in->run->letters.half_points;

    if (in->rule->half_points && size != in->rule->half_points &&
        str_trim(run_text(in->paragraph, in->run)).len) {
        form_find(in->form, in->severity, at_run(in), _("%s is in %s, not %s"),
                  in->name, size_name(in->form, size),
                  size_name(in->form, in->rule->half_points));
    }
}

/* Most offices set digits in Times New Roman; a third font is none's habit. */
static void
check_digits(const struct place_in *in)
{
    struct str font = in->run->letters.ascii.name;
    enum face face = face_of(font);
    struct finding_at at = at_run(in);

    if (!has_code(run_text(in->paragraph, in->run), is_digit_or_letter) ||
        face == in->face || face == FACE_TIMES || face == FACE_FANGSONG ||
        face == FACE_SONG || font.len == 0 || in->face == FACE_OTHER) {
        return;
    }
    at.clause = "GB/T 9704-2012 5.2.2";
    form_find(in->form, SEVERITY_WARNING, at,
              _("digits and letters of %s are in %s"), in->name,
              font_name(font));
}

/* “ ” — … in a Western font: the commonest fault of all. */
static void
check_quotes(const struct place_in *in)
{
    const struct letters *letters = &in->run->letters;
    struct finding_at at = at_run(in);

    if (letters->hints_east_asian ||
        !has_code(run_text(in->paragraph, in->run), is_undecided) ||
        (face_of(letters->high_ansi.name) != FACE_TIMES &&
         (face_of(letters->high_ansi.name) != FACE_OTHER ||
          has_code(letters->high_ansi.name, is_chinese)))) {
        return;
    }
    at.clause = "GB/T 9704-2012 9";
    at.advice = _("give the marks the font of the Chinese text");
    form_find(in->form, SEVERITY_ERROR, at,
              _("quotation marks or dashes of %s turn Western, in %s"),
              in->name, font_name(letters->high_ansi.name));
}

static void
check_bold(const struct place_in *in)
{
    struct finding_at at = at_run(in);

    if (in->run->letters.is_bold && str_trim(at.quote).len) {
        at.advice = _("the face alone marks it");
        form_find(in->form, SEVERITY_WARNING, at, _("%s is bold"), in->name);
    }
}

static void
check_color(const struct place_in *in)
{
    struct str color = in->run->letters.color;
    struct finding_at at = at_run(in);

    if (color.len == 0 || str_is(color, "auto") || str_is(color, "000000") ||
        in->paragraph->role == ROLE_MASTHEAD || at.quote.len == 0) {
        return;
    }
    at.clause = "GB/T 9704-2012 5.2.4";
    form_find(in->form, SEVERITY_ERROR, at, _("%s is coloured, not black"),
              in->name);
}

static void
check_run(struct place_in *in)
{
    check_face(in);
    check_size(in);
    check_digits(in);
    check_quotes(in);
    check_bold(in);
    check_color(in);
}

/* In a paragraph that begins as a heading, what follows its end is text. */
static void
check_heading_runs(struct place_in *in)
{
    const struct paragraph *paragraph = in->paragraph;
    size_t end = heading_end(paragraph);
    bool is_long = is_item(paragraph);

    for (size_t i = 0; i < paragraph->n_runs; i++) {
        bool is_heading =
            paragraph->runs[i].start < end && !is_long && paragraph->level <= 2;

        in->run = &paragraph->runs[i];
        in->face = is_heading ? heading_face(paragraph->level) : FACE_FANGSONG;
        in->name = is_heading ? role_name(ROLE_HEADING, paragraph->level)
                              : role_name(ROLE_BODY, 0);
        if (is_long && paragraph->level <= 2) {
            in->face = FACE_OTHER;
        }
        check_run(in);
    }
}

/* A run cut to what stands between two places. */
static void
check_piece(struct place_in *in, const struct run *run, size_t from, size_t to)
{
    struct run piece = *run;
    size_t end = run->start + run->len < to ? run->start + run->len : to;

    if (piece.start < from) {
        piece.start = from;
    }
    if (piece.start < end) {
        piece.len = end - piece.start;
        in->run = &piece;
        check_run(in);
    }
}

/* 签发人： in 仿宋, the names in 楷体. */
static void
check_signer_runs(struct place_in *in)
{
    const struct paragraph *paragraph = in->paragraph;
    struct wording_match match;
    struct str names;
    size_t start;

    if (wording_fits(in->form->wordings, WORDING_SIGNER, paragraph->text,
                     &match)) {
        names = match.groups[3];
    } else if (wording_fits(in->form->wordings, WORDING_SIGNERS,
                            paragraph->text, &match)) {
        names = match.groups[2];
    } else {
        return;
    }
    start = names.len ? (size_t)(names.ptr - paragraph->text.ptr)
                      : paragraph->text.len;
    for (size_t i = 0; i < paragraph->n_runs; i++) {
        in->face = FACE_FANGSONG;
        in->name = _("the word 签发人 or the document number");
        check_piece(in, &paragraph->runs[i], 0, start);
        in->face = FACE_KAI;
        in->name = _("the signer's name");
        check_piece(in, &paragraph->runs[i], start, paragraph->text.len);
    }
}

void
form_check_letters(struct form *form)
{
    for (size_t p = 0; p < form->n_items; p++) {
        const struct paragraph *paragraph = &form->items[p];
        const struct rule *rule = &rules[paragraph->role];
        struct place_in in = {
            .form = form,
            .paragraph = paragraph,
            .rule = rule,
            .face = rule->face,
            .severity = rule->may_differ ? SEVERITY_WARNING : SEVERITY_ERROR,
            .name = role_name(paragraph->role, paragraph->level),
        };

        if (!rule->clause) {
            continue;
        }
        if (paragraph->role == ROLE_HEADING) {
            check_heading_runs(&in);
            continue;
        }
        if (paragraph->role == ROLE_SIGNER) {
            check_signer_runs(&in);
            continue;
        }
        for (size_t i = 0; i < paragraph->n_runs; i++) {
            in.run = &paragraph->runs[i];
            check_run(&in);
        }
    }
}

/* Blanks at the text's start, in twips. */
static int
leading_blanks(const struct paragraph *paragraph, unsigned half_points)
{
    struct str text = paragraph->text;
    size_t start = (size_t)(str_trim(text).ptr - text.ptr);

    return (int)(utf8_columns(str_slice(text, 0, start)) * half_points * 5);
}

static void
check_first_line(struct form *form, const struct paragraph *paragraph,
                 const struct rule *rule)
{
    const struct layout *layout = &paragraph->layout;
    unsigned size = paragraph_half_points(paragraph);
    int blanks = leading_blanks(paragraph, size);
    int in = layout_left(layout, size) + layout_first(layout, size);
    int wanted = rule->first * (int)size * 10;
    enum severity severity =
        rule->may_differ ? SEVERITY_WARNING : SEVERITY_ERROR;
    const char *name = role_name(paragraph->role, paragraph->level);
    struct finding_at at = form_at(paragraph, rule->clause);
    int tolerance = (int)size * 3;

    if (abs(in + blanks - wanted) > tolerance) {
        at.advice = rule->first ? _("indent the first line by 2 characters")
                                : _("let it begin at the edge of the text");
        form_find(form, severity, at, _("%s begins %.1f characters in, not %d"),
                  name, (in + blanks) / (size * 10.0), rule->first);
    } else if (blanks > tolerance && rule->first) {
        at.advice = _("indent the first line by 2 characters");
        form_find(form, SEVERITY_NOTE, at, _("%s is indented by blanks"), name);
    }
    if (rule->first == 2 && abs(layout_left(layout, size)) > tolerance &&
        layout_first(layout, size) >= 0) {
        form_find(form, severity, at,
                  _("lines of %s after the first do not begin at the edge of "
                    "the text"),
                  name);
    }
}

static void
check_centred(struct form *form, const struct paragraph *paragraph,
              const struct rule *rule)
{
    const struct layout *layout = &paragraph->layout;
    unsigned size = paragraph_half_points(paragraph);
    const char *name = role_name(paragraph->role, paragraph->level);
    int first = layout_first(layout, size);
    int left = layout_left(layout, size);
    int right = layout_right(layout, size);

    if (layout->align != ALIGN_CENTER) {
        form_find(form, SEVERITY_ERROR, form_at(paragraph, rule->clause),
                  _("%s is not centred"), name);
    } else if (abs(first + left - right) > (int)size * 10) {
        struct finding_at at = form_at(paragraph, rule->clause);

        at.advice = _("take its indent away");
        form_find(form, SEVERITY_WARNING, at,
                  _("%s is centred beside an indent"), name);
    }
}

void
form_check_indents(struct form *form)
{
    for (size_t i = 0; i < form->n_items; i++) {
        const struct paragraph *paragraph = &form->items[i];
        const struct rule *rule = &rules[paragraph->role];

        if (!rule->clause || paragraph_is_aside(paragraph)) {
            continue;
        }
        if (rule->is_centred) {
            check_centred(form, paragraph, rule);
        } else if (rule->first >= 0) {
            check_first_line(form, paragraph, rule);
        }
    }
}
