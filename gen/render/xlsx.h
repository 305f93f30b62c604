/* Writes an attachment as a workbook, from the same compiled template as the
 * .docx: what stands above a table as title rows, the table with its widths,
 * merged cells, fonts and borders, notes below; all on one sheet, or each table
 * on its own.
 *
 * A cell that shows one number, with a unit behind it or not, becomes a number
 * whose format shows the unit; every other cell is text.  The workbook is read
 * again and compared before it counts as written.
 */
#ifndef TONGBAO_RENDER_XLSX_H
#define TONGBAO_RENDER_XLSX_H

#include "gen/base/date.h"
#include "gen/template/scope.h"

struct template; /* template.h */

struct xlsx_options {
    /* Names of sheets; repaired if Excel would refuse them.  NULL: the title.
     * With by_table: parted by |, in order of the tables; a table without one
     * is named by its caption. */
    const char *sheet;
    bool by_table;
    bool is_landscape;   /* even if the template is not */
    const char *title;   /* document property; NULL: none */
    struct date created; /* document property, so that no clock is read */
};

/* Makes the file at path.  False after reporting; the file is then not
 * there. */
bool xlsx_render(const char *path, const struct template *template,
                 const struct scope *scope, struct evaluator *evaluator,
                 const struct xlsx_options *options, struct diags *diags);

#endif
