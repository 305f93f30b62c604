/* Any bytes as a flat OpenDocument workbook. */
#include "gen/input/ods.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/grid_check.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct grid_options options = {.max_rows = 10000, .max_cells = 50000};
    struct str bytes = {(const char *)data, size};
    struct arena arena = {0};
    struct diags diags = {0};
    struct grid grid = {.path = "f"};
    bool ok;

    ok = ods_read_flat(&grid, bytes, &options, &arena, &diags);
    check_grid(&grid, ok, &diags);
    arena_clear(&arena);
    diags_clear(&diags);
    return 0;
}
