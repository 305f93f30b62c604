/* Harmless repairs of what people type into cells, by the kind of column.
 * Each function adds the mended text and says whether it differs. */
#ifndef TONGBAO_MODEL_CLEAN_H
#define TONGBAO_MODEL_CLEAN_H

#include "gen/base/strbuf.h"

/* Only blanks around the text would change, and there are none inside that
 * need mending: true for nearly every cell.  Full-width forms are mended in
 * codes only. */
bool clean_is_plain(struct str text, bool is_code);

/* Running text: no-break and zero-width blanks and control characters; a line
 * break goes where it only wraps (behind 。；：！？ and the like it stays). */
void clean_text(struct strbuf *sb, struct str text);

/* A character that no document can hold (XML 1.0, 2.2); 0: there is none. */
uint32_t clean_bad_character(struct str text);

/* Codes and addresses: full-width forms to ASCII, no blanks at all, no
 * apostrophe before them that made a spreadsheet keep them as text. */
void clean_code(struct strbuf *sb, struct str text);

/* Figures: as a code, without thousands separators, without a unit such as 分
 * or 个 behind it; a % stays.  False if it is no figure. */
bool clean_number(struct strbuf *sb, struct str text);

#endif
