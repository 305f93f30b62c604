#include "gen/base/arena.h"

#include <string.h>

#include "gen/base/mem.h"

/* Blocks begin small, for the many arenas that hold little, and double. */
enum { FIRST_BLOCK = 2 * 1024, BLOCK_SIZE = 64 * 1024, ALIGNMENT = 16 };

struct arena_block {
    struct arena_block *older;
    size_t used;
    size_t size;
    size_t total; /* of this block and the older ones */
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

static struct arena_block *
add_block(struct arena *arena, size_t size)
{
    size_t room = arena->block ? arena->block->size * 2 : FIRST_BLOCK;
    struct arena_block *block;

    room = room > BLOCK_SIZE ? BLOCK_SIZE : room;
    room = size > room ? size : room;
    block = mem_alloc(sizeof *block + room);

    block->size = room;
    block->older = arena->block;
    block->total = arena->block ? arena->block->total : 0;
    arena->block = block;
    return block;
}

static void *
take(struct arena *arena, size_t size, size_t alignment)
{
    struct arena_block *block = arena->block;
    size_t start =
        block ? (block->used + alignment - 1) / alignment * alignment : 0;

    if (!block || start > block->size || size > block->size - start) {
        block = add_block(arena, size);
        start = 0;
    }
    block->total += start + size - block->used;
    block->used = start + size;
    return block->bytes + start;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
    return take(arena, size, ALIGNMENT);
}

void *
arena_grow(struct arena *arena, const void *old, size_t n_old, size_t n,
           size_t size)
{
    void *grown = arena_alloc(arena, n * size);

    if (n_old) {
        memcpy(grown, old, n_old * size);
    }
    return grown;
}

struct str
arena_str(struct arena *arena, struct str s)
{
    char *copy = take(arena, s.len + 1, 1);

    if (s.len) {
        memcpy(copy, s.ptr, s.len);
    }
    copy[s.len] = '\0';
    return (struct str){copy, s.len};
}

const char *
arena_cstr(struct arena *arena, struct str s)
{
    return arena_str(arena, s).ptr;
}

struct str
arena_strf(struct arena *arena, const char *fmt, ...)
{
    struct strbuf sb = {0};
    struct str copy;
    va_list args;

    va_start(args, fmt);
    strbuf_vaddf(&sb, fmt, args);
    va_end(args);
    copy = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return copy;
}

struct arena_mark
arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->block,
                               arena->block ? arena->block->used : 0};
}

void
arena_rewind(struct arena *arena, struct arena_mark mark)
{
    struct arena_block *block;

    while (arena->block != mark.block && arena->block) {
        block = arena->block;
        arena->block = block->older;
        mem_free(block);
    }
    block = arena->block;
    if (block) {
        memset(block->bytes + mark.used, 0, block->used - mark.used);
        block->total -= block->used - mark.used;
        block->used = mark.used;
    }
}

bool
arena_holds(const struct arena *arena, const void *ptr)
{
    const struct arena_block *block = arena->block;
    uintptr_t at = (uintptr_t)ptr;

    while (block && (at < (uintptr_t)block->bytes ||
                     at >= (uintptr_t)block->bytes + block->size)) {
        block = block->older;
    }
    return block != NULL;
}

size_t
arena_size(const struct arena *arena)
{
    return arena->block ? arena->block->total : 0;
}

void
arena_clear(struct arena *arena)
{
    while (arena->block) {
        struct arena_block *block = arena->block;

        arena->block = block->older;
        mem_free(block);
    }
}
