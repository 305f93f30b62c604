#include "gen/input/xls_sheet.h"

#include <math.h>
#include <stdlib.h>

#include "gen/base/mem.h"
#include "gen/input/biff.h"

enum { XLS_ROWS = 65536, XLS_COLS = 256 };

/* [MS-XLS] 2.5.10 */
enum { ERROR_NUM = 0x24 };

/* In the order they came. */
struct placed_cell {
    uint32_t row;
    uint32_t order;
    struct cell cell;
};

struct sheet {
    const struct xls_globals *globals;
    struct biff biff;
    struct draft *draft;
    struct arena *arena;
    struct diags *diags;
    struct placed_cell *cells; /* mem_resize'd */
    size_t n_cells;
    size_t cap_cells;
    bool awaits_string; /* the last cell's formula gives a text */
    bool is_outside;    /* a cell lies outside the sheet */
    unsigned char hidden_rows[XLS_ROWS / 8];
};

static struct cell *
add_cell(struct sheet *sheet, uint32_t row, uint32_t col)
{
    struct placed_cell *placed;

    if (col >= XLS_COLS) {
        sheet->is_outside = true;
        col = XLS_COLS - 1;
    }
    if (sheet->n_cells == sheet->cap_cells) {
        sheet->cap_cells = sheet->cap_cells ? sheet->cap_cells * 2 : 256;
        sheet->cells =
            mem_resize(sheet->cells, sheet->cap_cells, sizeof *sheet->cells);
    }
    placed = &sheet->cells[sheet->n_cells];
    *placed =
        (struct placed_cell){row, (uint32_t)sheet->n_cells++, {.col = col}};
    sheet->awaits_string = false;
    return &placed->cell;
}

static void
set_error(struct cell *cell, uint8_t code)
{
    static const struct {
        uint8_t code;
        const char *text;
    } errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"},
                  {0x17, "#REF!"},  {0x1D, "#NAME?"},  {ERROR_NUM, "#NUM!"},
                  {0x2A, "#N/A"}};

    cell->type = CELL_ERROR;
    cell->text = STR("#ERROR");
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        if (errors[i].code == code) {
            cell->text = str_from(errors[i].text);
        }
    }
}

static void
set_number(struct sheet *sheet, struct cell *cell, uint16_t xf, double number)
{
    if (!isfinite(number)) {
        set_error(cell, ERROR_NUM);
        return;
    }
    if (!numfmt_apply(cell, xls_globals_kind(sheet->globals, xf),
                      sheet->globals->epoch, number, (struct str){NULL, 0},
                      sheet->arena)) {
        draft_doubt_date(sheet->draft, sheet->cells[sheet->n_cells - 1].row,
                         cell->col);
    }
}

static void
set_text(struct cell *cell, struct str text)
{
    cell->type = text.len ? CELL_TEXT : CELL_EMPTY;
    cell->text = text;
}

static void
set_bool(struct cell *cell, uint8_t value)
{
    cell->type = CELL_BOOL;
    cell->number = value != 0;
    cell->text = value ? STR("TRUE") : STR("FALSE");
}

/* Eight bytes: a number, or what the last two of FF FF announce
 * ([MS-XLS] 2.5.133). */
static void
set_result(struct sheet *sheet, struct cell *cell, uint16_t xf)
{
    struct biff number = sheet->biff;
    uint8_t kind = biff_u8(&sheet->biff);
    uint8_t value;

    biff_skip(&sheet->biff, 1);
    value = biff_u8(&sheet->biff);
    biff_skip(&sheet->biff, 3);
    if (biff_u16(&sheet->biff) != 0xFFFF) {
        set_number(sheet, cell, xf, biff_double(&number));
    } else if (kind == 0) {
        sheet->awaits_string = true;
    } else if (kind == 1) {
        set_bool(cell, value);
    } else if (kind == 2) {
        set_error(cell, value);
    }
}

static void
read_string(struct sheet *sheet)
{
    struct biff *biff = &sheet->biff;

    if (sheet->awaits_string) {
        set_text(&sheet->cells[sheet->n_cells - 1].cell,
                 biff_string(biff, biff_u16(biff), sheet->arena));
    }
    sheet->awaits_string = false;
}

static void
read_rks(struct sheet *sheet)
{
    struct biff *biff = &sheet->biff;
    uint16_t row = biff_u16(biff);
    uint32_t col = biff_u16(biff);

    for (; biff_left(biff) >= 8; col++) {
        uint16_t xf = biff_u16(biff);
        double number = biff_rk(biff_u32(biff));

        set_number(sheet, add_cell(sheet, row, col), xf, number);
    }
}

static void
read_cell(struct sheet *sheet)
{
    struct biff *biff = &sheet->biff;
    uint16_t row = biff_u16(biff);
    uint16_t col = biff_u16(biff);
    uint16_t xf = biff_u16(biff);
    struct cell *cell = add_cell(sheet, row, col);
    uint8_t value;

    switch (biff->id) {
    case BIFF_LABELSST:
        set_text(cell, xls_globals_string(sheet->globals, biff_u32(biff),
                                          &biff->is_short));
        break;
    case BIFF_LABEL:
    case BIFF_RSTRING:
        set_text(cell, biff_string(biff, biff_u16(biff), sheet->arena));
        break;
    case BIFF_NUMBER:
        set_number(sheet, cell, xf, biff_double(biff));
        break;
    case BIFF_RK:
        set_number(sheet, cell, xf, biff_rk(biff_u32(biff)));
        break;
    case BIFF_BOOLERR:
        value = biff_u8(biff);
        if (biff_u8(biff)) {
            set_error(cell, value);
        } else {
            set_bool(cell, value);
        }
        break;
    default:
        set_result(sheet, cell, xf);
    }
}

static void
read_merges(struct sheet *sheet)
{
    struct biff *biff = &sheet->biff;

    for (uint16_t n = biff_u16(biff); n && biff_left(biff) >= 8; n--) {
        struct grid_merge merge = {0};

        merge.first_row = biff_u16(biff);
        merge.last_row = biff_u16(biff);
        merge.first_col = biff_u16(biff);
        merge.last_col = biff_u16(biff);
        if (merge.first_row <= merge.last_row &&
            merge.first_col <= merge.last_col && merge.last_col < XLS_COLS) {
            draft_merge(sheet->draft, merge);
        }
    }
}

static void
read_row(struct sheet *sheet)
{
    uint16_t row = biff_u16(&sheet->biff);

    biff_skip(&sheet->biff, 10);
    if (biff_u16(&sheet->biff) & 0x20) {
        sheet->hidden_rows[row / 8] |= (unsigned char)(1U << row % 8);
    }
}

static void
read_columns(struct sheet *sheet)
{
    uint32_t col = biff_u16(&sheet->biff);
    uint32_t last = biff_u16(&sheet->biff);

    biff_skip(&sheet->biff, 4);
    if (biff_u16(&sheet->biff) & 1) {
        for (; col <= last && col < XLS_COLS; col++) {
            draft_hide_col(sheet->draft, col);
        }
    }
}

static void
read_record(struct sheet *sheet)
{
    switch (sheet->biff.id) {
    case BIFF_LABELSST:
    case BIFF_LABEL:
    case BIFF_RSTRING:
    case BIFF_NUMBER:
    case BIFF_RK:
    case BIFF_BOOLERR:
    case BIFF_FORMULA:
        read_cell(sheet);
        break;
    case BIFF_MULRK:
        read_rks(sheet);
        break;
    case BIFF_STRING:
        read_string(sheet);
        break;
    case BIFF_MERGEDCELLS:
        read_merges(sheet);
        break;
    case BIFF_ROW:
        read_row(sheet);
        break;
    case BIFF_COLINFO:
        read_columns(sheet);
        break;
    default:
        break;
    }
}

/* Up to the sheet's EOF; charts inside it have a BOF and EOF of their own. */
static bool
read_records(struct sheet *sheet)
{
    struct biff *biff = &sheet->biff;
    size_t depth = 0;

    while (biff_next(biff) && !biff->is_short && !sheet->is_outside &&
           sheet->n_cells <= sheet->draft->max_cells) {
        if (biff->id == BIFF_BOF) {
            depth++;
        } else if (biff->id == BIFF_EOF && --depth == 0) {
            return true;
        } else if (depth == 0) {
            return false;
        } else if (depth == 1) {
            read_record(sheet);
        }
    }
    return sheet->n_cells > sheet->draft->max_cells; /* draft_cell reports */
}

static int
compare_cells(const void *left, const void *right)
{
    const struct placed_cell *a = left;
    const struct placed_cell *b = right;

    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    if (a->cell.col != b->cell.col) {
        return a->cell.col < b->cell.col ? -1 : 1;
    }
    return (a->order > b->order) - (a->order < b->order);
}

static bool
is_sorted(const struct sheet *sheet)
{
    for (size_t i = 1; i < sheet->n_cells; i++) {
        if (compare_cells(&sheet->cells[i - 1], &sheet->cells[i]) > 0) {
            return false;
        }
    }
    return true;
}

/* Of two cells in one place the later counts. */
static bool
is_replaced(const struct sheet *sheet, size_t i)
{
    return i + 1 < sheet->n_cells &&
           sheet->cells[i].row == sheet->cells[i + 1].row &&
           sheet->cells[i].cell.col == sheet->cells[i + 1].cell.col;
}

static bool
move_cells(struct sheet *sheet)
{
    uint32_t row = UINT32_MAX;

    if (!is_sorted(sheet)) {
        qsort(sheet->cells, sheet->n_cells, sizeof *sheet->cells,
              compare_cells);
    }
    for (size_t i = 0; i < sheet->n_cells; i++) {
        struct placed_cell *placed = &sheet->cells[i];

        if (placed->cell.type == CELL_EMPTY || is_replaced(sheet, i)) {
            continue;
        }
        if (placed->row != row) {
            row = placed->row;
            if (!draft_row(sheet->draft, row,
                           sheet->hidden_rows[row / 8] >> row % 8 & 1,
                           sheet->diags)) {
                return false;
            }
        }
        if (!draft_cell(sheet->draft, placed->cell, sheet->diags)) {
            return false;
        }
    }
    return true;
}

bool
xls_report_damage(struct location at, struct diags *diags)
{
    diag_error(diags, at, _("this workbook is damaged"));
    diag_advise(diags, _("open it in WPS or Excel and save it as .xlsx"));
    return false;
}

bool
xls_sheet_read(struct grid_sheet *sheet, const struct xls_globals *globals,
               struct str stream, size_t at, struct draft *draft,
               size_t *n_bytes, struct diags *diags)
{
    struct sheet reading = {.globals = globals,
                            .biff = {.stream = stream, .end = at},
                            .draft = draft,
                            .arena = draft->arena,
                            .diags = diags};
    bool ok = read_records(&reading);

    if (!ok) {
        xls_report_damage(draft->at, diags);
    }
    ok = move_cells(&reading) && ok;
    draft_finish(draft, sheet, diags);
    mem_free(reading.cells);
    *n_bytes = reading.biff.end - at;
    return ok;
}
