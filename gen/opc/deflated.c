#include "gen/opc/deflated.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "gen/base/mem.h"

enum {
    LEVEL = 6,
    BUFFER_SIZE = 64 * 1024,
    ROOM = 64 * 1024,  /* for deflated bytes */
    MAX_HELD = 1 << 20 /* of them in memory */
};

struct deflater {
    z_stream stream;
    bool has_stream; /* stream was initialised */
    bool has_failed;
    bool spills;
    struct deflated *to;
    size_t n_buffered;
    unsigned char buffer[BUFFER_SIZE]; /* small pieces */
};

void
deflated_clear(struct deflated *deflated)
{
    if (deflated->spill) {
        fclose(deflated->spill);
    }
    strbuf_clear(&deflated->bytes);
    *deflated = (struct deflated){.size = 0};
}

uint64_t
deflated_len(const struct deflated *deflated)
{
    return deflated->n_spilled + deflated->bytes.len;
}

ptrdiff_t
deflated_read(const struct deflated *deflated, uint64_t at, void *bytes,
              size_t size)
{
    struct str held = strbuf_str(&deflated->bytes);
    uint64_t spilled = at < deflated->n_spilled ? deflated->n_spilled - at : 0;

    if (spilled) {
        return pread(fileno(deflated->spill), bytes,
                     size < spilled ? size : (size_t)spilled, (off_t)at);
    }
    held = str_slice(held, (size_t)(at - deflated->n_spilled), held.len);
    size = size < held.len ? size : held.len;
    if (size) {
        memcpy(bytes, held.ptr, size);
    }
    return (ptrdiff_t)size;
}

struct deflater *
deflater_new(void)
{
    struct deflater *deflater = mem_alloc(sizeof *deflater);

    deflater->has_stream =
        deflateInit2(&deflater->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8,
                     Z_DEFAULT_STRATEGY) == Z_OK;
    return deflater;
}

void
deflater_free(struct deflater *deflater)
{
    if (deflater && deflater->has_stream) {
        deflateEnd(&deflater->stream);
    }
    mem_free(deflater);
}

static bool
write_all(int fd, struct str bytes, uint64_t at)
{
    while (bytes.len) {
        ssize_t n = pwrite(fd, bytes.ptr, bytes.len, (off_t)at);

        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return false;
        }
        bytes = str_slice(bytes, (size_t)n, bytes.len);
        at += (uint64_t)n;
    }
    return true;
}

/* Moves what is held into the spill.  Where there is no room for one all of it
 * stays in memory, as good a place. */
static void
spill(struct deflater *deflater)
{
    struct deflated *to = deflater->to;

    if (to->bytes.len < MAX_HELD || !deflater->spills) {
        return;
    }
    if (!to->spill) {
        to->spill = tmpfile();
    }
    deflater->spills =
        to->spill &&
        write_all(fileno(to->spill), strbuf_str(&to->bytes), to->n_spilled);
    if (deflater->spills) {
        to->n_spilled += to->bytes.len;
        strbuf_cut(&to->bytes, 0);
    }
}

/* Deflates len bytes, at most INT_MAX. */
static void
deflate_bytes(struct deflater *deflater, const void *bytes, size_t len,
              int flush)
{
    struct strbuf *out = &deflater->to->bytes;
    z_stream *stream = &deflater->stream;
    int status = Z_OK;

    stream->next_in = (Bytef *)bytes;
    stream->avail_in = (uInt)len;
    do {
        strbuf_reserve(out, ROOM);
        stream->next_out = (Bytef *)out->ptr + out->len;
        stream->avail_out = ROOM;
        status = deflate(stream, flush);
        out->len += ROOM - stream->avail_out;
        out->ptr[out->len] = '\0';
        spill(deflater);
    } while (status == Z_OK && (stream->avail_in || stream->avail_out == 0));
    if (status != (flush == Z_FINISH ? Z_STREAM_END : Z_OK) &&
        status != Z_BUF_ERROR) {
        deflater->has_failed = true;
    }
}

static void
add_bytes(struct deflater *deflater, const void *bytes, size_t len)
{
    struct deflated *to = deflater->to;

    if (to->size == 0) { /* the first; local file header, APPNOTE 4.3.7 */
        to->is_stored = len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0;
    }
    to->crc = (uint32_t)crc32_z(to->crc, bytes, len);
    to->size += len;
    if (to->is_stored) {
        strbuf_add(&to->bytes, (struct str){bytes, len});
        spill(deflater);
    } else {
        deflate_bytes(deflater, bytes, len, Z_NO_FLUSH);
    }
}

static void
flush_buffer(struct deflater *deflater)
{
    if (deflater->n_buffered) {
        add_bytes(deflater, deflater->buffer, deflater->n_buffered);
        deflater->n_buffered = 0;
    }
}

void
deflater_begin(struct deflater *deflater, struct deflated *to)
{
    deflater->to = to;
    deflater->n_buffered = 0;
    deflater->spills = true;
    deflater->has_failed =
        !deflater->has_stream || deflateReset(&deflater->stream) != Z_OK;
}

void
deflater_add(struct deflater *deflater, struct str bytes)
{
    if (deflater->has_failed || bytes.len == 0) {
        return;
    }
    if (bytes.len > BUFFER_SIZE - deflater->n_buffered) {
        flush_buffer(deflater);
    }
    while (bytes.len > BUFFER_SIZE) {
        size_t n = bytes.len < INT_MAX ? bytes.len : INT_MAX;

        add_bytes(deflater, bytes.ptr, n);
        bytes = str_slice(bytes, n, bytes.len);
    }
    memcpy(deflater->buffer + deflater->n_buffered, bytes.ptr, bytes.len);
    deflater->n_buffered += bytes.len;
}

bool
deflater_end(struct deflater *deflater)
{
    flush_buffer(deflater);
    if (!deflater->has_failed && !deflater->to->is_stored) {
        deflate_bytes(deflater, deflater->buffer, 0, Z_FINISH);
    }
    return !deflater->has_failed;
}
