/* A table of a web page while it is read: its rows and cells, and the columns
 * that the spans of cells above them take. */
#ifndef TONGBAO_INPUT_HTML_TABLE_H
#define TONGBAO_INPUT_HTML_TABLE_H

#include "gen/input/draft.h"
#include "gen/opc/xml.h"

struct html_table {
    struct draft draft;
    size_t sheet; /* index in the page */
    uint32_t next_row;
    uint32_t col;
    uint32_t *taken_to; /* by column: first row that is free again */
    uint32_t n_taken;
    bool in_row, in_cell, in_caption;
    bool is_number, is_as_text; /* x:num; mso-number-format:"\@" */
    uint32_t colspan, rowspan;
    struct strbuf number; /* x:num's value */
    struct strbuf text;   /* of the cell or caption under way */
};

/* Starts a row or a cell, ends the cell before; false, reported, over a
 * limit. */
bool html_table_start_row(struct html_table *table, struct str style,
                          struct diags *diags);
bool html_table_start_cell(struct html_table *table,
                           const struct xml_attribute *attributes, size_t n,
                           struct diags *diags);
bool html_table_end_cell(struct html_table *table, struct diags *diags);

/* Text as browsers fold it: one blank for many, none at a line's ends. */
void html_table_add_text(struct html_table *table, struct str text);
void html_table_break_line(struct html_table *table);

void html_table_finish(struct html_table *table, struct grid_sheet *sheet,
                       struct diags *diags);
void html_table_clear(struct html_table *table);

/* Value of an attribute, empty if it has none; {NULL, 0} if it is absent. */
struct str html_attribute(const struct xml_attribute *attributes, size_t n,
                          const char *name);

#endif
