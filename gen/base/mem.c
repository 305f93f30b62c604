#include "gen/base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SPARE_SIZE = 256 * 1024 };

static unsigned long fail_after;
static void (*cleaner)(void);
static void *spare; /* for it */

_Noreturn void
mem_give_up(void)
{
    static const char message[] = "tongbao: error: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);

    void (*clean)(void) = cleaner;

    (void)ignored;
    cleaner = NULL; /* which may get here itself */
    fail_after = 0;
    free(spare);
    if (clean) {
        clean();
    }
    _exit(3);
}

static void
count_down(void)
{
    if (fail_after && --fail_after == 0) {
        mem_give_up();
    }
}

void *
mem_alloc(size_t size)
{
    void *ptr;

    count_down();
    ptr = calloc(1, size ? size : 1);
    if (!ptr) {
        mem_give_up();
    }
    return ptr;
}

void *
mem_resize(void *ptr, size_t n, size_t size)
{
    void *grown;
    size_t bytes;

    count_down();
    if (__builtin_mul_overflow(n, size, &bytes)) {
        mem_give_up();
    }
    grown = realloc(ptr, bytes > 0 ? bytes : 1);
    if (!grown) {
        mem_give_up();
    }
    return grown;
}

void
mem_free(void *ptr)
{
    free(ptr);
}

void
mem_trim(void)
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

void
mem_on_end(void (*clean)(void))
{
    cleaner = clean;
    if (!spare) {
        spare = malloc(SPARE_SIZE);
    }
}

void
mem_limit(unsigned long n)
{
    fail_after = n;
}
