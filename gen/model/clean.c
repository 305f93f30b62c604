#include "gen/model/clean.h"

/* The first byte that is a blank or a control character, or may begin what
 * needs mending: C2 A0 no-break; E2 80 8B.. zero-width; E3 80 80 wide blank;
 * EF BB BF, the full-width forms EF BC and EF BD, and non-characters. */
static size_t
find_doubt(struct str text, size_t i)
{
    static const bool is_doubt[256] = {[0x7F] = true,
                                       [0xC2] = true,
                                       [0xE2] = true,
                                       [0xE3] = true,
                                       [0xEF] = true};

    for (; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        if (c <= ' ' || is_doubt[c]) {
            break;
        }
    }
    return i;
}

bool
clean_is_plain(struct str text, bool is_code)
{
    for (size_t i = 0; (i = find_doubt(text, i)) < text.len; i++) {
        struct str rest = str_slice(text, i, text.len);
        unsigned char second = rest.len > 1 ? (unsigned char)rest.ptr[1] : 0;

        switch ((unsigned char)rest.ptr[0]) {
        case 0xE2:
            if (second == 0x80) {
                return false;
            }
            break;
        case 0xE3:
            if (str_starts_with(rest, STR("\xE3\x80\x80"))) {
                return false;
            }
            break;
        case 0xEF:
            if (is_code || (second != 0xBC && second != 0xBD)) {
                return false;
            }
            break;
        default:
            return false;
        }
    }
    return true;
}

static bool
is_zero_width(uint32_t c)
{
    return c == 0xFEFF || (c >= 0x200B && c <= 0x200D);
}

static bool
is_shown(uint32_t c)
{
    return c >= ' ' && c != 0x7F && utf8_is_xml(c);
}

static bool
is_apostrophe(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019;
}

uint32_t
clean_bad_character(struct str text)
{
    const char *end = text.ptr + text.len;

    for (const char *p = text.ptr; p < end;) {
        uint32_t code;
        size_t n = utf8_decode(p, end, &code);

        if (n && !utf8_is_xml(code)) {
            return code;
        }
        p += n ? n : 1;
    }
    return 0;
}

/* A line that ends so is meant to end. */
static bool
ends_line(uint32_t c)
{
    switch (c) {
    case 0x3002: /* 。 */
    case 0xFF1B: /* ； */
    case 0xFF1A: /* ： */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
    case ';':
    case ':':
    case '.':
        return true;
    default:
        return false;
    }
}

/* What is left of the blanks between two characters. */
static void
add_gap(struct strbuf *sb, struct str gap, uint32_t before, uint32_t after)
{
    const char *p = gap.ptr;
    const char *end = gap.ptr + gap.len;
    uint32_t code;

    if (str_find(gap, STR("\n"), 0) != SIZE_MAX ||
        str_find(gap, STR("\r"), 0) != SIZE_MAX) {
        if (ends_line(before)) {
            strbuf_add_char(sb, '\n');
        } else if (before < 0x80 && after < 0x80) {
            strbuf_add_char(sb, ' ');
        }
        return;
    }
    for (; p < end; p += utf8_decode(p, end, &code)) {
        utf8_decode(p, end, &code);
        if (utf8_is_blank(code) && !is_zero_width(code)) {
            strbuf_add_code(sb, code == 0x3000 ? code : ' ');
        }
    }
}

void
clean_text(struct strbuf *sb, struct str text)
{
    struct str rest = str_trim(text);
    const char *p = rest.ptr;
    const char *end = rest.ptr + rest.len;
    const char *gap = p;
    uint32_t before = 0;

    while (p < end) {
        uint32_t code;
        size_t n = utf8_decode(p, end, &code);
        struct str blanks = {gap, (size_t)(p - gap)};

        p += n ? n : 1;
        if (utf8_is_blank(code) || !is_shown(code)) {
            continue;
        }
        add_gap(sb, blanks, before, code);
        strbuf_add_code(sb, code);
        before = code;
        gap = p;
    }
}

void
clean_code(struct strbuf *sb, struct str text)
{
    size_t before = sb->len;
    const char *p = text.ptr;
    const char *end = text.ptr + text.len;

    while (p < end) {
        uint32_t code;
        size_t n = utf8_decode(p, end, &code);

        p += n ? n : 1;
        if (code >= 0xFF01 && code <= 0xFF5E) {
            code -= 0xFF01 - '!';
        }
        if (!utf8_is_blank(code) && is_shown(code) &&
            !(sb->len == before && is_apostrophe(code))) {
            strbuf_add_code(sb, code);
        }
    }
}

/* Length of the figure at the start: digits, a point, commas that part
 * thousands; 0 if the commas stand elsewhere. */
static size_t
figure_length(struct str s)
{
    size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
    size_t since = 0;
    bool commas = false;
    bool point = false;

    for (; i < s.len; i++) {
        char c = s.ptr[i];

        if (c >= '0' && c <= '9') {
            since += !point;
        } else if (c == ',' && !point) {
            if (since == 0 || since > 3 || (commas && since != 3)) {
                return 0;
            }
            commas = true;
            since = 0;
        } else if (c == '.' && !point) {
            point = true;
        } else {
            break;
        }
    }
    return commas && since != 3 ? 0 : i;
}

static bool
is_unit(struct str s)
{
    static const char *const units[] = {"分", "个", "家", "条", "项", "次",
                                        "人", "件", "篇", "天", "元", "页",
                                        "户", "名", "起", "份", "日"};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (str_is(s, units[i])) {
            return true;
        }
    }
    return s.len == 0 || str_is(s, "%");
}

/* 1.5e3 as a spreadsheet may write it into a text file. */
static size_t
exponent_length(struct str s)
{
    size_t i = 0;
    size_t sign;

    if (s.len == 0 || (s.ptr[0] != 'e' && s.ptr[0] != 'E')) {
        return 0;
    }
    sign = s.len > 1 && (s.ptr[1] == '+' || s.ptr[1] == '-');
    for (i = 1 + sign; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++) {
    }
    return i > 1 + sign ? i : 0;
}

bool
clean_number(struct strbuf *sb, struct str text)
{
    struct strbuf folded = {0};
    struct str s;
    size_t n;
    size_t more;
    struct str unit;
    bool ok;

    clean_code(&folded, text);
    s = strbuf_str(&folded);
    n = figure_length(s);
    more = n ? exponent_length(str_slice(s, n, s.len)) : 0;
    unit = str_slice(s, n + more, s.len);
    ok = n > 0 && is_unit(unit);
    for (size_t i = 0; ok && i < n + more; i++) {
        if (s.ptr[i] != ',') {
            strbuf_add_char(sb, s.ptr[i]);
        }
    }
    if (ok && str_is(unit, "%")) {
        strbuf_add_char(sb, '%');
    }
    strbuf_clear(&folded);
    return ok;
}
