/* Any bytes as delimited text: every cell lies in the text and in order. */
#include <stdlib.h>

#include "gen/input/csv.h"
#include "tests/fuzz/fuzz.h"

static void
check_row(const struct grid_row *row, struct str text)
{
    for (uint32_t i = 0; i < row->n_cells; i++) {
        const struct cell *cell = &row->cells[i];

        if (cell->text.len == 0 || cell->text.ptr < text.ptr ||
            cell->text.ptr + cell->text.len > text.ptr + text.len ||
            (i && cell->col <= row->cells[i - 1].col)) {
            abort();
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct grid_options options = {.max_rows = 10000, .max_cells = 50000};
    struct arena arena = {0};
    struct diags diags = {0};
    struct str text = arena_str(&arena, (struct str){(const char *)data, size});
    struct grid_sheet sheet;
    bool ok =
        csv_read(&sheet, (char *)(uintptr_t)text.ptr, text.len,
                 (struct location){.path = "f"}, &options, &arena, &diags);

    if (ok != (diags.n_errors == 0)) {
        abort();
    }
    for (size_t i = 0; i < sheet.n_rows; i++) {
        check_row(&sheet.rows[i], text);
        if (i && sheet.rows[i].row <= sheet.rows[i - 1].row) {
            abort();
        }
    }
    arena_clear(&arena);
    diags_clear(&diags);
    return 0;
}
