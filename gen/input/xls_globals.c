#include "gen/input/xls_globals.h"

#include "gen/base/mem.h"
#include "gen/input/biff.h"

enum { BIFF8 = 0x0600, N_FORMATS = 65536, MAX_SHEETS = 10000 };

struct reading {
    struct biff biff;
    struct arena *arena;
    struct xls_globals *globals;
    size_t cap_sheets, cap_strings, cap_kinds;
    unsigned char *formats; /* kind + 1 by number, 0: not in the file */
};

/* Room for one more item, in the arena. */
static void *
make_room(struct reading *reading, void *items, size_t n, size_t *cap,
          size_t size)
{
    if (n < *cap) {
        return items;
    }
    *cap = *cap ? *cap * 2 : 16;
    return arena_grow(reading->arena, items, n, *cap, size);
}

static void
add_sheet(struct reading *reading)
{
    struct xls_globals *globals = reading->globals;
    struct biff *biff = &reading->biff;
    struct xls_entry sheet = {.at = biff_u32(biff)};
    uint8_t state = biff_u8(biff) & 3;

    if (biff_u8(biff) != 0) {
        return;
    }
    if (globals->n_sheets == MAX_SHEETS) {
        biff->is_short = true;
        return;
    }
    sheet.state = state < 2 ? (enum sheet_state)state : SHEET_VERY_HIDDEN;
    sheet.name = biff_string(biff, biff_u8(biff), reading->arena);
    globals->sheets = make_room(reading, globals->sheets, globals->n_sheets,
                                &reading->cap_sheets, sizeof sheet);
    globals->sheets[globals->n_sheets++] = sheet;
}

static void
add_strings(struct reading *reading)
{
    struct xls_globals *globals = reading->globals;
    struct biff *biff = &reading->biff;
    uint32_t n;

    biff_skip(biff, 4);
    for (n = biff_u32(biff); n && !biff->is_short; n--) {
        globals->strings =
            make_room(reading, globals->strings, globals->n_strings,
                      &reading->cap_strings, sizeof *globals->strings);
        globals->strings[globals->n_strings++] =
            biff_string(biff, biff_u16(biff), reading->arena);
    }
}

static void
add_format(struct reading *reading)
{
    struct biff *biff = &reading->biff;
    uint16_t number = biff_u16(biff);
    struct str code = biff_string(biff, biff_u16(biff), reading->arena);

    reading->formats[number] = (unsigned char)(numfmt_of_code(code) + 1);
}

/* FORMAT records come before the XF records that use them. */
static void
add_xf(struct reading *reading)
{
    struct xls_globals *globals = reading->globals;
    uint16_t number;
    unsigned char kind;

    biff_skip(&reading->biff, 2);
    number = biff_u16(&reading->biff);
    kind = reading->formats[number];
    globals->kinds = make_room(reading, globals->kinds, globals->n_kinds,
                               &reading->cap_kinds, sizeof *globals->kinds);
    globals->kinds[globals->n_kinds++] =
        kind ? (enum numfmt_kind)(kind - 1) : numfmt_of_id(number);
}

static void
read_record(struct reading *reading)
{
    switch (reading->biff.id) {
    case BIFF_BOUNDSHEET:
        add_sheet(reading);
        break;
    case BIFF_SST:
        add_strings(reading);
        break;
    case BIFF_FORMAT:
        add_format(reading);
        break;
    case BIFF_XF:
        add_xf(reading);
        break;
    case BIFF_DATEMODE:
        reading->globals->epoch =
            biff_u16(&reading->biff) ? EPOCH_1904 : EPOCH_1900;
        break;
    default:
        break;
    }
}

static enum xls_fault
read_records(struct reading *reading)
{
    struct biff *biff = &reading->biff;

    if (!biff_next(biff) || (biff->id & 0xFF) != (BIFF_BOF & 0xFF)) {
        return XLS_DAMAGED;
    }
    if (biff->id != BIFF_BOF || biff_u16(biff) != BIFF8) {
        return XLS_OLD;
    }
    while (biff_next(biff) && biff->id != BIFF_EOF) {
        if (biff->id == BIFF_FILEPASS) {
            return XLS_PASSWORD;
        }
        read_record(reading);
        if (biff->is_short) {
            return XLS_DAMAGED;
        }
    }
    return biff->id == BIFF_EOF && reading->globals->n_sheets ? XLS_NONE
                                                              : XLS_DAMAGED;
}

enum xls_fault
xls_globals_read(struct xls_globals *globals, struct str stream,
                 struct arena *arena)
{
    struct reading reading = {
        .biff = {.stream = stream}, .arena = arena, .globals = globals};
    enum xls_fault fault;

    reading.formats = mem_alloc(N_FORMATS);
    fault = read_records(&reading);
    mem_free(reading.formats);
    return fault;
}

struct str
xls_globals_string(const struct xls_globals *globals, uint32_t i, bool *is_bad)
{
    if (i >= globals->n_strings) {
        *is_bad = true;
        return (struct str){NULL, 0};
    }
    return globals->strings[i];
}

enum numfmt_kind
xls_globals_kind(const struct xls_globals *globals, uint16_t xf)
{
    return xf < globals->n_kinds ? globals->kinds[xf] : NUMFMT_NUMBER;
}
