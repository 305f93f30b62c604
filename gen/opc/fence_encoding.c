#include "gen/opc/fence_encoding.h"

#include <string.h>
#include <strings.h>

/* Stands for a byte of a character that is not ASCII. */
static const char masked_byte = (char)0x80;

static bool
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

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

enum fence_fault
fence_start(struct fence *f, struct str *bytes)
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

size_t
fence_mask(struct fence *f, struct str bytes, char *out)
{
    return f->form == FENCE_GB ? mask_gb(f, bytes, out)
                               : mask_utf16(f, bytes, out);
}
