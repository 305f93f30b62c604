#include <string.h>

#include "gen/form/form_part.h"
#include "gen/form/form_rule.h"

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
        const struct rule *rule = form_rule(paragraph->role);
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
