/* Text being built.  A zeroed struct is a valid empty one; its bytes are
 * owned by it and NUL-terminated after every call. */
#ifndef TONGBAO_BASE_STRBUF_H
#define TONGBAO_BASE_STRBUF_H

#include <stdarg.h>

#include "gen/base/str.h"

#if defined(__GNUC__)
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define PRINTF_LIKE(fmt, args)
#endif

struct strbuf {
    char *ptr;
    size_t len;
    size_t cap;
};

/* Frees the bytes; the struct is then an empty one. */
void strbuf_clear(struct strbuf *sb);

/* Forgets the text from len on, keeps the room. */
void strbuf_cut(struct strbuf *sb, size_t len);

/* Makes room for more bytes without another allocation. */
void strbuf_reserve(struct strbuf *sb, size_t more);

void strbuf_add(struct strbuf *sb, struct str s);
void strbuf_add_cstr(struct strbuf *sb, const char *cstr);
void strbuf_add_char(struct strbuf *sb, char c);
void strbuf_add_code(struct strbuf *sb, uint32_t code);
void strbuf_addf(struct strbuf *sb, const char *fmt, ...) PRINTF_LIKE(2, 3);
void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list args);

/* Adds s with & < > " escaped; characters XML 1.0 does not allow are left
 * out. */
void strbuf_add_xml(struct strbuf *sb, struct str s);

/* Adds s as it is to be read on one line: line breaks and tabs become blanks;
 * what is not seen, or would steer a terminal, is named as <U+200B>. */
void strbuf_add_visible(struct strbuf *sb, struct str s);

/* Borrowed; valid until the next change. */
struct str strbuf_str(const struct strbuf *sb);

#endif
