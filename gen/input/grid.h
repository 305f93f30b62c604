/* What any input file becomes: sheets of cells that know their position.
 *
 * Cells are stored sparsely, row by row; empty ones are not stored.  A
 * delimited text file is one sheet without a name; its rows are the lines
 * that records start on, as an editor counts them.  Everything lives in the
 * arena given to grid_read().
 */
#ifndef TONGBAO_INPUT_GRID_H
#define TONGBAO_INPUT_GRID_H

#include "gen/base/diag.h"

enum cell_type {
    CELL_EMPTY,
    CELL_TEXT,
    CELL_NUMBER,
    CELL_BOOL,
    CELL_DATE,     /* date or date-time: text is ISO 8601 */
    CELL_TIME,     /* time of day: text is HH:MM:SS */
    CELL_DURATION, /* number is in days */
    CELL_ERROR     /* text is #N/A and the like */
};

struct cell {
    enum cell_type type;
    uint32_t col;    /* from 0 */
    struct str text; /* every type has one: a number as written, at most 15
                        digits, no exponent where 15 digits do, no ".0" */
    double number;   /* NUMBER, BOOL (0/1), DATE (serial, 1900 system), TIME,
                        DURATION */
};

struct grid_row {
    uint32_t row;       /* from 0 */
    bool is_hidden : 1; /* packed: large tables have many rows */
    uint32_t n_cells : 31;
    struct cell *cells; /* ascending by col */
};

struct grid_merge {
    uint32_t first_row, first_col, last_row, last_col; /* from 0 */
};

enum sheet_state { SHEET_VISIBLE, SHEET_HIDDEN, SHEET_VERY_HIDDEN };

struct grid_sheet {
    const char *name; /* NULL for text files */
    enum sheet_state state;
    struct grid_row *rows; /* ascending by row */
    size_t n_rows;
    struct grid_merge *merges; /* ascending by first row, then column */
    size_t n_merges;
    uint32_t *merge_reach; /* last row of merges[0..i], NULL: not known */
    uint32_t *hidden_cols; /* ascending */
    size_t n_hidden_cols;
};

struct grid {
    const char *path;   /* as the user gave it */
    const char *format; /* "xlsx", "xls", "ods", "html", "xml", "text" */
    const char
        *charset; /* of a text file: "UTF-8", "GB18030", ...; else NULL */
    struct grid_sheet *sheets; /* in the order of the workbook */
    size_t n_sheets;
};

struct grid_options {
    const char *sheet;   /* only this one; NULL: all */
    const char *charset; /* of text, HTML or XML; NULL: found out */
    uint64_t max_rows;   /* 0: 1,048,576 */
    uint64_t max_cells;  /* 0: 20,000,000 */
    uint64_t max_bytes;  /* of the file; 0: 64 MiB */
};

/* Reads any file by its content.  False after reporting an error; damage
 * confined to one sheet leaves the others readable and is an error too. */
bool grid_read(struct grid *grid, const char *path,
               const struct grid_options *options, struct arena *arena,
               struct diags *diags);

/* The cell at (row, col), both from 0; NULL if it is empty. */
const struct cell *grid_cell(const struct grid_sheet *sheet, uint32_t row,
                             uint32_t col);

/* The merged range that holds (row, col), or NULL. */
const struct grid_merge *grid_merge_at(const struct grid_sheet *sheet,
                                       uint32_t row, uint32_t col);

/* Location of a cell, rows and columns from 0. */
struct location grid_location(const struct grid *grid,
                              const struct grid_sheet *sheet, uint32_t row,
                              uint32_t col);

/* As text: a line a cell, "Sheet!A1<TAB>type<TAB>value". */
void grid_print(const struct grid *grid, FILE *out);

/* As JSON: {"sheets":[{"name":..,"state":"visible","merged":["A1:B2"],
 * "cells":{"A1":value}}]}; value is a string, a number, true/false,
 * {"d":"2024-03-15T00:00:00"}, {"t":"08:30:00"}, {"td":1.5} (days) or
 * {"e":"#N/A"}. */
void grid_print_json(const struct grid *grid, FILE *out);

#endif
