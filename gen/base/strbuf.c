#include "gen/base/strbuf.h"

#include <stdio.h>
#include <string.h>

#include "gen/base/mem.h"

void
strbuf_clear(struct strbuf *sb)
{
    mem_free(sb->ptr);
    *sb = (struct strbuf){0};
}

void
strbuf_cut(struct strbuf *sb, size_t len)
{
    if (len < sb->len) {
        sb->len = len;
        sb->ptr[len] = '\0';
    }
}

void
strbuf_reserve(struct strbuf *sb, size_t more)
{
    size_t need = sb->len + more + 1;

    if (need > sb->cap) {
        sb->cap = need > sb->cap * 2 ? need : sb->cap * 2;
        sb->cap = sb->cap < 64 ? 64 : sb->cap;
        sb->ptr = mem_resize(sb->ptr, sb->cap, 1);
    }
}

void
strbuf_add(struct strbuf *sb, struct str s)
{
    strbuf_reserve(sb, s.len);
    if (s.len) {
        memcpy(sb->ptr + sb->len, s.ptr, s.len);
    }
    sb->len += s.len;
    sb->ptr[sb->len] = '\0';
}

void
strbuf_add_cstr(struct strbuf *sb, const char *cstr)
{
    strbuf_add(sb, str_from(cstr));
}

void
strbuf_add_char(struct strbuf *sb, char c)
{
    strbuf_add(sb, (struct str){&c, 1});
}

void
strbuf_add_code(struct strbuf *sb, uint32_t code)
{
    char bytes[4];

    strbuf_add(sb, (struct str){bytes, utf8_encode(code, bytes)});
}

void
strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list args)
{
    va_list again;
    int n;

    va_copy(again, args);
    n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    if (n > 0) {
        strbuf_reserve(sb, (size_t)n);
        vsnprintf(sb->ptr + sb->len, (size_t)n + 1, fmt, args);
        sb->len += (size_t)n;
    }
}

void
strbuf_addf(struct strbuf *sb, const char *fmt, ...)
{
    va_list args;

    va_start(args, fmt);
    strbuf_vaddf(sb, fmt, args);
    va_end(args);
}

static const char *
entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return NULL;
    }
}

static bool
is_plain(const char *p)
{
    unsigned char c = (unsigned char)*p;

    return c >= 0x20 && !entity(*p) && c != 0xED && c != 0xEF && c < 0xF0;
}

void
strbuf_add_xml(struct strbuf *sb, struct str s)
{
    const char *p = s.ptr;
    const char *end = s.ptr + s.len;

    while (p < end) {
        const char *from = p;
        uint32_t code;
        size_t n;

        while (p < end && is_plain(p)) {
            p++;
        }
        strbuf_add(sb, (struct str){from, (size_t)(p - from)});
        if (p == end) {
            break;
        }
        n = utf8_decode(p, end, &code);
        if (entity(*p)) {
            strbuf_add_cstr(sb, entity(*p));
        } else if (n && utf8_is_xml(code)) {
            strbuf_add(sb, (struct str){p, n});
        }
        p += n ? n : 1;
    }
}

/* Controls, zero-width characters, marks of writing direction, and what no
 * XML can hold. */
static bool
is_unseen(uint32_t code)
{
    return !utf8_is_xml(code) || code < ' ' || (code >= 0x7F && code < 0xA0) ||
           code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
           (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF ||
           (code >= 0xE0000 && code <= 0xE0FFF);
}

void
strbuf_add_visible(struct strbuf *sb, struct str s)
{
    const char *end = s.len ? s.ptr + s.len : s.ptr;

    for (const char *p = s.ptr; p < end;) {
        uint32_t code;
        size_t n = utf8_decode(p, end, &code);

        if (n == 0) {
            strbuf_add_char(sb, *p++);
            continue;
        }
        if (code == '\n' || code == '\r' || code == '\t') {
            strbuf_add_char(sb, ' ');
        } else if (is_unseen(code)) {
            strbuf_addf(sb, "<U+%04X>", (unsigned)code);
        } else {
            strbuf_add(sb, (struct str){p, n});
        }
        p += n;
    }
}

struct str
strbuf_str(const struct strbuf *sb)
{
    return (struct str){sb->ptr ? sb->ptr : "", sb->len};
}
