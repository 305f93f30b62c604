/* Any bytes as a workbook: what cannot be read is an error, never a crash. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "gen/input/xlsx.h"
#include "tests/fuzz/fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct grid grid = {0};
    struct arena arena = {0};
    struct diags diags = {0};
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    char path[32];

    if (fd < 0 || write(fd, data, size) != (ssize_t)size) {
        abort();
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (xlsx_read(&grid, path, NULL, &arena, &diags) != (diags.n_errors == 0)) {
        abort();
    }
    arena_clear(&arena);
    diags_clear(&diags);
    close(fd);
    return 0;
}
