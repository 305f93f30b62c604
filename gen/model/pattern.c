#include "gen/model/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

enum {
    MATCH_LIMIT = 100000,
    HEAP_LIMIT = 16 * 1024, /* KiB */
    MAX_PATTERN = 4096      /* bytes */
};

static bool
prepare(struct pattern *pattern)
{
    pcre2_match_context *limits = pcre2_match_context_create(NULL);

    pattern->limits = limits;
    pattern->match = pcre2_match_data_create(1, NULL);
    if (!limits || !pattern->match) {
        return false;
    }
    pcre2_set_match_limit(limits, MATCH_LIMIT);
    pcre2_set_depth_limit(limits, MATCH_LIMIT);
    pcre2_set_heap_limit(limits, HEAP_LIMIT);
    pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
    return true;
}

bool
pattern_open(struct pattern *pattern, struct str text, struct strbuf *why,
             size_t *offset)
{
    unsigned char message[256];
    int error = 0;

    *pattern = (struct pattern){0};
    *offset = 0;
    if (text.len > MAX_PATTERN) {
        strbuf_add_cstr(why, "pattern too long");
        return false;
    }
    pattern->code =
        pcre2_compile((PCRE2_SPTR)text.ptr, text.len,
                      PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED |
                          PCRE2_NEVER_BACKSLASH_C | PCRE2_NO_AUTO_CAPTURE,
                      &error, offset, NULL);
    if (!pattern->code) {
        pcre2_get_error_message(error, message, sizeof message);
        strbuf_add_cstr(why, (const char *)message);
        return false;
    }
    if (!prepare(pattern)) {
        strbuf_add_cstr(why, "out of memory");
        pattern_close(pattern);
        return false;
    }
    return true;
}

void
pattern_close(struct pattern *pattern)
{
    pcre2_code_free(pattern->code);
    pcre2_match_data_free(pattern->match);
    pcre2_match_context_free(pattern->limits);
    *pattern = (struct pattern){0};
}

enum pattern_result
pattern_match(const struct pattern *pattern, struct str text)
{
    int status;

    if (!pattern->code) {
        return PATTERN_FITS;
    }
    status = pcre2_match(pattern->code, (PCRE2_SPTR)text.ptr, text.len, 0, 0,
                         pattern->match, pattern->limits);
    if (status >= 0) {
        return PATTERN_FITS;
    }
    return status == PCRE2_ERROR_NOMATCH ? PATTERN_DIFFERS : PATTERN_TOO_HARD;
}
