#include "gen/bulletin/form_words.h"

#include <stdlib.h>

const char *
form_words_content(const struct column *column)
{
    static const char *const contents[] = {
        [COLUMN_TEXT] = N_("text"),
        [COLUMN_CODE] = N_("a code, kept as text"),
        [COLUMN_URL] = N_("an address, beginning with http:// or https://"),
        [COLUMN_INTEGER] = N_("a whole number"),
        [COLUMN_NUMBER] = N_("a number"),
        [COLUMN_PERCENT] = N_("a percentage, such as 98%"),
        [COLUMN_DATE] = N_("a date, such as 2021-11-04"),
        [COLUMN_DATETIME] = N_("a date and time, such as 2021-11-04 09:05"),
        [COLUMN_CHOICE] = N_("one of the choices"),
        [COLUMN_UNIT] = N_("a unit of the list"),
        [COLUMN_PERIOD] = N_("a period, such as 2021年第四季度 or 2021年5月"),
    };

    return _(contents[column->type]);
}

void
form_words_list(struct strbuf *sb, const struct str *words, size_t n,
                const char *mark)
{
    for (size_t i = 0; i < n; i++) {
        strbuf_add_cstr(sb, i ? mark : "");
        strbuf_add(sb, words[i]);
    }
}

/* ---- patterns ---- */

/* The piece of a pattern at p: what kind of characters, in words; NULL if it
 * is none of those known. */
static const char *
read_class(struct str pattern, size_t *at)
{
    static const struct {
        const char *piece;
        const char *words;
    } classes[] = {
        {"\\d", N_("digits")},
        {"[0-9]", N_("digits")},
        {"[A-Z]", N_("capital letters")},
        {"[a-z]", N_("small letters")},
        {"[A-Za-z]", N_("letters")},
        {"[a-zA-Z]", N_("letters")},
    };

    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        struct str piece = str_from(classes[i].piece);

        if (str_starts_with(str_slice(pattern, *at, pattern.len), piece)) {
            *at += piece.len;
            return _(classes[i].words);
        }
    }
    return NULL;
}

/* {8}; 1 if there is none.  0: more than a plain count. */
static unsigned long
read_count(struct str pattern, size_t *at)
{
    unsigned long n = 0;
    size_t i = *at;

    if (i == pattern.len || pattern.ptr[i] != '{') {
        return 1;
    }
    for (i++; i < pattern.len && pattern.ptr[i] >= '0' &&
              pattern.ptr[i] <= '9' && n < 1000;
         i++) {
        n = n * 10 + (unsigned long)(pattern.ptr[i] - '0');
    }
    if (i == pattern.len || pattern.ptr[i] != '}') {
        return 0;
    }
    *at = i + 1;
    return n;
}

static bool
is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80 || c == '-' ||
           c == '_' || c == '/';
}

static bool
is_repeated(struct str pattern, size_t at)
{
    return at < pattern.len &&
           (pattern.ptr[at] == '*' || pattern.ptr[at] == '+' ||
            pattern.ptr[at] == '?' || pattern.ptr[at] == '{');
}

static bool
add_piece(struct strbuf *sb, struct str pattern, size_t *at)
{
    const char *words = read_class(pattern, at);
    size_t from = *at;

    if (words) {
        unsigned long n = read_count(pattern, at);

        strbuf_addf(sb, _("%lu %s"), n, words);
        return n > 0 && !is_repeated(pattern, *at);
    }
    while (*at < pattern.len && is_plain(pattern.ptr[*at])) {
        ++*at;
    }
    strbuf_addf(sb, _("“%.*s”"), STR_ARG(str_slice(pattern, from, *at)));
    return *at > from && !is_repeated(pattern, *at);
}

/* A pattern of fixed pieces, "“bm” and 8 digits, or 10 digits"; false and
 * nothing added if it is more than that. */
static bool
add_pattern(struct strbuf *sb, struct str pattern)
{
    size_t before = sb->len;
    size_t at = 0;
    bool is_first = true;

    while (at < pattern.len) {
        if (pattern.ptr[at] == '|' && !is_first) {
            at++;
            is_first = true;
            strbuf_add_cstr(sb, _(", or "));
        } else {
            strbuf_add_cstr(sb, is_first ? "" : _(" and "));
            is_first = false;
            if (!add_piece(sb, pattern, &at)) {
                strbuf_cut(sb, before);
                return false;
            }
        }
    }
    return true;
}

/* ---- rules ---- */

static void
add_mark(struct strbuf *sb, size_t before)
{
    if (sb->len > before) {
        strbuf_add_cstr(sb, _("; "));
    }
}

static void
add_limits(struct strbuf *sb, struct str low, struct str high)
{
    if (low.len && high.len) {
        strbuf_addf(sb, _("%.*s to %.*s"), STR_ARG(low), STR_ARG(high));
    } else if (low.len) {
        strbuf_addf(sb, _("at least %.*s"), STR_ARG(low));
    } else {
        strbuf_addf(sb, _("at most %.*s"), STR_ARG(high));
    }
}

static void
add_range(struct strbuf *sb, const struct column *column)
{
    struct strbuf low = {0};
    struct strbuf high = {0};

    if (column->has_min) {
        decimal_format(&low, column->min);
    }
    if (column->has_max) {
        decimal_format(&high, column->max);
    }
    strbuf_add(&low, column->from);
    strbuf_add(&high, column->to);
    if (low.len || high.len) {
        add_limits(sb, strbuf_str(&low), strbuf_str(&high));
    }
    strbuf_clear(&low);
    strbuf_clear(&high);
}

void
form_words_rules(struct strbuf *sb, const struct column *column)
{
    size_t before = sb->len;

    add_range(sb, column);
    if (column->pattern.len) {
        size_t here = sb->len;

        add_mark(sb, before);
        if (!add_pattern(sb, column->pattern)) {
            strbuf_cut(sb, here);
            if (column->type != COLUMN_URL) {
                add_mark(sb, before);
                strbuf_addf(sb, _("of the form %.*s"),
                            STR_ARG(column->pattern));
            }
        }
    }
    if (column->is_unique) {
        add_mark(sb, before);
        strbuf_add_cstr(sb, _("different in every row"));
    }
    if (column->fills_down) {
        add_mark(sb, before);
        strbuf_add_cstr(sb, _("an empty cell repeats the one above"));
    }
    if (column->has_fallback && column->fallback.len) {
        add_mark(sb, before);
        strbuf_addf(sb, _("“%.*s” if left empty"), STR_ARG(column->fallback));
    }
}

void
form_words_all(struct strbuf *sb, const struct column *column)
{
    struct strbuf rules = {0};

    strbuf_add_cstr(sb, column->is_required ? _("required: ")
                                            : _("may stay empty: "));
    strbuf_add_cstr(sb, form_words_content(column));
    if (column->n_choices) {
        strbuf_add_cstr(sb, _("; "));
        form_words_list(sb, column->choices, column->n_choices, _(", "));
    }
    form_words_rules(&rules, column);
    if (rules.len) {
        strbuf_addf(sb, _("; %s"), rules.ptr);
    }
    if (column->n_blanks) {
        strbuf_addf(sb, _("; “%.*s” if there is none"),
                    STR_ARG(column->blanks[0]));
    }
    strbuf_clear(&rules);
}
