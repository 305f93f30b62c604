#include "gen/base/str.h"

#include <string.h>

struct str
str_from(const char *cstr)
{
    return (struct str){cstr, cstr ? strlen(cstr) : 0};
}

bool
str_equals(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool
str_is(struct str a, const char *cstr)
{
    return str_equals(a, str_from(cstr));
}

bool
str_starts_with(struct str s, struct str prefix)
{
    return s.len >= prefix.len &&
           str_equals((struct str){s.ptr, prefix.len}, prefix);
}

bool
str_ends_with(struct str s, struct str suffix)
{
    return s.len >= suffix.len &&
           str_equals(str_slice(s, s.len - suffix.len, s.len), suffix);
}

int
str_compare(struct str a, struct str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;

    if (order) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

size_t
str_find(struct str s, struct str needle, size_t from)
{
    const char *at;

    if (from > s.len || needle.len == 0 || needle.len > s.len - from) {
        return SIZE_MAX;
    }
    at = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
    return at ? (size_t)(at - s.ptr) : SIZE_MAX;
}

struct str
str_slice(struct str s, size_t from, size_t to)
{
    to = to < s.len ? to : s.len;
    from = from < to ? from : to;
    return (struct str){s.ptr ? s.ptr + from : NULL, to - from};
}

/* Length of the blank that ends s; 0 if it ends in something else. */
static size_t
last_blank(struct str s)
{
    const char *end = s.ptr + s.len;
    const char *p = end - 1;
    uint32_t code;

    while (p > s.ptr && ((unsigned char)*p & 0xC0) == 0x80 && end - p < 4) {
        p--;
    }
    return utf8_decode(p, end, &code) == (size_t)(end - p) &&
                   utf8_is_blank(code)
               ? (size_t)(end - p)
               : 0;
}

/* Neither begins nor ends in what may be part of a blank. */
static bool
is_trimmed(struct str s)
{
    unsigned char first = s.len ? (unsigned char)s.ptr[0] : 0;
    unsigned char last = s.len ? (unsigned char)s.ptr[s.len - 1] : 0;

    if (s.len >= 3 && last >= 0x80) { /* U+4000 to U+9FFF end no blank */
        last = (unsigned char)s.ptr[s.len - 3];
        last = last >= 0xE4 && last <= 0xE9 ? '.' : last;
    }
    return ((first > ' ' && first < 0x80) ||
            (first >= 0xE4 && first <= 0xE9)) &&
           last > ' ' && last < 0x80;
}

struct str
str_trim(struct str s)
{
    uint32_t code;
    size_t n;

    if (is_trimmed(s)) {
        return s;
    }
    while (s.len && (n = utf8_decode(s.ptr, s.ptr + s.len, &code)) &&
           utf8_is_blank(code)) {
        s = str_slice(s, n, s.len);
    }
    while (s.len && (n = last_blank(s))) {
        s.len -= n;
    }
    return s;
}

struct str
str_split(struct str *rest, struct str separator)
{
    struct str s = *rest;
    size_t at = str_find(s, separator, 0);

    if (at == SIZE_MAX) {
        *rest = (struct str){NULL, 0};
        return s;
    }
    *rest = str_slice(s, at + separator.len, s.len);
    return str_slice(s, 0, at);
}

static size_t
sequence_length(unsigned char lead)
{
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return 2;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return 3;
    }
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

size_t
utf8_decode(const char *p, const char *end, uint32_t *code)
{
    static const uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)*p;
    size_t n = sequence_length(lead);
    uint32_t c = n < 2 ? lead : lead & (0xFFU >> (n + 1));

    *code = 0xFFFD;
    if (n == 0 || (size_t)(end - p) < n) {
        return 0;
    }
    for (size_t i = 1; i < n; i++) {
        unsigned char next = (unsigned char)p[i];

        if ((next & 0xC0) != 0x80) {
            return 0;
        }
        c = c << 6 | (next & 0x3FU);
    }
    if (c < lowest[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        return 0;
    }
    *code = c;
    return n;
}

size_t
utf8_encode(uint32_t code, char bytes[4])
{
    if (code < 0x80) {
        bytes[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        bytes[0] = (char)(0xC0 | code >> 6);
        bytes[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        bytes[0] = (char)(0xE0 | code >> 12);
        bytes[1] = (char)(0x80 | (code >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | code >> 18);
    bytes[1] = (char)(0x80 | (code >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (code >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

size_t
utf8_valid(struct str s)
{
    const char *p = s.ptr;
    const char *end = s.ptr + s.len;
    uint32_t code;

    while (p < end) {
        size_t n = (unsigned char)*p < 0x80 ? 1 : utf8_decode(p, end, &code);

        if (n == 0) {
            break;
        }
        p += n;
    }
    return (size_t)(p - s.ptr);
}

size_t
utf8_count(struct str s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.len; i++) {
        n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    }
    return n;
}

bool
utf8_is_wide(uint32_t c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
           (c >= 0xA960 && c <= 0xA97F) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
           (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
           (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

size_t
utf8_columns(struct str s)
{
    const char *p = s.ptr;
    const char *end = s.ptr + s.len;
    size_t n = 0;
    uint32_t code;

    while (p < end) {
        size_t len = utf8_decode(p, end, &code);

        p += len ? len : 1;
        n += utf8_is_wide(code) ? 2 : 1;
    }
    return n;
}

bool
utf8_is_blank(uint32_t c)
{
    return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 ||
           c == 0xFEFF || (c >= 0x200B && c <= 0x200D);
}

bool
utf8_is_xml(uint32_t c)
{
    if (c < 0x20) {
        return c == 9 || c == 10 || c == 13;
    }
    return !(c >= 0xD800 && c <= 0xDFFF) && (c & 0xFFFE) != 0xFFFE &&
           !(c >= 0xFDD0 && c <= 0xFDEF) && c <= 0x10FFFF;
}
