/* What the checks of the official form find, and where. */
#ifndef TONGBAO_FORM_FORM_FINDING_H
#define TONGBAO_FORM_FORM_FINDING_H

#include "gen/base/diag.h"

struct form;
struct paragraph;

/* Counting from 1; paragraph counts those outside tables and text boxes,
 * table, row and column say where a cell is (0: outside).  What stands in a
 * text box has the paragraph that holds it. */
struct spot {
    unsigned section;
    unsigned paragraph;
    unsigned table, row, column;
    bool is_boxed;
};

/* A finding at a paragraph (NULL: the whole file), with the clause it rests
 * on (NULL: none) and the text to quote.  Equal findings of many paragraphs
 * become one that lists their places. */
struct finding_at {
    const struct paragraph *paragraph;
    struct spot spot; /* without a paragraph: a section, a table */
    const char *clause;
    struct str quote;
    const char *advice; /* translated; NULL: none */
};
void form_find(struct form *form, enum severity severity, struct finding_at at,
               const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Everything found becomes findings in the order of their places. */
void form_report(struct form *form);

/* At a paragraph, its text quoted. */
struct finding_at form_at(const struct paragraph *paragraph,
                          const char *clause);
struct finding_at form_at_section(size_t section, const char *clause);

#endif
