/* GB18030, which contains GBK and GB 2312, character by character.  The only
 * user of iconv besides charset.c; each two-byte character is asked for once.
 */
#ifndef TONGBAO_INPUT_GB18030_H
#define TONGBAO_INPUT_GB18030_H

#include <iconv.h>

#include "gen/base/diag.h"

enum { GB18030_BAD = 0x7FFFFFFF };

struct gb18030 {
    iconv_t conv;
    bool is_open;
    uint32_t *codes; /* of two-byte characters; 0: not asked yet */
};

/* False, reported as a failure of the system, where iconv lacks GB18030. */
bool gb18030_open(struct gb18030 *gb, struct location at, struct diags *diags);
void gb18030_close(struct gb18030 *gb);

/* Length of the character at p by its form alone: 1, 2 or 4 bytes, 0 if it
 * has none.  left, at least 1, counts the bytes at p. */
size_t gb18030_length(const unsigned char *p, size_t left);

/* The character of n bytes at p, or GB18030_BAD.  The byte 80 alone is the
 * euro sign, as in code page 936. */
uint32_t gb18030_code(struct gb18030 *gb, const unsigned char *p, size_t n);

#endif
