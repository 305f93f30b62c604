/* Which encoding a text file is in: charset.h gives the rules. */
#ifndef TONGBAO_INPUT_ENCODING_H
#define TONGBAO_INPUT_ENCODING_H

#include "gen/input/gb18030.h"

enum encoding {
    ENCODING_UTF8,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_GB18030,
    ENCODING_OTHER /* left to iconv, by name */
};

/* Of the first four. */
extern const char *const encoding_names[];

/* Length of the byte order mark and its encoding; 0 if there is none. */
size_t encoding_find_mark(struct str bytes, enum encoding *encoding);

/* Of bytes without a mark; doubts are warnings at at.  declared may be NULL. */
enum encoding encoding_detect(struct str bytes, const char *declared,
                              struct gb18030 *gb, struct location at,
                              struct diags *diags);

/* By the name a user gives; "UTF-16" follows the mark in bytes. */
enum encoding encoding_by_name(const char *name, struct str bytes);

#endif
