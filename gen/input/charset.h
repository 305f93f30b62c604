/* What encoding a text file is in, and its text as UTF-8.  The only file pair
 * that knows encodings and that touches iconv.
 *
 * A byte order mark decides (UTF-8, UTF-16, GB18030's 84 31 95 33); else the
 * places of NUL bytes (UTF-16 without a mark); else valid UTF-8 (RFC 3629) is
 * UTF-8; else GB18030, which contains GBK and GB 2312, with the byte 80 of
 * code page 936 as the euro sign.
 *
 * A short GBK file can be valid UTF-8 by accident.  So bytes that are valid
 * both ways are read both ways, and the reading with the larger share of
 * everyday characters (level 1 of GB 2312, CJK punctuation) wins.  Where the
 * shares are close, a declared charset decides; a choice against UTF-8, or a
 * close one, is a warning that names --encoding.  A declared charset is
 * believed in one more case: Big5, which nearly always looks like GB18030. Text
 * read as GB18030 that is mostly rare characters is a warning too: it may be
 * Big5 or Shift-JIS.
 *
 * Any byte the encoding does not allow is an error with its place; nothing is
 * ever replaced or left out, but a byte order mark at the start.
 */
#ifndef TONGBAO_INPUT_CHARSET_H
#define TONGBAO_INPUT_CHARSET_H

#include "gen/base/diag.h"

struct charset_choice {
    const char *forced; /* by the user: any name iconv knows; NULL: find out */
    const char *declared; /* inside the file, often wrong; NULL: nothing is */
};

struct charset_text {
    char *ptr; /* UTF-8 with a NUL behind it, in the arena; the caller may
                  change it */
    size_t len;
    const char *name; /* "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", or the
                         name that was forced */
};

/* Decodes a whole file; at names it. */
bool charset_decode(struct charset_text *text, struct str bytes,
                    struct charset_choice choice, struct location at,
                    struct arena *arena, struct diags *diags);

/* What HTML's "charset=" or XML's "encoding=" in the first bytes says;
 * NULL if nothing does.  In the arena. */
const char *charset_declared(struct str bytes, struct arena *arena);

#endif
