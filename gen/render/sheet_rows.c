/* Heights of a sheet's rows: lines of wrapped text by font size and width. */
#include "gen/render/sheet.h"

enum {
    DEFAULT_SIZE = 20, /* half-points */
    PADDING = 75,      /* twips left and right of a cell's text */
    ROW_PADDING = 80,  /* twips above and below */
    TITLE_PADDING = 160,
    PIXEL = 15,       /* twips, at 96 dots an inch */
    MAX_HEIGHT = 8175 /* 409 points, less a fraction of a pixel: Excel */
};

static unsigned
size_of(const struct sheet_cell *cell)
{
    unsigned size = cell->paragraph ? cell->paragraph->look.half_points : 0;

    return size ? size : DEFAULT_SIZE;
}

/* Columns a character takes: fonts for Chinese draw quotes, dashes and signs
 * as wide as Chinese characters. */
static size_t
columns_of(uint32_t code)
{
    return utf8_is_wide(code) || (code >= 0x2010 && code < 0x2800) ? 2 : 1;
}

/* Lines of one paragraph of text, broken as spreadsheets do: anywhere in
 * Chinese, between words elsewhere unless a word is longer than a line. */
static size_t
count_lines(struct str text, size_t columns)
{
    const char *end = text.ptr + text.len;
    size_t n = 1;
    size_t used = 0;
    size_t word = 0; /* columns of the word at the end of the line */

    for (const char *p = text.ptr; p < end;) {
        uint32_t code;
        size_t step = utf8_decode(p, end, &code);
        size_t width = step ? columns_of(code) : 1;

        p += step ? step : 1;
        word = code > ' ' && width == 1 ? word + 1 : 0;
        if (used + width <= columns) {
            used += width;
            continue;
        }
        n++;
        if (word > 1 && word <= columns) {
            used = word; /* the whole word moves down */
        } else {
            used = width;
            word = word ? 1 : 0;
        }
    }
    return n;
}

unsigned
sheet_cell_width(const struct sheet_cell *cell)
{
    enum { MOST = 100000 };
    const char *end = cell->text.ptr + cell->text.len;
    unsigned width = 2 * PADDING;

    for (const char *p = cell->text.ptr; p < end && width < MOST;) {
        uint32_t code;
        size_t step = utf8_decode(p, end, &code);

        width += (unsigned)(step ? columns_of(code) : 1) * size_of(cell) * 5;
        p += step ? step : 1;
    }
    return width;
}

static size_t
lines_of(const struct sheet_cell *cell, unsigned twips)
{
    unsigned half_em = size_of(cell) * 5; /* half a character, in twips */
    size_t columns = twips > PADDING ? (twips - PADDING) / half_em : 0;
    struct str rest = cell->text;
    size_t n = 0;

    if (cell->format) {
        return 1; /* a number does not wrap */
    }
    columns = columns < 2 ? 2 : columns;
    while (rest.ptr) {
        n += count_lines(str_split(&rest, STR("\n")), columns);
    }
    return n ? n : 1;
}

/* What the cell's text takes, without a limit. */
static uint64_t
height_of(const struct sheet *sheet, const struct sheet_row *row,
          const struct sheet_cell *cell)
{
    unsigned padding = row->table ? ROW_PADDING : TITLE_PADDING;
    unsigned width = 0;

    for (uint32_t i = 0; i < cell->n_cols; i++) {
        width += sheet->widths[cell->col + i];
    }
    /* a line is 1.3 times as high as its font */
    return (uint64_t)lines_of(cell, width) * size_of(cell) * 13 + padding;
}

static unsigned
round_height(uint64_t twips)
{
    uint64_t height = (twips + PIXEL - 1) / PIXEL * PIXEL;

    return height > MAX_HEIGHT ? MAX_HEIGHT : (unsigned)height;
}

static void
measure_row(const struct sheet *sheet, struct sheet_row *row)
{
    uint64_t most = row->least;

    for (size_t i = 0; i < row->n_cells; i++) {
        if (row->cells[i].n_rows == 1) {
            uint64_t height = height_of(sheet, row, &row->cells[i]);

            most = height > most ? height : most;
        }
    }
    row->height = round_height(most);
}

static uint64_t
sum_heights(const struct sheet_row *rows, size_t n)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < n; i++) {
        sum += rows[i].height;
    }
    return sum;
}

/* What a range merged downwards needs more is shared by its rows. */
static void
fit_cell(struct sheet *sheet, size_t first, const struct sheet_cell *cell,
         struct diags *diags)
{
    struct sheet_row *rows = &sheet->rows[first];
    uint64_t needed = height_of(sheet, rows, cell);
    uint64_t sum = sum_heights(rows, cell->n_rows);

    for (size_t i = 0; i < cell->n_rows && sum < needed; i++) {
        rows[i].height = round_height(
            rows[i].height + (needed - sum + cell->n_rows - 1) / cell->n_rows);
    }
    if (sum_heights(rows, cell->n_rows) < needed) {
        diag_warning(diags, sheet_location(sheet, first, cell->col),
                     _("the text needs more lines than a row of a workbook "
                       "shows; its end is not seen in print"));
    }
}

void
sheet_measure_rows(struct sheet *sheet, struct diags *diags)
{
    for (size_t i = 0; i < sheet->n_rows; i++) {
        measure_row(sheet, &sheet->rows[i]);
    }
    for (size_t i = 0; i < sheet->n_rows; i++) {
        for (size_t j = 0; j < sheet->rows[i].n_cells; j++) {
            const struct sheet_cell *cell = &sheet->rows[i].cells[j];

            if (cell->n_rows > 1 ||
                (cell->n_rows == 1 && sheet->rows[i].height == MAX_HEIGHT)) {
                fit_cell(sheet, i, cell, diags);
            }
        }
    }
}
