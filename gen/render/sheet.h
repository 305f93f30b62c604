/* An attachment as one sheet: what the walk through its template gives,
 * gathered before anything is written, so that every fault is known first.
 *
 * Paragraphs outside tables are rows of one cell across the sheet; every
 * table row is a row.  Tables of different grids share the sheet's columns.
 * Cells of a row are ascending and do not overlap; a merged range is known by
 * its first cell.  Everything lives in the sheet's arena.
 */
#ifndef TONGBAO_RENDER_SHEET_H
#define TONGBAO_RENDER_SHEET_H

#include "gen/base/diag.h"
#include "gen/template/scope.h"
#include "gen/template/shape.h"
#include "gen/template/tree.h"

struct sheet_total; /* sheet_total.h */

enum { SHEET_MAX_ROWS = 1048576, SHEET_MAX_COLUMNS = 16384 };

struct sheet_cell {
    uint32_t col;    /* from 0 */
    uint32_t n_cols; /* at least 1 */
    uint32_t n_rows; /* of a merged range; 0: belongs to the cell above */
    struct str text; /* as shown, unit included; empty: blank */
    const char *format; /* number format; NULL: text */
    double number;      /* where there is a format */
    uint8_t digits;     /* behind its point */
    bool is_fixed;      /* rounded to them */
    const void *source; /* memory of the one datum it shows, or NULL */
    const struct sheet_total *total; /* what its number sums up, or NULL */
    const char *formula;             /* NULL: none */
    bool is_word;       /* its text is the template's own */
    const struct shape *cell;      /* NULL outside tables */
    const struct shape *paragraph; /* the first one; NULL: none */
};

/* A table met in the walk. */
struct sheet_table {
    const struct shape *shape;
    uint32_t n_grid;      /* columns used */
    uint32_t *columns;    /* sheet column of each grid line, n_grid + 1 */
};

struct sheet_row {
    const struct sheet_table *table; /* NULL: a paragraph */
    struct sheet_cell *cells;
    uint32_t n_cells;
    unsigned least;   /* twips the template asks for */
    unsigned height;  /* twips */
    bool is_header;   /* repeats on every page */
    bool is_first;    /* of its table */
    bool is_last;
};

/* A section of the document: what a page of it is like. */
struct sheet_section {
    size_t end_row; /* behind its last one */
    const struct page *page;
};

struct sheet {
    const char *path; /* of the workbook, for messages */
    const char *name;
    struct page page;     /* never zeros */
    bool is_landscape;
    bool is_parted;       /* its tables become sheets of their own */
    struct sheet_row *rows;
    size_t n_rows;
    size_t rows_room;
    unsigned *widths;     /* of the columns, twips */
    uint32_t n_columns;   /* at least 1 */
    struct sheet_table **tables;
    size_t n_tables;
    struct sheet_section *sections; /* but the last one */
    size_t n_sections;
    size_t n_merges;      /* ranges of more than one cell */
    size_t n_totals;      /* cells that may become formulas */
    struct arena *arena;
};

/* Walks root and fills the rows.  False after reporting.  sheet->path, name,
 * is_parted and arena are set by the caller. */
bool sheet_walk(struct sheet *sheet, const struct node *root,
                const struct scope *scope, struct evaluator *evaluator,
                struct diags *diags);

/* Lays out what is filled, for pages such as page (zeros: A4).  False after
 * reporting; all cells at fault are reported. */
bool sheet_lay_out(struct sheet *sheet, const struct page *page,
                   struct diags *diags);

/* Steps of sheet_lay_out: lays the tables' grids over each other; gives totals
 * their formulas.  A total stays a number where the rows are not all on the
 * sheet, each once and as a number, or where the formula would give another
 * figure than the one shown.  Nothing of a formula is text of the data. */
bool sheet_lay_columns(struct sheet *sheet, struct diags *diags);
void sheet_find_formulas(struct sheet *sheet);

/* Row heights for wrapped text, from fonts and widths: spreadsheet programs
 * do not fit merged rows.  Warns of a cell that shows only a part of its text
 * in the highest row there is. */
void sheet_measure_rows(struct sheet *sheet, struct diags *diags);

/* Twips that the cell's text takes on one line, with its padding. */
unsigned sheet_cell_width(const struct sheet_cell *cell);

/* Is written as a merged range. */
bool sheet_cell_is_merged(const struct sheet_cell *cell);

/* Rows that repeat at the top of every printed page; false: none. */
bool sheet_head(const struct sheet *sheet, size_t *first, size_t *last);

struct location sheet_location(const struct sheet *sheet, size_t row,
                               uint32_t col);

#endif
