#include "gen/input/ziplist.h"

/* APPNOTE.TXT 4.3.12 and 4.3.16 */
enum { END_BYTES = 22, ENTRY_BYTES = 46, MAX_COMMENT = 65535 };

static uint32_t
number(const char *p, size_t n)
{
    uint32_t value = 0;

    while (n--) {
        value = value << 8 | (unsigned char)p[n];
    }
    return value;
}

/* Offset of the end record, searched from the end, or SIZE_MAX. */
static size_t
find_end(struct str bytes)
{
    size_t lowest = bytes.len > END_BYTES + MAX_COMMENT
                        ? bytes.len - END_BYTES - MAX_COMMENT
                        : 0;

    for (size_t at = bytes.len; at-- > lowest;) {
        if (str_starts_with(str_slice(bytes, at, bytes.len),
                            STR("PK\x05\x06")) &&
            bytes.len - at >= END_BYTES) {
            return at;
        }
    }
    return SIZE_MAX;
}

bool
ziplist_init(struct ziplist *list, struct str bytes)
{
    size_t end = find_end(bytes);
    uint32_t size;

    *list = (struct ziplist){0};
    if (end == SIZE_MAX) {
        return false;
    }
    size = number(bytes.ptr + end + 12, 4);
    list->is_zip64 = size == UINT32_MAX;
    if (size <= end) {
        list->rest = str_slice(bytes, end - size, end);
    }
    return true;
}

bool
ziplist_next(struct ziplist *list, struct str *name)
{
    struct str rest = list->rest;
    size_t name_len, skip;

    if (rest.len < ENTRY_BYTES || !str_starts_with(rest, STR("PK\x01\x02"))) {
        return false;
    }
    name_len = number(rest.ptr + 28, 2);
    skip = ENTRY_BYTES + name_len + number(rest.ptr + 30, 2) +
           number(rest.ptr + 32, 2);
    *name = str_slice(rest, ENTRY_BYTES, ENTRY_BYTES + name_len);
    list->rest = str_slice(rest, skip, rest.len);
    return true;
}
