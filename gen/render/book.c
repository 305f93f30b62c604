#include "gen/render/book.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "gen/render/xlsx_text.h"

enum {
    MAX_MERGES = 5000,
    MAX_CUT = 30000, /* bytes of a text that is too long */
    MAX_FEEDS = 250,
    FITTED_ROWS = 500,
    DEFAULT_SIZE = 22, /* half points */
    NUMBER_WIDTH = 11,
    DEFAULT_HEIGHT = 15, /* points */
    MAX_HEIGHT = 409
};

static const double DEFAULT_WIDTH = 8.43;
static const double LINE_HEIGHT = 0.65; /* points for each half point */

void
book_init(struct book *book, struct arena *arena)
{
    *book = (struct book){.arena = arena};
}

/* Room for one more of items; returns the new items. */
static void *
grow(struct arena *arena, void *items, size_t n, size_t *room, size_t size)
{
    if (n < *room) {
        return items;
    }
    *room = *room ? *room * 2 : 16;
    return arena_grow(arena, items, n, *room, size);
}

/* ---- sheets ---- */

static bool
has_sheet(const struct book *book, const char *name)
{
    for (size_t i = 0; i < book->n_sheets; i++) {
        if (xlsx_sheet_name_equals(book->sheets[i]->name, name)) {
            return true;
        }
    }
    return false;
}

static const char *
own_name(struct book *book, const char *wanted)
{
    struct diags unheard = {0};
    const char *name = xlsx_sheet_name(wanted, NULL, book->arena, &unheard);
    const char *first = name;

    for (unsigned n = 2; has_sheet(book, name); n++) {
        name = xlsx_sheet_name_nth(first, n, book->arena);
    }
    diags_clear(&unheard);
    return name;
}

struct book_sheet *
book_add_sheet(struct book *book, const char *wanted)
{
    struct book_sheet *sheet = arena_alloc(book->arena, sizeof *sheet);

    sheet->name = own_name(book, wanted);
    sheet->arena = book->arena;
    book->sheets = grow(book->arena, book->sheets, book->n_sheets,
                        &book->room_sheets, sizeof(struct book_sheet *));
    book->sheets[book->n_sheets++] = sheet;
    return sheet;
}

/* ---- cells ---- */

static struct book_cell *
add(struct book_sheet *sheet, uint32_t row, uint32_t col,
    const struct book_look *look)
{
    struct book_cell *cell;

    sheet->cells = grow(sheet->arena, sheet->cells, sheet->n_cells,
                        &sheet->room_cells, sizeof *sheet->cells);
    cell = &sheet->cells[sheet->n_cells++];
    *cell = (struct book_cell){.row = row, .col = col, .look = look};
    return cell;
}

/* The start of a text that no cell takes whole. */
static struct str
cut(struct str text, struct arena *arena)
{
    size_t n_feeds = 0;
    size_t len = 0;

    while (len < text.len && len < MAX_CUT && n_feeds < MAX_FEEDS) {
        n_feeds += text.ptr[len++] == '\n';
    }
    text = str_slice(text, 0, len);
    return arena_strf(arena, "%.*s…",
                      STR_ARG(str_slice(text, 0, utf8_valid(text))));
}

struct str
book_text(struct str text, struct arena *arena)
{
    struct diags unheard = {0};
    struct location at = {.path = NULL};

    if (text.len == 0) {
        return STR("");
    }
    if (!xlsx_text_clean(&text, at, arena, &unheard)) {
        text = cut(text, arena);
    }
    diags_clear(&unheard);
    return text;
}

struct book_cell *
book_add_text(struct book_sheet *sheet, uint32_t row, uint32_t col,
              struct str text, const struct book_look *look)
{
    struct book_cell *cell = add(sheet, row, col, look);

    cell->text = book_text(text, sheet->arena);
    cell->kind = cell->text.len ? BOOK_TEXT : BOOK_BLANK;
    return cell;
}

struct book_cell *
book_add_number(struct book_sheet *sheet, uint32_t row, uint32_t col,
                double number, const struct book_look *look)
{
    struct book_cell *cell = add(sheet, row, col, look);
    char digits[32];

    if (isfinite(number)) {
        snprintf(digits, sizeof digits, "%.15G", number);
        cell->number = strtod(digits, NULL);
        cell->kind = isfinite(cell->number) ? BOOK_NUMBER : BOOK_BLANK;
    }
    return cell;
}

struct book_cell *
book_add_blank(struct book_sheet *sheet, uint32_t row, uint32_t col,
               const struct book_look *look)
{
    return add(sheet, row, col, look);
}

/* ---- around the cells ---- */

static bool
overlap(const struct book_range *a, const struct book_range *b)
{
    return a->first_row <= b->last_row && b->first_row <= a->last_row &&
           a->first_col <= b->last_col && b->first_col <= a->last_col;
}

void
book_merge(struct book_sheet *sheet, struct book_range range)
{
    bool is_lone =
        range.first_row == range.last_row && range.first_col == range.last_col;

    if (is_lone || sheet->n_merges == MAX_MERGES) {
        return;
    }
    for (size_t i = 0; i < sheet->n_merges; i++) {
        if (overlap(&sheet->merges[i], &range)) {
            return;
        }
    }
    sheet->merges = grow(sheet->arena, sheet->merges, sheet->n_merges,
                         &sheet->room_merges, sizeof *sheet->merges);
    sheet->merges[sheet->n_merges++] = range;
}

struct book_rule *
book_add_rule(struct book_sheet *sheet, struct book_range range,
              enum book_rule_kind kind)
{
    sheet->rules = grow(sheet->arena, sheet->rules, sheet->n_rules,
                        &sheet->room_rules, sizeof *sheet->rules);
    sheet->rules[sheet->n_rules] =
        (struct book_rule){.range = range, .kind = kind};
    return &sheet->rules[sheet->n_rules++];
}

void
book_set_column(struct book_sheet *sheet, uint32_t col, double width,
                const struct book_look *look)
{
    while (sheet->n_columns <= col) {
        sheet->columns = grow(sheet->arena, sheet->columns, sheet->n_columns,
                              &sheet->room_columns, sizeof *sheet->columns);
        sheet->n_columns++;
    }
    sheet->columns[col].width = width;
    sheet->columns[col].look = look;
}

/* ---- order and size ---- */

static int
compare_cells(const void *left, const void *right)
{
    const struct book_cell *a = left;
    const struct book_cell *b = right;

    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    return (a->col > b->col) - (a->col < b->col);
}

static int
compare_merges(const void *left, const void *right)
{
    const struct book_range *a = left;
    const struct book_range *b = right;

    if (a->first_row != b->first_row) {
        return a->first_row < b->first_row ? -1 : 1;
    }
    return (a->first_col > b->first_col) - (a->first_col < b->first_col);
}

void
book_sort(struct book_sheet *sheet)
{
    if (sheet->n_cells) {
        qsort(sheet->cells, sheet->n_cells, sizeof *sheet->cells,
              compare_cells);
    }
    if (sheet->n_merges) {
        qsort(sheet->merges, sheet->n_merges, sizeof *sheet->merges,
              compare_merges);
    }
}

/* Is shown over several columns; the merges are sorted. */
static const struct book_range *
range_from(const struct book_sheet *sheet, const struct book_cell *cell)
{
    struct book_range first = {cell->row, cell->col, 0, 0};
    const struct book_range *range =
        sheet->n_merges ? bsearch(&first, sheet->merges, sheet->n_merges,
                                  sizeof first, compare_merges)
                        : NULL;

    return range && range->last_col > range->first_col ? range : NULL;
}

/* In characters of the default font, with a little room. */
static double
width_of(struct str line, const struct book_look *look)
{
    double size = look && look->half_points ? look->half_points : DEFAULT_SIZE;

    return (double)utf8_columns(line) * 1.15 * size / DEFAULT_SIZE + 1;
}

static double
widest_line(const struct book_cell *cell)
{
    struct str text = cell->text;
    double most = 0;

    while (text.ptr) {
        double width = width_of(str_split(&text, STR("\n")), cell->look);

        most = width > most ? width : most;
    }
    return most;
}

void
book_fit_columns(struct book_sheet *sheet, double least, double most)
{
    book_sort(sheet);
    for (size_t i = 0; i < sheet->n_cells; i++) {
        const struct book_cell *cell = &sheet->cells[i];
        double width = cell->kind == BOOK_TEXT    ? widest_line(cell)
                       : cell->kind == BOOK_BLANK ? 0
                                                  : NUMBER_WIDTH;

        if (cell->row > FITTED_ROWS || range_from(sheet, cell)) {
            continue;
        }
        if (cell->col >= sheet->n_columns) {
            book_set_column(sheet, cell->col, least, NULL);
        }
        width = width > most ? most : width;
        if (width > sheet->columns[cell->col].width) {
            sheet->columns[cell->col].width = width;
        }
    }
}

static double
column_width(const struct book_sheet *sheet, uint32_t col)
{
    return col < sheet->n_columns && sheet->columns[col].width > 0
               ? sheet->columns[col].width
               : DEFAULT_WIDTH;
}

static double
cell_height(const struct book_sheet *sheet, const struct book_cell *cell)
{
    const struct book_range *range = range_from(sheet, cell);
    uint32_t last = range ? range->last_col : cell->col;
    unsigned size = cell->look && cell->look->half_points
                        ? cell->look->half_points
                        : DEFAULT_SIZE;
    struct str text = cell->text;
    double width = 0;
    double n_lines = 0;

    for (uint32_t col = cell->col; col <= last; col++) {
        width += column_width(sheet, col);
    }
    while (cell->kind == BOOK_TEXT && text.ptr) {
        n_lines +=
            ceil(width_of(str_split(&text, STR("\n")), cell->look) / width);
    }
    return n_lines * size * LINE_HEIGHT;
}

double
book_row_height(const struct book_sheet *sheet, size_t *i)
{
    uint32_t row = sheet->cells[*i].row;
    double height = 0;

    for (; *i < sheet->n_cells && sheet->cells[*i].row == row; ++*i) {
        double wanted = cell_height(sheet, &sheet->cells[*i]);

        height = wanted > height ? wanted : height;
    }
    height = ceil(height);
    return height <= DEFAULT_HEIGHT ? 0
           : height > MAX_HEIGHT    ? MAX_HEIGHT
                                    : height;
}

/* ---- names of cells ---- */

static void
add_sheet_name(struct strbuf *sb, const struct book_sheet *sheet)
{
    strbuf_add_char(sb, '\'');
    for (const char *p = sheet->name; *p; p++) {
        strbuf_add_cstr(sb, *p == '\'' ? "''" : "");
        strbuf_add_char(sb, *p);
    }
    strbuf_add_cstr(sb, "'!");
}

const char *
book_link(const struct book_sheet *sheet, uint32_t row, uint32_t col)
{
    struct strbuf sb = {0};
    const char *link;

    add_sheet_name(&sb, sheet);
    location_add_cell(&sb, row + 1, col + 1);
    link = arena_cstr(sheet->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return link;
}

static void
add_absolute(struct strbuf *sb, uint32_t row, uint32_t col)
{
    strbuf_add_char(sb, '$');
    location_add_cell(sb, 0, col + 1);
    strbuf_addf(sb, "$%u", (unsigned)row + 1);
}

const char *
book_range_name(const struct book_sheet *sheet, struct book_range range)
{
    struct strbuf sb = {0};
    const char *name;

    add_sheet_name(&sb, sheet);
    add_absolute(&sb, range.first_row, range.first_col);
    strbuf_add_char(&sb, ':');
    add_absolute(&sb, range.last_row, range.last_col);
    name = arena_cstr(sheet->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return name;
}
