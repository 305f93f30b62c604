#include "gen/input/charset.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "gen/input/encoding.h"

/* Every decoder counts on room for what it writes; bad is the offset of the
 * first byte it cannot read, SIZE_MAX if it read all. */
struct decoding {
    struct str bytes;
    char *out;
    size_t len;
    size_t bad;
};

/* Room: two bytes for one, and one more for every byte 80. */
static size_t
gb18030_room(struct str bytes)
{
    size_t room = bytes.len * 2;

    for (size_t i = 0; i < bytes.len; i++) {
        room += (unsigned char)bytes.ptr[i] == 0x80;
    }
    return room;
}

static void
decode_gb18030(struct gb18030 *gb, struct decoding *d)
{
    const unsigned char *start = (const unsigned char *)d->bytes.ptr;
    const unsigned char *end = start + d->bytes.len;
    const unsigned char *p = start;
    char *out = d->out;

    while (p < end) {
        size_t n;
        uint32_t code;

        if (*p < 0x80) {
            *out++ = (char)*p++;
            continue;
        }
        n = gb18030_length(p, (size_t)(end - p));
        code = n ? gb18030_code(gb, p, n) : GB18030_BAD;
        if (code == GB18030_BAD) {
            d->bad = (size_t)(p - start);
            break;
        }
        out += utf8_encode(code, out);
        p += n;
    }
    d->len = (size_t)(out - d->out);
}

static void
decode_utf8(struct decoding *d)
{
    d->len = utf8_valid(d->bytes);
    memcpy(d->out, d->bytes.ptr, d->len);
    if (d->len < d->bytes.len) {
        d->bad = d->len;
    }
}

static uint32_t
utf16_unit(const char *p, bool is_big)
{
    const unsigned char *u = (const unsigned char *)p;

    return is_big ? (uint32_t)u[0] << 8 | u[1] : (uint32_t)u[1] << 8 | u[0];
}

/* Length of the character at p in bytes, 0 if there is none. */
static size_t
utf16_decode(const char *p, size_t left, bool is_big, uint32_t *code)
{
    uint32_t low;

    if (left < 2) {
        return 0;
    }
    *code = utf16_unit(p, is_big);
    if (*code < 0xD800 || *code > 0xDFFF) {
        return 2;
    }
    if (*code > 0xDBFF || left < 4) {
        return 0;
    }
    low = utf16_unit(p + 2, is_big);
    *code = 0x10000 + ((*code - 0xD800) << 10) + (low - 0xDC00);
    return low >= 0xDC00 && low <= 0xDFFF ? 4 : 0;
}

static void
decode_utf16(struct decoding *d, bool is_big)
{
    size_t i = 0;
    char *out = d->out;

    while (i < d->bytes.len) {
        uint32_t code;
        size_t n =
            utf16_decode(d->bytes.ptr + i, d->bytes.len - i, is_big, &code);

        if (n == 0) {
            d->bad = i;
            break;
        }
        out += utf8_encode(code, out);
        i += n;
    }
    d->len = (size_t)(out - d->out);
}

static void
decode_by_iconv(iconv_t conv, struct decoding *d, struct strbuf *sb)
{
    char *from = (char *)(uintptr_t)d->bytes.ptr; /* iconv only reads it */
    size_t left = d->bytes.len;

    while (left) {
        size_t room = left < 4096 ? 4096 : left;
        size_t out_left = room;
        char *to;
        size_t n;

        strbuf_reserve(sb, room);
        to = sb->ptr + sb->len;
        n = iconv(conv, &from, &left, &to, &out_left);
        sb->len += room - out_left;
        if (n == (size_t)-1 && errno != E2BIG) {
            d->bad = d->bytes.len - left;
            break;
        }
    }
    d->out = sb->ptr;
    d->len = sb->len;
}

static bool
report_bad(const struct decoding *d, size_t skipped, const char *name,
           struct location at, struct diags *diags)
{
    struct str rest = str_slice(d->bytes, d->bad, d->bad + 4);
    struct strbuf hex = {0};
    size_t line_start = 0;

    at.row = 1;
    for (size_t i = 0; i < d->len; i++) {
        if (d->out[i] == '\n' ||
            (d->out[i] == '\r' && !(i + 1 < d->len && d->out[i + 1] == '\n'))) {
            at.row++;
            line_start = i + 1;
        }
    }
    at.col = (uint32_t)utf8_count(
                 (struct str){d->out + line_start, d->len - line_start}) +
             1;
    for (size_t i = 0; i < rest.len; i++) {
        strbuf_addf(&hex, " %02X", (unsigned char)rest.ptr[i]);
    }
    diag_error(diags, at, _("these bytes are not %s:%s (at byte %zu)"), name,
               strbuf_str(&hex).ptr, skipped + d->bad + 1);
    diag_advise(diags, _("save the file again as UTF-8, or give its charset "
                         "with --encoding"));
    strbuf_clear(&hex);
    return false;
}

static bool
decode_other(struct charset_text *text, struct decoding *d, const char *name,
             struct location at, struct arena *arena, struct diags *diags)
{
    iconv_t conv = iconv_open("UTF-8", name);
    struct strbuf sb = {0};
    bool ok = true;

    if (strchr(name, '/') || conv == (iconv_t)-1) {
        if (conv != (iconv_t)-1) {
            iconv_close(conv);
        }
        return diag_error(diags, at, _("the charset \"%s\" is not known"),
                          name);
    }
    decode_by_iconv(conv, d, &sb);
    iconv_close(conv);
    if (d->bad != SIZE_MAX) {
        ok = report_bad(d, 0, name, at, diags);
    } else {
        struct str copy = arena_str(arena, strbuf_str(&sb));

        d->out = (char *)(uintptr_t)copy.ptr;
        *text = (struct charset_text){d->out, copy.len,
                                      arena_cstr(arena, str_from(name))};
    }
    strbuf_clear(&sb);
    return ok;
}

static size_t
room_for(enum encoding encoding, struct str bytes)
{
    switch (encoding) {
    case ENCODING_GB18030:
        return gb18030_room(bytes);
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
        return bytes.len / 2 * 3;
    default:
        return bytes.len;
    }
}

static void
decode(struct decoding *d, enum encoding encoding, struct gb18030 *gb,
       struct arena *arena)
{
    d->out = arena_alloc(arena, room_for(encoding, d->bytes) + 1);
    switch (encoding) {
    case ENCODING_GB18030:
        decode_gb18030(gb, d);
        break;
    case ENCODING_UTF16LE:
    case ENCODING_UTF16BE:
        decode_utf16(d, encoding == ENCODING_UTF16BE);
        break;
    default:
        decode_utf8(d);
    }
    d->out[d->len] = '\0';
}

/* Pages that declare ISO-8859-1 or the like are GBK all the same. */
static bool
is_big5(struct charset_choice choice, struct str bytes)
{
    return choice.declared && strncasecmp(choice.declared, "big5", 4) == 0 &&
           utf8_valid(bytes) < bytes.len;
}

bool
charset_decode(struct charset_text *text, struct str bytes,
               struct charset_choice choice, struct location at,
               struct arena *arena, struct diags *diags)
{
    struct decoding d = {bytes, NULL, 0, SIZE_MAX};
    struct gb18030 gb = {0};
    enum encoding marked = ENCODING_OTHER;
    size_t mark = encoding_find_mark(bytes, &marked);
    enum encoding encoding = marked;
    bool ok = false;

    if (choice.forced) {
        encoding = encoding_by_name(choice.forced, bytes);
        mark = encoding == marked ? mark : 0;
    }
    d.bytes = str_slice(bytes, mark, bytes.len);
    if (!choice.forced && mark == 0 && is_big5(choice, bytes)) {
        choice.forced = choice.declared;
    }
    if (choice.forced && encoding == ENCODING_OTHER) {
        return decode_other(text, &d, choice.forced, at, arena, diags);
    }
    if (!gb18030_open(&gb, at, diags)) {
        return false;
    }
    if (encoding == ENCODING_OTHER) {
        encoding = encoding_detect(bytes, choice.declared, &gb, at, diags);
    }
    decode(&d, encoding, &gb, arena);
    ok = d.bad == SIZE_MAX ||
         report_bad(&d, mark, encoding_names[encoding], at, diags);
    *text = (struct charset_text){d.out, d.len, encoding_names[encoding]};
    gb18030_close(&gb);
    return ok;
}

/* The word behind key, with or without a quote before it. */
static struct str
word_behind(struct str head, const char *key)
{
    size_t from = str_find(head, str_from(key), 0);
    size_t to;

    if (from == SIZE_MAX) {
        return (struct str){NULL, 0};
    }
    from += strlen(key);
    from +=
        from < head.len && (head.ptr[from] == '"' || head.ptr[from] == '\'');
    to = from;
    while (to < head.len && (head.ptr[to] == '-' || head.ptr[to] == '_' ||
                             (head.ptr[to] >= '0' && head.ptr[to] <= '9') ||
                             (head.ptr[to] >= 'a' && head.ptr[to] <= 'z'))) {
        to++;
    }
    return str_slice(head, from, to);
}

const char *
charset_declared(struct str bytes, struct arena *arena)
{
    char small[4096];
    struct str head = {small, 0};
    struct str word;

    for (size_t i = 0; i < bytes.len && head.len < sizeof small; i++) {
        char c = bytes.ptr[i];

        if (c >= 'A' && c <= 'Z') {
            c = (char)(c + ('a' - 'A'));
        }
        small[head.len++] = c;
    }
    word = word_behind(head, "charset=");
    if (word.len == 0) {
        word = word_behind(head, "encoding=");
    }
    return word.len ? arena_cstr(arena, word) : NULL;
}
