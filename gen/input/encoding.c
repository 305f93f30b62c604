#include "gen/input/encoding.h"

#include <strings.h>

enum { SAMPLE_BYTES = 256 * 1024 };

const char *const encoding_names[] = {"UTF-8", "UTF-16LE", "UTF-16BE",
                                      "GB18030"};

struct share {
    bool is_valid;
    size_t n_common;
    size_t n; /* characters above ASCII */
};

static bool
is_cjk_punctuation(uint32_t c)
{
    return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0x2010 && c <= 0x2027);
}

/* Cut characters at the end of a sample do not count against it. */
static struct share
share_of_gb18030(struct str bytes)
{
    const unsigned char *p = (const unsigned char *)bytes.ptr;
    const unsigned char *end = p + bytes.len;
    struct share share = {true, 0, 0};

    while (p < end && share.is_valid) {
        size_t n = gb18030_length(p, (size_t)(end - p));

        share.is_valid = n || (bytes.len == SAMPLE_BYTES && end - p < 4);
        if (*p >= 0x80) {
            bool is_level1 = *p >= 0xB0 && *p <= 0xD7;

            share.n++;
            share.n_common += n == 2 && p[1] >= 0xA1 &&
                              (is_level1 || *p == 0xA1 || *p == 0xA3);
        }
        p = n ? p + n : end;
    }
    return share;
}

/* Level 1 of GB 2312 as a set of U+4E00.. */
struct level1 {
    unsigned char bits[(0x9FFF - 0x4E00) / 8 + 1];
};

static void
level1_fill(struct level1 *set, struct gb18030 *gb)
{
    *set = (struct level1){0};
    for (unsigned lead = 0xB0; lead <= 0xD7; lead++) {
        for (unsigned trail = 0xA1; trail <= 0xFE; trail++) {
            unsigned char p[2] = {(unsigned char)lead, (unsigned char)trail};
            uint32_t code = gb18030_code(gb, p, 2);

            if (code >= 0x4E00 && code <= 0x9FFF) {
                code -= 0x4E00;
                set->bits[code / 8] |= (unsigned char)(1U << code % 8);
            }
        }
    }
}

static bool
level1_has(const struct level1 *set, uint32_t code)
{
    code -= 0x4E00;
    return code <= 0x9FFF - 0x4E00 && set->bits[code / 8] >> code % 8 & 1;
}

static struct share
share_of_utf8(struct str bytes, const struct level1 *set)
{
    const char *p = bytes.ptr;
    const char *end = p + bytes.len;
    struct share share = {true, 0, 0};

    while (p < end) {
        uint32_t code;
        size_t n = utf8_decode(p, end, &code);

        if (n == 0) {
            break;
        }
        if (code >= 0x80) {
            share.n++;
            share.n_common += is_cjk_punctuation(code) || level1_has(set, code);
        }
        p += n;
    }
    return share;
}

/* In hundredths. */
static int
share_percent(struct share share)
{
    return share.n ? (int)(share.n_common * 100 / share.n) : 0;
}

static bool
has_mark(struct str bytes, const char *mark, size_t len)
{
    return str_starts_with(bytes, (struct str){mark, len});
}

size_t
encoding_find_mark(struct str bytes, enum encoding *encoding)
{
    if (has_mark(bytes, "\xEF\xBB\xBF", 3)) {
        *encoding = ENCODING_UTF8;
        return 3;
    }
    if (has_mark(bytes, "\xFF\xFE", 2)) {
        *encoding = ENCODING_UTF16LE;
        return 2;
    }
    if (has_mark(bytes, "\xFE\xFF", 2)) {
        *encoding = ENCODING_UTF16BE;
        return 2;
    }
    if (has_mark(bytes, "\x84\x31\x95\x33", 4)) {
        *encoding = ENCODING_GB18030;
        return 4;
    }
    return 0;
}

/* UTF-16 without a mark: NULs on one side only, one unit in sixteen or more
 * (digits, commas, line breaks). */
static bool
looks_utf16(struct str bytes, enum encoding *encoding)
{
    size_t n[2] = {0, 0};
    struct str sample = str_slice(bytes, 0, 4096);

    for (size_t i = 0; i < sample.len; i++) {
        n[i % 2] += sample.ptr[i] == '\0';
    }
    if (bytes.len % 2 || (n[0] && n[1]) || (n[0] + n[1]) * 32 < sample.len ||
        n[0] + n[1] == 0) {
        return false;
    }
    *encoding = n[0] ? ENCODING_UTF16BE : ENCODING_UTF16LE;
    return true;
}

static bool
is_ascii(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((unsigned char)s.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static void
warn_of_doubt(const char *chosen, const char *other, struct location at,
              struct diags *diags)
{
    diag_warning(diags, at,
                 _("the charset of this file is not certain; it was read as "
                   "%s, but %s is possible too"),
                 chosen, other);
    diag_advise(diags,
                _("if names look wrong, give --encoding=%s; if they are right, "
                  "save the file as UTF-8 to be sure"),
                other);
}

/* The whole sample is valid UTF-8; is it meant? */
static enum encoding
settle(struct str sample, const char *declared, struct gb18030 *gb,
       struct location at, struct diags *diags)
{
    struct share gbk = share_of_gb18030(sample);
    struct level1 set;
    int lead;
    bool is_gbk;

    if (!gbk.is_valid) {
        return ENCODING_UTF8;
    }
    level1_fill(&set, gb);
    lead = share_percent(share_of_utf8(sample, &set)) - share_percent(gbk);
    is_gbk = lead < 0;
    if (lead < 20 && declared) {
        return strncasecmp(declared, "gb", 2) == 0 ? ENCODING_GB18030
                                                   : ENCODING_UTF8;
    }
    if (lead < 20) {
        warn_of_doubt(encoding_names[is_gbk ? ENCODING_GB18030 : ENCODING_UTF8],
                      encoding_names[is_gbk ? ENCODING_UTF8 : ENCODING_GB18030],
                      at, diags);
    }
    return is_gbk ? ENCODING_GB18030 : ENCODING_UTF8;
}

static void
warn_of_rare(struct str sample, struct location at, struct diags *diags)
{
    struct share share = share_of_gb18030(sample);

    if (share.n >= 4 && share_percent(share) < 60) {
        diag_warning(diags, at,
                     _("this file was read as GB18030, but most of its "
                       "characters are rare ones"));
        diag_advise(diags, _("if the text looks wrong, give its charset, for "
                             "instance --encoding=BIG5, or save it as UTF-8"));
    }
}

enum encoding
encoding_detect(struct str bytes, const char *declared, struct gb18030 *gb,
                struct location at, struct diags *diags)
{
    struct str sample = str_slice(bytes, 0, SAMPLE_BYTES);
    enum encoding encoding;

    if (looks_utf16(bytes, &encoding)) {
        return encoding;
    }
    if (utf8_valid(bytes) == bytes.len) {
        return is_ascii(bytes) ? ENCODING_UTF8
                               : settle(sample, declared, gb, at, diags);
    }
    warn_of_rare(sample, at, diags);
    return ENCODING_GB18030;
}

/* A name without regard to case, '-' and '_'. */
static bool
is_named(const char *name, const char *plain)
{
    while (*name) {
        if (*name == '-' || *name == '_') {
            name++;
        } else if (strncasecmp(name++, plain++, 1) != 0) {
            return false;
        }
    }
    return *plain == '\0';
}

enum encoding
encoding_by_name(const char *name, struct str bytes)
{
    static const char *const gb[] = {"gb18030", "gbk",        "gb2312",
                                     "cp936",   "ms936",      "windows936",
                                     "euccn",   "gb180302022"};
    enum encoding encoding = ENCODING_UTF16LE;

    for (size_t i = 0; i < sizeof gb / sizeof gb[0]; i++) {
        if (is_named(name, gb[i])) {
            return ENCODING_GB18030;
        }
    }
    if (is_named(name, "utf16")) {
        encoding_find_mark(bytes, &encoding);
        return encoding;
    }
    if (is_named(name, "utf16le")) {
        return ENCODING_UTF16LE;
    }
    if (is_named(name, "utf16be")) {
        return ENCODING_UTF16BE;
    }
    return is_named(name, "utf8") ? ENCODING_UTF8 : ENCODING_OTHER;
}
