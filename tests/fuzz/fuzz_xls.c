/* Any bytes as a binary workbook.  What is no compound file is
 * taken for the stream inside one, so that records are fuzzed without it. */
#include "gen/input/ole.h"
#include "gen/input/xls.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/grid_check.h"

static void
put(struct strbuf *sb, size_t at, uint32_t value)
{
    for (size_t i = 0; i < 4; i++, value >>= 8) {
        sb->ptr[at + i] = (char)(value & 0xFF);
    }
}

/* One sector for the FAT, one for the directory, then the stream. */
static void
wrap(struct strbuf *sb, struct str stream)
{
    static const char name[] = "Workbook";
    char sectors[3 * 512] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

    strbuf_add(sb, (struct str){sectors, sizeof sectors});
    put(sb, 48, 1);
    put(sb, 68, UINT32_MAX);
    for (uint32_t i = 0; i < 128; i++) {
        put(sb, 512 + i * 4, i < 2 ? UINT32_MAX : i + 1);
    }
    for (size_t i = 0; i < sizeof name; i++) {
        sb->ptr[1024 + i * 2] = name[i];
    }
    sb->ptr[1024 + 64] = sizeof name * 2;
    put(sb, 1024 + 116, 2);
    put(sb, 1024 + 120, (uint32_t)stream.len);
    strbuf_add(sb, stream);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct grid_options options = {.max_rows = 10000, .max_cells = 50000};
    struct str bytes = {(const char *)data, size};
    struct arena arena = {0};
    struct diags diags = {0};
    struct grid grid = {.path = "f"};
    struct strbuf file = {0};
    bool ok;

    if (!ole_is(bytes)) {
        wrap(&file, bytes);
        bytes = strbuf_str(&file);
    }
    ok = xls_read(&grid, bytes, &options, &arena, &diags);
    check_grid(&grid, ok, &diags);
    strbuf_clear(&file);
    arena_clear(&arena);
    diags_clear(&diags);
    return 0;
}
