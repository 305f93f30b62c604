#include "gen/opc/fence.h"

#include <string.h>

#include "gen/base/mem.h"
#include "gen/opc/fence_encoding.h"

const struct fence_limits fence_default_limits = {
    .depth = 256,
    .attributes = 1000,
    .name = 1000,
    .token = 1 << 20,
    .text = 16 << 20,
};

static bool
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static enum fence_fault
add_text(struct fence *f, size_t n)
{
    f->text += n;
    return f->text > f->limits->text ? FENCE_TEXT : FENCE_OK;
}

static enum fence_fault
scan_text(struct fence *f, const char **p, const char *end)
{
    const char *lt = memchr(*p, '<', (size_t)(end - *p));
    size_t n = (size_t)((lt ? lt : end) - *p);

    *p += n;
    if (lt) {
        ++*p;
        f->state = FENCE_AFTER_LT;
    }
    return add_text(f, n);
}

static enum fence_fault
scan_after_lt(struct fence *f, const char **p)
{
    f->token = 1;
    f->attributes = f->name = f->run = 0;
    f->quote = f->last = 0;
    switch (**p) {
    case '!':
        f->state = FENCE_AFTER_BANG;
        break;
    case '?':
        f->state = FENCE_IN_PI;
        break;
    case '/':
        f->state = FENCE_IN_END_TAG;
        break;
    default:
        f->state = FENCE_IN_TAG;
        return FENCE_OK;
    }
    ++*p;
    f->token++;
    return FENCE_OK;
}

/* Whatever else follows "<!" stands in a document type only. */
static enum fence_fault
scan_after_bang(struct fence *f, const char **p)
{
    char c = *(*p)++;

    f->token++;
    if (c != '-' && c != '[') {
        return FENCE_DTD;
    }
    f->state = c == '-' ? FENCE_IN_COMMENT : FENCE_IN_CDATA;
    f->starts_text = true;
    return FENCE_OK;
}

static enum fence_fault
close_tag(struct fence *f)
{
    f->text = 0;
    if (f->state == FENCE_IN_END_TAG) {
        f->depth -= f->depth > 0;
    } else if (f->last != '/') {
        f->depth++;
    }
    f->state = FENCE_IN_TEXT;
    return f->limits->depth && f->depth > f->limits->depth ? FENCE_DEPTH
                                                           : FENCE_OK;
}

static enum fence_fault
add_tag_char(struct fence *f, char c)
{
    if (c == '"' || c == '\'') {
        f->quote = c;
        f->name = 0;
    } else if (c == '=') {
        f->name = 0;
        if (++f->attributes > f->limits->attributes) {
            return FENCE_ATTRIBUTES;
        }
    } else if (is_space(c)) {
        f->name = 0;
    } else if (++f->name > f->limits->name) {
        return FENCE_NAME;
    }
    f->last = c;
    return FENCE_OK;
}

static enum fence_fault
scan_tag(struct fence *f, const char **p, const char *end)
{
    const char *start = *p;
    const char *at = start;
    enum fence_fault fault = FENCE_OK;

    while (at < end && fault == FENCE_OK) {
        if (f->quote) { /* values are short: no memchr */
            while (at < end && *at != f->quote) {
                at++;
            }
            if (at < end) {
                f->quote = 0;
                at++;
            }
        } else if (*at == '>') {
            at++;
            fault = close_tag(f);
            break;
        } else {
            fault = add_tag_char(f, *at++);
        }
    }
    f->token += (size_t)(at - start);
    *p = at;
    if (fault == FENCE_OK && f->token > f->limits->token) {
        return FENCE_TOKEN;
    }
    return fault;
}

/* Comments end in "-->", instructions in "?>", CDATA in "]]>". */
static enum fence_fault
scan_until(struct fence *f, const char **p, const char *end, char mark,
           unsigned n_marks)
{
    const char *at = *p;
    bool closed = false;
    size_t n;

    if (f->starts_text && at < end) { /* second '-' of "<!--" */
        f->starts_text = false;
        at++;
    }
    for (; at < end && !closed; at++) {
        if (*at == mark) {
            f->run++;
        } else {
            closed = *at == '>' && f->run >= n_marks;
            f->run = 0;
        }
    }
    n = (size_t)(at - *p);
    *p = at;
    if (f->state == FENCE_IN_CDATA) {
        f->state = closed ? FENCE_IN_TEXT : FENCE_IN_CDATA;
        return add_text(f, n);
    }
    f->state = closed ? FENCE_IN_TEXT : f->state;
    f->token += n;
    return f->token > f->limits->token ? FENCE_TOKEN : FENCE_OK;
}

static enum fence_fault
scan_state(struct fence *f, const char **p, const char *end)
{
    switch (f->state) {
    case FENCE_IN_TEXT:
        return scan_text(f, p, end);
    case FENCE_AFTER_LT:
        return scan_after_lt(f, p);
    case FENCE_AFTER_BANG:
        return scan_after_bang(f, p);
    case FENCE_IN_COMMENT:
        return scan_until(f, p, end, '-', 2);
    case FENCE_IN_CDATA:
        return scan_until(f, p, end, ']', 2);
    case FENCE_IN_PI:
        return scan_until(f, p, end, '?', 1);
    case FENCE_IN_TAG:
    case FENCE_IN_END_TAG:
        break;
    }
    return scan_tag(f, p, end);
}

static bool
has_pair(struct str bytes, char second)
{
    const char *end = bytes.ptr + bytes.len;
    const char *p = bytes.ptr;

    while ((p = memchr(p, second, (size_t)(end - p)))) {
        if (p > bytes.ptr && p[-1] == '<') {
            return true;
        }
        p++;
    }
    return false;
}

/* How far from one '<' to the next everything is short; 0 where each tag must
 * be read. */
static size_t
find_reach(const struct fence *f, struct str bytes)
{
    const struct fence_limits *limits = f->limits;
    size_t reach = limits->attributes;

    if (limits->depth ||
        (f->state != FENCE_IN_TEXT && f->state != FENCE_IN_TAG &&
         f->state != FENCE_IN_END_TAG) ||
        has_pair(bytes, '!') || has_pair(bytes, '?')) {
        return 0;
    }
    reach = limits->name < reach ? limits->name : reach;
    reach = limits->token < reach ? limits->token : reach;
    return limits->text < reach ? limits->text : reach;
}

/* From behind one '<' to behind the last one that short steps lead to. */
static void
skip_short(struct fence *f, const char **p, const char *end, size_t reach)
{
    const char *lt;

    do {
        size_t n = (size_t)(end - *p);

        lt = memrchr(*p, '<', n < reach ? n : reach);
        if (lt) {
            *p = lt + 1;
            f->text = 0;
        }
    } while (lt);
}

static enum fence_fault
scan(struct fence *f, struct str bytes)
{
    const char *p = bytes.ptr;
    const char *end = p + bytes.len;
    const char *from = p;
    enum fence_fault fault = FENCE_OK;
    size_t reach;

    if (memchr(p, '\0', bytes.len)) {
        return FENCE_BINARY;
    }
    reach = find_reach(f, bytes);
    while (p < end && fault == FENCE_OK) {
        if (reach && f->state == FENCE_AFTER_LT) {
            skip_short(f, &p, end, reach);
        }
        if (p < end) {
            fault = scan_state(f, &p, end);
        }
    }
    while ((from = memchr(from, '\n', (size_t)(p - from)))) {
        f->line++;
        from++;
    }
    return fault;
}

enum fence_fault
fence_feed(struct fence *f, struct str bytes)
{
    enum fence_fault fault;
    char *masked;

    if (f->form == FENCE_UNKNOWN) {
        fault = fence_start(f, &bytes);
        if (fault != FENCE_OK) {
            return fault;
        }
    }
    if (bytes.len == 0) {
        return FENCE_OK;
    }
    if (f->form == FENCE_BYTES) {
        return scan(f, bytes);
    }
    masked = mem_alloc(bytes.len);
    fault = scan(f, (struct str){masked, fence_mask(f, bytes, masked)});
    mem_free(masked);
    return fault;
}
