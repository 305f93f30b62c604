#include "gen/input/xlsx_strings.h"

#include <string.h>

#include "gen/base/mem.h"
#include "gen/input/xlsx_walk.h"

enum { MAX_UNITS = 32767 };

enum { SST = 1, ITEM, TEXT, RUN, RUN_TEXT };

/* Phonetic runs (rPh) are not the text and not known here. */
static const struct xlsx_element elements[] = {
    {0, SST, "sst"},  {SST, ITEM, "si"},    {ITEM, TEXT, "t"},
    {ITEM, RUN, "r"}, {RUN, RUN_TEXT, "t"},
};

struct strings_reader {
    struct xlsx_walk walk;
    struct arena *arena;
    struct str *items;
    uint32_t n_items;
    uint32_t cap;
};

/* The UTF-16 unit written "_xHHHH_" at p, or -1. */
static int32_t
escaped_unit(const char *p, const char *end)
{
    int32_t unit = 0;

    if (end - p < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_') {
        return -1;
    }
    for (int i = 2; i < 6; i++) {
        char c = (char)(p[i] | 0x20);

        if (c >= '0' && c <= '9') {
            unit = unit * 16 + (c - '0');
        } else if (c >= 'a' && c <= 'f') {
            unit = unit * 16 + (c - 'a' + 10);
        } else {
            return -1;
        }
    }
    return unit;
}

/* The character escaped at p and the length of its escapes; 0 if there is
 * none, or none that a text can hold. */
static size_t
decode_escape(const char *p, const char *end, uint32_t *code)
{
    int32_t high = escaped_unit(p, end);
    int32_t low;

    if (high <= 0 || (high >= 0xDC00 && high <= 0xDFFF)) {
        return 0;
    }
    *code = (uint32_t)high;
    if (high < 0xD800 || high > 0xDFFF) {
        return 7;
    }
    low = escaped_unit(p + 7, end);
    if (low < 0xDC00 || low > 0xDFFF) {
        return 0;
    }
    *code =
        0x10000 + ((uint32_t)(high - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
    return 14;
}

struct str
xlsx_text_decode(char *text, size_t len)
{
    char *out = len ? memchr(text, '_', len) : NULL;
    const char *p = out;
    const char *end;

    if (!out) {
        return (struct str){text, len};
    }
    end = text + len;
    while (p < end) {
        uint32_t code;
        size_t n = *p == '_' ? decode_escape(p, end, &code) : 0;

        if (n) {
            out += utf8_encode(code, out);
            p += n;
        } else {
            *out++ = *p++;
        }
    }
    return (struct str){text, (size_t)(out - text)};
}

bool
xlsx_text_fits(struct str text)
{
    size_t units = 0;

    if (text.len <= MAX_UNITS) {
        return true;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];

        units += (c & 0xC0) != 0x80;
        units += c >= 0xF0;
    }
    return units <= MAX_UNITS;
}

static bool
start(void *user, unsigned id, const struct xml_attribute *attributes, size_t n)
{
    struct strings_reader *reader = user;

    (void)attributes;
    (void)n;
    if (id == ITEM) {
        strbuf_cut(&reader->walk.text, 0);
    }
    return true;
}

static bool
end(void *user, unsigned id)
{
    struct strings_reader *reader = user;
    struct strbuf *sb = &reader->walk.text;
    struct str text;

    if (id != ITEM) {
        return true;
    }
    if (reader->n_items == reader->cap) {
        reader->cap = reader->cap ? reader->cap * 2 : 256;
        reader->items =
            mem_resize(reader->items, reader->cap, sizeof *reader->items);
    }
    text = xlsx_text_decode(sb->ptr, sb->len);
    reader->items[reader->n_items++] = xlsx_text_fits(text)
                                           ? arena_str(reader->arena, text)
                                           : (struct str){NULL, 0};
    return true;
}

bool
xlsx_strings_read(struct xlsx_strings *strings, struct package *package,
                  struct str part, struct arena *arena, struct diags *diags)
{
    struct strings_reader reader = {
        .walk = {.elements = elements,
                 .n_elements = sizeof elements / sizeof elements[0],
                 .text_ids = 1U << TEXT | 1U << RUN_TEXT,
                 .start = start,
                 .end = end},
        .arena = arena,
    };
    bool ok;

    reader.walk.user = &reader;
    ok = xlsx_walk(&reader.walk, package, part, NULL, diags);
    *strings = (struct xlsx_strings){0};
    if (ok && reader.n_items) {
        strings->items = arena_grow(arena, reader.items, reader.n_items,
                                    reader.n_items, sizeof *reader.items);
        strings->n_items = reader.n_items;
    }
    mem_free(reader.items);
    strbuf_clear(&reader.walk.text);
    return ok;
}
