#include "gen/bulletin/figure.h"

#include <string.h>

#include "gen/bulletin/figure_words.h"

struct scanner {
    const uint32_t *codes; /* of the text, width folded */
    const size_t *offsets; /* of each in the text, and the end */
    size_t n_codes;
    struct str text;
    struct figures *figures;
    struct arena *arena;
    size_t passage;
    size_t cell;
    size_t first; /* among all figures */
};

static bool
is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool
is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Words, not signs: what a context is told by. */
static bool
is_word(uint32_t c)
{
    return is_latin(c) || (c >= 0x3400 && c <= 0x9FFF) || c >= 0x20000;
}

/* Width is folded: these are ， ； ： too. */
static bool
ends_clause(uint32_t c)
{
    return c == ',' || c == ';' || c == ':' || c == U'、' || c == U'。';
}

static uint32_t
code_at(const struct scanner *scanner, size_t i)
{
    return i < scanner->n_codes ? scanner->codes[i] : 0;
}

static struct str
slice(const struct scanner *scanner, size_t from, size_t to)
{
    return str_slice(scanner->text, scanner->offsets[from],
                     scanner->offsets[to]);
}

static void
look_around(const struct scanner *scanner, struct figure *figure, size_t from,
            size_t to)
{
    for (size_t i = from; i > 0 && figure->n_left < FIGURE_WINDOW &&
                          !ends_clause(scanner->codes[i - 1]);
         i--) {
        if (is_word(scanner->codes[i - 1])) {
            figure->left[figure->n_left++] = scanner->codes[i - 1];
        }
    }
    for (size_t i = to;
         i < scanner->n_codes && figure->n_right < FIGURE_WINDOW &&
         !ends_clause(scanner->codes[i]);
         i++) {
        if (is_word(scanner->codes[i])) {
            figure->right[figure->n_right++] = scanner->codes[i];
        }
    }
}

static void
add(struct scanner *scanner, struct figure *figure, size_t from, size_t to)
{
    struct figures *figures = scanner->figures;
    size_t end = to;

    if (!figure->is_code && is_word(code_at(scanner, to))) {
        figure->unit = scanner->codes[to];
        end = to + (figure->unit == U'季' && to + 1 < scanner->n_codes ? 2 : 1);
    }
    look_around(scanner, figure, from, end);
    figure->text = arena_str(scanner->arena, slice(scanner, from, end));
    figure->passage = scanner->passage;
    figure->cell = scanner->cell;
    figure->index = figures->n_items - scanner->first;
    if (figures->n_items == figures->cap) {
        figures->cap = figures->cap ? figures->cap * 2 : 64;
        figures->items =
            arena_grow(scanner->arena, figures->items, figures->n_items,
                       figures->cap, sizeof *figures->items);
    }
    figures->items[figures->n_items++] = *figure;
}

/* 1,234 is one number; 3,4 are two. */
static bool
groups_digits(const struct scanner *scanner, size_t from, size_t comma)
{
    return code_at(scanner, comma) == ',' && comma - from <= 3 &&
           is_digit(code_at(scanner, comma + 1)) &&
           is_digit(code_at(scanner, comma + 2)) &&
           is_digit(code_at(scanner, comma + 3)) &&
           !is_digit(code_at(scanner, comma + 4));
}

static size_t
scan_number(const struct scanner *scanner, size_t from, struct strbuf *digits)
{
    size_t i = from;
    bool has_point = false;

    for (; i < scanner->n_codes; i++) {
        uint32_t c = scanner->codes[i];

        if (is_digit(c)) {
            strbuf_add_char(digits, (char)c);
        } else if (c == '.' && !has_point &&
                   is_digit(code_at(scanner, i + 1))) {
            has_point = true;
            strbuf_add_char(digits, '.');
        } else if (!has_point && groups_digits(scanner, from, i)) {
            from = i + 1;
        } else {
            break;
        }
    }
    return i;
}

/* 万 and 亿 belong to the number. */
static size_t
scan_scale(const struct scanner *scanner, size_t i, struct figure *figure)
{
    uint32_t c = code_at(scanner, i);

    if (c == '%') {
        figure->is_percent = true;
        return i + 1;
    }
    if (c == U'万' || c == U'亿') {
        struct decimal scale = decimal_from_int(c == U'万' ? 10000 : 100000000);

        return decimal_multiply(figure->value, scale, &figure->value) ? i + 1
                                                                      : i;
    }
    return i;
}

/* Digits, perhaps with letters: then a code, whole as it stands. */
static size_t
scan_digits(struct scanner *scanner, size_t from)
{
    struct figure figure = {.unit = 0};
    struct strbuf digits = {0};
    size_t start = from;
    size_t to = scan_number(scanner, from, &digits);

    while (start > 0 && is_latin(scanner->codes[start - 1])) {
        start--;
    }
    if (start < from || is_latin(code_at(scanner, to))) {
        figure.is_code = true;
        while (is_latin(code_at(scanner, to)) ||
               is_digit(code_at(scanner, to))) {
            to++;
        }
    } else if (decimal_parse(strbuf_str(&digits), &figure.value)) {
        to = scan_scale(scanner, to, &figure);
    } else {
        figure.is_code = true;
    }
    strbuf_clear(&digits);
    add(scanner, &figure, start, to);
    return to;
}

static size_t
scan_words(struct scanner *scanner, size_t from)
{
    struct figure figure = {.unit = 0};
    int64_t value;
    size_t n =
        figure_words_parse(scanner->codes + from, scanner->n_codes - from,
                           &value, &figure.is_percent);

    if (n == 0) {
        return from + 1;
    }
    figure.value = decimal_from_int(value);
    figure.is_weak = n == 1 && value == 1;
    add(scanner, &figure, from, from + n);
    return from + n;
}

static uint32_t
fold(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

void
figures_add(struct figures *figures, struct str text, size_t passage,
            size_t cell, struct arena *arena)
{
    uint32_t *codes = arena_alloc(arena, (text.len + 1) * sizeof *codes);
    size_t *offsets = arena_alloc(arena, (text.len + 1) * sizeof *offsets);
    struct scanner scanner = {.codes = codes,
                              .offsets = offsets,
                              .text = text,
                              .figures = figures,
                              .arena = arena,
                              .passage = passage,
                              .cell = cell,
                              .first = figures->n_items};
    size_t i = 0;

    while (i < text.len) {
        size_t n = utf8_decode(text.ptr + i, text.ptr + text.len,
                               &codes[scanner.n_codes]);

        codes[scanner.n_codes] = n ? fold(codes[scanner.n_codes]) : 0xFFFD;
        offsets[scanner.n_codes++] = i;
        i += n ? n : 1;
    }
    offsets[scanner.n_codes] = text.len;
    for (i = 0; i < scanner.n_codes;) {
        i = is_digit(codes[i]) ? scan_digits(&scanner, i)
                               : scan_words(&scanner, i);
    }
}

bool
figure_equals(const struct figure *a, const struct figure *b)
{
    if (a->is_code || b->is_code) {
        return a->is_code == b->is_code && str_equals(a->text, b->text);
    }
    return a->is_percent == b->is_percent &&
           decimal_compare(a->value, b->value) == 0;
}

/* Words they share, those nearest counting most: 0 to 100. */
static unsigned
overlap(const uint32_t *a, size_t n_a, const uint32_t *b, size_t n_b)
{
    bool taken[FIGURE_WINDOW] = {false};
    unsigned shared = 0;
    unsigned all = 0;

    if (n_a == 0 && n_b == 0) {
        return 50;
    }
    for (size_t i = 0; i < n_a || i < n_b; i++) {
        all += (unsigned)(2 * FIGURE_WINDOW - i);
    }
    for (size_t i = 0; i < n_a; i++) {
        for (size_t k = 0; k < n_b; k++) {
            if (!taken[k] && a[i] == b[k]) {
                size_t further = i > k ? i : k;

                taken[k] = true;
                shared += (unsigned)(2 * FIGURE_WINDOW - further);
                break;
            }
        }
    }
    return shared * 100 / all;
}

unsigned
figure_likeness(const struct figure *a, const struct figure *b)
{
    unsigned left = overlap(a->left, a->n_left, b->left, b->n_left);

    /* 霍山县2个 is nearer to 霍山县4个 than to 霍邱县2个 */
    return left + (left == 100 ? 50 : 0) +
           overlap(a->right, a->n_right, b->right, b->n_right);
}
