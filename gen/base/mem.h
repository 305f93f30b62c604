/* The one way to allocate: every block of gen/ and cmd/ comes from here.
 *
 * Running out of memory ends the process: one line on standard error, what
 * mem_on_end() was told to do, and exit status 3, so no caller checks for NULL.
 * A limit set with mem_limit() makes the n-th allocation fail, which is how
 * tests inject faults in process.
 */
#ifndef TONGBAO_BASE_MEM_H
#define TONGBAO_BASE_MEM_H

#include <stddef.h>

/* Ends the process so: a library says that it had no memory, too. */
_Noreturn void mem_give_up(void);

/* Zeroed block of size bytes (at least 1); the caller frees it. */
void *mem_alloc(size_t size);

/* Room for n items of size bytes each, old contents kept; ptr may be NULL. */
void *mem_resize(void *ptr, size_t n, size_t size);

void mem_free(void *ptr);

/* Gives freed memory back to the system, after something large. */
void mem_trim(void);

/* Before the process ends so, clean() takes away what must not stay.  A block
 * kept for that is freed first, so it may allocate a little. */
void mem_on_end(void (*clean)(void));

/* From now on the n-th allocation fails (0: none does). */
void mem_limit(unsigned long n);

#endif
