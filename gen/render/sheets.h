/* The sheets of one workbook: a document as one, or each of its tables as one
 * of its own.
 *
 * What stands above the first table, and all that follows the last, is on
 * their sheets.  Between two tables, what comes before the next one's title
 * (the first heading or centred paragraph) are notes to the one above; where
 * there is no title, all of it belongs to the next table.  A sheet has the
 * page of the section its table is in.
 */
#ifndef TONGBAO_RENDER_SHEETS_H
#define TONGBAO_RENDER_SHEETS_H

#include "gen/render/sheet.h"
#include "gen/render/xlsx.h"

struct sheets {
    const char *path; /* of the workbook */
    struct sheet *items;
    size_t n_items;    /* at least 1 */
    const char *named; /* the name last wanted, and how often it was given */
    unsigned n_named;
    struct arena *arena;
};

/* Walks root and lays out every sheet.  False after reporting; all cells at
 * fault are reported.  path and arena are set by the caller. */
bool sheets_gather(struct sheets *sheets, const struct node *root,
                   const struct scope *scope, struct evaluator *evaluator,
                   const struct xlsx_options *options, struct diags *diags);

#endif
