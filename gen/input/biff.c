#include "gen/input/biff.h"

#include <string.h>

enum { HEADER_BYTES = 4 };

/* Flags of a string. */
enum { WIDE = 0x01, PHONETIC = 0x04, RICH = 0x08 };

static uint16_t
peek_u16(struct str stream, size_t at)
{
    if (at + 2 > stream.len) {
        return 0;
    }
    return (uint16_t)((unsigned char)stream.ptr[at] |
                      (unsigned char)stream.ptr[at + 1] << 8);
}

bool
biff_next(struct biff *biff)
{
    size_t len;

    biff->at = biff->end;
    if (biff->at + HEADER_BYTES > biff->stream.len) {
        return false;
    }
    biff->id = peek_u16(biff->stream, biff->at);
    len = peek_u16(biff->stream, biff->at + 2);
    biff->at += HEADER_BYTES;
    biff->end = biff->at + len;
    if (biff->end > biff->stream.len) {
        biff->end = biff->stream.len;
        biff->is_short = true;
    }
    return true;
}

size_t
biff_left(const struct biff *biff)
{
    return biff->end - biff->at;
}

/* Steps into the CONTINUE record behind an exhausted one. */
static bool
has_more(struct biff *biff)
{
    uint16_t id = biff->id;

    while (biff->at == biff->end) {
        if (peek_u16(biff->stream, biff->end) != BIFF_CONTINUE ||
            !biff_next(biff)) {
            biff->is_short = true;
            return false;
        }
        biff->id = id;
    }
    return true;
}

void
biff_skip(struct biff *biff, size_t n)
{
    while (n && has_more(biff)) {
        size_t step = n < biff_left(biff) ? n : biff_left(biff);

        biff->at += step;
        n -= step;
    }
}

uint8_t
biff_u8(struct biff *biff)
{
    return has_more(biff) ? (uint8_t)biff->stream.ptr[biff->at++] : 0;
}

uint16_t
biff_u16(struct biff *biff)
{
    uint16_t low = biff_u8(biff);

    return (uint16_t)(low | biff_u8(biff) << 8);
}

uint32_t
biff_u32(struct biff *biff)
{
    uint32_t low = biff_u16(biff);

    return low | (uint32_t)biff_u16(biff) << 16;
}

static double
double_of(uint64_t bits)
{
    double number;

    memcpy(&number, &bits, sizeof number);
    return number;
}

double
biff_double(struct biff *biff)
{
    uint64_t low = biff_u32(biff);

    return double_of(low | (uint64_t)biff_u32(biff) << 32);
}

double
biff_rk(uint32_t rk)
{
    double number = rk & 2 ? (double)((int32_t)rk >> 2)
                           : double_of((uint64_t)(rk & ~3U) << 32);

    return rk & 1 ? number / 100 : number;
}

/* One UTF-16 unit; *high is a surrogate that waits for its other half. */
static void
add_unit(struct biff *biff, struct strbuf *sb, uint32_t unit, uint32_t *high)
{
    bool is_low = unit >= 0xDC00 && unit <= 0xDFFF;

    biff->is_short |= is_low != (*high != 0);
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        *high = unit;
        return;
    }
    if (*high && is_low) {
        unit = 0x10000 + ((*high - 0xD800) << 10) + (unit - 0xDC00);
    }
    if (!is_low || *high) {
        strbuf_add_code(sb, unit);
    }
    *high = 0;
}

struct str
biff_string(struct biff *biff, size_t n, struct arena *arena)
{
    uint8_t flags = biff_u8(biff);
    size_t n_runs = flags & RICH ? biff_u16(biff) : 0;
    size_t n_phonetic = flags & PHONETIC ? biff_u32(biff) : 0;
    struct strbuf sb = {0};
    uint32_t high = 0;
    struct str text;

    while (n-- && !biff->is_short) {
        /* the flags are repeated where a string is cut */
        if (biff->at == biff->end && has_more(biff)) {
            flags = biff_u8(biff);
        }
        add_unit(biff, &sb, flags & WIDE ? biff_u16(biff) : biff_u8(biff),
                 &high);
    }
    biff->is_short |= high != 0;
    if (!biff->is_short) {
        biff_skip(biff, n_runs * 4);
        biff_skip(biff, n_phonetic);
    }
    text = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return text;
}
