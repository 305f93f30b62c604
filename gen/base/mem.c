#include "gen/base/mem.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static unsigned long fail_after;

static _Noreturn void
out_of_memory(void)
{
    static const char message[] = "tongbao: error: out of memory\n";
    ssize_t ignored = write(STDERR_FILENO, message, sizeof message - 1);

    (void)ignored;
    _exit(3);
}

static void
count_down(void)
{
    if (fail_after && --fail_after == 0) {
        out_of_memory();
    }
}

void *
mem_alloc(size_t size)
{
    void *ptr;

    count_down();
    ptr = calloc(1, size ? size : 1);
    if (!ptr) {
        out_of_memory();
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
        out_of_memory();
    }
    grown = realloc(ptr, bytes > 0 ? bytes : 1);
    if (!grown) {
        out_of_memory();
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
mem_limit(unsigned long n)
{
    fail_after = n;
}
