/* UTF-8 text as a borrowed view, passed by value, and the few questions asked
 * of it.  A view does not own its bytes and need not end in NUL; whoever made
 * the bytes says how long they live. */
#ifndef TONGBAO_BASE_STR_H
#define TONGBAO_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
    const char *ptr;
    size_t len; /* bytes */
};

/* View of a string literal. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).ptr

/* View of a C string; NULL gives the empty view. */
struct str str_from(const char *cstr);

bool str_equals(struct str a, struct str b);
bool str_is(struct str a, const char *cstr);
bool str_starts_with(struct str s, struct str prefix);
bool str_ends_with(struct str s, struct str suffix);

/* Byte order; for lookups, never for showing Chinese names in order. */
int str_compare(struct str a, struct str b);

/* Offset of the first needle at or after from, or SIZE_MAX. */
size_t str_find(struct str s, struct str needle, size_t from);

/* from and to count bytes and are clamped to the text. */
struct str str_slice(struct str s, size_t from, size_t to);

/* Without leading and trailing blanks as spreadsheets have them: ASCII white
 * space, U+00A0, U+3000, U+FEFF and the zero-width U+200B..U+200D. */
struct str str_trim(struct str s);

/* Cuts s at the next separator: returns the piece before it and moves s
 * behind it.  At the last piece *rest becomes {NULL, 0}. */
struct str str_split(struct str *rest, struct str separator);

/* Decodes the character at p (p < end); returns its length in bytes, or 0
 * where the bytes are not UTF-8 (RFC 3629: no overlong forms, no surrogates,
 * nothing above U+10FFFF). */
size_t utf8_decode(const char *p, const char *end, uint32_t *code);

/* Writes 1 to 4 bytes; returns how many. */
size_t utf8_encode(uint32_t code, char bytes[4]);

/* Length of the valid UTF-8 at the start of s; s.len if all of it is. */
size_t utf8_valid(struct str s);

/* Number of characters of valid UTF-8. */
size_t utf8_count(struct str s);

/* A character two columns wide in a monospaced Chinese font (East Asian Wide
 * or Fullwidth, Unicode Standard Annex 11). */
bool utf8_is_wide(uint32_t code);

/* Columns of a text: two for a wide character, one for another. */
size_t utf8_columns(struct str s);

/* A blank in str_trim's sense. */
bool utf8_is_blank(uint32_t code);

/* May stand in an XML 1.0 document (section 2.2), non-characters excluded. */
bool utf8_is_xml(uint32_t code);

#endif
