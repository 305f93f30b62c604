/* A profile's pattern for cells (PCRE2), matched whole: as if it stood between
 * ^ and $.  \d, \w and \s mean ASCII; Chinese characters are \p{Han}.  Matching
 * is limited in steps and memory, so that no pattern hangs a build. */
#ifndef TONGBAO_MODEL_PATTERN_H
#define TONGBAO_MODEL_PATTERN_H

#include "gen/base/strbuf.h"

struct pattern { /* zeroed: a closed one, which fits everything */
    void *code;
    void *match;
    void *limits;
};

enum pattern_result {
    PATTERN_FITS,
    PATTERN_DIFFERS,
    PATTERN_TOO_HARD /* a limit was passed */
};

/* False with the reason added to why and the byte offset of the fault. */
bool pattern_open(struct pattern *pattern, struct str text, struct strbuf *why,
                  size_t *offset);
void pattern_close(struct pattern *pattern);

/* text is valid UTF-8. */
enum pattern_result pattern_match(const struct pattern *pattern,
                                  struct str text);

#endif
