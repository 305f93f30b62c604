/* A file as it lies in a zip archive: deflated (RFC 1951, zlib's level 6) as
 * its bytes come, or stored as it is if it is a zip archive itself, which
 * deflating would not make smaller.  Only the result is kept, and may go into
 * any number of archives.  Memory does not grow with it: beyond 1 MiB it lies
 * in a temporary file without a name, while there is room for one.
 */
#ifndef TONGBAO_OPC_DEFLATED_H
#define TONGBAO_OPC_DEFLATED_H

#include <stdio.h>

#include "gen/base/strbuf.h"

struct deflated {
    struct strbuf bytes; /* the last of them, in memory */
    FILE *spill;         /* those before; NULL: none */
    uint64_t n_spilled;
    uint64_t size; /* of the file */
    uint32_t crc;  /* CRC-32 of the file */
    bool is_stored;
};

void deflated_clear(struct deflated *deflated);

uint64_t deflated_len(const struct deflated *deflated);

/* At most size bytes from offset at; 0 at the end, -1 if they cannot be read,
 * errno set. */
ptrdiff_t deflated_read(const struct deflated *deflated, uint64_t at,
                        void *bytes, size_t size);

/* Makes one after the other.  A failure of zlib is remembered until the next
 * one is begun. */
struct deflater;
struct deflater *deflater_new(void);
void deflater_free(struct deflater *deflater);

/* to is empty, and the caller's. */
void deflater_begin(struct deflater *deflater, struct deflated *to);
void deflater_add(struct deflater *deflater, struct str bytes);

/* False if compression failed. */
bool deflater_end(struct deflater *deflater);

#endif
