#include "gen/opc/archive_start.h"

#include <stdio.h>
#include <string.h>

#include "gen/base/mem.h"

/* APPNOTE.TXT 4.3.16: the record at the end, 22 bytes and a comment. */
enum { END_SIZE = 22, MAX_COMMENT = 65535, CENTRAL_SIGNATURE = 0x02014B50 };

static uint32_t
read_u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static const unsigned char *
find_end(const unsigned char *bytes, size_t len)
{
    for (size_t i = len >= END_SIZE ? len - END_SIZE + 1 : 0; i--;) {
        size_t comment = bytes[i + 20] | (size_t)bytes[i + 21] << 8;

        if (memcmp(bytes + i, "PK\5\6", 4) == 0 &&
            comment == len - i - END_SIZE) {
            return bytes + i;
        }
    }
    return NULL;
}

static bool
has_directory(FILE *file, uint64_t offset)
{
    unsigned char signature[4];

    return fseeko(file, (off_t)offset, SEEK_SET) == 0 &&
           fread(signature, 1, 4, file) == 4 &&
           read_u32(signature) == CENTRAL_SIGNATURE;
}

static uint64_t
find_start(FILE *file, unsigned char *tail)
{
    const unsigned char *end;
    uint64_t offset;
    uint64_t before;
    uint64_t size;
    off_t from;
    size_t len;

    if (fseeko(file, 0, SEEK_END) != 0) {
        return 0;
    }
    size = (uint64_t)ftello(file);
    len = size < END_SIZE + MAX_COMMENT ? (size_t)size
                                        : (size_t)END_SIZE + MAX_COMMENT;
    from = (off_t)(size - len);
    if (fseeko(file, from, SEEK_SET) != 0 || fread(tail, 1, len, file) != len) {
        return 0;
    }
    end = find_end(tail, len);
    if (!end) {
        return 0;
    }
    before = (uint64_t)from + (uint64_t)(end - tail);
    size = read_u32(end + 12);
    offset = read_u32(end + 16);
    if (size + offset >= before || has_directory(file, offset) ||
        !has_directory(file, before - size)) {
        return 0;
    }
    return before - size - offset;
}

uint64_t
archive_start(const char *path)
{
    FILE *file = fopen(path, "rbe");
    unsigned char *tail;
    uint64_t start;

    if (!file) {
        return 0;
    }
    tail = mem_alloc((size_t)END_SIZE + MAX_COMMENT);
    start = find_start(file, tail);
    mem_free(tail);
    fclose(file);
    return start;
}
