/* Records and strings of binary workbooks, BIFF8 ([MS-XLS] 2.1.4, 2.5). */
#ifndef TONGBAO_INPUT_BIFF_H
#define TONGBAO_INPUT_BIFF_H

#include "gen/base/arena.h"

enum biff_id {
    BIFF_FORMULA = 0x0006,
    BIFF_EOF = 0x000A,
    BIFF_DATEMODE = 0x0022,
    BIFF_FILEPASS = 0x002F,
    BIFF_CONTINUE = 0x003C,
    BIFF_COLINFO = 0x007D,
    BIFF_BOUNDSHEET = 0x0085,
    BIFF_MULRK = 0x00BD,
    BIFF_RSTRING = 0x00D6,
    BIFF_XF = 0x00E0,
    BIFF_MERGEDCELLS = 0x00E5,
    BIFF_SST = 0x00FC,
    BIFF_LABELSST = 0x00FD,
    BIFF_NUMBER = 0x0203,
    BIFF_LABEL = 0x0204,
    BIFF_BOOLERR = 0x0205,
    BIFF_STRING = 0x0207,
    BIFF_ROW = 0x0208,
    BIFF_RK = 0x027E,
    BIFF_FORMAT = 0x041E,
    BIFF_BOF = 0x0809
};

/* Reads a stream record by record.  Numbers and strings are taken from the
 * record at hand and, where it ends, from the CONTINUE records behind it;
 * what is not there reads as 0 and sets is_short. */
struct biff {
    struct str stream;
    size_t at;  /* next byte to take */
    size_t end; /* of the record at hand */
    uint16_t id;
    bool is_short;
};

/* Moves to the next record; false at the end of the stream. */
bool biff_next(struct biff *biff);

/* Bytes left in the record at hand, CONTINUE records not counted. */
size_t biff_left(const struct biff *biff);

void biff_skip(struct biff *biff, size_t n);
uint8_t biff_u8(struct biff *biff);
uint16_t biff_u16(struct biff *biff);
uint32_t biff_u32(struct biff *biff);
double biff_double(struct biff *biff);

/* The 30 bits of an RK number. */
double biff_rk(uint32_t rk);

/* A string of n UTF-16 units with its flags before it; rich text runs and
 * phonetics behind it are skipped.  A lone surrogate sets is_short. */
struct str biff_string(struct biff *biff, size_t n, struct arena *arena);

#endif
