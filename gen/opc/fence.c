#include "gen/opc/fence.h"

#include <string.h>
#include <strings.h>

#include "gen/base/mem.h"

const struct fence_limits fence_default_limits = {
    .depth = 256,
    .attributes = 1000,
    .name = 1000,
    .token = 1 << 20,
    .text = 16 << 20,
};

/* Stands for a byte of a character that is not ASCII. */
static const char masked_byte = (char)0x80;

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
    return f->depth > f->limits->depth ? FENCE_DEPTH : FENCE_OK;
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

static enum fence_fault
scan(struct fence *f, struct str bytes)
{
    const char *p = bytes.ptr;
    const char *end = p + bytes.len;
    const char *from = p;
    enum fence_fault fault = FENCE_OK;

    if (memchr(p, '\0', bytes.len)) {
        return FENCE_BINARY;
    }
    while (p < end && fault == FENCE_OK) {
        fault = scan_state(f, &p, end);
    }
    while ((from = memchr(from, '\n', (size_t)(p - from)))) {
        f->line++;
        from++;
    }
    return fault;
}

/* ASCII where it was ASCII, MASKED elsewhere; returns the length. */
static size_t
mask_gb(struct fence *f, struct str bytes, char *out)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        bool is_second = f->is_half && (c >= 0x40 || (c >= '0' && c <= '9'));

        f->is_half = !is_second && c > 0x80;
        out[i] = masked_byte;
        if (!is_second && c < 0x80) {
            out[i] = (char)c;
        }
    }
    return bytes.len;
}

static size_t
mask_utf16(const struct fence *f, struct str bytes, char *out)
{
    size_t high = f->form == FENCE_LE;
    size_t n = bytes.len / 2;

    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes.ptr[2 * i + !high];
        bool is_ascii = bytes.ptr[2 * i + high] == 0 && c < 0x80;

        out[i] = masked_byte;
        if (is_ascii) {
            out[i] = (char)c;
        }
    }
    return n;
}

static size_t
mask(struct fence *f, struct str bytes, char *out)
{
    return f->form == FENCE_GB ? mask_gb(f, bytes, out)
                               : mask_utf16(f, bytes, out);
}

/* The first bytes decide between UTF-16 and what contains ASCII. */
static enum fence_form
detect(struct str *bytes, bool *has_bom)
{
    static const struct {
        struct str start;
        enum fence_form form;
        bool is_bom;
    } forms[] = {
        {{"\xEF\xBB\xBF", 3}, FENCE_BYTES, true},
        {{"\xFF\xFE", 2}, FENCE_LE, true},
        {{"\xFE\xFF", 2}, FENCE_BE, true},
        {{"<\0", 2}, FENCE_LE, false},
        {{"\0<", 2}, FENCE_BE, false},
    };

    *has_bom = false;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (str_starts_with(*bytes, forms[i].start)) {
            *has_bom = forms[i].is_bom;
            if (*has_bom) {
                *bytes = str_slice(*bytes, forms[i].start.len, bytes->len);
            }
            return forms[i].form;
        }
    }
    return FENCE_BYTES;
}

/* The name behind encoding= in an XML declaration, empty if there is none;
 * false where the declaration does not end. */
static bool
find_encoding(struct str text, struct str *name)
{
    size_t end;
    size_t at;

    *name = STR("");
    if (!str_starts_with(text, STR("<?xml")) || text.len < 6 ||
        !is_space(text.ptr[5])) {
        return true;
    }
    end = str_find(text, STR("?>"), 0);
    if (end == SIZE_MAX) {
        return false;
    }
    text = str_slice(text, 0, end);
    at = str_find(text, STR("encoding"), 0);
    if (at == SIZE_MAX) {
        return true;
    }
    for (at += 8; at < end && (is_space(text.ptr[at]) || text.ptr[at] == '=');
         at++) {
    }
    if (at < end) {
        size_t close = str_find(text, (struct str){text.ptr + at, 1}, at + 1);

        *name = str_slice(text, at + 1, close);
    }
    return true;
}

static bool
is_one_of(struct str name, const char *const *names)
{
    for (; *names; names++) {
        if (strlen(*names) == name.len &&
            strncasecmp(*names, name.ptr, name.len) == 0) {
            return true;
        }
    }
    return false;
}

static enum fence_fault
check_encoding(struct fence *f, struct str name, bool has_bom)
{
    static const char *const utf8[] = {"UTF-8", "UTF8", "US-ASCII", "ASCII",
                                       NULL};
    static const char *const utf16[] = {"UTF-16", NULL};
    static const char *const gb[] = {"GB2312", "GBK", "GB18030", "CP936", NULL};

    if (name.len == 0) {
        return FENCE_OK;
    }
    if (f->form != FENCE_BYTES) {
        return is_one_of(name, utf16) ? FENCE_OK : FENCE_ENCODING;
    }
    if (is_one_of(name, gb) && !has_bom) {
        f->form = FENCE_GB;
        return FENCE_OK;
    }
    return is_one_of(name, utf8) ? FENCE_OK : FENCE_ENCODING;
}

static enum fence_fault
start(struct fence *f, struct str *bytes)
{
    char ascii[1024];
    struct str head;
    struct str name;
    bool has_bom;

    f->form = detect(bytes, &has_bom);
    head = str_slice(*bytes, 0, sizeof ascii);
    if (f->form != FENCE_BYTES) {
        head = (struct str){ascii, mask_utf16(f, head, ascii)};
    }
    if (head.len && head.ptr[0] != '<' && !is_space(head.ptr[0])) {
        return FENCE_BINARY;
    }
    if (!find_encoding(head, &name)) {
        return FENCE_ENCODING;
    }
    return check_encoding(f, name, has_bom);
}

enum fence_fault
fence_feed(struct fence *f, struct str bytes)
{
    enum fence_fault fault;
    char *masked;

    if (f->form == FENCE_UNKNOWN) {
        fault = start(f, &bytes);
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
    fault = scan(f, (struct str){masked, mask(f, bytes, masked)});
    mem_free(masked);
    return fault;
}
