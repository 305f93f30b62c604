#include "gen/model/spelling.h"

#include <string.h>

enum { MAX_CHARACTERS = 120 };

static uint32_t
fold_character(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) {
        c -= 0xFF01 - '!';
    }
    if (c >= 'A' && c <= 'Z') {
        return c - 'A' + 'a';
    }
    switch (c) {
    case '[':
    case 0x3010: /* 【 */
    case 0x3014: /* 〔 */
        return '(';
    case ']':
    case 0x3011:
    case 0x3015:
        return ')';
    case 0x2010:
    case 0x2011:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return '-';
    case 0x201C: /* “ */
    case 0x201D:
        return '"';
    default:
        return c;
    }
}

/* Letters, digits and the Chinese characters proper, U+4000 to U+9FFF: they
 * fold to themselves but for their case.  Returns what is behind them. */
static const char *
fold_plain(struct strbuf *sb, const char *p, const char *end)
{
    char *out;

    strbuf_reserve(sb, (size_t)(end - p));
    out = sb->ptr + sb->len;
    while (p < end) {
        unsigned char c = (unsigned char)*p;

        if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')) {
            *out++ = *p++;
        } else if (c >= 'A' && c <= 'Z') {
            *out++ = (char)(*p++ - 'A' + 'a');
        } else if (c >= 0xE4 && c <= 0xE9 && end - p >= 3) {
            memcpy(out, p, 3);
            out += 3;
            p += 3;
        } else {
            break;
        }
    }
    sb->len = (size_t)(out - sb->ptr);
    *out = '\0';
    return p;
}

void
spelling_fold(struct strbuf *sb, struct str text)
{
    const char *p = text.ptr;
    const char *end = text.len ? text.ptr + text.len : p;

    while (p < end) {
        uint32_t code;
        size_t n;

        p = fold_plain(sb, p, end);
        if (p == end) {
            break;
        }
        n = utf8_decode(p, end, &code);
        p += n ? n : 1;
        if (utf8_is_blank(code)) {
            continue;
        }
        code = fold_character(code);
        if (code < 0x80) {
            strbuf_add_char(sb, (char)code);
        } else {
            strbuf_add_code(sb, code);
        }
    }
}

static size_t
decode(struct str s, uint32_t *codes)
{
    const char *p = s.ptr;
    const char *end = s.ptr + s.len;
    size_t n = 0;

    while (p < end && n < MAX_CHARACTERS) {
        size_t len = utf8_decode(p, end, &codes[n++]);

        p += len ? len : 1;
    }
    return n;
}

static size_t
smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;

    return least < c ? least : c;
}

size_t
spelling_distance(struct str a, struct str b)
{
    uint32_t x[MAX_CHARACTERS];
    uint32_t y[MAX_CHARACTERS];
    size_t row[MAX_CHARACTERS + 1];
    size_t n_x = decode(a, x);
    size_t n_y = decode(b, y);

    for (size_t j = 0; j <= n_y; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= n_x; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= n_y; j++) {
            size_t above = row[j];

            row[j] = smallest(above + 1, row[j - 1] + 1,
                              diagonal + (x[i - 1] != y[j - 1]));
            diagonal = above;
        }
    }
    return row[n_y];
}

size_t
spelling_nearest(struct str name, const struct str *names, size_t n)
{
    struct strbuf folded = {0};
    struct strbuf other = {0};
    size_t best = SIZE_MAX;
    size_t fewest = SIZE_MAX;

    spelling_fold(&folded, name);
    for (size_t i = 0; i < n; i++) {
        size_t longer;
        size_t distance;

        strbuf_cut(&other, 0);
        spelling_fold(&other, names[i]);
        longer = utf8_count(strbuf_str(&other));
        if (longer < utf8_count(strbuf_str(&folded))) {
            longer = utf8_count(strbuf_str(&folded));
        }
        distance = spelling_distance(strbuf_str(&folded), strbuf_str(&other));
        if (distance < fewest && distance * 2 <= longer) {
            fewest = distance;
            best = i;
        }
    }
    strbuf_clear(&folded);
    strbuf_clear(&other);
    return best;
}
