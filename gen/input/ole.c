#include "gen/input/ole.h"

#include <string.h>

#include "gen/base/mem.h"

enum {
    HEADER_BYTES = 512,
    ENTRY_BYTES = 128,
    MINI_BYTES = 64,
    DIFAT_START = 76, /* sector numbers of the FAT in the header */
    DIFAT_SIZE = 109
};

static const uint32_t last_sector = 0xFFFFFFFA;

static uint32_t
number(struct str bytes, size_t at, size_t n)
{
    uint32_t value = 0;

    while (at + n <= bytes.len && n--) {
        value = value << 8 | (unsigned char)bytes.ptr[at + n];
    }
    return value;
}

static struct str
sector(const struct ole *ole, uint32_t i)
{
    size_t at = ((size_t)i + 1) * ole->sector_size;

    return str_slice(ole->bytes, at, at + ole->sector_size);
}

/* Adds the entries of one sector of the FAT. */
static void
add_fat(struct ole *ole, uint32_t i)
{
    struct str entries = sector(ole, i);

    for (size_t at = 0; i < last_sector && at + 4 <= entries.len; at += 4) {
        ole->fat[ole->n_fat++] = number(entries, at, 4);
    }
}

static void
read_fat(struct ole *ole)
{
    size_t n_left = ole->bytes.len / ole->sector_size; /* chains may be rings */
    size_t n_fat = n_left;
    uint32_t difat = number(ole->bytes, 68, 4);

    ole->fat = mem_resize(NULL, (n_left + 1) * ole->sector_size, 1);
    for (size_t i = 0; i < DIFAT_SIZE && n_fat; i++, n_fat--) {
        add_fat(ole, number(ole->bytes, DIFAT_START + i * 4, 4));
    }
    for (; difat < last_sector && n_left; n_left--) {
        struct str numbers = sector(ole, difat);
        size_t at = 0;

        for (; at + 4 < ole->sector_size && n_fat; at += 4, n_fat--) {
            add_fat(ole, number(numbers, at, 4));
        }
        difat = numbers.len ? number(numbers, at, 4) : UINT32_MAX;
    }
}

/* Adds the sectors of a chain, at most size bytes. */
static void
add_chain(const struct ole *ole, uint32_t i, size_t size, struct strbuf *out)
{
    size_t n_left = ole->bytes.len / ole->sector_size;
    size_t end = out->len + (size < ole->bytes.len ? size : ole->bytes.len);

    for (; i < last_sector && n_left && out->len < end; n_left--) {
        strbuf_add(out, str_slice(sector(ole, i), 0, end - out->len));
        i = i < ole->n_fat ? ole->fat[i] : UINT32_MAX;
    }
}

/* The same in the 64-byte sectors of the mini stream. */
static void
add_mini_chain(const struct ole *ole, uint32_t i, size_t size,
               struct strbuf *out)
{
    struct strbuf stream = {0};
    struct strbuf fat = {0};
    size_t n_left;
    struct str root = str_slice(strbuf_str(&ole->directory), 0, ENTRY_BYTES);

    add_chain(ole, number(root, 116, 4), SIZE_MAX, &stream);
    add_chain(ole, number(ole->bytes, 60, 4), SIZE_MAX, &fat);
    n_left = stream.len / MINI_BYTES + 1;
    for (; i < last_sector && n_left && size; n_left--) {
        size_t at = (size_t)i * MINI_BYTES;
        struct str piece = str_slice(strbuf_str(&stream), at, at + MINI_BYTES);

        piece = str_slice(piece, 0, size);
        strbuf_add(out, piece);
        size -= piece.len;
        i = at / MINI_BYTES * 4 + 4 <= fat.len
                ? number(strbuf_str(&fat), (size_t)i * 4, 4)
                : UINT32_MAX;
    }
    strbuf_clear(&stream);
    strbuf_clear(&fat);
}

static bool
is_entry_named(struct str entry, const char *name)
{
    size_t len = strlen(name);

    if (number(entry, 64, 2) != (len + 1) * 2) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (number(entry, i * 2, 2) != (unsigned char)name[i]) {
            return false;
        }
    }
    return true;
}

/* The directory entry of this name, {NULL, 0} if there is none. */
static struct str
find_entry(const struct ole *ole, const char *name)
{
    struct str directory = strbuf_str(&ole->directory);

    for (size_t at = 0; at + ENTRY_BYTES <= directory.len; at += ENTRY_BYTES) {
        struct str entry = str_slice(directory, at, at + ENTRY_BYTES);

        if (is_entry_named(entry, name)) {
            return entry;
        }
    }
    return (struct str){NULL, 0};
}

bool
ole_is(struct str bytes)
{
    return str_starts_with(bytes, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

void
ole_open(struct ole *ole, struct str bytes)
{
    *ole = (struct ole){.bytes = bytes};
    ole->sector_size = number(bytes, 30, 2) == 12 ? 4096 : 512;
    read_fat(ole);
    add_chain(ole, number(bytes, 48, 4), SIZE_MAX, &ole->directory);
}

void
ole_close(struct ole *ole)
{
    mem_free(ole->fat);
    strbuf_clear(&ole->directory);
    *ole = (struct ole){0};
}

bool
ole_has(const struct ole *ole, const char *name)
{
    return find_entry(ole, name).ptr != NULL;
}

bool
ole_read(const struct ole *ole, const char *name, struct strbuf *out)
{
    struct str entry = find_entry(ole, name);
    uint32_t start = number(entry, 116, 4);
    size_t size = number(entry, 120, 4);

    if (!entry.ptr) {
        return false;
    }
    if (size < number(ole->bytes, 56, 4)) {
        add_mini_chain(ole, start, size, out);
    } else {
        add_chain(ole, start, size, out);
    }
    return true;
}
