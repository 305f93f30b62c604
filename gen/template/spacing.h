/* How much room text takes (ECMA-376-1 17.3.1.12, 17.3.1.33, 17.4.42): read
 * from properties, and one set laid over another along a chain of styles. */
#ifndef TONGBAO_TEMPLATE_SPACING_H
#define TONGBAO_TEMPLATE_SPACING_H

#include <libxml/tree.h>
#include <stdbool.h>

enum { SPACING_UNSAID = -100000 };

enum spacing_rule { SPACING_AUTO, SPACING_AT_LEAST, SPACING_EXACT };

/* Of a paragraph, twips; SPACING_UNSAID where nothing is said. */
struct spacing {
    int line; /* by SPACING_AUTO in 240ths of a line */
    enum spacing_rule rule;
    int before, after;
    int left, right, first; /* indents; first is negative if it hangs */
    int snaps;              /* to the page's grid of lines */
    int starts_page;
};

/* Around the text of a table's cells. */
struct cell_margins {
    int top, bottom, left, right;
};

extern const struct spacing spacing_unsaid;
extern const struct cell_margins cell_margins_unsaid;

/* A w:pPr; a w:tblCellMar; NULL: nothing said. */
struct spacing spacing_read(const xmlNode *ppr);
struct cell_margins cell_margins_read(const xmlNode *margins);

/* over's own words win over under's. */
struct spacing spacing_over(struct spacing under, struct spacing over);
struct cell_margins cell_margins_over(struct cell_margins under,
                                      struct cell_margins over);

#endif
