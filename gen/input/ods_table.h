/* The tables of an OpenDocument spreadsheet while its XML goes by. */
#ifndef TONGBAO_INPUT_ODS_TABLE_H
#define TONGBAO_INPUT_ODS_TABLE_H

#include "gen/input/draft.h"
#include "gen/input/ods_cell.h"

struct ods_tables {
    struct xml_handler handler; /* for xml_scan */
    struct grid *grid;
    struct arena *arena;
    struct diags *diags;
    struct draft draft;
    struct grid_sheet *sheets; /* mem_resize'd */
    struct strbuf hidden;      /* names of styles that hide a sheet, each
                                  between line breaks */
    struct strbuf style;       /* of a sheet, under way */
    bool has_sheets;           /* it is a spreadsheet */
    bool in_sheet, in_row, in_cell;
    size_t n_skipped;     /* elements open inside one that does not count */
    uint32_t row, n_down; /* of the row under way, and how often it comes */
    uint32_t col;
    bool is_hidden;
    struct cell *cells; /* of the row */
    size_t n_cells, cap_cells;
    uint64_t n_repeated;
    struct ods_raw raw;
    struct strbuf kept; /* the strings of raw */
    struct strbuf text;
    bool in_paragraph;
};

/* It must not move: its handler points to it. */
void ods_tables_init(struct ods_tables *tables, struct grid *grid,
                     const struct grid_options *options, struct arena *arena,
                     struct diags *diags);

/* Gives the sheets to the grid and frees the rest.  ok is what the scan
 * returned; false, too, after reporting a document without sheets. */
bool ods_tables_finish(struct ods_tables *tables, bool ok);

#endif
