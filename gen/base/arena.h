/* Memory of one job: allocated piece by piece, freed at once.  A zeroed
 * struct is a valid empty one.  Pieces are zeroed and aligned to 16 bytes. */
#ifndef TONGBAO_BASE_ARENA_H
#define TONGBAO_BASE_ARENA_H

#include "gen/base/str.h"
#include "gen/base/strbuf.h"

struct arena {
    struct arena_block *block; /* the newest */
};

void *arena_alloc(struct arena *arena, size_t size);

/* Room for n items of size bytes, the first n_old copied from old. */
void *arena_grow(struct arena *arena, const void *old, size_t n_old, size_t n,
                 size_t size);

/* Copies end in NUL (not counted in len). */
struct str arena_str(struct arena *arena, struct str s);
const char *arena_cstr(struct arena *arena, struct str s);
struct str arena_strf(struct arena *arena, const char *fmt, ...)
    PRINTF_LIKE(2, 3);

/* Everything handed out behind a mark can be taken back at once. */
struct arena_mark {
    struct arena_block *block;
    size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* Whether the pointer points into what the arena has. */
bool arena_holds(const struct arena *arena, const void *ptr);

/* Bytes handed out so far. */
size_t arena_size(const struct arena *arena);

/* Frees every piece. */
void arena_clear(struct arena *arena);

#endif
